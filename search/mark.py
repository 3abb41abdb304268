"""Which stretches of a text match a query: what is highlighted. The rule for each leaf is the one that finds it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.analysis import Token, tokens
from index.schema import LEAD
from search.evaluate import leaves
from search.match import expression, near
from search.query import Fuzzy, Node, Pattern, Phrase, Word, Zone
from search.results import Span

Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Match:
    """A token that matches: its span, and the number of the leaf that it matches."""

    start: int
    end: int
    leaf: int


class Marker:
    """Finds matches in texts, for one query.

    Args:
        node: The query.
        stem: Gives a term's stem.
    """

    def __init__(self, node: Node, stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._leaves = [(leaf.zone, self._finder(leaf)) for leaf in leaves(node)]

    def title(self, text: str) -> tuple[Span, ...]:
        """The spans in a headline that match."""
        return joined(self._matches(text, ("text", "title"), None))

    def body(self, text: str) -> list[Match]:
        """The matches in a body, in order."""
        return self._matches(text, ("text", "lead"), LEAD)

    def _matches(self, text: str, zones: Sequence[Zone], lead: int | None) -> list[Match]:
        found = list(tokens(text))
        terms = [token.term for token in found]
        first = sum(1 for _ in tokens(text.partition("\n")[0]))
        matches = set()
        for number, (zone, finder) in enumerate(self._leaves):
            if zone in zones:
                end = min(lead or 0, first) if zone == "lead" else len(terms)
                matches |= {Match(*_span(found[at]), number) for at in finder(terms) if at < end}
        return sorted(matches, key=lambda match: (match.start, match.leaf))

    def _finder(self, leaf: Word | Pattern | Fuzzy | Phrase) -> Callable[[list[str]], set[int]]:
        """Gives the places of the terms that a leaf matches."""
        if not isinstance(leaf, Phrase):
            test = self._test(leaf)
            return lambda terms: {at for at, term in enumerate(terms) if test(term)}
        tests = [self._phrase_test(term, leaf) for term in leaf.terms]
        if leaf.slop is None:
            return lambda terms: _runs(terms, tests)
        width = len(tests) + leaf.slop
        return lambda terms: _windows(terms, leaf.terms, tests, width)

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


def _span(token: Token) -> Span:
    return token.start, token.end


def _runs(terms: list[str], tests: list[Test]) -> set[int]:
    """The places of tokens that stand in a row and pass the tests in order."""
    places: set[int] = set()
    for start in range(len(terms) - len(tests) + 1):
        if all(test(terms[start + offset]) for offset, test in enumerate(tests)):
            places.update(range(start, start + len(tests)))
    return places


def _windows(terms: list[str], wanted: tuple[str, ...], tests: list[Test], width: int) -> set[int]:
    """The places of tokens that pass a test, in windows of that width in which every test finds its own."""
    where = [[at for at, term in enumerate(terms) if test(term)] for test in tests]
    times = Counter(wanted)
    places: set[int] = set()
    for start in sorted({at for ats in where for at in ats}):
        inside = [ats[bisect_left(ats, start) : bisect_left(ats, start + width)] for ats in where]
        distinct = len({at for ats in inside for at in ats})
        if distinct >= len(tests) and all(len(ats) >= times[word] for ats, word in zip(inside, wanted, strict=True)):
            places.update(at for ats in inside for at in ats)
    return places
