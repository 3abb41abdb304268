"""All of an archive, numbered as its static site numbers it: articles by day, then id; words by stem, then spelling."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, starmap
from pathlib import Path
from typing import Any

import numpy as np

from dateline.index.archive import generation
from dateline.index.archive.copies import CopyGroups
from dateline.index.arrays import Array
from dateline.index.schema import NO_DAY
from dateline.index.segment.contents import SegmentContents, merge_contents
from dateline.index.segment.docstore import decode_article
from dateline.index.segment.reader import SegmentReader
from dateline.search.engine.bm25 import COMMON
from dateline.search.site.encoding import Granularities

FIELDS = ("path", "title", "author", "place", "url", "body")
"""What a site keeps of an article beside its id, day and outlet, in this order."""


@dataclass(slots=True)
class Snapshot:
    """An archive's articles and postings.

    Attributes:
        granularity: How finely it is cut into files.
        language: Of the stemmer.
        averages: Words in a headline and in a body, as the ranking has them.
        common: In how many articles a word may stand and yet gain by proximity.
        contents: The articles and their postings, all renumbered.
        copies: For each group of copies its articles, ascending; by the first of them.
        frequency: For each posting the three counts packed (`index.segment.frequency`).
        word_bounds: For each word where its postings begin, and at last where all end.
        posting_bounds: For each posting where its positions begin, and at last where all end.
    """

    granularity: Granularities
    language: str
    averages: tuple[float, float]
    common: float
    contents: SegmentContents
    copies: list[list[int]]
    frequency: Array
    word_bounds: Array
    posting_bounds: Array

    @property
    def ids(self) -> list[bytes]:
        """The articles' ids, in order."""
        return self.contents.ids

    @property
    def doc_counts(self) -> Array:
        """In how many articles each word stands."""
        counts: Array = np.diff(self.word_bounds)
        return counts

    @property
    def body_lengths(self) -> Array:
        """Words in each body."""
        return self.contents.lengths[:, 1]

    def days(self) -> Iterator[tuple[int, int]]:
        """The days that articles have, ascending, and how many have each."""
        values, counts = np.unique(self.contents.day, return_counts=True)
        yield from zip(values.tolist(), counts.tolist(), strict=True)

    def values(self, attribute: str) -> list[str]:
        """The distinct values of an attribute, sorted; empty where missing."""
        return [value.decode() for value in sorted(set(self.contents.attributes[attribute]))]

    def codes(self, attribute: str) -> Array:
        """Which of the values each article has."""
        column = self.contents.attributes[attribute]
        code = {value: number for number, value in enumerate(sorted(set(column)))}
        return np.array([code[value] for value in column], np.int64)

    def copy_groups(self) -> Array:
        """For each article the number of its group of copies; -1: it has none."""
        groups = np.full(len(self.ids), -1)
        for number, group in enumerate(self.copies):
            groups[group] = number
        return groups

    def texts(self) -> Iterator[list[Any]]:
        """For each article its id and `FIELDS`; and if it has copies, in time's order, undated ones last, of each its
        id, its number and the number of its outlet.
        """
        groups, outlets = self.copy_groups().tolist(), self.codes("outlet").tolist()
        for number, article in enumerate(self.articles()):
            others = [other for other in self.copies[groups[number]] if other != number] if groups[number] >= 0 else []
            others.sort(key=lambda other: self.contents.day[other] == NO_DAY)
            copies = [value for other in others for value in (self.ids[other].decode(), other, outlets[other])]
            yield [article["id"], *(article[name] for name in FIELDS), *([copies] if copies else [])]

    def articles(self) -> Iterator[dict[str, Any]]:
        """For each article its id and what the archive stores of it."""
        return starmap(decode_article, self.stored())

    def stored(self) -> Iterator[tuple[bytes, bytes]]:
        """For each article what `index.segment.docstore.decode_article` makes one of: smaller, to hold or to send."""
        return zip(self.contents.ids, self.contents.stored, strict=True)

    def stems(self) -> Iterator[tuple[str, range]]:
        """The stems in order, each with its words."""
        numbers = groupby(range(len(self.contents.words)), key=self.contents.stems.__getitem__)
        for stem, words in numbers:
            found = list(words)
            yield stem.decode(), range(found[0], found[-1] + 1)


def take_snapshot(folder: Path, granularity: Granularities) -> Snapshot:
    """Everything of the archive in a folder that a site needs. To be taken and used within `index.errors.reading`.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
    """
    state, segments, groups = generation.open_archive(folder)
    live = [info.live_docs() for info in state.segments]
    contents = _renumbered(merge_contents([*map(SegmentReader.contents, segments, live)]))
    count = len(contents.ids)
    title, body = (int(contents.lengths[:, column].sum()) / max(count, 1) for column in (0, 1))
    return Snapshot(
        granularity=granularity,
        language=state.language,
        averages=(title or 1.0, body or 1.0),
        common=COMMON * count,
        contents=contents,
        copies=_copies(groups, segments, contents.ids),
        frequency=contents.postings.frequency,
        word_bounds=np.searchsorted(contents.postings.word, np.arange(len(contents.words) + 1)),
        posting_bounds=np.append(0, np.cumsum(contents.postings.count)),
    )


def _copies(groups: CopyGroups, segments: Sequence[SegmentReader], ids: list[bytes]) -> list[list[int]]:
    """The groups of copies, as the articles are numbered by their ids."""
    number = {identity: at for at, identity in enumerate(ids)}
    found = (groups.members(group) for group in range(len(groups)))
    return sorted(sorted(number[segments[part].ids[doc]] for part, doc in members) for members in found)


def _renumbered(contents: SegmentContents) -> SegmentContents:
    articles = sorted(range(len(contents.ids)), key=lambda number: (int(contents.day[number]), contents.ids[number]))
    words = sorted(range(len(contents.words)), key=lambda number: (contents.stems[number], contents.words[number]))
    article_of, word_of = (np.empty(len(order), np.int64) for order in (articles, words))
    article_of[articles] = np.arange(len(articles))
    word_of[words] = np.arange(len(words))
    old = contents.postings
    word, doc = word_of[old.word], article_of[old.doc]
    postings = replace(old, word=word, doc=doc).take(np.argsort(word << 32 | doc))
    return SegmentContents(
        words=[contents.words[number] for number in words],
        stems=[contents.stems[number] for number in words],
        postings=postings,
        ids=[contents.ids[number] for number in articles],
        day=contents.day[articles],
        lengths=contents.lengths[articles],
        sketches=contents.sketches[articles],
        attributes={name: [column[number] for number in articles] for name, column in contents.attributes.items()},
        stored=[contents.stored[number] for number in articles],
    )
