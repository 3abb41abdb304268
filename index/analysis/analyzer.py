"""Chunks to terms, and terms to stems: the analyzer of articles. Queries and snippets are analysed by
`index.analysis.terms` alone, and a test holds the two together.
"""

import re
from array import array
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.index.analysis.nltk_modules import nltk_module
from dateline.index.analysis.terms import NUMBER, WITHIN, WORD, fold, normalize, word_pattern
from dateline.index.errors import DatelineError

if TYPE_CHECKING:
    from dateline.index.analysis.chunks import Chunks
    from dateline.index.arrays import Array

_ONE_TOKEN = re.compile(rf"[a-z0-9]+|{NUMBER}", re.ASCII)
"""What is one token for sure, of text without blanks and without `WITHIN` at its ends; small letters."""


class UnknownLanguage(DatelineError):
    """There is no stemmer for this language."""

    def __init__(self, language: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no stemmer for the language {language!r}; there are: {', '.join(known)}")
        self.language = language


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

    def term_numbers(self, chunks: "Chunks") -> tuple["Array", "Array", "Array"]:
        """The terms of texts as their numbers in `vocabulary`.

        Returns:
            The numbers, one for each token, all texts end to end (int32); how many tokens each text has (int64); and
            for each surface form which of all the tokens it is (int64).
        """
        import numpy as np

        from dateline.index.arrays import expand_runs

        dictionary = chunks.dictionary.split(" ")
        known = np.fromiter(map(self._terms.__getitem__, dictionary), np.int64, len(dictionary))
        terms, bounds = np.asarray(self._terms.flat), np.asarray(self._terms.bounds)
        begin, length = bounds[known], bounds[known + 1] - bounds[known]
        length = length[chunks.codes]
        ends = np.append(0, np.cumsum(length))
        numbers = terms[expand_runs(begin[chunks.codes], length)]
        of_texts = np.diff(ends[np.cumsum(chunks.lengths)], prepend=0)
        return numbers, of_texts, ends[chunks.forms.chunks] + chunks.forms.offsets

    @property
    def vocabulary(self) -> list[str]:
        """The distinct terms seen so far; a term keeps its number until `forget`."""
        return self._terms.vocabulary

    def forget(self) -> None:
        """Empty the vocabulary and all that is cached with it; terms are numbered from 0 again."""
        self._terms, self._stems = _TermCache(), []

    def stems(self) -> list[str]:
        """The stems of `vocabulary`, aligned with it; each is worked out once."""
        self._stems += map(self.stem, self.vocabulary[len(self._stems) :])
        return self._stems

    def stem(self, term: str) -> str:
        """The stem of a term, accents folded as the term's are; one that begins with a digit is its own."""
        return term if term[0].isdigit() else fold(self._stemmer.stem(term)) or term


@cache
def _tokenizer() -> Any:
    """NLTK's tokenizer of our pattern, compiled by `re` as for queries: NLTK 3.10's own engine has other letters."""
    base: Any = nltk_module("nltk.tokenize.regexp").RegexpTokenizer

    class Tokenizer(base):  # type: ignore[misc]  # NLTK has no types
        def _check_regexp(self) -> None:
            self._regexp = word_pattern(ascii_only=False)

    return Tokenizer(WORD)


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
        word = chunk.strip(WITHIN)
        is_one = _ONE_TOKEN.fullmatch(word)
        for term in [word.replace(",", "")] if is_one else map(normalize, _tokenizer().tokenize(chunk)):
            number = self._numbers.get(term)
            if number is None:
                number = self._numbers[term] = len(self.vocabulary)
                self.vocabulary.append(term)
            self.flat.append(number)
        self.bounds.append(len(self.flat))
        self[chunk] = chunk_number = len(self)
        return chunk_number
