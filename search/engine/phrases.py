"""Where phrases stand in a segment: words in a row, or within a window of some width.

`forms` holds for a term of a phrase the words, by number, that will do for it. What stands where is told over slots
(`search.engine.slots`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice, pairwise
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.frequency import COUNT_MAX, total_count
from dateline.index.segment.inverted_index import Words
from dateline.index.segment.reader import SegmentReader
from dateline.search.engine.slots import Slots

_CHUNK = 1 << 14
"""Windows that are matched with terms at once."""
_COMMON = 4
"""Occurrences for each article from which a term's posting list leaves out too few articles to be read for that."""
_SHORT = 8
"""Terms in a row up to which nothing is gained by how they repeat."""


class Occurrences(NamedTuple):
    """Where a phrase begins: articles, ascending, and in each the positions, ascending."""

    docs: Array
    positions: Array


def in_a_row(segment: SegmentReader, terms: Sequence[str], forms: Mapping[str, Words]) -> Occurrences:
    """Where terms stand one after another: of the rarest one's occurrences those around which the others stand.

    Args:
        segment: The segment.
        terms: The terms in order.
        forms: What will do for each of them. No word will do for two of them unless one is a pattern.
    """
    occurrences = {term: segment.occurrences(words) for term, words in forms.items()}
    listed = _posting_lists(segment, terms, forms, occurrences)
    slots = Slots(segment, _articles_in_all(segment, listed), len(terms))
    if len(terms) > max(2 * len(forms), _SHORT) and not sharing(forms):
        return _repeating(slots, terms, forms)
    rarest, *others = sorted(range(len(terms)), key=lambda offset: occurrences[terms[offset]])
    if len(forms[terms[rarest]]) == 1:
        index, position = segment.positions_in(forms[terms[rarest]], slots.articles)
    else:
        chances = {terms[offset]: occurrences[terms[offset]] / segment.tokens for offset in (rarest, *others)}
        few = _few_together(chances, len(slots.articles) / max(slots.size, 1))
        index, position = slots.split(_side_by_side(slots, terms, {term: forms[term] for term in few}) + rarest)
        others = [offset for offset in others if terms[offset] not in few]
    begin = position.astype(np.int64) - rarest
    index, begin = index[begin >= 0], begin[begin >= 0]
    table = cache(lambda term: slots.bits([forms[term]]).view(bool))
    for offset in others:
        words = forms[terms[offset]]
        if len(words) == 1:
            fits = segment.occurs_at(int(words[0]), slots.articles[index], begin + offset)
        else:
            slots.leave(index)
            fits = table(terms[offset])[slots.first[index] + begin + offset]
        index, begin = index[fits], begin[fits]
    return Occurrences(slots.articles[index], begin)


def _few_together(chances: Mapping[str, float], wanted: float) -> list[str]:
    """The first of some terms, at most eight, whose chances to stand anywhere come to no more than what is wanted."""
    chosen, together = list[str](), 1.0
    for term, chance in chances.items():
        chosen.append(term)
        together *= chance
        if together <= wanted or len(chosen) == 8:
            break
    return chosen


def _side_by_side(slots: Slots, terms: Sequence[str], forms: Mapping[str, Words]) -> Array:
    """Where a phrase may begin, by those of its terms that have forms here: all slots at once."""
    bits, numbers = slots.bits(list(forms.values())), {term: number for number, term in enumerate(forms)}
    count = max(slots.size - len(terms), 0)
    fits = np.ones(count, np.uint8)
    for offset, term in enumerate(terms):
        if term in numbers:
            fits &= bits[offset : offset + count] >> numbers[term]
    return np.flatnonzero(fits.view(bool))


