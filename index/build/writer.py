"""The sink: batches of analysed articles in, a committed generation out.

Articles gather in memory until a segment is full. A commit then keeps the number of segments small: wherever
`SIBLINGS` segments are of one tier (a tier is a factor of `SIBLINGS` in articles), they become one, so an article is
rewritten a few times over an archive's life and adding a few costs a few. Segments more than half deleted are written
anew, and of those a fifth deleted one at each commit.
"""

import warnings
from collections.abc import Iterable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from dateline.index import durable
from dateline.index.analysis.analyzer import Analyzer
from dateline.index.archive import generation
from dateline.index.archive.commit import CutOff, commit, remove_unused, unused
from dateline.index.archive.pairs_file import read_pairs
from dateline.index.archive.segment_info import TOKENS_EACH, SegmentInfo
from dateline.index.arrays import Array
from dateline.index.build.lock import LOCK, lock
from dateline.index.build.merge_policy import to_merge
from dateline.index.build.segment_builder import SegmentBuilder, reckoned_tokens
from dateline.index.errors import DatelineError, reading
from dateline.index.segment.contents import DOCS_MAX, SegmentContents, merge_contents
from dateline.index.segment.reader import SegmentReader
from dateline.index.segment.write import write_segment

if TYPE_CHECKING:
    from dateline.index.build.batch import Batch

MOSTLY, WASTE = 0.5, 0.2
"""The deleted part of a segment that is written anew in any case, and of one that may have to wait for its turn."""


