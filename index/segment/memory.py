"""A segment that was never a file: a few articles, inverted in memory, read as any other segment."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dateline.index.arrays import Array, Runs, pack
from dateline.index.segment.array_file import ArrayFile, Entry
from dateline.index.segment.checked_array import BLOCK, CheckedArray
from dateline.index.segment.codebook import Frequencies
from dateline.index.segment.contents import SegmentContents
from dateline.index.segment.docstore import decode_article
from dateline.index.segment.inverted_index import InvertedIndex
from dateline.index.segment.reader import PackedArticle, SegmentReader
from dateline.index.segment.write import (
    article_columns,
    attribute,
    bigram_lists,
    form_lists,
    stem_lists,
    stem_numbers,
    strings,
    word_lists,
)


class MemoryArrays(ArrayFile):
    """The arrays of a segment of these contents, as those of a file; each is made when it is first read, since most are
    never. There are no checksums: nothing was on a disk.
    """

    def __init__(self, contents: SegmentContents) -> None:
        self.path, self.checksum = Path("memory"), 0
        self._contents, self._made = contents, dict[str, Array]()
        sizes = {"day": len(contents.day), "position": len(contents.postings.positions)}
        self.entries = {name: Entry("<u4", items, 0, 0) for name, items in sizes.items()}
        self._arrays, self._whole, self._strings = {}, {}, {}

    def sparse(self, name: str) -> CheckedArray:
        """See `ArrayFile`."""
        array = self._arrays.get(name)
        if array is None:
            if name not in self._made:
                self._made |= self._with(name)
            array = self._arrays[name] = _TrustedArray(self.path, name, self._made[name])
        return array

    def _with(self, name: str) -> dict[str, Array]:
        """An array, and what is made along with it."""
        contents = self._contents
        match name.split("."):
            case ["word" | "id" | "passage" as table, "blob" | "ends"]:
                return strings(table, getattr(contents, f"{table}s"))
            case ["word" | "doc" | "position" | "capped" | "frequency", *_]:
                lists, frequency = word_lists(contents), contents.postings.frequency
                return lists | {"frequency": frequency, "word.stem": pack(stem_numbers(contents)[1])}
            case ["stem", _]:
                stems, stem_of = stem_numbers(contents)
                lists, frequency = stem_lists(contents.postings, stem_of, len(stems))
                return strings("stem", stems) | lists | {"stem.frequency": frequency}
            case ["bigram", _]:
                lists, frequency = bigram_lists(contents)
                return lists | {"bigram.frequency": frequency}
            case ["form", _]:
                lists, frequency = form_lists(contents)
                return lists | {"form.frequency": frequency}
            case ["day" | "month" | "length" | "sketch" | "id", *_]:
                return article_columns(contents)
            case [of, *_]:
                return attribute(of, contents.attributes[of])
        raise KeyError(name)

    def release(self) -> None:
        """There is no file to read them from again."""


class _PlainFrequencies(Frequencies):
    """Packed frequencies as they are."""

    def of(self, prefix: str, postings: Runs, read: Callable[[Array], Array] = np.asarray) -> Array:
        """See `Frequencies`."""
        return read(postings.of(self._file.sparse(f"{prefix}frequency")))


class _TrustedArray(CheckedArray):
    def __init__(self, path: Path, name: str, array: Array) -> None:
        array = np.ascontiguousarray(array)
        super().__init__(path, name, array, np.zeros(array.nbytes // BLOCK + 1, np.uint32))
        self._flags[:] = 0


class MemorySegment(SegmentReader):
    """A segment of these contents."""

    def __init__(self, contents: SegmentContents) -> None:
        InvertedIndex.__init__(self, MemoryArrays(contents))
        self._frequencies = _PlainFrequencies(self._file)
        self.path, self.checksum = self._file.path, 0
        self._packed = list(zip(contents.ids, contents.stored, strict=True))
        self._unpacked: dict[int, dict[str, Any]] = {}

    @cached_property
    def lengths(self) -> Array:
        """See `SegmentReader`; only words that a query asks for may be there."""
        return self._file.array("length").reshape(-1, 3)

    def packed(self, doc: int) -> PackedArticle:
        """See `SegmentReader`."""
        return self._packed[doc]

    def unpacked(self, doc: int, packed: PackedArticle) -> dict[str, Any]:
        """See `SegmentReader`. Raises ValueError where it can't be."""
        if doc not in self._unpacked:
            self._unpacked[doc] = decode_article(*packed)
        return self._unpacked[doc]
