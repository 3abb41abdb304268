"""How a static site's data is written: numbers as bytes, bytes deflated in base64, sequences cut into files."""

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from string import ascii_lowercase
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array

FORMAT = 10
"""Of the data; a script refuses to read another."""
BLOCK = 1 << 13
"""Articles whose outlets, or whose lengths, are in one file."""
GROUPED = 1 << 16
"""Articles whose groups of copies are in one file."""
MANY = 2
"""Of a word that more articles have than one in so many lengths and outlets are not kept by its postings: it is less to
load those of all articles.
"""
SPREAD = 8
"""A word that more articles have than one in so many tells of no frequent words beside it: n-grams do."""
BYTE_MAX = 255
"""The most that a byte holds: for lengths of so many words or more, varints hold how many more."""
LAST_PASSAGE = 0x20
"""Marks the last of a posting's passages, which are below."""


class DataFile(NamedTuple):
    """A file's content, in parts to be deflated apart, and the first and the last of the names in it; and likewise the
    contents of files beside it, by their kinds.
    """

    first: str
    last: str
    parts: list[bytes]
    beside: Mapping[str, list[bytes]] = MappingProxyType({})


def separator(last: str, name: str) -> str:
    """The shortest text that is after `last` and not after `name`."""
    return name[: _same(last, name) + 1]


def _same(one: str, other: str) -> int:
    """How many letters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def hashed_name(name: str) -> str:
    """A name for files, always the same: two hashes in the manner of FNV-1a, of 32 bits each, in hexadecimal."""
    one, other = 0x811C9DC5, 0xC59D1C81
    for byte in name.encode():
        one, other = (one ^ byte) * 0x01000193 & 0xFFFFFFFF, (other ^ byte) * 0x85EBCA6B & 0xFFFFFFFF
    return f"{one:08x}{other:08x}"


def front_coded(names: Iterable[str]) -> list[str]:
    """Names in order, of each what it begins with in common with the one before as a letter that counts (`a`: 0)."""
    found, last = [], ""
    for name in names:
        same = min(_same(last, name), len(ascii_lowercase) - 1)
        found.append(ascii_lowercase[same] + name[same:])
        last = name
    return found


class Granularity(NamedTuple):
    """How a sequence of items is cut into files.

    Attributes:
        least: Bytes, before deflating, that a file holds at least.
        most: Files there are at most; None: any number.
    """

    least: int
    most: int | None

    def bytes(self, sizes: Array) -> int:
        """How many bytes a file of such items holds: the least, and fifths more until files are few enough. It stays
        when little is added.
        """
        limit = self.least
        while self.most and self._files(sizes, limit) > self.most:
            limit = limit * 6 // 5
        return limit

    def _files(self, sizes: Array, limit: int) -> int:
        """How many files there are at most, about: a large item has its own, and one before it may end early."""
        small = sizes[sizes < self._least(limit)]
        return int(small.sum()) // self._least(limit) + 2 * (len(sizes) - len(small))

    @staticmethod
    def _least(limit: int) -> int:
        """How many bytes a file holds at least, but for the last one and where an item is large."""
        return limit * 3 // 4

    def portions(self, sizes: Array, name: Callable[[int], str]) -> Iterator[tuple[int, int]]:
        """Cut items of these sizes and ascending names into runs `[start, end)`.

        A run ends where few letters tell the names apart, since those go into `meta`. Where, of all indices near,
        follows from the names alone, so that most runs stay when items are added.
        """

        def letters(at: int) -> tuple[int, str]:
            return len(separator(name(at - 1), name(at))), hashed_name(name(at))

        ends = np.append(0, np.cumsum(sizes))
        limit, count, start = self.bytes(sizes), len(sizes), 0
        while start < count:
            end = max(int(np.searchsorted(ends, ends[start] + limit, "right")) - 1, start + 1)
            if end < count:
                least = min(max(int(np.searchsorted(ends, ends[start] + self._least(limit))), start + 1), end)
                end = min(range(least, end + 1), key=letters)
            yield start, end
            start = end

    def items(self, total: int, count: int) -> int:
        """How many of `count` items a file holds where all hold the same number: three binary digits and noughts, so
        that it too stays when little is added.
        """
        wanted = max(1, self.least * count // max(total, 1))
        noughts = max(wanted.bit_length() - 3, 0)
        return wanted >> noughts << noughts


class Granularities(NamedTuple):
    """The granularity of each kind of file.

    Attributes:
        frequent: In how many articles a word is frequent: bigrams of such words have postings, and answers to it, or to
            a bigram or trigram that stands in so many, are counted ahead.
        recurring: In how many articles a trigram of frequent words stands that has postings.
    """

    terms: Granularity
    ngrams: Granularity
    words: Granularity
    ids: Granularity
    texts: Granularity
    frequent: int = 1 << 13
    recurring: int = 1 << 5


_NAMED = 1 << 14
"""Files of terms at most: `meta` has a name for each, of half a byte, deflated. A rare word's is less to load the more
there are, as most bytes are of words that have a file of their own.
"""
_NGRAMS = 1 << 13
"""Likewise of n-grams, whose names take twice as much, and of which few are rare."""
FINE = Granularities(
    terms=Granularity(6144, _NAMED),
    ngrams=Granularity(6144, _NGRAMS),
    words=Granularity(1 << 15, None),
    ids=Granularity(1 << 15, None),
    texts=Granularity(2048, None),
)
"""For a site that has a file for each article anyway: little to load."""
COARSE = Granularities(
    terms=Granularity(3 << 12, _NAMED),
    ngrams=Granularity(1 << 14, _NGRAMS),
    words=Granularity(1 << 15, None),
    ids=Granularity(1 << 15, None),
    texts=Granularity(1 << 14, None),
)
"""For a site in fewer files."""


_LEVEL = 6
"""Of zlib: columns of numbers take six times as long with 9, and get a thousandth smaller."""
_SMALL = 1 << 14
"""Bytes of which the codes of several columns may cost more than they save."""
_NUMBERS_AT_ONCE = 1 << 16


def deflated(*parts: bytes) -> str:
    """Bytes as raw deflate (RFC 1951) in base64, which the inflater of the page reads.

    Columns of numbers deflate best each with a code of its own, and often without looking for what recurs.
    """
    strategies = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY) if len(parts) > 1 else (zlib.Z_DEFAULT_STRATEGY,)
    ends = [zlib.Z_SYNC_FLUSH] * (len(parts) - 1) + [zlib.Z_FINISH]
    apart = b"".join(
        min((_packed(part, strategy, end) for strategy in strategies), key=len)
        for part, end in zip(parts, ends, strict=True)
    )
    if len(parts) > 1 and sum(map(len, parts)) <= _SMALL:
        apart = min(apart, _packed(b"".join(parts), zlib.Z_DEFAULT_STRATEGY, zlib.Z_FINISH), key=len)
    return base64.b64encode(apart).decode("ascii")


def _packed(content: bytes, strategy: int, end: int) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, 9, strategy)
    return packer.compress(content) + packer.flush(end)


def literal(value: object) -> str:
    """A value as a script has it; as `<` is written as an escape, it may stand in a page."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def sections(parts: Sequence[bytes]) -> list[bytes]:
    """Some stretches of bytes, before them varints: how many there are, and the length of each."""
    return [varints(np.array([len(parts), *map(len, parts)])) + parts[0], *parts[1:]]


