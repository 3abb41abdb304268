"""The Whoosh schema of an archive.

    text     headline, then after a gap of `GAP` positions the body, as stems
    exact    the same words as they stand
    id, outlet, author, place    whole values
    path, url                    the folder and the site, whole; stored as they are
    day      a column: when it was published; outlet is a column too
The rest is stored and shown. How a segment keeps it all is in `docs/index-format.md`.
"""

from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis import Composable, Token

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.analysis.terms import tokens
from dateline.index.schema import ATTRIBUTES, NO_DAY, STORED


class TermAnalyzer(Composable):  # type: ignore[misc]  # Whoosh has no types
    """Our analyzer in Whoosh's protocol: stock Whoosh then reads queries as it would read documents."""

    is_morph = True

    def __init__(self, language: str | None) -> None:
        self.language = language

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        """The tokens of a text, as Whoosh asks for them."""
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
