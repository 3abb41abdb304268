"""Posting lists as arrays: inverting a batch of token streams, merging, and the posting lists of stems.

A posting says that a word stands in an article: how often in all, in the headline and in the lead, and at which
positions. Postings are sorted by word, then article; positions by posting, then position.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np

from dateline.index.arrays import (
    INDEX_BITS,
    INDEX_MASK,
    Array,
    expand_runs,
    pack,
    run_starts,
    run_sums,
    stable_order,
)
from dateline.index.schema import GAP
from dateline.index.segment.frequency import pack_frequency


@dataclass(frozen=True, slots=True)
class Postings:
    """The posting lists of several words: aligned arrays, an item a posting, but for `positions`, which has one an
    occurrence (`count.sum()` in all). `title` and `lead` tell no more than 255.
    """

    word: Array
    doc: Array
    count: Array
    title: Array
    lead: Array
    positions: Array

    def take(self, order: Array) -> "Postings":
        """Some of the postings, in some order, with their positions if they have any."""
        begin, count = np.cumsum(self.count) - self.count, self.count[order]
        is_there = len(self.positions) > 0
        return Postings(
            self.word[order],
            self.doc[order],
            count,
            self.title[order],
            self.lead[order],
            _runs_of(self.positions, begin[order], count) if is_there else self.positions,
        )

    @property
    def frequency(self) -> Array:
        """The three counts of each posting, packed as in `index.segment.frequency`."""
        return pack_frequency(self.count, self.title, self.lead)


@dataclass(frozen=True, slots=True)
class TokenStreams:
    """Token streams of some articles: the word numbers of all end to end, headline first, and three lengths each;
    and two rows of compounds, whose word numbers are below those of words, and the places of their first words.
    """

    words: Array
    title: Array
    body: Array
    lead: Array
    compounds: Array = field(default_factory=lambda: np.empty((2, 0), np.int64))

    @classmethod
    def joined(cls, parts: "Sequence[TokenStreams]") -> "TokenStreams":
        """Several as one."""
        before = np.cumsum([0, *(len(part.words) for part in parts)]).tolist()
        compounds = [part.compounds + np.array([[0], [tokens]]) for part, tokens in zip(parts, before, strict=False)]

        def column(name: str) -> Array:
            return np.concatenate([getattr(part, name) for part in parts])

        return cls(column("words"), column("title"), column("body"), column("lead"), np.concatenate(compounds, axis=1))


_RUNS_AT_ONCE = 1 << 16
_TOKENS_AT_ONCE = 1 << 19
"""How many tokens are sorted and counted together: few enough that the processor's cache holds them."""


def invert(streams: TokenStreams) -> Postings:
    """The postings of token streams; of many, in as many threads as there are processors.

    Tokens are sorted some words at a time, so few that they can be told apart by two bytes: NumPy sorts such numbers by
    their digits, in a fraction of the time that whole ones take.
    """
    compounds, first = streams.compounds
    where = _articles(streams)
    part_of = np.cumsum(np.bincount(streams.words)) // _TOKENS_AT_ONCE
    part_of += np.arange(len(part_of)) >> 16
    part = pack(part_of)[streams.words]

    def counted(number: int) -> tuple[Array, ...]:
        at = np.flatnonzero(part == number)
        words = streams.words[at]
        order = np.argsort(words.astype(np.uint16), kind="stable")
        return _count_words(words[order], at[order], *where)

    parts, numbers = [_count_keys(compounds << INDEX_BITS | first, *where)], part_of[run_starts(part_of)].tolist()
    if len(numbers) < 2:
        parts += map(counted, numbers)
    else:
        from concurrent.futures import ThreadPoolExecutor  # not needed for a search

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            parts += pool.map(counted, numbers)
    return Postings(*map(np.concatenate, zip(*parts, strict=True)))


def invert_forms(forms: Array, tokens: Array, streams: TokenStreams) -> Postings:
    """The postings of surface forms, without positions.

    Args:
        forms: Their occurrences' numbers.
        tokens: Of which of the streams' tokens, all counted from 0, each is.
        streams: The token streams.
    """
    keys = forms.astype(np.int64) << INDEX_BITS | tokens
    return replace(Postings(*_count_keys(keys, *_articles(streams))), positions=np.empty(0, np.int32))


