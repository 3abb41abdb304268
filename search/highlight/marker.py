"""Which stretches of a text match a query: what is highlighted. The rule for each atom is the one that finds it."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

from dateline.index.analysis.terms import Token, tokens
from dateline.index.schema import LEAD
from dateline.search.highlight import candidates
from dateline.search.highlight.candidates import TermMatcher, lowered, stretches
from dateline.search.query.tree import Fuzzy, Node, Pattern, Phrase, Word, Zone, atoms
from dateline.search.results import Span

Spellings = Callable[[str], Collection[str]]
Run = tuple[Span, ...]
"""What one atom matches at one place: a word, or the words of a phrase."""


@lru_cache(maxsize=1 << 16)
def _tokens(chunk: str) -> tuple[Token, ...]:
    return tuple(tokens(chunk))


class Match(NamedTuple):
    """A token that matches: its span, and the number of the atom that it matches."""

    start: int
    end: int
    atom: int


class Marker:
    """Finds matches in the texts of an archive, for one query.

    Args:
        node: The query.
        spellings: Gives the words of the archive that have a term's stem.
    """

    def __init__(self, node: Node, spellings: Spellings) -> None:
        found = atoms(node)
        self._zones: list[Zone] = [atom.zone for atom in found]
        self._words = [
            (at, _matcher(atom, spellings)) for at, atom in enumerate(found) if not isinstance(atom, Phrase)
        ]
        self._phrases = [
            (at, atom, _parts(atom, spellings)) for at, atom in enumerate(found) if isinstance(atom, Phrase)
        ]
        self._known: dict[str, list[tuple[Token, int]]] = {}

    def title(self, text: str) -> tuple[Span, ...]:
        """The spans in a headline that match."""
        return spans_of(self._matches(text, "title"))

    def body(self, text: str) -> list[Match]:
        """The matches in a body, in order."""
        return self._matches(text, "lead")

    def _matches(self, text: str, part: Zone) -> list[Match]:
        lead = _end_of_lead(text) if part == "lead" and part in self._zones else len(text)
        matches = set()
        for at, run in self._runs(text):
            zone = self._zones[at]
            if zone == "text" or (zone == part and run[0][0] < lead):
                matches |= {Match(*span, at) for span in run}
        return sorted(matches)

    def _runs(self, text: str) -> Iterator[tuple[int, Run]]:
        """All that the atoms match, wherever they look for it."""
        low = lowered(text)
        needles = [needle for _, matcher in self._words for needle in matcher.needles(low)]
        for start, end in stretches(text, low, needles, self._matching):
            for token, at in self._matching(text[start:end]):
                yield at, ((start + token.start, start + token.end),)
        for at, phrase, parts in self._phrases:
            found = _in_a_row(text, low, parts) if phrase.slop is None else _near(text, low, parts, phrase)
            yield from ((at, run) for run in found)

    def _matching(self, stretch: str) -> list[tuple[Token, int]]:
        """The tokens of a stretch that single words mean, and the numbers of these."""
        known = self._known.get(stretch)
        if known is None:
            known = [(token, at) for token in _tokens(stretch) for at, matcher in self._words if matcher.fits(token.term)]
            self._known[stretch] = known
        return known


def spans_of(matches: Sequence[Match]) -> tuple[Span, ...]:
    """The spans of matches, each once, neighbours of one phrase left apart."""
    return tuple(sorted({(match.start, match.end) for match in matches}))


def _end_of_lead(text: str) -> int:
    """Where a body's lead ends: with its first paragraph, or before a word too many."""
    end = text.find("\n")
    paragraph = text if end < 0 else text[:end]
    beyond = next(islice(tokens(paragraph), LEAD, None), None)
    return beyond.start if beyond else len(paragraph)


def _matcher(atom: Word | Pattern | Fuzzy, spellings: Spellings) -> TermMatcher:
    match atom:
        case Word(term, exact=exact):
            return candidates.words([term] if exact else spellings(term))
        case Pattern():
            return candidates.pattern(atom)
        case Fuzzy():
            return candidates.fuzzy(atom)


def _parts(phrase: Phrase, spellings: Spellings) -> list[TermMatcher]:
    """The words of a phrase. A `*` in a quote makes a pattern."""
    return [
        _matcher(Pattern(term, phrase.span), spellings)
        if phrase.exact and "*" in term
        else _matcher(Word(term, phrase.span, exact=phrase.exact), spellings)
        for term in phrase.terms
    ]


def _places(text: str, low: str, part: TermMatcher) -> list[Span]:
    """The stretches of a text in which a word of a phrase may stand."""
    return stretches(
        text, low, part.needles(low), lambda chunk: any(part.fits(token.term) for token in _tokens(chunk))
    )


def _in_a_row(text: str, low: str, parts: Sequence[TermMatcher]) -> Iterator[Run]:
    """Where tokens that stand in a row fit the parts in order."""
    for start, end in _places(text, low, parts[0]):
        first = _tokens(text[start:end])
        begins = [at for at, token in enumerate(first) if parts[0].fits(token.term)]
        if begins:
            row = list(islice(tokens(text[start:]), begins[-1] + len(parts)))
            for run in (row[at : at + len(parts)] for at in begins if at + len(parts) <= len(row)):
                if all(part.fits(token.term) for part, token in zip(parts, run, strict=True)):
                    yield tuple((start + token.start, start + token.end) for token in run)


def _near(text: str, low: str, parts: Sequence[TermMatcher], phrase: Phrase) -> Iterator[Run]:
    """The tokens that fit a part, in each window of the phrase's width in which every part finds its own."""
    where = [_places(text, low, part) for part in parts]
    if not all(where):
        return
    start, end = min(there[0][0] for there in where), max(there[-1][1] for there in where)
    chunks = list(map(_tokens, text[start:end].split()))
    terms = [token.term for chunk in chunks for token in chunk]
    windows = list(_windows(terms, phrase.terms, parts, len(parts) + (phrase.slop or 0)))
    if windows:
        starts = [chunk.start() for chunk in re.finditer(r"\S+", text[start:end])]
        firsts = list(accumulate(map(len, chunks), initial=0))

        def span(at: int) -> Span:
            number = bisect_right(firsts, at) - 1
            token, offset = chunks[number][at - firsts[number]], start + starts[number]
            return offset + token.start, offset + token.end

        yield from (tuple(map(span, window)) for window in windows)


def _windows(terms: Sequence[str], wanted: Sequence[str], parts: Sequence[TermMatcher], width: int) -> Iterator[list[int]]:
    """The places of the terms in each window; a part that is wanted twice must find two."""
    forms = [{term for term in set(terms) if part.fits(term)} for part in parts]
    where = [[at for at, term in enumerate(terms) if term in form] for form in forms]
    times = Counter(wanted)
    for start in sorted({at for places in where for at in places}):
        inside = [places[bisect_left(places, start) : bisect_left(places, start + width)] for places in where]
        distinct = sorted({at for places in inside for at in places})
        enough = all(len(places) >= times[word] for places, word in zip(inside, wanted, strict=True))
        if enough and len(distinct) >= len(parts):
            yield distinct
