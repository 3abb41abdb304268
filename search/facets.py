"""Counts of all matches by outlet and by month."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.container import Array
from index.schema import UNKNOWN
from search.evaluate import Evaluation
from search.results import FacetCount
from search.view import Each

UNDATED = "(undated)"


def outlet_counts(found: Sequence[Evaluation], each: Each = map) -> tuple[FacetCount, ...]:
    """Outlets by count, most first, then by name; articles without one as `(unknown)`."""
    counts: Counter[str] = Counter()
    for one, by_code in zip(found, each(_by_outlet, found), strict=True):
        for code in np.flatnonzero(by_code).tolist():
            counts[one.segment.outlets[code] or UNKNOWN] += int(by_code[code])
    return tuple(FacetCount(*pair) for pair in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def month_counts(found: Sequence[Evaluation], each: Each = map) -> tuple[FacetCount, ...]:
    """Months in time's order as `2025-04`; articles without a date last, as `(undated)`."""
    counts: Counter[int] = Counter()
    undated = 0
    for one, by_month in zip(found, each(_by_month, found), strict=True):
        undated += int(by_month[0])
        first = one.segment.first_month - 1
        for month in (np.flatnonzero(by_month[1:]) + 1).tolist():
            counts[first + month] += int(by_month[month])
    rows = [FacetCount(f"{month // 12:04}-{month % 12 + 1:02}", counts[month]) for month in sorted(counts)]
    return (*rows, FacetCount(UNDATED, undated)) if undated else tuple(rows)


def _by_outlet(one: Evaluation) -> Array:
    return np.bincount(one.segment.codes("outlet")[one.docs], minlength=1)


def _by_month(one: Evaluation) -> Array:
    return np.bincount(one.segment.months[one.docs], minlength=1)
