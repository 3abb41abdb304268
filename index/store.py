"""An archive's folder: Whoosh's table of contents, our segments, and two JSON files of the same generation.

    _MAIN_7.toc        which segments, and which of their articles are deleted (Whoosh's format)
    MAIN_<name>.seg    a segment
    archive-7.json     format, language: what a search must know
    files-7.json       what each file held: what the next indexing run must know
A commit writes everything else first and the table of contents last, in one rename: it is there or it is not.
"""

import io
import json
import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index.codec import ColumnarSegment
from index.container import CorruptIndex
from index.errors import DatelineError
from index.schema import schema

FORMAT = 1
"""Raised whenever an index written before can't be read, or would answer differently."""
NAME = "MAIN"
FOLDER = ".dateline"


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
class FileRecord:
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
class State:
    """A generation of an archive; with no segments, an archive that is yet to be."""

    generation: int = 0
    language: str = "english"
    version: str = ""
    rules: str = ""
    segments: list[ColumnarSegment] = field(default_factory=list)


def read(folder: Path) -> State:
    """The newest generation.

    Raises:
        NotAnIndex: Nothing was ever committed here.
        OtherVersion: It has another format.
        CorruptIndex: Its files contradict each other.
    """
    generation = newest(folder)
    if generation is None:
        raise NotAnIndex(folder)
    path = folder / f"archive-{generation}.json"
    try:
        about = json.loads(path.read_bytes())
        if about["format"] != FORMAT:
            raise OtherVersion(folder, about["format"])
        return State(
            generation,
            str(about["language"]),
            str(about["version"]),
            str(about["rules"]),
            _segments(folder / f"_{NAME}_{generation}.toc"),
        )
    except FileNotFoundError as error:
        if newest(folder) != generation:  # another process committed in between
            return read(folder)
        raise OtherVersion(folder, "unknown (a Whoosh index, but not ours)") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptIndex(path, f"{type(error).__name__}: {error}") from error


def read_files(folder: Path, generation: int) -> dict[str, FileRecord]:
    """What the files held at a generation. Raises CorruptIndex."""
    path = folder / f"files-{generation}.json"
    try:
        return {name: FileRecord(*record) for name, record in json.loads(path.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise CorruptIndex(path, str(error)) from error


def newest(folder: Path) -> int | None:
    """The number of the newest generation, or None where there is none."""
    found = [re.fullmatch(rf"_{NAME}_(\d+)\.toc", path.name) for path in folder.glob(f"_{NAME}_*.toc")]
    return max((int(match[1]) for match in found if match), default=None)


def write(folder: Path, state: State, files: dict[str, FileRecord]) -> None:
    """Commit a generation. Until the last step the old one stands; `clean` then deletes what only that one used, or
    what this one left behind. Nothing is undone here: an interrupt may come when the last step has just been taken.

    Raises:
        OSError: The disk is full or the folder can't be written; the old generation still stands.
    """
    about = {"format": FORMAT, "language": state.language, "version": state.version, "rules": state.rules}
    rows = {name: [record.size, record.mtime, record.articles, record.skipped] for name, record in files.items()}
    (folder / f"archive-{state.generation}.json").write_text(json.dumps(about), "utf-8")
    (folder / f"files-{state.generation}.json").write_text(
        json.dumps(rows, separators=(",", ":"), sort_keys=True), "utf-8"
    )
    TOC(schema(state.language), state.segments, state.generation).write(FileStorage(str(folder)), NAME)


def clean(folder: Path, state: State) -> None:
    """Delete what this generation does not use: older generations, and what interrupted runs left behind."""
    used = {segment.make_filename(".seg") for segment in state.segments}
    used |= {name.format(state.generation) for name in (f"_{NAME}_{{}}.toc", "archive-{}.json", "files-{}.json")}
    ours = re.compile(rf"_{NAME}_\d+\.toc.*|{NAME}_\w+\.seg|(archive|files)-\d+\.json")
    for path in folder.iterdir():
        if ours.fullmatch(path.name) and path.name not in used:
            path.unlink(missing_ok=True)


class _Unpickler(pickle.Unpickler):
    """Whoosh pickles its segments, and a pickle can call anything: ours may only make a `ColumnarSegment`."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) == (ColumnarSegment.__module__, ColumnarSegment.__name__):
            return ColumnarSegment
        raise ValueError(f"it asks for {module}.{name}, which no index of ours does")


def _segments(path: Path) -> list[ColumnarSegment]:
    """The segments that a table of contents lists. The pickled schema in it is skipped: we know our schema."""
    stream = FileStorage(str(path.parent)).open_file(path.name)
    with stream.file:
        try:
            for _ in range(3):  # the writer's sizes of int, long and float
                stream.read_varint()
            stream.read_int()  # byte order mark
            stream.read_int()  # version of the format
            for _ in range(3):  # Whoosh's version
                stream.read_varint()
            stream.skip_string()  # the schema
            stream.read_int()  # generation
            stream.read_int()  # unused
            segments = _Unpickler(io.BytesIO(stream.file.read())).load()
        except Exception as error:  # a damaged pickle raises anything at all
            raise CorruptIndex(path, f"{type(error).__name__}: {error}") from error
    if not (isinstance(segments, list) and all(map(_sound, segments))):
        raise CorruptIndex(path, "it lists something that is no segment")
    return segments


def _sound(segment: Any) -> bool:
    checks: list[Callable[[], bool]] = [
        lambda: isinstance(segment, ColumnarSegment),
        lambda: re.fullmatch(r"[0-9a-f]+", segment.segid) is not None and segment.indexname == NAME,
        lambda: all(isinstance(doc, int) and 0 <= doc < segment.doc_count_all() for doc in segment.deleted_docs()),
    ]
    try:
        return all(check() for check in checks)
    except (AttributeError, TypeError):
        return False
