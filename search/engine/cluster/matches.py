"""A query's matches on a cluster: their counts, and what is to be known of the best of them, page by page."""

import math
from binascii import a2b_base64
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from dateline.index.cluster.errors import QueryTooWide, ShardsMissing
from dateline.index.cluster.stream import columns_of, only_columns
from dateline.search.engine.bm25 import idf
from dateline.search.engine.cluster.candidates import Document
from dateline.search.engine.cluster.facets import aggregations, copies
from dateline.search.engine.cluster.match import Clause, matching, restrictions
from dateline.search.engine.cluster.order import COUNTED, Order, ranked, ranked_alone, scorings
from dateline.search.engine.cluster.snapshot import Snapshot
from dateline.search.engine.cluster.words import Words
from dateline.search.engine.ranking import MatchCounts
from dateline.search.query.forms import scoring_atoms
from dateline.search.query.tree import Phrase, Query

_PAGE = 2000
"""Articles asked for at once."""
_READ = 32
"""Articles up to which they come whole: sooner than they are asked for once more."""
_AHEAD = 100
"""Articles that may come whole beside columns, of all shards together."""
_TOGETHER = 10_000
"""Matches up to which a cluster counts and ranks in one search sooner than in two side by side."""
_WHOLE = {"_source": True}
_NONE: Mapping[str, Document] = MappingProxyType({})
_NEWEST, _OLDEST = ([{"day": {"order": order, "missing": "_last"}}, {"id": "asc"}] for order in ("desc", "asc"))
_SORTS: dict[str, list[Any]] = {"relevance": [{"_score": "desc"}, *_NEWEST], "newest": _NEWEST, "oldest": _OLDEST}


class Match(NamedTuple):
    """What columns tell of an article that matches: of these a cluster reads a hundred sooner than three articles.

    Attributes:
        id: The article's.
        group: Of copies, if it has any.
        score: The cluster's, without proximity; 0 where it has none, infinite where that is not exact.
        title_length, body_length: In words; 0 where no words gain by proximity and the score is exact.
        hashes: Of its words' stems (`index.cluster.schema.stem_hash`); empty as lengths are 0.
        document: The article, where it came along: where few were asked for, of which most will be read.
    """

    id: str
    group: str | None
    score: float
    title_length: int = 0
    body_length: int = 0
    hashes: bytes = b""
    document: Document | None = None


