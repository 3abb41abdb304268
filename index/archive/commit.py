"""Committing a generation, so that at any moment, whatever ends then, the old one is there whole or the new one is.

What is new is written beside what is old, and forced to the disk, data and names. Then one rename makes the new
generation the newest, and is forced to the disk too. Only then is the old one removed.
"""

import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.index import durable
from dateline.index.archive.copies import write_copies
from dateline.index.archive.generation import FORMAT, NAME, Generation, IndexedFile, copies_path, toc_path
from dateline.index.archive.listing import listing_of
from dateline.index.archive.pairs_file import pairs_path, write_pairs
from dateline.index.arrays import Array
from dateline.index.errors import Notice

_OURS = re.compile(rf"_{NAME}_[0-9]+\.toc.*|{NAME}_\w+\.seg|(archive|files)-[0-9]+\.json|(copies|pairs)-[0-9]+\.arrays")


class CutOff(Notice):
    """The run before was cut off, and what it left is removed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"an indexing run in {folder} was cut off before it ended; the index is whole, and what it left is removed"
        )
        self.folder = folder


def commit(
    folder: Path, state: Generation, files: dict[str, IndexedFile], pairs: Mapping[str, Array] | None = None
) -> None:  # fmt: skip
    """Commit a generation, whose segments have been written (`index.segment.write`). Whatever was there before stays;
    `remove_unused` deletes it. An interrupt may come when the last step has just been taken, so nothing is undone here.

    Args:
        folder: The archive's.
        state: The generation.
        files: What each file held.
        pairs: The pairs of lines of each, where it has any.

    Raises:
        OSError: The disk is full or the folder can't be written; the old generation still stands.
    """
    toc, table = toc_path(folder, state.number), _table_of_contents(state)
    about = {
        "format": FORMAT,
        "language": state.language,
        "version": state.version,
        "rules": state.rules,
        "sources": state.sources,
        "rules_file": state.rules_file,
        "corrections_file": state.corrections_file,
        "segments": [
            [info.segid, info.doc_count_all(), info.tokens, info.checksum, sorted(info.deleted_docs())]
            for info in state.segments
        ],
        "listing": list(listing_of(files) or ()),
        "copies": write_copies(copies_path(folder, state.number), folder, state.segments),
        "toc": zlib.crc32(table),
    }
    write_pairs(pairs_path(folder, state.number), pairs or {})
    rows = {name: list(record) for name, record in files.items()}
    _write_checked(folder / f"files-{state.number}.json", rows)
    _write_checked(folder / f"archive-{state.number}.json", about)
    unseen = toc.with_suffix(".toc.new")
    durable.write_file(unseen, [table])
    durable.sync_folder(folder)
    durable.rename(unseen, toc)
    try:
        durable.sync_folder(folder)
    except OSError:
        durable.remove(toc)
        raise


def _write_checked(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON file whose first line is the checksum of the rest."""
    import orjson

    text = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    durable.write_file(path, [b"%08x\n" % zlib.crc32(text), text])


def _table_of_contents(state: Generation) -> bytes:
    """The generation as Whoosh knows it."""
    from whoosh.filedb.filestore import RamStorage
    from whoosh.index import TOC

    from dateline.index.archive.whoosh_schema import schema

    storage = RamStorage()
    TOC(schema(state.language), state.segments, state.number).write(storage, NAME)
    (table,) = storage.files.values()
    return bytes(table)


def unused(folder: Path, state: Generation) -> list[Path]:
    """What this generation does not use: older generations, and what interrupted runs left behind."""
    used = {info.file_name for info in state.segments}
    used |= {name.format(state.number) for name in (f"_{NAME}_{{}}.toc", "archive-{}.json", "files-{}.json")}
    used |= {copies_path(folder, state.number).name, pairs_path(folder, state.number).name}
    return [path for path in folder.iterdir() if _OURS.fullmatch(path.name) and path.name not in used]


def remove_unused(folder: Path, state: Generation) -> None:
    """Delete that."""
    for path in unused(folder, state):
        durable.remove(path)
