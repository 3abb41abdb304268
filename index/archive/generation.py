"""An archive's folder: our segments, two JSON files, and Whoosh's table of contents, of one generation.

    archive-7.json     which segments, which of their articles are deleted, the language: what a search must know
    files-7.json       what each file held: what the next indexing run must know
    copies-7.arrays    which articles are copies of one story, and which passages several stories share
    pairs-7.arrays     the pairs of lines of each file of text, for the next indexing run (`index.archive.pairs_file`)
    MAIN_<name>.seg    a segment
    _MAIN_7.toc        the same list of segments for Whoosh, which pickles it; Dateline never reads a pickle
A generation is there when its table of contents is (`index.archive.commit`). There are several where a commit was cut
off, and the newest that is whole counts.
"""

import json
import os
import re
import warnings
import zlib
from collections.abc import Callable, Collection, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from dateline.index.archive.copies import StoredCopies
from dateline.index.archive.segment_info import SegmentInfo
from dateline.index.errors import CorruptIndex, DatelineError, OlderGeneration, reading
from dateline.index.segment.contents import DOCS_MAX
from dateline.index.segment.reader import SegmentReader

FORMAT = 11
"""Raised whenever an index written before can't be read, or would answer differently."""
NAME = "MAIN"
_TOC = re.compile(rf"_{NAME}_([0-9]+)\.toc")
FOLDER = ".dateline"
_LIST_MAX, _FILES_MAX = 1 << 25, 1 << 29
"""Bytes that a list of segments and one of files may have: some millions of articles are listed in fewer."""
_TEXT_MAX = 100


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


class IndexedFile(NamedTuple):
    """What a file was when it was read.

    Attributes:
        size: In bytes.
        mtime: When it was changed last, in ns; 0: not to be trusted, so that the next run reads it again.
        articles: From the digest of each of its articles to the article's id.
        skipped: From each of its entries that could not be read (`path:number`) to the reason, or from its own name.
        corrections: Tells what a person has corrected of its articles from anything else; empty: nothing.
    """

    size: int
    mtime: int
    articles: MutableMapping[str, str]
    skipped: dict[str, str]
    corrections: str = ""


class Listing(NamedTuple):
    """All files of a generation (`index.archive.listing`): a digest of them, and how many articles they held."""

    digest: str
    articles: int


@dataclass(slots=True)
class Generation:
    """A generation of an archive; with no segments, an archive that is yet to be.

    Attributes:
        number: Of the generation.
        language: Of the stemmer.
        version: Of the Dateline that read the articles.
        rules: The digest of the rules that they were read by.
        segments: What holds them.
        copies: The checksum in the header of the file of its copies.
        sources: The folders and files that they came from, by the names that `index.sources.walk` gives.
        rules_file: The file of the rules, named so too; empty without rules.
        corrections_file: The file of the corrections, in the same way.
        listing: All files of the generation; None where a run has to look at each of them.
    """

    number: int = 0
    language: str = "english"
    version: str = ""
    rules: str = ""
    segments: list[SegmentInfo] = field(default_factory=list)
    copies: int = 0
    sources: list[str] = field(default_factory=list)
    rules_file: str = ""
    corrections_file: str = ""
    listing: Listing | None = None


class OpenArchive(NamedTuple):
    """A generation, its segments and which of their articles are copies, open."""

    state: Generation
    segments: list[SegmentReader]
    copies: StoredCopies


def open_archive(folder: Path) -> OpenArchive:
    """The newest generation that is whole; where that is not the newest one, with the warning `OlderGeneration`.

    Raises:
        NotAnIndex: Nothing was ever committed here.
        OtherVersion: It has another format.
        CorruptIndex: No generation is whole: files are missing or contradict each other.
    """
    while True:
        found = numbers(folder)
        if not found:
            raise NotAnIndex(folder)
        try:
            opened, damage = _newest_whole(folder, found)
        except (CorruptIndex, OtherVersion):
            if newest(folder) == found[0]:
                raise
        else:
            if damage is None:
                return opened
            if newest(folder) == found[0]:
                warnings.warn(OlderGeneration(damage, opened.state.number), stacklevel=2)
                return opened
        # another process has committed meanwhile, and removed what was not in use any more


def read(folder: Path) -> Generation:
    """The state of `open_archive`, which see."""
    return open_archive(folder).state


def _newest_whole(folder: Path, found: list[int]) -> tuple[OpenArchive, CorruptIndex | None]:
    """The first of these generations that is whole, and what is wrong with the very first."""
    try:
        return _open(folder, found[0]), None
    except CorruptIndex as damage:
        for number in found[1:]:
            with suppress(CorruptIndex, OtherVersion):
                return _open(folder, number), damage
        raise


def _open(folder: Path, number: int) -> OpenArchive:
    """One generation. Raises OtherVersion, CorruptIndex."""
    state = read_list(folder, number)
    segments = [segment.open(folder) for segment in state.segments]
    return OpenArchive(state, segments, StoredCopies(copies_path(folder, number), state.copies, state.segments))


