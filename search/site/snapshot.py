"""All of an archive, numbered as its static site numbers it: articles by day, then id; words by stem, then spelling.

What every article and every word has one of is held; texts and postings are read as they are asked for, so that memory
hardly grows with the archive.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dateline.index.archive import generation
from dateline.index.archive.copies import CopyGroups
from dateline.index.arrays import Array
from dateline.index.schema import NO_DAY
from dateline.index.segment.postings import Postings, merge_unordered
from dateline.index.segment.reader import SegmentReader
from dateline.search.engine.bm25 import COMMON
from dateline.search.site.compounds import Compounds, compounds_of
from dateline.search.site.encoding import SPREAD, Granularities
from dateline.search.site.neighbours import Text
from dateline.search.site.strings import Strings
from dateline.search.site.words import read_words

FIELDS = ("path", "title", "author", "place", "url", "body")
"""What a site keeps of an article beside its id, day and outlet, in this order."""
_AT_ONCE = 32
"""Articles that are read before the memory of what was read is given back: each lies elsewhere, and with it the system
reads some 64 KB around it of every array.
"""


class Column(NamedTuple):
    """An attribute of all articles: its distinct values, sorted, empty where missing, and which each article has."""

    values: list[str]
    codes: Array


@dataclass(slots=True)
class Snapshot:
    """An archive's articles and postings.

    Attributes:
        granularity: How finely it is cut into files.
        language: Of the stemmer.
        averages: Words in a headline and in a body, as the ranking has them.
        segments: Where all is read from.
        places: For each article its segment's number, and its own there: two columns.
        ids: The articles' ids, in order.
        day: When they were published, as `index.schema.ordinal` has it.
        lengths: Words in headline, body and lead: three columns.
        outlet: The attribute that most need.
        copies: For each group of copies its articles, ascending; by the first of them.
        groups: For each article the number of its group; -1: it has none.
        shared: Tells from hashes which passages of an article other stories share (`CopyGroups.shared`).
        compounds: By stem the compounds that are looked for with its words (`search.query.compounds`).
        apart: By stem those that may be meant by its words.
        words: In order.
        stems: Those of words, in order, and those that only compounds have.
        stem_words: Where the words of each begin, and at last where all end.
        doc_counts: In how many articles each word stands.
        numbers: For each segment the numbers there of all words; -1: it has no such word.
    """

    granularity: Granularities
    language: str
    averages: tuple[float, float]
    segments: Sequence[SegmentReader]
    places: Array
    ids: Strings
    day: Array
    lengths: Array
    outlet: Column
    copies: list[list[int]]
    groups: Array
    shared: Callable[[bytes], list[int]]
    compounds: Compounds
    apart: Compounds
    words: Strings
    stems: Strings
    stem_words: Array
    doc_counts: Array
    numbers: list[Array]

    @property
    def common(self) -> float:
        """In how many articles a word may stand and yet gain by proximity."""
        return COMMON * len(self.ids)

    @property
    def carrying(self) -> int:
        """The most articles that a word may stand in and yet tell of the frequent words beside it."""
        return max(len(self.ids) // SPREAD, self.granularity.frequent)

    def stories(self, docs: Array) -> Array:
        """For each of some articles the number of its story, which it has in common with its copies."""
        groups = self.groups[docs]
        return np.where(groups >= 0, len(self.ids) + groups, docs)

    def days(self) -> Iterator[tuple[int, int]]:
        """The days that articles have, ascending, and how many have each."""
        values, counts = np.unique(self.day, return_counts=True)
        yield from zip(values.tolist(), counts.tolist(), strict=True)

    def texts(self) -> Iterator[list[Any]]:
        """For each article its id and `FIELDS`; its copies in time's order, undated ones last, of each its id, its
        number and the number of its outlet; which of its passages other stories share. Lists that are empty are left
        out at the end.
        """
        groups, outlets = self.groups, self.outlet.codes
        for number, article in enumerate(self.articles()):
            others = [other for other in self.copies[groups[number]] if other != number] if groups[number] >= 0 else []
            others.sort(key=lambda other: self.day[other] == NO_DAY)
            copies = [value for other in others for value in (self.ids.text(other), other, int(outlets[other]))]
            segment, doc = self.places[number].tolist()
            shared = self.shared(self.segments[segment].passages[doc])
            lists = [copies, shared] if shared else [copies] if copies else []
            yield [article["id"], *(article[name] for name in FIELDS), *lists]

    def articles(self, numbers: Sequence[int] | None = None) -> Iterator[dict[str, Any]]:
        """For each article, or each of some, its id and what the archive stores of it."""
        for at, number in enumerate(range(len(self.ids)) if numbers is None else numbers):
            segment, doc = self.places[number].tolist()
            yield self.segments[segment].stored(doc)
            if at % _AT_ONCE == _AT_ONCE - 1:
                self._release()

    def files(self) -> Iterator[tuple[Path, int]]:
        """For each article the file of its segment, and its number there."""
        for segment, doc in self.places.tolist():
            yield self.segments[segment].path, doc

    def column(self, name: str) -> Column:
        """An attribute."""
        return _column(name, self.segments, self.places)

    @property
    def word_stems(self) -> Array:
        """The number of each word's stem."""
        return np.repeat(np.arange(len(self.stems), dtype=np.int32), np.diff(self.stem_words))

    def postings(self, first: int, last: int, texts: Sequence[Text]) -> Postings:
        """The postings of the words from one to another; `word` is counted from the first. Positions are what
        `Text.beside` makes of them.
        """
        parts = [self._of_segment(segment, first, last, text) for segment, text in enumerate(texts)]
        self._release()
        return merge_unordered(parts)

    def _of_segment(self, segment: int, first: int, last: int, text: Text) -> Postings:
        there = self.numbers[segment][first:last]
        present = np.flatnonzero(there >= 0)
        order = present[np.argsort(there[present])]
        found = self.segments[segment].occurrences_of(there[order])
        doc = self.numbered(segment)[found.doc]
        positions = text.beside(found, (self.doc_counts[first:last] <= self.carrying)[order[found.word]])
        found = replace(found, word=order[found.word].astype(np.int32), doc=doc, positions=positions)
        return found if doc.min(initial=0) >= 0 else found.take(np.flatnonzero(doc >= 0))

    def numbered(self, segment: int) -> Array:
        """The number here of each article of a segment; -1: it was deleted."""
        return _numbered(self.places, segment, len(self.segments[segment]))

    def _release(self) -> None:
        for segment in self.segments:
            segment.release()


