"""The postings of a run of words, or of pairs of words, of an archive, as its site numbers them."""

from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.postings import Postings
from dateline.search.site.snapshot import Snapshot


class Run(NamedTuple):
    """The postings of the words from `first` on.

    Attributes:
        frequency: For each posting the three counts packed (`index.segment.frequency`).
        word_bounds: For each word where its postings begin, and at last where all end.
        doc_counts: In how many articles each word stands.
    """

    first: int
    postings: Postings
    frequency: Array
    word_bounds: Array
    doc_counts: Array

    @classmethod
    def of(cls, site: Snapshot, first: int, last: int) -> "Run":
        """Those of the words from one to another."""
        postings = site.postings(first, last)
        bounds = np.searchsorted(postings.word, np.arange(last - first + 1))
        return cls(first, postings, postings.frequency, bounds, site.doc_counts[first:last])

    @property
    def posting_bounds(self) -> Array:
        """For each posting where its positions begin, and at last where all end."""
        return np.append(0, np.cumsum(self.postings.count))
