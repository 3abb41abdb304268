"""The Whoosh schema of an archive, and the numbers that all of Dateline agrees on.

    text     headline, then after a gap of `GAP` positions the body, as stems
    exact    the same words as they stand
    id, outlet, author, place    whole values
    day      a column: when it was published; outlet is a column too
The rest is stored and shown. How a segment keeps it all is in `docs/index-format.md`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis import Composable, Token

from index.analysis import Analyzer, tokens

GAP = 100
"""Positions left free between headline and body, so that no phrase or proximity (at most 99) crosses it."""
LEAD = 60
"""Words of the first paragraph that count as the lead; a text without paragraphs is not all lead."""
UNKNOWN = "(unknown)"
"""How a missing outlet is shown and asked for."""
ATTRIBUTES = ("outlet", "author", "place")
STORED = ("path", "title", "date", "outlet", "author", "place", "url", "body", "evidence")
NO_DAY = 0
"""The `day` of an article without a date. A day is its proleptic Gregorian ordinal (`datetime.date.toordinal`)."""


class TermAnalyzer(Composable):  # type: ignore[misc]  # Whoosh has no types
    """Our analyzer in Whoosh's protocol: stock Whoosh then reads queries as it would read documents."""

    is_morph = True

    def __init__(self, language: str | None) -> None:
        self.language = language

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        stem = Analyzer(self.language).stem if self.language else str
        token = Token(positions=True, chars=True)
        for position, (term, start, end) in enumerate(tokens(value)):
            token.text, token.pos, token.startchar, token.endchar = stem(term), position, start, end
            token.boost = 1.0
            yield token


class Words(fields.FieldType):  # type: ignore[misc]
    """A field of words with positions; with a language its terms are stems."""

    indexed, scorable, stored, unique, vector, spelling = True, True, False, False, None, False
    multitoken_query, column_type = "phrase", None

    def __init__(self, language: str | None = None) -> None:
        self.analyzer = TermAnalyzer(language)
        self.format = formats.Positions()


def schema(language: str) -> fields.Schema:
    """The schema for an archive in this language."""
    made: dict[str, fields.FieldType] = {name: fields.STORED() for name in STORED}
    made |= {"text": Words(language), "exact": Words(), "id": fields.ID(unique=True)}
    made |= {name: fields.ID(stored=True) for name in ATTRIBUTES}
    made["outlet"].column_type = columns.RefBytesColumn()
    made["day"] = fields.COLUMN(columns.NumericColumn("I", default=NO_DAY))
    return fields.Schema(**made)


def ordinal(day: str | None) -> int:
    """An ISO day as the number that the `day` column holds."""
    return NO_DAY if day is None else date.fromisoformat(day).toordinal()


def iso(day: int) -> str | None:
    """The inverse of `ordinal`."""
    return None if day == NO_DAY else date.fromordinal(day).isoformat()


def months(days: Any) -> Any:
    """The months of an array of days: year * 12 + month, January being 0; 0 where there is no date."""
    import numpy as np

    dates = (np.asarray(days, np.int64) - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    return np.where(days == NO_DAY, 0, dates.astype("datetime64[M]").astype(np.int64) + 1970 * 12)
