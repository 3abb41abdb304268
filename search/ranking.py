"""One query over all segments of an archive: counts, and the articles in order with the parts of their scores."""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import pairwise
from operator import add
from typing import NamedTuple

import numpy as np

from index.container import Array
from index.postings import located
from index.schema import NO_DAY
from search.evaluate import Evaluation, leaves
from search.lookup import passages
from search.parse import render
from search.prune import promising
from search.query import Query, Word
from search.rank import COMMON, PASSAGE, RERANKED, ROUND, best, nearness, rarity, saturated, weights
from search.results import ScorePart
from search.view import View

_LAST = -(1 << 62)
"""Less than any day: where articles without one are by date."""


class Ranked(NamedTuple):
    """An article among the matches: `part` is its segment's place, `doc` its own there."""

    score: float
    day: int
    id: bytes
    part: int
    doc: int


class Ranking:
    """A query's answer before anything of the articles is read.

    Attributes:
        found: What matches in each segment.
        total: How many articles match.
        counts: In how many articles each leaf stands.
    """

    def __init__(self, query: Query, views: Sequence[View], stem: Callable[[str], str]) -> None:
        self.query, self._views, self._stem = query, views, stem
        self.found = [Evaluation(view.segment, view.kept, query, stem) for view in views]
        self.total = sum(len(one.docs) for one in self.found)
        self._leaves = leaves(query.node)
        self.counts = [sum(len(one.leaves[at].docs) for one in self.found) for at in range(len(self._leaves))]
        self._all = views[0].averages.count if views else 0
        self._rarities = [rarity(self._all, count) for count in self.counts]
        self._pairs = self._near_pairs() if query.sort == "relevance" else []

    def first(self, limit: int) -> list[Ranked]:
        """The first `limit` matches in the order that the query asks for."""
        wanted = max(limit, RERANKED) if self._pairs else limit
        ranked: list[Ranked] = []
        for part in range(len(self.found)):
            least = self._key(ranked[-1]) if len(ranked) == wanted else None
            ranked = sorted([*ranked, *self._best_of(part, wanted, least)], key=self._order)[:wanted]
        if self._pairs:
            ranked[:RERANKED] = sorted(self._with_nearness(ranked[:RERANKED]), key=self._order)
        return ranked[:limit]

    def explained(self, item: Ranked, *, reranked: bool) -> Iterator[ScorePart]:
        """The true parts of an article's score: they add up to it."""
        norms = self._views[item.part].norms
        for at, leaf in enumerate(self._leaves):
            found, worth = self.found[item.part].leaves[at], self._rarities[at]
            place = np.flatnonzero(found.docs == item.doc)
            if not len(place):
                yield ScorePart(render(leaf), 0.0, "not in this article")
                continue
            part = saturated(weights(found.docs[place], found.frequency[place], norms), worth)
            frequency = int(found.frequency[place[0]])
            title, lead = frequency >> 8 & 7, frequency >> 11
            detail = (
                f"{self.counts[at]:,} of {self._all:,} articles, so it counts {worth:.3f}; "
                f"{title} in the headline, {(frequency & 255) - title} in the body, {lead} of them in the lead"
            )
            yield ScorePart(render(leaf), float(part[0]), detail)
        gains = self._nearness(item.part, np.array([item.doc])) if reranked else []
        for (word, other, _), gain in zip(self._pairs, gains, strict=False):
            yield ScorePart(f"{render(word)} near {render(other)}", float(gain[0]), f"in passages of {PASSAGE} words")

    def _best_of(self, part: int, limit: int, least: float | None) -> Iterator[Ranked]:
        """The best of a segment, but for those whose first key is below `least`."""
        segment, docs = self.found[part].segment, self.found[part].docs
        if self.query.sort == "relevance":
            if least:
                docs = promising(self.found[part], self._rarities, self._views[part].ceiling, least)
            first = self._scores(part, docs)
        else:
            first = day = segment.day[docs].astype(np.int64)
            if self.query.sort == "oldest":
                first = np.where(day == NO_DAY, _LAST, -day)
        if least is not None:
            able = np.flatnonzero(first >= least)
            docs, first = docs[able], first[able]
        days = [lambda at: segment.day[docs[at]].astype(np.int64)] if self.query.sort == "relevance" else []
        chosen = best([lambda at: first[at], *days, lambda at: -segment.id_rank[docs[at]]], len(docs), limit)
        docs = docs[chosen]
        scores = first[chosen] if self.query.sort == "relevance" else self._scores(part, docs)
        for score, day, doc in zip(scores.tolist(), segment.day[docs].tolist(), docs.tolist(), strict=True):
            yield Ranked(score, day, segment.ids[doc], part, doc)

    def _scores(self, part: int, docs: Array) -> Array:
        """The scores of some of a segment's matches, before nearness."""
        one, norms = self.found[part], self._views[part].norms
        scores = np.zeros(len(docs))
        for found, worth in zip(one.leaves, self._rarities, strict=True):
            if found.docs is docs:
                scores += saturated(weights(found.docs, found.frequency, norms), worth)
            elif len(docs) * 2 < len(found.docs):
                posting, fits = located(docs, found.docs)
                at = np.flatnonzero(fits)
                scores[at] += saturated(weights(docs[at], found.frequency[posting[at]], norms), worth)
            elif len(found.docs):
                dense = np.zeros(len(one.segment))
                dense[found.docs] = saturated(weights(found.docs, found.frequency, norms), worth)
                scores += dense[docs]
        return scores

    def _key(self, item: Ranked) -> float:
        """What the answer is sorted by first, largest first. An undated article comes last by date, either way."""
        if self.query.sort == "relevance":
            return item.score
        return item.day if self.query.sort == "newest" else -item.day or _LAST

    def _order(self, item: Ranked) -> tuple[float, int, bytes]:
        return -self._key(item), -item.day if self.query.sort == "relevance" else 0, item.id

    def _near_pairs(self) -> list[tuple[Word, Word, float]]:
        """The words side by side in the query that may gain by being near, with the lesser rarity of each two."""
        words = list(zip(self._leaves, self.counts, self._rarities, strict=True))
        return [
            (one, other, min(worth, others_worth))
            for (one, count, worth), (other, others_count, others_worth) in pairwise(words)
            if isinstance(one, Word) and isinstance(other, Word) and one.zone == other.zone == "text"
            if one.term != other.term and count and others_count and max(count, others_count) <= COMMON * self._all
        ]

    def _with_nearness(self, ranked: list[Ranked]) -> Iterator[Ranked]:
        """The same articles with what nearness adds to their scores."""
        for part in {item.part for item in ranked}:
            items = sorted((item for item in ranked if item.part == part), key=lambda item: item.doc)
            parts = self._nearness(part, np.array([item.doc for item in items]))
            for item, gains in zip(items, zip(*(gain.tolist() for gain in parts), strict=True), strict=True):
                yield item._replace(score=reduce(add, gains, item.score))  # `sum` may compensate, and differ

    def _nearness(self, part: int, docs: Array) -> Iterator[Array]:
        view = self._views[part]
        words = dict.fromkeys(word for pair in self._pairs for word in pair[:2])
        masks = {word: passages(view.segment, word, docs, self._stem, PASSAGE, ROUND) for word in words}
        for word, other, lesser in self._pairs:
            yield nearness(masks[word], masks[other], view.norms.body[docs], lesser)
