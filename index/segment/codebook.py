"""Packed frequencies in a byte each: few of the 65,536 there can be make up almost all of a segment's postings.

A segment has one code book for all its lists: its most frequent packed frequencies, most frequent first. A posting's
code is its frequency's place in the book; whatever is not in it has the code `ESCAPE` and is an exception, kept apart
with the number of its posting.
"""

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np

from dateline.index.arrays import Array, Runs, pack
from dateline.index.segment.array_file import ArrayFile
from dateline.index.segment.frequency import DISTINCT

ESCAPE = 255


def encode_frequencies(lists: Mapping[str, Array]) -> dict[str, Array]:
    """The arrays that hold lists of packed frequencies, given by the prefix of their arrays' names."""
    counts = [np.bincount(frequency, minlength=2 * ESCAPE) for frequency in lists.values()]
    occurrences = np.zeros(max(map(len, counts)), np.int64)
    for some in counts:
        occurrences[: len(some)] += some
    present, absent = np.flatnonzero(occurrences), np.flatnonzero(occurrences[: 2 * ESCAPE] == 0)
    ordered = present[np.argsort(-occurrences[present], kind="stable")]
    codebook = np.append(ordered, absent)[:ESCAPE]
    code = np.full(DISTINCT, ESCAPE, np.uint8)
    code[codebook] = np.arange(len(codebook))
    arrays = {"frequency.codebook": codebook.astype("<u2")}
    for prefix, frequency in lists.items():
        codes = code[frequency]
        exceptions = np.flatnonzero(codes == ESCAPE)
        arrays |= {
            f"{prefix}frequency.code": codes,
            f"{prefix}exception.posting": pack(exceptions),
            f"{prefix}exception.frequency": frequency[exceptions],
        }
    return arrays


class Frequencies:
    """The packed frequencies of a file's lists."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file

    @cached_property
    def _codebook(self) -> Array:
        """What each code stands for, 0 for `ESCAPE`."""
        codebook = np.zeros(ESCAPE + 1, np.uint16)
        codebook[:ESCAPE] = self._file.array("frequency.codebook")
        return codebook

    def of(self, prefix: str, postings: Runs, read: Callable[[Array], Array] = np.asarray) -> Array:
        """The packed frequencies of postings of the list whose arrays' names begin so, or what `read` makes of each."""
        codes = postings.of(self._file.sparse(f"{prefix}frequency.code"))
        found: Array = read(self._codebook).take(codes.astype(np.intp))  # else NumPy converts them one by one
        escaped = np.flatnonzero(codes == ESCAPE)
        if len(escaped):
            known = self._file.array(f"{prefix}exception.posting")
            values = self._file.array(f"{prefix}exception.frequency")
            found[escaped] = read(exceptional(known, values, postings.at(escaped)))
        return found


def exceptional(known: Array, values: Array, postings: Array) -> Array:
    """The values of exceptional postings: `known` has the numbers of all such, ascending, and `values` is aligned."""
    at = np.searchsorted(known, postings.astype(known.dtype))  # of one type, or NumPy copies all of them
    return values[at]
