"""The engine over an archive on a cluster: it matches, counts and ranks roughly; the best are ranked exactly here."""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from dateline.index.cluster.address import parse_address
from dateline.index.cluster.client import Client
from dateline.index.cluster.errors import DamagedArticle, NoClusterIndex, SnapshotLost
from dateline.index.cluster.stream import scan
from dateline.index.schema import UNKNOWN
from dateline.index.segment.docstore import decode_article
from dateline.search.engine.cluster.candidates import Candidates, Document
from dateline.search.engine.cluster.facets import facets, listed, matching_stories
from dateline.search.engine.cluster.lookup import find, members, status
from dateline.search.engine.cluster.match import matching
from dateline.search.engine.cluster.selection import Selection, Selector
from dateline.search.engine.cluster.snapshot import Snapshot
from dateline.search.engine.cluster.words import Words
from dateline.search.engine.copies import versions
from dateline.search.engine.hits import hits_of, nothing, stored_of, unwritten
from dateline.search.highlight.marker import Marker, spans_of
from dateline.search.query.compounds import apart, with_compounds
from dateline.search.query.spelling import may_be_spelt_otherwise
from dateline.search.query.tree import Query
from dateline.search.results import Copy, Counted, Hit, HitStream, ListedValue, Marked, Relaxation, Results

if TYPE_CHECKING:
    from dateline.index.article import Article
    from dateline.search.query.absent import Days

Made = TypeVar("Made")
_TRIES = 3
UNFINISHED = "An indexing run of this archive is under way or was cut off: articles may be missing, or still there."


