"""What an engine answers. Plain values: every renderer works from these and nothing else."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

Span = tuple[int, int]


class Marked(NamedTuple):
    """A text and the stretches of it that match the query, in order, not overlapping: `text[start:end]`."""

    text: str
    spans: tuple[Span, ...] = ()


class ScorePart(NamedTuple):
    """What one part of the query gives to a hit's score: `what` in the user's words, `detail` the figures."""

    what: str
    score: float
    detail: str


class Hit(NamedTuple):
    """One article found. `rank` counts from 1 over all pages; `snippet` is a fragment of the body."""

    rank: int
    id: str
    score: float
    title: Marked
    date: str | None
    outlet: str | None
    author: str | None
    place: str | None
    url: str | None
    path: str
    snippet: Marked
    explanation: tuple[ScorePart, ...] = ()


class FacetCount(NamedTuple):
    """How many of all the matches have this value."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple's method of this name is not missed


class Relaxation(NamedTuple):
    """A looser query that the user may choose, why it is looser, and how many articles it finds."""

    query: str
    why: str
    total: int


class Results(NamedTuple):
    """The answer to a query.

    Attributes:
        query: The query as the user wrote it.
        total: How many articles match, on all pages.
        hits: This page of them, in order.
        facets: Over all matches: `outlet`, most first, a missing one as `(unknown)`; `month` (`2025-04`), in time's
            order, a missing date as `(undated)` last.
        warnings: Whole sentences the user should read.
        relaxations: Where nothing matched: what would.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = MappingProxyType({})
    warnings: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
