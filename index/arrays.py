"""NumPy idioms that several modules share: narrow types, sorting, runs, and membership in sorted arrays.

A run is a stretch of an array: of equal numbers where the array is sorted, or of what belongs together. The runs of 0,
1, 2, … that lie end to end are given by their `bounds`: where each begins, and at last where all end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Indexed(Protocol):
    """An array, or what is read like one, by numbers or a slice (`index.segment.checked_array`)."""

    def __getitem__(self, at: Any, /) -> Any:
        """Some of the items, as an array."""
        ...


_GROUP = 1 << 16
_FEW_RUNS = 8
"""Runs that are read, or repeated, one by one: fewer than it takes steps to do so for all at once."""
INDEX_BITS = 32
INDEX_MASK = (1 << INDEX_BITS) - 1
_FEW = 16
"""Numbers are searched for one by one where the array has more than so many times as many; else a table is made."""


def pack(values: Array) -> Array:
    """Whole numbers in the narrowest unsigned type that holds the largest."""
    top = int(values.max()) if len(values) else 0
    return values.astype("<u1" if top < 1 << 8 else "<u2" if top < 1 << 16 else "<u4" if top < 1 << 32 else "<u8")


def stable_order(keys: Array) -> Array:
    """The order that sorts keys below 2**31; equal ones stay as they were.

    One sort of plain numbers, each key with its index below it, is faster than a stable `argsort`.
    """
    order = keys.astype(np.int64)
    order <<= INDEX_BITS
    order |= np.arange(len(order), dtype=np.uint32)
    order.sort()
    order &= INDEX_MASK
    return order


def radix_order(keys: Array) -> Array:
    """As `stable_order`, of keys below 2**32, in a third of the time and twice the memory: by their digits of two
    bytes, which NumPy counts and does not compare.
    """
    order = np.argsort(keys.astype(np.uint16), kind="stable")
    high = (keys >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")]


def distinct(values: Array) -> Array:
    """The numbers of an array, ascending, each once. `np.unique` looks them up in a table, which takes several times as
    long where many are in order.
    """
    ordered = np.sort(values)
    found: Array = ordered[run_starts(ordered)]
    return found


def run_starts(*keys: Array) -> Array:
    """Where, in sorted keys, another begins."""
    if not len(keys[0]):
        return np.empty(0, np.int64)
    changed = np.zeros(len(keys[0]), bool)
    changed[0] = True
    for key in keys:
        changed[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changed)


def run_sums(values: Array, first: Array) -> Array:
    """The sums of runs, given by where each begins."""
    return np.add.reduceat(values.astype(np.int32), first) if len(first) else np.empty(0, np.int32)


def run_bounds(sorted_numbers: Array, count: int) -> Array:
    """The bounds of the runs of 0 to `count - 1` in sorted numbers: `count + 1` items."""
    return pack(np.searchsorted(sorted_numbers, np.arange(count + 1)))


def run_lengths(bounds: Array, numbers: Array) -> Array:
    """How long some of the runs are that these are the bounds of."""
    lengths: Array = bounds[numbers + 1].astype(np.int64) - bounds[numbers]
    return lengths


def expand_runs(begin: Array, length: Array) -> Array:
    """The indices of the runs `begin[i]:begin[i] + length[i]`, end to end.

    They are sums: one more within a run, and where another begins what leads there. Runs are mostly so short that
    `np.repeat` would take several times as long.
    """
    begin, length = _not_empty(begin, length)
    return _sums(1, begin, length, begin[:-1] + length[:-1] - 1)


def repeat_runs(values: Array, length: Array) -> Array:
    """Each whole number `values[i]` so often as `length[i]` says: `np.repeat`, fast where these are small."""
    if len(values) <= _FEW_RUNS:
        return np.repeat(values.astype(np.int64, copy=False), length)
    values, length = _not_empty(values, length)
    return _sums(0, values, length, values[:-1])


def _not_empty(values: Array, length: Array) -> tuple[Array, Array]:
    """Numbers of runs, and the lengths of these, but for empty ones. Raises ValueError where one is below 0."""
    if len(length) and length.min() < 1:
        if length.min() < 0:
            raise ValueError("a run of less than nothing")
        values, length = values[length > 0], length[length > 0]
    return values.astype(np.int64, copy=False), length.astype(np.int64, copy=False)


def _sums(step: int, first: Array, length: Array, last: Array) -> Array:
    """Runs end to end that begin with `first` and go on by steps; `last` is what each but the last one ends with."""
    ends = np.cumsum(length)
    steps = np.full(int(ends[-1]) if len(ends) else 0, step, np.int64)
    steps[:1] = first[:1]
    steps[ends[:-1]] = first[1:] - last
    return np.cumsum(steps, out=steps)


class Readable(Indexed, Protocol):
    """An array of which runs may be read, too."""

    def in_runs(self, begin: Array, length: Array, indices: Array) -> Array:
        """The items of runs `begin[i]:begin[i] + length[i]`, whose `indices` are at hand."""
        ...


_NONE = np.empty(0, np.int64)


@dataclass(frozen=True)
class Runs:
    """Runs of aligned arrays, read end to end: a single one as a view; several, given by where each begins and how long
    it is, through the indices of their items unless they are few.
    """

    single: slice | None
    begin: Array = field(default_factory=lambda: _NONE)
    length: Array = field(default_factory=lambda: _NONE)

    @cached_property
    def _indices(self) -> Array:
        """Of several runs the indices of their items."""
        return expand_runs(self.begin, self.length)

    def of(self, values: Readable) -> Array:
        """The items of an array that the runs hold."""
        if self.single:
            items: Array = values[self.single]
            return items
        if len(self.begin) <= _FEW_RUNS:
            runs = zip(self.begin.tolist(), self.length.tolist(), strict=True)
            return np.concatenate([values[begin : begin + length] for begin, length in runs])
        return values.in_runs(self.begin, self.length, self._indices)

    def at(self, places: Array) -> Array:
        """The indices of some of these items, given by where they stand among them."""
        return places + self.single.start if self.single else self._indices[places]


def grouped(lengths: Array) -> Iterator[slice]:
    """Runs of these lengths in groups that are read together: together they stay in the processor's cache."""
    group = np.cumsum(lengths) // _GROUP
    if len(group) and group[-1] == 0:
        yield slice(0, len(group))
        return
    for first, end in pairwise(np.append(run_starts(group), len(group)).tolist()):
        yield slice(first, end)


