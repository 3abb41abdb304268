"""The engine over an archive on disk: every segment is searched, and the best of each make the answer."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index import store
from index.article import Article
from index.codec import ColumnarSegment
from index.container import Array, CorruptIndex
from index.schema import NO_DAY
from index.segment import Segment
from search.errors import NoSuchArticle
from search.evaluate import Evaluation, leaves
from search.facets import month_counts, outlet_counts
from search.lookup import passages
from search.mark import Marker, joined
from search.parse import render
from search.query import Everything, Node, Query, Word
from search.rank import (
    COMMON,
    PASSAGE,
    RERANKED,
    ROUND,
    Averages,
    best,
    nearness,
    norm_body,
    rarity,
    saturated,
    weights,
)
from search.relax import relaxations
from search.results import Hit, Marked, Results, ScorePart
from search.snippet import snippet


class _Part(NamedTuple):
    """A segment, which of its articles are left (None: all), and what the table of contents says of it."""

    segment: Segment
    kept: Array | None
    entry: ColumnarSegment


class _Ranked(NamedTuple):
    """An article among the matches, in the order of the answer."""

    score: float
    day: int
    id: bytes
    part: int
    doc: int


class Archive:
    """Answers queries over the archive in a folder. An archive that changes meanwhile is seen as it was when opened.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state = store.read(folder)
        self._parts = [
            _Part(entry.open(folder), entry.kept() if entry.has_deletions() else None, entry)
            for entry in self._state.segments
        ]
        self._stems: dict[str, str] = {}

    def search(self, query: Query, limit: int, offset: int = 0) -> Results:
        """See `search.engine.Engine`."""
        with self._damage():
            found = self._evaluate(query)
            total = sum(int(np.count_nonzero(one.mask)) for one in found)
            counts = [sum(len(one.leaves[at].docs) for one in found) for at in range(len(leaves(query.node)))]
            ranked = self._ranked(query, found, counts, offset + limit)[offset:]
            hits = tuple(self._hits(query, found, counts, ranked, offset))
            return Results(
                query=query.text,
                total=total,
                hits=hits,
                facets={"outlet": outlet_counts(found), "month": month_counts(found)},
                warnings=() if total else tuple(self._missing(query.node, counts)),
                relaxations=() if total else tuple(relaxations(query, self.count, self._vocabulary)),
            )

    def count(self, query: Query) -> int:
        """How many articles match."""
        return sum(int(np.count_nonzero(one.mask)) for one in self._evaluate(query))

    def article(self, wanted: str) -> Article:
        """See `search.engine.Engine`."""
        with self._damage():
            for part in self._parts:
                doc = part.segment.find_id(wanted.encode("utf-8", "replace"))
                if doc is not None and (part.kept is None or part.kept[doc]):
                    return Article(**part.segment.stored(doc))
            files = store.read_files(self.folder, self._state.generation)
            ids = [(name, identity) for name, record in files.items() for identity in record.articles.values()]
            named = [i for name, i in ids if name == wanted] or [
                i for name, i in ids if f"/{name}".endswith(f"/{wanted}") or f"/{i}".endswith(f"/{wanted}")
            ]
            if len(named) != 1:
                raise NoSuchArticle(wanted, sorted(named))
            return self.article(named[0])

    def mark(self, query: Query, article: Article) -> tuple[Marked, Marked]:
        """See `search.engine.Engine`."""
        marker = Marker(query.node, self.stem)
        return (
            Marked(article.title, marker.title(article.title)),
            Marked(article.body, joined(marker.body(article.body))),
        )

    def status(self) -> dict[str, Any]:
        """See `search.engine.Engine`. Reads every byte, so that damage is found."""
        from search.status import status

        with self._damage():
            for part in self._parts:
                part.segment.verify()
            return status(self.folder, self._state, self._evaluate(Query("", Everything())))

    def stem(self, term: str) -> str:
        """A term's stem: as a segment has it, else the stemmer's."""
        if term not in self._stems:
            self._stems[term] = self._known_stem(term) or self._analyzer.stem(term)
        return self._stems[term]

    def _known_stem(self, term: str) -> str | None:
        for part in self._parts:
            word = part.segment.words.find(term.encode("utf-8", "replace"))
            if word is not None:
                return part.segment.stems[int(part.segment.word_stem[word])].decode()
        return None

    @cached_property
    def _analyzer(self) -> Any:
        from index.analysis import Analyzer

        return Analyzer(self._state.language)

    @cached_property
    def _averages(self) -> Averages:
        lengths = [part.segment.lengths if part.kept is None else part.segment.lengths[part.kept] for part in self._parts]
        count = sum(map(len, lengths))
        title, body = (sum(int(rows[:, at].sum()) for rows in lengths) / max(count, 1) for at in (0, 1))
        return Averages(count, title or 1.0, body or 1.0)

    def _evaluate(self, query: Query) -> list[Evaluation]:
        return [Evaluation(part.segment, part.kept, query, self.stem) for part in self._parts]

    def _ranked(self, query: Query, found: list[Evaluation], counts: list[int], limit: int) -> list[_Ranked]:
        """The first `limit` matches in the order that the query asks for."""
        pairs = self._pairs(query, counts)
        ranked = []
        for number, one in enumerate(found):
            docs = np.flatnonzero(one.mask)
            scores = self._scores(one, counts)[docs]
            day = one.segment.day[docs].astype(np.int64)
            order = np.empty(len(one.segment), np.int64)
            order[one.segment.id_order] = np.arange(len(order))
            for at in best([*_keys(query, scores, day), -order[docs]], max(limit, RERANKED if pairs else 0)).tolist():
                doc = int(docs[at])
                ranked.append(_Ranked(float(scores[at]), int(day[at]), one.segment.ids[doc], number, doc))
        ranked.sort(key=lambda item: _order(query, item))
        if pairs:
            first = self._with_nearness(ranked[:RERANKED], found, pairs)
            ranked[:RERANKED] = sorted(first, key=lambda item: _order(query, item))
        return ranked[:limit]

    def _pairs(self, query: Query, counts: list[int]) -> list[tuple[Word, Word, float]]:
        """The words side by side in the query that may gain by being near, with the lesser rarity of each two."""
        if query.sort != "relevance":
            return []
        words = list(zip(leaves(query.node), counts, strict=True))
        total = self._averages.count
        return [
            (one, other, min(rarity(total, n), rarity(total, m)))
            for (one, n), (other, m) in pairwise(words)
            if isinstance(one, Word) and isinstance(other, Word) and one.zone == other.zone == "text"
            if one.term != other.term and n and m and max(n, m) <= COMMON * total
        ]

    def _with_nearness(
        self, ranked: list[_Ranked], found: list[Evaluation], pairs: list[tuple[Word, Word, float]]
    ) -> list[_Ranked]:
        """The same articles with what nearness adds to their scores."""
        scored = []
        for number, one in enumerate(found):
            items = sorted((item for item in ranked if item.part == number), key=lambda item: item.doc)
            docs = np.array([item.doc for item in items], np.int64)
            parts = list(self._nearness(one, docs, pairs)) if items else []
            gains = zip(*(part.tolist() for part in parts), strict=True)
            scored += [item._replace(score=sum(gain, item.score)) for item, gain in zip(items, gains, strict=True)]
        return scored

    def _nearness(self, one: Evaluation, docs: Array, pairs: list[tuple[Word, Word, float]]) -> Iterator[Array]:
        norm = norm_body(one.segment.lengths[docs], self._averages)
        masks = {
            word: passages(one.segment, word, docs, self.stem, PASSAGE, ROUND)
            for word in dict.fromkeys(word for pair in pairs for word in pair[:2])
        }
        for word, other, lesser in pairs:
            yield nearness(masks[word], masks[other], norm, lesser)

    def _scores(self, one: Evaluation, counts: list[int]) -> Array:
        scores = np.zeros(len(one.segment))
        for found, matching in zip(one.leaves, counts, strict=True):
            if len(found.docs):
                weight = weights(found, one.segment.lengths, self._averages)
                scores[found.docs] += saturated(weight, rarity(self._averages.count, matching))
        return scores

    def _hits(
        self, query: Query, found: list[Evaluation], counts: list[int], ranked: list[_Ranked], offset: int
    ) -> Iterator[Hit]:
        marker = Marker(query.node, self.stem)
        for rank, item in enumerate(ranked, offset + 1):
            stored = found[item.part].segment.stored(item.doc)
            yield Hit(
                rank=rank,
                id=stored["id"],
                score=item.score,
                title=Marked(stored["title"], marker.title(stored["title"])),
                date=stored["date"],
                outlet=stored["outlet"],
                author=stored["author"],
                place=stored["place"],
                url=stored["url"],
                path=stored["path"],
                snippet=snippet(stored["body"], marker.body(stored["body"])) if query.snippets else Marked(""),
                explanation=tuple(
                    self._explained(query, found[item.part], counts, item.doc, reranked=rank <= RERANKED)
                    if query.explain
                    else ()
                ),
            )

    def _explained(
        self, query: Query, one: Evaluation, counts: list[int], doc: int, *, reranked: bool
    ) -> Iterator[ScorePart]:
        """The true parts of a score: they add up to it."""
        for leaf, found, matching in zip(leaves(query.node), one.leaves, counts, strict=True):
            at = np.flatnonzero(found.docs == doc)
            if not len(at):
                yield ScorePart(render(leaf), 0.0, "not in this article")
                continue
            worth = rarity(self._averages.count, matching)
            part = saturated(weights(found, one.segment.lengths, self._averages)[at], worth)
            title, body, lead = (int(counts[at][0]) for counts in (found.title, found.count - found.title, found.lead))
            detail = (
                f"{matching:,} of {self._averages.count:,} articles, so it counts {worth:.3f}; "
                f"{title} in the headline, {body} in the body, {lead} of them in the lead"
            )
            yield ScorePart(render(leaf), float(part[0]), detail)
        pairs = self._pairs(query, counts) if reranked else []
        for (word, other, _), gain in zip(pairs, self._nearness(one, np.array([doc]), pairs), strict=True):
            yield ScorePart(f"{render(word)} near {render(other)}", float(gain[0]), f"in passages of {PASSAGE} words")

    def _missing(self, node: Node, counts: list[int]) -> Iterator[str]:
        for leaf, count in zip(leaves(node), counts, strict=True):
            if not count:
                yield f"Nothing matches {render(leaf)}."

    def _vocabulary(self) -> list[tuple[bytes, int]]:
        """Every word of the archive and in how many articles it stands."""
        total: dict[bytes, int] = {}
        for part in self._parts:
            for number, word in enumerate(part.segment.words):
                run = part.segment.word_run(number)
                total[word] = total.get(word, 0) + run.stop - run.start
        return list(total.items())

    @contextmanager
    def _damage(self) -> Iterator[None]:
        """Whatever damaged arrays make NumPy or a decoder say is the index's fault, not the user's."""
        try:
            yield
        except (IndexError, KeyError, ValueError, struct.error, zlib.error, UnicodeDecodeError) as error:
            raise CorruptIndex(self.folder, f"{type(error).__name__}: {error}") from error


def _keys(query: Query, scores: Array, day: Array) -> list[Array]:
    """What is compared, largest first, before the id. An undated article comes last by date, either way."""
    if query.sort == "relevance":
        return [scores, day]
    return [day if query.sort == "newest" else np.where(day == NO_DAY, -np.iinfo(np.int64).max, -day)]


def _order(query: Query, item: _Ranked) -> tuple[Any, ...]:
    """The same for the chosen, smallest first, and the id."""
    if query.sort == "relevance":
        return (-item.score, -item.day, item.id)
    return (-item.day if query.sort == "newest" else item.day or float("inf"), item.id)
