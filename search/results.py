"""What an engine answers. Plain values: every renderer works from these and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the stretches of it that match the query, in order, not overlapping: `text[start:end]`."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one part of the query gives to a hit's score: `what` in the user's words, `detail` the figures."""

    what: str
    score: float
    detail: str


@dataclass(frozen=True, slots=True)
class Hit:
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


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of all the matches have this value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A looser query that the user may choose, why it is looser, and how many articles it finds."""

    query: str
    why: str
    total: int


@dataclass(frozen=True, slots=True)
class Results:
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
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
