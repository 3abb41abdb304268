"""The postings of a run of words, or of bigrams and trigrams, of an archive, as its site numbers them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.postings import Postings
from dateline.search.site.neighbours import Text, parted
from dateline.search.site.snapshot import Snapshot

_COUNTED = ("doc", "count", "title", "lead")
_KEPT = ("frequency", "doc_counts")


class Run(NamedTuple):
    """The postings of the words from `first` on.

    Attributes:
        frequency: For each posting the three counts packed (`index.segment.frequency`).
        word_bounds: For each word where its postings begin, and at last where all end.
        doc_counts: In how many articles each word stands.
        before, after: For each occurrence the frequent words beside it, as `neighbours.Text.beside` has them; of
            n-grams none.
    """

    first: int
    postings: Postings
    frequency: Array
    word_bounds: Array
    doc_counts: Array
    before: Array = np.empty(0, np.int64)
    after: Array = np.empty(0, np.int64)

    @classmethod
    def of(cls, site: Snapshot, texts: Sequence[Text], first: int, last: int) -> "Run":
        """Those of the words from one to another."""
        postings = site.postings(first, last, texts)
        positions, before, after = parted(postings.positions)
        postings = replace(postings, positions=positions)
        bounds = np.searchsorted(postings.word, np.arange(last - first + 1))
        return cls(first, postings, postings.frequency, bounds, site.doc_counts[first:last], before, after)

    @classmethod
    def joined(cls, runs: "Sequence[Run]") -> "Run":
        """Runs that follow each other as one, without positions and what stands beside them."""
        counts = np.concatenate([np.diff(run.word_bounds) for run in runs])
        of = {name: np.concatenate([getattr(run.postings, name) for run in runs]) for name in _COUNTED}
        word = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        postings = Postings(word, positions=np.empty(0, np.int32), **of)
        frequency, doc_counts = (np.concatenate([getattr(run, name) for run in runs]) for name in _KEPT)
        return cls(runs[0].first, postings, frequency, np.append(0, np.cumsum(counts)), doc_counts)

    @property
    def posting_bounds(self) -> Array:
        """For each posting where its positions begin, and at last where all end."""
        return np.append(0, np.cumsum(self.postings.count))
