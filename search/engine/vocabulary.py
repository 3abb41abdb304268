"""The words of an archive: the stem of a term, the words of a stem, words like another."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from dateline.index.analysis.terms import COMPOUND
from dateline.search.engine.segment_view import SegmentView
from dateline.search.query.expand import fuzzy_words


class Vocabulary:
    """The words of all segments together.

    Args:
        views: The archive's segments.
        language: Of the stemmer.
    """

    def __init__(self, views: Sequence[SegmentView], language: str) -> None:
        self._views, self._segments, self.language = views, [view.segment for view in views], language
        self._stems: dict[str, str] = {}

    def stem(self, term: str) -> str:
        """A term's stem: as a segment has it, else the stemmer's."""
        if term not in self._stems:
            self._stems[term] = self._known_stem(term) or self._analyzer.stem(term)
        return self._stems[term]

    def spellings(self, term: str) -> set[str]:
        """The words that have a term's stem."""
        stem, found = self.stem(term).encode(), set()
        for segment in self._segments:
            number = segment.stems.find(stem)
            if number is not None:
                found |= {segment.words[word].decode() for word in segment.words_of(number).tolist()}
        return found

    def compounds(self, term: str) -> set[tuple[str, str]]:
        """The compounds that have a term's stem when they are written as one."""
        stem, found = (COMPOUND + self.stem(term)).encode(), set()
        for segment in self._segments:
            number = segment.stems.find(stem) if segment.compounds else None
            for word in () if number is None else segment.words_of(number).tolist():
                _, one, other = segment.words[word].decode().split("-")
                found.add((one, other))
        return found

    def may_have(self, term: str) -> bool:
        """See `search.query.relax.Words`."""
        word = term.encode("utf-8", "replace")
        return any(segment.words.find(word) is not None for segment in self._segments)

    def alike(self, term: str, edits: int) -> dict[str, int]:
        """The words at most so many edits away from a term, and in how many live articles each stands."""
        total: dict[str, int] = {}
        for view in self._views:
            for number in fuzzy_words(view.segment, term, edits):
                if count := view.word_frequency(number):
                    word = view.segment.words[number].decode()
                    total[word] = total.get(word, 0) + count
        return total

    def _known_stem(self, term: str) -> str | None:
        for segment in self._segments:
            word = segment.words.find(term.encode("utf-8", "replace"))
            if word is not None:
                return segment.stems[segment.word_stem.item(word)].decode()
        return None

    @cached_property
    def _analyzer(self) -> Any:
        from dateline.index.analysis.analyzer import Analyzer

        return Analyzer(self.language)
