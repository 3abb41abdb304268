"""Which files a run's sources hold."""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from dateline.index.archive.generation import IndexedFile
from dateline.index.article import Skipped
from dateline.index.build import settings
from dateline.index.build.report import Report
from dateline.index.sources.walk import NoSuchSource, SourceFile, file_of, sidecar_of, walk


class FoundFile(NamedTuple):
    """A file that is there: its size in bytes, and when it was changed last, in ns."""

    file: SourceFile
    size: int
    mtime: int


def check_sources(sources: list[Path]) -> None:
    """See that sources are there. Raises NoSuchSource."""
    for source in sources:
        if not source.exists():
            raise NoSuchSource(source)


def walked(
    sources: Iterable[Path], folder: Path, own: Iterable[Path | None], piped: Iterable[SourceFile], report: Report
) -> dict[str, FoundFile]:
    """The files of all sources, by their names. A source that is not there keeps its articles.

    Args:
        sources: The sources.
        folder: The archive's.
        own: Files of the run's, which are not left out.
        piped: Files that are no source's.
        report: Told what can't be read, and what is left out.
    """
    found: dict[str, FoundFile] = {}
    named = {settings.source_name(path, folder) for path in own if path}
    for source in sources:
        if not source.exists():
            name = settings.source_name(source, folder)
            reason = f"it is not there now, so its articles stay; {settings.how_to_forget(name)}"
            report.skipped.append(Skipped(name, reason))
            continue
        for item in walk(source, settings.base_of(folder)):
            if isinstance(item, SourceFile):
                _look(item, found, report)
            elif isinstance(item, Skipped):
                report.skipped.append(item)
            elif item.path not in named:
                report.left_out.append(item)
    for file in piped:
        _look(file, found, report)
    return found


def _look(file: SourceFile, found: dict[str, FoundFile], report: Report) -> None:
    """Note a file with its size and time."""
    try:
        stat = os.stat(file.location)  # noqa: PTH116 - a path of 100,000 files is made in vain
    except OSError as error:
        report.skipped.append(Skipped(file.name, error.strerror or str(error)))
    else:
        found[file.name] = FoundFile(file, stat.st_size, stat.st_mtime_ns)


def unchanged(name: str, record: IndexedFile, folder: Path) -> FoundFile | None:
    """A file of any source that is as the last run found it; else None.

    Args:
        name: The file's.
        record: What the last run found.
        folder: The archive's.
    """
    path = file_of(name, settings.base_of(folder))
    stat = path.stat() if path.is_file() else None
    if stat is None or (record.size, record.mtime) != (stat.st_size, stat.st_mtime_ns):
        return None
    return FoundFile(SourceFile(str(path), name, sidecar_of(str(path))), record.size, record.mtime)


@contextmanager
def no_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: files listed by the hundred thousand are none, and take long to look through."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
