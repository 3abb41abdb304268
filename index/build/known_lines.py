"""Lines of JSON that an archive has read before: they give what they gave then, and are not read anew.

A line's article depends on the line's bytes, and where it has no id of its own on the line's number; and on rules,
corrections and version, which where they change make a run read everything, or all of a file. So a line that gave an
article is noted by a key of both, with the article's digest.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, find_sorted
from dateline.index.article import RawDocument
from dateline.index.build.ledger import Ledger
from dateline.index.sources.kinds import is_text

_LINES_MAX = 1 << 20
"""Lines of a file up to which they are noted: what bounds memory, and a file's record on a cluster."""

_NONE = np.empty((0, 2), np.uint64)
_hash = partial(blake2b, digest_size=8)


def line_key(line: bytes, number: int | None = None) -> int:
    """What a line is known by, in 64 bits; with its number where its article has its id of that."""
    named = line if number is None else b"%s\n%d" % (line, number)
    return int.from_bytes(_hash(named).digest(), "little")


def _keys(lines: Iterable[bytes]) -> Array:
    """As `line_key`, of many lines without their numbers."""
    return np.frombuffer(bytearray().join([_hash(line).digest() for line in lines]), "<u8")


class Known(NamedTuple):
    """The lines of a block that gave articles before.

    Attributes:
        block: The block.
        at: Which of its lines they are, counted from 0.
        rows: Of each its key and its article's digest.
    """

    block: RawDocument
    at: Array
    rows: Array


class KnownLines:
    """The lines that files held after the last run, and those that they are found to hold in this one.

    Args:
        old: Gives by file what `pairs` gave after the last run; nothing where all is to be read anew.
        ledger: Where articles of known lines are entered.

    Attributes:
        entered: How many of these there were.
    """

    def __init__(self, old: Callable[[], Mapping[str, Array]], ledger: Ledger) -> None:
        self._old, self._ledger, self.entered = cache(old), ledger, 0
        self._known = _NONE
        self._found: dict[str, array[int]] = {}

    def open(self, file: str) -> None:
        """A file is read, which the ledger has opened."""
        self.forget(file)
        old = self._ledger.old.get(file)
        is_same = old is not None and old.corrections == self._ledger.files[file].corrections
        self._known = self._old().get(file, _NONE).reshape(-1, 2) if is_same and file in self._found else _NONE

    def forget(self, file: str) -> None:
        """Nothing is known of the lines of a file: it was read by other rules."""
        if not is_text(file):  # whose pairs are other ones
            self._found[file] = array("Q")

    def parted(self, raw: RawDocument) -> Iterator[RawDocument | Known]:
        """A document of the file opened last; where it is a block of lines of which some are known, these and each of
        the others.
        """
        if not len(self._known) or raw.form != "json_lines" or raw.member or not isinstance(raw.content, bytes):
            yield raw
            return
        lines = _lines(raw)
        keys = _keys(lines)
        at, is_known = find_sorted(keys, self._known[:, 0])
        for other in np.flatnonzero(~is_known).tolist():
            keys[other] = line_key(lines[other], (raw.number or 1) + other)
        at, is_known = find_sorted(keys, self._known[:, 0])
        yield Known(raw, np.flatnonzero(is_known), self._known[at[is_known]])
        yield from _raws(raw, lines, np.flatnonzero(~is_known))

    def enter(self, known: Known) -> Iterator[RawDocument]:
        """Enter the articles of known lines, but those that the file has twice. Gives the lines that must be read after
        all, since an article before them has taken their article's id.
        """
        file = known.block.path
        digests = [f"{digest:016x}" for digest in known.rows[:, 1].tolist()]
        entered = self._ledger.enter_unchanged(file, digests)
        self.entered += entered
        if entered == len(digests):
            self._found[file].frombytes(known.rows.tobytes())
            return
        is_held = np.array([self._ledger.holds(file, digest) for digest in digests], bool)
        self._found[file].frombytes(known.rows[is_held].tobytes())
        yield from _raws(known.block, _lines(known.block), known.at[~is_held])

    def note(self, file: str, key: int, digest: str) -> None:
        """A line has been read, and gave this article; 0 is the key of what is no line."""
        if key:
            self._found[file].extend((key, int(digest, 16)))

    def pairs(self) -> dict[str, Array]:
        """By file that was read, each of its lines that gave an article: keys, ascending, and after each the digest."""
        found = {file: _sorted(np.frombuffer(lines, "<u8").reshape(-1, 2)) for file, lines in self._found.items()}
        return {file: rows.ravel() for file, rows in found.items() if len(rows) <= _LINES_MAX}


def _lines(block: RawDocument) -> list[bytes]:
    return block.content.split(b"\n") if isinstance(block.content, bytes) else []


def _raws(block: RawDocument, lines: Sequence[bytes], at: Array) -> Iterator[RawDocument]:
    """Some lines of a block, each by itself."""
    for one in at.tolist():
        if lines[one]:
            yield block._replace(number=(block.number or 1) + one, content=lines[one])


def _sorted(rows: Array) -> Array:
    """Rows by their keys; of those with one key the last."""
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    is_last = np.ones(len(rows), bool)
    is_last[:-1] = rows[1:, 0] != rows[:-1, 0]
    kept: Array = rows[is_last]
    return kept
