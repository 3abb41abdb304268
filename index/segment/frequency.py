"""TODO index.segment.frequency."""

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.postings import Postings

COUNT_MAX, TITLE_MAX, LEAD_MAX = 255, 7, 31
"""Where the counts of a packed frequency end; ranking sees no more than these."""
ESCAPE = 255
"""The byte that stands for a packed frequency that is not one of a segment's usual ones."""


def pack_frequencies(postings: Postings) -> Array:
    """The three counts of each posting in 16 bits, each capped: count, then headline << 8, then lead << 11."""
    bits: Array = np.minimum(postings.count, COUNT_MAX).astype("<u2")
    bits |= np.minimum(postings.title, TITLE_MAX).astype("<u2") << 8
    bits |= np.minimum(postings.lead, LEAD_MAX).astype("<u2") << 11
    return bits
