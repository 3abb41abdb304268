"""Counts of all matches by outlet, by month and by day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np

from dateline.index.arrays import Array
from dateline.index.schema import NO_DAY, UNKNOWN
from dateline.search.engine.evaluate import Evaluation
from dateline.search.results import FacetCount

UNDATED = "(undated)"


def outlet_counts(found: Sequence[Evaluation]) -> tuple[FacetCount, ...]:
    """Outlets by count, most first, then by name; articles without one as `(unknown)`."""
    together: dict[tuple[str, ...], Array] = {}  # most segments have the same outlets
    for one in found:
        names = one.segment.outlets
        together[names] = together[names] + one.by_outlet if names in together else one.by_outlet
    counts: Counter[str] = Counter()
    for names, by_outlet in together.items():
        for code in np.flatnonzero(by_outlet).tolist():
            counts[names[code] or UNKNOWN] += int(by_outlet[code])
    return tuple(FacetCount(*pair) for pair in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def month_counts(found: Sequence[Evaluation]) -> tuple[FacetCount, ...]:
    """Months in time's order as `2025-04`; articles without a date last, as `(undated)`."""
    undated = sum(int(one.by_month[0]) for one in found)
    first = min(one.segment.first_month for one in found)
    counts = np.zeros(max(one.segment.first_month + len(one.by_month) for one in found) - first, np.int64)
    for one in found:
        begin = one.segment.first_month - first
        counts[begin : begin + len(one.by_month) - 1] += one.by_month[1:]
    months = ((first + at, int(counts[at])) for at in np.flatnonzero(counts).tolist())
    rows = tuple(FacetCount(f"{month // 12:04}-{month % 12 + 1:02}", count) for month, count in months)
    return (*rows, FacetCount(UNDATED, undated)) if undated else rows


def day_counts(found: Sequence[Evaluation]) -> tuple[FacetCount, ...]:
    """The days that matches have, in time's order; articles without a date are not counted."""
    days = np.concatenate([one.segment.day[one.docs] for one in found])
    days = days[days != NO_DAY].astype(np.intp)
    if not len(days):
        return ()
    first = int(days.min())
    counts = np.bincount(days - first)
    days_with = np.flatnonzero(counts).tolist()
    return tuple(FacetCount(date.fromordinal(first + at).isoformat(), int(counts[at])) for at in days_with)
