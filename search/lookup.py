"""Where the words of a query stand in one segment: each leaf of the tree as articles and frequencies.

Everything is arrays over the segment's postings; nothing here runs once per posting in Python.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.container import Array
from index.postings import COUNT_MAX, LEAD_MAX, TITLE_MAX, starts
from index.segment import Segment, in_lead, in_title
from search.match import fuzzy, matching
from search.query import Fuzzy, Pattern, Phrase, Word, Zone

Leaf = Word | Pattern | Fuzzy | Phrase
Stem = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Found:
    """The articles that a leaf matches, ascending, and how often: in all, in the headline, in the lead; each count is
    capped as a segment caps it."""

    docs: Array
    count: Array
    title: Array
    lead: Array

    def inside(self, zone: Zone) -> "Found":
        """Only what stands in a zone."""
        if zone == "text":
            return self
        count = self.title if zone == "title" else self.lead
        chosen = count > 0
        return Found(self.docs[chosen], count[chosen], self.title[chosen], self.lead[chosen])


def find(segment: Segment, leaf: Leaf, stem: Stem) -> Found:
    """What a leaf matches in a segment. `stem` gives a term's stem."""
    if isinstance(leaf, Phrase):
        return _phrase(segment, leaf, stem).inside(leaf.zone)
    if isinstance(leaf, Word) and not leaf.exact:
        number = segment.stems.find(stem(leaf.term).encode())
        found = _unpacked(*segment.stem_postings(number)) if number is not None else _NOTHING
    else:
        words = matching_words(segment, leaf)
        found = _unpacked(*segment.word_postings(words[0])) if len(words) == 1 else _union(segment, words)
    return found.inside(leaf.zone)


def matching_words(segment: Segment, leaf: Word | Pattern | Fuzzy) -> list[int]:
    """The words, as they stand, that an exact word, a pattern or a fuzzy word means."""
    if isinstance(leaf, Word):
        number = segment.words.find(leaf.term.encode())
        return [] if number is None else [number]
    if isinstance(leaf, Pattern):
        return matching(segment.words, leaf.pattern)
    return fuzzy(segment.words, leaf.term, leaf.edits)


def passages(segment: Segment, word: Word, docs: Array, stem: Stem, size: int, around: int) -> Array:
    """For each of the articles, as bits, the passages in which a word stands: `position // size % around`."""
    masks = np.zeros(len(docs), np.uint32)
    number = None if word.exact else segment.stems.find(stem(word.term).encode())
    for form in matching_words(segment, word) if number is None else segment.words_of(number).tolist():
        having, _ = segment.word_postings(form)
        at = np.searchsorted(having, docs)
        at[at == len(having)] = 0
        chosen = np.flatnonzero(having[at] == docs)
        posting, place = segment.places_in(form, at[chosen])
        np.bitwise_or.at(masks, chosen[posting], np.uint32(1) << (place // size % around).astype(np.uint32))
    return masks


def _unpacked(docs: Array, frequency: Array) -> Found:
    return Found(docs, frequency & COUNT_MAX, frequency >> 8 & TITLE_MAX, frequency >> 11)


_NOTHING = _unpacked(np.empty(0, "<u2"), np.empty(0, "<u2"))


def _union(segment: Segment, words: Sequence[int]) -> Found:
    """Several words as one: their counts added up."""
    if not words:
        return _NOTHING
    parts = [_unpacked(*segment.word_postings(word)) for word in words]
    docs = np.concatenate([part.docs for part in parts])

    def total(counts: list[Array], cap: int) -> Array:
        sums: Array = np.bincount(docs, np.concatenate(counts), len(segment))[present]
        return np.minimum(sums, cap).astype(np.int32)

    present = np.unique(docs)
    return Found(
        present,
        total([part.count for part in parts], COUNT_MAX),
        total([part.title for part in parts], TITLE_MAX),
        total([part.lead for part in parts], LEAD_MAX),
    )


def _phrase(segment: Segment, phrase: Phrase, stem: Stem) -> Found:
    """Occurrences are (article << 32 | position) keys, ascending; a phrase is an intersection of shifted keys."""
    keys = []
    for term in phrase.terms:
        words = _phrase_words(segment, term, phrase, stem)
        if not len(words):
            return _NOTHING
        keys.append(_keys(segment, words))
    if phrase.slop is not None:
        at = _near(keys, phrase.slop)
    else:
        at = keys[0]
        for offset, others in enumerate(keys[1:], 1):
            at = at[_isin(at + offset, others)]
    docs, places = at >> 32, at & 0xFFFFFFFF
    first = starts(docs)
    if not len(first):
        return _NOTHING
    lengths = segment.lengths
    return Found(
        docs[first],
        np.minimum(np.diff(np.append(first, len(docs))), COUNT_MAX),
        np.minimum(np.add.reduceat(in_title(docs, places, lengths).astype(np.int32), first), TITLE_MAX),
        np.minimum(np.add.reduceat(in_lead(docs, places, lengths).astype(np.int32), first), LEAD_MAX),
    )


def _phrase_words(segment: Segment, term: str, phrase: Phrase, stem: Stem) -> Sequence[int]:
    if not phrase.exact:
        number = segment.stems.find(stem(term).encode())
        return [] if number is None else segment.words_of(number).tolist()
    leaf = Pattern(term, phrase.at) if "*" in term else Word(term, phrase.at, exact=True)
    return matching_words(segment, leaf)


def _keys(segment: Segment, words: Sequence[int]) -> Array:
    parts = []
    for word in words:
        docs, places = segment.word_places(word)
        parts.append(docs.astype(np.int64) << 32 | places)
    return parts[0] if len(parts) == 1 else np.sort(np.concatenate(parts))


def _isin(wanted: Array, among: Array) -> Array:
    """For each key whether it is in a sorted array."""
    at = np.searchsorted(among, wanted)
    at[at == len(among)] = 0
    present: Array = among[at] == wanted
    return present


def _near(keys: list[Array], slop: int) -> Array:
    """Where windows begin that hold every term at a place of its own, and at most `slop` other words.

    A window begins at one of its terms. Every term must follow within its width; a term asked for twice, twice.
    """
    width = len(keys) + slop
    begin = np.unique(np.concatenate(keys))
    distinct: list[tuple[Array, int]] = []
    for key in keys:
        same = next((at for at, (other, _) in enumerate(distinct) if np.array_equal(other, key)), None)
        if same is None:
            distinct.append((key, 1))
        else:
            distinct[same] = (key, distinct[same][1] + 1)
    for key, times in distinct:
        last = np.searchsorted(key, begin) + times - 1
        inside = last < len(key)
        begin, last = begin[inside], last[inside]
        begin = begin[key[last] < begin + width]
    overlap = any(
        _isin(one, other).any() for at, (one, _) in enumerate(distinct) for other, _ in distinct[at + 1 :]
    )
    if overlap:
        begin = np.array([start for start in begin.tolist() if _seats(keys, start, width)], np.int64)
    return begin


def _seats(keys: list[Array], start: int, width: int) -> bool:
    """Whether every term finds a place of its own in a window, where patterns may want the same one."""
    places = [
        key[np.searchsorted(key, start) : np.searchsorted(key, start + width)].tolist() for key in keys
    ]
    taken: dict[int, int] = {}

    def seat(term: int, tried: set[int]) -> bool:
        for place in places[term]:
            if place not in tried:
                tried.add(place)
                if place not in taken or seat(taken[place], tried):
                    taken[place] = term
                    return True
        return False

    return all(seat(term, set()) for term in range(len(keys)))
