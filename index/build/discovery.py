"""Which files a run's sources hold."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from dateline.index.archive.generation import IndexedFile
from dateline.index.article import Skipped
from dateline.index.build import settings
from dateline.index.build.report import Report
from dateline.index.sources.walk import NoSuchSource, SourceFile, file_of, sidecar_of, walk


class ChangedFile(NamedTuple):
    """A file that is to be read: its size in bytes, and when it was changed last, in ns."""

    file: SourceFile
    size: int
    mtime: int


def check_sources(sources: list[Path]) -> None:
    """See that sources are there. Raises NoSuchSource."""
    for source in sources:
        if not source.exists():
            raise NoSuchSource(source)


def walked(sources: Iterable[Path], folder: Path, own: Iterable[Path | None], report: Report) -> dict[str, SourceFile]:
    """The files of all sources, by their names. A source that is not there keeps its articles. `own`: files of the
    run's, which are not left out.
    """
    found: dict[str, SourceFile] = {}
    named = {settings.source_name(path, folder) for path in own if path}
    for source in sources:
        if not source.exists():
            reason = "it is not there now, so its articles stay; `dateline index --forget` drops them"
            report.skipped.append(Skipped(settings.source_name(source, folder), reason))
            continue
        for item in walk(source, settings.base_of(folder)):
            if isinstance(item, Skipped):
                report.skipped.append(item)
            elif isinstance(item, SourceFile):
                found[item.name] = item
            elif item.path not in named:
                report.left_out.append(item)
    return found


def unchanged(name: str, record: IndexedFile, folder: Path) -> ChangedFile | None:
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
    return ChangedFile(SourceFile(str(path), name, sidecar_of(str(path))), record.size, record.mtime)


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
