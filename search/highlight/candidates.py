"""Where in a text the words of a query may stand, told by plain string search: only there is it cut into tokens.

What is found may turn out to be another word; nothing that is one of them is missed. In ASCII text a token has the
letters of its term in a row, but for the points of `U.S.`, the commas of `1,750` and the kind of its apostrophes, so
such letters are searched for: the needles. Where other letters stand, anything may be a match.
"""

import re
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from itertools import chain, takewhile
from typing import NamedTuple

from dateline.search.query.expand import expression, within_edits
from dateline.search.query.tree import Fuzzy, Pattern
from dateline.search.results import Span


class TermMatcher(NamedTuple):
    """What one word of a query means.

    Attributes:
        fits: Whether a term is meant.
        spans: Gives, for a lowercased text without line ends, the spans from blank to blank of which one holds each
            ASCII token that fits: each once, ascending.
        terms: All that are meant, where they are known.
        letters: What every term that is meant holds; may be empty.
    """

    fits: Callable[[str], bool]
    spans: Callable[[str], list[Span]]
    terms: frozenset[str] = frozenset()
    letters: str = ""


class _Needles:
    """Strings that stand before what is no letter and no digit: looked for by what they all begin with, for which `re`
    scans fast, and only there by the rest of each.
    """

    def __init__(self, needles: Collection[str]) -> None:
        self._needles, self._common = needles, _beginning(needles)

    @cached_property
    def _to_blank(self) -> re.Pattern[str]:
        rest = "|".join(re.escape(needle[len(self._common) :]) for needle in self._needles)
        return re.compile(rf"{re.escape(self._common)}(?:{rest})(?![a-z0-9])[^ ]*")

    def spans(self, low: str) -> list[Span]:
        """See `TermMatcher`."""
        if not self._needles or self._common not in low:
            return []
        found = map(re.Match.span, self._to_blank.finditer(low))
        return [(start if low[start - 1] == " " else low.rfind(" ", 0, start) + 1, end) for start, end in found]


def word_matcher(terms: Collection[str]) -> TermMatcher:
    """Any of these terms."""
    known = frozenset(terms)
    parts = {_part(term) for term in known if term.isascii()}
    plain, pointed = _Needles(parts), _Needles({_pointed(part) for part in parts})
    return TermMatcher(known.__contains__, lambda low: _merged(plain.spans(low), pointed.spans(low)), known)


def pattern_matcher(atom: Pattern) -> TermMatcher:
    """What a pattern matches."""
    matches = expression(atom.pattern).fullmatch
    letters = max(re.findall("[a-z]+|[0-9]", atom.pattern), key=len, default="")
    needles = {letters, _pointed(letters)} if letters else None
    is_anywhere = atom.pattern == f"*{letters}*"

    def fits(term: str) -> bool:
        return letters in term and (is_anywhere or matches(term.encode()) is not None)

    return TermMatcher(fits, lambda low: _spans_with(low, needles or set(low.split())), letters=letters)


def fuzzy_matcher(atom: Fuzzy) -> TermMatcher:
    """What is like a word: an edit adds at most one letter that was not there, and takes at most one away."""
    term, edits, letters = atom.term, atom.edits, set(atom.term)
    shortest, sure = len(term) - edits, letters - {"'"}

    def fits(other: str) -> bool:
        return (
            abs(len(other) - len(term)) <= edits
            and len(letters.symmetric_difference(other)) <= 2 * edits
            and within_edits(term, other, edits)
        )

    def spans(low: str) -> list[Span]:
        chunks = {one for one in set(low.split()) if len(one) >= shortest and len(sure.difference(one)) <= edits}
        return _spans_with(low, chunks)

    return TermMatcher(fits, spans)


def lowercased(text: str) -> str:
    """The text in lower case, each letter where it was: İ alone would become two."""
    return text.lower() if text.isascii() else text.replace("İ", "I").lower()


def candidate_spans(text: str, low: str, words: Iterable[TermMatcher], holds: Callable[[str], object]) -> list[Span]:
    """The spans between blanks or line ends where a word may stand, ascending.

    Args:
        text: The text.
        low: The same, `lowercased`.
        words: The words.
        holds: Whether text without white space holds a token that is meant; asked where it is not ASCII.
    """
    low = low.replace("\n", " ")
    found = [word.spans(low) for word in words]
    if not text.isascii():
        line, others = text.replace("\n", " "), {chunk for chunk in text.split() if not chunk.isascii()}
        found.append(_spans_with(line, filter(holds, others)))
    return _merged(*found)


def _beginning(strings: Collection[str]) -> str:
    """What strings all begin with: that is what the first and the last do."""
    pairs = zip(min(strings, default=""), max(strings, default=""), strict=False)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _spans_with(text: str, needles: Iterable[str]) -> list[Span]:
    """The spans of a text, from blank to blank, in which it has a needle."""
    return _merged(*(_chunks_with(text, needle) for needle in needles))


def _chunks_with(text: str, needle: str) -> list[Span]:
    spans, at, size = [], text.find(needle), len(text)
    while at >= 0:
        end = text.find(" ", at)
        end = size if end < 0 else end
        spans.append((text.rfind(" ", 0, at) + 1, end))
        at = text.find(needle, end)
    return spans


def _merged(*found: list[Span]) -> list[Span]:
    """What several lists have, each once, ascending."""
    some = [spans for spans in found if spans]
    return sorted(set(chain.from_iterable(some))) if len(some) > 1 else some[0] if some else []


def _part(term: str) -> str:
    """What of a term each of its ASCII tokens has in a row, but for points: of a number the last group of three digits
    and what follows, of others a part without apostrophes.
    """
    if term[0].isdigit():
        return re.sub(r"\A[0-9]+?(?=[0-9]{3}(?![0-9]))", "", term)
    return max(term.split("'"), key=len)


def _pointed(part: str) -> str:
    """Letters as they may stand, too, with points: `u.s`."""
    return ".".join(part)