def varints(numbers: Array) -> bytes:
    """Numbers of 0 or more, seven bits a byte, the low ones first; all but a number's last byte have the high bit."""
    return varint_bytes(numbers, np.empty(0, np.int64))[0].tobytes()


def varint_bytes(numbers: Array, bounds: Array) -> tuple[Array, Array]:
    """The bytes of `varints`, and where the bytes of runs begin and end that are bounded so in numbers."""
    values = np.asarray(numbers)
    parts = [_varint_bytes(values[at : at + _NUMBERS_AT_ONCE]) for at in range(0, len(values), _NUMBERS_AT_ONCE)]
    nothing = np.empty(0, np.uint8)
    content, size = (np.concatenate([nothing, *(part[column] for part in parts)]) for column in (0, 1))
    ends = np.cumsum(size, dtype=np.uint32)
    return content, np.where(bounds > 0, ends[bounds - 1], 0).astype(np.int64) if len(ends) else np.zeros_like(bounds)


def _varint_bytes(values: Array) -> tuple[Array, Array]:
    """The bytes of numbers, and how many each has."""
    size = np.ones(len(values), np.uint8)
    for bits in range(7, 63, 7):
        longer = values >> bits > 0
        if not longer.any():
            break
        size += longer
    ends = np.cumsum(size, dtype=np.int64)
    begin = ends - size
    out = np.zeros(int(ends[-1]), np.uint8)
    for number in range(int(size.max())):
        has = size > number
        part = (values[has] >> 7 * number & 127).astype(np.uint8)
        part |= np.where(size[has] > number + 1, 128, 0).astype(np.uint8)
        out[begin[has] + number] = part
    return out, size
