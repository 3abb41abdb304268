"""The articles of a page: enough of the cluster's best are fetched that the exact best are surely among them."""

from typing import NamedTuple

from dateline.search.engine.bm25 import RERANKED
from dateline.search.engine.cluster.candidates import Candidates
from dateline.search.engine.cluster.errors import ClusterDisagrees
from dateline.search.engine.cluster.matches import COUNTED, Matches
from dateline.search.engine.cluster.snapshot import Snapshot
from dateline.search.engine.cluster.words import Words
from dateline.search.engine.ranking import RankedDoc, Ranking
from dateline.search.query.tree import Query, atoms

_MARGIN = 8
"""Articles that are fetched beyond those wanted, for rounding and for copies."""
_CLOSE = 1e-6
"""The part of a score that the cluster's float32 may be off by."""
TIED = 20_000
"""Articles up to which all are fetched that the cluster scores alike."""


class Selection(NamedTuple):
    """The first matches in the order that a query asks for.

    Attributes:
        matches: All matches, counted.
        candidates: The articles that were fetched.
        ranking: They, ranked.
        ranked: The first of them, copies folded.
        warnings: What the user should know of their order.
    """

    matches: Matches
    candidates: Candidates
    ranking: Ranking
    ranked: list[RankedDoc]
    warnings: list[str]


def select(snapshot: Snapshot, query: Query, words: Words, wanted: int) -> Selection:
    """The first `wanted` matches.

    Raises:
        ClusterDisagrees: The cluster found what does not match.
        ClusterError: As `search.engine.cluster.snapshot.Snapshot` does.
    """
    is_reranked = query.sort == "relevance" and len(atoms(query.node)) > 1
    count = max(wanted, RERANKED * is_reranked) + _MARGIN if wanted else 0
    matches = Matches(snapshot, query, words, count)
    if wanted and not matches.exact:
        count = max(count, COUNTED)
    while True:
        matches.more(count)
        candidates = Candidates(matches.documents, snapshot.averages)
        ranking = Ranking(query, candidates.views, words.stem, known=matches.counts)
        _compare(ranking, candidates)
        if not wanted or not matches.documents:
            return Selection(matches, candidates, ranking, [], [])
        sure = len(matches.documents)
        warnings = []
        if not matches.all_there and query.sort == "relevance" and matches.is_scored:
            if matches.exact and not matches.last:  # what has no atom scores nothing, and is in order
                pass
            elif matches.exact and count < TIED:
                sure = ranking.reaching(matches.last * (1 + _CLOSE))
            else:
                warnings = [_ORDER.format(count=sure)]
        ranked = ranking.sure(sure) if sure else []
        enough = sure >= (max(wanted, RERANKED) if ranking.is_reranked else wanted) and len(ranked) >= wanted
        if enough or matches.all_there or (warnings and len(ranked) >= wanted):
            return Selection(matches, candidates, ranking, ranked[:wanted], warnings)
        count = len(matches.documents) * 2


_ORDER = (
    "The cluster can't count everything that this query's order needs: the {count:,} articles that it holds for the "
    "best were ranked exactly, the others were not. Totals and counts are exact."
)


def _compare(ranking: Ranking, candidates: Candidates) -> None:
    for view, one in zip(candidates.views, ranking.evaluations, strict=True):
        if len(one.docs) < len(view.segment):
            odd = next(doc for doc in range(len(view.segment)) if doc not in set(one.docs.tolist()))
            raise ClusterDisagrees(view.segment.ids[odd].decode(), ranking.query.text)
