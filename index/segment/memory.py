"""A segment that was never a file: a few articles, inverted in memory, read as any other segment."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.array_file import ArrayFile, Entry
from dateline.index.segment.checked_array import BLOCK, CheckedArray
from dateline.index.segment.contents import SegmentContents
from dateline.index.segment.docstore import decode_article
from dateline.index.segment.inverted_index import InvertedIndex
from dateline.index.segment.reader import PackedArticle, SegmentReader
from dateline.index.segment.write import index_arrays


class MemoryArrays(ArrayFile):
    """Arrays as those of a file. There are no checksums: nothing was on a disk."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self.path, self.checksum = Path("memory"), 0
        self.entries = {name: Entry(array.dtype.str, len(array), 0, 0) for name, array in arrays.items()}
        self._arrays = {name: _TrustedArray(self.path, name, array) for name, array in arrays.items()}
        self._whole, self._strings = {}, {}

    def release(self) -> None:
        """There is no file to read them from again."""


class _TrustedArray(CheckedArray):
    def __init__(self, path: Path, name: str, array: Array) -> None:
        array = np.ascontiguousarray(array)
        super().__init__(path, name, array, np.zeros(array.nbytes // BLOCK + 1, np.uint32))
        self._flags[:] = 0


class MemorySegment(SegmentReader):
    """A segment of these contents."""

    def __init__(self, contents: SegmentContents) -> None:
        InvertedIndex.__init__(self, MemoryArrays(index_arrays(contents)))
        self.path, self.checksum = self._file.path, 0
        self._articles = contents.stored

    @cached_property
    def lengths(self) -> Array:
        """See `SegmentReader`; only words that a query asks for may be there."""
        return self._file.array("length").reshape(-1, 3)

    def packed(self, doc: int) -> PackedArticle:
        """See `SegmentReader`."""
        return self.ids[doc], self._articles[doc]

    def unpacked(self, doc: int, packed: PackedArticle) -> dict[str, Any]:  # noqa: ARG002 - as that has it
        """See `SegmentReader`."""
        return decode_article(*packed)
