"""An array on disk of which nothing is read unchecked."""

import zlib
from pathlib import Path

import numpy as np

from dateline.index.arrays import Array
from dateline.index.errors import CorruptIndex

BLOCK = 1 << 12
"""Bytes under one checksum: what reading one item costs to check, some microseconds."""


class CheckedArray:
    """An array of a file. Whatever is read of it is checked first, in blocks of `BLOCK` bytes, each of them once.

    Args:
        path: The file, for errors.
        name: The array's name, for errors.
        array: All of it, unchecked.
        sums: The CRC-32 of each block.

    Attributes:
        items: The items, unchecked; faster than the array for one.

    Raises:
        CorruptIndex: By every method: a checksum is wrong, or what is asked for is not there.
    """

    def __init__(self, path: Path, name: str, array: Array, sums: Array) -> None:
        self._path, self._name, self._array, self._sums = path, name, array, sums
        self.items = array.data
        self._shift = (BLOCK // array.itemsize).bit_length() - 1
        self._unchecked = bytearray(b"\1") * len(sums)
        self._flags = np.frombuffer(self._unchecked, np.uint8)

    def __len__(self) -> int:
        return len(self.items)

    def item(self, number: int) -> int:
        """One item. Raises IndexError beyond the last."""
        if self._unchecked[number >> self._shift]:
            self._check_block(number >> self._shift)
        item: int = self.items[number]
        return item

    def __getitem__(self, at: slice | Array) -> Array:
        """A stretch of the array as a view, or the items of some numbers. Raises IndexError where a number is none."""
        if isinstance(at, slice):
            self.check(at.start or 0, at.stop)
        elif 1 in self._unchecked:
            wanted = np.zeros(len(self._flags), bool)  # there may be millions of numbers
            wanted[at >> self._shift] = True
            for block in np.flatnonzero(wanted & (self._flags > 0)).tolist():
                self._check_block(block)
        found: Array = self._array[at]
        return found

    def in_runs(self, begin: Array, length: Array, indices: Array) -> Array:
        """The items of runs `begin[i]:begin[i] + length[i]`, whose `indices` are at hand. Raises IndexError."""
        if 1 in self._unchecked:  # runs are fewer than items
            edges = np.zeros(len(self._flags) + 1, np.int64)
            np.add.at(edges, begin >> self._shift, 1)
            np.subtract.at(edges, (begin + length - 1 >> self._shift) + 1, 1)
            for block in np.flatnonzero((np.cumsum(edges[:-1]) > 0) & (self._flags > 0)).tolist():
                self._check_block(block)
        return self._array.take(indices)

    def whole(self) -> Array:
        """All of it, as a view."""
        self.check(0, len(self.items))
        return self._array

    def check(self, begin: int, end: int) -> None:
        """Check the items from `begin` to `end`."""
        if not 0 <= begin <= end <= len(self.items):
            raise CorruptIndex(self._path, f"`{self._name}` has no items {begin:,} to {end:,}")
        first, last = begin >> self._shift, (end - 1 >> self._shift) + 1
        while (block := self._unchecked.find(1, first, last)) >= 0:
            self._check_block(block)
            first = block + 1

    def _check_block(self, block: int) -> None:
        begin = block << self._shift
        if zlib.crc32(self.items[begin : begin + (1 << self._shift)]) != self._sums[block]:
            raise CorruptIndex(self._path, f"a checksum of `{self._name}` is wrong")
        self._unchecked[block] = 0
