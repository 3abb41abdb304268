"""Dictionary encoding of texts: each distinct stretch of letters once, and the texts as numbers of these.

A chunk is a stretch of text that ends where tokens end for sure, such as `the` or `1,750`: a batch holds it thousands
of times, and the analyzer sees it once. All of a batch is encoded at a time, in arrays. A chunk is told from others by
a key of 16 bytes, which are its own letters where it is that short.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

import numpy as np

from dateline.index.analysis.terms import WITHIN
from dateline.index.arrays import Array, pack, run_starts

END = "\0"
"""A chunk of its own, behind each text. It has no token."""
_IS_INSIDE = bytes(byte >= 128 or chr(byte).isalnum() or chr(byte) in WITHIN + END for byte in range(256))
_IS_EDGE = np.isin(np.arange(256), list(WITHIN.encode()))
_KEY_BYTES = 16
_PADDING = "\n" * _KEY_BYTES
_MASKS = np.array([256**size - 1 for size in range(9)], np.uint64)
"""Of the first bytes of eight, by how many are wanted; the first byte is the lowest."""
_LONG = np.uint64(2**64 - 1)
"""The second half of a long chunk's key: no UTF-8 has a byte 255."""
_MIX = np.uint64(0x9E3779B97F4A7C15)  # as splitmix64 has it: odd, its bits without a pattern


class Chunks(NamedTuple):
    """Texts cut at ASCII that no token has inside, without most of `WITHIN` at the ends, dictionary-encoded.

    Attributes:
        dictionary: The distinct chunks, ASCII letters small, with a blank between; a few may be there twice. One text
            passes from process to process faster than many.
        codes: All chunks, all texts end to end, as places in the dictionary.
        lengths: How many chunks each text has (int64).
    """

    dictionary: str
    codes: Array
    lengths: Array


def encode_chunks(texts: Iterable[str]) -> Chunks:
    """Cut texts into chunks, each text with one without letters at its end, and encode them."""
    data = _joined(texts)
    begin, end = _boundaries(data)
    low, high = _keys(data, begin, end)
    is_end = np.flatnonzero((low | high) == 0)
    order = _grouping_order(low, high)
    first = run_starts(low[order], high[order])
    codes = np.empty(len(order), np.int32)
    codes[order] = np.repeat(np.arange(len(first), dtype=np.int32), np.diff(first, append=len(order)))
    dictionary = _slices(data, begin, end, order[first])
    return Chunks(b" ".join(dictionary).decode(), pack(codes), np.diff(is_end, prepend=-1))


def _joined(texts: Iterable[str]) -> bytes:
    """All texts in UTF-8, ASCII letters small, with `END` behind each and room for the last chunk's key."""
    joined = f"\n{END}\n".join([*(text.replace(END, " ") for text in texts), ""])
    return f"\n{joined}{_PADDING}".encode("utf-8", "replace").lower()


def _boundaries(data: bytes) -> tuple[Array, Array]:
    """Where chunks begin and end, one of `WITHIN` at the beginning and two at the end left out; a byte always stays."""
    inside = np.frombuffer(data.translate(_IS_INSIDE), np.int8)
    begin, end = (np.flatnonzero(inside[1:] != inside[:-1]) + 1).reshape(-1, 2).T
    letters = np.frombuffer(data, np.uint8)
    begin = begin + (_IS_EDGE[letters[begin]] & (end - begin > 1))
    for _ in range(2):
        end = end - (_IS_EDGE[letters[end - 1]] & (end - begin > 1))
    return begin, end


def _keys(data: bytes, begin: Array, end: Array) -> tuple[Array, Array]:
    """The key of each chunk, the same for the same chunks only, in two halves: its bytes, padded with 0, or for a long
    chunk the number of its bytes among those of all long ones, and `_LONG`.
    """
    size = end - begin
    eight_bytes_at = np.ndarray(len(data) - 7, "<u8", data, strides=(1,))
    low = eight_bytes_at[begin] & _MASKS[np.minimum(size, 8)]
    high = eight_bytes_at[begin + 8] & _MASKS[np.clip(size - 8, 0, 8)]
    long = np.flatnonzero(size > _KEY_BYTES)
    number: defaultdict[bytes, int] = defaultdict(count().__next__)
    low[long] = [number[chunk] for chunk in _slices(data, begin, end, long)]
    high[long] = _LONG
    return low, high


def _slices(data: bytes, begin: Array, end: Array, chosen: Array) -> list[bytes]:
    """The bytes of some chunks."""
    return [data[start:stop] for start, stop in zip(begin[chosen].tolist(), end[chosen].tolist(), strict=True)]


def _grouping_order(low: Array, high: Array) -> Array:
    """An order in which chunks of one key stand side by side: that of a hash of the key.

    Two keys of one hash would stand in turns, and so be twice or more in the dictionary, which does no harm. The hash's
    lowest bits make room for a chunk's index, so that one sort of plain numbers gives the order.
    """
    hashes = low * _MIX
    hashes ^= hashes >> np.uint64(29)
    hashes += high
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(32)
    hashes *= _MIX
    index_bits = np.uint64(len(low).bit_length())
    hashes >>= index_bits
    hashes <<= index_bits
    hashes |= np.arange(len(low), dtype=np.uint64)
    hashes.sort()
    return (hashes & ((np.uint64(1) << index_bits) - np.uint64(1))).astype(np.intp)
