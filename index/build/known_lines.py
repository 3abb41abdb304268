"""Lines of JSON that an archive has read before: they give what they gave then, and are not read anew.

A line's article depends on the line's bytes, and where it has no id of its own on the line's number; and on rules,
corrections and version, which where they change make a run read everything, or all of a file. So a line that gave an
article is noted by a key of both, with the article's digest.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.index.article import RawDocument
from dateline.index.build.ledger import Ledger
from dateline.index.sources.kinds import is_text

_LINES_MAX = 1 << 20
"""Lines of a file up to which they are noted: what bounds memory, and a file's record on a cluster."""


def line_key(line: bytes, number: int | None = None) -> int:
    """What a line is known by, in 64 bits; with its number where its article has its id of that."""
    named = line if number is None else b"%s\n%d" % (line, number)
    return int.from_bytes(blake2b(named, digest_size=8).digest(), "little")


class KnownLine(NamedTuple):
    """A line that gave an article before: the block that it is of, its number in the file, its key, and the article's
    digest.
    """

    block: RawDocument
    number: int
    line: bytes
    key: int
    digest: str

    @property
    def raw(self) -> RawDocument:
        """The line by itself."""
        return self.block._replace(number=self.number, content=self.line)


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
        self._keys = self._digests = np.empty(0, np.uint64)
        self._found: dict[str, array[int]] = {}

    def open(self, file: str) -> None:
        """A file is read, which the ledger has opened."""
        self._keys = self._digests = np.empty(0, np.uint64)
        self.forget(file)
        old = self._ledger.old.get(file)
        is_same = old is not None and old.corrections == self._ledger.files[file].corrections
        numbers = self._old().get(file) if is_same and file in self._found else None
        if numbers is not None:
            self._keys, self._digests = numbers[::2], numbers[1::2]

    def forget(self, file: str) -> None:
        """Nothing is known of the lines of a file: it was read by other rules."""
        if not is_text(file):  # whose pairs are other ones
            self._found[file] = array("Q")

    def parted(self, raw: RawDocument) -> Iterator[RawDocument | KnownLine]:
        """A document of the file opened last; where it is a block of lines of which some are known, line by line."""
        if not len(self._keys) or raw.form != "json_lines" or raw.member or not isinstance(raw.content, bytes):
            yield raw
            return
        lines = [(number, line) for number, line in enumerate(raw.content.split(b"\n"), raw.number or 1) if line]
        keys = [line_key(line) for _, line in lines]
        digests = self._digests_of(keys)
        others = [at for at, digest in enumerate(digests) if not digest]
        keys_of_others = [line_key(line, number) for number, line in map(lines.__getitem__, others)]
        for at, key, digest in zip(others, keys_of_others, self._digests_of(keys_of_others), strict=True):
            keys[at], digests[at] = key, digest
        for (number, line), key, digest in zip(lines, keys, digests, strict=True):
            one = KnownLine(raw, number, line, key, digest)
            yield one if digest else one.raw

    def _digests_of(self, keys: Sequence[int]) -> list[str]:
        """The digests of the articles of lines that have these keys; empty where no line has."""
        wanted = np.array(keys, np.uint64)
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        is_known = (self._keys[at] == wanted).tolist()
        digests = self._digests[at].tolist()
        return [f"{one:016x}" if known else "" for one, known in zip(digests, is_known, strict=True)]

    def enter(self, line: KnownLine) -> bool:
        """Enter the article of a known line, unless the file has it twice; False where its id has been given away."""
        file = line.block.path
        if self._ledger.enter_unchanged(file, line.digest):
            self.entered += 1
        elif not self._ledger.holds(file, line.digest):
            return False
        self.note(file, line.key, line.digest)
        return True

    def note(self, file: str, key: int, digest: str) -> None:
        """A line has been read, and gave this article; 0 is the key of what is no line."""
        if key:
            self._found[file].extend((key, int(digest, 16)))

    def pairs(self) -> dict[str, Array]:
        """By file that was read, each of its lines that gave an article: keys, ascending, and after each the digest."""
        found = {file: _sorted(np.frombuffer(lines, "<u8").reshape(-1, 2)) for file, lines in self._found.items()}
        return {file: rows.ravel() for file, rows in found.items() if len(rows) <= _LINES_MAX}


def _sorted(rows: Array) -> Array:
    """Rows by their keys; of those with one key the last."""
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    is_last = np.ones(len(rows), bool)
    is_last[:-1] = rows[1:, 0] != rows[:-1, 0]
    kept: Array = rows[is_last]
    return kept
