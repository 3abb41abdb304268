"""Postings as arrays: inverting a batch of token streams, merging postings, and the lists of stems.

A posting says that a word stands in an article: how often in all, in the headline and in the lead. Its places are the
word's positions there. Postings are sorted by word, then article; places by posting, then position.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.index.arrays import Array, expand_runs, run_starts, run_sums
from dateline.index.schema import GAP


@dataclass(frozen=True, slots=True)
class Postings:
    """Aligned arrays, one item a posting, but for `places`: one item an occurrence (`count.sum()` in all). `title` and
    `lead` tell no more than 255.
    """

    word: Array
    doc: Array
    count: Array
    title: Array
    lead: Array
    places: Array


@dataclass(frozen=True, slots=True)
class TokenStreams:
    """Token streams of a batch: the word numbers of all articles end to end, headline first, and three lengths each."""

    words: Array
    title: Array
    body: Array
    lead: Array


_TOKENS_AT_ONCE = 1 << 18
"""How many tokens are counted together: few enough that what is worked out of them stays in the processor's cache."""


def invert(streams: TokenStreams) -> Postings:
    """The postings of token streams. One sort of (word, index) pairs, which keeps articles and places in order."""
    from concurrent.futures import ThreadPoolExecutor  # not needed for a search

    keys = streams.words.astype(np.int64)
    keys <<= 32
    keys |= np.arange(len(keys), dtype=np.uint32)
    keys.sort()
    lengths = streams.title + streams.body
    doc = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    bounds = np.stack([np.cumsum(lengths) - lengths, streams.title, streams.title + streams.lead]).astype(np.int32)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(lambda some: _counted(some, doc, bounds), _by_words(keys)))
    return Postings(*map(np.concatenate, zip(*parts, strict=True)))


def _by_words(keys: Array) -> Iterator[Array]:
    """Sorted (word, index) pairs in parts of whole words, an empty one at first."""
    yield keys[:0]
    begin = 0
    while begin < len(keys):
        word = keys[min(begin + _TOKENS_AT_ONCE, len(keys)) - 1] >> 32
        end = int(np.searchsorted(keys, (word + 1) << 32))
        yield keys[begin:end]
        begin = end


def _counted(keys: Array, docs: Array, bounds: Array) -> tuple[Array, ...]:
    """The arrays of `Postings` for some words.

    Args:
        keys: Their (word, index) pairs, sorted.
        docs: The article of each index.
        bounds: Three rows: the index that each article begins with, where its headline ends, where its lead ends.
    """
    index, word = keys & 0xFFFFFFFF, (keys >> 32).astype(np.int32)
    doc = docs[index]
    place = index.astype(np.int32) - bounds[0][doc]
    in_title = place < bounds[1][doc]
    in_lead = ~in_title & (place < bounds[2][doc])
    place += np.where(in_title, np.int32(0), np.int32(GAP))
    first = run_starts(word, doc)
    count = np.diff(first, append=len(doc))
    posting = np.repeat(np.arange(len(first)), count)
    title, lead = (np.bincount(posting[chosen], minlength=len(first)) for chosen in (in_title, in_lead))
    return word[first], doc[first], count.astype(np.int32), _byte(title), _byte(lead), place


def merge(parts: Sequence[Postings]) -> Postings:
    """Postings whose words and articles are already numbered alike, articles ascending from part to part."""
    word = np.concatenate([part.word for part in parts])
    order = np.sort(word.astype(np.int64) << 32 | np.arange(len(word))) & 0xFFFFFFFF  # faster than a stable argsort
    count = np.concatenate([part.count for part in parts])
    places = np.concatenate([part.places for part in parts])
    return Postings(
        word=word[order],
        doc=np.concatenate([part.doc for part in parts])[order],
        count=count[order],
        title=np.concatenate([part.title for part in parts])[order],
        lead=np.concatenate([part.lead for part in parts])[order],
        places=places[expand_runs(np.cumsum(count) - count, count, order)],
    )


def of_stems(postings: Postings, stem: Array) -> Postings:
    """The postings of stems that have several words: `stem[word]` is a word's stem. They have no places."""
    several = np.bincount(stem, minlength=1) > 1
    kept = several[stem[postings.word]]
    keys = stem[postings.word[kept]].astype(np.int64) << 32 | postings.doc[kept]
    order = np.argsort(keys, kind="stable")  # fast, as words of a stem mostly stand side by side
    keys = keys[order]
    first = run_starts(keys)
    return Postings(
        word=(keys[first] >> 32).astype(np.int32),
        doc=(keys[first] & 0xFFFFFFFF).astype(np.int32),
        count=run_sums(postings.count[kept][order], first),
        title=_byte(run_sums(postings.title[kept][order], first)),
        lead=_byte(run_sums(postings.lead[kept][order], first)),
        places=np.empty(0, np.int32),
    )


def _byte(counts: Array) -> Array:
    return np.minimum(counts, 255).astype(np.uint8)


def in_title(docs: Array, places: Array, lengths: Array) -> Array:
    """Which occurrences stand in the headline."""
    inside: Array = places < lengths[docs, 0]
    return inside


def in_lead(docs: Array, places: Array, lengths: Array) -> Array:
    """Which occurrences stand in the lead."""
    begin = lengths[docs, 0] + GAP
    inside: Array = (places >= begin) & (places < begin + lengths[docs, 2])
    return inside
