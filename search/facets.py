"""Counts of all matches by outlet and by month."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.schema import NO_DAY, UNKNOWN
from search.evaluate import Evaluation
from search.results import FacetCount

UNDATED = "(undated)"
_EPOCH = 719_163
"""1970-01-01 as an ordinal."""


def outlet_counts(found: Sequence[Evaluation]) -> tuple[FacetCount, ...]:
    """Outlets by count, most first, then by name; articles without one as `(unknown)`."""
    counts: Counter[str] = Counter()
    for one in found:
        by_code = np.bincount(one.segment.codes("outlet")[one.mask], minlength=1)
        values = one.segment.values("outlet")
        for code in np.flatnonzero(by_code).tolist():
            counts[values[code].decode() or UNKNOWN] += int(by_code[code])
    return tuple(FacetCount(*pair) for pair in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def month_counts(found: Sequence[Evaluation]) -> tuple[FacetCount, ...]:
    """Months in time's order as `2025-04`; articles without a date last, as `(undated)`."""
    counts: Counter[int] = Counter()
    undated = 0
    for one in found:
        day = one.segment.day[one.mask].astype(np.int64)
        dated = day[day != NO_DAY]
        undated += len(day) - len(dated)
        months, numbers = np.unique((dated - _EPOCH).astype("datetime64[D]").astype("datetime64[M]"), return_counts=True)
        counts.update(dict(zip(months.astype(np.int64).tolist(), numbers.tolist(), strict=True)))
    rows = [FacetCount(f"{1970 + month // 12:04}-{month % 12 + 1:02}", counts[month]) for month in sorted(counts)]
    return (*rows, FacetCount(UNDATED, undated)) if undated else tuple(rows)