class Matches:
    """What matches a query in a snapshot.

    Args:
        snapshot: The state of the archive.
        query: The query.
        words: The archive's.
        first: How many articles are wanted to begin with.
        ahead: How many of these are wanted whole, where they are the first of more.

    Attributes:
        filters: The query, as the cluster is asked.
        counts: As `search.engine.ranking.Ranking` needs them.
        order: How matches are ranked.
        answer: What `search.engine.cluster.facets` reads.
        best: The best articles so far, but for those `apart`.
        apart: What `order.apart` matches.
    """

    def __init__(self, snapshot: Snapshot, query: Query, words: Words, first: int, ahead: int) -> None:
        self._snapshot, self._query, self._words, self._ahead = snapshot, query, words, ahead
        self._atoms = scoring_atoms(query)
        self.filters = matching(query, words)
        self.is_scored = bool(query.sort == "relevance" and self._atoms and first)
        try:
            self._begin(first, expand=True)
        except QueryTooWide:  # perhaps only the scores need too many words
            self._begin(first, expand=False)

    def _begin(self, first: int, *, expand: bool) -> None:
        self.order: Order
        self.best, self.apart = list[Match](), list[Match]()
        self._after: list[Any] | None = None
        counts = self._ordered(expand=expand)
        if (known := self._snapshot.known(self.filters)) is not None:
            self.order = self.order._replace(most=known)
        wanted = first if self.order.pairs or not self.order.exact else min(first, self._ahead)
        wanted = 0 if self.order.apart and self._atoms == [self._query.node] else wanted  # all are apart
        bodies = self._first(wanted)
        if self.order.apart:
            body = {"size": COUNTED, "track_total_hits": True, "query": self.order.apart}
            bodies.append(body | self._fields(COUNTED, hashes=True))
        uncounted = self._clauses() if counts is None and not self._is_alone else []
        (self.answer, *others), counted = self._snapshot.ask_counting(bodies, uncounted)
        if self.order.apart:
            self.apart = [_match(hit, math.inf) for hit in others.pop()["hits"]["hits"]]
        found = self.answer["hits"]["total"]["value"]
        self._snapshot.know(self.filters, found)
        if counts is None:
            counts = [found] * len(self._atoms) if self._is_alone else counted
            self._scale = idf(self._snapshot.averages.count, counts[0]) if self.is_scored else 1.0
        self.counts = MatchCounts(found, copies(self._snapshot, self._query, self.filters, self.answer), counts)
        if wanted:
            self._take(others[0] if others else self.answer, wanted)

    def _first(self, wanted: int) -> list[dict[str, Any]]:
        """What to ask for at first: counts, and so many of the best; both at once where few match, or to match
        takes the most, else side by side, since a cluster counts and ranks on a processor each.
        """
        counting = {"size": 0, "track_total_hits": True, "query": self.filters, "aggs": aggregations(self._query)}
        if not wanted:
            return [counting]
        page, ahead, order = self._page(wanted), self._ahead, self.order
        is_ahead = order.pairs and order.exact and ahead <= _READ < order.most
        if is_ahead and ahead * self._snapshot.shards <= _AHEAD:
            page["aggs"] = {"ahead": {"top_hits": {"size": ahead, "sort": page["sort"], **_WHOLE}}}
        is_costly = any(isinstance(atom, Phrase) for atom in self._atoms)
        if (is_costly or order.most <= _TOGETHER) and not order.others:
            return [counting | page | {"track_total_hits": True, "aggs": counting["aggs"] | page.get("aggs", {})}]
        return [counting, page]

    def _ordered(self, *, expand: bool) -> list[int] | None:
        """Say how matches are ranked; in how many articles each atom stands, if that had to be asked for."""
        self.order, self._scale = Order(self.filters), 1.0
        if not self.is_scored:
            return None
        averages = self._snapshot.averages
        parts = scorings(self._query, averages, self._words, expand=expand)
        if len(parts) == 1 and parts[0].exact:
            self.order = ranked_alone(self._query, self._words, parts[0])
            return None
        counts = self._snapshot.count(self._clauses())
        self.order = ranked(self._query, self._words, parts, counts, averages.count)
        return counts

    @property
    def _is_alone(self) -> bool:
        """Whether what matches the query is what matches its only atom, or it has none."""
        return not self._atoms or (self._atoms == [self._query.node] and not restrictions(self._query))

    @property
    def all_there(self) -> bool:
        """Whether every match is among the best and those apart."""
        return len(self.best) + len(self.apart) >= self.counts.matches

    @property
    def all_read(self) -> bool:
        """Whether every match came along whole."""
        return self.all_there and all(match.document for match in (*self.best, *self.apart))

    @property
    def last(self) -> float:
        """The score of the last of the best, which no other match exceeds, rounding aside."""
        return self.best[-1].score if self.best else math.inf

    def more(self, count: int) -> bool:
        """Ask for at least so many of the best in all, as far as there are any; whether there were more."""
        first = len(self.best)
        while len(self.best) < count and not self.all_there:
            left = count - len(self.best)
            self._take(self._snapshot.ask(self._page(left)), left)
        return len(self.best) > first

    def _clauses(self) -> list[Clause]:
        """What matches each atom."""
        return [matching(Query("", atom), self._words) for atom in self._atoms]

    def _page(self, count: int) -> dict[str, Any]:
        """What to ask for the next so many, at most a page."""
        body = {
            "size": min(count, _PAGE), "track_total_hits": False, "query": self.order.clause,
            "sort": _SORTS[self._query.sort],
        }  # fmt: skip
        body |= {"post_filter": self.order.others} if self.order.others else {}
        body |= {"search_after": self._after} if self._after else {}
        return body | self._fields(count, hashes=bool(self.order.pairs))

    def _fields(self, count: int, *, hashes: bool) -> dict[str, Any]:
        """What to ask for of so many articles: whole ones where these are few, and are all or the best."""
        if self.order.most <= min(count, _READ) or (count <= _READ and not hashes):
            return _WHOLE
        return only_columns(["id", "group", *(("title_length", "body_length", "hashes") if hashes else ())])

    def _take(self, answer: dict[str, Any], count: int) -> None:
        """Add a page to the best, of which so many were wanted. Raises ShardsMissing where it has fewer."""
        hits, ahead = answer["hits"]["hits"], answer.get("aggregations", {}).get("ahead")
        whole = {hit["_source"]["id"]: hit["_source"] for hit in ahead["hits"]["hits"]} if ahead else {}
        self.best += [_match(hit, hit["sort"][0] * self._scale if self.is_scored else 0.0, whole) for hit in hits]
        if len(hits) < min(count, _PAGE) and not self.all_there:
            there = f"it gives {len(self.best) + len(self.apart)} of {self.counts.matches} articles"
            raise ShardsMissing(self._snapshot.client.address.text, there)
        self._after = hits[-1]["sort"] if hits else None


def _match(hit: dict[str, Any], score: float, whole: Mapping[str, Document] = _NONE) -> Match:
    """A hit as a match; of those ahead what came `whole`."""
    if document := hit.get("_source"):
        return Match(document["id"], document.get("group"), score, document=document)
    values = columns_of(hit)
    identity = values["id"]
    return Match(
        identity,
        values.get("group"),
        score,
        values.get("title_length", 0),
        values.get("body_length", 0),
        a2b_base64(values.get("hashes", "").replace("-", "+").replace("_", "/") + "=="),  # as columns are written
        whole.get(identity),
    )
