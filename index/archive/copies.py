"""The copies of an archive: which articles of a generation are one story, and which passages several stories share, in
a file of arrays beside its segments.

They are told anew at each commit, from the sketches and the hashes of all articles that are left: seconds for a
million, without a look at a text. So they are the same however the articles came to be there.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.index import durable
from dateline.index.archive.segment_info import SegmentInfo
from dateline.index.arrays import Array, pack, run_starts
from dateline.index.errors import CorruptIndex, reading
from dateline.index.segment.array_file import ArrayFile, file_parts
from dateline.index.segment.reader import SegmentReader

SHARED_BY = 3
"""Stories that have a passage that counts as shared: of two, one may quote the other."""
PARTS = 16
"""Passages are sorted in so many parts, which takes less memory (`part_of`)."""


class SegmentCopies(NamedTuple):
    """The articles of a segment that have copies, ascending, and the group that each is of."""

    docs: Array
    groups: Array


class CopyGroups:
    """The groups of copies in some segments, and what passages their stories share.

    Args:
        bounds: Where each segment's articles begin in `docs`, and at last where all end.
        docs: The articles that have copies, segment by segment.
        groups: The group that each is of.
        shared: The hashes of passages that several stories share, ascending.
    """

    def __init__(self, bounds: Array, docs: Array, groups: Array, shared: Array) -> None:
        self._bounds, self._docs, self._groups = bounds.astype(np.int64), docs, groups
        self._shared = shared

    def __len__(self) -> int:
        """How many groups there are: they are numbered from 0."""
        return len(self._members) - 1

    def of_segment(self, part: int) -> SegmentCopies:
        """Those of the segment at this place in the generation."""
        run = slice(*self._bounds[part : part + 2])
        return SegmentCopies(self._docs[run], self._groups[run])

    def members(self, group: int) -> list[tuple[int, int]]:
        """The articles of a group: each one's segment and its number there."""
        at = self._by_group[self._members[group] : self._members[group + 1]]
        parts = np.searchsorted(self._bounds, at, side="right") - 1
        return list(zip(parts.tolist(), self._docs[at].tolist(), strict=True))

    def shared(self, passages: bytes) -> list[int]:
        """See `shared_of`."""
        return shared_of(passages, self._hashes)

    @cached_property
    def _hashes(self) -> frozenset[int]:
        return frozenset(self._shared.tolist())

    @cached_property
    def _by_group(self) -> Array:
        return np.argsort(self._groups, kind="stable")

    @cached_property
    def _members(self) -> Array:
        """Where each group begins in `_by_group`, and at last where all end."""
        return np.append(0, np.cumsum(np.bincount(self._groups)))


class StoredCopies(CopyGroups):
    """The groups of copies of a generation.

    Args:
        path: The file.
        checksum: That of its header.
        segments: Those of the generation.

    Raises:
        CorruptIndex: The file is missing or damaged, or is of another generation.
    """

    def __init__(self, path: Path, checksum: int, segments: Sequence[SegmentInfo]) -> None:
        self._file = ArrayFile(path)
        if self._file.checksum != checksum:
            raise CorruptIndex(path, "it is of another generation than the one that belongs here")
        with reading(path):
            bounds, docs, groups, shared = map(self._file.array, ("bounds", "doc", "group", "shared"))
            super().__init__(bounds, docs, groups, shared)
            sizes = np.diff(self._bounds, prepend=0)
            if len(sizes) != len(segments) + 1 or sizes[0] or sizes.min() < 0:
                raise ValueError("it is not of so many segments")
            if not len(docs) == len(groups) == self._bounds[-1]:
                raise ValueError("its arrays do not fit each other")
            counts = np.repeat([segment.doc_count_all() for segment in segments], sizes[1:])
            if (docs >= counts).any() or (groups >= len(docs)).any():
                raise ValueError("it names an article or a group that is not there")

    def verify(self) -> None:
        """Compare all checksums; raises CorruptIndex."""
        self._file.verify()


