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
from dateline.index.segment.write import articles_and_words, attribute


class MemoryArrays(ArrayFile):
    """The arrays of a segment of these contents, as those of a file; of attributes, which few queries ask for, none is
    made before it is read. There are no checksums: nothing was on a disk.
    """

    def __init__(self, contents: SegmentContents) -> None:
        self.path, self.checksum = Path("memory"), 0
        self._contents, self._made = contents, articles_and_words(contents)
        self.entries = {name: Entry(array.dtype.str, len(array), 0, 0) for name, array in self._made.items()}
        self._arrays, self._whole, self._strings = {}, {}, {}

    def sparse(self, name: str) -> CheckedArray:
        """See `ArrayFile`."""
        array = self._arrays.get(name)
        if array is None:
            if name not in self._made:
                of = name.partition(".")[0]
                self._made |= attribute(of, self._contents.attributes[of])
            array = self._arrays[name] = _TrustedArray(self.path, name, self._made[name])
        return array

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
        InvertedIndex.__init__(self, MemoryArrays(contents))
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
