"""What is said beside an answer of how its query was understood, where another reading is as likely."""

import re
from collections.abc import Iterator

from dateline.index.analysis.surface import CURRENCIES
from dateline.index.analysis.terms import tokens
from dateline.search.calendar import MONTHS
from dateline.search.query.atoms import LETTER, shown
from dateline.search.query.parse import Token, lex, parse_lenient
from dateline.search.query.tree import Dates, Phrase, Word, leaves

_OPERATORS = {
    "or": "write OR in capitals for one or the other",
    "not": "write NOT in capitals, or -, to leave out what follows",
}
_ENDS, _BEGINS = ("word", "quote", ")"), ("word", "quote", "(", "field", "-", "+", "NOT")
"""Tokens that a part of a query ends and begins with."""
_JOINED = rf"{LETTER}{{2,}}(?:[/,;]{LETTER}{{2,}})+"
_DATED = r"(?ai)(?:date|after|before):|[12][0-9]{3}(?:-[0-9]|\.\.)"
_DAYS = r"[12][0-9]{3}(?:(?:-[0-9]{1,2}){1,2}(?:\.\.[0-9.-]*)?|\.\.[0-9.-]*)"
_BETWEEN = ("to", "until", "till", "through", "and", "or")


def notes(text: str) -> tuple[str, ...]:
    """Whole sentences about a query, each once: of operators in small letters, which are words here, of an exact amount
    before a word, of words joined by a slash or a comma, of a question's mark, of single quotes, and of dates
    that stand behind no `date:`.
    """
    found = lex(text)
    said = dict.fromkeys(
        note
        for before, token, after in zip(["", *(one.kind for one in found)], found, found[1:], strict=False)
        if token.kind == "word" and before != "field"
        for note in _notes(text, before, token, after)
    )
    return (*said, *_single_quotes(text, found), *_dates(text))


def _notes(text: str, before: str, token: Token, after: Token) -> Iterator[str]:
    raw, following = text[token.start : token.end], text[after.start : after.end]
    operator = raw.lower()
    if after.kind in _BEGINS and (operator == "not" or (operator == "or" and before in _ENDS)):
        yield f"{shown(raw)} is searched for as a word; {_OPERATORS[operator]}."
    if raw.startswith("==") and raw[2:3] in set(CURRENCIES) and following.isalpha():
        amount = " ".join(token.term for token in tokens(f"{raw} {following}"))
        yield f'{shown(raw)} ends there, and {shown(following)} may stand anywhere; add "{amount}" for both in a row.'
    if len(raw) <= 40 and operator != "and/or" and re.fullmatch(_JOINED, raw):
        either, both = (joint.join(re.split("[/,;]", raw)) for joint in (" OR ", " "))
        yield f"{shown(raw)} is searched for as words in a row; write ({either}) for any, {both} for all."
    if before and after.kind == "end" and re.fullmatch(rf"{LETTER}+\?", raw):
        yield f"{shown(raw)} is searched for as {raw[:-1]} and one more letter; leave out the ? for the word itself."


def _single_quotes(text: str, found: list[Token]) -> Iterator[str]:
    opening = [token for token in found if token.kind == "word" and text[token.start] in "'‘"][:1]
    closing = [token for token in found if token.kind == "word" and text[token.end - 1] in "'’"][-1:]
    if opening and closing and opening[0].start < closing[0].start:
        quoted = text[opening[0].start + 1 : closing[0].end - 1]
        example = f'"{quoted}"' if len(quoted) <= 40 else "double quotes"
        yield f"Single quotes mean nothing here; write {example} for words in a row."


def _dates(text: str) -> Iterator[str]:
    if not re.search(_DATED, text):
        return
    behind_dates = False
    for leaf in leaves(parse_lenient(text)[0]):
        raw = text[slice(*leaf.span)]
        if isinstance(leaf, Word | Phrase) and leaf.zone == "text":
            month = len(raw) > 2 and any(name.lower().startswith(raw.lower().rstrip(".")) for name in MONTHS)
            if re.fullmatch(_DAYS, raw) or (behind_dates and (month or re.fullmatch("[12][0-9]{3}", raw))):
                ours = "a date is date:2025-04, a range date:2025-04..2025-05"
                yield f"{shown(raw)} is searched for in the text; {ours}."
                return
            if raw.lower() in _BETWEEN:
                continue
        behind_dates = isinstance(leaf, Dates)
