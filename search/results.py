"""What an engine answers. Plain values: every renderer works from these and nothing else.

Their forms as dictionaries are the records of every export: the same names and values in JSON and in Python.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dateline.index.errors import DatelineError
from dateline.index.schema import UNKNOWN

if TYPE_CHECKING:
    import pandas as pd

Span = tuple[int, int]
Duplicates = Literal["fold", "show", "only"]
"""Of copies of a story the best alone; each of them; the best alone, and only stories that have copies."""

COLUMNS = ("rank", "id", "score", "title", "date", "outlet", "author", "place", "url", "path", "snippet", "copies")
"""The values of a hit, in the order of every table and record."""
_PLAIN = COLUMNS[:-1]
"""Those that a `Hit` has first."""


class MissingPandas(DatelineError):
    """A frame is asked for where pandas is not installed."""

    def __str__(self) -> str:
        return "to_frame needs pandas, which is not installed; `pip install pandas`, or use to_dicts"


class Marked(NamedTuple):
    """A text and the spans of it that match the query, in order, not overlapping: `text[start:end]`."""

    text: str
    spans: tuple[Span, ...] = ()


class ScorePart(NamedTuple):
    """What one part of the query gives to a hit's score: `what` in the user's words, `detail` the figures."""

    what: str
    score: float
    detail: str


class Copy(NamedTuple):
    """Another article of a hit's text, or nearly so. `earliest`: no copy has an earlier day, and some have a later."""

    id: str
    outlet: str | None
    date: str | None
    earliest: bool


class Hit(NamedTuple):
    """One article found. `rank` counts from 1 over all pages; `snippet` is a fragment of the body; `copies` are its
    copies in the archive, whether they match or not, in time's order, undated ones last; `earliest` is as of a `Copy`.
    """

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
    copies: tuple[Copy, ...] = ()
    earliest: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The hit as JSON has it: `COLUMNS`, of which `title` is plain text, `snippet` `{text, spans}` and `copies`
        `[{id, outlet, date, earliest}]`, and `earliest`.

        Spans count code points. An explained hit has `explanation: [{what, score, detail}]`. A value that is missing,
        and a score that JSON can't hold, is None.
        """
        record = dict(zip(_PLAIN, self, strict=False)) | {
            "score": _finite(self.score),
            "title": self.title.text,
            "snippet": {"text": self.snippet.text, "spans": [list(span) for span in self.snippet.spans]},
            "copies": [copy._asdict() for copy in self.copies],
            "earliest": self.earliest,
        }
        if self.explanation:
            record["explanation"] = [part._asdict() | {"score": _finite(part.score)} for part in self.explanation]
        return record

    def to_row(self) -> dict[str, Any]:
        """The hit as a table has it: `COLUMNS`, the snippet as plain text too, and the copies as `also_in` has them."""
        return dict(zip(COLUMNS, self.columns(), strict=True))

    def columns(self) -> tuple[str | int | float | None, ...]:
        """The values of `to_row`."""
        rank, identity, score, title, *others, snippet = self[:11]
        return rank, identity, _finite(score), title.text, *others, snippet.text, self.also_in()

    def also_in(self) -> str:
        """Where the copies are: `Harbour Courier (2025-04-24, earliest); (unknown) (no date)`."""
        if not self.copies:
            return ""
        return "; ".join(
            f"{copy.outlet or UNKNOWN} ({copy.date or 'no date'}{', earliest' * copy.earliest})" for copy in self.copies
        )


class FacetCount(NamedTuple):
    """How many of all the matches have this value."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple's method of this name is not missed


class ListedValue(NamedTuple):
    """An outlet, author or place: how many articles have it, and the first and the last ISO day among these."""

    value: str
    count: int  # type: ignore[assignment]  # as above
    first: str | None
    last: str | None


class Counted(NamedTuple):
    """How many stories match a query, and how many articles that leaves out: as of `Results`."""

    total: int
    copies: int


class Relaxation(NamedTuple):
    """A query that the user may choose instead, how it differs, and `total` and `copies` of its answer."""

    query: str
    why: str
    total: int
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query. Iterating goes through the hits, and `len` counts them.

    Attributes:
        query: The query as the user wrote it.
        total: How many stories match, on all pages: articles, of which copies of one another count once, or with
            `duplicates="show"` each.
        hits: This page of them, in order.
        facets: Over all articles that match, copies included: `outlet`, most first, a missing one as `(unknown)`;
            `month` (`2025-04`), in time's order, a missing date as `(undated)` last; where the query wants them, other
            attributes as `outlet` is, and `day`, those that matches have.
        warnings: Whole sentences the user should read.
        relaxations: Where nothing matched: what would; else other spellings of words that match more.
        offset: How many hits this page passes over.
        copies: How many matching articles `total` leaves out, as copies of others that match.
        duplicates: What was asked for: `fold`, `show` or `only`.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    offset: int = 0
    copies: int = 0
    duplicates: Duplicates = "fold"

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def to_dict(self) -> dict[str, Any]:
        """The answer as `dateline search --format json` writes it.

        `{query, total, copies, duplicates, hits: [Hit.to_dict(), ..], facets: {outlet: [{value, count}],
        month: [{value, count}]}, warnings: [..]}`, and, where something is offered,
        `relaxations: [{query, why, total, copies}]`.
        """
        record: dict[str, Any] = {
            "query": self.query,
            "total": self.total,
            "copies": self.copies,
            "duplicates": self.duplicates,
            "hits": self.to_dicts(),
            "facets": {name: [count._asdict() for count in counts] for name, counts in self.facets.items()},
            "warnings": list(self.warnings),
        }
        if self.relaxations:
            record["relaxations"] = [relaxation._asdict() for relaxation in self.relaxations]
        return record

    def to_dicts(self) -> list[dict[str, Any]]:
        """The hits as dictionaries, each `Hit.to_dict()`."""
        return [hit.to_dict() for hit in self.hits]

    def to_frame(self) -> "pd.DataFrame":
        """The hits as a pandas frame: a row each, the columns `COLUMNS`, dates as `datetime64[s]`.

        Raises:
            MissingPandas: pandas is not installed; Dateline itself does without it.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingPandas from error
        frame = pd.DataFrame([hit.to_row() for hit in self.hits], columns=list(COLUMNS))
        return frame.astype({"date": "datetime64[s]"})


class HitStream(NamedTuple):
    """As many hits as anybody wants, each read when it is asked for, once; `query` and `total` are as `Results` has
    them. What matches in headlines may be left unmarked.
    """

    query: str
    total: int
    hits: Iterator[Hit]


Answer = Results | HitStream


def _finite(score: float) -> float | None:
    """JSON has no NaN or infinity."""
    return score if math.isfinite(score) else None
