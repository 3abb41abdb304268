"""Rows of bytes in a file, of which some are read at a time."""

from typing import IO

import numpy as np

from dateline.index.arrays import Array


class RowFile:
    """Rows that are added one by one, and then read by their numbers or a slice, as those of an array are.

    Args:
        file: Where they are put, empty.
        width: Bytes of a row.
    """

    def __init__(self, file: IO[bytes], width: int) -> None:
        self._file, self._width, self._count = file, width, 0

    def add(self, row: bytes) -> None:
        """Add a row. Raises ValueError where it has another width."""
        if len(row) != self._width:
            raise ValueError(f"a row of {len(row)} bytes, not {self._width}")
        self._file.write(row)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: "slice | Array") -> Array:
        if isinstance(at, slice):
            first, last, _ = at.indices(self._count)
            found = self._read(first, max(last - first, 0))
        else:
            found = b"".join(self._read(row, 1) for row in at.tolist())
        return np.frombuffer(found, np.uint8).reshape(-1, self._width)

    def _read(self, row: int, count: int) -> bytes:
        self._file.seek(row * self._width)
        return self._file.read(count * self._width)
