"""Which spans of a text match a query: what is highlighted. The rule for each atom is the one that finds it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import TypeVar

from dateline.index.analysis.surface import forms_of, plain_term
from dateline.index.analysis.terms import Token, normalize, tokens, word_pattern
from dateline.index.schema import LEAD
from dateline.search.highlight.candidates import (
    TermMatcher,
    candidate_spans,
    fuzzy_matcher,
    lowercased,
    pattern_matcher,
    word_matcher,
)
from dateline.search.query.tree import Fuzzy, Node, Pattern, Phrase, SurfaceForm, Word, Zone, atoms, ways
from dateline.search.results import Span

Spellings = Callable[[str], Collection[str]]
_Found = TypeVar("_Found")
Occurrence = tuple[Span, ...]
"""One occurrence of an atom: the span of a word, or those of a phrase's words, ascending."""

_CACHED_MAX = 1 << 16
"""Chunks of texts whose tokens are cached: an export marks texts by the hundred thousand."""
_FEW = 32
"""Words that are searched for one by one; of more it is cheaper to look at every token once."""


@lru_cache(maxsize=_CACHED_MAX)
def _tokens(chunk: str) -> tuple[Token, ...]:
    return tuple(tokens(chunk))


class _Cache(dict[str, list[_Found]]):
    """What a function finds in a piece of text; one that was asked for before costs no call."""

    def __init__(self, find: Callable[[str], list[_Found]]) -> None:
        self._find = find

    def __missing__(self, piece: str) -> list[_Found]:
        if len(self) >= _CACHED_MAX:
            self.clear()
        self[piece] = found = self._find(piece)
        return found


class _Places(dict[str, int]):
    """For each term, as bits, the words of a phrase that it fits."""

    def __init__(self, words: Sequence[TermMatcher]) -> None:
        self._bits: dict[TermMatcher, int] = {}
        for at, word in enumerate(words):
            self._bits[word] = self._bits.get(word, 0) | 1 << at

    def __missing__(self, term: str) -> int:
        self[term] = found = sum(bits for word, bits in self._bits.items() if word.fits(term))
        return found


Match = tuple[int, int, int]
"""A token that matches: where it begins and ends, and the number of the atom that it matches; plain, as there may be
millions.
"""


