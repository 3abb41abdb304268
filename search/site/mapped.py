"""Arrays in files: large ones of which only a part is needed at a time."""

import mmap
from pathlib import Path

import numpy as np

from dateline.index.arrays import Array


class Mapped:
    """An array in a file of its own, of which memory holds what is being read.

    Args:
        values: What to write.
        path: The file, which is there until this is closed.
    """

    def __init__(self, values: Array, path: Path) -> None:
        self._dtype, self._map = values.dtype, None
        if len(values):
            values.tofile(path)
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @property
    def values(self) -> Array:
        """The array, not to be kept beyond `close`."""
        return np.frombuffer(b"" if self._map is None else self._map, self._dtype)

    def release(self) -> None:
        """Give back the memory of what was read."""
        if self._map is not None and hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Let go of the file."""
        if self._map is not None:
            self._map.close()
