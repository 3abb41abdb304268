"""The outlets, authors and places of matches, with their counts and days."""

from collections.abc import Sequence

import numpy as np

from dateline.index.schema import NO_DAY, UNKNOWN, iso
from dateline.search.engine.evaluate import Evaluation
from dateline.search.results import FacetCount, ListedValue

_NEVER = 2**31


def listed_values(name: str, found: Sequence[Evaluation]) -> tuple[ListedValue, ...]:
    """The values of an attribute among matches, most first, then by name; a missing one as `(unknown)`."""
    together: dict[str, tuple[int, int, int]] = {}
    for one in found:
        values, codes = one.segment.values(name), one.segment.codes(name)[one.docs]
        days = one.segment.day[one.docs].astype(np.int64)
        counts = np.bincount(codes, minlength=len(values))
        first, last = np.full(len(values), _NEVER), np.full(len(values), NO_DAY)
        np.minimum.at(first, codes, np.where(days == NO_DAY, _NEVER, days))
        np.maximum.at(last, codes, days)
        for code in np.flatnonzero(counts).tolist():
            value = values[code].decode() or UNKNOWN
            count, begin, end = together.get(value, (0, _NEVER, NO_DAY))
            together[value] = count + int(counts[code]), min(begin, int(first[code])), max(end, int(last[code]))
    rows = [
        ListedValue(value, count, iso(first % _NEVER), iso(last)) for value, (count, first, last) in together.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.value)))


def value_counts(name: str, found: Sequence[Evaluation]) -> tuple[FacetCount, ...]:
    """Their counts alone, as a facet."""
    return tuple(FacetCount(row.value, row.count) for row in listed_values(name, found))
