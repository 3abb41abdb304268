"""Where in a text the words of a query may stand, told by plain string search: only there is it cut into tokens.

What is found may turn out to be another word; nothing that is one of them is missed. In ASCII text a token has the
letters of its term in a row, but for the points of `U.S.`, the commas of `1,750` and the kind of its apostrophes, so
such letters are searched for: the needles. Where other letters stand, anything may be a match.
"""

import re
from collections.abc import Callable, Collection, Iterable
from itertools import chain
from typing import NamedTuple

from dateline.search.query.expand import expression, within_edits
from dateline.search.query.tree import Fuzzy, Pattern
from dateline.search.results import Span


class TermMatcher(NamedTuple):
    """What one word of a query means.

    Attributes:
        fits: Whether a term is meant.
        needles: Gives, for a lowercased text, strings of which each ASCII token that fits holds one.
        terms: All that are meant, where they are known.
        letters: What every term that is meant holds; may be empty.
    """

    fits: Callable[[str], bool]
    needles: Callable[[str], Iterable[str]]
    terms: frozenset[str] = frozenset()
    letters: str = ""


def word_matcher(terms: Collection[str]) -> TermMatcher:
    """Any of these terms."""
    needles = _shortest(needle for term in terms if term.isascii() for needle in _spellings(term))
    known = frozenset(terms)
    return TermMatcher(known.__contains__, lambda _: needles, known)


def pattern_matcher(atom: Pattern) -> TermMatcher:
    """What a pattern matches."""
    matches = expression(atom.pattern).fullmatch
    letters = max(re.findall("[a-z]+|[0-9]", atom.pattern), key=len, default="")
    needles = _shortest(_spellings(letters)) if letters else ()

    def needles_or_all(low: str) -> Collection[str]:
        return needles or set(low.split())

    def fits(term: str) -> bool:
        return letters in term and matches(term.encode()) is not None

    return TermMatcher(fits, needles_or_all, letters=letters)


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

    def chunks(low: str) -> list[str]:
        return [one for one in set(low.split()) if len(one) >= shortest and len(sure.difference(one)) <= edits]

    return TermMatcher(fits, chunks)


def lowercased(text: str) -> str:
    """The text in lower case, each letter where it was: İ alone would become two."""
    return text.lower() if text.isascii() else text.replace("İ", "I").lower()


def candidate_spans(text: str, low: str, needles: Iterable[str], holds: Callable[[str], object]) -> list[Span]:
    """The spans between blanks or line ends where a word may stand, ascending.

    Args:
        text: The text.
        low: The same, `lowercased`.
        needles: Strings of which each ASCII token that is meant holds one.
        holds: Whether text without white space holds a token that is meant; asked where it is not ASCII.
    """
    low = low.replace("\n", " ")
    found = [_spans_with(low, needle) for needle in needles if needle in low]
    if not text.isascii():
        line, others = text.replace("\n", " "), {chunk for chunk in text.split() if not chunk.isascii()}
        found += [_spans_with(line, chunk) for chunk in others if holds(chunk)]
    return sorted(set(chain.from_iterable(found))) if len(found) > 1 else found[0] if found else []


def all_spans(text: str) -> list[Span]:
    """The spans between blanks or line ends, of which many words may make each a candidate."""
    return [chunk.span() for chunk in re.finditer(r"[^ \n]+", text)]


def _spans_with(text: str, needle: str) -> list[Span]:
    """The spans of a text, from blank to blank, in which it has a needle."""
    spans, at, size = [], text.find(needle), len(text)
    while at >= 0:
        end = text.find(" ", at)
        end = size if end < 0 else end
        spans.append((text.rfind(" ", 0, at) + 1, end))
        at = text.find(needle, end)
    return spans


def _shortest(needles: Iterable[str]) -> tuple[str, ...]:
    """Those that hold no other one."""
    found: list[str] = []
    for needle in sorted(needles, key=len):
        if not any(other in needle for other in found):
            found.append(needle)
    return tuple(found)


def _spellings(term: str) -> tuple[str, ...]:
    """What of a term each of its ASCII tokens has in a row: of a number the last group of three digits and what
    follows, of others a part without apostrophes, or that part with points.
    """
    if term[0].isdigit():
        return (re.sub(r"\A[0-9]+?(?=[0-9]{3}(?![0-9]))", "", term),)
    part = max(term.split("'"), key=len)
    return part, ".".join(part)