def write_copies(path: Path, folder: Path, segments: Sequence[SegmentInfo]) -> int:
    """Tell the groups of the articles that are left in some segments, and write them to a new file.

    Returns:
        The checksum of its header.

    Raises:
        CorruptIndex: A segment is damaged.
        OSError: The disk is full or the folder can't be written.
    """
    live = [np.flatnonzero(segment.live_docs()) for segment in segments]
    bounds, docs, groups, shared = group((segment.open(folder) for segment in segments), live)
    arrays = {"shared": shared, "bounds": pack(bounds), "doc": docs.astype("<u2"), "group": pack(groups)}
    durable.write_file(path, file_parts(arrays))
    return ArrayFile(path).checksum


def group(segments: Iterable[SegmentReader], live: Sequence[Array]) -> tuple[Array, Array, Array, Array]:
    """The arguments of `CopyGroups` for those articles of some segments that are `live`. Raises CorruptIndex."""
    docs = np.concatenate([np.empty(0, np.int64), *live])
    segment_of = np.repeat(np.arange(len(live)), [len(some) for some in live])
    leader, shared = _leaders(segments, live)
    has_copies = np.bincount(leader, minlength=len(leader))[leader] > 1
    leader, places = leader[has_copies], np.arange(np.count_nonzero(has_copies))
    first = np.zeros(len(docs), np.int64)
    first[leader[::-1]] = places[::-1]  # of several the last one stays, which is the first of its group
    groups = (np.cumsum(first[leader] == places) - 1)[first[leader]]
    return np.searchsorted(segment_of[has_copies], np.arange(len(live) + 1)), docs[has_copies], groups, shared


def _leaders(segments: Iterable[SegmentReader], live: Sequence[Array]) -> tuple[Array, Array]:
    """For each article the longest one of its group, and the hashes of passages that are shared."""
    from dateline.index.archive.grouping import leaders  # not needed for a search

    sketches, words, passages = [], [], list[bytes]()
    for reader, docs in zip(segments, live, strict=True):
        with reading(reader.path):
            sketches.append(reader.sketches[:, docs].T)
            words.append(reader.lengths[docs, 1])
            hashes = list(reader.passages)
            passages += [hashes[doc] for doc in docs.tolist()]
            if any(len(some) % 4 for some in hashes):
                raise ValueError("a part of a hash")
        reader.release()
    if not live:
        return np.empty(0, np.int64), np.empty(0, "<u4")
    found = leaders(np.concatenate(sketches), np.concatenate(words))
    return found, shared_passages(_parts(passages), found)


def shared_passages(parts: Iterable[tuple[Array, Array]], story: Array) -> Array:
    """The hashes of passages that `SHARED_BY` stories have, ascending.

    Args:
        parts: The hashes of all passages, as `index.analysis.passages` has them, and the number of the article of each:
            first those of `part_of` 0, and so on.
        story: A number that an article has in common with its copies alone.
    """
    return np.concatenate([_shared(hashes, story[articles]) for hashes, articles in parts])


def part_of(hashes: Array) -> Array:
    """Which of `PARTS` each hash is of."""
    return hashes >> np.uint32(28)


def _parts(passages: Sequence[bytes]) -> Iterator[tuple[Array, Array]]:
    hashes = np.frombuffer(b"".join(passages), "<u4")
    articles = np.repeat(np.arange(len(passages), dtype=np.uint32), [len(some) // 4 for some in passages])
    for part in range(PARTS):
        at = np.flatnonzero(part_of(hashes) == part)
        yield hashes[at], articles[at]


def _shared(hashes: Array, stories: Array) -> Array:
    pairs = np.sort(hashes.astype(np.int64) << 32 | stories)
    hashes = pairs[run_starts(pairs)] >> 32
    first = run_starts(hashes)
    return hashes[first[np.diff(first, append=len(hashes)) >= SHARED_BY]].astype("<u4")


def shared_of(passages: bytes, shared: AbstractSet[int]) -> list[int]:
    """Which of an article's passages are `shared`, counted from 0, given by their hashes."""
    hashes = np.frombuffer(passages, "<u4").tolist()
    return [] if shared.isdisjoint(hashes) else [number for number, one in enumerate(hashes) if one in shared]
