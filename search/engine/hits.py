"""Ranked articles as hits: their fields, what of them matches, the parts of their scores, their copies."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dateline.search.engine.ranking import RankedDoc, Ranking
from dateline.search.highlight.marker import Marker
from dateline.search.highlight.snippet import snippet
from dateline.search.query.render import render
from dateline.search.query.tree import Node, atoms
from dateline.search.results import Copy, Hit, Marked

Versions = Callable[[int, int], list[tuple[Any, Copy]]]


def hits_of(
    ranking: Ranking, ranked: Iterable[RankedDoc], marker: Marker, versions: Versions, first_rank: int
) -> Iterator[Hit]:
    """The hits that some articles of a ranking make.

    Args:
        ranking: The ranking.
        ranked: The articles.
        marker: Of the query.
        versions: Gives, for a segment's number and an article's there, the article and its copies in time's order, each
            with the same two numbers if it is in the ranking's segments; or none.
        first_rank: The rank of the first of them.
    """
    query = ranking.query
    for rank, one in enumerate(ranked, first_rank):
        place = one.segment_number, one.doc
        stored = ranking.views[one.segment_number].segment.stored(one.doc)
        copies = versions(*place)
        yield Hit(
            rank=rank,
            id=stored["id"],
            score=one.score,
            title=Marked(stored["title"], marker.title(stored["title"])),
            date=stored["date"],
            outlet=stored["outlet"],
            author=stored["author"],
            place=stored["place"],
            url=stored["url"],
            path=stored["path"],
            snippet=snippet(stored["body"], marker.body(stored["body"])) if query.snippets else Marked(""),
            explanation=tuple(ranking.explained(one)) if query.explain else (),
            copies=tuple(copy for other, copy in copies if other != place),
            earliest=any(copy.earliest for other, copy in copies if other == place),
        )


def missing(node: Node, counts: list[int]) -> Iterator[str]:
    """Of each atom that no article has, that it is so."""
    for atom, count in zip(atoms(node), counts, strict=True):
        if not count:
            yield f"Nothing matches {render(atom)}."
