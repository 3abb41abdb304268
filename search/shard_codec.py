"""How a static site's data is written: numbers as bytes, bytes deflated in base64, sequences cut into files."""

import base64
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.container import Array


class Grain(NamedTuple):
    """How a sequence of items is cut into files.

    Attributes:
        least: Bytes, before deflating, that a file holds at least.
        most: Files there are at most; None: any number.
    """

    least: int
    most: int | None

    def portions(self, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Cut items of these sizes into runs `[start, end)`.

        The bytes of a run are the least, times 3/2 and 4/3 in turn as often as it takes: they stay when a little is added
        at the end.
        """
        limit, doubled = self.least, True
        while self.most and sum(sizes) > limit * self.most * 0.95:
            limit = limit * 3 // 2 if doubled else limit * 4 // 3
            doubled = not doubled
        start, held = 0, 0
        for at, size in enumerate(sizes):
            if held and held + size > limit:
                yield start, at
                start, held = at, 0
            held += size
        if held:
            yield start, len(sizes)


class Grains(NamedTuple):
    """The grain of each kind of shard."""

    terms: Grain
    positions: Grain
    words: Grain
    texts: Grain
    ids: Grain


FINE = Grains(Grain(6144, None), Grain(1 << 14, None), Grain(1 << 15, None), Grain(6144, None), Grain(1 << 15, None))
"""For a site that has a file for each article anyway: little to load."""
COARSE = Grains(*(Grain(1 << 15, most) for most in (100, 40, 12, 380, 12)))
"""For a site in few files."""


def deflated(content: bytes) -> str:
    """Bytes as raw deflate (RFC 1951) in base64, which the inflater of the page reads."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(content) + packer.flush()).decode("ascii")


def sections(parts: Sequence[bytes]) -> bytes:
    """Some stretches of bytes as one: how many, their lengths, and then they themselves."""
    return varints(np.array([len(parts), *map(len, parts)])) + b"".join(parts)


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


def text_field(value: bytes) -> str:
    """An id as text."""
    return value.decode("utf-8", "replace")
