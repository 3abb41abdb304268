"""A segment on disk: up to `index.draft.DOCS_MAX` articles, inverted, in one file of arrays, read as they stand.

`docs/index-format.md` names every array.
"""

import json
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.container import Array, Container, CorruptIndex, Strings
from index.draft import BLOCK, Draft
from index.pairs import key
from index.postings import COUNT_MAX, Postings, located, ragged
from index.schema import ATTRIBUTES, STORED


class Segment:
    """A segment on disk. Arrays are views of the mapped file; an article's number is its place in the segment."""

    def __init__(self, path: Path) -> None:
        self._file = Container(path)
        self.path = path
        try:
            self.day = self._file.array("day")
        except KeyError as error:
            raise CorruptIndex(path, f"no array {error}") from error

    def __len__(self) -> int:
        return len(self.day)

    def verify(self) -> None:
        """Compare all checksums; raises CorruptIndex."""
        self._file.verify()

    def release(self) -> None:
        """Give back the memory of what was read; arrays stay good."""
        self._file.release()

    @cached_property
    def words(self) -> Strings:
        """The words as they stand, sorted."""
        return self._file.strings("word")

    @cached_property
    def stems(self) -> Strings:
        """The stems, sorted."""
        return self._file.strings("stem")

    @cached_property
    def month(self) -> Array:
        """For each article the month of its day, as `index.schema.months` numbers them."""
        return self._file.array("month")

    @cached_property
    def lengths(self) -> Array:
        """Words in headline, body and lead: a row an article."""
        return self._file.array("length").reshape(-1, 3)

    @cached_property
    def ids(self) -> Strings:
        """The articles' ids, in the articles' order."""
        return self._file.strings("id")

    @cached_property
    def id_order(self) -> Array:
        """The articles in the order of their ids."""
        return self._file.array("id.sorted")

    @cached_property
    def id_rank(self) -> Array:
        """For each article its place in that order."""
        rank = np.empty(len(self), np.int64)
        rank[self.id_order] = np.arange(len(self))
        return rank

    def find_id(self, wanted: bytes) -> int | None:
        """The article that has this id, or None."""
        low, high, order = 0, len(self), self.id_order
        while low < high:
            middle = (low + high) // 2
            if self.ids[int(order[middle])] < wanted:
                low = middle + 1
            else:
                high = middle
        return int(order[low]) if low < len(self) and self.ids[int(order[low])] == wanted else None

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
        """A word's articles, ascending, and packed frequencies (`index.postings.packed`)."""
        run = self.word_run(word)
        return self._file.array("doc")[run], self._file.array("frequency")[run]

    def postings_of(self, words: Sequence[int]) -> tuple[Array, Array]:
        """The postings of several words, end to end; those of a range are one view."""
        if isinstance(words, range):
            run = slice(int(self._word_start[words.start]), int(self._word_start[words.stop]))
            return self._file.array("doc")[run], self._file.array("frequency")[run]
        numbers = np.asarray(words, np.int64)
        begin = self._word_start[numbers].astype(np.int64)
        at = ragged(begin, self._word_start[numbers + 1].astype(np.int64) - begin, np.arange(len(numbers)))
        return self._file.array("doc")[at], self._file.array("frequency")[at]

    def stem_postings(self, stem: int) -> tuple[Array, Array]:
        """The same for a stem: of all its words together."""
        words = self.words_of(stem)
        if len(words) == 1:
            return self.word_postings(int(words[0]))
        run = slice(int(self._stem_start[stem]), int(self._stem_start[stem + 1]))
        return self._file.array("stem.doc")[run], self._file.array("stem.frequency")[run]

    def is_common(self, word: int) -> bool:
        """Whether pairs of it with other common words have postings of their own."""
        return word in self._common

    @cached_property
    def _common(self) -> frozenset[int]:
        return frozenset(self._file.array("common").tolist())

    def pair_postings(self, one: int, other: int) -> tuple[Array, Array]:
        """The same for two common words, one right after the other; the frequencies are those of the pair."""
        keys, wanted = self._file.array("pair"), key(one, other)
        at = bisect_left(keys, wanted)
        bounds = self._file.array("pair.start")
        run = slice(int(bounds[at]), int(bounds[at + 1])) if at < len(keys) and keys[at] == wanted else slice(0)
        return self._file.array("pair.doc")[run], self._file.array("pair.frequency")[run]

    def counts(self, run: slice) -> Array:
        """How often the word of each posting stands in its article, exactly."""
        counts = (self._file.array("frequency")[run] & COUNT_MAX).astype(np.int64)
        posting = self._file.array("many.posting")
        low, high = np.searchsorted(posting, (run.start, run.stop))
        if high > low:
            counts[posting[low:high].astype(np.int64) - run.start] = self._file.array("many.count")[low:high]
        return counts

    def word_places(self, word: int) -> tuple[Array, Array]:
        """A word's occurrences in order: the article and the position of each."""
        run, bounds = self.word_run(word), self._file.array("word.place")
        places = self._file.array("place")[int(bounds[word]) : int(bounds[word + 1])]
        return np.repeat(self._file.array("doc")[run], self.counts(run)), places

    def places_in(self, word: int, postings: Array) -> tuple[Array, Array]:
        """A word's occurrences in some of its postings, given by their places among them: for each occurrence which of
        those postings, counted from 0, and the position.
        """
        counts, bounds = self.counts(self.word_run(word)), self._file.array("word.place")
        begin = int(bounds[word]) + np.cumsum(counts) - counts
        places = self._file.array("place")[ragged(begin, counts, postings)]
        return np.repeat(np.arange(len(postings)), counts[postings]), places

    def occurrences(self, word: int) -> int:
        """How often a word occurs in all."""
        bounds = self._file.array("word.place")
        return int(bounds[word + 1]) - int(bounds[word])

    def stands_at(self, word: int, docs: Array, places: Array) -> Array:
        """Whether a word stands at these positions of these articles, one of each a place: a binary search for all."""
        run, all_places = self.word_run(word), self._file.array("place")
        having = self._file.array("doc")[run]
        posting, fits = located(docs, having)
        counts = self.counts(run)
        ends = int(self._file.array("word.place")[word]) + np.cumsum(counts)
        low, last = (ends - counts)[posting], ends[posting] - 1
        step = 1 << int(counts.max(initial=0)).bit_length()
        while step := step >> 1:
            probe = np.minimum(low + step, last)
            low = np.where(all_places[probe] <= places, probe, low)
        stands: Array = fits & (all_places[low] == places)
        return stands

    def values(self, attribute: str) -> Strings:
        """The distinct values of an attribute, sorted; the empty one stands for a missing value."""
        return self._file.strings(attribute)

    @cached_property
    def outlets(self) -> list[str]:
        """The distinct outlets, as `values` has them."""
        return [value.decode() for value in self.values("outlet")]

    def codes(self, attribute: str) -> Array:
        """Which of `values` each article has."""
        return self._file.array(f"{attribute}.code")

    def values_with(self, attribute: str, words: bytes) -> Array:
        """Which of `values` hold these bytes among their terms, each of which stands between spaces."""
        table = self._file.strings(f"{attribute}.words")
        blob, found, at = table.blob.tobytes(), [], -1
        while (at := blob.find(words, at + 1)) >= 0:
            found.append(at)
        return np.unique(np.searchsorted(table.ends, found, side="right"))

    def stored(self, doc: int) -> dict[str, Any]:
        """An article's fields, as `index.schema.STORED` names them, and its `id`."""
        try:
            values = json.loads(zlib.decompress(self._file.strings("stored")[doc // BLOCK]).split(b"\n")[doc % BLOCK])
        except (zlib.error, ValueError) as error:
            raise CorruptIndex(self.path, f"article {doc}: {error}") from error
        return {"id": self.ids[doc].decode(), **dict(zip(STORED, values, strict=True))}

    def draft(self, kept: Array) -> Draft:
        """The segment as a draft of the articles that are kept, numbered anew; words may be left without postings."""
        docs = np.flatnonzero(kept)
        renumbered = np.cumsum(kept) - 1
        everything = slice(0, len(self._file.array("doc")))
        doc, counts = self._file.array("doc")[everything], self.counts(everything)
        word = np.repeat(np.arange(len(self.words), dtype=np.int32), _run_lengths(self._word_start))
        chosen = np.flatnonzero(kept[doc])
        frequency = self._file.array("frequency")[chosen].astype(np.int32)
        places = self._file.array("place")[ragged(np.cumsum(counts) - counts, counts, chosen)]
        stems, ids, stored = list(self.stems), list(self.ids), list(_unblocked(self._file.strings("stored")))
        values = {name: list(self.values(name)) for name in ATTRIBUTES}
        return Draft(
            words=list(self.words),
            stems=[stems[number] for number in self.word_stem.tolist()],
            postings=Postings(
                word[chosen], renumbered[doc[chosen]], counts[chosen], frequency >> 8 & 7, frequency >> 11, places
            ),
            ids=[ids[doc] for doc in docs],
            day=self.day[docs],
            lengths=self.lengths[docs],
            attributes={name: [values[name][code] for code in self.codes(name)[docs].tolist()] for name in ATTRIBUTES},
            stored=[stored[doc] for doc in docs],
        )


def _unblocked(blocks: Iterable[bytes]) -> Iterator[bytes]:
    for block in blocks:
        yield from zlib.decompress(block).split(b"\n")


def _run_lengths(bounds: Array) -> Array:
    return bounds[1:].astype(np.int64) - bounds[:-1]


_LETTER_BITS = np.array(
    [1 << (byte - 97 if 97 <= byte <= 122 else 26 + byte % 5 if byte < 128 else 31) for byte in range(256)], np.uint32
)


def letters_of(word: bytes) -> np.uint32:
    """Which letters a word has: a bit for each of a to z, five for other ASCII, one for all the rest."""
    bits: np.uint32 = np.bitwise_or.reduce(_LETTER_BITS[np.frombuffer(word, np.uint8)])
    return bits