class Marker:
    """Finds matches in the texts of an archive, for one query.

    Args:
        node: The query.
        spellings: Gives the words of the archive that have a term's stem.
    """

    def __init__(self, node: Node, spellings: Spellings) -> None:
        found = list(enumerate(atoms(node)))
        self._zones: list[Zone] = [atom.zone for _, atom in found]
        self._has_zones = any(zone != "text" for zone in self._zones)
        every = [(number, way) for number, atom in found for way in ways(atom)]
        self._words = [
            (number, _matcher(atom, spellings))
            for number, atom in every
            if not isinstance(atom, Phrase | SurfaceForm)
        ]
        self._meant: dict[str, list[int]] = {}  # of hundreds of words each is looked up, not asked
        for number, matcher in self._words:
            for term in matcher.terms:
                self._meant.setdefault(term, []).append(number)
        self._asked: dict[str, list[tuple[int, TermMatcher]]] = {}  # and of hundreds of patterns, those of its letters
        for number, matcher in self._words:
            if not matcher.terms:
                self._asked.setdefault(matcher.letters, []).append((number, matcher))
        self._sizes = set(map(len, self._asked))
        self._forms = [(number, atom.form) for number, atom in found if isinstance(atom, SurfaceForm)]
        self._phrases = [
            (number, atom, _word_matchers(atom, spellings)) for number, atom in every if isinstance(atom, Phrase)
        ]
        self._in_chunks, self._in_tokens = _Cache(self._fitting), _Cache(self._meaning)

    def title(self, text: str) -> tuple[Span, ...]:
        """The spans in a headline that match."""
        return spans_of(self._matches(text, "title"))

    def body(self, text: str) -> list[Match]:
        """The matches in a body, in order."""
        return self._matches(text, "lead")

    def _matches(self, text: str, part: Zone) -> list[Match]:
        low = lowercased(text)
        lead = _end_of_lead(text) if part == "lead" and part in self._zones else len(text)

        def counts(number: int, begin: int) -> bool:
            zone = self._zones[number]
            return zone == "text" or (zone == part and begin < lead)

        matches = self._words_in(text, low)
        if self._has_zones:
            matches = [match for match in matches if counts(match[2], match[0])]
        if self._forms:
            of_forms = ((*span, number) for number, form in self._forms for span in _forms_in(text, low, form))
            matches = sorted({*matches, *(match for match in of_forms if counts(match[2], match[0]))})
        if self._phrases:
            of_phrases = (
                (*span, number)
                for number, spans in self._phrases_in(text, low)
                if counts(number, spans[0][0])
                for span in spans
            )
            matches = sorted({*matches, *of_phrases})
        return matches

    def _words_in(self, text: str, low: str) -> list[Match]:
        """The matches of single words, in order, in whatever zone they are looked for."""
        if len(self._words) > _FEW:
            found = map(re.Match.span, word_pattern(ascii_only=text.isascii()).finditer(text))
            return [(start, end, number) for start, end in found for number in self._in_tokens[text[start:end]]]
        words = [matcher for _, matcher in self._words]
        return [
            (start + begin, start + stop, number)
            for start, end in candidate_spans(text, low, words, self._in_chunks.__getitem__)
            for begin, stop, number in self._in_chunks[text[start:end]]
        ]

    def _phrases_in(self, text: str, low: str) -> Iterator[tuple[int, Occurrence]]:
        """The occurrences of each phrase by its number, in whatever zone it is looked for."""
        for number, phrase, words in self._phrases:
            found = _in_a_row(text, low, words) if phrase.slop is None else _within(text, low, words, phrase)
            yield from ((number, spans) for spans in found)

    def _fitting(self, chunk: str) -> list[Match]:
        """The tokens of a chunk that single words of the query mean."""
        return [
            (token.start, token.end, number)
            for token in _tokens(chunk)
            for number in self._numbers(token.term)
        ]

    def _meaning(self, token: str) -> list[int]:
        """As `_numbers`."""
        return self._numbers(normalize(token))

    def _numbers(self, term: str) -> list[int]:
        """The atoms that mean a term as a single word, ascending."""
        found = list(self._meant.get(term, ()))
        for size in self._sizes:
            for part in {term[at : at + size] for at in range(len(term) - size + 1)} & self._asked.keys():
                found += [number for number, matcher in self._asked[part] if matcher.fits(term)]
        found.sort()
        return found


def spans_of(matches: Sequence[Match]) -> tuple[Span, ...]:
    """The spans of matches, each once, neighbours of one phrase left apart."""
    return tuple(sorted({match[:2] for match in matches}))


def _end_of_lead(text: str) -> int:
    """Where a body's lead ends: with its first paragraph, or before a word too many."""
    end = text.find("\n")
    paragraph = text if end < 0 else text[:end]
    beyond = next(islice(tokens(paragraph), LEAD, None), None)
    return beyond.start if beyond else len(paragraph)


def _matcher(atom: Word | Pattern | Fuzzy, spellings: Spellings) -> TermMatcher:
    match atom:
        case Word(term, exact=exact):
            return word_matcher([term] if exact else spellings(term))
        case Pattern():
            return pattern_matcher(atom)
        case Fuzzy():
            return fuzzy_matcher(atom)


def _word_matchers(phrase: Phrase, spellings: Spellings) -> list[TermMatcher]:
    """The words of a phrase. A `*` in a quote makes a pattern."""
    matchers = {
        term: _matcher(Pattern(term, phrase.span), spellings)
        if phrase.exact and "*" in term
        else _matcher(Word(term, phrase.span, exact=phrase.exact), spellings)
        for term in phrase.terms
    }
    return [matchers[term] for term in phrase.terms]


