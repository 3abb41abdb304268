"""An archive's folder: our segments, two JSON files, and Whoosh's table of contents, of one generation.

    archive-7.json     which segments, which of their articles are deleted, the language: what a search must know
    files-7.json       what each file held: what the next indexing run must know
    MAIN_<name>.seg    a segment
    _MAIN_7.toc        the same list of segments for Whoosh, which pickles it; Dateline never reads a pickle
A commit writes everything else first and the table of contents last, in one rename: it is there or it is not.
"""

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.index.archive.segment_info import SegmentInfo
from dateline.index.errors import CorruptIndex, DatelineError

FORMAT = 5
"""Raised whenever an index written before can't be read, or would answer differently."""
NAME = "MAIN"
FOLDER = ".dateline"
_ASIDE = "commit"


class NotAnIndex(DatelineError):
    """There is no index in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no index in {folder}. Make one with `dateline index FOLDER`, or name one with --index.")
        self.folder = folder


class OtherVersion(DatelineError):
    """The index was written by a version of Dateline whose indexes this one can't read."""

    def __init__(self, folder: Path, found: object) -> None:
        super().__init__(
            f"the index in {folder} has format {found}, this Dateline reads format {FORMAT}. "
            "Build it anew with `dateline index --rebuild FOLDER`."
        )
        self.folder, self.found = folder, found


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """What a file was when it was read.

    Attributes:
        size: In bytes.
        mtime: When it was changed last, in ns; 0: not to be trusted, so that the next run reads it again.
        articles: From the digest of each of its articles to the article's id.
        skipped: From each of its entries that could not be read (`path:number`) to the reason.
    """

    size: int
    mtime: int
    articles: dict[str, str]
    skipped: dict[str, str]


@dataclass(slots=True)
class Generation:
    """A generation of an archive; with no segments, an archive that is yet to be."""

    number: int = 0
    language: str = "english"
    version: str = ""
    rules: str = ""
    segments: list[SegmentInfo] = field(default_factory=list)


def read(folder: Path) -> Generation:
    """The newest generation.

    Raises:
        NotAnIndex: Nothing was ever committed here.
        OtherVersion: It has another format.
        CorruptIndex: Its files contradict each other.
    """
    generation = newest(folder)
    if generation is None:
        raise NotAnIndex(folder)
    try:
        about = _checked(folder / f"archive-{generation}.json")
        if about.get("format") != FORMAT:
            raise OtherVersion(folder, about.get("format"))
        toc = folder / f"_{NAME}_{generation}.toc"
        if zlib.crc32(toc.read_bytes()) != about["toc"]:
            raise CorruptIndex(toc, "its checksum is wrong")
        segments = [
            SegmentInfo(NAME, name, count, tokens, set(deleted)) for name, count, tokens, deleted in about["segments"]
        ]
        if not all(map(_sound, segments)):
            raise CorruptIndex(folder / f"archive-{generation}.json", "it lists something that is no segment")
        return Generation(generation, str(about["language"]), str(about["version"]), str(about["rules"]), segments)
    except FileNotFoundError as error:
        if newest(folder) != generation:  # another process committed in between
            return read(folder)
        raise OtherVersion(folder, "unknown (a Whoosh index, but not ours)") from error
    except (KeyError, TypeError, ValueError) as error:
        raise CorruptIndex(folder / f"archive-{generation}.json", f"{type(error).__name__}: {error}") from error


def read_files(folder: Path, generation: int) -> dict[str, IndexedFile]:
    """What the files held at a generation. Raises CorruptIndex."""
    import orjson  # several times as fast as the standard library; a search needs none of it

    path = folder / f"files-{generation}.json"
    try:
        return {name: IndexedFile(*record) for name, record in _checked(path, orjson.loads).items()}
    except (OSError, TypeError, AttributeError) as error:
        raise CorruptIndex(path, str(error)) from error


def _checked(path: Path, loads: Callable[[bytes], Any] = json.loads) -> dict[str, Any]:
    """What a JSON file holds, whose first line is the checksum of the rest. Raises CorruptIndex, OSError."""
    checksum, _, text = path.read_bytes().partition(b"\n")
    try:
        if int(checksum, 16) != zlib.crc32(text):
            raise CorruptIndex(path, "its checksum is wrong")
        content: dict[str, Any] = loads(text)
    except ValueError as error:
        raise CorruptIndex(path, f"{type(error).__name__}: {error}") from error
    return content


def _write_checked(path: Path, content: dict[str, Any]) -> None:
    import orjson

    text = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    path.write_bytes(b"%08x\n" % zlib.crc32(text) + text)


def newest(folder: Path) -> int | None:
    """The number of the newest generation, or None where there is none."""
    found = [re.fullmatch(rf"_{NAME}_(\d+)\.toc", path.name) for path in folder.glob(f"_{NAME}_*.toc")]
    return max((int(match[1]) for match in found if match), default=None)


def commit(folder: Path, state: Generation, files: dict[str, IndexedFile]) -> None:
    """Commit a generation. Until the last step the old one stands; `remove_unused` then deletes what only that one
    used, or what this one left behind. Nothing is undone here: an interrupt may come when the last step has just been
    taken.

    Raises:
        OSError: The disk is full or the folder can't be written; the old generation still stands.
    """
    rows = {name: [record.size, record.mtime, record.articles, record.skipped] for name, record in files.items()}
    _write_checked(folder / f"files-{state.number}.json", rows)
    toc = _table_of_contents(folder, state)
    about = {
        "format": FORMAT,
        "language": state.language,
        "version": state.version,
        "rules": state.rules,
        "segments": [
            [entry.segid, entry.doc_count_all(), entry.tokens, sorted(entry.deleted_docs())] for entry in state.segments
        ],
        "toc": zlib.crc32(toc.read_bytes()),
    }
    _write_checked(folder / f"archive-{state.number}.json", about)
    toc.replace(folder / toc.name)


def _table_of_contents(folder: Path, state: Generation) -> Path:
    """Whoosh's table of contents, written where no search looks yet."""
    import shutil

    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import TOC

    from dateline.index.archive.whoosh_schema import schema

    aside = folder / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    TOC(schema(state.language), state.segments, state.number).write(FileStorage(str(aside)), NAME)
    return aside / f"_{NAME}_{state.number}.toc"


def remove_unused(folder: Path, state: Generation) -> None:
    """Delete what this generation does not use: older generations, and what interrupted runs left behind."""
    import shutil  # a search needs none of it

    shutil.rmtree(folder / _ASIDE, ignore_errors=True)
    used = {entry.file_name for entry in state.segments}
    used |= {name.format(state.number) for name in (f"_{NAME}_{{}}.toc", "archive-{}.json", "files-{}.json")}
    ours = re.compile(rf"_{NAME}_\d+\.toc.*|{NAME}_\w+\.seg|(archive|files)-\d+\.json")
    for path in folder.iterdir():
        if ours.fullmatch(path.name) and path.name not in used:
            path.unlink(missing_ok=True)


def _sound(segment: Any) -> bool:
    checks: list[Callable[[], bool]] = [
        lambda: re.fullmatch(r"[0-9a-f]+", segment.segid) is not None and segment.indexname == NAME,
        lambda: all(isinstance(doc, int) and 0 <= doc < segment.doc_count_all() for doc in segment.deleted_docs()),
    ]
    try:
        return all(check() for check in checks)
    except (AttributeError, TypeError):
        return False
