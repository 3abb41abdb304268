"""What the atoms of a query give in one segment: posting lists.

Everything is arrays over the segment's postings; nothing here runs once per posting in Python.
"""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, run_starts, run_sums
from dateline.index.segment.frequency import COUNT_MAX, only_lead, only_title, pack_frequency, packed_sums, summable
from dateline.index.segment.inverted_index import Words
from dateline.index.segment.postings import in_lead, in_title
from dateline.index.segment.reader import SegmentReader
from dateline.search.engine.phrases import Occurrences, in_a_row, within_window
from dateline.search.query.expand import fuzzy_words, pattern_words
from dateline.search.query.tree import Atom, Fuzzy, Pattern, Phrase, SurfaceForm, Word, Zone, ways

Stem = Callable[[str], str]


class PostingList(NamedTuple):
    """The articles that an atom matches, ascending, and how often: packed frequencies (`index.segment.frequency`)."""

    docs: Array
    frequency: Array

    def inside(self, zone: Zone) -> "PostingList":
        """Only what stands in a zone, as if there were nothing else."""
        if zone == "text":
            return self
        frequency = only_title(self.frequency) if zone == "title" else only_lead(self.frequency)
        chosen = frequency > 0
        return PostingList(self.docs[chosen], frequency[chosen])


_EMPTY = PostingList(np.empty(0, "<u2"), np.empty(0, "<u2"))


def look_up(segment: SegmentReader, atom: Atom, stem: Stem) -> PostingList:
    """What an atom matches in a segment. `stem` gives a term's stem."""
    found, *others = (_look_up(segment, way, stem) for way in ways(atom))
    for other in others:
        found = _added(segment, found, other)
    found = found.inside(atom.zone)
    if isinstance(atom, SurfaceForm) and atom.preferred:
        return found._replace(frequency=np.full(len(found.docs), COUNT_MAX, "<u2"))
    return found


def _look_up(segment: SegmentReader, atom: Atom, stem: Stem) -> PostingList:
    """What an atom matches alone, in whatever zone."""
    if isinstance(atom, Phrase):
        return _phrase(segment, atom, stem)
    if isinstance(atom, SurfaceForm):
        number = segment.forms.find(atom.form.encode())
        return PostingList(*segment.form_postings(number)) if number is not None else _EMPTY
    if isinstance(atom, Word) and not atom.exact:
        number = segment.stems.find(stem(atom.term).encode())
        return PostingList(*segment.stem_postings(number)) if number is not None else _EMPTY
    words = _expanded(segment, atom)
    return PostingList(*segment.word_postings(words[0])) if len(words) == 1 else _union(segment, words)


def articles_of(segment: SegmentReader, word: Word, stem: Stem) -> Array:
    """The articles of `look_up`, of a word in whatever zone, its compounds aside."""
    numbers = segment.words if word.exact else segment.stems
    number = numbers.find((word.term if word.exact else stem(word.term)).encode())
    if number is None:
        return _EMPTY.docs
    return segment.docs_of([number]) if word.exact else segment.stem_docs(number)


def passages(segment: SegmentReader, forms: Words, docs: Array, size: int, modulus: int) -> Array:
    """For each of the articles, as bits, the passages in which a word stands in one of its forms:
    `position // size % modulus`.
    """
    index, position = segment.positions_in(forms, docs)
    masks = np.zeros(len(docs), np.uint32)
    np.bitwise_or.at(masks, index, np.uint32(1) << (position // size % modulus).astype(np.uint32))
    return masks


def forms_of(segment: SegmentReader, word: Word, stem: Stem) -> Words:
    """The words that will do for a word: itself if it is exact, else all of its stem."""
    if word.exact:
        return _expanded(segment, word)
    number = segment.stems.find(stem(word.term).encode())
    return [] if number is None else segment.words_of(number).tolist()


def _expanded(segment: SegmentReader, atom: Word | Pattern | Fuzzy) -> Words:
    """The words as they stand that an exact word, a pattern or a fuzzy word means."""
    match atom:
        case Word(term):
            number = segment.words.find(term.encode())
            return [] if number is None else [number]
        case Pattern(pattern):
            return pattern_words(segment, pattern)
        case Fuzzy(term, edits):
            return fuzzy_words(segment, term, edits)


def _union(segment: SegmentReader, words: Words) -> PostingList:
    """Several words as one: their counts added up, all three of a packed frequency in one float64."""
    if not len(words):
        return _EMPTY
    return _summed(segment.sums_of(words))


def _added(segment: SegmentReader, one: PostingList, other: PostingList) -> PostingList:
    """Two posting lists as one."""
    if not (len(one.docs) and len(other.docs)):
        return one if len(one.docs) else other
    docs, frequency = (np.concatenate(pair) for pair in zip(one, other, strict=True))
    return _summed(np.bincount(docs, summable(frequency), len(segment)))


def _summed(sums: Array) -> PostingList:
    """The articles whose frequencies, as `summable` has them, come to something."""
    present = np.flatnonzero(sums > 0)
    return PostingList(present, packed_sums(sums[present]))


def _phrase(segment: SegmentReader, phrase: Phrase, stem: Stem) -> PostingList:
    terms = phrase.terms
    if not phrase.exact:  # whatever has a stem will do for it
        of_stem = {stem(term): term for term in terms}
        terms = tuple(of_stem[stem(term)] for term in terms)
    forms = {term: _phrase_forms(segment, term, phrase, stem) for term in terms}
    if not all(map(len, forms.values())):
        return _EMPTY
    if phrase.slop is not None:
        return _counted(segment, within_window(segment, forms, Counter(terms), phrase.slop))
    if len(terms) == 2 and all(len(words) == 1 and segment.in_bigrams(words[0]) for words in forms.values()):
        one, other = (forms[term][0] for term in terms)
        return PostingList(*segment.bigram_postings(one, other))
    return _counted(segment, in_a_row(segment, terms, forms))


def _phrase_forms(segment: SegmentReader, term: str, phrase: Phrase, stem: Stem) -> Words:
    """The words that will do for a term of a phrase, where a `*` makes a pattern."""
    if phrase.exact and "*" in term:
        return _expanded(segment, Pattern(term, phrase.span))
    return forms_of(segment, Word(term, phrase.span, exact=phrase.exact), stem)


def _counted(segment: SegmentReader, found: Occurrences) -> PostingList:
    """Occurrences as a posting list."""
    docs, positions = found
    first = run_starts(docs)
    count = np.diff(np.append(first, len(docs)))
    title, lead = (run_sums(inside(docs, positions, segment.lengths), first) for inside in (in_title, in_lead))
    return PostingList(docs[first], pack_frequency(count, title, lead))
