"""Where the words of a query stand in one segment: each atom of the tree as articles and frequencies.

Everything is arrays over the segment's postings; nothing here runs once per posting in Python.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, find_sorted, run_starts, run_sums
from dateline.index.segment.frequency import only_lead, only_title, pack_frequency, packed_sums, summable
from dateline.index.segment.postings import in_lead, in_title
from dateline.index.segment.reader import SegmentReader
from dateline.search.query.expand import fuzzy_words, pattern_words
from dateline.search.query.tree import Atom, Fuzzy, Pattern, Phrase, Word, Zone

Stem = Callable[[str], str]


class PostingList(NamedTuple):
    """The articles that a atom matches, ascending, and how often: packed frequencies (`index.segment.frequency`)."""

    docs: Array
    frequency: Array

    def inside(self, zone: Zone) -> "PostingList":
        """Only what stands in a zone, as if there were nothing else."""
        if zone == "text":
            return self
        frequency = only_title(self.frequency) if zone == "title" else only_lead(self.frequency)
        chosen = frequency > 0
        return PostingList(self.docs[chosen], frequency[chosen])


def find(segment: SegmentReader, atom: Atom, stem: Stem) -> PostingList:
    """What a atom matches in a segment. `stem` gives a term's stem."""
    if isinstance(atom, Phrase):
        return _phrase(segment, atom, stem).inside(atom.zone)
    if isinstance(atom, Word) and not atom.exact:
        number = segment.stems.find(stem(atom.term).encode())
        found = PostingList(*segment.stem_postings(number)) if number is not None else _NOTHING
    else:
        words = matching_words(segment, atom)
        found = PostingList(*segment.word_postings(words[0])) if len(words) == 1 else _union(segment, words)
    return found.inside(atom.zone)


def matching_words(segment: SegmentReader, atom: Word | Pattern | Fuzzy) -> Sequence[int]:
    """The words as they stand that an exact word, a pattern or a fuzzy word means; a range where they are in a row."""
    if isinstance(atom, Word):
        number = segment.words.find(atom.term.encode())
        return [] if number is None else [number]
    if isinstance(atom, Pattern):
        return pattern_words(segment.words, atom.pattern)
    return fuzzy_words(segment, atom.term, atom.edits)


def passages(segment: SegmentReader, word: Word, docs: Array, stem: Stem, size: int, around: int) -> Array:
    """For each of the articles, as bits, the passages in which a word stands: `position // size % around`."""
    number = None if word.exact else segment.stems.find(stem(word.term).encode())
    forms = matching_words(segment, word) if number is None else segment.words_of(number).tolist()
    which, place = segment.positions_in(forms, docs)
    masks = np.zeros(len(docs), np.uint32)
    np.bitwise_or.at(masks, which, np.uint32(1) << (place // size % around).astype(np.uint32))
    return masks


_NOTHING = PostingList(np.empty(0, "<u2"), np.empty(0, "<u2"))


def _union(segment: SegmentReader, words: Sequence[int]) -> PostingList:
    """Several words as one: their counts added up."""
    if not words:
        return _NOTHING
    docs, frequency = segment.postings_of(words)
    sums = np.bincount(docs, summable(frequency), len(segment))
    present = np.flatnonzero(sums > 0)
    return PostingList(present, packed_sums(sums[present]))


def _phrase(segment: SegmentReader, phrase: Phrase, stem: Stem) -> PostingList:
    """Occurrences are (article << 32 | position) keys, ascending."""
    forms = [_phrase_words(segment, term, phrase, stem) for term in phrase.terms]
    if not all(map(len, forms)):
        return _NOTHING
    pairs = _pairs(segment, forms) if phrase.slop is None else {}
    if pairs and len(forms) == 2:
        return pairs[0]
    common = _common(segment, forms, pairs)
    at = _in_a_row(segment, forms, common) if phrase.slop is None else _near(segment, forms, common, phrase.slop)
    docs, places = at >> 32, at & 0xFFFFFFFF
    first = run_starts(docs)
    lengths = segment.lengths
    count = np.diff(np.append(first, len(docs)))
    title, lead = (run_sums(inside(docs, places, lengths), first) for inside in (in_title, in_lead))
    return PostingList(docs[first], pack_frequency(count, title, lead))


def _pairs(segment: SegmentReader, forms: Sequence[Sequence[int]]) -> dict[int, PostingList]:
    """What is posted of a phrase's pairs, by the place of the first word in the phrase."""
    common = [len(words) == 1 and segment.in_bigrams(words[0]) for words in forms]
    return {
        at: PostingList(*segment.bigram_postings(forms[at][0], forms[at + 1][0]))
        for at in range(len(forms) - 1)
        if common[at] and common[at + 1]
    }


def _common(segment: SegmentReader, forms: Sequence[Sequence[int]], pairs: Mapping[int, PostingList]) -> Array:
    """The articles that have a form of every term, and every posted pair."""
    alone = [words for at, words in enumerate(forms) if at not in pairs and at - 1 not in pairs]
    lists = [found.docs for found in pairs.values()] + [segment.docs_of(words) for words in alone]
    first, *others = sorted(lists, key=len)
    common = np.zeros(len(segment), bool)
    common[first] = True
    for docs in others:
        having = np.zeros(len(segment), bool)
        having[docs] = True
        common &= having
    return np.flatnonzero(common)


def _phrase_words(segment: SegmentReader, term: str, phrase: Phrase, stem: Stem) -> Sequence[int]:
    if not phrase.exact:
        number = segment.stems.find(stem(term).encode())
        return [] if number is None else segment.words_of(number).tolist()
    atom = Pattern(term, phrase.span) if "*" in term else Word(term, phrase.span, exact=True)
    return matching_words(segment, atom)


def _keys(segment: SegmentReader, words: Sequence[int], docs: Array) -> Array:
    """The occurrences of words in some articles."""
    which, places = segment.positions_in(words, docs)
    keys: Array = docs[which] << 32 | places
    return keys if len(words) == 1 else np.sort(keys)


def _in_a_row(segment: SegmentReader, forms: Sequence[Sequence[int]], common: Array) -> Array:
    """Where phrases begin: of the rarest term's occurrences those that have the others at their distances."""
    sizes = [sum(segment.occurrences(word) for word in words) for words in forms]
    order = sorted(range(len(forms)), key=sizes.__getitem__)
    at = _keys(segment, forms[order[0]], common) - order[0]
    for offset in order[1:]:
        if len(forms[offset]) == 1:
            key = at + offset
            at = at[segment.occurs_at(forms[offset][0], key >> 32, key & 0xFFFFFFFF)]
        else:
            at = at[find_sorted(at + offset, _keys(segment, forms[offset], common))[1]]
    return at


def _near(segment: SegmentReader, forms: Sequence[Sequence[int]], common: Array, slop: int) -> Array:
    """Where windows begin that hold every term at a place of its own, and at most `slop` other words.

    A window begins at one of its terms. Every term must follow within its width; a term asked for twice, twice.
    """
    keys = [_keys(segment, words, common) for words in forms]
    width = len(keys) + slop
    begin = np.sort(np.concatenate(keys))
    begin = begin[run_starts(begin)]
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
        find_sorted(one, other)[1].any() for at, (one, _) in enumerate(distinct) for other, _ in distinct[at + 1 :]
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
