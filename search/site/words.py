"""All words of an archive by stem, then spelling: those of its segments, which are read side by side."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter

import numpy as np

from dateline.index.arrays import Array, run_lengths
from dateline.index.segment.reader import SegmentReader
from dateline.search.site.strings import Strings


def read_words(
    segments: Sequence[SegmentReader], live: Sequence[Array], compounds: Iterable[bytes]
) -> tuple[Strings, Strings, Array, Array, list[Array]]:
    """The words that articles have, compounds apart; all stems; the bounds of each one's words; in how many articles
    each word stands; and its number in each segment: as `snapshot.Snapshot` has them.

    Args:
        segments: The archive's segments.
        live: Of each which articles are.
        compounds: The stems of compounds.
    """
    counts = [_doc_counts(segment, some) for segment, some in zip(segments, live, strict=True)]
    present = [_present(number, segments[number], count) for number, count in enumerate(counts)]
    words, stems, bounds = Strings(), Strings(), array("i", [0])
    places = [(array("i"), array("i")) for _ in segments]
    of_compounds = ((stem, b"", -1, -1) for stem in sorted(compounds))
    for stem, several in groupby(merge(of_compounds, *present), key=itemgetter(0)):
        stems.append(stem)
        for word, same in groupby(several, key=itemgetter(1)):
            if not word:
                continue
            for _, _, number, own in same:
                places[number][0].append(len(words))
                places[number][1].append(own)
            words.append(word)
        bounds.append(len(words))
    total, numbers = np.zeros(len(words), np.int32), list[Array]()
    for segment, count, (at, there) in zip(segments, counts, places, strict=True):
        numbers.append(np.full(len(words), -1, np.int32))
        numbers[-1][np.asarray(at)] = np.asarray(there)
        total[np.asarray(at)] += count[np.asarray(there)]
        segment.release()
    return words, stems, np.array(bounds), total, numbers


def _present(number: int, segment: SegmentReader, count: Array) -> Iterator[tuple[bytes, bytes, int, int]]:
    """A segment's words that articles have, compounds apart, by stem, then spelling: of each its stem, itself, the
    segment's number and its own there.
    """
    words, by_stem, begin = segment.words, segment.array("stem.word"), 0
    for stem, end in zip(segment.stems, segment.array("stem.words")[1:], strict=True):
        for word in by_stem[begin:end].tolist():
            if count[word] and word >= segment.compounds.stop:
                yield stem, words[word], number, word
        begin = end


def _doc_counts(segment: SegmentReader, live: Array) -> Array:
    """In how many live articles each word stands."""
    bounds = segment.array("word.postings").astype(np.int64)
    if live.all():
        return run_lengths(bounds, np.arange(len(bounds) - 1))
    before = np.append(0, np.cumsum(live[segment.array("doc")]))
    return np.diff(before[bounds])
