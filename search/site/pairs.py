"""Pairs of frequent words that stand side by side, with posting lists and positions of their own: a phrase of two of
them then needs no positions, and a longer one those of pairs, of which there are far fewer than of just these words.

They are counted segment by segment. What a segment has of them goes to a file, and is read again as it is written.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from dateline.index.arrays import Array, expand_runs, run_starts, run_sums, stable_order
from dateline.index.segment.frequency import lead_count, pack_frequency, title_count
from dateline.index.segment.postings import Postings, in_lead, in_title
from dateline.index.segment.reader import SegmentReader
from dateline.search.site.neighbours import MOST, Text
from dateline.search.site.run import Run
from dateline.search.site.snapshot import Snapshot

_POSTING = np.dtype([("doc", np.int32), ("count", np.int32), ("frequency", np.uint16)])
_POSITION = np.dtype(np.int32)


class _Spilled(NamedTuple):
    """What a segment has: its pairs' keys, ascending, and of their postings and their positions the bounds and the file
    that holds them.
    """

    keys: Array
    bounds: Array
    path: Path
    position_bounds: Array
    positions: Path


class Pairs(NamedTuple):
    """The pairs of an archive.

    Attributes:
        words: The frequent words, ascending as they are spelt.
        keys: Each pair as a number: the place of its first word among them, times how many they are, and that of the
            second; ascending.
        doc_counts: In how many articles each stands.
        ranks: For each frequent word its place, counted from 1, where those of most articles come first; before them 0.
        spilled: Their postings, by segment.
        texts: Where the frequent words stand, by segment.
    """

    words: list[str]
    keys: Array
    doc_counts: Array
    ranks: Array
    spilled: list[_Spilled]
    texts: list[Text]

    @property
    def ranked(self) -> list[str]:
        """The words, those of most articles first."""
        return [self.words[at] for at in np.argsort(self.ranks[1:]).tolist()]

    def of(self, first: int, last: int) -> list[tuple[str, str]]:
        """The two words of each pair from one to another."""
        one, other = np.divmod(self.keys[first:last], max(len(self.words), 1))
        return [(self.words[a], self.words[b]) for a, b in zip(one.tolist(), other.tolist(), strict=True)]

    def run(self, first: int, last: int) -> Run:
        """The postings of the pairs from one to another."""
        keys = self.keys[first:last]
        parts = [_read(one, keys) for one in self.spilled]
        word, found, positions = (np.concatenate(several) for several in zip(*parts, strict=True))
        order = np.argsort(word << 32 | found["doc"])
        begin, count = (np.cumsum(found["count"]) - found["count"])[order], found["count"][order]
        word, doc, frequency = word[order], found["doc"][order], found["frequency"][order]
        postings = Postings(
            word, doc, count, title_count(frequency), lead_count(frequency), positions[expand_runs(begin, count)]
        )
        bounds = np.searchsorted(word, np.arange(len(keys) + 1))
        return Run(first, postings, frequency, bounds, self.doc_counts[first:last])


def _read(spilled: _Spilled, keys: Array) -> tuple[Array, Array, Array]:
    """A segment's postings of some pairs in a row: which of them each is of, and what it says; and their positions."""
    first, last = np.searchsorted(spilled.keys, [keys[0], keys[-1] + 1]).tolist()
    begin, end = spilled.bounds[[first, last]].tolist()
    found = np.fromfile(spilled.path, _POSTING, end - begin, offset=begin * _POSTING.itemsize)
    begin, end = spilled.position_bounds[[first, last]].tolist()
    positions = np.fromfile(spilled.positions, _POSITION, end - begin, offset=begin * _POSITION.itemsize)
    owner = np.repeat(np.searchsorted(keys, spilled.keys[first:last]), np.diff(spilled.bounds[first : last + 1]))
    return owner, found, positions


def find_pairs(site: Snapshot, folder: Path) -> Pairs:
    """The pairs of an archive; `folder` takes files that are needed as long as they are."""
    most = np.argsort(-site.doc_counts, kind="stable")[:MOST].tolist()
    frequent = [word for word in most if site.doc_counts[word] >= site.granularity.frequent]
    rank = {word: at for at, word in enumerate(frequent, 1)}
    frequent.sort(key=site.words.__getitem__)
    spilled, texts = [], []
    for number, segment in enumerate(site.segments):
        postings, positions = folder / f"{number}.pairs", folder / f"{number}.positions"
        there = site.numbers[number][frequent]
        texts.append(Text(segment, there.tolist(), folder / f"{number}.text"))
        with postings.open("wb") as out, positions.open("wb") as beside:
            counted = _spill(segment, texts[-1], there, site.numbered(number), out, beside)
            keys, *counts = (np.concatenate([np.empty(0, np.int64), *parts]) for parts in zip(*counted, strict=True))
        texts[-1].release()
        bounds, position_bounds = (np.append(0, np.cumsum(of)) for of in counts)
        spilled.append(_Spilled(keys, bounds, postings, position_bounds, positions))
        segment.release()
    keys = np.unique(np.concatenate([np.empty(0, np.int64), *(one.keys for one in spilled)]))
    doc_counts = np.zeros(len(keys), np.int64)
    for one in spilled:
        doc_counts[np.searchsorted(keys, one.keys)] += np.diff(one.bounds)
    ranks = np.array([0, *map(rank.__getitem__, frequent)])
    return Pairs([site.words[word].decode() for word in frequent], keys, doc_counts, ranks, spilled, texts)


def _spill(
    segment: SegmentReader, text: Text, words: Array, numbers: Array, out: BinaryIO, beside: BinaryIO
) -> Iterator[tuple[Array, Array, Array]]:
    """Write a segment's postings of pairs, and positions. For each first word: the keys of its pairs, and how many of
    both they have.

    Args:
        segment: The segment.
        text: Where they stand in it.
        words: The frequent words' numbers there; -1: it has no such word.
        numbers: The site's number of each of its articles; -1: it was deleted.
        out: Where the postings go.
        beside: Where their positions go.
    """
    yield np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)
    for code, word in enumerate(words.tolist()):
        if word < 0:
            continue
        doc, position = segment.word_positions(word)
        follower = text.at(doc, position + 1)
        there = np.flatnonzero((follower > 0) & (numbers[doc] >= 0))
        there = there[stable_order(follower[there])]
        follower, doc, position = follower[there], doc[there], position[there]
        distinct, first = run_starts(follower), run_starts(follower, doc)
        title, lead = (run_sums(within(doc, position, segment.lengths), first) for within in (in_title, in_lead))
        postings = np.empty(len(first), _POSTING)
        postings["doc"], postings["count"] = numbers[doc[first]], np.diff(first, append=len(doc))
        postings["frequency"] = pack_frequency(postings["count"], title, lead)
        out.write(postings.tobytes())
        beside.write(position.astype(_POSITION).tobytes())
        ends = np.append(distinct, len(doc))
        keys = code * len(words) + follower[distinct].astype(np.int64) - 1
        yield keys, np.diff(np.searchsorted(first, ends)), np.diff(ends)
