"""Bigrams and trigrams of frequent words, with posting lists and positions of their own: a phrase that is one of them
then needs no positions, and a longer one those of a few, which stand in far fewer places than just these words do.

Every bigram has its own, and those trigrams that recur. They are counted segment by segment. What a segment has of them
goes to a file, and is read again as it is written.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, expand_runs, find_sorted, run_starts, run_sums, stable_order
from dateline.index.segment.frequency import lead_count, pack_frequency, title_count
from dateline.index.segment.postings import Postings, in_lead, in_title
from dateline.index.segment.reader import SegmentReader
from dateline.search.site.mapped import Mapped
from dateline.search.site.neighbours import MOST, Text, positions_of
from dateline.search.site.run import Run
from dateline.search.site.snapshot import Snapshot

_POSTING = np.dtype([("doc", np.int32), ("count", np.int32), ("frequency", np.uint16)])
_POSITION = np.dtype(np.int32)


class _Spilled(NamedTuple):
    """What a segment has: its n-grams' keys, ascending, and of their postings and their positions the bounds and the
    file that holds them.
    """

    keys: Mapped
    bounds: Mapped
    path: Path
    position_bounds: Mapped
    positions: Path

    @property
    def mapped(self) -> tuple[Mapped, ...]:
        """All of the arrays."""
        return self.keys, self.bounds, self.position_bounds


class NGrams(NamedTuple):
    """The bigrams and trigrams of an archive.

    Attributes:
        words: The frequent words, ascending as they are spelt.
        keys: Each n-gram as a number of three digits, ascending: the places of its words among them, of the third
            counted from 1, or 0 for a bigram.
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

    def close(self) -> None:
        """Let go of all files."""
        for array in (array for one in self.spilled for array in one.mapped):
            array.close()
        for text in self.texts:
            text.close()

    def spelt(self, number: int) -> list[str]:
        """The words of an n-gram."""
        bigram, third = divmod(int(self.keys[number]), len(self.words) + 1)
        one, other = divmod(bigram, len(self.words))
        return [self.words[one], self.words[other], *self.words[third - 1 : third]]

    def run(self, first: int, last: int) -> Run:
        """The postings of the n-grams from one to another."""
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
    """A segment's postings of some n-grams in a row: which of them each is of, what it says; and their positions."""
    first, last = np.searchsorted(spilled.keys.values, [keys[0], keys[-1] + 1]).tolist()
    bounds = spilled.bounds.values[first : last + 1]
    begin, end = bounds[[0, -1]].tolist()
    found = np.fromfile(spilled.path, _POSTING, end - begin, offset=begin * _POSTING.itemsize)
    begin, end = spilled.position_bounds.values[[first, last]].tolist()
    positions = np.fromfile(spilled.positions, _POSITION, end - begin, offset=begin * _POSITION.itemsize)
    at, kept = find_sorted(spilled.keys.values[first:last], keys)
    postings = np.diff(bounds)
    kept = np.repeat(kept, postings)
    for array in spilled.mapped:
        array.release()
    return np.repeat(at, postings)[kept], found[kept], positions[np.repeat(kept, found["count"])]


class _Source(NamedTuple):
    """A segment, where the frequent words stand in it, their numbers there (-1: it has no such word), and the site's
    number of each of its articles (-1: it was deleted).
    """

    segment: SegmentReader
    text: Text
    words: Array
    numbers: Array

    def bigrams(self) -> Iterator[tuple[int, Array, Array, Array, Array]]:
        """For the place of each frequent word its occurrences before another one: articles, positions, and as the lower
        digits of their keys that other, and a third, or 0.
        """
        for place, doc, position in positions_of(self.segment, self.words.tolist()):
            follower = self.text.at(doc, position + 1)
            there = np.flatnonzero((follower > 0) & (self.numbers[doc] >= 0))
            docs, positions = doc[there], position[there]
            digit = (follower[there].astype(np.int64) - 1) * (len(self.words) + 1)
            yield place, docs, positions, digit, digit + self.text.at(docs, positions + 2)
        self.text.release()

    @property
    def base(self) -> int:
        """What the first digit of a key counts."""
        return len(self.words) * (len(self.words) + 1)


