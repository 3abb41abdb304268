"""Texts cut where tokens end for sure, so that the analyzer sees each distinct stretch of letters once.

A batch holds a chunk such as `the` thousands of times. Chunks are told apart as numbers, all of a batch at a time: a
short one by its bytes, a long one by its place in a dictionary.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

import numpy as np

from dateline.index.analysis.terms import WITHIN
from dateline.index.arrays import Array, pack

_END = "\0"
"""A chunk of its own, behind each text. It has no token."""
_IS_INSIDE = bytes(byte >= 128 or chr(byte).isalnum() or chr(byte) in WITHIN + _END for byte in range(256))
_MASKS = np.array([256**size - 1 for size in range(9)], np.uint64)
"""Of the first bytes of eight, by how many are wanted; the first byte is the lowest."""
_IS_EDGE = np.isin(np.arange(256), list(WITHIN.encode()))
_SHORT = 16
_PADDING = "\n" * _SHORT
_LONG = np.uint64(2**64 - 1)
"""What a long chunk has for its second eight bytes: no UTF-8 has a byte 255."""
_MIX = np.uint64(0x9E3779B97F4A7C15)  # as splitmix64 has it: odd, its bits without a pattern


class Chunks(NamedTuple):
    """Texts cut at ASCII that no token has inside, without most of `WITHIN` at the ends.

    Attributes:
        distinct: The distinct chunks, ASCII letters small, with a blank between; a few may be there twice. One text
            passes from process to process faster than many.
        numbers: All chunks, all texts end to end, as places among the distinct ones.
        lengths: How many chunks each text has (int64).
    """

    distinct: str
    numbers: Array
    lengths: Array


def cut(texts: Iterable[str]) -> Chunks:
    """Cut texts, each of which gets a chunk without letters at its end."""
    joined = f"\n{_END}\n".join([*(text.replace(_END, " ") for text in texts), ""])
    data = f"\n{joined}{_PADDING}".encode("utf-8", "replace").lower()
    inside = np.frombuffer(data.translate(_IS_INSIDE), np.int8)
    begin, end = (np.flatnonzero(inside[1:] != inside[:-1]) + 1).reshape(-1, 2).T
    begin, end = _trimmed(np.frombuffer(data, np.uint8), begin, end)
    low, high = _identities(data, begin, end)
    ends = np.flatnonzero((low | high) == 0)
    order = _grouped(low, high)
    low, high = low[order], high[order]
    is_other = np.ones(len(order), bool)
    is_other[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.cumsum(is_other, dtype=np.int32) - 1
    spans = zip(begin[order[is_other]].tolist(), end[order[is_other]].tolist(), strict=True)
    distinct = b" ".join([data[start:stop] for start, stop in spans]).decode()
    return Chunks(distinct, pack(numbers), np.diff(ends, prepend=-1))


def _trimmed(data: Array, begin: Array, end: Array) -> tuple[Array, Array]:
    """The chunks without one of `WITHIN` at the beginning and two at the end; a character is always left."""
    begin = begin + (_IS_EDGE[data[begin]] & (end - begin > 1))
    for _ in range(2):
        end = end - (_IS_EDGE[data[end - 1]] & (end - begin > 1))
    return begin, end


def _identities(data: bytes, begin: Array, end: Array) -> tuple[Array, Array]:
    """Two numbers of eight bytes for each chunk, the same for the same chunks only: its bytes, where they are few."""
    size = end - begin
    eight = np.ndarray(len(data) - 7, "<u8", data, strides=(1,))
    low = eight[begin] & _MASKS[np.minimum(size, 8)]
    high = eight[begin + 8] & _MASKS[np.clip(size - 8, 0, 8)]
    long = np.flatnonzero(size > _SHORT)
    place: defaultdict[bytes, int] = defaultdict(count().__next__)
    spans = zip(begin[long].tolist(), end[long].tolist(), strict=True)
    low[long] = [place[data[start:stop]] for start, stop in spans]
    high[long] = _LONG
    return low, high


def _grouped(low: Array, high: Array) -> Array:
    """The chunks in an order that has the same ones side by side. Were two mixed alike, they would stand in turns."""
    mixed = low * _MIX
    mixed ^= mixed >> np.uint64(29)
    mixed += high
    mixed *= _MIX
    mixed ^= mixed >> np.uint64(32)
    mixed *= _MIX
    bits = np.uint64(len(low).bit_length())  # the lowest ones make room for a chunk's index: so one sort does
    mixed >>= bits
    mixed <<= bits
    mixed |= np.arange(len(low), dtype=np.uint64)
    mixed.sort()
    return (mixed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.intp)
