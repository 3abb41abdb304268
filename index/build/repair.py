"""What can be saved of a damaged archive: every whole segment as it is, every whole article of the others."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from dateline.index import durable
from dateline.index.analysis.analyzer import Analyzer
from dateline.index.archive import generation
from dateline.index.archive.commit import commit, remove_unused
from dateline.index.archive.generation import Generation, IndexedFile
from dateline.index.archive.pairs_file import read_pairs
from dateline.index.archive.segment_info import SegmentInfo
from dateline.index.arrays import Array
from dateline.index.article import Article
from dateline.index.build.batch import batch_of
from dateline.index.build.check import live_ids, whole_segment
from dateline.index.build.lock import lock
from dateline.index.build.segment_builder import SegmentBuilder
from dateline.index.build.writer import written
from dateline.index.errors import CorruptIndex, DatelineError
from dateline.index.segment.reader import SegmentReader
from dateline.index.sources.kinds import is_text


class NothingSaved(DatelineError):
    """No article of an archive is whole."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no article in {folder} can be saved. Build it anew with `dateline index --rebuild FOLDER`.")
        self.folder = folder


class Repaired(NamedTuple):
    """What was saved.

    Attributes:
        whole: How many segments were whole.
        damaged: How many were not.
        articles: How many articles there are now.
        saved: How many of them are from damaged segments.
        lost: From the files that held articles which are lost to the ids of these. The next run reads them again.
        is_listed: Whether what each file held is known; else the next run reads all again.
        has_sources: Whether the archive remembers what it was made of.
    """

    whole: int
    damaged: int
    articles: int
    saved: int
    lost: dict[str, list[str]]
    is_listed: bool
    has_sources: bool


def repair(folder: Path, *, language: str | None = None, wait: bool = False) -> Repaired:
    """Commit a generation of all that is whole. What was there before is removed only then.

    Args:
        folder: The archive's folder.
        language: That of the archive, where it can't be read.
        wait: Wait for another writer to end.

    Raises:
        NotAnIndex: There is nothing to repair.
        NothingSaved: Everything is as it was.
        Busy, OSError: The folder can't be written; everything is as it was.
    """
    if not folder.is_dir() or not any(folder.glob("*.seg")):
        raise generation.NotAnIndex(folder)
    held = lock(folder, wait=wait)
    before = set(folder.iterdir())
    try:
        return _Repair(folder, language).commit()
    except BaseException:
        for path in set(folder.iterdir()) - before:
            durable.remove(path)
        raise
    finally:
        held.release()