def find_ngrams(site: Snapshot, folder: Path) -> NGrams:
    """The n-grams of an archive; `folder` takes files that are needed as long as they are."""
    most = np.argsort(-site.doc_counts, kind="stable")[:MOST].tolist()
    frequent = [word for word in most if site.doc_counts[word] >= site.granularity.frequent]
    rank = {word: at for at, word in enumerate(frequent, 1)}
    frequent.sort(key=site.words.__getitem__)
    sources = []
    for number, segment in enumerate(site.segments):
        there = site.numbers[number][frequent]
        text = Text(segment, there.tolist(), folder / f"{number}.text")
        sources.append(_Source(segment, text, there, site.numbered(number)))
    recurring = site.granularity.recurring
    trigrams = _joined(_trigrams(source, -(-recurring // len(sources))) for source in sources)
    spilled = [_spill(source, trigrams, folder / f"{number}") for number, source in enumerate(sources)]
    keys = _joined(one.keys.values for one in spilled)
    doc_counts = np.zeros(len(keys), np.int64)
    for one in spilled:
        doc_counts[np.searchsorted(keys, one.keys.values)] += np.diff(one.bounds.values)
        for array in one.mapped:
            array.release()
    kept = (keys % (len(frequent) + 1) == 0) | (doc_counts >= recurring)
    ranks = np.array([0, *map(rank.__getitem__, frequent)])
    words = [site.words.text(word) for word in frequent]
    return NGrams(words, keys[kept], doc_counts[kept], ranks, spilled, [source.text for source in sources])


def _joined(parts: Iterable[Array]) -> Array:
    """All numbers of some arrays, ascending, each once."""
    return np.unique(np.concatenate([np.empty(0, np.int64), *parts]))


def _trigrams(source: _Source, least: int) -> Array:
    """The keys of trigrams that so many articles of a segment have: of one that more have, some segment has as many."""
    found = [np.empty(0, np.int64)]
    for place, doc, _, two, three in source.bigrams():
        there = np.flatnonzero(three > two)
        there = there[stable_order(three[there])]
        of_articles = three[there][run_starts(three[there], doc[there])]
        first = run_starts(of_articles)
        often = np.diff(first, append=len(of_articles)) >= least
        found.append(place * source.base + of_articles[first[often]])
    return np.concatenate(found)


def _spill(source: _Source, trigrams: Array, path: Path) -> _Spilled:
    """Write a segment's postings of n-grams, and their positions, to files whose names begin so.

    Args:
        source: The segment.
        trigrams: The keys of those trigrams that are wanted, ascending.
        path: What is before `.postings`, `.positions` and so on.
    """
    paths = path.with_suffix(".postings"), path.with_suffix(".positions")
    counts = [(np.empty(0, np.int64),) * 3]
    with paths[0].open("wb") as out, paths[1].open("wb") as beside:
        for place, docs, positions, two, three in source.bigrams():
            first, last = np.searchsorted(trigrams, [place * source.base, (place + 1) * source.base])
            longer = np.flatnonzero(three > two)
            longer = longer[find_sorted(three[longer], trigrams[first:last] - place * source.base)[1]]
            ngram = np.append(two, three[longer])
            order = stable_order(ngram)
            chosen = np.append(np.arange(len(two)), longer)[order]
            ngram, doc, position = ngram[order], docs[chosen], positions[chosen]
            distinct, first = run_starts(ngram), run_starts(ngram, doc)
            lengths = source.segment.lengths
            title, lead = (run_sums(within(doc, position, lengths), first) for within in (in_title, in_lead))
            postings = np.empty(len(first), _POSTING)
            postings["doc"], postings["count"] = source.numbers[doc[first]], np.diff(first, append=len(doc))
            postings["frequency"] = pack_frequency(postings["count"], title, lead)
            out.write(postings.tobytes())
            beside.write(position.astype(_POSITION).tobytes())
            ends = np.append(distinct, len(doc))
            counts.append((place * source.base + ngram[distinct], np.diff(np.searchsorted(first, ends)), np.diff(ends)))
    keys, *sizes = map(np.concatenate, zip(*counts, strict=True))
    bounds = [np.append(0, np.cumsum(of)) for of in sizes]
    suffixes = (".keys", ".bounds", ".position-bounds")
    mapped = [Mapped(of, path.with_suffix(end)) for of, end in zip((keys, *bounds), suffixes, strict=True)]
    return _Spilled(mapped[0], mapped[1], paths[0], mapped[2], paths[1])
