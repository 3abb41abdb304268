"""Surface forms: words as they stand in a text, where capitals or a symbol beside them say more than their terms do.

There are two kinds. An acronym is two to six letters all in capitals, the points of `U.S.` dropped: `US`, told from
`us`. A word with a symbol is its term and a currency's symbol before it, or `+`, `++` or `#` after it: `$1.5bn`,
`c++`; of a number also a per cent sign after it, or a currency's, which is put before: `50%`, and `€50` for `50 €`.

There are no acronyms where capitals are the rule: in a line without two small letters side by side, such as a headline
in capitals, and among three words in capitals or more in a row, unless a comma parts them. Letters of Latin, Greek and
Cyrillic have capitals here, and those of Armenian; letters of scripts without case count as small ones.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from dateline.index.analysis.terms import APOSTROPHES, Token, normalize, tokens

CURRENCIES = "$£€¥"
LONGEST = 6
"""Letters of an acronym at most."""
BEYOND = "\u0800"
"""The first letter whose capitals don't count: it and those behind it are of three bytes or more in UTF-8."""


def surface_forms(text: str) -> Iterator[Token]:
    """The surface forms of a text in order, in place of terms; a token has at most three."""
    for token in tokens(text):
        for form in forms_of(text, token):
            yield Token(form, token.start, token.end)


def forms_of(text: str, token: Token) -> list[str]:
    """The surface forms of a token of a text."""
    acronym = as_acronym(text[token.start : token.end])
    if acronym:
        begin, end = text.rfind("\n", 0, token.start) + 1, text.find("\n", token.start)
        line, at = text[begin : len(text) if end < 0 else end], token.start - begin
        acronym = "" if in_capitals(line) or in_a_row(line, at) else acronym
    return [acronym] * bool(acronym) + with_symbols(text, token)


def as_acronym(token: str) -> str:
    """A token as an acronym, or nothing: without points and a possessive `'s`."""
    if not token[:1].isupper():
        return ""
    core, *rest = re.split(f"[{APOSTROPHES}]", token) if not token.isalpha() else [token]
    core = core.replace(".", "")
    is_one = 2 <= len(core) <= LONGEST and all(letter.isupper() and letter < BEYOND for letter in core)
    return core if is_one and rest in ([], ["s"], ["S"]) else ""


def with_symbols(text: str, token: Token) -> list[str]:
    """A token of a text with each symbol that adjoins it; nothing adjoins the last point of `U.S.`."""
    term, start, end = token
    found = [text[start - 1] + term] if start and text[start - 1] in CURRENCIES else []
    after = _after().match(text, end) if end < len(text) and text[end - 1] != "." else None
    if after and after[1]:
        found.append(term + after[1])
    elif after and term[0].isdigit():
        found.append(f"{term}%" if after[2] == "%" else after[2] + term)
    return found


@cache
def _after() -> re.Pattern[str]:
    """What may stand after a word: not before another one."""
    return re.compile(rf"(\+\+?|#)(?![\w+#])|[ \u00a0\u202f]?([%{CURRENCIES}])(?!\w)")


def plain_term(form: str) -> str:
    """The term of the words that have a surface form."""
    return normalize(form.strip(f"{CURRENCIES}%+#"))


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
