"""How a static site's data is written: numbers as bytes, bytes deflated in base64, sequences cut into files."""

import base64
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.container import Array


class Shard(NamedTuple):
    """A file's content, in parts to be deflated apart, and the first and the last of the names in it."""

    first: str
    last: str
    parts: list[bytes]


class Grain(NamedTuple):
    """How a sequence of items is cut into files.

    Attributes:
        least: Bytes, before deflating, that a file holds at least.
        most: Files there are at most; None: any number.
    """

    least: int
    most: int | None

    def bytes(self, total: int) -> int:
        """How many bytes a file holds: the least, times 3/2 and 4/3 in turn, so that they stay when little is added."""
        limit, doubled = self.least, True
        while self.most and total > limit * self.most * 0.95:
            limit = limit * 3 // 2 if doubled else limit * 4 // 3
            doubled = not doubled
        return limit

    def portions(self, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Cut items of these sizes into runs `[start, end)`."""
        limit, start, held = self.bytes(sum(sizes)), 0, 0
        for at, size in enumerate(sizes):
            if held and held + size > limit:
                yield start, at
                start, held = at, 0
            held += size
        if held:
            yield start, len(sizes)

    def items(self, total: int, count: int) -> int:
        """How many of `count` items a file holds where all hold the same number: a power of two, or 1.5 times one."""
        wanted = max(1, self.bytes(total) * count // max(total, 1))
        power: int = 1 << wanted.bit_length() - 1
        fitting = power * 3 // 2 if power > 1 and wanted * 2 >= power * 3 else power
        return fitting if not self.most or -(-count // fitting) <= self.most else fitting * 2


class Grains(NamedTuple):
    """The grain of each kind of shard.

    Attributes:
        many: A word that more articles have than one in so many has no lengths beside its postings: where there are
            many, it is less to load those of all articles.
    """

    terms: Grain
    words: Grain
    ids: Grain
    texts: Grain
    many: int


FINE = Grains(Grain(6144, None), Grain(1 << 15, None), Grain(1 << 15, None), Grain(2048, None), 2)
"""For a site that has a file for each article anyway: little to load."""
COARSE = Grains(Grain(1 << 15, 110), Grain(1 << 15, 8), Grain(1 << 15, 8), Grain(1 << 15, 320), 1 << 30)
"""For a site in few files."""


_SMALL = 1 << 14
"""Bytes of which the codes of several columns may cost more than they save."""


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
    content = b"".join(parts)
    if len(parts) > 1 and len(content) <= _SMALL:
        apart = min(apart, _packed(content, zlib.Z_DEFAULT_STRATEGY, zlib.Z_FINISH), key=len)
    return base64.b64encode(apart).decode("ascii")


def _packed(content: bytes, strategy: int, end: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, strategy)
    return packer.compress(content) + packer.flush(end)


def sections(parts: Sequence[bytes]) -> list[bytes]:
    """Some stretches of bytes with a first one that tells how many there are and their lengths."""
    return [varints(np.array([len(parts), *map(len, parts)])) + parts[0], *parts[1:]]


def varints(numbers: Array) -> bytes:
    """Numbers of 0 or more, seven bits a byte, the low ones first; all but a number's last byte have the high bit."""
    return spelt(numbers)[0].tobytes()


def spelt(numbers: Array) -> tuple[Array, Array]:
    """The bytes of `varints`, and where each number's begin, with where all end at last."""
    values = np.asarray(numbers, np.uint64)
    size = np.ones(len(values), np.int64)
    for bits in range(7, 64, 7):
        longer = values >> np.uint64(bits) > 0
        if not longer.any():
            break
        size += longer
    ends = np.cumsum(size)
    begin = ends - size
    total = int(ends[-1]) if len(ends) else 0
    out = np.zeros(total, np.uint8)
    for place in range(int(size.max(initial=0))):
        has = size > place
        part = (values[has] >> np.uint64(7 * place) & np.uint64(127)).astype(np.uint8)
        part |= np.where(size[has] > place + 1, 128, 0).astype(np.uint8)
        out[begin[has] + place] = part
    return out, np.append(begin, total)
