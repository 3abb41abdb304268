"""What an archive holds, in figures."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dateline.index.archive.generation import Generation, read_files
from dateline.index.errors import CorruptIndex
from dateline.index.schema import NO_DAY, UNKNOWN, iso
from dateline.search.engine.evaluate import Evaluation
from dateline.search.engine.facets import outlet_counts


def status(folder: Path, state: Generation, everything: Sequence[Evaluation]) -> dict[str, Any]:
    """Articles, outlets, dates and size of an archive.

    Args:
        folder: Its folder.
        state: Its generation.
        everything: The evaluation of a query that matches all.

    Raises:
        CorruptIndex: The list of files names other articles than the segments hold.
    """
    _compare(folder, state, everything)
    outlets = outlet_counts(everything)
    days = [one.segment.day[one.docs] for one in everything]
    dated = [int(day) for part in days for day in (part[part != NO_DAY].min(initial=2**31), part.max(initial=0))]
    known = [day for day in dated if 0 < day < 2**31]
    return {
        "folder": str(folder),
        "articles": sum(map(len, days)),
        "outlets": sum(count.value != UNKNOWN for count in outlets),
        "unknown": sum(count.count for count in outlets if count.value == UNKNOWN),
        "first": iso(min(known)) if known else None,
        "last": iso(max(known)) if known else None,
        "undated": sum(int((part == NO_DAY).sum()) for part in days),
        "words": sum(len(one.segment.words) for one in everything),
        "segments": len(everything),
        "bytes": sum(path.stat().st_size for path in folder.iterdir()),
        "language": state.language,
        "sources": state.sources,
        "rules": state.rules_file or None,
        "corrections": state.corrections_file or None,
    }


def _compare(folder: Path, state: Generation, everything: Sequence[Evaluation]) -> None:
    listed = {identity for file in read_files(folder, state.number).values() for identity in file.articles.values()}
    held = {one.segment.ids[doc].decode() for one in everything for doc in one.docs.tolist()}
    if listed != held:
        path = folder / f"files-{state.number}.json"
        raise CorruptIndex(path, f"{len(listed ^ held):,} articles are only in it, or only in the segments")
