"""Slots: all positions of some articles of a segment, numbered end to end, of which an array has an item each."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dateline.index.arrays import Array
from dateline.index.schema import GAP
from dateline.index.segment.inverted_index import NOWHERE, Words
from dateline.index.segment.reader import SegmentReader


class Slots:
    """The slots of some articles, with some between any two that no word stands at."""

    def __init__(self, segment: SegmentReader, articles: Array, between: int) -> None:
        self._segment, self.articles, self._between = segment, articles, between

    @cached_property
    def _ends(self) -> Array:
        lengths = self._segment.lengths[self.articles, :2]
        return np.cumsum(lengths.sum(axis=1, dtype=np.int64) + (GAP + self._between))

    @cached_property
    def first(self) -> Array:
        """For each article the slot of its position 0."""
        return np.append(0, self._ends[:-1])

    @property
    def size(self) -> int:
        """How many slots there are."""
        return int(self._ends[-1]) if len(self._ends) else 0

    @cached_property
    def _first_of(self) -> Array:
        """As `first`, for each article of the segment."""
        first = np.full(len(self._segment), NOWHERE)
        first[self.articles] = self.first
        return first

    def leave(self, chosen: Array) -> None:
        """Give up the slots of all articles but those that are chosen by their index, which may repeat."""
        left = np.zeros(len(self.articles), bool)
        left[chosen] = True
        self._first_of[self.articles[~left]] = NOWHERE

    def of(self, words: Words) -> Array:
        """The slots at which words stand."""
        return np.concatenate([np.empty(0, np.int64), *self._segment.slots_of(words, self._first_of)])

    def mark(self, table: Array, words: Words, mark: int) -> None:
        """Set the items of a table at which words stand."""
        for some in self._segment.slots_of(words, self._first_of):
            table[some] = mark

    def bits(self, forms: Sequence[Words]) -> Array:
        """For each slot which of at most eight terms the word that stands there will do for, a bit each."""
        terms_of = np.zeros(len(self._segment.words), np.uint8)
        for number, words in enumerate(forms):
            terms_of[words] |= 1 << number
        table = np.zeros(self.size, np.uint8)
        for bits in np.unique(terms_of[terms_of > 0]).tolist():
            self.mark(table, np.flatnonzero(terms_of == bits), bits)
        return table

    def split(self, slots: Array) -> tuple[Array, Array]:
        """For each slot the index of its article and the position in it."""
        index = np.searchsorted(self._ends, slots, "right")
        return index, slots - self.first[index]
