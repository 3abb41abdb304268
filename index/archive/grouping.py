"""Which articles are copies of one story, told from their sketches alone.

Articles that agree in a band of their sketches are candidates (locality-sensitive hashing; Leskovec, Rajaraman and
Ullman, "Mining of Massive Datasets", chapter 3). Of each band an article is compared with the longest article that
shares it and with the next longer one: so the work grows with the articles, however many are alike.

A group is a longest article and what is a copy of it. That each is compared with the longest keeps a chain of articles,
each a little like the next, from becoming one group. Longest first, then by their sketches, the articles are always
taken in the same order, whatever order they were indexed in.
"""

from collections.abc import Iterator

import numpy as np

from dateline.index.analysis.sketch import COUNT, TEXT
from dateline.index.arrays import Array, Indexed, radix_order, run_starts

CONTAINED, FEW_WORDS = 0.6, 8.0
"""The part of the shorter article's shingles that a copy shares, and by its words how much more: few prove less."""
SAME_NUMBERS, FEW_NUMBERS = 0.75, 2
"""The part of the fewer numbers that a copy shares, where there are so many at least."""
LEAST = 0.6
"""The words of a copy, to those of the longest."""
_BAND = 3
_CHANCE = 1 / 256
"""How often two unlike bytes agree."""
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
_ROUGH, _ROUGH_LEAST = 16, 2
"""Of so many bytes of two copies so many agree, but for one pair in thousands; of most other pairs fewer do."""
_AT_ONCE = 1 << 15
"""Articles that are looked at and pairs that are compared together, so that memory stays bounded."""


def leaders(sketches: Indexed, words: Array) -> Array:
    """For each article the longest one of its group: itself where it is that, or has no copies.

    Args:
        sketches: As `index.analysis.sketch` has them, a row an article; they may be on the disk.
        words: In each body; articles without any have no copies.
    """
    order = _longest_first(sketches, words)
    one, other = _candidates(sketches, order, len(words))
    alike = likeness(sketches, words, order[one], order[other]) > 0
    one, other = one[alike], other[alike]
    leader = np.arange(len(order))
    for at in _levels(one, other, len(order)):  # the leaders of `other` are known
        pairs = np.sort(one[at] << 32 | leader[other[at]])
        pairs = pairs[run_starts(pairs)]
        here, head = pairs >> 32, pairs & 0xFFFFFFFF
        alike = likeness(sketches, words, order[here], order[head])
        best = np.lexsort((-head, alike, here))
        best = best[np.diff(here[best], append=-1) != 0]
        best = best[alike[best] > 0]
        leader[here[best]] = head[best]
    found = np.arange(len(words))
    found[order] = order[leader]
    return found


def likeness(sketches: Indexed, words: Array, one: Array, other: Array) -> Array:
    """For each two articles what part of the shorter one's shingles the other has, about; 0: they are no copies."""
    alike = np.zeros(len(one))
    able = np.flatnonzero(np.minimum(words[one], words[other]) >= LEAST * np.maximum(words[one], words[other]))
    for begin in range(0, len(able), _AT_ONCE):
        at = able[begin : begin + _AT_ONCE]
        here, there = sketches[one[at]], sketches[other[at]]
        agree = here == there
        rough = np.count_nonzero(agree[:, :_ROUGH], axis=1) >= _ROUGH_LEAST
        at, agree = at[rough], agree[rough]
        sizes = np.stack([words[some[at]] for some in (one, other)]).astype(np.int64)
        numbers = np.stack([rows[rough, COUNT] for rows in (here, there)]).astype(np.int64)
        contained = _contained(agree[:, :TEXT], sizes)
        fits = contained >= np.minimum(CONTAINED + FEW_WORDS / sizes.min(axis=0), 1)
        same_numbers = _contained(agree[:, TEXT:COUNT], numbers) >= SAME_NUMBERS
        fits &= same_numbers | (numbers.min(axis=0) < FEW_NUMBERS)
        alike[at] = np.where(fits, contained, 0)
    return alike


def _contained(agree: Array, sizes: Array) -> Array:
    """What part of the smaller of two sets is in the other, by where their signatures agree, and their sizes."""
    jaccard = np.maximum((np.count_nonzero(agree, axis=1) / agree.shape[1] - _CHANCE) / (1 - _CHANCE), 0)
    part: Array = jaccard / (1 + jaccard) * sizes.sum(axis=0) / np.maximum(sizes.min(axis=0), 1)
    return part


def _levels(one: Array, other: Array, count: int) -> list[Array]:
    """The pairs by how long a chain of them leads to `one`: those of one level need only what levels before tell."""
    depth = [0] * count
    for here, before in zip(one.tolist(), other.tolist(), strict=True):
        depth[here] = max(depth[here], depth[before] + 1)
    level = np.array(depth)[one]
    order = np.argsort(level, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(level[order])) + 1) if len(order) else []


def _longest_first(sketches: Indexed, words: Array) -> Array:
    """The articles that have words, longest first; those of one length by their sketches."""
    mixed = np.concatenate([_mixed(rows) for rows in _by_blocks(sketches, len(words))])
    order = np.lexsort((mixed, -words.astype(np.int32)))
    return order[: np.count_nonzero(words)].astype(np.uint32)


def _mixed(sketches: Array) -> Array:
    mixed = np.zeros(len(sketches), np.uint64)
    for column in sketches.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _by_blocks(sketches: Indexed, count: int) -> Iterator[Array]:
    """All rows, block by block; one where there is none."""
    return (sketches[begin : begin + _AT_ONCE] for begin in range(0, max(count, 1), _AT_ONCE))


def _candidates(sketches: Indexed, order: Array, count: int) -> tuple[Array, Array]:
    """Pairs of articles that share a band, by their places in the order; of two the second comes first there."""
    pairs = [np.empty(0, np.uint64)]
    for at in range(0, TEXT, _BAND):
        keys = np.concatenate([_band(rows[:, at : at + _BAND]) for rows in _by_blocks(sketches, count)])[order]
        alike = radix_order(keys)
        keys = keys[alike]
        later = np.flatnonzero(keys[1:] == keys[:-1]) + 1
        first = np.maximum.accumulate(np.where(np.diff(later, prepend=-1) != 1, later - 1, 0))
        one, before, longest = (alike[at].astype(np.uint64) for at in (later, later - 1, first))
        pairs += [one << _HALF | before, one << _HALF | longest]
    found = np.concatenate(pairs)
    found.sort()
    found = found[run_starts(found)]
    return (found >> _HALF).astype(np.int64), (found & _LOW).astype(np.int64)


def _band(rows: Array) -> Array:
    """The bytes of a band as a number."""
    number = np.zeros(len(rows), np.uint32)
    for place in range(_BAND):
        number |= rows[:, place].astype(np.uint32) << np.uint32(8 * place)
    return number
