"""What an archive's list of segments says of each one. Whoosh's table of contents pickles these and works with them."""

from pathlib import Path
from typing import Any

import numpy as np

from dateline.index.arrays import Array
from dateline.index.errors import CorruptIndex
from dateline.index.segment.contents import SegmentContents
from dateline.index.segment.reader import SegmentReader

TOKENS_EACH = 256
"""Tokens that an article is reckoned at: a segment of long articles holds fewer, so that memory stays bounded."""


class SegmentInfo:
    """A segment's name, its size, its file's checksum and which articles are deleted, with the methods that Whoosh asks
    of a segment. It imports no Whoosh: a search goes past Whoosh, and starts the faster.
    """

    compound = False

    def __init__(
        self, indexname: str, name: str, count: int, tokens: int, checksum: int, deleted: set[int] | None = None
    ) -> None:
        self.indexname, self.segid = indexname, name
        self.tokens, self.checksum = tokens, checksum
        self._count, self._deleted = count, deleted or set()

    @property
    def size(self) -> int:
        """Articles still there, or tokens by `TOKENS_EACH` where those are more."""
        return max(self.doc_count(), self.tokens // TOKENS_EACH)

    @property
    def file_name(self) -> str:
        """The file in the archive's folder."""
        return f"{self.segment_id()}.seg"

    def open(self, folder: Path) -> SegmentReader:
        """The arrays. Raises CorruptIndex, also where the file is a segment, but another one."""
        reader = SegmentReader(folder / self.file_name)
        if (reader.checksum, len(reader)) != (self.checksum, self._count):
            raise CorruptIndex(reader.path, "it is another segment than the one that belongs here")
        return reader

    def contents(self, folder: Path) -> SegmentContents:
        """What it holds, without deleted articles. Raises CorruptIndex."""
        return self.open(folder).contents(self.live_docs())

    def live_docs(self) -> Array:
        """For each article whether it is live, that is, not deleted."""
        live = np.ones(self._count, bool)
        live[list(self._deleted)] = False
        return live

    def segment_id(self) -> str:
        """The name with the index's before it."""
        return f"{self.indexname}_{self.segid}"

    def codec(self) -> Any:
        """The codec that reads such segments."""
        from dateline.index.archive.whoosh_codec import ColumnarCodec

        return ColumnarCodec()

    def is_compound(self) -> bool:
        """Whether Whoosh should look for parts in one of its own files: never."""
        return False

    def doc_count_all(self) -> int:
        """Articles, deleted ones included."""
        return self._count

    def doc_count(self) -> int:
        """Articles still there."""
        return self._count - len(self._deleted)

    def deleted_count(self) -> int:
        """Articles deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> set[int]:
        """The numbers of those."""
        return self._deleted

    def has_deletions(self) -> bool:
        """Whether there are any."""
        return bool(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete an article, or have it back."""
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether an article is deleted."""
        return docnum in self._deleted
