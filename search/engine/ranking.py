"""One query over all segments of an archive: counts, and the articles in order with the parts of their scores."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, locate
from dateline.search.engine.bm25 import RERANKED, idf, saturate, weights
from dateline.search.engine.copies import count_copies
from dateline.search.engine.effort import refuse_too_much
from dateline.search.engine.evaluate import Evaluation
from dateline.search.engine.maxscore import candidates
from dateline.search.engine.parallel import Mapper
from dateline.search.engine.posting_lists import PostingLists
from dateline.search.engine.postings import PostingList
from dateline.search.engine.proximity import gains, proximity_pairs
from dateline.search.engine.segment_view import SegmentView, release
from dateline.search.engine.sorting import Rows, best, day_key, in_order, joined, nth_largest
from dateline.search.query.forms import scoring_atoms
from dateline.search.query.tree import Phrase, Query

SPARE = 10
"""Matches that are ranked beyond those wanted, in case some are copies."""
MANY = 1 << 15
"""Matches of a segment from which it pays to score an eighth of them, to learn which of the others need not be."""
SAMPLED_MAX = 64
"""Atoms of a query up to which it does: of more each adds so little that hardly a match can be left out."""


class RankedDoc(NamedTuple):
    """An article among the matches: `doc` is its number in the segment of that number; `reranked` says whether what it
    gains by proximity is in its score.
    """

    score: float
    segment_number: int
    doc: int
    reranked: bool


class MatchCounts(NamedTuple):
    """What is counted over all articles of an archive: matches, those of them that are copies of another match, and in
    how many articles each atom stands.
    """

    matches: int
    copies: int
    atoms: list[int]


class Ranking:
    """A query's answer before anything of the articles is read.

    Args:
        query: The query.
        views: The archive's segments.
        stem: Gives a term's stem.
        each: How to go through the segments.
        counted: Whether facets will be counted.
        known: What is counted over all articles, where the views have only the best of them.
        like: The ranking of another query over the same views, of which posting lists and more are at hand.

    Attributes:
        views: The archive's segments.
        lists: The posting lists of each segment.
        taken: What is counted of how much its phrases with patterns take.
        evaluations: What matches in each segment.
        total: How many articles match, copies of one story counted once unless they are all to be shown.
        copies: How many that leaves out.
        atoms: What scores.
        counts: In how many articles each atom stands.
        idfs: The idf of each.
        articles: How many articles there are.
        pairs: The pairs of words that may gain by proximity.
    """

    def __init__(
        self,
        query: Query,
        views: Sequence[SegmentView],
        stem: Callable[[str], str],
        each: Mapper = map,
        *,
        counted: bool = False,
        known: MatchCounts | None = None,
        like: "Ranking | None" = None,
    ) -> None:
        self.query, self.views, self._stem, self._counted = query, views, stem, counted
        self.taken: dict[Phrase, int] = like.taken if like else {}
        refuse_too_much(query.text, query.node, [view.segment for view in views], self.taken)
        lists = like.lists if like else [PostingLists(view.segment, view.live, stem) for view in views]
        self.lists: Sequence[PostingLists] = lists
        self.evaluations = list(each(self._evaluated, zip(views, lists, strict=True)))
        self.atoms = scoring_atoms(query)
        matches, self.copies, self.counts = known or self._match_counts()
        self.total = matches - self.copies
        self.articles = views[0].averages.count if views else 0
        self.idfs = [idf(self.articles, count) for count in self.counts]
        by_relevance = query.sort == "relevance"
        self.pairs = proximity_pairs(self.atoms, self.counts, self.idfs, self.articles) if by_relevance else []

    def _match_counts(self) -> MatchCounts:
        found = self.evaluations
        return MatchCounts(
            matches=sum(len(one.docs) for one in found),
            copies=0 if self.query.duplicates == "show" else count_copies(found, self.views),
            atoms=[sum(one.counts[at] for one in found) for at in range(len(self.atoms))],
        )

    def _evaluated(self, place: tuple[SegmentView, PostingLists]) -> Evaluation:
        view, lists = place
        evaluation = Evaluation(lists, view.copies, self.query)
        if self._counted:
            evaluation.count()
        if view.is_large:
            release([view])
        return evaluation

    def first(self, limit: int) -> list[RankedDoc]:
        """The first `limit` matches in the order that the query asks for, copies folded into the first of them unless
        all are to be shown. There must be a segment.
        """
        if not (self.copies and limit):
            return self._first(limit)
        wanted = limit + SPARE
        while True:
            ranked = self._first(wanted)
            kept = self._folded(ranked)
            if len(kept) >= limit or len(ranked) < wanted:
                return kept[:limit]
            wanted *= 2

    def sure(self, count: int) -> list[RankedDoc]:
        """What is left of the first `count` matches, each copy counted, when copies are folded: what `first` gives, of
        views of which only so many are known to be the best.
        """
        ranked = self._first(count)
        return self._folded(ranked) if self.copies else ranked

    def reaching(self, score: float) -> int:
        """How many matches score more, proximity apart."""
        pairs = zip(self.views, self.evaluations, strict=True)
        scores = (self._scores(view, one.docs, one.postings) for view, one in pairs)
        return sum(int(np.count_nonzero(some > score)) for some in scores)

    @property
    def is_reranked(self) -> bool:
        """Whether the first `RERANKED` gain by proximity."""
        return bool(self.pairs)

    def _folded(self, ranked: Iterable[RankedDoc]) -> list[RankedDoc]:
        """Of each group of copies the first, and all that have no copies."""
        kept, seen = [], set[int]()
        for item in ranked:
            group = self.views[item.segment_number].group_of(item.doc)
            if group is None or group not in seen:
                kept.append(item)
            if group is not None:
                seen.add(group)
        return kept

    def _first(self, limit: int) -> list[RankedDoc]:
        """The first `limit` matches, each copy counted."""
        rows = self._best(max(limit, RERANKED) if self.pairs else limit)
        if not self.pairs or len(rows.key) > RERANKED:
            rows = in_order(rows, self.views)
        if self.pairs:
            rows = self._reranked(rows)
        rows = rows.take(slice(limit))
        scores = rows.key if self.query.sort == "relevance" else self._scores_of(rows)
        columns = zip(scores.tolist(), rows.segment_number.tolist(), rows.doc.tolist(), strict=True)
        return [RankedDoc(*row, reranked=place < RERANKED) for place, row in enumerate(columns)]

    def _best(self, limit: int) -> Rows:
        """At least the best `limit` matches by key, in no order: what every segment adds raises the threshold for the
        next.
        """
        threshold, parts = self._sampled_threshold(limit), list[Rows]()
        for number in range(len(self.evaluations)):
            parts.append(self._best_of(number, limit, threshold))
            self.release(number)
            keys = np.concatenate([rows.key for rows in parts])
            if 0 < limit <= len(keys):
                threshold = nth_largest(keys, limit)
            if len(keys) > 2 * limit > 0:
                parts = [joined(parts).take(np.flatnonzero(keys >= threshold))]
            if limit > 10 * RERANKED:  # much has been read
                self.views[number].release()
        return joined(parts)

    def release(self, number: int) -> None:
        """Give back what was read of a segment where it is much; else it is soon read again."""
        if not self.lists[number].holds_all:
            self.views[number].release()

    def _sampled_threshold(self, limit: int) -> float | None:
        """A score that `limit` articles reach, told by a sample; None where it would tell too little."""
        first = self.evaluations[0]
        if self.query.sort != "relevance" or not 0 < limit <= len(first.docs) or len(first.docs) < MANY:
            return None
        if len(self.atoms) > SAMPLED_MAX:
            return None
        sample = first.docs[: max(len(first.docs) // 8, limit)]
        return nth_largest(self._scores(self.views[0], sample, first.postings), limit)

    def _best_of(self, number: int, limit: int, threshold: float | None) -> Rows:
        """The best of a segment, but for those whose key is below the threshold."""
        docs, key = self._keyed(number, threshold)
        if threshold is not None:
            reaching = np.flatnonzero(key >= threshold)
            docs, key = docs[reaching], key[reaching]
        reader = self.views[number].segment
        if len(docs) > limit:
            newest, by_id = lambda at: reader.day[docs[at]], lambda at: -reader.id_rank[docs[at]].astype(np.int64)
            chosen = best([lambda at: key[at], newest, by_id], len(docs), limit)
            docs, key = docs[chosen], key[chosen]
        return Rows(key, reader.day[docs].astype(np.int64), np.full(len(docs), number), docs)

    def _keyed(self, number: int, threshold: float | None) -> tuple[Array, Array]:
        """The matches of a segment with their keys, but for some whose score can't reach the threshold."""
        view, evaluation = self.views[number], self.evaluations[number]
        docs, postings = evaluation.docs, evaluation.postings
        if self.query.sort != "relevance":
            return docs, day_key(view.segment.day[docs], self.query.sort)
        if threshold and len(docs) * 4 > max(evaluation.counts, default=0):
            docs, postings = candidates(evaluation, self.idfs, view.upper_bounds, threshold)
        return docs, self._scores(view, docs, postings)

    def _scores_of(self, rows: Rows) -> Array:
        scores = np.zeros(len(rows.doc))
        for number in set(rows.segment_number.tolist()):
            at = np.flatnonzero(rows.segment_number == number)
            scores[at] = self._scores(self.views[number], rows.doc[at], self.evaluations[number].postings)
            self.release(number)
        return scores

    def _scores(self, view: SegmentView, docs: Array, postings: Sequence[PostingList]) -> Array:
        """The scores of some of a segment's matches, before proximity.

        An atom's part is worked out for all its postings where these are the matches or not many more; sums then have a
        place for each of the segment's articles, and those of the matches are picked at last. Where the matches are
        few, it is for their postings alone.
        """
        norms, sums, is_spread = view.norms, np.zeros(len(docs)), False
        for found, atom_idf in zip(postings, self.idfs, strict=True):
            if found.docs is not docs and len(docs) * 2 < len(found.docs):
                posting, present = locate(docs, found.docs)
                at = np.flatnonzero(present)
                part = saturate(weights(docs[at], found.frequency[posting[at]], norms), atom_idf)
                sums[docs[at] if is_spread else at] += part
            elif len(found.docs):
                if found.docs is not docs and not is_spread:
                    of_matches, sums, is_spread = sums, np.zeros(len(view.segment)), True
                    sums[docs] = of_matches
                part = saturate(weights(found.docs, found.frequency, norms), atom_idf)
                sums[found.docs if is_spread else slice(None)] += part
        return sums[docs] if is_spread else sums

    def _reranked(self, rows: Rows) -> Rows:
        """Rows with the scores of the first `RERANKED` raised by proximity, and these in order."""
        near, rest = rows.take(slice(RERANKED)), rows.take(slice(RERANKED, None))
        scores = near.key.copy()
        for number in set(near.segment_number.tolist()):
            at = np.flatnonzero(near.segment_number == number)
            for gain in self.gains(number, near.doc[at]):
                scores[at] += gain
            self.release(number)
        return joined([in_order(near._replace(key=scores), self.views), rest])

    def gains(self, number: int, docs: Array) -> Iterator[Array]:
        """What each of `pairs` adds to the scores of some of a segment's articles."""
        return gains(self.pairs, self.views[number], docs, self._stem)
