"""The engine over an archive in a folder: every segment is searched, and the best of each make the answer."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.index.analysis.terms import compound
from dateline.index.errors import CorruptIndex, reading
from dateline.index.processes import keep_memory
from dateline.search.engine.archives import copies_of, opened, views
from dateline.search.engine.copies import member, versions
from dateline.search.engine.facets import day_counts, month_counts, outlet_counts
from dateline.search.engine.hits import hits_of, nothing, read_ahead, stored_of, unwritten
from dateline.search.engine.parallel import Mapper, threaded_map
from dateline.search.engine.ranking import RankedDoc, Ranking
from dateline.search.engine.segment_view import release, share_averages
from dateline.search.engine.vocabulary import Vocabulary
from dateline.search.errors import NoSuchArticle, QueryError
from dateline.search.highlight.marker import Marker, spans_of
from dateline.search.query.compounds import apart, with_compounds
from dateline.search.query.spelling import may_be_spelt_otherwise
from dateline.search.query.tree import Everything, Query, Word
from dateline.search.results import Copy, Counted, Hit, HitStream, ListedValue, Marked, Relaxation, Results

if TYPE_CHECKING:
    from dateline.index.article import Article
    from dateline.search.query.absent import Days

_FIRST, _MOST = 16, 1 << 14
"""Hits of a stream that are read together: a few, so that they come at once, and then ever more."""
_SCRATCH = 1 << 25
"""Bytes of what a query over a large archive works out up to which it is kept for the next one."""


class LocalEngine:
    """Answers queries over the archive in a folder, or those in several as if they were one. An archive that changes
    meanwhile is seen as it was when opened.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: One is no archive that can be read.
        OtherLanguage: They are not all of one language.
    """

    def __init__(self, *folders: Path) -> None:
        self.folder = folders[0]
        self._archives = opened(folders)
        self._copies = copies_of(self._archives)
        self._views = list(views(self._archives, self._copies))
        with self._reading():
            share_averages(self._views)
        if self._is_large:
            keep_memory(_SCRATCH)
        self._vocabulary = Vocabulary(self._views, self._archives[0].state.language)

    def search(self, query: Query, limit: int, offset: int = 0) -> Results:
        """See `search.engine.engine.Engine`."""
        with self._reading():
            ranking = self._ranking(query, counted=True)
            if not ranking.total:
                count = partial(self._count_offer, like=ranking)
                offers = count, self._vocabulary, self._article_count, self._names, self._days
                return nothing(query, ranking.counts, *offers)
            facets = {"outlet": outlet_counts(ranking.evaluations), "month": month_counts(ranking.evaluations)}
            if query.facets:
                from dateline.search.engine.values import value_counts

                facets |= {name: value_counts(name, ranking.evaluations) for name in query.facets}
            if query.days:
                facets["day"] = day_counts(ranking.evaluations)
            ranked = ranking.first(offset + limit)[offset:]
            marker = self._marker(ranking.query)
            stored = stored_of(ranking, ranked)
            hits = tuple(hits_of(ranking, ranked, stored, marker, self._versions, self._shared, offset + 1))
            return Results(
                query=query.text,
                total=ranking.total,
                hits=hits,
                facets=facets,
                offset=offset,
                relaxations=self._likelier(query, ranking.query, ranking.total),
                copies=ranking.copies,
                warnings=(*query.notes, *unwritten(ranking.query, ranking.counts)),
                duplicates=query.duplicates,
            )

    def stream(self, query: Query, limit: int, offset: int = 0) -> HitStream:
        """See `search.engine.engine.Engine`."""
        with self._reading():
            ranking = self._ranking(query)
            ranked = ranking.first(offset + limit)[offset:] if ranking.total else []
        return HitStream(query.text, ranking.total, self._read_hits(ranking, ranked, offset + 1))

    def ids(self, query: Query, limit: int, offset: int = 0) -> list[str]:
        """See `search.engine.engine.Engine`."""
        with self._reading():
            ranking = self._ranking(query)
            ranked = ranking.first(offset + limit)[offset:] if ranking.total else []
            return [self._views[one.segment_number].identity(one.doc).decode() for one in ranked]

    def _read_hits(self, ranking: Ranking, ranked: Sequence[RankedDoc], first_rank: int) -> Iterator[Hit]:
        """Ranked articles as hits, headlines unmarked."""
        with self._reading():
            marker = self._marker(ranking.query)
        begin, size = 0, _FIRST
        while begin < len(ranked):
            with self._reading():
                some, rank = ranked[begin : begin + size], first_rank + begin
                stored = read_ahead(ranking, some, self._release)
                yield from hits_of(ranking, some, stored, marker, self._versions, self._shared, rank, mark_titles=False)
            begin, size = begin + size, min(size * 4, _MOST)

    def count(self, query: Query) -> int:
        """See `search.engine.engine.Engine`."""
        with self._reading():
            return self._count(query).total

    def _count(self, query: Query, like: Ranking | None = None) -> Counted:
        ranking = self._ranking(query, like=like)
        return Counted(ranking.total, ranking.copies)

    def _count_offer(self, query: Query, like: Ranking | None = None) -> Counted:
        """As `_count`; none of a query that is refused, which is not to be offered."""
        try:
            return self._count(query, like)
        except QueryError:
            return Counted(0, 0)

    def _count_articles(self, query: Query) -> int:
        """How many articles match, copies included."""
        return sum(self._count(query))

    def articles(self) -> Iterator["Article"]:
        """See `search.engine.engine.Engine`."""
        from dateline.index.article import Article

        for view in self._views:
            with self._reading():
                for doc in range(len(view.segment)):
                    if view.live is None or view.live[doc]:
                        yield Article(**view.stored(doc))

    def article(self, wanted: str) -> "Article":
        """See `search.engine.engine.Engine`."""
        with self._reading():
            return self._read(*self._find(wanted))

    def copies(self, wanted: str) -> "list[tuple[Copy, Article]]":
        """See `search.engine.engine.Engine`."""
        with self._reading():
            return [(copy, self._read(*place)) for place, copy in self._versions(*self._find(wanted))]

    def _read(self, number: int, doc: int) -> "Article":
        from dateline.index.article import Article

        return Article(**self._views[number].stored(doc))

    def _find(self, wanted: str) -> tuple[int, int]:
        """The article that is meant by an id or a path: its segment's number, and its own there."""
        if found := self._with_id(wanted):
            return found
        ids = [pair for archive in self._archives for pair in archive.files()]
        named = [i for name, i in ids if name == wanted] or [
            i for name, i in ids if f"/{name}".endswith(f"/{wanted}") or f"/{i}".endswith(f"/{wanted}")
        ]
        if len(named) != 1:
            raise NoSuchArticle(wanted, sorted(named))
        if found := self._with_id(named[0]):
            return found
        raise CorruptIndex(self.folder, "its list of files names an article that no segment has")

    def _with_id(self, identity: str) -> tuple[int, int] | None:
        for number, view in enumerate(self._views):
            doc = view.find(identity)
            if doc is not None:
                return number, doc
        return None

    def mark(self, query: Query, article: "Article") -> tuple[Marked, Marked]:
        """See `search.engine.engine.Engine`."""
        with self._reading():
            marker = self._marker(self._with_compounds(query))
            return (
                Marked(article.title, marker.title(article.title)),
                Marked(article.body, spans_of(marker.body(article.body))),
            )

    def values(self, name: str, query: Query) -> tuple[ListedValue, ...]:
        """See `search.engine.engine.Engine`."""
        from dateline.search.engine.values import listed_values

        with self._reading():
            return listed_values(name, self._ranking(query).evaluations)

    def stems(self, terms: Sequence[str]) -> dict[str, tuple[str, int]]:
        """See `search.engine.engine.Engine`."""
        with self._reading():
            stems = {term: self._vocabulary.stem(term) for term in terms}
            return {term: (stem, sum(view.doc_frequency(stem) for view in self._views)) for term, stem in stems.items()}

    def status(self) -> dict[str, Any]:
        """See `search.engine.engine.Engine`. Reads every byte, so that damage is found."""
        from dateline.search.engine.status import status

        with self._reading():
            for archive in self._archives:
                archive.copies.verify()
            for view in self._views:
                view.segment.verify()
            return status(self._archives, self._ranking(Query("", Everything())).evaluations)

    def _ranking(self, query: Query, *, counted: bool = False, like: Ranking | None = None) -> Ranking:
        meant = self._with_compounds(query)
        return Ranking(meant, self._views, self._vocabulary.stem, self._map, counted=counted, like=like)

    def _with_compounds(self, query: Query) -> Query:
        node = with_compounds(query.node, self._compounds, self._count_articles)
        return query if node is query.node else replace(query, node=node)

    def _compounds(self, terms: Sequence[str]) -> dict[str, dict[tuple[str, str], int]]:
        """See `search.query.compounds.Compounds`."""

        def hyphens(pair: tuple[str, str]) -> int:
            return self._count_articles(Query("", Word(compound(*pair), (0, 0), exact=True)))

        return {term: {pair: hyphens(pair) for pair in self._vocabulary.compounds(term)} for term in terms}

    def _marker(self, query: Query) -> Marker:
        return Marker(query.node, self._vocabulary.spellings)

    @cached_property
    def _map(self) -> Mapper:
        return threaded_map(os.cpu_count() or 1) if self._is_large else map

    @property
    def _is_large(self) -> bool:
        return any(view.is_large for view in self._views[:1])

    @property
    def _article_count(self) -> int:
        return self._views[0].averages.count if self._views else 0

    def _likelier(self, query: Query, meant: Query, total: int) -> tuple[Relaxation, ...]:
        """What to offer beside an answer, which a query has as it is meant."""
        articles, pairs = self._article_count, apart(meant.node)
        if not pairs and not may_be_spelt_otherwise(query, total, articles, self._vocabulary.language):
            return ()
        from dateline.search.query.offers import likelier  # seldom needed

        return tuple(likelier(query, total, partial(map, self._count_offer), self._vocabulary, articles, pairs))

    def _names(self, attribute: str) -> dict[str, int]:
        """The values of an attribute, and how many articles have each."""
        counts: dict[str, int] = {}
        for view in self._views:
            codes = view.segment.codes(attribute)
            found = np.bincount(codes if view.live is None else codes[view.live])
            for code in np.flatnonzero(found).tolist():
                value = view.segment.values(attribute)[code].decode()
                counts[value] = counts.get(value, 0) + int(found[code])
        return counts

    def _days(self) -> "Days | None":
        """The first and the last day of the archive's articles."""
        from dateline.search.query.absent import days_of

        return days_of(self.values("outlet", Query("", Everything())))

    def _versions(self, number: int, doc: int) -> list[tuple[tuple[int, int], Copy]]:
        """An article and its copies in time's order, each with its segment's number and its own; or none."""
        group = self._views[number].group_of(doc)
        if group is None:
            return []
        return versions(member(self._views[part], part, other) for part, other in self._copies.members(group))

    def _shared(self, number: int, doc: int) -> list[int]:
        """Which passages of an article other stories share."""
        return self._copies.shared(self._views[number].segment.passages[doc])

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """See `index.errors.reading`."""
        try:
            with reading(self.folder):
                yield
        finally:
            self._release()

    def _release(self) -> None:
        """Give back what was read of a large archive."""
        if self._is_large:
            release(self._views)
