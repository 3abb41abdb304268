"""All of an archive, numbered as its static site numbers it: articles by day, then id; words by stem, then spelling."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, starmap
from pathlib import Path
from typing import Any

import numpy as np

from dateline.index.archive import generation
from dateline.index.archive.segment_info import SegmentEntry
from dateline.index.arrays import Array, ragged
from dateline.index.errors import CorruptIndex
from dateline.index.segment.contents import Draft, merged
from dateline.index.segment.docstore import decoded
from dateline.index.segment.frequency import packed
from dateline.index.segment.postings import Postings
from dateline.search.engine.bm25 import COMMON
from dateline.search.site.encoding import Grains

FIELDS = ("path", "title", "author", "place", "url", "body")
"""What a site keeps of an article beside its id, day and outlet, in this order."""


@dataclass(slots=True)
class Site:
    """An archive's articles and postings.

    Attributes:
        grain: How finely it is cut into files.
        language: Of the stemmer.
        averages: Words in a headline and in a body, as the ranking has them.
        common: In how many articles a word may stand and yet gain by nearness.
        draft: The articles and their postings, all renumbered.
        frequency: For each posting the three counts packed (`index.segment.frequency.packed`).
        start: For each word where its postings begin, and at last where all end.
        place: For each posting where its places begin, and at last where all end.
    """

    grain: Grains
    language: str
    averages: tuple[float, float]
    common: float
    draft: Draft
    frequency: Array
    start: Array
    place: Array

    @property
    def ids(self) -> list[bytes]:
        """The articles' ids, in order."""
        return self.draft.ids

    @property
    def body_lengths(self) -> Array:
        """Words in each body."""
        return self.draft.lengths[:, 1]

    def days(self) -> Iterator[tuple[int, int]]:
        """The days that articles have, ascending, and how many have each."""
        values, counts = np.unique(self.draft.day, return_counts=True)
        yield from zip(values.tolist(), counts.tolist(), strict=True)

    def values(self, attribute: str) -> list[str]:
        """The distinct values of an attribute, sorted; empty where missing."""
        return [value.decode() for value in sorted(set(self.draft.attributes[attribute]))]

    def codes(self, attribute: str) -> Array:
        """Which of the values each article has."""
        column = self.draft.attributes[attribute]
        code = {value: number for number, value in enumerate(sorted(set(column)))}
        return np.array([code[value] for value in column], np.int64)

    def texts(self) -> Iterator[list[Any]]:
        """For each article its id and `FIELDS`."""
        for article in self.articles():
            yield [article["id"], *(article[name] for name in FIELDS)]

    def articles(self) -> Iterator[dict[str, Any]]:
        """For each article its id and what the archive stores of it."""
        return starmap(decoded, self.stored())

    def stored(self) -> Iterator[tuple[bytes, bytes]]:
        """For each article what `index.segment.docstore.decoded` makes one of: smaller, to hold or to send."""
        return zip(self.draft.ids, self.draft.stored, strict=True)

    def stems(self) -> Iterator[tuple[str, range]]:
        """The stems in order, each with its words."""
        numbers = groupby(range(len(self.draft.words)), key=self.draft.stems.__getitem__)
        for stem, words in numbers:
            found = list(words)
            yield stem.decode(), range(found[0], found[-1] + 1)


def site_of(folder: Path, grain: Grains) -> Site:
    """Everything of the archive in a folder that a site needs.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
    """
    state = generation.read(folder)
    try:
        draft = _renumbered(merged([entry.open(folder).draft(_kept(entry)) for entry in state.segments]))
    except (IndexError, ValueError) as error:
        raise CorruptIndex(folder, f"{type(error).__name__}: {error}") from error
    count = len(draft.ids)
    title, body = (int(draft.lengths[:, column].sum()) / max(count, 1) for column in (0, 1))
    return Site(
        grain=grain,
        language=state.language,
        averages=(title or 1.0, body or 1.0),
        common=COMMON * count,
        draft=draft,
        frequency=packed(draft.postings),
        start=np.searchsorted(draft.postings.word, np.arange(len(draft.words) + 1)),
        place=np.append(0, np.cumsum(draft.postings.count)),
    )


def _kept(entry: SegmentEntry) -> Array:
    return entry.kept() if entry.has_deletions() else np.ones(entry.doc_count_all(), bool)


def _renumbered(draft: Draft) -> Draft:
    articles = sorted(range(len(draft.ids)), key=lambda number: (int(draft.day[number]), draft.ids[number]))
    words = sorted(range(len(draft.words)), key=lambda number: (draft.stems[number], draft.words[number]))
    article_of, word_of = (np.empty(len(order), np.int64) for order in (articles, words))
    article_of[articles] = np.arange(len(articles))
    word_of[words] = np.arange(len(words))
    old = draft.postings
    word, doc = word_of[old.word], article_of[old.doc]
    order = np.argsort(word << 32 | doc)
    places = old.places[ragged(np.cumsum(old.count) - old.count, old.count, order)]
    postings = Postings(word[order], doc[order], old.count[order], old.title[order], old.lead[order], places)
    return Draft(
        words=[draft.words[number] for number in words],
        stems=[draft.stems[number] for number in words],
        postings=postings,
        ids=[draft.ids[number] for number in articles],
        day=draft.day[articles],
        lengths=draft.lengths[articles],
        attributes={name: [column[number] for number in articles] for name, column in draft.attributes.items()},
        stored=[draft.stored[number] for number in articles],
    )
