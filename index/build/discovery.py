"""Which files a run's sources hold."""

import gc
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.index.archive.generation import IndexedFile
from dateline.index.article import Skipped
from dateline.index.build import settings
from dateline.index.build.report import Report
from dateline.index.sources.walk import NoSuchSource, SourceFile, file_of, is_there, sidecar_of, walk

_MANY = 50_000
"""New objects after which garbage is looked for: few enough that what there is takes little memory."""


def check_sources(sources: list[Path]) -> None:
    """See that sources are there. Raises NoSuchSource."""
    for source in sources:
        if not is_there(source):
            raise NoSuchSource(source)


def walked(
    sources: Iterable[Path], folder: Path, own: Iterable[Path | None], piped: Iterable[SourceFile], report: Report
) -> dict[str, SourceFile]:
    """The files of all sources, by their names. A source that is not there keeps its articles.

    Args:
        sources: The sources.
        folder: The archive's.
        own: Files of the run's, which are not left out.
        piped: Files that are no source's.
        report: Told what can't be read, and what is left out.
    """
    found: dict[str, SourceFile] = {}
    named = {settings.source_name(path, folder) for path in own if path}
    for source in sources:
        if not is_there(source):
            name = settings.source_name(source, folder)
            reason = f"it is not there now, so its articles stay; {settings.how_to_forget(name)}"
            report.skipped.append(Skipped(name, reason))
            continue
        for item in walk(source, settings.base_of(folder)):
            if isinstance(item, SourceFile):
                found[item.name] = item
            elif isinstance(item, Skipped):
                report.skipped.append(item)
            elif item.path not in named:
                report.left_out.append(item)
    found.update((file.name, file) for file in piped)
    return found


def unchanged(name: str, record: IndexedFile, folder: Path) -> SourceFile | None:
    """A file of any source that is as the last run found it; else None.

    Args:
        name: The file's.
        record: What the last run found.
        folder: The archive's.
    """
    path = file_of(name, settings.base_of(folder))
    try:
        found = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or (record.size, record.mtime) != (found.st_size, found.st_mtime_ns):
        return None
    return SourceFile(str(path), name, sidecar_of(str(path)), record.size, record.mtime)


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


@contextmanager
def rare_collection() -> Iterator[None]:
    """Look for garbage seldom meanwhile: articles are read by the ten thousand, and next to nothing of them is any."""
    often, *others = gc.get_threshold()
    gc.set_threshold(max(often, _MANY), *others)
    try:
        yield
    finally:
        gc.set_threshold(often, *others)
