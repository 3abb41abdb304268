"""A query's matches on a cluster: their counts, and the best of them, page by page."""

from typing import Any

from dateline.index.cluster.errors import QueryTooWide
from dateline.index.cluster.stream import scan
from dateline.search.engine.bm25 import idf
from dateline.search.engine.cluster.candidates import SOURCE, Document
from dateline.search.engine.cluster.facets import aggregations, counted
from dateline.search.engine.cluster.match import Clause, matching, node_clause
from dateline.search.engine.cluster.score import Scoring, scoring
from dateline.search.engine.cluster.snapshot import Snapshot
from dateline.search.engine.cluster.words import Words
from dateline.search.engine.ranking import MatchCounts
from dateline.search.query.tree import Query, atoms

_PAGE = 2000
"""Articles fetched at once."""
COUNTED = 2000
"""Articles up to which all are fetched that have an atom whose score is not exact."""
_SORTS: dict[str, list[Any]] = {
    "relevance": [{"_score": "desc"}, {"day": {"order": "desc", "missing": "_last"}}, {"id": "asc"}],
    "newest": [{"day": {"order": "desc", "missing": "_last"}}, {"id": "asc"}],
    "oldest": [{"day": {"order": "asc", "missing": "_last"}}, {"id": "asc"}],
}


class Matches:
    """What matches a query in a snapshot.

    Args:
        snapshot: The state of the archive.
        query: The query.
        words: The archive's.
        first: How many articles are wanted to begin with.

    Attributes:
        counts: As `search.engine.ranking.Ranking` needs them.
        answer: The first page, with what `search.engine.cluster.facets` reads.
        documents: The best articles so far.
        exact: Whether the cluster's scores of all that is not among the documents are exact, rounding aside.
        last: The cluster's score of the last of them.
    """

    def __init__(self, snapshot: Snapshot, query: Query, words: Words, first: int) -> None:
        self._snapshot, self._query, self._words = snapshot, query, words
        self.filters = matching(query, words)
        self._atoms = atoms(query.node)
        in_articles = self._atom_counts()
        self._idfs = [idf(snapshot.averages.count, count) for count in in_articles]
        self.documents: list[Document] = []
        self.last, self.exact = float("inf"), True
        self._after: list[Any] | None = None
        self._apart: list[Document] = []
        try:
            self._score(in_articles, expand=True, wanted=first > 0)
            self.answer = self._page(first)
        except QueryTooWide:  # perhaps only the scores need too many words
            self._score(in_articles, expand=False, wanted=first > 0)
            self.answer = self._page(first)
        self.documents += self._apart
        found = self.answer["hits"]["total"]["value"] + len(self._apart)
        self.counts = MatchCounts(found, self._copies(), in_articles)

    @property
    def is_scored(self) -> bool:
        """Whether the cluster has scored the documents."""
        return self._query.sort == "relevance" and bool(self._atoms)

    @property
    def all_there(self) -> bool:
        """Whether every match is among the documents."""
        return len(self.documents) >= self.counts.matches

    def more(self, count: int) -> None:
        """Fetch at least so many articles in all, as far as there are any."""
        while len(self.documents) < min(count, self.counts.matches):
            before = len(self.documents)
            self._page(count - before)
            if len(self.documents) == before:
                return

    def _atom_counts(self) -> list[int]:
        """In how many articles each atom stands."""
        if not self._atoms:
            return []
        clauses = [node_clause(atom, self._words) for atom in self._atoms]
        counting = {"articles": {"filters": {"filters": clauses}}}
        answer = self._snapshot.ask({"size": 0, "track_total_hits": False, "aggs": counting})
        return [bucket["doc_count"] for bucket in answer["aggregations"]["articles"]["buckets"]]

    def _score(self, in_articles: list[int], *, expand: bool, wanted: bool) -> None:
        """Say how matches score. Those that have an atom whose score is not exact are fetched apart, if they are few:
        of the others the score is exact.
        """
        self._clause: Clause = {"bool": {"filter": [self.filters]}}
        self._others: Clause = {"match_all": {}}
        if not (self.is_scored and wanted):
            return
        parts: list[Scoring] = [
            scoring(atom, weight, self._snapshot.averages, self._words, expand=expand)
            for atom, weight in zip(self._atoms, self._idfs, strict=True)
        ]
        self._clause["bool"]["should"] = [part.clause for part in parts]
        uncounted = [at for at, part in enumerate(parts) if not part.exact]
        self.exact = sum(in_articles[at] for at in uncounted) <= COUNTED
        if uncounted and self.exact:
            clauses = [node_clause(self._atoms[at], self._words) for at in uncounted]
            self._others = {"bool": {"must_not": clauses}}
            having = {"bool": {"filter": [self.filters], "should": clauses, "minimum_should_match": 1}}
            self._apart = list(scan(self._snapshot.client, self._snapshot.key, [], source=SOURCE, query=having))

    def _page(self, count: int) -> dict[str, Any]:
        """Fetch the next so many, at most a page. The first one counts as well."""
        is_first = self._after is None
        body: dict[str, Any] = {
            "size": min(count, _PAGE),
            "track_total_hits": is_first,
            "query": self._clause,
            "post_filter": self._others,
            "sort": _SORTS[self._query.sort],
            "_source": list(SOURCE),
        }
        if is_first:
            body["aggs"] = aggregations(self._query)
        else:
            body["search_after"] = self._after
        answer = self._snapshot.ask(body)
        hits = answer["hits"]["hits"]
        self.documents += [hit["_source"] for hit in hits]
        if hits:
            self._after = hits[-1]["sort"]
            self.last = hits[-1]["sort"][0] if self.is_scored else self.last
        return answer

    def _copies(self) -> int:
        """How many matches are copies of another match."""
        if self._query.duplicates == "show":
            return 0
        groups = counted(self._snapshot, self.filters, self.answer, "group")
        return sum(groups.values()) - len(groups)