def take_snapshot(folder: Path, granularity: Granularities) -> Snapshot:
    """Everything of the archive in a folder that a site needs. To be taken and used within `index.errors.reading`.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
    """
    state, segments, groups = generation.open_archive(folder)
    live = [info.live_docs() for info in state.segments]
    places = _by_id(segments, live)
    day = _of_articles([segment.day for segment in segments], places)
    order = np.argsort(day, kind="stable")
    places, day = places[order], day[order]
    ids = Strings(segments[segment].ids[doc] for segment, doc in zip(*places.T.tolist(), strict=True))
    lengths = _of_articles([segment.lengths for segment in segments], places).reshape(-1, 3)
    title, body = (int(lengths[:, column].sum()) / max(len(ids), 1) or 1.0 for column in (0, 1))
    copies = _copies(groups, [_numbered(places, number, len(segment)) for number, segment in enumerate(segments)])
    compounds, apart = compounds_of(segments, live)
    return Snapshot(
        granularity,
        state.language,
        (title, body),
        segments,
        places,
        ids,
        day,
        lengths,
        _column("outlet", segments, places),
        copies,
        _group_numbers(copies, len(ids)),
        groups.shared,
        compounds,
        apart,
        *read_words(segments, live, compounds),
    )


def _by_id(segments: Sequence[SegmentReader], live: Sequence[Array]) -> Array:
    """The places of the live articles, as they sort by id."""

    def sorted_ids(number: int) -> Iterator[tuple[bytes, int, int]]:
        segment, order = segments[number], segments[number].id_order
        for doc in order[live[number][order]].tolist():
            yield segment.ids[doc], number, doc

    found = array("i")
    for _, number, doc in merge(*map(sorted_ids, range(len(segments)))):
        found.extend((number, doc))
    return np.array(found, np.int32).reshape(-1, 2)


def _of_articles(values: Sequence[Array], places: Array) -> Array:
    """Of each article what its segment's array has of it."""
    found = np.zeros((len(places), *values[0].shape[1:]) if values else (0,), np.int32)
    for number, of in enumerate(values):
        chosen = places[:, 0] == number
        found[chosen] = of[places[chosen, 1]]
    return found


def _numbered(places: Array, segment: int, count: int) -> Array:
    """The number of each article of a segment, by these places; -1: it has none."""
    chosen = places[:, 0] == segment
    number = np.full(count, -1, np.int32)
    number[places[chosen, 1]] = np.flatnonzero(chosen)
    return number


def _column(name: str, segments: Sequence[SegmentReader], places: Array) -> Column:
    own = np.empty(len(places), np.int32)
    tables = [list(segment.values(name)) for segment in segments]
    found: set[bytes] = set()
    for number, segment in enumerate(segments):
        chosen = places[:, 0] == number
        own[chosen] = codes = segment.codes(name)[places[chosen, 1]]
        found.update(tables[number][code] for code in np.unique(codes).tolist())
    values = sorted(found)
    code = {value: at for at, value in enumerate(values)}
    for number, table in enumerate(tables):
        chosen = places[:, 0] == number
        own[chosen] = np.array([code.get(value, -1) for value in table], np.int32)[own[chosen]]
    return Column([value.decode() for value in values], own)


def _copies(groups: CopyGroups, numbers: Sequence[Array]) -> list[list[int]]:
    """The groups of copies, as the articles are numbered: of each segment's by its own number there."""
    found = (groups.members(group) for group in range(len(groups)))
    return sorted(sorted(int(numbers[part][doc]) for part, doc in members) for members in found)


def _group_numbers(copies: list[list[int]], count: int) -> Array:
    groups = np.full(count, -1, np.int32)
    for number, group in enumerate(copies):
        groups[group] = number
    return groups
