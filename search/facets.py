"""Counts of all matches by outlet and by month."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.schema import UNKNOWN
from search.evaluate import Evaluation
from search.results import FacetCount

UNDATED = "(undated)"


def outlet_counts(found: Sequence[Evaluation]) -> tuple[FacetCount, ...]:
    """Outlets by count, most first, then by name; articles without one as `(unknown)`."""
    counts: Counter[str] = Counter()
    for one in found:
        by_code = np.bincount(one.segment.codes("outlet")[one.docs], minlength=1)
        for code in np.flatnonzero(by_code).tolist():
            counts[one.segment.outlets[code] or UNKNOWN] += int(by_code[code])
    return tuple(FacetCount(*pair) for pair in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def month_counts(found: Sequence[Evaluation]) -> tuple[FacetCount, ...]:
    """Months in time's order as `2025-04`; articles without a date last, as `(undated)`."""
    counts: Counter[int] = Counter()
    undated = 0
    for one in found:
        by_month = np.bincount(one.segment.months[one.docs], minlength=1)
        undated += int(by_month[0])
        first = one.segment.first_month - 1
        for month in (np.flatnonzero(by_month[1:]) + 1).tolist():
            counts[first + month] += int(by_month[month])
    rows = [FacetCount(f"{month // 12:04}-{month % 12 + 1:02}", counts[month]) for month in sorted(counts)]
    return (*rows, FacetCount(UNDATED, undated)) if undated else tuple(rows)
