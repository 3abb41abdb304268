"""Hashes of many words at once, and of what one edit makes of them: by these, words like others are found without
comparing each with each.

The hash of letters c0, c1, … is the sum of ci · FACTOR^i, modulo 2^64.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, find_sorted, run_starts
from dateline.search.site.strings import Strings

_FACTOR = 0x9E3779B97F4A7C15
_INVERSE = pow(_FACTOR, -1, 1 << 64)
_NO_LETTER = np.uint64(0x110000)
_AT_ONCE = 1 << 14
"""Words whose letters are hashed at once."""
_BITS = 22
"""Of a hash, by which most that are not known are told apart before they are looked up."""


class Letters(NamedTuple):
    """The letters of some words, end to end.

    Attributes:
        word: Of each letter which word's it is.
        place: Of each where it stands there, counted from 0.
        size: Of each how many letters its word has.
        whole: Of each the hash of its word.
        heads: Of each the hash of what stands before it.
        own: Of each what it adds to its word's hash.
        power: Of each the factor's power by its place.
    """

    word: Array
    place: Array
    size: Array
    whole: Array
    heads: Array
    own: Array
    power: Array

    @classmethod
    def of(cls, words: Sequence[str]) -> "Letters":
        """Those of words of a letter or more."""
        sizes = np.fromiter(map(len, words), np.int64, len(words))
        code = np.frombuffer("".join(words).encode("utf-32-le"), "<u4").astype(np.uint64)
        ends = np.cumsum(sizes)
        begin = ends - sizes
        word = np.repeat(np.arange(len(words)), sizes)
        place = np.arange(len(code)) - begin[word]
        power = _powers(_FACTOR, int(sizes.max(initial=0)))[place]
        own = code * power
        before = np.cumsum(own) - own
        heads = before - before[begin][word]
        whole = (heads + own)[ends - 1][word]
        return cls(word, place, sizes[word], whole, heads, own, power)

    def take(self, chosen: Array) -> "Letters":
        """Some of the letters."""
        return Letters(*(column[chosen] for column in self))

    @property
    def tails(self) -> Array:
        """Of each letter the hash of it and what stands behind it."""
        inverse = _powers(_INVERSE, int(self.place.max(initial=0)) + 1)[self.place]
        tails: Array = (self.whole - self.heads) * inverse
        return tails

    @property
    def without(self) -> Array:
        """Of each letter the hash of its word without it."""
        without: Array = self.heads + (self.whole - self.heads - self.own) * np.uint64(_INVERSE)
        return without

    @property
    def changed(self) -> Array:
        """Of each letter a hash that its word has in common with those that have another one in its place."""
        changed: Array = self.whole - self.own + _NO_LETTER * self.power
        return changed

    @property
    def swapped(self) -> Array:
        """Of each letter the hash of its word with this and the next one swapped; of a last one its word's."""
        following = np.roll(self.own, -1)
        moved = self.whole - self.own - following + self.own * np.uint64(_FACTOR) + following * np.uint64(_INVERSE)
        return np.where(self.place + 1 < self.size, moved, self.whole)


def letters_of(
    strings: Strings, numbers: Array, wanted: Callable[[Letters], Array]
) -> Iterator[tuple[int, Letters]]:
    """The wanted letters of some of the words, many words at a time, each time after how many."""
    for at in range(0, len(numbers), _AT_ONCE):
        letters = Letters.of([strings.text(number) for number in numbers[at : at + _AT_ONCE].tolist()])
        yield at, letters.take(wanted(letters))


class Known:
    """The largest of the numbers, of 1 or more, that each of some hashes has."""

    def __init__(self, hashes: Array, numbers: Array) -> None:
        order = np.argsort(hashes)
        first = run_starts(hashes[order])
        self._hashes = hashes[order][first]
        self._numbers = np.maximum.reduceat(numbers[order], first) if len(first) else numbers
        self._some = np.zeros(1 << _BITS, bool)
        self._some[_short(hashes)] = True

    def of(self, hashes: Array) -> Array:
        """The numbers of hashes; 0 for one that is not known."""
        numbers = np.zeros(len(hashes), np.int32)
        there = np.flatnonzero(self._some[_short(hashes)])
        at, present = find_sorted(hashes[there], self._hashes)
        numbers[there[present]] = self._numbers[at[present]]
        return numbers


def known_of(
    strings: Strings,
    numbers: Array,
    values: Array,
    hashes: Callable[[Letters], Array],
    wanted: Callable[[Letters], Array],
) -> Known:
    """Of some of the words, with a number each, what this gives of the hashes of wanted letters."""
    parts = [(np.empty(0, np.uint64), np.empty(0, np.int32))]
    parts += ((hashes(of), values[at + of.word]) for at, of in letters_of(strings, numbers, wanted))
    return Known(*map(np.concatenate, zip(*parts, strict=True)))


def _short(hashes: Array) -> Array:
    return hashes >> np.uint64(64 - _BITS)


def _powers(factor: int, count: int) -> Array:
    """The first powers, from 0 on."""
    return np.cumprod(np.append(np.ones(1, np.uint64), np.full(max(count - 1, 0), factor, np.uint64)))