class _Repair:
    """One repair: what is known of the archive, and what of it is whole."""

    def __init__(self, folder: Path, language: str | None) -> None:
        self._folder = folder
        self._state = _known(folder)
        self._state.language = language or self._state.language
        self._files = _known_files(folder, self._state.number)
        self._pairs = _known_pairs(folder, self._state.number)
        self._listed = {one for file in (self._files or {}).values() for one in file.articles.values()}
        self._ids: set[str] = set()
        self._whole: list[SegmentInfo] = []
        self._saved: list[list[Article]] = []
        damaged = [info for info in self._state.segments if not self._keep(info)]
        for info in damaged:
            self._salvage(info)
        self._damaged = len(damaged)

    def _is_wanted(self, identity: str) -> bool:
        """Whether an article was not deleted, and no other has been taken for it."""
        return identity not in self._ids and (self._files is None or identity in self._listed)

    def _keep(self, info: SegmentInfo) -> bool:
        """Keep a segment if it is whole, and tell whether it is."""
        try:
            segment = whole_segment(self._folder, info)
            ids = live_ids(info, segment)
        except CorruptIndex:
            return False
        for doc, identity in enumerate(map(bytes.decode, segment.ids)):
            if identity in ids and not self._is_wanted(identity):
                info.delete_document(doc)
                ids.discard(identity)
        if ids:
            self._ids |= ids
            self._whole.append(info)
        return True

    def _salvage(self, info: SegmentInfo) -> None:
        """Save the articles of a damaged segment that are whole themselves."""
        try:
            segment = SegmentReader(self._folder / info.file_name)
        except CorruptIndex:
            return
        is_it = segment.checksum == info.checksum  # else another one stands in its place
        saved = []
        for doc in range(len(segment)):
            with suppress(CorruptIndex):
                article = Article(**segment.stored(doc))
                if self._is_wanted(article.id) and not (is_it and info.is_deleted(doc)):
                    self._ids.add(article.id)
                    saved.append(article)
        if saved:
            self._saved.append(saved)

    def commit(self) -> Repaired:
        """Write what was saved as segments, and all as a new generation."""
        if not self._ids:
            raise NothingSaved(self._folder)
        segments, analyzer = list(self._whole), Analyzer(self._state.language)
        for articles in self._saved:
            builder = SegmentBuilder(analyzer)
            builder.add(batch_of((article, article.id, 0) for article in articles))
            segments.append(written(self._folder, builder.contents()))
        files, lost = self._remaining()
        state = replace(self._state, number=(generation.newest(self._folder) or 0) + 1, segments=segments)
        commit(self._folder, state, files, self._pairs)
        remove_unused(self._folder, state)
        return Repaired(
            whole=len(self._whole),
            damaged=self._damaged,
            articles=len(self._ids),
            saved=sum(map(len, self._saved)),
            lost=lost,
            is_listed=self._files is not None,
            has_sources=bool(state.sources),
        )

    def _remaining(self) -> tuple[dict[str, IndexedFile], dict[str, list[str]]]:
        """What each file holds now, and what is lost of it: such a file is to be read again."""
        if self._files is None:
            return self._from_articles(), {}
        files, lost = {}, {}
        for name, file in self._files.items():
            kept = {digest: one for digest, one in file.articles.items() if one in self._ids}
            gone = [one for one in file.articles.values() if one not in self._ids]
            unknown = self._pairs is None and is_text(name)
            files[name] = file._replace(articles=kept, mtime=0) if gone or unknown else file
            if gone:
                lost[name] = gone
        return files, lost

    def _from_articles(self) -> dict[str, IndexedFile]:
        """The list of files as the articles give it; all are to be read again."""
        files: dict[str, IndexedFile] = {}
        for info in self._whole:
            segment = info.open(self._folder)
            kept = (Article(**segment.stored(doc)) for doc in range(len(segment)) if not info.is_deleted(doc))
            _list(files, kept)
        _list(files, chain.from_iterable(self._saved))
        return files


def _list(files: dict[str, IndexedFile], articles: Iterable[Article]) -> None:
    columns = batch_of((article, article.id, 0) for article in articles).articles
    for file, digest, identity in zip(columns.file, columns.digest, columns.id, strict=True):
        files.setdefault(file, IndexedFile(0, 0, {}, {})).articles[digest] = identity


def _known(folder: Path) -> Generation:
    """The newest generation whose list of segments can be read; else one, number 0, of all segments, newest first."""
    for number in generation.numbers(folder):
        with suppress(CorruptIndex, generation.OtherVersion):
            return generation.read_list(folder, number)
    found = []
    for path in sorted(folder.glob(f"{generation.NAME}_*.seg"), key=lambda path: -path.stat().st_mtime_ns):
        with suppress(CorruptIndex):
            segment, name = SegmentReader(path), path.stem.removeprefix(f"{generation.NAME}_")
            found.append(SegmentInfo(generation.NAME, name, len(segment), segment.tokens, segment.checksum))
    return Generation(segments=found)


def _known_pairs(folder: Path, number: int) -> dict[str, Array] | None:
    """The pairs of lines of a generation's files, if they can be read."""
    with suppress(CorruptIndex):
        return read_pairs(folder, number)
    return None


def _known_files(folder: Path, number: int) -> dict[str, IndexedFile] | None:
    """The list of files of a generation, if it can be read; of none, number 0, the newest one that can."""
    numbers = [int(path.stem[6:]) for path in folder.glob("files-*.json") if path.stem[6:].isdecimal()]
    for one in [number] if number else sorted(numbers, reverse=True):
        with suppress(CorruptIndex):
            return generation.read_files(folder, one)
    return None
