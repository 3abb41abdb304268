"""The frequent words right before and after each occurrence of a word that is less frequent: by these the page finds a
phrase without the positions of its most frequent words.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from dateline.index.arrays import Array
from dateline.index.schema import GAP
from dateline.index.segment.postings import Postings, in_lead
from dateline.index.segment.reader import SegmentReader
from dateline.search.site.mapped import Mapped

MOST = (1 << 15) - 1
"""Frequent words there are at most: two numbers of them and a position are one of 64 bits."""
_BEFORE, _AFTER = 32, 48
_AT_ONCE = 1 << 20
"""Positions that are read before the memory of them is given back."""


class Text:
    """A segment's articles end to end, a number a word: of a frequent word its place among them, counted from 1; of all
    else, gaps and what parts two articles too, 0. It is a file, of which memory holds what is being read.
    """

    def __init__(self, segment: SegmentReader, frequent: Sequence[int], path: Path) -> None:
        self._lengths = segment.lengths
        size = self._lengths[:, 0].astype(np.int64) + GAP + self._lengths[:, 1] + 1
        self._begin = np.cumsum(size) - size
        words = np.zeros(int(size.sum()), np.uint16)
        for place, doc, position in positions_of(segment, frequent):
            words[self._begin[doc] + position] = place + 1
        self._words = Mapped(words, path)

    def at(self, doc: Array, position: Array) -> Array:
        """What stands at positions of articles."""
        words: Array = self._words.values[self._begin[doc] + position]
        return words

    def beside(self, postings: Postings, wanted: Array) -> Array:
        """For each occurrence its position, and where that is wanted of its posting, from bit 32 on what stands before
        it, from bit 48 on what after. The lowest bit of what is before says that it stands in the lead and the
        occurrence does not.
        """
        if not wanted.any():
            return postings.positions
        chosen = np.flatnonzero(np.repeat(wanted, postings.count))
        doc, position = np.repeat(postings.doc, postings.count)[chosen], postings.positions[chosen]
        last = in_lead(doc, position - 1, self._lengths) & ~in_lead(doc, position, self._lengths)
        before = np.left_shift(self.at(doc, position - 1), 1, dtype=np.int64) | last
        after = self.at(doc, position + 1).astype(np.int64)
        self.release()
        beside = postings.positions.astype(np.int64)
        beside[chosen] |= before << _BEFORE | after << _AFTER
        return beside

    def release(self) -> None:
        """Give back the memory of what was read."""
        self._words.release()

    def close(self) -> None:
        """Let go of the file."""
        self._words.close()


def positions_of(segment: SegmentReader, words: Sequence[int]) -> Iterator[tuple[int, Array, Array]]:
    """For each word of a segment its place among these, and its occurrences: articles and positions. A number below 0
    is no word. The memory of what was read is given back now and then, and at the end.
    """
    read = 0
    for place, word in enumerate(words):
        if word >= 0:
            doc, position = segment.word_positions(word)
            yield place, doc, position
            read += len(position)
            if read > _AT_ONCE:
                segment.release()
                read = 0
    segment.release()


def parted(beside: Array) -> tuple[Array, Array, Array]:
    """Positions, what stands before, and what after, of what `Text.beside` put together."""
    if beside.dtype != np.int64:
        return beside, np.empty(0, np.uint16), np.empty(0, np.uint16)
    return beside.astype(np.int32), (beside >> _BEFORE).astype(np.uint16), (beside >> _AFTER).astype(np.uint16)
