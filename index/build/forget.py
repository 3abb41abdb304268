"""A source and its articles dropped from an archive."""

from pathlib import Path

from dateline.index.archive import generation
from dateline.index.build import settings
from dateline.index.build.recurrence import forgotten
from dateline.index.build.settings import LastSource, NotASource
from dateline.index.build.sink import Sink
from dateline.index.build.writer import Writer


def forget(source: Path, folder: Path) -> int:
    """Drop a source and its articles from an archive; how many they were.

    Args:
        source: Its folder or file, or its name in the archive.
        folder: The archive's.

    Raises:
        NotASource, LastSource: See there.
        NotAnIndex: There is no archive.
        DatelineError, OSError: As `index.build.writer.Writer` raises them.
    """
    if generation.newest(folder) is None:
        raise generation.NotAnIndex(folder)
    with Writer(folder) as writer:
        return forget_from(writer, source)


def forget_from(writer: Sink, source: Path) -> int:
    """Drop a source and its articles from the archive that a sink writes, as `forget` does."""
    folder = writer.folder
    name, sources = settings.source_name(source, folder), writer.state.sources
    if name not in sources and str(source) in sources:  # as messages name it, from wherever one stands
        name = str(source)
    if name not in sources:
        raise NotASource(name, sources)
    files = writer.files()
    root, base = settings.base_of(folder) / name, settings.base_of(folder)
    gone = [record for file, record in files.items() if (base / file).is_relative_to(root)]
    kept = {file: record for file, record in files.items() if not (base / file).is_relative_to(root)}
    if not any(record.articles for record in kept.values()):
        raise LastSource(name, folder)
    ids = [identity for record in gone for identity in record.articles.values()]
    for other in forgotten(writer.pairs(), kept):
        kept[other] = kept[other]._replace(mtime=0)  # the next run reads it anew
    writer.delete(ids)
    writer.state.sources = [other for other in sources if other != name]
    writer.commit(kept)
    return len(ids)
