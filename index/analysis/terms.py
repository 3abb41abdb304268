"""Text to terms: the one analyzer of documents, queries and snippets.

A token is a stretch of the text; its term is lower-case, with accents folded and apostrophes made one, without a
possessive `'s`, without the points of `U.S.` or the commas of `1,750`. Hyphens part words. No stop words are dropped:
phrases need them and ranking discounts them. Chinese and Japanese characters are a token each.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

APOSTROPHES = "'’‘ʼʻ`´′＇"
MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
NUMBER = r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)*"


def _word(apostrophes: str, marks: str = "", wide: str = "") -> str:
    """The pattern of a token, in texts with these apostrophes, combining marks and letters that are tokens each."""
    mark = f"[{marks}]*" if marks else ""
    letter = rf"(?:[^\W\d_{apostrophes}{wide}]{mark})"
    word = rf"(?:[^\W_{apostrophes}{wide}]{mark})"
    return (
        rf"[a-zA-Z]{{2,}}(?![\w{apostrophes}{marks}])"  # most words, found fast
        + (rf"|[{wide}]" if wide else "")
        + rf"|{letter}(?:\.{letter})+(?!{mark}{word})\.?"  # U.S., U.N
        rf"|{NUMBER}{word}*"  # 1,750 and 1.13bn and 3rd
        rf"|{word}+(?:[{apostrophes}]{word}+)*"
    )


WORD = _word(APOSTROPHES, MARKS, WIDE)
"""The tokenizer's pattern, of `nltk.tokenize.RegexpTokenizer` for articles and of `re` for queries and snippets."""

WITHIN = ".,'`"
"""What a token of ASCII may have inside, but not at its ends, beside letters and digits. Other ASCII parts tokens."""
_NO_LETTER = re.compile(rf"[^\w'.,{MARKS}]|_")  # what single characters such as ﷺ decompose to beside letters
FOLDED_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"}
"""Letters that Unicode does not decompose, as a newsroom's style book spells them."""
_ACCENTS = re.compile(f"[{FOLDED_MARKS}]")
_PIECE = 1000
"""Characters that are folded at once: the time that Unicode's normal forms take grows with the square of the marks that
stand on one letter.
"""
_PIECES = re.compile(rf"(?s:.{{1,{_PIECE}}}(?= )|.{{1,{_PIECE}}})")
_TO_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | PLAIN)


COMPOUND = "-"
"""What a compound begins with in an index, as no term does; it sorts before them."""


def compound(one: str, other: str) -> str:
    """How an index has two words that a hyphen joins, beside the words themselves: `cease-fire` as `-cease-fire`."""
    return f"{COMPOUND}{one}-{other}"


def closed(compound: str) -> str:
    """A compound written as one word: `ceasefire`."""
    return compound.replace("-", "")


class Token(NamedTuple):
    """A term and where its token stands: `text[start:end]`."""

    term: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower-case, accents folded, apostrophes made one. Cyrillic й stays itself: it is a letter, not an accent."""
    text = text.lower()
    if text.isascii():
        return text.replace("`", "'")
    if len(text) > _PIECE:
        return "".join(map(_folded, _PIECES.findall(text)))
    return _folded(text)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower().replace("й", "\ue000")
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).translate(_TO_PLAIN)
    return unicodedata.normalize("NFC", text).replace("\ue000", "й")


def normalize(token: str) -> str:
    """The term of one token that `WORD` matched."""
    if token.isascii() and token.isalpha():
        return token.lower()
    term = fold(token)
    if not token.isascii():
        term = _NO_LETTER.sub("", term).strip("'.,") or token
    term = term.removesuffix("'s")
    return term.replace(",", "") if term[0].isdigit() else term.replace(".", "")


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The tokens of a text in order, from `start` on; a token's position is its place in this sequence, from 0."""
    for match in word_pattern(ascii_only=text.isascii()).finditer(text, start):
        yield Token(normalize(match.group()), match.start(), match.end())


@cache
def word_pattern(*, ascii_only: bool) -> re.Pattern[str]:
    """`WORD`, compiled; for ASCII alone without the sets of all letters, which take as long to compile as a search."""
    return re.compile(_word("'`") if ascii_only else WORD)