def _candidates(text: str, low: str, word: TermMatcher) -> list[Span]:
    """The spans of a text in which a word of a phrase may stand."""
    return candidate_spans(
        text, low, [word], lambda chunk: any(word.fits(token.term) for token in _tokens(chunk))
    )


def _in_a_row(text: str, low: str, words: Sequence[TermMatcher]) -> Iterator[Occurrence]:
    """Where tokens that stand in a row fit the words in order; of those that overlap the one before, the first token
    and those that it lacks.

    Bits tell which beginnings of the phrase end with a token (the Shift-And algorithm: Baeza-Yates and Gonnet, "A new
    approach to text searching", CACM 35, 1992). Only what lies after a candidate is cut into tokens.
    """
    places = _Places(words)
    whole, done = 1 << (len(words) - 1), 0
    for start, end in _candidates(text, low, words[0]):
        if end <= done:
            continue
        row, shown, ends = list[Span](), 0, 0
        for token in tokens(text, max(start, done)):
            ends = (ends << 1 | 1) & places[token.term]
            done = token.end
            if not ends and done >= end:
                break
            row.append((token.start, done))
            if ends & whole:
                first = len(row) - len(words)
                yield row[first], *row[max(first + 1, shown) :]
                shown = len(row)


def _forms_in(text: str, low: str, form: str) -> Iterator[Span]:
    """Where a surface form stands."""
    word = word_matcher([plain_term(form)])
    for start, end in _candidates(text, low, word):
        for token in _tokens(text[start:end]):
            moved = Token(token.term, start + token.start, start + token.end)
            if word.fits(token.term) and form in forms_of(text, moved):
                yield moved.start, moved.end
                if "-" in form:  # and a number
                    yield moved.end + 1, moved.start + len(form)


def _within(text: str, low: str, words: Sequence[TermMatcher], phrase: Phrase) -> Iterator[Occurrence]:
    """The tokens that fit a word, in each window of the phrase's width that holds all of the words.

    Only what lies between the first and the last candidate is cut into tokens, a chunk at a time.
    """
    where = [_candidates(text, low, word) for word in set(words)]
    if not all(where):
        return
    start, end = min(spans[0][0] for spans in where), max(spans[-1][1] for spans in where)
    chunks = list(map(_tokens, text[start:end].split()))
    terms = [token.term for chunk in chunks for token in chunk]
    windows = list(_windows(terms, phrase.terms, words, len(words) + (phrase.slop or 0)))
    if windows:
        chunk_starts = [chunk.start() + start for chunk in re.finditer(r"\S+", text[start:end])]
        first_positions = list(accumulate(map(len, chunks), initial=0))

        def span(position: int) -> Span:
            number = bisect_right(first_positions, position) - 1
            token = chunks[number][position - first_positions[number]]
            return chunk_starts[number] + token.start, chunk_starts[number] + token.end

        yield from (tuple(map(span, window)) for window in windows)


def _windows(
    terms: Sequence[str], wanted: Sequence[str], words: Sequence[TermMatcher], width: int
) -> Iterator[list[int]]:
    """The positions of fitting terms in each window; it begins with one, and has one twice that is wanted twice. Of
    windows that overlap the one before, the first position and those that it lacks.
    """
    matchers, times = dict(zip(wanted, words, strict=True)), Counter(wanted)
    fitting = {term: [one for one, word in matchers.items() if word.fits(term)] for term in set(terms)}
    positions = [at for at, term in enumerate(terms) if fitting[term]]
    held, end, shown = Counter[str](), 0, 0
    for first, start in enumerate(positions):
        while end < len(positions) and positions[end] < start + width:
            held.update(fitting[terms[positions[end]]])
            end += 1
        if end - first >= len(words) and all(held[term] >= least for term, least in times.items()):
            yield [start, *positions[max(first + 1, shown) : end]]
            shown = end
        held.subtract(fitting[terms[start]])