def _repeating(slots: Slots, terms: Sequence[str], forms: Mapping[str, Words]) -> Occurrences:
    """As `in_a_row`, of terms that don't share words: told of ever longer parts of the phrase, whatever they repeat.

    A part is two of half its length, and has a number, by which one is told from another (Karp, Miller and Rosenberg,
    "Rapid identification of repeated patterns in strings, trees and arrays", STOC 1972).
    """
    numbers = {term: number for number, term in enumerate(forms, 1)}
    parts = np.array([numbers[term] for term in terms], np.int32)
    begins_at, size = np.zeros(slots.size, np.uint16), 1
    for term, words in forms.items():
        slots.mark(begins_at, words, numbers[term])
    begin = np.flatnonzero(begins_at > 0)
    while 2 * size <= len(terms):
        known, parts = np.unique(parts[:-size] << 16 | parts[size:], return_inverse=True)
        pairs = begins_at[begin].astype(np.int32) << 16 | begins_at[begin + size]
        at = np.minimum(np.searchsorted(known, pairs), len(known) - 1)
        begins_at[begin] = np.where(known[at] == pairs, at + 1, 0)
        begin, parts, size = begin[known[at] == pairs], parts.astype(np.int32) + 1, 2 * size
    fits = (begins_at[begin] == parts[0]) & (begins_at[begin + len(terms) - size] == parts[-1])
    index, position = slots.split(begin[fits])
    return Occurrences(slots.articles[index], position)


def within_window(
    segment: SegmentReader, forms: Mapping[str, Words], times: Mapping[str, int], slop: int
) -> Occurrences:
    """Where windows begin that hold every term at a position of its own and at most `slop` other words.

    A window begins with one of the terms. Each must follow within its width; a term asked for twice, twice.

    Args:
        segment: The segment.
        forms: What will do for each distinct term, of which at most eight are patterns.
        times: How often each is asked for.
        slop: How many other words.
    """
    width = sum(times.values()) + slop
    listed = (_articles_of(segment, words, times[term]) for term, words in forms.items())
    slots = Slots(segment, _articles_in_all(segment, listed), width)
    occupied = {term: slots.of(words) for term, words in forms.items()}
    windows = _Windows(slots.size, occupied.values(), width)
    for group in _grouped(sorted(forms, key=lambda term: len(occupied[term])), 8):
        windows.hold([occupied[term] for term in group], [times[term] for term in group])
    shared = sharing(forms)
    if shared:
        windows.match([occupied[term] for term in shared], _Demand(forms, times, shared))
    index, position = slots.split(windows.slots[windows.begin])
    return Occurrences(slots.articles[index], position)


class _Windows:
    """Windows that begin at a slot where a term stands: those that have held all that was asked of them so far.

    Attributes:
        slots: All slots where a term stands, ascending.
        begin, end: The windows: each holds `slots[begin:end]`.
    """

    def __init__(self, size: int, occupied: Iterable[Array], width: int) -> None:
        taken = np.zeros(size + width, bool)
        for slots in occupied:
            taken[slots] = True
        self.slots = np.flatnonzero(taken)
        self.begin = np.arange(len(self.slots))
        self.end = np.searchsorted(self.slots, self.slots + width)
        self._size = size

    def bits(self, occupied: Sequence[Array]) -> Array:
        """For each slot which of at most eight terms stand there, a bit each."""
        table = np.zeros(self._size, np.uint8)
        for number, slots in enumerate(occupied):
            table[slots] |= 1 << number
        return table[self.slots]

    def hold(self, occupied: Sequence[Array], times: Sequence[int]) -> None:
        """Leave the windows in which each of these terms stands so often."""
        bits = self.bits(occupied)
        for number, least in enumerate(times):
            count = self._count(bits & (1 << number) != 0)
            self._keep(count >= least)

    def match(self, occupied: Sequence[Array], demand: "_Demand") -> None:
        """Leave the windows in which these terms, which may want the same slots, each find one of their own."""
        bits = self.bits(occupied)
        ample = np.ones(len(self.begin), bool)
        for number in range(len(occupied)):
            ample &= self._count(bits & (1 << number) != 0) >= demand.most
        for start in range(0, len(unclear := np.flatnonzero(~ample)), _CHUNK):
            chunk = unclear[start : start + _CHUNK]
            ample[chunk] = demand.met(bits, self.begin[chunk], self.end[chunk])
        self._keep(ample)

    def _count(self, chosen: Array) -> Array:
        """For each window how many of its slots are chosen."""
        before = np.zeros(len(chosen) + 1, np.int32)
        np.cumsum(chosen, out=before[1:])
        return before[self.end] - before[self.begin]

    def _keep(self, chosen: Array) -> None:
        self.begin, self.end = self.begin[chosen], self.end[chosen]


