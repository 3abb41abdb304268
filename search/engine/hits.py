"""Ranked articles as hits: their fields, what of them matches, the parts of their scores, their copies; and the answer
where there are none.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from dateline.index.analysis.surface import plain_term
from dateline.index.segment.reader import PackedArticle
from dateline.search.engine.explained import explained
from dateline.search.engine.ranking import RankedDoc, Ranking
from dateline.search.highlight.marker import Marker
from dateline.search.highlight.snippet import snippet
from dateline.search.query.forms import scoring_atoms
from dateline.search.query.render import render
from dateline.search.query.syntax import shown
from dateline.search.query.tree import Node, Query, SurfaceForm, atoms
from dateline.search.results import Copy, Hit, Marked, Results

if TYPE_CHECKING:
    from dateline.search.query.absent import Count, Days, Names
    from dateline.search.query.relax import Words

Versions = Callable[[int, int], list[tuple[Any, Copy]]]
Shared = Callable[[int, int], Collection[int]]
Fields = dict[str, Any]
"""An article's, as `index.segment.reader.SegmentReader.stored` gives them."""
_RELEASED_AFTER = 16
"""Articles after which so much of the index is in memory that some is given back."""
_AHEAD_MAX = 1 << 25
"""Bytes of articles that are read ahead at most, but for the last one."""


def stored_of(ranking: Ranking, ranked: Iterable[RankedDoc]) -> Iterator[Fields]:
    """The fields of articles of a ranking."""
    return (ranking.views[one.segment_number].stored(one.doc) for one in ranked)


def read_ahead(ranking: Ranking, ranked: Sequence[RankedDoc], release: Callable[[], None]) -> Iterator[Fields]:
    """`stored_of` for many: their bytes are read before, in the order in which they lie on the disk, since what is near
    is then in memory. `release` gives back what was read.
    """
    packed, left = dict[RankedDoc, PackedArticle](), _AHEAD_MAX
    for number, one in enumerate(sorted(ranked, key=lambda one: one[1:3]), 1):
        if left > 0:
            packed[one] = found = ranking.views[one.segment_number].segment.packed(one.doc)
            left -= len(found[1])
        if not number % _RELEASED_AFTER:
            release()
    for number, one in enumerate(ranked, 1):
        view = ranking.views[one.segment_number]
        yield view.stored(one.doc, packed.pop(one, None))
        if not number % _RELEASED_AFTER:
            release()  # copies have been looked up


def hits_of(
    ranking: Ranking,
    ranked: Sequence[RankedDoc],
    articles: Iterable[Fields],
    marker: Marker,
    versions: Versions,
    shared: Shared,
    first_rank: int,
    *,
    mark_titles: bool = True,
) -> Iterator[Hit]:
    """The hits that some articles of a ranking make.

    Args:
        ranking: The ranking.
        ranked: The articles.
        articles: Their fields.
        marker: Of the query.
        versions: Gives, for a segment's number and an article's there, the article and its copies in time's order, each
            with the same two numbers if it is in the ranking's segments; or none.
        shared: Gives, for the same two numbers, which passages of the article other stories share.
        first_rank: The rank of the first of them.
        mark_titles: Whether to mark what matches in headlines.
    """
    query = ranking.query
    explanations = explained(ranking, ranked) if query.explain else repeat(())
    for rank, (one, stored, explanation) in enumerate(zip(ranked, articles, explanations, strict=False), first_rank):
        place = one.segment_number, one.doc
        copies = versions(*place)
        yield Hit(
            rank=rank,
            id=stored["id"],
            score=one.score,
            title=Marked(stored["title"], marker.title(stored["title"]) if mark_titles else ()),
            date=stored["date"],
            outlet=stored["outlet"],
            author=stored["author"],
            place=stored["place"],
            url=stored["url"],
            path=stored["path"],
            snippet=_snippet(query, stored["body"], marker, shared(*place)) if query.snippets else Marked(""),
            explanation=explanation,
            copies=tuple(copy for other, copy in copies if other != place),
            earliest=any(copy.earliest for other, copy in copies if other == place),
        )


def _snippet(query: Query, body: str, marker: Marker, shared: Collection[int]) -> Marked:
    return snippet(body, marker.body(body), shared, context=query.context)


def nothing(
    query: Query,
    counts: list[int],
    count: "Count",
    words: "Words",
    articles: int,
    names: "Names",
    days: "Callable[[], Days | None]",
    warnings: Iterable[str] = (),
) -> Results:
    """The answer where nothing matches: what does not, and what would.

    Args:
        query: The query.
        counts: In how many articles each of its atoms stands.
        count: See `search.query.relax.relaxations`, as for `words` and `names`.
        words: The same.
        articles: The same.
        names: The same.
        days: See `search.query.absent.undated`.
        warnings: What is to be said besides.
    """
    from dateline.search.query.absent import undated, unnamed  # seldom needed
    from dateline.search.query.relax import relaxations

    absent = (*_missing(query.node, counts), *unnamed(query, count, names), *undated(query, count, days))
    return Results(
        query=query.text,
        total=0,
        hits=(),
        facets={"outlet": (), "month": ()},
        warnings=(*query.notes, *absent, *warnings),
        relaxations=tuple(relaxations(query, count, words, articles, names)),
        duplicates=query.duplicates,
    )


def unwritten(query: Query, counts: Sequence[int]) -> Iterator[str]:
    """Of each word of a query with a symbol that no article has with it, that it is so; `counts` as for `nothing`."""
    for atom, count in zip(scoring_atoms(query), counts, strict=True):
        if isinstance(atom, SurfaceForm) and atom.preferred and not (count or atom.form.isalnum()):
            written = shown(query.text[slice(*atom.span)])
            yield f"No article has {written} as written; these have {plain_term(atom.form)}."


def _missing(node: Node, counts: list[int]) -> Iterator[str]:
    """Of each atom that no article has, that it is so."""
    for atom, count in zip(atoms(node), counts, strict=False):  # those that only score come last
        if not count:
            yield f"Nothing matches {render(atom)}."
