"""What is said beside an answer of how its query was understood, where another reading is as likely."""

import re
from collections.abc import Iterator

from dateline.index.analysis.surface import CURRENCIES
from dateline.index.analysis.terms import tokens
from dateline.search.calendar import MONTHS
from dateline.search.query.parse import Token, lex, parse_lenient
from dateline.search.query.syntax import LETTER, shown
from dateline.search.query.tree import Dates, Phrase, Word, leaves

_OPERATORS = {
    "or": "write OR in capitals for one or the other",
    "not": "write NOT in capitals, or -, to leave out what follows",
}
_ENDS, _BEGINS = ("word", "quote", ")"), ("word", "quote", "(", "field", "-", "+", "NOT")
"""Tokens that a part of a query ends and begins with."""
_JOINED = rf"{LETTER}{{2,}}(?:[/,;]{LETTER}{{2,}})+"
_DATED = r"(?ai)(?:date|after|before):|[12][0-9]{3}(?:[-/.][0-9]|\.\.)"
_DAYS = r"[12][0-9]{3}(?:(?:-[0-9]{1,2}|(?:[-/.][0-9]{1,2}){2})(?:\.\.[0-9./-]*)?|\.\.[0-9./-]*)"
_DISTANCE = r"(?ai:near|adj)|(?ai:near|adj|pre)[0-9]{1,2}|[nNwW][0-9]|SAME|WITH|BEFORE|AFTER"
"""What other tools write between words that stand near each other, and may be words."""
_BETWEEN = ("to", "until", "till", "through", "and", "or")


def notes(text: str) -> tuple[str, ...]:
    """Whole sentences about a query, each once: of operators in small letters and of other tools' for words near each
    other, which are words here, of an exact amount before a word, of words joined by a slash or a comma, of marks at a
    word's end, of single quotes, and of dates that stand behind no `date:`.
    """
    found = lex(text)
    said = dict.fromkeys(
        note
        for before, token, after in zip([None, *found], found, found[1:], strict=False)
        if token.kind == "word" and not (before and before.kind == "field")
        for note in (*_notes(text, before.kind if before else "", token, after), *_near(text, before, token, after))
    )
    return (*said, *_single_quotes(text, found), *_dates(text))


def _near(text: str, before: Token | None, token: Token, after: Token) -> Iterator[str]:
    """Of a word between two others that may be meant for their distance."""
    raw, following = text[token.start : token.end], text[after.start : after.end]
    is_shouted = raw != raw.lower() and text == text.upper()
    if not before or before.kind not in _ENDS or after.kind not in _BEGINS or is_shouted:
        return
    if raw.lower() == "xor":
        yield f"{shown(raw)} is searched for as a word; write (a -b) OR (b -a) for one without the other."
    elif re.fullmatch(_DISTANCE, raw) or (raw.lower() == "within" and re.fullmatch("/?[0-9]+", following)):
        distance = re.sub("[^0-9]", "", following if raw.lower() == "within" else raw)[:2] or 5
        words = [text[one.start : one.end] for one in (before, after) if one.kind == "word"]
        is_short = len(words) == 2 and all(re.fullmatch(rf"{LETTER}{{1,20}}", word) for word in words)
        quoted = " ".join(words) if is_short else "a b"
        yield f'{shown(raw)} is searched for as a word; for words near each other write "{quoted}"~{distance}.'


def _notes(text: str, before: str, token: Token, after: Token) -> Iterator[str]:
    raw, following = text[token.start : token.end], text[after.start : after.end]
    operator = raw.lower()
    if re.fullmatch(rf"{LETTER}{{3,}}[!$%]", raw) and raw == operator:
        yield f"{shown(raw)} is searched for as {raw[:-1]}; words that begin so are {raw[:-1]}*."
    if after.kind in _BEGINS and (operator == "not" or (operator == "or" and before in _ENDS)):
        yield f"{shown(raw)} is searched for as a word; {_OPERATORS[operator]}."
    if before in _ENDS and operator == "but" and after.kind in ("NOT", "-"):
        yield f"{shown(raw)} is searched for as a word; leave it out before {after.kind}."
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
