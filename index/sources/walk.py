"""Folders to the files that can hold articles, in an order that is the same on every system."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.index.article import Skipped
from dateline.index.errors import DatelineError

SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".md", ".json", ".jsonl", ".ndjson", ".sgm")
"""Kinds of file that are read; each may also end in `.gz`."""

_WHOOSH_CONTENTS = re.compile(r"_\w+_\d+\.toc")  # in a folder: it is an index, not a source
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


class NoSuchSource(DatelineError):
    """The folder or file to read does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no file or folder {printable(str(path))}; check the path")
        self.path = path


@dataclass(frozen=True)
class SourceFile:
    """A file that may hold articles; `name` is how it is shown, with `/` between folders."""

    path: Path
    name: str


def walk(source: Path, base: Path) -> Iterator[SourceFile | Skipped]:
    """The readable files of a folder, or the one file given.

    Hidden files and folders, indexes and files of other kinds are left out. A symbolic link counts only where
    it leads to something inside the folder that is not read anyway (a hidden store, say), and each such thing
    once.

    Args:
        source: A folder or a file.
        base: Names are relative to this folder where they are below it, else absolute.

    Raises:
        NoSuchSource: Nothing is there.
    """
    # Not `resolve`: a link that the user names is shown by the name he gave.
    source, base = (Path(os.path.abspath(path)) for path in (source, base))  # noqa: PTH100
    if not source.exists():
        raise NoSuchSource(source)
    if source.is_dir():
        yield from _Walk(source, base).folder(source)
    elif suffix(source):
        yield SourceFile(source, _name(source, base))
    else:
        kinds = ", ".join(SUFFIXES)
        yield Skipped(_name(source, base), f"not a kind of file that holds articles ({kinds}, or .gz)")


def suffix(path: Path) -> str | None:
    """The kind of a file (`.txt`), `.gz` aside, in small letters; None for a kind that is not read."""
    name = path.name.lower().removesuffix(".gz")
    return next((kind for kind in SUFFIXES if name.endswith(kind)), None)


def file_of(name: str, base: Path) -> Path:
    r"""The file that `walk` named so, by the bytes that its name has on disk.

    Args:
        name: A file's name, in which undecodable bytes and control characters are written `\xff`.
        base: The folder that names are relative to.
    """
    path = base / name
    if "\\x" in name and not os.path.lexists(path):
        escaped = re.compile(rb"\\x([0-9a-f]{2})")
        path = base / os.fsdecode(escaped.sub(lambda found: bytes.fromhex(found[1].decode()), os.fsencode(name)))
    return path


def printable(name: str) -> str:
    r"""A file name that any encoding can show: undecodable bytes and control characters as `\xff`."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _UNPRINTABLE.sub(lambda character: f"\\x{ord(character.group()):02x}", shown)


class _Walk:
    """One walk below `root`; remembers what links have led to."""

    def __init__(self, root: Path, base: Path) -> None:
        self.root = root
        self.real_root = root.resolve()
        self.base = base
        self.linked: set[Path] = set()

    def folder(self, folder: Path, *, follow: bool = True) -> Iterator[SourceFile | Skipped]:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: printable(entry.name))
        except OSError as error:
            reason = f"the folder can't be read: {error.strerror or error}"
            yield Skipped(f"{_name(folder, self.base)}/", reason)
            return
        if any(_WHOOSH_CONTENTS.fullmatch(entry.name) for entry in entries):
            return
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            linked = entry.is_symlink()
            if linked and not (follow and self._is_new(path)):
                continue
            if entry.is_dir():
                yield from self.folder(path, follow=follow and not linked)
            elif entry.is_file() and suffix(path):
                yield SourceFile(path, _name(path, self.base))

    def _is_new(self, link: Path) -> bool:
        """Whether a link leads to something inside the root that the walk does not come to by itself."""
        try:
            target = link.resolve(strict=True)
            inside = target.relative_to(self.real_root)
        except (OSError, RuntimeError, ValueError):  # broken, a loop, or outside
            return False
        hidden = any(part.startswith(".") for part in inside.parts)
        if target in self.linked or not (hidden or (target.is_file() and not suffix(target))):
            return False
        self.linked.add(target)
        return True


def _name(path: Path, base: Path) -> str:
    shown = path.relative_to(base) if path.is_relative_to(base) else path
    return printable(shown.as_posix())
