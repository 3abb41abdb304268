"""Matches as columns, in the order that a query asks for."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.search.engine.segment_view import SegmentView
from dateline.search.query.tree import Sort

LAST = -(1 << 62)
"""Less than any day: where articles without one are by date."""


class Rows(NamedTuple):
    """Some matches, a row each: `key` is what they are sorted by first, largest first; `doc` is of segment `part`."""

    key: Array
    day: Array
    part: Array
    doc: Array

    def take(self, at: Array | slice) -> "Rows":
        """Some of the rows."""
        return Rows(*(column[at] for column in self))


def joined(parts: Sequence[Rows]) -> Rows:
    """Rows of several, one after another."""
    return Rows(*map(np.concatenate, zip(*parts, strict=True)))


def by_day(day: Array, sort: Sort) -> Array:
    """The `key` of articles' days. An undated article comes last by date, either way."""
    return day.astype(float) if sort == "newest" else np.where(day == 0, LAST, -day.astype(float))


def in_order(rows: Rows, views: Sequence[SegmentView]) -> Rows:
    """Rows by key, then newest first, then id."""
    rows = rows.take(np.lexsort((-rows.day, -rows.key)))
    tied = (rows.key[1:] == rows.key[:-1]) & (rows.day[1:] == rows.day[:-1])
    if not tied.any():
        return rows
    group = np.append(0, np.cumsum(~tied)).tolist()
    unclear = np.append(tied, False) | np.append(False, tied)
    names = [b""] * len(group)
    for at in np.flatnonzero(unclear).tolist():
        names[at] = views[int(rows.part[at])].segment.ids[int(rows.doc[at])]
    return rows.take(np.array(sorted(range(len(group)), key=lambda at: (group[at], names[at])), np.intp))
