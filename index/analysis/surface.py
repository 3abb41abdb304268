"""Surface forms: words as they stand in a text, where capitals or a symbol beside them say more than their terms do.

There are two kinds. A word with capitals has one behind its first letter, or one and a digit, the points of `U.S.`
dropped: `US`, told from `us`, and `MPs`, `iPhone`, `G7`. It has up to fifteen letters and digits, or six where all are
capitals. A word with a symbol is its term and a currency's symbol before it, or `+`, `++` or `#` after it: `$1.5bn`,
`c++`; of a number also a per cent sign after it, or a currency's, which is put before: `50%`, and `€50` for `50 €`; of
a capital or a word with capitals also a hyphen and a number: `F-16`, `COVID-19`.

Words of capitals and digits alone count nowhere where capitals are the rule: in a line without two small letters side
by side, such as a headline in capitals, and among three words in capitals or more in a row, unless a comma parts them.
Letters of Latin, Greek and Cyrillic have capitals here, and those of Armenian.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from string import digits

from dateline.index.analysis.terms import APOSTROPHES, Token, normalize, tokens

CURRENCIES = "$£€¥"
HYPHENS = "-‐‑"
LONGEST, LONGEST_MIXED = 6, 15
"""Letters of a word of capitals at most; letters and digits of another word with capitals."""
NUMBER_MAX = 7
"""Digits and letters of a number after a hyphen at most."""
BEYOND = "\u0800"
"""The first letter whose capitals don't count: it and those behind it are of three bytes or more in UTF-8."""


def surface_forms(text: str) -> Iterator[Token]:
    """The surface forms of a text in order, in place of terms; a token has at most three."""
    for token in tokens(text):
        for form in forms_of(text, token):
            yield Token(form, token.start, token.end)


def forms_of(text: str, token: Token) -> list[str]:
    """The surface forms of a token of a text."""
    form = with_capitals(text[token.start : token.end])
    if form and of_capitals(form):
        begin, end = text.rfind("\n", 0, token.start) + 1, text.find("\n", token.start)
        line, at = text[begin : len(text) if end < 0 else end], token.start - begin
        form = "" if in_capitals(line) or in_a_row(line, at) else form
    return [form] * bool(form) + with_symbols(text, token)


def with_capitals(token: str) -> str:
    """A token as a word with capitals, or nothing: without points and a possessive `'s`."""
    if token.isalpha() and token[1:].islower():  # as most are
        return ""
    core, *rest = re.split(f"[{APOSTROPHES}]", token) if not token.isalnum() else [token]
    core = core if core[:1].isdigit() else core.replace(".", "")
    most = LONGEST if all(map(str.isupper, core)) else LONGEST_MIXED
    if not (2 <= len(core) <= most and rest in ([], ["s"], ["S"]) and all(map(_is_cased, core))):
        return ""
    capitals = [letter.isupper() for letter in core]
    return core if any(capitals[1:]) or (capitals[0] and any(map(str.isdigit, core))) else ""


def _is_cased(letter: str) -> bool:
    return letter < BEYOND and (letter.isupper() or letter.islower() or letter in digits)


def of_capitals(form: str) -> bool:
    """Whether a word with capitals has no small letters."""
    return all(letter.isupper() or letter in digits for letter in form)


def with_symbols(text: str, token: Token) -> list[str]:
    """A token of a text with each symbol that adjoins it; nothing adjoins the last point of `U.S.`, though."""
    term, start, end = token
    found = [text[start - 1] + term] if start and text[start - 1] in CURRENCIES else []
    after = _after().match(text, end) if end < len(text) and text[end - 1] != "." else None
    if not after:
        return found
    symbol, of_number, number = after.groups()
    if symbol:
        found.append(term + symbol)
    elif of_number and term[0].isdigit():
        found.append(f"{term}%" if of_number == "%" else of_number + term)
    elif number and _is_numbered(text[start:end]):
        found.append(f"{text[start:end]}-{number}")
    return found


def _is_numbered(word: str) -> bool:
    """Whether a number after a hyphen belongs to a word: it is a capital or has capitals."""
    return word.isalnum() and bool(with_capitals(word) or (len(word) == 1 and word.isupper() and word < BEYOND))


@cache
def _after() -> re.Pattern[str]:
    """What may stand after a word: not before another one."""
    number = rf"[{HYPHENS}]([0-9][0-9A-Za-z]{{0,{NUMBER_MAX - 1}}})(?![.,]?\w)"
    return re.compile(rf"(\+\+?|#)(?![\w+#])|[ \u00a0\u202f]?([%{CURRENCIES}])(?!\w)|{number}")


def plain_term(form: str) -> str:
    """The term of the words that have a surface form."""
    return normalize(form.strip(f"{CURRENCIES}%+#").partition("-")[0])


def in_capitals(line: str) -> bool:
    """Whether a line has no two small letters side by side."""
    if line.isascii():
        return not re.search("[a-z]{2}", line)
    small = [letter.isalpha() and not letter.isupper() for letter in line]
    return not any(one and other for one, other in pairwise(small))


def in_a_row(line: str, at: int) -> bool:
    """Whether the word at a place is one of three or more in a row that begin and end with a capital of ASCII."""
    return any(row.start() <= at < row.end() for row in _rows().finditer(line))


@cache
def _rows() -> re.Pattern[str]:
    """Words as `index.analysis.chunks` cuts them, one blank between two."""
    inside = r"[A-Za-z0-9.,'`\x80-\U0010ffff]"
    word = f"[A-Z](?:{inside}*[A-Z])?"
    return re.compile(rf"(?<!{inside})[.,'`]?{word}(?: {word}){{2,}}(?=[.,'`]{{0,2}}(?!{inside}))")