class ClusterEngine:
    """Answers queries over an archive on a cluster, as it was when it was opened; anew where that state is lost.

    Raises:
        ClusterError: One of those in `index.cluster.errors`.
    """

    def __init__(self, address: str) -> None:
        self._client = Client(parse_address(address))
        self._client.check()
        self._open()

    def _open(self) -> None:
        self._snapshot = _snapshot(self._client)
        self._words = Words(self._snapshot)

    def _again(self, make: Callable[[], Made]) -> Made:
        """What is made of the snapshot; of a new one where it is lost, with a node or with an archive built anew."""
        for _ in range(_TRIES):
            with suppress(SnapshotLost, NoClusterIndex):
                return make()
            self._open()
        return make()

    def search(self, query: Query, limit: int, offset: int = 0) -> Results:
        """See `search.engine.engine.Engine`."""
        return self._again(lambda: self._search(query, limit, offset))

    def _search(self, query: Query, limit: int, offset: int) -> Results:
        meant = self._with_compounds(query)
        selection = Selector(self._snapshot, meant, self._words, offset + limit if limit else 0).select()
        matches = selection.matches
        total, copies, in_articles = matches.counts
        warnings = [*selection.warnings, *([] if self._snapshot.about.whole else [UNFINISHED])]
        if not total:
            articles = self._snapshot.averages.count
            offers = self._count, self._words, articles, self._names, self._days
            return nothing(query, in_articles, *offers, warnings)
        return Results(
            query=query.text,
            total=total - copies,
            hits=tuple(self._hits(selection, offset)),
            facets=facets(self._snapshot, meant, matches.filters, matches.answer),
            warnings=(*query.notes, *unwritten(meant, in_articles), *warnings),
            relaxations=self._likelier(query, meant, total - copies),
            offset=offset,
            copies=copies,
            duplicates=query.duplicates,
        )

    def stream(self, query: Query, limit: int, offset: int = 0) -> HitStream:
        """See `search.engine.engine.Engine`; all are read at once."""
        found = self.search(query, limit, offset)
        return HitStream(query.text, found.total, iter(found.hits))

    def ids(self, query: Query, limit: int, offset: int = 0) -> list[str]:
        """See `search.engine.engine.Engine`."""
        return [hit.id for hit in self.search(replace(query, snippets=False), limit, offset).hits]

    def count(self, query: Query) -> int:
        """See `search.engine.engine.Engine`."""
        return self._again(lambda: self._count(query)).total

    def articles(self) -> Iterator["Article"]:
        """See `search.engine.engine.Engine`."""
        for document in scan(self._client, self._snapshot.key, [], source=("id", "stored")):
            yield _article(document)

    def article(self, wanted: str) -> "Article":
        """See `search.engine.engine.Engine`."""
        return self._again(lambda: _article(find(self._snapshot, wanted)))

    def copies(self, wanted: str) -> "list[tuple[Copy, Article]]":
        """See `search.engine.engine.Engine`."""

        def found() -> "list[tuple[Copy, Article]]":
            group = find(self._snapshot, wanted).get("group")
            rows = members(self._snapshot, group) if group else []
            return [(copy, _article(one)) for one, copy in versions(_member(one, one) for one in rows)]

        return self._again(found)

    def mark(self, query: Query, article: "Article") -> tuple[Marked, Marked]:
        """See `search.engine.engine.Engine`."""
        found = self._again(lambda: Candidates([find(self._snapshot, article.id)], self._snapshot.averages))
        marker = self._marker(self._with_compounds(query), found)
        return (
            Marked(article.title, marker.title(article.title)),
            Marked(article.body, spans_of(marker.body(article.body))),
        )

    def values(self, name: str, query: Query) -> tuple[ListedValue, ...]:
        """See `search.engine.engine.Engine`."""

        def found() -> tuple[ListedValue, ...]:
            rows = listed(self._snapshot, name, self._matching(query))
            values = [row._replace(value=row.value or UNKNOWN) for row in rows]
            return tuple(sorted(values, key=lambda row: (-row.count, row.value)))

        return self._again(found)

    def stems(self, terms: Sequence[str]) -> dict[str, tuple[str, int]]:
        """See `search.engine.engine.Engine`."""
        stem = {term: self._words.stem(term) for term in terms}
        counts = self._again(lambda: self._words.counts([*dict.fromkeys(stem.values())], "stems"))
        return {term: (each, counts[each]) for term, each in stem.items()}

    def status(self) -> dict[str, Any]:
        """See `search.engine.engine.Engine`: what the archive holds, and how the cluster is."""
        return self._again(lambda: status(self._snapshot))

    def _count(self, query: Query) -> Counted:
        return self._counts([query])[0]

    def _count_articles(self, query: Query) -> int:
        """How many articles match, copies included."""
        return self._snapshot.count([self._matching(query)])[0]

    def _counts(self, queries: Iterable[Query]) -> list[Counted]:
        return matching_stories(self._snapshot, [(query, self._matching(query)) for query in queries])

    def _matching(self, query: Query) -> dict[str, Any]:
        return matching(self._with_compounds(query), self._words)

    def _with_compounds(self, query: Query) -> Query:
        return replace(query, node=with_compounds(query.node, self._words.compounds, self._count_articles))

    def _names(self, attribute: str) -> dict[str, int]:
        """The values of an attribute, the missing one empty, and how many articles have each."""
        return {value: count for value, count, _, _ in listed(self._snapshot, attribute, {"match_all": {}})}

    def _days(self) -> "Days | None":
        """The first and the last day of the archive's articles."""
        from dateline.search.query.absent import days_of

        return days_of(listed(self._snapshot, "outlet", {"match_all": {}}))

    def _marker(self, query: Query, candidates: Candidates) -> Marker:
        return Marker(query.node, lambda term: candidates.spellings(self._words.stem(term)))

    def _hits(self, selection: Selection, offset: int) -> Iterator[Hit]:
        ranking, candidates, page = selection.ranking, selection.candidates, selection.ranked[offset:]

        def copies_of(number: int, doc: int) -> list[tuple[object, Copy]]:
            own = candidates.document(number, doc)
            others = selection.members.get(own.get("group") or "", ())
            return versions(_member(one, (number, doc) if one["id"] == own["id"] else None) for one in others)

        def shared(number: int, doc: int) -> list[int]:
            packed = base64.b64decode(candidates.document(number, doc).get("shared") or "")
            found: list[int] = np.frombuffer(packed, "<u4").tolist()
            return found

        marker = self._marker(ranking.query, candidates)
        return hits_of(ranking, page, stored_of(ranking, page), marker, copies_of, shared, offset + 1)

    def _likelier(self, query: Query, meant: Query, total: int) -> tuple[Relaxation, ...]:
        """What to offer beside an answer, which a query has as it is meant."""
        articles, pairs = self._snapshot.averages.count, apart(meant.node)
        if not pairs and not may_be_spelt_otherwise(query, total, articles, self._words.language):
            return ()
        from dateline.search.query.offers import likelier  # seldom needed

        return tuple(likelier(query, total, self._counts, self._words, articles, pairs))


def _snapshot(client: Client) -> Snapshot:
    """A snapshot; another one where a node is lost before it tells anything."""
    for _ in range(_TRIES):
        with suppress(SnapshotLost):
            return Snapshot(client)
    return Snapshot(client)


def _article(document: Document) -> "Article":
    from dateline.index.article import Article

    try:
        return Article(**decode_article(document["id"].encode(), document["stored"].encode()))
    except ValueError as error:
        raise DamagedArticle(document["id"]) from error


def _member(document: Document, place: Made) -> tuple[int, bytes, str, Made]:
    """An article of a group, as `search.engine.copies.versions` takes it."""
    return document.get("day") or 0, document["id"].encode(), document.get("outlet") or "", place


