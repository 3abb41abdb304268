"""How often a word stands in an article, in one number of 16 bits.

    bits 0-7     in all, `COUNT_MAX` standing for that many or more
    bits 8-10    in the headline, at most `TITLE_MAX`
    bits 11-15   in the lead, at most `LEAD_MAX`
Such a number is called a packed frequency. Ranking sees no more than these counts.
"""

from functools import cache
from typing import Any

import numpy as np

from dateline.index.arrays import Array

COUNT_MAX, TITLE_MAX, LEAD_MAX = 255, 7, 31
DISTINCT = 1 << 16
"""How many packed frequencies there can be."""
_TITLE_AT, _LEAD_AT = 8, 11
_TITLE_SUM_AT, _LEAD_SUM_AT = 28, 45


def pack_frequency(count: Array, title: Array, lead: Array) -> Array:
    """The packed frequencies of counts in all, in the headline and in the lead."""
    packed: Array = np.minimum(count, COUNT_MAX).astype("<u2")
    packed |= np.minimum(title, TITLE_MAX).astype("<u2") << _TITLE_AT
    packed |= np.minimum(lead, LEAD_MAX).astype("<u2") << _LEAD_AT
    return packed


def total_count(frequency: Any) -> Any:
    """How often in all, of a packed frequency or an array of them."""
    return frequency & COUNT_MAX


def title_count(frequency: Any) -> Any:
    """How often in the headline."""
    return frequency >> _TITLE_AT & TITLE_MAX


def lead_count(frequency: Any) -> Any:
    """How often in the lead."""
    return frequency >> _LEAD_AT


def zone_counts(frequency: Any) -> Any:
    """The counts of headline and lead in one byte, headline lowest."""
    return frequency >> _TITLE_AT


def has_title(frequency: Array) -> Array:
    """Whether the word stands in the headline."""
    inside: Array = frequency & TITLE_MAX << _TITLE_AT > 0
    return inside


def only_title(frequency: Array) -> Array:
    """Packed frequencies as if the headline were all there is."""
    count: Array = title_count(frequency)
    packed: Array = count | count << _TITLE_AT
    return packed


def only_lead(frequency: Array) -> Array:
    """Packed frequencies as if the lead were all there is."""
    count: Array = lead_count(frequency)
    packed: Array = count | count << _LEAD_AT
    return packed


def summable(frequency: Array) -> Array:
    """Packed frequencies as float64 whose sums hold the sums of all three counts, exactly: they lie far apart in the 53
    bits of its mantissa. `packed_sums` takes them apart again.
    """
    return _summable().take(frequency)


@cache
def _summable() -> Array:
    every = np.arange(DISTINCT)
    counts = total_count(every) | title_count(every) << _TITLE_SUM_AT | lead_count(every) << _LEAD_SUM_AT
    return counts.astype(np.float64)  # type: ignore[no-any-return]


def packed_sums(sums: Array) -> Array:
    """Sums of `summable` numbers as packed frequencies."""
    counts = sums.astype(np.int64)
    total = counts & (1 << _TITLE_SUM_AT) - 1
    title = counts >> _TITLE_SUM_AT & (1 << _LEAD_SUM_AT - _TITLE_SUM_AT) - 1
    return pack_frequency(total, title, counts >> _LEAD_SUM_AT)
