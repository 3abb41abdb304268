"""Slices of a text's bytes as numbers of the distinct ones: a dictionary encoding, all in arrays.

A slice is told from others by a key of 16 bytes, which are its own where it is that short.
"""

from collections import defaultdict
from itertools import count

import numpy as np

from dateline.index.arrays import Array, expand_runs, radix_order, run_starts

KEY_BYTES = 16
"""What must follow the last slice, for its key to be read."""
_MASKS = np.array([256**size - 1 for size in range(9)], np.uint64)
"""Of the first bytes of eight, by how many are wanted; the first byte is the lowest."""
_LONG = np.uint64(2**64 - 1)
"""The second half of a long slice's key: no UTF-8 has a byte 255."""
_MIX = np.uint64(0x9E3779B97F4A7C15)  # as splitmix64 has it: odd, its bits without a pattern


def encode_slices(data: bytes, begin: Array, end: Array) -> tuple[Array, Array]:
    """For each slice its place among the distinct ones (int32), and where each of these stands among the slices; a few
    of them may be there twice.
    """
    low, high = _keys(data, begin, end)
    order = _grouping_order(low, high)
    first = run_starts(low[order], high[order])
    codes = np.empty(len(order), np.int32)
    codes[order] = np.repeat(np.arange(len(first), dtype=np.int32), np.diff(first, append=len(order)))
    return codes, order[first]


def joined(data: bytes, begin: Array, end: Array) -> bytes:
    """Slices with a blank between, none of which ends the text."""
    size = end - begin + 1
    letters = np.frombuffer(data, np.uint8)[expand_runs(begin, size)]
    letters[np.cumsum(size) - 1] = ord(" ")
    return letters[:-1].tobytes()


def slices(data: bytes, begin: Array, end: Array) -> list[bytes]:
    """The bytes of slices."""
    return [data[start:stop] for start, stop in zip(begin.tolist(), end.tolist(), strict=True)]


def _keys(data: bytes, begin: Array, end: Array) -> tuple[Array, Array]:
    """The key of each slice, the same for the same slices only, in two halves: its bytes, padded with 0, or for a long
    slice the number of its bytes among those of all long ones, and `_LONG`.
    """
    size = end - begin
    eight_bytes_at = np.ndarray(len(data) - 7, "<u8", data, strides=(1,))
    low = eight_bytes_at[begin] & _MASKS[np.minimum(size, 8)]
    high = eight_bytes_at[begin + 8] & _MASKS[np.clip(size - 8, 0, 8)]
    long = np.flatnonzero(size > KEY_BYTES)
    number: defaultdict[bytes, int] = defaultdict(count().__next__)
    low[long] = [number[one] for one in slices(data, begin[long], end[long])]
    high[long] = _LONG
    return low, high


def _grouping_order(low: Array, high: Array) -> Array:
    """An order in which slices of one key stand side by side: that of a hash of the key.

    Two keys of one hash would stand in turns, and so be twice or more among the distinct ones, which does no harm: four
    bytes of it are enough.
    """
    hashes = low * _MIX
    hashes ^= hashes >> np.uint64(29)
    hashes += high
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(32)
    hashes *= _MIX
    return radix_order((hashes >> np.uint64(32)).astype(np.uint32))
