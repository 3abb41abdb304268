"""Chunks to terms, and terms to stems: the analyzer of articles. Queries and snippets are analysed by
`index.analysis.terms` alone, and a test holds the two together.
"""

import re
from array import array
from bisect import bisect_right
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.index.analysis.nltk_modules import nltk_module
from dateline.index.analysis.terms import (
    COMPOUND,
    NUMBER,
    WITHIN,
    WORD,
    closed,
    compound,
    fold,
    normalize,
    word_pattern,
)
from dateline.index.errors import DatelineError

if TYPE_CHECKING:
    from dateline.index.analysis.chunks import Chunks
    from dateline.index.arrays import Array

_ONE_TOKEN = re.compile(rf"[a-z0-9]+|{NUMBER}", re.ASCII)
"""What is one token for sure, of text without blanks and without `WITHIN` at its ends; small letters."""
_ENGLISH_STEM = re.compile(
    r"[a-z][a-z0-9]*\Z(?<![es])(?<!ed|er|ic|al|ll|[^aeiou]y|[cglt]i)(?<!ing|ion|ism|ful|[ae]nt)(?<!ator)"
)
"""Words that are their own stems in English: they end in nothing that a step of the stemmer looks for."""


class UnknownLanguage(DatelineError):
    """There is no stemmer for this language."""

    def __init__(self, language: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no stemmer for the language {language!r}; there are: {', '.join(known)}")
        self.language = language


class TermNumbers(NamedTuple):
    """The terms of texts as their numbers in an analyzer's `vocabulary`.

    Attributes:
        terms: A number for each token, all texts end to end (int32).
        lengths: How many tokens each text has (int64).
        forms: For each surface form which of `terms` it is (int64).
        compounds: Two rows (int64), an item for each two words that a hyphen joins: the number of the compound, and
            which of `terms` is its first word.
    """

    terms: "Array"
    lengths: "Array"
    forms: "Array"
    compounds: "Array"


class Analyzer:
    """The tokenizer and stemmer of one language, as the indexer uses them.

    Args:
        language: A Snowball language (`nltk.stem.SnowballStemmer.languages`).

    Raises:
        UnknownLanguage: No stemmer has this name.
    """

    def __init__(self, language: str = "english") -> None:
        stemmer = nltk_module("nltk.stem.snowball").SnowballStemmer
        if language not in stemmer.languages:
            raise UnknownLanguage(language, stemmer.languages)
        self.language = language
        self._stemmer = stemmer(language)
        self._terms = _TermCache()
        self._stems: list[str] = []

    def term_numbers(self, chunks: "Chunks") -> TermNumbers:
        """The terms of texts, and the surface forms and compounds (`index.analysis.terms.compound`) in them."""
        import numpy as np

        from dateline.index.arrays import expand_runs

        dictionary = chunks.dictionary.split(" ")
        known = np.fromiter(map(self._terms.__getitem__, dictionary), np.int64, len(dictionary))
        terms, bounds = np.asarray(self._terms.flat), np.asarray(self._terms.bounds)
        begin, length = bounds[known], (bounds[known + 1] - bounds[known])[chunks.codes]
        ends = np.append(0, np.cumsum(length))
        numbers = np.empty(ends[-1], np.int32)
        one, several = np.flatnonzero(length == 1), np.flatnonzero(length > 1)  # which are few, and take longer
        numbers[ends[one]] = terms[begin[chunks.codes[one]]]
        runs = ends[several], begin[chunks.codes[several]]
        places, of_several = (expand_runs(some, length[several]) for some in runs)
        numbers[places] = terms[of_several]
        both = chunks.hyphens[(length[chunks.hyphens] == 1) & (length[chunks.hyphens + 1] == 1)]
        return TermNumbers(
            numbers,
            np.diff(ends[np.cumsum(chunks.lengths)], prepend=0),
            ends[chunks.forms.chunks] + chunks.forms.offsets,
            self._compounds(numbers, ends[both]),
        )

    def _compounds(self, numbers: "Array", first: "Array") -> "Array":
        """The compounds of tokens that a hyphen joins with the next one, as `TermNumbers` has them."""
        import numpy as np

        pairs, pair_of = np.unique(numbers[first].astype(np.int64) << 32 | numbers[first + 1], return_inverse=True)
        ones, others = (pairs >> 32).tolist(), (pairs & 0xFFFFFFFF).tolist()
        vocabulary, number_of = self.vocabulary, self._terms.compound
        found = [number_of(vocabulary[one], vocabulary[other]) for one, other in zip(ones, others, strict=True)]
        of_each = np.array(found, np.int64)[pair_of]
        return np.stack([of_each, first])[:, of_each >= 0]

    @property
    def vocabulary(self) -> list[str]:
        """The distinct terms seen so far; a term keeps its number until `forget`."""
        return self._terms.vocabulary

    def forget(self, kept: int = 0) -> None:
        """Forget all of the vocabulary but its first so many terms, and what is cached with them."""
        self._terms, self._stems = self._terms.first(kept), self._stems[:kept]

    def stems(self) -> list[str]:
        """The stems of `vocabulary`, aligned with it; each is worked out once."""
        self._stems += map(self.stem, self.vocabulary[len(self._stems) :])
        return self._stems

    def stem(self, term: str) -> str:
        """The stem of a term, accents folded as the term's are; one that begins with a digit is its own. That of a
        compound is that of its words as one, marked as compounds are.
        """
        if term[0] == COMPOUND:
            return COMPOUND + self.stem(closed(term))
        if term[0].isdigit() or (self.language == "english" and _ENGLISH_STEM.fullmatch(term)):
            return term
        return fold(self._stemmer.stem(term)) or term


@cache
def _tokenizer(*, ascii_only: bool) -> Any:
    """NLTK's tokenizer of our pattern, compiled by `re` as for queries: NLTK 3.10's own engine has other letters."""
    base: Any = nltk_module("nltk.tokenize.regexp").RegexpTokenizer

    class Tokenizer(base):  # type: ignore[misc]  # NLTK has no types
        def _check_regexp(self) -> None:
            self._regexp = word_pattern(ascii_only=ascii_only)

    return Tokenizer(WORD)


def _terms(chunk: str) -> list[str]:
    """The terms of a chunk."""
    word = chunk.strip(WITHIN)
    if _ONE_TOKEN.fullmatch(word):
        return [word.replace(",", "")]
    if chunk.isascii() and not any(map(str.isalnum, chunk)):  # a text's end: that needs no tokenizer, which is to load
        return []
    return [*map(normalize, _tokenizer(ascii_only=chunk.isascii()).tokenize(chunk))]


class _TermCache(dict[str, int]):
    """Chunks by number, each cut into its terms when it is asked for first. Those of chunk `i` are
    `flat[bounds[i]:bounds[i + 1]]`, as numbers in `vocabulary`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.vocabulary: list[str] = []
        self.flat, self.bounds = array("i"), array("q", [0])
        self._numbers: dict[str, int] = {}

    def __missing__(self, chunk: str) -> int:
        is_word = chunk.isascii() and chunk.isalnum()  # as most are
        for term in [chunk] if is_word else _terms(chunk):
            self.flat.append(self._number(term))
        self.bounds.append(len(self.flat))
        self[chunk] = chunk_number = len(self)
        return chunk_number

    def first(self, count: int) -> "_TermCache":
        """The first so many terms, and of the chunks those that were cut before there were more."""
        made = _TermCache()
        made.vocabulary = self.vocabulary[:count]
        made._numbers = {term: number for number, term in enumerate(made.vocabulary)}
        later = next((at for at, number in enumerate(self.flat) if number >= count), len(self.flat))
        chunks = bisect_right(self.bounds, later) - 1
        made.flat, made.bounds = self.flat[: self.bounds[chunks]], self.bounds[: chunks + 1]
        made.update(islice(self.items(), chunks))
        return made

    def compound(self, one: str, other: str) -> int:
        """The number of the compound of two words; -1 where nobody writes them as one: `1,750-tonne`."""
        return self._number(compound(one, other)) if one.isalpha() and other.isalnum() else -1

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.vocabulary)
            self.vocabulary.append(term)
        return number