def find_sorted(wanted: Array, values: Array) -> tuple[Array, Array]:
    """For each number wanted its index in a sorted array, and whether it is there; if not, the index means nothing."""
    at = np.searchsorted(values, wanted)
    at[at == len(values)] = 0
    present: Array = values[at] == wanted if len(values) else np.zeros(len(wanted), bool)
    return at, present


def find_in_runs(values: Indexed, begin: Array, length: Array, wanted: Array) -> Array:
    """Whether each run of an array, a row, has each of the numbers wanted, a column, by one binary search for all at
    once. Runs ascend, and none is empty.
    """
    at, last = np.repeat(begin[:, None], len(wanted), axis=1), (begin + length - 1)[:, None]
    step = 1 << int(length.max(initial=0)).bit_length()
    while step := step >> 1:
        probe = np.where(at + step <= last, at + step, at)
        at = np.where(values[probe] <= wanted, probe, at)
    found: Array = values[at] == wanted
    return found


def locate(wanted: Array, docs: Array) -> tuple[Array, Array]:
    """`find_sorted` for articles: wanted ones may repeat; `docs` is sorted. Where many are wanted, by a table."""
    if len(wanted) * _FEW < len(docs) or not len(docs):
        return find_sorted(wanted.astype(docs.dtype), docs)  # of one type, or NumPy copies all of them
    table = np.zeros(max(int(docs[-1]), int(wanted.max())) + 1, np.int32)
    table[docs] = np.arange(len(docs), dtype=np.int32)
    at: Array = table[wanted]
    return at, docs[at] == wanted


def contains(docs: Array, wanted: Array, size: int) -> Array:
    """For each article wanted whether it is among `docs`; both are sorted, and `size` is above them all."""
    if len(wanted) * _FEW < len(docs):
        return find_sorted(wanted, docs)[1]
    mask = np.zeros(size, bool)
    mask[docs] = True
    return mask[wanted]
