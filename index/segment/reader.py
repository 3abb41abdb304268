"""Reading a segment: one file of arrays, read as they stand; `docs/index-format.md` names every one."""

from bisect import bisect_left
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dateline.index.arrays import Array, Runs, run_lengths
from dateline.index.errors import CorruptIndex, reading
from dateline.index.schema import ATTRIBUTES
from dateline.index.segment.array_file import ArrayFile, StringTable
from dateline.index.segment.contents import SegmentContents
from dateline.index.segment.docstore import DocStore, decode_article
from dateline.index.segment.frequency import lead_count, title_count
from dateline.index.segment.inverted_index import InvertedIndex
from dateline.index.segment.layout import check_layout
from dateline.index.segment.postings import Postings

PackedArticle = tuple[bytes, bytes]
"""An article's id, and its other fields as they stand in a file."""


class SegmentReader(InvertedIndex):
    """A segment on disk: an inverted index, columns of the articles' days, lengths and attributes, and a doc store.

    Arrays are views of the mapped file; an article's number is its place in the segment.

    Attributes:
        path: The file.
        checksum: Of the whole file (`index.segment.array_file.ArrayFile`).

    Raises:
        CorruptIndex: The file is missing, cut short or not a segment.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(ArrayFile(path))
        self.path, self.checksum = path, self._file.checksum
        with reading(path):
            check_layout(self._file)

    def array(self, name: str) -> Array:
        """An array of the file as it stands."""
        return self._file.array(name)

    @property
    def tokens(self) -> int:
        """How many words all its articles have."""
        return self._file.entries["position"].items

    @cached_property
    def day(self) -> Array:
        """When each article was published, as `index.schema.ordinal` has it."""
        return self._file.array("day")

    def verify(self) -> None:
        """Compare all checksums; raises CorruptIndex."""
        self._file.verify()

    def release(self) -> None:
        """Give back the memory of what was read; arrays stay good."""
        self._file.release()

    @cached_property
    def first_month(self) -> int:
        """The first month that an article has, as `index.schema.months` numbers them; 1 where none has a date."""
        month = self._file.array("month")
        return int(month[month > 0].min()) if month.any() else 1

    @cached_property
    def months(self) -> Array:
        """For each article how many months after the first one its own is, counted from 1; 0: no date."""
        month = self._file.array("month").astype(np.intp)
        return np.maximum(month - (self.first_month - 1), 0).astype(np.uint16)

    @cached_property
    def lengths(self) -> Array:
        """Words in headline, body and lead: a row an article."""
        lengths = self._file.array("length").reshape(-1, 3)
        if lengths[:, :2].sum(dtype=np.int64) > self._file.entries["position"].items:
            raise CorruptIndex(self.path, "its articles are longer than all their words together")
        return lengths

    @property
    def sketches(self) -> Array:
        """The sketches of bodies: a row for each byte of `index.analysis.sketch`, an item an article."""
        return self._file.array("sketch").reshape(-1, len(self))

    @cached_property
    def passages(self) -> StringTable:
        """The hashes of each body's passages, as `index.analysis.passages` has them."""
        return self._file.strings("passage")

    @cached_property
    def ids(self) -> StringTable:
        """The articles' ids, in the articles' order."""
        return self._file.strings("id")

    @cached_property
    def id_order(self) -> Array:
        """The articles in the order of their ids."""
        return self._file.array("id.sorted")

    @cached_property
    def id_rank(self) -> Array:
        """For each article its place in that order."""
        rank = np.empty(len(self), np.uint16)
        rank[self.id_order] = np.arange(len(self))
        return rank

    def find_id(self, wanted: bytes) -> int | None:
        """The article that has this id, or None."""
        order = self.id_order
        at = bisect_left(order, wanted, key=lambda doc: self.ids[int(doc)])
        return int(order[at]) if at < len(order) and self.ids[int(order[at])] == wanted else None

    def values(self, attribute: str) -> StringTable:
        """The distinct values of an attribute, sorted; the empty one stands for a missing value."""
        return self._file.strings(attribute)

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The distinct outlets, as `values` has them."""
        return tuple(value.decode() for value in self.values("outlet"))

    def codes(self, attribute: str) -> Array:
        """Which of `values` each article has."""
        return self._file.array(f"{attribute}.code")

    def values_with(self, attribute: str, words: bytes) -> Array:
        """Which of `values` hold these bytes among their terms, each of which stands between spaces."""
        table = self._file.strings(f"{attribute}.words")
        blob, found, at = table.blob.tobytes(), [], -1
        while (at := blob.find(words, at + 1)) >= 0:
            found.append(at)
        return np.unique(np.searchsorted(table.ends, found, side="right"))

    @cached_property
    def _stored(self) -> DocStore:
        return DocStore(self._file)

    def stored(self, doc: int) -> dict[str, Any]:
        """An article's id and fields, by their names in `index.article.Article`."""
        return self.unpacked(doc, self.packed(doc))

    def packed(self, doc: int) -> PackedArticle:
        """All of `stored` that reads the file, for `unpacked`."""
        return self.ids[doc], self._stored.packed(doc)

    def unpacked(self, doc: int, packed: PackedArticle) -> dict[str, Any]:
        """As `stored`."""
        identity, value = packed
        try:
            return decode_article(identity, self._stored.unpacked(doc, value))
        except ValueError as error:
            raise CorruptIndex(self.path, f"article {doc}: {error}") from error

    def contents(self, live: Array) -> SegmentContents:
        """The contents with only the articles that are live, numbered anew; words may be left without postings.

        Raises:
            CorruptIndex: Of the file.
        """
        with reading(self.path):
            return self._contents(live)

    def _contents(self, live: Array) -> SegmentContents:
        docs = np.flatnonzero(live)
        stems, ids, stored = list(self.stems), list(self.ids), list(self._stored)
        passages = list(self.passages)
        values = {name: list(self.values(name)) for name in ATTRIBUTES}
        return SegmentContents(
            words=list(self.words),
            stems=[stems[number] for number in self.word_stem.whole().tolist()],
            postings=self._live_postings(live),
            forms=list(self.forms),
            form_postings=self._live_forms(live),
            ids=[ids[doc] for doc in docs],
            day=self.day[docs],
            lengths=self.lengths[docs],
            sketches=self.sketches[:, docs].T,
            passages=[passages[doc] for doc in docs],
            attributes={name: [values[name][code] for code in self.codes(name)[docs].tolist()] for name in ATTRIBUTES},
            stored=[stored[doc] for doc in docs],
        )

    def _live_postings(self, live: Array) -> Postings:
        doc, words = self._file.array("doc"), np.arange(len(self.words), dtype=np.int32)
        everything = Runs(slice(0, len(doc)))
        frequency = self._frequencies.of("", everything)
        counts, positions = self._counts(everything), self._file.array("position")
        if counts.sum() != len(positions):
            raise ValueError("postings that don't fit their positions")
        postings = Postings(
            word=np.repeat(words, run_lengths(self._file.array("word.postings"), words)),
            doc=doc,
            count=counts,
            title=title_count(frequency),
            lead=lead_count(frequency),
            positions=positions,
        )
        return _living(postings, live)

    def _live_forms(self, live: Array) -> Postings:
        return _living(self.form_occurrences(np.arange(len(self.forms), dtype=np.int32)), live)


def _living(postings: Postings, live: Array) -> Postings:
    """The postings of the articles that are live, numbered anew."""
    postings = postings.take(np.flatnonzero(live[postings.doc]))
    new_number = np.cumsum(live) - 1
    return replace(postings, doc=new_number[postings.doc])
