"""What an archive holds, in figures."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from dateline.index.archive.generation import read_files
from dateline.index.errors import CorruptIndex
from dateline.index.schema import NO_DAY, UNKNOWN, iso
from dateline.search.engine.archives import SearchedArchive
from dateline.search.engine.evaluate import Evaluation
from dateline.search.engine.facets import outlet_counts


def status(archives: Sequence[SearchedArchive], everything: Sequence[Evaluation]) -> dict[str, Any]:
    """Articles, outlets, dates and size of an archive, or of several together.

    Args:
        archives: The archives.
        everything: The evaluation of a query that matches all.

    Raises:
        CorruptIndex: A list of files names other articles than the segments hold.
    """
    rest = iter(everything)
    for archive in archives:
        _compare(archive, islice(rest, len(archive.segments)))
    outlets = outlet_counts(everything)
    days = [one.segment.day[one.docs] for one in everything]
    dated = [int(day) for part in days for day in (part[part != NO_DAY].min(initial=2**31), part.max(initial=0))]
    known = [day for day in dated if 0 < day < 2**31]
    states = [archive.state for archive in archives]
    return {
        "folder": ", ".join(str(archive.folder) for archive in archives),
        "articles": sum(map(len, days)),
        "outlets": sum(count.value != UNKNOWN for count in outlets),
        "unknown": sum(count.count for count in outlets if count.value == UNKNOWN),
        "first": iso(min(known)) if known else None,
        "last": iso(max(known)) if known else None,
        "undated": sum(int((part == NO_DAY).sum()) for part in days),
        "words": sum(len(one.segment.words) - len(one.segment.compounds) for one in everything),
        "segments": len(everything),
        "bytes": sum(path.stat().st_size for archive in archives for path in archive.folder.iterdir()),
        "language": states[0].language,
        "sources": [source for state in states for source in state.sources],
        "rules": ", ".join(state.rules_file for state in states if state.rules_file) or None,
        "corrections": ", ".join(state.corrections_file for state in states if state.corrections_file) or None,
    }


def _compare(archive: SearchedArchive, everything: Iterator[Evaluation]) -> None:
    folder, number = archive.folder, archive.state.number
    listed = {identity for file in read_files(folder, number).values() for identity in file.articles.values()}
    held = {one.segment.ids[doc].decode() for one in everything for doc in one.docs.tolist()}
    if listed != held:
        path = folder / f"files-{number}.json"
        raise CorruptIndex(path, f"{len(listed ^ held):,} articles are only in it, or only in the segments")
