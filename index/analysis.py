"""Text to terms: the one analyzer of documents, queries and snippets.

A token is a stretch of the text; its term is lower-case, with accents folded and apostrophes made one, without a
possessive `'s`, without the points of `U.S.` or the commas of `1,750`. Hyphens part words. No stop words are dropped:
phrases need them and ranking discounts them. Chinese and Japanese characters are a token each.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from index.errors import DatelineError

if TYPE_CHECKING:
    from index.chunks import Chunks
    from index.container import Array

APOSTROPHES = "'’‘ʼʻ`´′＇"
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
)
_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


_NUMBER = r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)*"


def _word(apostrophes: str, marks: str = "", wide: str = "") -> str:
    """The pattern of a token, in texts with these apostrophes, combining marks and letters that are tokens each."""
    mark = f"[{marks}]*" if marks else ""
    letter = rf"(?:[^\W\d_{apostrophes}{wide}]{mark})"
    word = rf"(?:[^\W_{apostrophes}{wide}]{mark})"
    return (
        rf"[a-zA-Z]{{2,}}(?![\w{apostrophes}{marks}])"  # most words, found fast
        + (rf"|[{wide}]" if wide else "")
        + rf"|{letter}(?:\.{letter})+(?!{mark}{word})\.?"  # U.S., U.N
        rf"|{_NUMBER}{word}*"  # 1,750 and 1.13bn and 3rd
        rf"|{word}+(?:[{apostrophes}]{word}+)*"
    )


WORD = _word(APOSTROPHES, _MARKS, _WIDE)
"""The tokenizer's pattern, of `nltk.tokenize.RegexpTokenizer` for articles and of `re` for queries and snippets."""

WITHIN = ".,'`"
"""What a token of ASCII may have inside, but not at its ends, beside letters and digits. Other ASCII parts tokens."""
_ONE_TOKEN = re.compile(rf"[a-z0-9]+|{_NUMBER}", re.ASCII)
"""What is one token for sure, of text without blanks and without `WITHIN` at its ends; small letters."""
_FOLDED_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_NO_LETTER = re.compile(rf"[^\w'.,{_MARKS}]|_")  # what single characters such as ﷺ decompose to beside letters
# Letters that Unicode does not decompose, as a newsroom's style book spells them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"}
)


class UnknownLanguage(DatelineError):
    """There is no stemmer for this language."""

    def __init__(self, language: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no stemmer for the language {language!r}; there are: {', '.join(known)}")
        self.language = language


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
    text = unicodedata.normalize("NFKC", text).lower().replace("й", "\ue000")
    text = _FOLDED_MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_ONE_APOSTROPHE).translate(_PLAIN)
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


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order; a token's position is its place in this sequence, from 0."""
    for match in _pattern(ascii_only=text.isascii()).finditer(text):
        yield Token(normalize(match.group()), match.start(), match.end())


@cache
def _pattern(*, ascii_only: bool) -> re.Pattern[str]:
    # `re` takes as long to compile the sets of all letters as a search takes; ASCII does without them.
    return re.compile(_word("'`") if ascii_only else WORD)


class Analyzer:
    """The tokenizer and stemmer of one language, as the indexer uses them.

    Args:
        language: A Snowball language (`nltk.stem.SnowballStemmer.languages`).

    Raises:
        UnknownLanguage: No stemmer has this name.
    """

    def __init__(self, language: str = "english") -> None:
        from nltk.stem.snowball import SnowballStemmer

        if language not in SnowballStemmer.languages:
            raise UnknownLanguage(language, SnowballStemmer.languages)
        self.language = language
        self._stemmer = SnowballStemmer(language)
        self._terms = _Terms(_tokenizer())
        self._stems: list[str] = []

    def numbers(self, chunks: "Chunks") -> tuple["Array", "Array"]:
        """The terms of texts as their numbers in `vocabulary`.

        Returns:
            The numbers, one for each token, all texts end to end (int32); and how many tokens each text has (int64).
        """
        import numpy as np

        distinct = chunks.distinct.split(" ")
        found = np.fromiter(map(self._terms.__getitem__, distinct), np.int64, len(distinct))
        terms, bounds = np.asarray(self._terms.flat), np.asarray(self._terms.bounds)
        length = (bounds[found + 1] - bounds[found])[chunks.numbers]
        so_far = np.concatenate([[0], np.cumsum(length)])
        at = np.arange(so_far[-1]) + np.repeat(bounds[found][chunks.numbers] - so_far[:-1], length)
        return terms[at], np.diff(so_far[np.cumsum(chunks.lengths)], prepend=0)

    @property
    def vocabulary(self) -> list[str]:
        """The distinct terms seen so far; a term keeps its number until `forget`."""
        return self._terms.vocabulary

    def forget(self) -> None:
        """Let go of all that was learnt, and number terms from 0 again."""
        self._terms, self._stems = _Terms(_tokenizer()), []

    def stems(self) -> list[str]:
        """The stems of `vocabulary`, aligned with it; each is worked out once."""
        self._stems += map(self.stem, self.vocabulary[len(self._stems) :])
        return self._stems

    def stem(self, term: str) -> str:
        """The stem of a term, accents folded as the term's are; one that begins with a digit is its own."""
        return term if term[0].isdigit() else fold(self._stemmer.stem(term)) or term


def _tokenizer() -> Any:
    """NLTK's tokenizer of our pattern, compiled by `re` as for queries: NLTK 3.10's own engine has other letters."""
    from nltk.tokenize.regexp import RegexpTokenizer

    class Tokenizer(RegexpTokenizer):  # type: ignore[misc]  # NLTK has no types
        def _check_regexp(self) -> None:
            self._regexp = _pattern(ascii_only=False)

    return Tokenizer(WORD)


class _Terms(dict[str, int]):
    """Numbers of chunks, each distinct one cut into its terms once. Those of chunk `i` are
    `flat[bounds[i]:bounds[i + 1]]`, as numbers in `vocabulary`.
    """

    def __init__(self, tokenizer: Any) -> None:
        super().__init__()
        self.vocabulary: list[str] = []
        self.flat, self.bounds = array("i"), array("q", [0])
        self._tokenizer = tokenizer
        self._numbers: dict[str, int] = {}

    def __missing__(self, chunk: str) -> int:
        word = chunk.strip(WITHIN)
        is_one = _ONE_TOKEN.fullmatch(word)
        for term in [word.replace(",", "")] if is_one else map(normalize, self._tokenizer.tokenize(chunk)):
            number = self._numbers.get(term)
            if number is None:
                number = self._numbers[term] = len(self.vocabulary)
                self.vocabulary.append(term)
            self.flat.append(number)
        self.bounds.append(len(self.flat))
        self[chunk] = made = len(self)
        return made
