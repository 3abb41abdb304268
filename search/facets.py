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
    counts = np.zeros(max((int(one.segment.month.max(initial=0)) for one in found), default=0) + 1, np.int64)
    for one in found:
        counts += np.bincount(one.segment.month[one.docs], minlength=len(counts))
    months = np.flatnonzero(counts[1:]) + 1
    rows = [FacetCount(f"{month // 12:04}-{month % 12 + 1:02}", int(counts[month])) for month in months.tolist()]
    return (*rows, FacetCount(UNDATED, int(counts[0]))) if counts[0] else tuple(rows)
