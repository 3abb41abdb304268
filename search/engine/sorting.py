"""Matches as columns: which are the best, and their order as a query asks for it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.search.engine.segment_view import SegmentView
from dateline.search.query.tree import Sort

LAST = -(1 << 62)
"""Less than any day: where articles without one are by date."""


class Rows(NamedTuple):
    """Some matches, a row each: `key` is what they are sorted by first, largest first; `doc` is the article's number in
    the segment of that number.
    """

    key: Array
    day: Array
    segment_number: Array
    doc: Array

    def take(self, rows: Array | slice) -> "Rows":
        """Some of the rows."""
        return Rows(*(column[rows] for column in self))


def joined(parts: Sequence[Rows]) -> Rows:
    """Rows of several, one after another."""
    if len(parts) == 1:
        return parts[0]
    return Rows(*map(np.concatenate, zip(*parts, strict=True)))


def day_key(day: Array, sort: Sort) -> Array:
    """The `key` of articles' days. An undated article comes last by date, either way."""
    return day.astype(float) if sort == "newest" else np.where(day == 0, LAST, -day.astype(float))


def nth_largest(keys: Array, n: int) -> float:
    """What the `n` largest of at least so many keys reach; `n` counts from 1."""
    return float(np.partition(keys, len(keys) - n)[len(keys) - n])


def best(keys: Iterable[Callable[[Array], Array]], count: int, limit: int) -> Array:
    """Which are the `limit` largest of `count`, by the first key, among equals by the next, and so on; in no order.

    A key gives the values of those with some numbers. The last must tell all apart. Only what ties at the border of one
    is asked of the next.
    """
    if not limit:
        return np.empty(0, np.int64)
    chosen = [np.empty(0, np.int64)]
    tied = np.arange(count)
    for key in keys:
        if len(tied) <= limit:
            break
        values = key(tied)
        border = np.partition(values, len(values) - limit)[len(values) - limit]
        above = tied[values > border]
        chosen.append(above)
        limit -= len(above)
        tied = tied[values == border]
    return np.concatenate([*chosen, tied[:limit]])


def in_order(rows: Rows, views: Sequence[SegmentView]) -> Rows:
    """Rows by key, then newest first, then id."""
    rows = rows.take(np.lexsort((-rows.day, -rows.key)))
    tied = (rows.key[1:] == rows.key[:-1]) & (rows.day[1:] == rows.day[:-1])
    if not tied.any():
        return rows
    group = np.append(0, np.cumsum(~tied)).tolist()
    unclear = np.append(tied, False) | np.append(False, tied)
    ids = [b""] * len(group)
    for row in np.flatnonzero(unclear).tolist():
        ids[row] = views[int(rows.segment_number[row])].identity(int(rows.doc[row]))
    return rows.take(np.array(sorted(range(len(group)), key=lambda row: (group[row], ids[row])), np.intp))
