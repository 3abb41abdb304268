"""One query over all segments of an archive: counts, and the articles in order with the parts of their scores."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, locate
from dateline.index.segment.frequency import lead_count, title_count, total_count
from dateline.search.engine.bm25 import COMMON, PASSAGE, RERANKED, ROUND, best, idf, proximity, saturate, weights
from dateline.search.engine.evaluate import Evaluation
from dateline.search.engine.maxscore import candidates
from dateline.search.engine.parallel import Mapper
from dateline.search.engine.postings import PostingList, passages
from dateline.search.engine.segment_view import SegmentView
from dateline.search.engine.sorting import Rows, by_day, in_order, joined
from dateline.search.query.render import render
from dateline.search.query.tree import Query, Word, atoms
from dateline.search.results import ScorePart

MANY = 1 << 15
"""Matches of a segment from which it pays to score an eighth of them, to learn which of the others need not be."""


def _reached(keys: Array, limit: int) -> float:
    """What `limit` of at least so many keys reach."""
    return float(np.partition(keys, len(keys) - limit)[len(keys) - limit])


class RankedDoc(NamedTuple):
    """An article among the matches: `part` is its segment's place, `doc` its own there."""

    score: float
    part: int
    doc: int


class Ranking:
    """A query's answer before anything of the articles is read.

    Args:
        query: The query.
        views: The archive's segments.
        stem: Gives a term's stem.
        each: How to go through the segments.
        counted: Whether facets will be counted.

    Attributes:
        found: What matches in each segment.
        total: How many articles match.
        counts: In how many articles each atom stands.
    """

    def __init__(
        self,
        query: Query,
        views: Sequence[SegmentView],
        stem: Callable[[str], str],
        each: Mapper = map,
        *,
        counted: bool = False,
    ) -> None:
        self.query, self._views, self._stem, self._counted = query, views, stem, counted
        self.found = list(each(self._evaluated, views))
        self.total = sum(len(one.docs) for one in self.found)
        self._atoms = atoms(query.node)
        self.counts = [sum(len(one.atoms[at].docs) for one in self.found) for at in range(len(self._atoms))]
        self._all = views[0].averages.count if views else 0
        self._idfs = [idf(self._all, count) for count in self.counts]
        self._pairs = self._proximity_pairs() if query.sort == "relevance" else []

    def _evaluated(self, view: SegmentView) -> Evaluation:
        found = Evaluation(view.segment, view.live, self.query, self._stem)
        if self._counted:
            found.count()
        view.done()
        return found

    def first(self, limit: int) -> list[RankedDoc]:
        """The first `limit` matches in the order that the query asks for. There must be a segment."""
        wanted = max(limit, RERANKED) if self._pairs else limit
        least, parts = self._floor(wanted), list[Rows]()
        for part in range(len(self.found)):
            parts.append(self._best_of(part, wanted, least))
            keys = np.concatenate([rows.key for rows in parts])
            if 0 < wanted <= len(keys):
                least = _reached(keys, wanted)
        rows = joined(parts)
        if not self._pairs or len(rows.key) > RERANKED:
            rows = in_order(rows, self._views)
        if self._pairs:
            near, rest = rows.take(slice(RERANKED)), rows.take(slice(RERANKED, None))
            rows = joined([in_order(near._replace(key=self._with_proximity(near)), self._views), rest])
        rows = rows.take(slice(limit))
        scores = rows.key if self.query.sort == "relevance" else self._scores_of(rows)
        return [RankedDoc(*row) for row in zip(scores.tolist(), rows.part.tolist(), rows.doc.tolist(), strict=True)]

    def explained(self, item: RankedDoc, *, reranked: bool) -> Iterator[ScorePart]:
        """The true parts of an article's score: they add up to it."""
        norms = self._views[item.part].norms
        for at, atom in enumerate(self._atoms):
            found, worth = self.found[item.part].atoms[at], self._idfs[at]
            place = np.flatnonzero(found.docs == item.doc)
            if not len(place):
                yield ScorePart(render(atom), 0.0, "not in this article")
                continue
            part = saturate(weights(found.docs[place], found.frequency[place], norms), worth)
            frequency = int(found.frequency[place[0]])
            title, lead = title_count(frequency), lead_count(frequency)
            detail = (
                f"{self.counts[at]:,} of {self._all:,} articles, so it counts {worth:.3f}; "
                f"{title} in the headline, {total_count(frequency) - title} in the body, {lead} of them in the lead"
            )
            yield ScorePart(render(atom), float(part[0]), detail)
        gains = self._proximity(item.part, np.array([item.doc])) if reranked else []
        for (word, other, _), gain in zip(self._pairs, gains, strict=False):
            yield ScorePart(f"{render(word)} near {render(other)}", float(gain[0]), f"in passages of {PASSAGE} words")

    def _floor(self, limit: int) -> float | None:
        """A score that `limit` articles reach, told by a sample; None where it would tell too little."""
        docs = self.found[0].docs
        if self.query.sort != "relevance" or not 0 < limit <= len(docs) or len(docs) < MANY:
            return None
        scores = self._scores(self._views[0], docs[: max(len(docs) // 8, limit)], self.found[0].atoms)
        return _reached(scores, limit)

    def _best_of(self, part: int, limit: int, least: float | None) -> Rows:
        """The best of a segment, but for those whose key is below `least`."""
        one, view = self.found[part], self._views[part]
        segment, docs, found = one.segment, one.docs, one.atoms
        if self.query.sort != "relevance":
            key = by_day(segment.day[docs], self.query.sort)
        else:
            if least and len(docs) * 4 > max((len(atom.docs) for atom in found), default=0):
                docs, found = candidates(one, self._idfs, view.upper_bounds, least)
            key = self._scores(view, docs, found)
        if least is not None:
            able = np.flatnonzero(key >= least)
            docs, key = docs[able], key[able]
        if len(docs) > limit:
            others = [lambda at: segment.day[docs[at]], lambda at: -segment.id_rank[docs[at]].astype(np.int64)]
            chosen = best([lambda at: key[at], *others], len(docs), limit)
            docs, key = docs[chosen], key[chosen]
        return Rows(key, segment.day[docs].astype(np.int64), np.full(len(docs), part), docs)

    def _scores_of(self, rows: Rows) -> Array:
        scores = np.zeros(len(rows.doc))
        for part in set(rows.part.tolist()):
            at = np.flatnonzero(rows.part == part)
            scores[at] = self._scores(self._views[part], rows.doc[at], self.found[part].atoms)
        return scores

    def _scores(self, view: SegmentView, docs: Array, atoms: Sequence[PostingList]) -> Array:
        """The scores of some of a segment's matches, before proximity, from what the atoms found."""
        norms, scores = view.norms, np.zeros(len(docs))
        for found, worth in zip(atoms, self._idfs, strict=True):
            if found.docs is docs:
                scores += saturate(weights(found.docs, found.frequency, norms), worth)
            elif len(docs) * 2 < len(found.docs):
                posting, fits = locate(docs, found.docs)
                at = np.flatnonzero(fits)
                scores[at] += saturate(weights(docs[at], found.frequency[posting[at]], norms), worth)
            elif len(found.docs):
                dense = np.zeros(len(view.segment))
                dense[found.docs] = saturate(weights(found.docs, found.frequency, norms), worth)
                scores += dense[docs]
        return scores

    def _proximity_pairs(self) -> list[tuple[Word, Word, float]]:
        """The words side by side in the query that may gain by being near, with the lesser idf of each two."""
        words = list(zip(self._atoms, self.counts, self._idfs, strict=True))
        return [
            (one, other, min(worth, others_worth))
            for (one, count, worth), (other, others_count, others_worth) in pairwise(words)
            if isinstance(one, Word) and isinstance(other, Word) and one.zone == other.zone == "text"
            if one.term != other.term and count and others_count and max(count, others_count) <= COMMON * self._all
        ]

    def _with_proximity(self, rows: Rows) -> Array:
        """The rows' scores with what proximity adds to them."""
        scores = rows.key.copy()
        for part in set(rows.part.tolist()):
            at = np.flatnonzero(rows.part == part)
            for gain in self._proximity(part, rows.doc[at]):
                scores[at] += gain
        return scores

    def _proximity(self, part: int, docs: Array) -> Iterator[Array]:
        view = self._views[part]
        words = dict.fromkeys(word for pair in self._pairs for word in pair[:2])
        masks = {word: passages(view.segment, word, docs, self._stem, PASSAGE, ROUND) for word in words}
        for word, other, lesser in self._pairs:
            yield proximity(masks[word], masks[other], view.norms.body[docs], lesser)
