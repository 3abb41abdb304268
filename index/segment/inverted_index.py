"""The words of a segment: which articles they stand in, how often, and where."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from dateline.index.arrays import Array, expand_runs, locate, run_lengths
from dateline.index.segment.array_file import ArrayFile, StringTable
from dateline.index.segment.bigrams import bigram_key
from dateline.index.segment.frequency import COUNT_MAX, ESCAPE


class InvertedIndex:
    """Postings and positions. Words and stems go by number: their places in the sorted `words` and `stems`."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._file.array("day"))

    @cached_property
    def words(self) -> StringTable:
        """The words as they stand, sorted."""
        return self._file.strings("word")

    @cached_property
    def stems(self) -> StringTable:
        """The stems, sorted."""
        return self._file.strings("stem")

    @cached_property
    def letters(self) -> tuple[Array, Array]:
        """For each word how many letters it has, at most 65,535, and which, as `letters_of` has it."""
        blob, ends = self.words.blob, self.words.ends
        if not len(ends):
            return np.empty(0, np.uint8), np.empty(0, np.uint32)
        begin = np.append(0, ends[:-1])
        sizes = np.add.reduceat(blob & 0xC0 != 0x80, begin, dtype=np.int64)
        return np.minimum(sizes, 65_535).astype(np.uint16), np.bitwise_or.reduceat(_LETTER_BITS[blob], begin)

    @cached_property
    def _word_start(self) -> Array:
        return self._file.array("word.start")

    @cached_property
    def _stem_start(self) -> Array:
        return self._file.array("stem.start")

    @cached_property
    def word_stem(self) -> Array:
        """The stem of each word."""
        return self._file.array("word.stem")

    def words_of(self, stem: int) -> Array:
        """The words that have a stem, ascending."""
        bounds = self._file.array("stem.words")
        return self._file.array("stem.word")[int(bounds[stem]) : int(bounds[stem + 1])]

    def word_run(self, word: int) -> slice:
        """Which postings are a word's."""
        return slice(int(self._word_start[word]), int(self._word_start[word + 1]))

    def word_postings(self, word: int) -> tuple[Array, Array]:
        """A word's articles, ascending, and packed frequencies (`index.segment.frequency.pack_frequencies`)."""
        run = self.word_run(word)
        return self._file.array("doc")[run], self._frequency("", run)

    def postings_of(self, words: Sequence[int]) -> tuple[Array, Array]:
        """The postings of several words, end to end; those of a range are one view."""
        at = self._postings_at(words)
        return self._file.array("doc")[at], self._frequency("", at)

    def docs_of(self, words: Sequence[int]) -> Array:
        """The articles of the postings of several words, end to end."""
        docs: Array = self._file.array("doc")[self._postings_at(words)]
        return docs

    def _postings_at(self, words: Sequence[int]) -> Any:
        """Which postings are those of some words, which ascend, end to end: a slice where they stand so."""
        if not len(words):
            return slice(0)
        if words[-1] - words[0] == len(words) - 1:
            return slice(int(self._word_start[words[0]]), int(self._word_start[words[-1] + 1]))
        numbers = np.asarray(words, np.int64)
        lengths = run_lengths(self._word_start, numbers)
        return expand_runs(self._word_start[numbers].astype(np.int64), lengths, np.arange(len(numbers)))

    def stem_postings(self, stem: int) -> tuple[Array, Array]:
        """The same for a stem: of all its words together."""
        words = self.words_of(stem)
        if len(words) == 1:
            return self.word_postings(int(words[0]))
        run = slice(int(self._stem_start[stem]), int(self._stem_start[stem + 1]))
        return self._file.array("stem.doc")[run], self._frequency("stem.", run)

    def is_common(self, word: int) -> bool:
        """Whether pairs of it with other common words have postings of their own."""
        return word in self._common

    @cached_property
    def _common(self) -> frozenset[int]:
        return frozenset(self._file.array("common").tolist())

    def bigram_postings(self, one: int, other: int) -> tuple[Array, Array]:
        """The same for two common words, one right after the other; the frequencies are those of the pair."""
        keys, wanted = self._file.array("pair"), bigram_key(one, other)
        at = bisect_left(keys, wanted)
        bounds = self._file.array("pair.start")
        run = slice(int(bounds[at]), int(bounds[at + 1])) if at < len(keys) and keys[at] == wanted else slice(0)
        return self._file.array("pair.doc")[run], self._frequency("pair.", run)

    def _frequency(self, of: str, postings: Any) -> Array:
        """The packed frequencies of postings, of a slice or an array of numbers; `of` is the list's prefix."""
        codes = self._file.array(f"{of}frequency")[postings]
        frequency: Array = self._usual.take(codes)
        odd = np.flatnonzero(codes == ESCAPE)
        if len(odd):
            apart = self._file.array(f"{of}odd.posting")
            if isinstance(postings, slice):
                at: Any = slice(bisect_left(apart, postings.start), bisect_left(apart, postings.stop))
            else:
                at = np.searchsorted(apart, postings[odd].astype(apart.dtype))  # of one type, or all would be copied
            frequency[odd] = self._file.array(f"{of}odd.frequency")[at]
        return frequency

    @cached_property
    def _usual(self) -> Array:
        usual = np.zeros(ESCAPE + 1, np.uint16)
        usual[:ESCAPE] = self._file.array("frequency.usual")
        return usual

    def counts(self, postings: Any) -> Array:
        """How often the word of each posting, of a slice or an array of numbers, stands in its article, exactly."""
        counts: Array = (self._frequency("", postings) & COUNT_MAX).astype(np.int64)
        capped = np.flatnonzero(counts == COUNT_MAX)
        if len(capped):
            many = capped + postings.start if isinstance(postings, slice) else postings[capped]
            known = self._file.array("many.posting")
            counts[capped] = self._file.array("many.count")[np.searchsorted(known, many.astype(known.dtype))]
        return counts

    def word_places(self, word: int) -> tuple[Array, Array]:
        """A word's occurrences in order: the article and the position of each."""
        run, bounds = self.word_run(word), self._file.array("word.place")
        places = self._file.array("place")[int(bounds[word]) : int(bounds[word + 1])]
        return np.repeat(self._file.array("doc")[run], self.counts(run)), places

    def places_in(self, words: Sequence[int], docs: Array) -> tuple[Array, Array]:
        """The occurrences of words in some articles: of each its article's place among those given, and its position.
        By word, then article, then position.
        """
        at = self._postings_at(words)
        listed = self._file.array("doc")[at]
        if len(words) == 1:
            posting, fits = locate(docs, listed)
            which = np.flatnonzero(fits)
            chosen = posting[which]
        else:
            place = np.full(len(self), -1, np.int32)
            place[docs] = np.arange(len(docs), dtype=np.int32)
            of_posting = place[listed]
            chosen = np.flatnonzero(of_posting >= 0)
            which = of_posting[chosen]
        begin, counts = self._occurrences_at(words, at)
        return np.repeat(which, counts[chosen]), self._file.array("place")[expand_runs(begin, counts, chosen)]

    def _occurrences_at(self, words: Sequence[int], postings: Any) -> tuple[Array, Array]:
        """Where the occurrences of each of some words' postings begin, and how many they are."""
        counts, bounds = self.counts(postings), self._file.array("word.place")
        begin = np.cumsum(counts) - counts
        if len(words) == 1:
            return begin + int(bounds[words[0]]), counts
        numbers = np.asarray(words, np.int64)
        lengths = run_lengths(self._word_start, numbers)
        first = np.cumsum(lengths) - lengths
        moved = bounds[numbers].astype(np.int64) - np.append(begin, 0)[first]
        return begin + np.repeat(moved, lengths), counts

    def occurrences(self, word: int) -> int:
        """How often a word occurs in all."""
        bounds = self._file.array("word.place")
        return int(bounds[word + 1]) - int(bounds[word])

    def stands_at(self, word: int, docs: Array, places: Array) -> Array:
        """Whether a word stands at these positions of these articles, one of each a place: a binary search for all."""
        run, all_places = self.word_run(word), self._file.array("place")
        posting, fits = locate(docs, self._file.array("doc")[run])
        begin, counts = self._occurrences_at([word], run)
        low, last = begin[posting], (begin + counts)[posting] - 1
        step = 1 << int(counts.max(initial=0)).bit_length()
        while step := step >> 1:
            able = np.flatnonzero(low + step <= last)
            probe = low[able] + step
            low[able] = np.where(all_places[probe] <= places[able], probe, low[able])
        stands: Array = fits & (all_places[low] == places)
        return stands


_LETTER_BITS = np.array(
    [1 << (byte - 97 if 97 <= byte <= 122 else 26 + byte % 5 if byte < 128 else 31) for byte in range(256)], np.uint32
)


def letters_of(word: bytes) -> np.uint32:
    """Which letters a word has: a bit for each of a to z, five for other ASCII, one for all the rest."""
    bits: np.uint32 = np.bitwise_or.reduce(_LETTER_BITS[np.frombuffer(word, np.uint8)])
    return bits
