"""A segment as an archive sees it: which of its articles are live, and their lengths against the archive's averages."""

import mmap
import os
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from dateline.index.archive.copies import SegmentCopies
from dateline.index.arrays import Array
from dateline.index.segment.reader import PackedArticle, SegmentReader
from dateline.search.engine.bm25 import Norms
from dateline.search.engine.maxscore import UpperBounds
from dateline.search.engine.naming import Naming

LARGE = 200_000
"""Articles up to which an archive is searched in one thread, and what was read of it stays in this process's memory."""
KEPT = 48 << 20
"""Bytes of files that may stay in this process's memory."""


def _file_memory() -> int:
    """Bytes of files in this process's memory; more than `KEPT` on systems that don't tell."""
    try:
        statm = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return KEPT + 1
    try:
        return int(os.read(statm, 100).split()[2]) * mmap.PAGESIZE
    finally:
        os.close(statm)


class Averages(NamedTuple):
    """Over all articles of an archive: how many there are, and words in a headline and in a body (1 for none)."""

    count: int  # type: ignore[assignment]  # a tuple's method of this name is not missed
    title: float
    body: float


class SegmentView:
    """A segment, which of its articles are live (`live`; None: all), which of these have copies, and what they are
    called if that is not what the segment has.
    """

    def __init__(
        self, segment: SegmentReader, live: Array | None, copies: SegmentCopies, naming: Naming | None = None
    ) -> None:
        self.segment, self.live, self.copies, self._naming = segment, live, copies, naming
        self.averages = Averages(0, 1.0, 1.0)

    @property
    def is_large(self) -> bool:
        """Whether the archive is large."""
        return self.averages.count > LARGE

    def release(self) -> None:
        """Of a large archive, give what was read back to the system, which caches it while it has the room."""
        if self.is_large:
            self.segment.release()

    def doc_frequency(self, stem: str) -> int:
        """In how many live articles a stem stands."""
        number = self.segment.stems.find(stem.encode())
        if number is None:
            return 0
        docs, _ = self.segment.stem_postings(number)
        return len(docs) if self.live is None else int(self.live[docs].sum())

    def word_frequency(self, word: int) -> int:
        """In how many live articles a word stands."""
        if self.live is None:
            return self.segment.doc_frequency(word)
        return int(self.live[self.segment.word_postings(word)[0]].sum())

    def identity(self, doc: int) -> bytes:
        """An article's id."""
        own = self.segment.ids[doc]
        return self._naming.identity(own) if self._naming else own

    def find(self, identity: str) -> int | None:
        """The live article with this id."""
        wanted = identity.encode("utf-8", "replace")
        for own in (wanted, wanted.rpartition(b"~")[0]) if self._naming else (wanted,):
            doc = self.segment.find_id(own)
            if doc is not None and (self.live is None or self.live[doc]) and self.identity(doc) == wanted:
                return doc
        return None

    def stored(self, doc: int, packed: PackedArticle | None = None) -> dict[str, Any]:
        """An article's fields, as `index.article.Article` has them; `packed`: where they have been read."""
        fields = self.segment.unpacked(doc, packed or self.segment.packed(doc))
        if self._naming:
            fields |= {"id": self.identity(doc).decode(), "path": self._naming.path(fields["path"])}
        return fields

    def group_of(self, doc: int) -> int | None:
        """The group of an article that has copies."""
        docs = self.copies.docs.data  # a tenth of the time that NumPy takes for one
        at = bisect_left(docs, doc)
        return self.copies.groups.item(at) if at < len(docs) and docs[at] == doc else None

    @cached_property
    def norms(self) -> Norms:
        """The lengths of the articles, of which `averages` must be known."""
        return Norms.of(self.segment.lengths, self.averages.title, self.averages.body)

    @cached_property
    def upper_bounds(self) -> UpperBounds:
        """The most that a posting can weigh."""
        return UpperBounds.of(self.norms)


def release(views: Iterable[SegmentView]) -> None:
    """Release segments where this process has much of files in its memory: reading it again costs more than to keep
    little.
    """
    if _file_memory() > KEPT:
        for view in views:
            view.release()


def share_averages(views: Sequence[SegmentView]) -> None:
    """Work out the averages over all views, and set them in each."""
    count, sums = 0, [0, 0]
    for view in views:
        lengths = view.segment.lengths if view.live is None else view.segment.lengths[view.live]
        count += len(lengths)
        for column in (0, 1):
            sums[column] += int(lengths[:, column].sum())
    averages = Averages(count, sums[0] / count if sums[0] else 1.0, sums[1] / count if sums[1] else 1.0)
    for view in views:
        view.averages = averages
