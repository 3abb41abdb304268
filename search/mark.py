"""Which stretches of a text match a query: what is highlighted. The rule for each leaf is the one that finds it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.analysis import Token, tokens
from index.schema import LEAD
from search.evaluate import leaves
from search.match import expression, near
from search.query import Fuzzy, Node, Pattern, Phrase, Word, Zone
from search.results import Span

Test = Callable[[str], bool]
_CHUNK = re.compile(r"\S+")


@lru_cache(maxsize=1 << 16)
def _tokens(chunk: str) -> tuple[Token, ...]:
    return tuple(tokens(chunk))


class _Learnt(dict[str, tuple[tuple[int, int, int], ...]]):
    """What a function gives for each text, asked once."""

    def __init__(self, function: Callable[[str], tuple[tuple[int, int, int], ...]]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, chunk: str) -> tuple[tuple[int, int, int], ...]:
        value = self[chunk] = self._function(chunk)
        return value


class Match(NamedTuple):
    """A token that matches: its span, and the number of the leaf that it matches."""

    start: int
    end: int
    leaf: int


class Marker:
    """Finds matches in texts, for one query. What a term matches is worked out once.

    Args:
        node: The query.
        stem: Gives a term's stem.
    """

    def __init__(self, node: Node, stem: Callable[[str], str]) -> None:
        self._stem = stem
        found = list(enumerate(leaves(node)))
        self._words = [(number, leaf.zone, self._test(leaf)) for number, leaf in found if not isinstance(leaf, Phrase)]
        self._phrases = [(number, leaf.zone, self._finder(leaf)) for number, leaf in found if isinstance(leaf, Phrase)]
        self._in_order = bool(self._phrases) or any(zone == "lead" for _, zone, _ in self._words)
        self._known: dict[str, list[tuple[int, Zone]]] = {}
        self._in_title = _Learnt(lambda chunk: self._in_chunk(chunk, "title"))
        self._in_body = _Learnt(lambda chunk: self._in_chunk(chunk, "lead"))

    def title(self, text: str) -> tuple[Span, ...]:
        """The spans in a headline that match."""
        return joined(self._matches(text, "title"))

    def body(self, text: str) -> list[Match]:
        """The matches in a body, in order."""
        return self._matches(text, "lead")

    def _matches(self, text: str, part: Zone) -> list[Match]:
        if self._in_order:
            return self._matches_in_order(text, part)
        fits = list(map((self._in_title if part == "title" else self._in_body).__getitem__, text.split()))
        if not any(fits):
            return []
        return [
            Match(run.start() + start, run.start() + end, number)
            for run, fit in zip(_CHUNK.finditer(text), fits, strict=True)
            for start, end, number in fit
        ]

    def _in_chunk(self, chunk: str, part: Zone) -> tuple[tuple[int, int, int], ...]:
        """The matches in text without white space, which no token crosses: start, end and leaf."""
        return tuple(
            (token.start, token.end, number)
            for token in _tokens(chunk)
            for number, zone in self._leaves_of(token.term)
            if zone in ("text", part)
        )

    def _matches_in_order(self, text: str, part: Zone) -> list[Match]:
        runs = list(map(_tokens, text.split()))
        terms = [token.term for run in runs for token in run]
        end_of_lead = min(LEAD, sum(1 for _ in tokens(text[: text.find("\n") % (len(text) + 1)])))
        matches = {
            (at, number)
            for at, leaves_there in enumerate(map(self._leaves_of, terms))
            for number, zone in leaves_there
            if zone == "text" or (zone == part and (zone == "title" or at < end_of_lead))
        }
        for number, zone, finder in self._phrases:
            if zone in ("text", part):
                for run in finder(terms):
                    if zone != "lead" or run[0] < end_of_lead:
                        matches |= {(at, number) for at in run}
        if not matches:
            return []
        spans = [
            (chunk.start() + token.start, chunk.start() + token.end)
            for chunk, run in zip(_CHUNK.finditer(text), runs, strict=True)
            for token in run
        ]
        return [Match(*spans[at], number) for at, number in sorted(matches)]

    def _leaves_of(self, term: str) -> list[tuple[int, Zone]]:
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = [(number, zone) for number, zone, test in self._words if test(term)]
        return known

    def _finder(self, phrase: Phrase) -> Callable[[list[str]], list[list[int]]]:
        """Gives the places of the terms of each occurrence of a phrase."""
        tests = [self._phrase_test(term, phrase) for term in phrase.terms]
        if phrase.slop is None:
            return lambda terms: _runs(terms, tests)
        width = len(tests) + phrase.slop
        return lambda terms: _windows(terms, phrase.terms, tests, width)

    def _test(self, leaf: Word | Pattern | Fuzzy) -> Test:
        match leaf:
            case Word(term, exact=False):
                stem, wanted = self._stem, self._stem(term)
                return lambda other: stem(other) == wanted
            case Word(term):
                return lambda other: other == term
            case Pattern(pattern):
                fits = expression(pattern).fullmatch
                return lambda other: fits(other.encode()) is not None
            case Fuzzy(term, edits):
                return lambda other: near(term, other, edits)

    def _phrase_test(self, term: str, phrase: Phrase) -> Test:
        if phrase.exact and "*" in term:
            return self._test(Pattern(term, phrase.at))
        return self._test(Word(term, phrase.at, exact=phrase.exact))


def joined(matches: Sequence[Match]) -> tuple[Span, ...]:
    """The spans of matches, each once, neighbours of one phrase left apart."""
    return tuple(sorted({(match.start, match.end) for match in matches}))


def _runs(terms: list[str], tests: list[Test]) -> list[list[int]]:
    """The places of tokens that stand in a row and pass the tests in order."""
    begins = {term for term in set(terms) if tests[0](term)}
    return [
        list(range(start, start + len(tests)))
        for start in range(len(terms) - len(tests) + 1)
        if terms[start] in begins and all(test(terms[start + at]) for at, test in enumerate(tests))
    ]


def _windows(terms: list[str], wanted: tuple[str, ...], tests: list[Test], width: int) -> list[list[int]]:
    """The places of tokens that pass a test, in each window of that width in which every test finds its own."""
    forms = [{term for term in set(terms) if test(term)} for test in tests]
    where = [[at for at, term in enumerate(terms) if term in form] for form in forms]
    times = Counter(wanted)
    windows = []
    for start in sorted({at for ats in where for at in ats}):
        inside = [ats[bisect_left(ats, start) : bisect_left(ats, start + width)] for ats in where]
        distinct = sorted({at for ats in inside for at in ats})
        enough = all(len(ats) >= times[word] for ats, word in zip(inside, wanted, strict=True))
        if enough and len(distinct) >= len(tests):
            windows.append(distinct)
    return windows
