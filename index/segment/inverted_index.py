"""The inverted index of a segment: which articles each word, stem, bigram and surface form stands in, how often,
and where the words.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np

from dateline.index.analysis.terms import COMPOUND
from dateline.index.arrays import Array, Runs, expand_runs, find_in_runs, grouped, locate, repeat_runs
from dateline.index.segment.array_file import ArrayFile, StringTable
from dateline.index.segment.bigrams import bigram_key
from dateline.index.segment.checked_array import CheckedArray
from dateline.index.segment.codebook import Frequencies, exceptional
from dateline.index.segment.frequency import COUNT_MAX, lead_count, summable, title_count, total_count
from dateline.index.segment.letters import letters_in
from dateline.index.segment.postings import Postings

NOWHERE = -(1 << 40)
"""The slot of an article without slots: from it no position leads to one."""
Words: TypeAlias = "Sequence[int] | Array"
"""Words by their numbers, ascending."""


class InvertedIndex:
    """Dictionary, posting lists and positions. Words and stems go by number: their places in the sorted `words` and
    `stems`. A posting list is its articles, ascending, and its packed frequencies (`index.segment.frequency`).
    """

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._frequencies = Frequencies(file)

    def __len__(self) -> int:
        """How many articles there are."""
        return self._file.entries["day"].items

    @cached_property
    def words(self) -> StringTable:
        """The words as they stand, sorted."""
        return self._file.strings("word")

    @cached_property
    def compounds(self) -> range:
        """The words that are compounds (`index.analysis.terms.compound`): the first ones."""
        return self.words.span(COMPOUND.encode())

    @cached_property
    def stems(self) -> StringTable:
        """The stems, sorted."""
        return self._file.strings("stem")

    @cached_property
    def letters(self) -> tuple[Array, Array]:
        """For each word how many letters it has, at most 65,535, and which, as `letters_of` has it."""
        return letters_in(self.words)

    @cached_property
    def word_stem(self) -> CheckedArray:
        """The stem of each word."""
        return self._file.sparse("word.stem")

    def words_of(self, stem: int) -> Array:
        """The words that have a stem, ascending."""
        return self._file.sparse("stem.word")[self._run("stem.words", stem)]

    def doc_frequency(self, word: int) -> int:
        """In how many articles a word stands."""
        run = self._run("word.postings", word)
        return int(run.stop - run.start)

    def occurrences(self, words: Words) -> int:
        """How often words occur in all."""
        runs = self._runs(words, "position")
        return runs.single.stop - runs.single.start if runs.single else int(runs.length.sum())

    def word_postings(self, word: int) -> tuple[Array, Array]:
        """A word's posting list."""
        return self._postings("", Runs(self._run("word.postings", word)))

    def postings_of(self, words: Words) -> tuple[Array, Array]:
        """The posting lists of several words, which ascend, end to end."""
        return self._postings("", self._runs(words))

    def occurrences_of(self, words: Words) -> Postings:
        """All about the postings of several words, which ascend; `word` is a place among them."""
        postings = self._runs(words)
        docs, frequency = self._postings("", postings)
        begin, counts = self._position_runs(words, postings) if len(words) else 2 * [np.empty(0, np.int64)]
        return Postings(
            word=np.repeat(np.arange(len(words)), self._several("word.postings", words)[1]),
            doc=docs,
            count=counts.astype(np.int32),
            title=title_count(frequency).astype(np.uint8),
            lead=lead_count(frequency).astype(np.uint8),
            positions=self._file.sparse("position")[expand_runs(begin, counts)].astype(np.int32),
        )

    def sums_of(self, words: Words) -> Array:
        """For each article the frequencies of words, which ascend, added up as `frequency.summable` has them."""
        sums = np.zeros(len(self))
        for some in grouped(self._several("word.postings", words)[1]):
            postings = self._runs(words[some])
            frequencies = self._frequencies.of("", postings, summable)
            np.add.at(sums, postings.of(self._file.sparse("doc")), frequencies)
        return sums

    def docs_of(self, words: Words) -> Array:
        """The articles of `postings_of`."""
        return self._runs(words).of(self._file.sparse("doc"))

    def stem_postings(self, stem: int) -> tuple[Array, Array]:
        """A stem's posting list: of all its words together."""
        words = self.words_of(stem)
        if len(words) == 1:
            return self.word_postings(int(words[0]))
        return self._postings("stem.", Runs(self._run("stem.postings", stem)))

    def stem_docs(self, stem: int) -> Array:
        """The articles of `stem_postings`."""
        words = self.words_of(stem)
        if len(words) == 1:
            return self.docs_of(words)
        return self._file.sparse("stem.doc")[self._run("stem.postings", stem)]

    def has(self, words: Words, docs: Array) -> Array:
        """Whether each word, a row, stands in each of the articles, a column."""
        return find_in_runs(self._file.sparse("doc"), *self._several("word.postings", words), docs)

    def in_bigrams(self, word: int) -> bool:
        """Whether its bigrams with other such words have posting lists."""
        return word in self._bigram_words

    @cached_property
    def _bigram_words(self) -> frozenset[int]:
        return frozenset(self._file.array("bigram.word").tolist())

    def bigram_postings(self, one: int, other: int) -> tuple[Array, Array]:
        """The posting list of two such words, one right after the other; its frequencies are the bigram's."""
        keys, wanted = self._file.sparse("bigram.key"), bigram_key(one, other)
        at = bisect_left(range(len(keys)), wanted, key=keys.item)
        is_there = at < len(keys) and keys.item(at) == wanted
        return self._postings("bigram.", Runs(self._run("bigram.postings", at) if is_there else slice(0)))

    @cached_property
    def forms(self) -> StringTable:
        """The surface forms, sorted."""
        return self._file.strings("form")

    def form_postings(self, form: int) -> tuple[Array, Array]:
        """A surface form's posting list."""
        return self._postings("form.", Runs(self._run("form.postings", form)))

    def form_occurrences(self, forms: Words) -> Postings:
        """All about the postings of several surface forms in a row, without positions; `word` is a place among them.

        A count that is capped stays so.
        """
        bounds = self._file.sparse("form.postings")
        begin, end = (bounds.item(forms[0]), bounds.item(forms[-1] + 1)) if len(forms) else (0, 0)
        docs, frequency = self._postings("form.", Runs(slice(begin, end)))
        return Postings(
            word=np.repeat(np.arange(len(forms), dtype=np.int32), self._several("form.postings", forms)[1]),
            doc=docs,
            count=total_count(frequency).astype(np.int32),
            title=title_count(frequency).astype(np.uint8),
            lead=lead_count(frequency).astype(np.uint8),
            positions=np.empty(0, np.int32),
        )

    def counts(self, word: int) -> Array:
        """For each of a word's postings how often it stands in the article, exactly."""
        return self._counts(Runs(self._run("word.postings", word)))

    def word_positions(self, word: int) -> tuple[Array, Array]:
        """A word's occurrences in order: the article and the position of each."""
        postings = self._runs([word])
        _, counts = self._position_runs([word], postings)
        docs = postings.of(self._file.sparse("doc"))
        return np.repeat(docs, counts), self._file.sparse("position")[self._run("word.positions", word)]

    def positions_in(self, words: Words, docs: Array) -> tuple[Array, Array]:
        """The occurrences of words in some articles: for each the index of its article in `docs`, and its position. By
        word, then article, then position.
        """
        postings = self._runs(words)
        listed = postings.of(self._file.sparse("doc"))
        if len(words) == 1:
            posting, present = locate(docs, listed)
            index = np.flatnonzero(present)
            chosen = posting[index]
        else:
            index_of = np.full(len(self), -1, np.int32)
            index_of[docs] = np.arange(len(docs), dtype=np.int32)
            listed_index: Array = index_of[listed]
            chosen = np.flatnonzero(listed_index >= 0)
            index = listed_index[chosen]
        begin, counts = self._position_runs(words, postings)
        begin, counts = begin[chosen], counts[chosen]
        return repeat_runs(index, counts), self._file.sparse("position")[expand_runs(begin, counts)]

    def slots_of(self, words: Words, first: Array) -> Iterator[Array]:
        """The occurrences of words as slots, some at a time: the slot of their article's position 0, which `first` has,
        `NOWHERE` where it is not wanted, and their position.
        """
        for some in grouped(self._several("word.postings", words)[1]):
            yield self._slots(words[some], first)

    def _slots(self, words: Words, first: Array) -> Array:
        postings = self._runs(words)
        begin = first.take(postings.of(self._file.sparse("doc")))
        wanted = np.flatnonzero(begin >= 0)
        if 2 * len(wanted) < len(begin):
            run, counts = (part[wanted] for part in self._position_runs(words, postings))
            return repeat_runs(begin[wanted], counts) + self._file.sparse("position")[expand_runs(run, counts)]
        slots = repeat_runs(begin, self._counts(postings))
        positions = self._runs(words, "position").of(self._file.sparse("position"))
        if len(slots) != len(positions):
            raise ValueError("postings that don't fit their positions")
        slots += positions
        return slots if len(wanted) == len(begin) else slots[slots >= 0]

    def occurs_at(self, word: int, docs: Array, positions: Array) -> Array:
        """Whether a word stands at `positions[i]` of the article `docs[i]`: one binary search for all at once."""
        postings, run = self._runs([word]), self._run("word.positions", word)
        posting, present = locate(docs, postings.of(self._file.sparse("doc")))
        begin, counts = self._position_runs([word], postings)
        all_positions = self._file.sparse("position")[run]
        begin -= run.start
        low, last = begin[posting], (begin + counts)[posting] - 1
        step = 1 << int(counts.max(initial=0)).bit_length()
        while step := step >> 1:
            able = np.flatnonzero(low + step <= last)
            probe = low[able] + step
            low[able] = np.where(all_positions[probe] <= positions[able], probe, low[able])
        occurs: Array = present & (all_positions[low] == positions)
        return occurs

    def _run(self, bounds_name: str, number: int) -> slice:
        """Where the items of a word, stem or bigram are, by the array of these bounds."""
        bounds = self._file.sparse(bounds_name)
        return slice(bounds.item(number), bounds.item(number + 1))

    def _several(self, bounds_name: str, numbers: Words) -> tuple[Array, Array]:
        """As `_run`, of several: where each run begins, and how long it is."""
        bounds, at = self._file.sparse(bounds_name), np.asarray(numbers, np.int64)
        begin = bounds[at].astype(np.int64)
        return begin, bounds[at + 1].astype(np.int64) - begin

    def _runs(self, words: Words, of: str = "doc") -> Runs:
        """The postings of some words, which ascend, or their positions; of words in a row they lie in a row."""
        if not len(words):
            return Runs(slice(0, 0))
        name = "word.postings" if of == "doc" else "word.positions"
        bounds = self._file.sparse(name)
        if words[-1] - words[0] == len(words) - 1:
            return Runs(slice(bounds.item(words[0]), bounds.item(words[-1] + 1)))
        begin, lengths = self._several(name, words)
        if lengths.min() < 0 or lengths.sum() > len(self._file.sparse(of)):
            raise ValueError("posting lists overlap")
        return Runs(None, begin, lengths)

    def _postings(self, prefix: str, postings: Runs) -> tuple[Array, Array]:
        """Articles and packed frequencies of postings of the list whose arrays' names begin so."""
        return postings.of(self._file.sparse(f"{prefix}doc")), self._frequencies.of(prefix, postings)

    def _counts(self, postings: Runs) -> Array:
        """How often the word of each posting stands in its article, exactly."""
        counts = self._frequencies.of("", postings, lambda frequency: total_count(frequency).astype(np.int64))
        capped = np.flatnonzero(counts == COUNT_MAX)
        if len(capped):
            known, exact = self._file.array("capped.posting"), self._file.array("capped.count")
            counts[capped] = found = exceptional(known, exact, postings.at(capped))
            if found.max() > len(self._file.sparse("position")):
                raise ValueError("a word that occurs more often than all words")
        return counts

    def _position_runs(self, words: Words, postings: Runs) -> tuple[Array, Array]:
        """Where the positions of each of some words' postings begin, and how many they are."""
        counts = self._counts(postings)
        begin = np.cumsum(counts) - counts
        positions = self._runs(words, "position")
        if positions.single:
            run = positions.single
            _check_sum(begin, counts, run.stop - run.start)
            return begin + run.start, counts
        _check_sum(begin, counts, positions.length.sum())
        first = np.cumsum(postings.length) - postings.length
        moved = positions.begin - np.append(begin, 0)[first]
        return begin + repeat_runs(moved, postings.length), counts


def _check_sum(begin: Array, counts: Array, positions: int) -> None:
    """Raises ValueError where runs of positions, end to end, are not so many in all."""
    if (begin[-1] + counts[-1] if len(begin) else 0) != positions:
        raise ValueError("postings that don't fit their positions")
