"""TODO index.arrays."""

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def pack(values: Array) -> Array:
    """Whole numbers in the narrowest unsigned type that holds the largest."""
    top = int(values.max()) if len(values) else 0
    return values.astype("<u1" if top < 1 << 8 else "<u2" if top < 1 << 16 else "<u4" if top < 1 << 32 else "<u8")


def expand_runs(begin: Array, length: Array, order: Array) -> Array:
    """The indices of the runs `begin[i]:begin[i] + length[i]` end to end, for each i of `order`."""
    begin, length = begin[order], length[order]
    ends = np.cumsum(length)
    total = int(ends[-1]) if len(ends) else 0
    indices: Array = np.arange(total) + np.repeat(begin - (ends - length), length)
    return indices


def run_starts(*keys: Array) -> Array:
    """Where, in sorted keys, another begins."""
    if not len(keys[0]):
        return np.empty(0, np.int64)
    changed = np.zeros(len(keys[0]), bool)
    changed[0] = True
    for key in keys:
        changed[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changed)


def locate(wanted: Array, docs: Array) -> tuple[Array, Array]:
    """For each of some articles, which may repeat, its place in a list of articles, and whether it is in it.

    The list ascends. Where few are wanted each is searched for; else a table is made of the whole list.
    """
    at: Array
    if len(wanted) * 16 < len(docs) or not len(docs):
        at = np.searchsorted(docs, wanted.astype(docs.dtype))
        at[at == len(docs)] = 0
    else:
        table = np.zeros(max(int(docs[-1]), int(wanted.max())) + 1, np.int32)
        table[docs] = np.arange(len(docs), dtype=np.int32)
        at = table[wanted]
    fits: Array = docs[at] == wanted if len(docs) else np.zeros(len(wanted), bool)
    return at, fits


def run_sums(values: Array, first: Array) -> Array:
    """The sums of runs, given by where each begins."""
    return np.add.reduceat(values.astype(np.int32), first) if len(first) else np.empty(0, np.int32)


def run_bounds(sorted_numbers: Array, count: int) -> Array:
    """Where each number's run begins, and at last where all end: `count + 1` items."""
    return pack(np.searchsorted(sorted_numbers, np.arange(count + 1)))


def run_lengths(bounds: Array, numbers: Array) -> Array:
    """How long some runs are, of which `bounds` has where each begins and at last where all end."""
    return bounds[numbers + 1].astype(np.int64) - bounds[numbers]  # type: ignore[no-any-return]


def among(docs: Array, others: Array, size: int) -> Array:
    """For each of some articles whether it is among others; both ascend, and `size` is above them all."""
    if len(docs) * 16 < len(others):
        at = np.searchsorted(others, docs)
        at[at == len(others)] = 0
        present: Array = others[at] == docs
        return present
    mask = np.zeros(size, bool)
    mask[others] = True
    return mask[docs]
