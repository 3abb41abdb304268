"""What is said beside an answer of how its query was understood, where another reading is as likely."""

from collections.abc import Iterator

from dateline.index.analysis.surface import CURRENCIES
from dateline.index.analysis.terms import tokens
from dateline.search.query.atoms import shown
from dateline.search.query.parse import Token, lex

_OPERATORS = {
    "or": "write OR in capitals for one or the other",
    "not": "write NOT in capitals, or -, to leave out what follows",
}
_ENDS, _BEGINS = ("word", "quote", ")"), ("word", "quote", "(", "field", "-", "+", "NOT")
"""Tokens that a part of a query ends and begins with."""


def notes(text: str) -> tuple[str, ...]:
    """Whole sentences about a query, each once: of operators in small letters, which are words here, and of an exact
    amount before a word.
    """
    found = lex(text)
    return tuple(
        dict.fromkeys(
            note
            for before, token, after in zip(["", *(one.kind for one in found)], found, found[1:], strict=False)
            if token.kind == "word" and before != "field" and after.kind in _BEGINS
            for note in _notes(text, before, token, after)
        )
    )


def _notes(text: str, before: str, token: Token, after: Token) -> Iterator[str]:
    raw, following = text[token.start : token.end], text[after.start : after.end]
    operator = raw.lower()
    if operator == "not" or (operator == "or" and before in _ENDS):
        yield f"{shown(raw)} is searched for as a word; {_OPERATORS[operator]}."
    if raw.startswith("==") and raw[2:3] in set(CURRENCIES) and following.isalpha():
        amount = " ".join(token.term for token in tokens(f"{raw} {following}"))
        yield f'{shown(raw)} ends there, and {shown(following)} may stand anywhere; add "{amount}" for both in a row.'
