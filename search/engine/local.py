"""The engine over an archive in a folder: every segment is searched, and the best of each make the answer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.index.archive import generation
from dateline.index.errors import CorruptIndex, reading
from dateline.search.engine.bm25 import RERANKED
from dateline.search.engine.facets import day_counts, month_counts, outlet_counts
from dateline.search.engine.parallel import Mapper, threaded_map
from dateline.search.engine.ranking import Ranking
from dateline.search.engine.segment_view import SegmentView, share_averages
from dateline.search.engine.vocabulary import Vocabulary
from dateline.search.errors import NoSuchArticle
from dateline.search.highlight.marker import Marker, spans_of
from dateline.search.highlight.snippet import snippet
from dateline.search.query.render import render
from dateline.search.query.tree import Everything, Node, Query, atoms
from dateline.search.results import Hit, Marked, Results

if TYPE_CHECKING:
    from dateline.index.article import Article


class LocalEngine:
    """Answers queries over the archive in a folder. An archive that changes meanwhile is seen as it was when opened.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state, segments = generation.open_archive(folder)
        self._views = [
            SegmentView(segment, info.live_docs() if info.has_deletions() else None)
            for segment, info in zip(segments, self._state.segments, strict=True)
        ]
        with self._reading():
            share_averages(self._views)
        self._vocabulary = Vocabulary(segments, self._state.language)

    def search(self, query: Query, limit: int, offset: int = 0) -> Results:
        """See `search.engine.engine.Engine`."""
        with self._reading():
            ranking = self._ranking(query, counted=True)
            if not ranking.total:
                return self._nothing(ranking)
            facets = {"outlet": outlet_counts(ranking.evaluations), "month": month_counts(ranking.evaluations)}
            if query.days:
                facets["day"] = day_counts(ranking.evaluations)
            hits = tuple(self._hits(ranking, limit, offset))
            return Results(query.text, ranking.total, hits, facets, offset=offset)

    def count(self, query: Query) -> int:
        """See `search.engine.engine.Engine`."""
        with self._reading():
            return self._ranking(query).total

    def articles(self) -> Iterator["Article"]:
        """See `search.engine.engine.Engine`."""
        from dateline.index.article import Article

        for view in self._views:
            with self._reading():
                for doc in range(len(view.segment)):
                    if view.live is None or view.live[doc]:
                        yield Article(**view.segment.stored(doc))

    def article(self, wanted: str) -> "Article":
        """See `search.engine.engine.Engine`."""
        with self._reading():
            if found := self._with_id(wanted):
                return found
            files = generation.read_files(self.folder, self._state.number)
            ids = [(name, identity) for name, record in files.items() for identity in record.articles.values()]
            named = [i for name, i in ids if name == wanted] or [
                i for name, i in ids if f"/{name}".endswith(f"/{wanted}") or f"/{i}".endswith(f"/{wanted}")
            ]
            if len(named) != 1:
                raise NoSuchArticle(wanted, sorted(named))
            if found := self._with_id(named[0]):
                return found
            path = self.folder / f"files-{self._state.number}.json"
            raise CorruptIndex(path, "it names an article that no segment has")

    def _with_id(self, identity: str) -> "Article | None":
        from dateline.index.article import Article

        for view in self._views:
            doc = view.segment.find_id(identity.encode("utf-8", "replace"))
            if doc is not None and (view.live is None or view.live[doc]):
                return Article(**view.segment.stored(doc))
        return None

    def mark(self, query: Query, article: "Article") -> tuple[Marked, Marked]:
        """See `search.engine.engine.Engine`."""
        with self._reading():
            marker = Marker(query.node, self._vocabulary.spellings)
            return (
                Marked(article.title, marker.title(article.title)),
                Marked(article.body, spans_of(marker.body(article.body))),
            )

    def status(self) -> dict[str, Any]:
        """See `search.engine.engine.Engine`. Reads every byte, so that damage is found."""
        from dateline.search.engine.status import status

        with self._reading():
            for view in self._views:
                view.segment.verify()
            return status(self.folder, self._state, self._ranking(Query("", Everything())).evaluations)

    def _ranking(self, query: Query, *, counted: bool = False) -> Ranking:
        return Ranking(query, self._views, self._vocabulary.stem, self._map, counted=counted)

    @cached_property
    def _map(self) -> Mapper:
        return threaded_map(os.cpu_count() or 1) if any(view.is_large for view in self._views) else map

    def _nothing(self, ranking: Ranking) -> Results:
        """The answer where nothing matches: what does not, and what would."""
        from dateline.search.query.relax import relaxations  # seldom needed

        query = ranking.query
        return Results(
            query=query.text,
            total=0,
            hits=(),
            facets={"outlet": (), "month": ()},
            warnings=tuple(_missing(query.node, ranking.counts)),
            relaxations=tuple(relaxations(query, self.count, self._vocabulary.alike)),
        )

    def _hits(self, ranking: Ranking, limit: int, offset: int) -> Iterator[Hit]:
        query = ranking.query
        marker = Marker(query.node, self._vocabulary.spellings)
        for rank, ranked in enumerate(ranking.first(offset + limit)[offset:], offset + 1):
            stored = self._views[ranked.segment_number].segment.stored(ranked.doc)
            yield Hit(
                rank=rank,
                id=stored["id"],
                score=ranked.score,
                title=Marked(stored["title"], marker.title(stored["title"])),
                date=stored["date"],
                outlet=stored["outlet"],
                author=stored["author"],
                place=stored["place"],
                url=stored["url"],
                path=stored["path"],
                snippet=snippet(stored["body"], marker.body(stored["body"])) if query.snippets else Marked(""),
                explanation=tuple(ranking.explained(ranked, reranked=rank <= RERANKED)) if query.explain else (),
            )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """See `index.errors.reading`."""
        try:
            with reading(self.folder):
                yield
        finally:
            for view in self._views:
                view.release()


def _missing(node: Node, counts: list[int]) -> Iterator[str]:
    for atom, count in zip(atoms(node), counts, strict=True):
        if not count:
            yield f"Nothing matches {render(atom)}."
