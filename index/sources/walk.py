"""Folders to the files that can hold articles, in an order that is the same on every system."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dateline.index.article import Skipped
from dateline.index.errors import DatelineError
from dateline.index.sources.kinds import SIDECAR, SUFFIXES, suffix

_WHOOSH_CONTENTS = re.compile(r"/_\w+_\d+\.toc/")  # in a folder: it is an index, not a source
_DEEPEST = 200
"""Folders in folders that are read."""
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


class NoSuchSource(DatelineError):
    """The folder or file to read does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no file or folder {printable(str(path))}; check the path")
        self.path = path


class SourceFile(NamedTuple):
    """A file that may hold articles.

    Attributes:
        location: Its path, as a string: a folder of 100,000 files has these in a fifth of the time.
        name: How it is shown, with `/` between folders.
        sidecar: Where its sidecar is; empty where it has none.
        size: In bytes, as the walk found it; 0 where there was none, as for `mtime`.
        mtime: When it was changed last, in ns.
    """

    location: str
    name: str
    sidecar: str = ""
    size: int = 0
    mtime: int = 0

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.location)


class LeftOut(NamedTuple):
    """A file that can hold no article; `kind` is its suffix (`.pdf`, empty for none), or what else it is."""

    path: str
    kind: str


def walk(source: Path, base: Path) -> Iterator[SourceFile | Skipped | LeftOut]:
    """The readable files of a folder, or the one file given.

    Hidden files and folders and indexes are passed over. Symbolic links are followed, but nothing comes twice: what the
    walk comes to by itself is not read by way of a link, and what several lead to is read once, so that loops end.

    Args:
        source: A folder or a file.
        base: Names are relative to this folder where they are below it, else absolute.

    Raises:
        NoSuchSource: Nothing is there.
    """
    # Not `resolve`: a link that the user names is shown by the name he gave.
    source, base = (Path(os.path.abspath(path)) for path in (source, base))  # noqa: PTH100
    if not is_there(source):
        raise NoSuchSource(source)
    if source.is_dir():
        yield from _Walk(source, base).folder(source)
    elif not source.is_file():
        yield Skipped(name_of(source, base), "a pipe, a socket or a device; `dateline index -` reads what it is piped")
    elif suffix(source.name):
        yield _found(str(source), name_of(source, base), sidecar_of(str(source)))
    else:
        kinds = ", ".join(SUFFIXES)
        yield Skipped(name_of(source, base), f"not a kind of file that holds articles ({kinds}, or .gz)")


def is_there(source: Path) -> bool:
    """Whether a source can be seen: not in a folder that can't be entered, nor by way of a link to itself."""
    return os.path.exists(source)  # noqa: PTH110 - a path's own raises what it meets


def _found(location: str, name: str, sidecar: str) -> SourceFile | Skipped:
    try:
        stat = os.stat(location)  # noqa: PTH116 - a path of 100,000 files is made in vain
    except OSError as error:
        return Skipped(name, error.strerror or str(error))
    return SourceFile(location, name, sidecar, stat.st_size, stat.st_mtime_ns)


def sidecar_of(location: str) -> str:
    """Where the sidecar of a file is: `strike.txt.meta.json` or `strike.meta.json`; empty where it has none."""
    return next((name for name in _sidecars(location) if os.path.isfile(name)), "")  # noqa: PTH113 - as above


def _sidecars(name: str) -> tuple[str, str]:
    """The names that the sidecar of a file may have."""
    return f"{name}{SIDECAR}", f"{os.path.splitext(re.sub('(?i)[.]gz$', '', name))[0]}{SIDECAR}"  # noqa: PTH122 - the same


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
    if name.isprintable():
        return name
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _UNPRINTABLE.sub(lambda character: f"\\x{ord(character.group()):02x}", shown)


class _Walk:
    """One walk below `root`; remembers what links have led to."""

    def __init__(self, root: Path, base: Path) -> None:
        self.real_root = root.resolve()
        self.base = base
        self.linked: set[Path] = set()

    def folder(self, folder: Path, *, linked: bool = False) -> Iterator[SourceFile | Skipped | LeftOut]:
        """What is in a folder; `linked`: a link has led to it, or to one above."""
        above = name_of(folder, self.base)
        above = "" if above == "." else f"{above.rstrip('/')}/"
        if above.count("/") > _DEEPEST:
            yield Skipped(above, f"the folder is deeper than {_DEEPEST} others")
            return
        try:
            with os.scandir(folder) as found:
                entries = {entry.name: entry for entry in found}
        except OSError as error:
            yield Skipped(above or "./", f"the folder can't be read: {error.strerror or error}")
            return
        names = f"/{'/'.join(entries)}/"  # asked of all at once: one by one takes as long as reading the folder
        if _WHOOSH_CONTENTS.search(names):
            return
        if not names.isprintable():
            entries = {printable(name): entry for name, entry in entries.items()}
        likely = entries if f"{SIDECAR}/" in names.lower() else ()
        sidecars = {name for name in likely if name.lower().endswith(SIDECAR) and _is_file(entries[name])}
        used = set[str]()
        for name in sorted(entries):
            entry = entries[name]
            if name.startswith(".") or name in sidecars:
                continue
            if not linked and suffix(entry.name) and _is_file(entry) and not entry.is_symlink():
                own = next((one for one in _sidecars(name) if one in sidecars), "") if sidecars else ""
                if own:
                    used.add(own)
                yield _found(entry.path, above + name, entries[own].path if own else "")
            else:
                yield from self._entry(entry, above + name, linked=linked or entry.is_symlink())
        yield from (LeftOut(above + name, SIDECAR) for name in sorted(sidecars - used))

    def _entry(self, entry: "os.DirEntry[str]", name: str, *, linked: bool) -> Iterator[SourceFile | Skipped | LeftOut]:
        try:
            if linked and not self._is_new(Path(entry.path).resolve(strict=True)):
                return
        except (OSError, RuntimeError):  # leads nowhere, or to itself
            yield LeftOut(name, "broken link")
            return
        if _is_folder(entry):
            yield from self.folder(Path(entry.path), linked=linked)
        elif not _is_file(entry):
            yield LeftOut(name, "pipe, socket or device")
        elif suffix(entry.name):
            yield _found(entry.path, name, sidecar_of(entry.path))
        else:
            path = Path(entry.name)
            yield LeftOut(name, "".join(path.suffixes[-2:] if path.suffix == ".gz" else path.suffixes[-1:]).lower())

    def _is_new(self, target: Path) -> bool:
        """Whether the walk does not come to what a link leads to by itself, nor came by another link."""
        inside = target.relative_to(self.real_root).parts if target.is_relative_to(self.real_root) else None
        visited = inside is not None and not any(part.startswith(".") for part in inside)
        if target in self.linked or (visited and (target.is_dir() or suffix(target.name))):
            return False
        self.linked.add(target)
        return True


def _is_file(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry is a file, or a link that leads to one; not where that can't be seen, or is gone."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def name_of(path: Path, base: Path) -> str:
    """How a file or folder is named: relative to the base where it is below it, else absolute."""
    shown = path.relative_to(base) if path.is_relative_to(base) else path
    return printable(shown.as_posix())