class _Demand:
    """Whether a window has a bipartite matching of terms with slots that leaves no term out.

    By Hall's theorem ("On representatives of subsets", Journal of the London Mathematical Society 10, 1935) there is
    one if any set of terms has as many slots as there are terms in it. Only terms that share words with others matter,
    the patterns: a set of them with all the single words among theirs.
    """

    def __init__(self, forms: Mapping[str, Words], times: Mapping[str, int], shared: Sequence[str]) -> None:
        self._sets = np.arange(1, 1 << len(shared))
        self._needed = np.zeros(len(self._sets), np.int64)
        for number, term in enumerate(shared):
            self._needed[self._sets >> number & 1 == 1] += times[term]
        for term in forms.keys() - set(shared):
            wanting = sum(1 << number for number, other in enumerate(shared) if _has(forms[other], int(forms[term][0])))
            self._needed[self._sets & wanting != 0] += times[term]
        self.most = int(self._needed.max())

    def met(self, bits: Array, begin: Array, end: Array) -> Array:
        """For each of the windows, in order, whether it has one; `bits` has the patterns that fit at each slot."""
        first = int(begin[0])
        part = bits[first : int(end.max())]
        kinds = np.flatnonzero(np.bincount(part))
        counts = np.empty((len(begin), len(kinds)), np.float32)
        for number, kind in enumerate(kinds):
            before = np.append(0, np.cumsum(part == kind))
            counts[:, number] = before[end - first] - before[begin - first]
        in_set = (kinds[:, None] & self._sets) != 0
        held: Array = counts @ in_set.astype(np.float32)
        enough: Array = np.logical_and.reduce(held >= self._needed, axis=1)
        return enough


def sharing(forms: Mapping[str, Words]) -> list[str]:
    """The patterns, where a word will do for two terms, which may then want the same slots; else none."""
    patterns = [term for term in forms if "*" in term]
    listed = np.concatenate([np.asarray(words) for words in forms.values()])
    return patterns if len(np.unique(listed)) < len(listed) else []


def _has(words: Words, word: int) -> bool:
    at = int(np.searchsorted(words, word))
    return at < len(words) and words[at] == word


def _grouped(terms: Iterable[str], size: int) -> Iterable[list[str]]:
    rest = iter(terms)
    return iter(lambda: list(islice(rest, size)), [])


def _posting_lists(
    segment: SegmentReader, terms: Sequence[str], forms: Mapping[str, Words], occurrences: Mapping[str, int]
) -> Iterator[Array]:
    """The articles of a phrase's bigrams that have posting lists, and of each term that is in none but stands not
    everywhere: those that have them as often as the phrase.
    """
    common = {term for term, words in forms.items() if len(words) == 1 and segment.in_bigrams(words[0])}
    bigrams = Counter(pair for pair in pairwise(terms) if common.issuperset(pair))
    for (one, other), times in bigrams.items():
        docs, frequency = segment.bigram_postings(forms[one][0], forms[other][0])
        yield docs if times == 1 else docs[total_count(frequency) >= min(times, COUNT_MAX)]
    for term in forms.keys() - set(chain.from_iterable(bigrams)):
        times = terms.count(term)
        if occurrences[term] <= _COMMON * times * len(segment):
            yield _articles_of(segment, forms[term], times)


def _articles_of(segment: SegmentReader, words: Words, times: int) -> Array:
    """The articles in which words stand so often together."""
    if times == 1:
        return segment.docs_of(words)
    docs, frequency = segment.postings_of(words)
    return np.flatnonzero(np.bincount(docs, total_count(frequency)) >= min(times, COUNT_MAX))


def _articles_in_all(segment: SegmentReader, lists: Iterable[Array]) -> Array:
    """The articles that are in every posting list."""
    in_all = np.ones(len(segment), bool)
    for docs in lists:
        in_this = np.zeros(len(segment), bool)
        in_this[docs] = True
        in_all &= in_this
    return np.flatnonzero(in_all)