def read_list(folder: Path, number: int) -> Generation:
    """What the files of a generation say, whatever its segments are. Raises OtherVersion, CorruptIndex."""
    path, toc = folder / f"archive-{number}.json", toc_path(folder, number)
    if not path.exists():
        raise OtherVersion(folder, "unknown (a Whoosh index, but not ours)")
    with reading(path):
        about = _checked(path, _LIST_MAX)
        if type(about["format"]) is int and about["format"] != FORMAT:
            raise OtherVersion(folder, about["format"])
        if zlib.crc32(_bytes(toc, _LIST_MAX)) != about["toc"]:
            raise CorruptIndex(toc, "its checksum is wrong")
        segments = [_segment(*entry) for entry in about["segments"]]
        texts = about["language"], about["version"], about["rules"]
        names = {segment.segid for segment in segments}
        if not all(type(text) is str and len(text) < _TEXT_MAX for text in texts) or len(names) < len(segments):
            raise ValueError("it says what can't be")
        sources = about.get("sources", [])
        own = about.get("rules_file", ""), about.get("corrections_file", "")
        if type(sources) is not list or not set(map(type, [*sources, *own])) <= {str}:
            raise ValueError("it names something that is no source")
        listing = Listing(*about["listing"]) if about.get("listing") else None
        if listing and tuple(map(type, listing)) != (str, int):
            raise ValueError("it lists files in a way that can't be")
        return Generation(number, *texts, segments, about["copies"], sources, *own, listing)


def _segment(name: Any, count: Any, tokens: Any, checksum: Any, deleted: Any) -> SegmentInfo:
    """A segment as an archive file lists it. Raises ValueError."""
    if (
        not (type(name) is str and re.fullmatch(r"[0-9a-f]{1,32}", name) and type(deleted) is list)
        or not set(map(type, [count, tokens, checksum, *deleted])) <= {int}
        or not (0 <= tokens < 1 << 62 and 0 <= min(deleted, default=0) <= max(deleted, default=0) < count <= DOCS_MAX)
    ):
        raise ValueError("it lists something that is no segment")
    return SegmentInfo(NAME, name, count, tokens, checksum, set(deleted))


def copies_path(folder: Path, generation: int) -> Path:
    """Where the copies of a generation are, which `index.archive.copies` reads."""
    return folder / f"copies-{generation}.arrays"


def read_files(folder: Path, generation: int) -> dict[str, IndexedFile]:
    """What the files held at a generation. Raises CorruptIndex."""
    import orjson  # several times as fast as the standard library; a search needs none of it

    path = folder / f"files-{generation}.json"
    with reading(path):
        rows = _checked(path, _FILES_MAX, orjson.loads)
        _check_files(rows.values())
        return dict(zip(rows, map(IndexedFile._make, rows.values()), strict=True))


def _check_files(rows: Collection[Any]) -> None:
    """See that a list of files has what it must have, a type of all rows at a time. Raises ValueError."""
    if set(map(type, rows)) <= {list} and set(map(len, rows)) <= {5}:
        sizes, mtimes, *texts, corrections = zip(*rows, strict=True) if rows else [()] * 5
        if {*map(type, sizes), *map(type, mtimes)} <= {int} and {*map(type, chain(*texts))} <= {dict}:
            values = chain(corrections, *map(dict.values, chain(*texts)))
            if set(map(type, values)) <= {str}:
                return
    raise ValueError("it lists something that is no file")


def _checked(path: Path, most: int, loads: Callable[[bytes], Any] = json.loads) -> dict[str, Any]:
    """What a JSON file holds, whose first line is the checksum of the rest. Raises CorruptIndex, and ValueError and
    RecursionError where it is no JSON.
    """
    checksum, _, text = _bytes(path, most).partition(b"\n")
    if checksum != b"%08x" % zlib.crc32(text):
        raise CorruptIndex(path, "its checksum is wrong")
    content = loads(text)
    if type(content) is not dict:
        raise ValueError("it is no object")
    return content


def _bytes(path: Path, most: int) -> bytes:
    """What a file of at most so many bytes holds. Raises CorruptIndex."""
    if not path.is_file():  # nor is a pipe, which would never end
        raise CorruptIndex(path, "the file is missing")
    try:
        if (size := path.stat().st_size) > most:
            raise CorruptIndex(path, f"it has {size:,} bytes")
        return path.read_bytes()
    except FileNotFoundError as error:  # another process has removed it in between
        raise CorruptIndex(path, "the file is missing") from error


def newest(folder: Path) -> int | None:
    """The number of the newest generation, or None where there is none."""
    return next(iter(numbers(folder)), None)


def numbers(folder: Path) -> list[int]:
    """The numbers of all generations, newest first."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - asked at each request to a server, where paths and globs take longer
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []
    return sorted((int(match[1]) for match in map(_TOC.fullmatch, names) if match), reverse=True)


def stamp(folder: Path) -> tuple[int, int] | None:
    """The newest generation's number and when it was committed, in ns: tells a generation from every other one, also
    where an index was deleted and begun again; None where there is none.
    """
    number = newest(folder)
    if number is None:
        return None
    try:
        return number, toc_path(folder, number).stat().st_mtime_ns
    except FileNotFoundError:  # another process has committed in between
        return stamp(folder)


def toc_path(folder: Path, number: int) -> Path:
    """Whoosh's table of contents of a generation."""
    return folder / f"_{NAME}_{number}.toc"