class OtherLanguage(DatelineError):
    """The archive's stems are of another language than the one asked for."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(f"the index is in {found}, not {wanted}. To change its language, index with --rebuild.")
        self.found, self.wanted = found, wanted


class Writer:
    """Adds and deletes articles; nothing of it is seen before `commit`. Leaving the `with` block without one, for
    whatever reason, leaves the archive as it was.

    Args:
        folder: The archive's folder, made if need be.
        language: For the stemmer; None takes the archive's own, at first English.
        rebuild: Start from nothing, whatever there is; it stands until the commit.
        wait: Wait for another writer to end.

    Attributes:
        unfinished: Never: a run that was cut off leaves nothing.

    Raises:
        Busy: Another writer holds the folder.
        OtherLanguage: The archive was indexed in another language.
        OtherVersion, CorruptIndex: There is an index, but it can't be added to.
        OSError: The folder can't be written.
    """

    def __init__(self, folder: Path, *, language: str | None = None, rebuild: bool = False, wait: bool = False) -> None:
        self.folder, self.state, self.unfinished = folder, generation.Generation(), False
        self._lock = lock(folder, wait=wait)
        try:
            newest = generation.newest(folder)
            if newest is not None:
                self.state = _settings(folder) if rebuild else generation.read(folder)
            if self.state.number == (newest or 0) and unused(folder, self.state):
                warnings.warn(CutOff(folder), stacklevel=2)
        except BaseException:
            self._release()
            raise
        if language and self.state.segments and language != self.state.language:
            self._release()
            raise OtherLanguage(self.state.language, language)
        self.state.language = language or self.state.language
        self._segments = list(self.state.segments)
        self._builder: SegmentBuilder | None = None

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._release()

    def _release(self) -> None:
        """Leave only what the newest generation uses, and nothing at all where there is none; where that generation is
        damaged, leave all for the user to look at.
        """
        newest = generation.newest(self.folder)
        try:
            state = self.state if self.state.number == (newest or 0) else generation.read(self.folder)
            if state.number == (newest or 0):
                remove_unused(self.folder, state)
        except (DatelineError, OSError):  # what is not removed now is removed by the next run
            pass
        finally:
            if newest is None:
                with suppress(OSError):  # another writer's files are there by now
                    (self.folder / LOCK).unlink(missing_ok=True)
                    self.folder.rmdir()
            self._lock.release()

    def listing(self) -> generation.Listing | None:
        """All files after the last run, where none of them needs a look."""
        return self.state.listing

    def files(self) -> dict[str, generation.IndexedFile]:
        """What each file held after the last run. Raises CorruptIndex."""
        return generation.read_files(self.folder, self.state.number) if self.state.number else {}

    def mapping(self) -> MutableMapping[str, str]:
        """See `index.build.sink.Sink`: in memory."""
        return {}

    def pairs(self) -> dict[str, Array]:
        """The pairs of lines of each file after the last run. Raises CorruptIndex."""
        return read_pairs(self.folder, self.state.number) if self.state.number else {}

    def add(self, batch: "Batch") -> None:
        """Add a batch's articles. Raises OSError, UnknownLanguage."""
        if not len(batch.articles):
            return
        full = self._builder
        if full and (full.articles + len(batch.articles) > DOCS_MAX or full.tokens > DOCS_MAX * TOKENS_EACH):
            self._flush()
        if self._builder is None:
            self._builder = SegmentBuilder(self._analyzer)
        self._builder.add(batch)

    @cached_property
    def _analyzer(self) -> Analyzer:
        """Of this run alone: what it has numbered, no other may forget."""
        return Analyzer(self.state.language)

    def delete(self, ids: Iterable[str]) -> None:
        """Delete articles that were committed before."""
        wanted = [identity.encode("utf-8", "replace") for identity in ids]
        for segment in self.state.segments if wanted else ():
            arrays = segment.open(self.folder)
            with reading(arrays.path):
                found = [arrays.find_id(identity) for identity in wanted]
            for doc in found:
                if doc is not None:
                    segment.delete_document(doc)

    def commit(self, files: dict[str, generation.IndexedFile], pairs: Mapping[str, Array] | None = None) -> None:
        """See `index.build.sink.Sink`: at once. Raises OSError; then nothing has changed."""
        self._flush()
        self._segments = [segment for segment in self._segments if segment.doc_count()]
        while group := to_merge([segment.size for segment in self._segments], self._mostly_deleted()):
            self._merge(group)
        wasted = max(self._segments, key=_deleted, default=None)
        if wasted and _deleted(wasted) >= WASTE:
            self._merge([self._segments.index(wasted)])
        newest = generation.newest(self.folder)
        state = replace(self.state, number=(newest or 0) + 1, segments=self._segments)
        if newest is None:
            durable.sync_folder(self.folder.absolute().parent)  # the folder may be new
        kept = {name: own for name, own in self.pairs().items() if name in files}
        commit(self.folder, state, files, kept | dict(pairs or {}))
        self.state = state

    def _mostly_deleted(self) -> set[int]:
        """The segments of which more than half is deleted."""
        return {at for at, segment in enumerate(self._segments) if _deleted(segment) > MOSTLY}

    def _merge(self, group: list[int]) -> None:
        """Make one segment of some, without what is deleted of them."""
        merged = merge_contents([self._segments[at].contents(self.folder) for at in group])
        others = [segment for at, segment in enumerate(self._segments) if at not in group]
        self._segments = [*others, written(self.folder, merged)]

    def _flush(self) -> None:
        builder, self._builder = self._builder, None
        if builder:
            self._segments.append(written(self.folder, builder.contents()))


def _deleted(segment: SegmentInfo) -> float:
    """What part of a segment's articles is deleted."""
    return segment.deleted_count() / segment.doc_count_all()


def written(folder: Path, contents: SegmentContents) -> SegmentInfo:
    """Write a segment. Raises OSError."""
    name = write_segment(folder, generation.NAME, contents)
    tokens = reckoned_tokens(len(contents.postings.positions), contents.stored)
    checksum = SegmentReader(folder / f"{generation.NAME}_{name}.seg").checksum
    return SegmentInfo(generation.NAME, name, len(contents.ids), tokens, checksum)


def _settings(folder: Path) -> generation.Generation:
    """What an archive that is to be built anew says of how; nothing where it can't be read."""
    try:
        state = generation.read(folder)
    except DatelineError:
        return generation.Generation()
    return replace(state, number=0, version="", rules="", segments=[], copies=0)
