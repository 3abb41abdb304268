"""For words that few articles have the two words that they may be, `mobilephone`, where articles have these so."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import INDEX_BITS, INDEX_MASK, Array, distinct, find_sorted, grouped
from dateline.index.schema import GAP
from dateline.index.segment.reader import SegmentReader
from dateline.search.query.absent import LONG
from dateline.search.query.relax import TIMES
from dateline.search.query.respell import LONGEST, PART
from dateline.search.site.letter_hashes import Letters, known_of, letters_of
from dateline.search.site.mapped import Mapped
from dateline.search.site.snapshot import Snapshot

_AT_ONCE = 1 << 18
"""Words of texts that are looked through at once."""
_BITS = 24
_SCATTER = np.uint64(0x9E3779B97F4A7C15)


class OpenForms(NamedTuple):
    """What words may be as two.

    Attributes:
        words: The word of each, ascending.
        places: After how many letters it is parted.
        pairs: Its number among all that were looked for.
        spilled: By segment the articles that have the two in a row, `pair << INDEX_BITS | article`, ascending.
    """

    words: Array
    places: Array
    pairs: Array
    spilled: list[Mapped]

    def of(self, first: int, last: int) -> tuple[Array, Array, Array]:
        """Of words from one to another each, where it is parted, and its articles, `index << INDEX_BITS | article`."""
        some = slice(*np.searchsorted(self.words, [first, last]))
        pairs = self.pairs[some]
        parts = [np.empty(0, np.int64)]
        for found in self.spilled if len(pairs) else ():
            entries = found.values
            entries = entries[slice(*np.searchsorted(entries, [pairs[0] << INDEX_BITS, pairs[-1] + 1 << INDEX_BITS]))]
            at, present = find_sorted(entries >> INDEX_BITS, pairs)
            parts.append((at << INDEX_BITS | entries & INDEX_MASK)[present])
            found.release()
        return self.words[some], self.places[some], np.concatenate(parts)

    def close(self) -> None:
        """Let go of all files."""
        for found in self.spilled:
            found.close()


def find_open_forms(site: Snapshot, words: Array, folder: Path) -> OpenForms:
    """The open forms of some words, ascending, which TIMES articles have or more; `folder` takes files that are needed
    as long as they are.
    """
    word, place, *parts = _partings(site, words)
    own = distinct(np.concatenate(parts))
    one, other = (np.searchsorted(own, part) for part in parts)
    codes = one * len(own) + other
    order = np.argsort(codes)
    codes, counts, spilled = codes[order], np.zeros(len(word), np.int64), []
    for number, segment in enumerate(site.segments):
        numbered, found = site.numbered(number), [np.empty(0, np.int64)]
        for doc, code in _side_by_side(segment, site.numbers[number][own], codes):
            found.append((order[code] << INDEX_BITS | numbered[doc])[numbered[doc] >= 0])
        together = distinct(np.concatenate(found))
        counts += np.bincount(together >> INDEX_BITS, minlength=len(word))
        spilled.append(Mapped(together, folder / f"{number}.open"))
    often = np.flatnonzero(counts >= TIMES)
    return OpenForms(word[often].astype(np.int64), place[often], often, spilled)


def _partings(site: Snapshot, words: Array) -> list[Array]:
    """Each two words of TIMES articles or more that one of some words may be: four columns, the word, after how many
    letters it is parted, and the two.
    """
    often = np.flatnonzero(site.doc_counts >= TIMES).astype(np.int32)
    known = known_of(site.words, often, often + 1, lambda of: of.whole, lambda of: of.place == 0)
    found = [np.empty((4, 0), np.int32)]
    for at, letters in letters_of(site.words, words, _is_within):
        one, other = known.of(letters.heads), known.of(letters.tails)
        chosen = np.flatnonzero((one > 0) & (other > 0))
        of = words[at + letters.word[chosen]], letters.place[chosen], one[chosen] - 1, other[chosen] - 1
        found.append(np.stack(of).astype(np.int32))
    return [*np.concatenate(found, axis=1)]


def _is_within(letters: Letters) -> Array:
    """Whether before each letter a word may be parted."""
    before, behind = letters.place, letters.size - letters.place
    within: Array = (before >= PART) & (behind >= PART) & (letters.size >= LONG) & (letters.size <= LONGEST)
    return within


def _side_by_side(segment: SegmentReader, words: Array, pairs: Array) -> Iterator[tuple[Array, Array]]:
    """The articles of a segment that have two of these words in a row, and which two: the index of their places among
    them, `one * len(words) + other`, in some that ascend. Some at a time, each once.
    """
    text, begin = _text(segment, words)
    some = np.zeros(1 << _BITS, bool)
    some[_short(pairs)] = True
    for first in range(0, len(text), _AT_ONCE):
        part = text[first : first + _AT_ONCE + 1].astype(np.int64) - 1
        at = np.flatnonzero((part[:-1] >= 0) & (part[1:] >= 0))
        code = part[at] * len(words) + part[at + 1]
        there = np.flatnonzero(some[_short(code)])
        pair, present = find_sorted(code[there], pairs)
        doc = np.searchsorted(begin, first + at[there[present]], "right") - 1
        found = distinct(doc << INDEX_BITS | pair[present])
        yield found >> INDEX_BITS, found & INDEX_MASK


def _text(segment: SegmentReader, words: Array) -> tuple[Array, Array]:
    """A segment's articles end to end: where one of these words stands its place among them, counted from 1, else 0;
    and where each article begins. A number below 0 is no word.
    """
    lengths = segment.lengths[:, :2].astype(np.int64)
    size = lengths[:, 0] + GAP + lengths[:, 1] + 1
    begin = np.cumsum(size) - size
    text = np.zeros(int(size.sum()), np.min_scalar_type(len(words)))
    order = np.argsort(words)
    order = order[words[order] >= 0]
    counts = [segment.doc_frequency(word) for word in words[order].tolist()]
    for some in grouped(np.array(counts, np.int64)):
        found = segment.occurrences_of(words[order[some]])
        at = np.repeat(begin[found.doc], found.count) + found.positions
        text[at] = np.repeat(order[some][found.word], found.count) + 1
        segment.release()
    return text, begin


def _short(pairs: Array) -> Array:
    return pairs.astype(np.uint64) * _SCATTER >> np.uint64(64 - _BITS)