def _articles(streams: TokenStreams) -> tuple[Array, Array]:
    """The article of each token; and of each article which token it begins with, and where its headline and lead end:
    three rows.
    """
    lengths = streams.title + streams.body
    doc = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    bounds = np.stack([np.cumsum(lengths) - lengths, streams.title, streams.title + streams.lead]).astype(np.int32)
    return doc, bounds


def _count_keys(keys: Array, docs: Array, bounds: Array) -> tuple[Array, ...]:
    """As `_count_words`, of occurrences in any order, each a word and an index: `word << INDEX_BITS | index`."""
    keys = np.sort(keys)
    return _count_words((keys >> INDEX_BITS).astype(np.int32), keys & INDEX_MASK, docs, bounds)


def _count_words(word: Array, index: Array, docs: Array, bounds: Array) -> tuple[Array, ...]:
    """The arrays of `Postings` for some words.

    Args:
        word: Of each of their occurrences the word, ascending.
        index: Which token it is, ascending within a word.
        docs: The article of each token.
        bounds: Three rows: the token that each article begins with, where its headline ends, where its lead ends.
    """
    doc = docs[index]
    position = index.astype(np.int32) - bounds[0][doc]
    is_title = position < bounds[1][doc]
    is_lead = ~is_title & (position < bounds[2][doc])
    position += np.where(is_title, np.int32(0), np.int32(GAP))
    first = run_starts(word, doc)
    count = np.diff(first, append=len(doc))
    posting = np.repeat(np.arange(len(first)), count)
    title, lead = (np.bincount(posting[chosen], minlength=len(first)) for chosen in (is_title, is_lead))
    return word[first], doc[first], count.astype(np.int32), _byte(title), _byte(lead), position


def merge(parts: Sequence[Postings]) -> Postings:
    """Postings whose words and articles are already numbered alike, articles ascending from part to part."""
    joined = _joined(parts)
    return joined.take(stable_order(joined.word))


def merge_unordered(parts: Sequence[Postings]) -> Postings:
    """Likewise, but each part's in any order."""
    joined = _joined(parts)
    return joined.take(np.argsort(joined.word.astype(np.int64) << INDEX_BITS | joined.doc))


def _joined(parts: Sequence[Postings]) -> Postings:
    return Postings(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Postings)))


def _runs_of(values: Array, begin: Array, length: Array) -> Array:
    """The runs `begin[i]:begin[i] + length[i]` of an array, end to end, some at a time: their indices take more memory
    than what they fetch.
    """
    several = (slice(at, at + _RUNS_AT_ONCE) for at in range(0, len(begin), _RUNS_AT_ONCE))
    return np.concatenate([values[:0], *(values[expand_runs(begin[some], length[some])] for some in several)])


def stem_postings(postings: Postings, stem: Array) -> Postings:
    """The postings of stems that have several words, without positions: `stem[word]` is a word's stem."""
    has_several = np.bincount(stem, minlength=1) > 1
    chosen = np.flatnonzero(has_several[stem[postings.word]])
    keys = stem[postings.word[chosen]].astype(np.int64) << INDEX_BITS | postings.doc[chosen]
    order = np.argsort(keys, kind="stable")  # fast, as words of a stem mostly stand side by side
    keys, chosen = keys[order], chosen[order]
    first = run_starts(keys)
    return Postings(
        word=(keys[first] >> INDEX_BITS).astype(np.int32),
        doc=(keys[first] & INDEX_MASK).astype(np.int32),
        count=run_sums(postings.count[chosen], first),
        title=_byte(run_sums(postings.title[chosen], first)),
        lead=_byte(run_sums(postings.lead[chosen], first)),
        positions=np.empty(0, np.int32),
    )


def _byte(counts: Array) -> Array:
    return np.minimum(counts, 255).astype(np.uint8)


def in_title(docs: Array, positions: Array, lengths: Array) -> Array:
    """Which occurrences stand in the headline; `lengths` has a row an article: words in headline, body and lead."""
    inside: Array = positions < lengths[docs, 0]
    return inside


def in_lead(docs: Array, positions: Array, lengths: Array) -> Array:
    """Which occurrences stand in the lead."""
    begin = lengths[docs, 0] + GAP
    inside: Array = (positions >= begin) & (positions < begin + lengths[docs, 2])
    return inside
