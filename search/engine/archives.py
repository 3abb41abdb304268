"""The archives that are searched as one: their segments, and which of all their articles are copies."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.index.archive import generation
from dateline.index.archive.copies import CopyGroups, StoredCopies, group
from dateline.index.archive.generation import Generation
from dateline.index.segment.reader import SegmentReader
from dateline.search.engine.naming import Naming
from dateline.search.engine.segment_view import SegmentView
from dateline.search.errors import OtherLanguage


class SearchedArchive(NamedTuple):
    """One of the archives, as of a generation; `naming` says what its articles are called among those of several."""

    folder: Path
    state: Generation
    segments: list[SegmentReader]
    copies: StoredCopies
    naming: Naming | None

    def has(self, own: bytes) -> bool:
        """Whether an article has this id in the archive."""
        found = ((info, segment.find_id(own)) for segment, info in zip(self.segments, self.state.segments, strict=True))
        return any(doc is not None and not info.is_deleted(doc) for info, doc in found)

    def files(self) -> Iterator[tuple[str, str]]:
        """The file and the id of each article. Raises CorruptIndex."""
        for name, record in generation.read_files(self.folder, self.state.number).items():
            path = self.naming.path(name) if self.naming else name
            for own in record.articles.values():
                yield path, self.naming.identity(own.encode()).decode() if self.naming else own


def opened(folders: Sequence[Path]) -> list[SearchedArchive]:
    """The archives in some folders; one that is named twice counts once. Raises what `LocalEngine` does."""
    folders = [folder for at, folder in enumerate(folders) if folder.absolute() not in map(Path.absolute, folders[:at])]
    archives = list[SearchedArchive]()
    for folder in folders:
        earlier = [archive.has for archive in archives]
        naming = Naming(folder.absolute().parent, folders[0].absolute().parent, earlier) if earlier else None
        archives.append(SearchedArchive(folder, *generation.open_archive(folder), naming))
    for archive in archives:
        if archive.state.language != archives[0].state.language:
            raise OtherLanguage([(str(one.folder), one.state.language) for one in (archives[0], archive)])
    return archives


def copies_of(archives: Sequence[SearchedArchive]) -> CopyGroups:
    """The copies among the articles of all archives, told anew where there are several. Raises CorruptIndex."""
    if len(archives) == 1:
        return archives[0].copies
    live = [np.flatnonzero(info.live_docs()) for archive in archives for info in archive.state.segments]
    return CopyGroups(*group(chain.from_iterable(archive.segments for archive in archives), live))


def views(archives: Sequence[SearchedArchive], copies: CopyGroups) -> Iterator[SegmentView]:
    """The segments of all archives, as they are searched."""
    number = 0
    for archive in archives:
        for segment, info in zip(archive.segments, archive.state.segments, strict=True):
            live = info.live_docs() if info.has_deletions() else None
            yield SegmentView(segment, live, copies.of_segment(number), archive.naming)
            number += 1
