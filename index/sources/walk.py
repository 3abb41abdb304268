"""Folders to the files that can hold articles, in an order that is the same on every system."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from dateline.index.article import Skipped
from dateline.index.errors import DatelineError
from dateline.index.sources.kinds import SIDECAR, SUFFIXES, suffix

_WHOOSH_CONTENTS = re.compile(r"/_\w+_\d+\.toc/")  # in a folder: it is an index, not a source
_DEEPEST = 200
"""Folders in folders that are read."""
_NO_FILE = "pipe, socket or device"
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


_Found = SourceFile | Skipped | LeftOut


def walk(source: Path, base: Path) -> list[_Found]:
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
        found = _Walk(source, base)
        found.folder(source)
        return found.items
    name = name_of(source, base)
    if not source.is_file():
        return [Skipped(name, "a pipe, a socket or a device; `dateline index -` reads what it is piped")]
    if suffix(source.name):
        return [_found(str(source), name, sidecar_of(str(source)))]
    kinds = ", ".join(SUFFIXES)
    return [Skipped(name, f"not a kind of file that holds articles ({kinds}, or .gz)")]


def is_there(source: Path) -> bool:
    """Whether a source can be seen: not in a folder that can't be entered, nor by way of a link to itself."""
    return os.path.exists(source)  # noqa: PTH110 - a path's own raises what it meets


def _found(
    location: str, name: str, sidecar: str, path: str = "", at: int | None = None
) -> SourceFile | Skipped:  # fmt: skip
    """A file; `path` is where it is from the open folder `at`."""
    try:
        stat = os.stat(path or location, dir_fd=at)  # a path of 100,000 files is made in vain
    except OSError as error:
        return Skipped(name, error.strerror or str(error))
    return SourceFile(location, name, sidecar, stat.st_size, stat.st_mtime_ns)


def _kind(name: str) -> str:
    """The suffix of a file that is not read."""
    path = Path(name)
    return "".join(path.suffixes[-2:] if path.suffix == ".gz" else path.suffixes[-1:]).lower()


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


class _Unread(NamedTuple):
    """A folder in a folder, or what a link leads to (`linked`): it has to be looked at by itself."""

    location: str
    name: str
    linked: bool


def _listed(inside: str, above: str, *, linked: bool) -> list[_Found | _Unread]:
    """What is in a folder, by name; nothing where it is an index. Raises OSError.

    Args:
        inside: The folder, with what parts it from a name in it.
        above: What comes before the names.
        linked: Whether a link has led here.
    """
    items = list[_Found | _Unread]()  # no generators: each hands on 100,000 files in a hundredth of a second
    # Files are looked at from the open folder where the system can do so: by whole paths that takes a fifth longer.
    with _opened(inside) as at, os.scandir(inside if at is None else at) as scanned:
        entries = {entry.name: entry for entry in scanned}
        names = f"/{'/'.join(entries)}/"  # asked of all at once: one by one takes as long as reading the folder
        if _WHOOSH_CONTENTS.search(names):
            return []
        if not names.isprintable():
            entries = {printable(name): entry for name, entry in entries.items()}
        likely = entries if f"{SIDECAR}/" in names.lower() else ()
        sidecars = {name for name in likely if name.lower().endswith(SIDECAR) and _is_file(entries[name])}
        used = set[str]()
        for name, entry in sorted(entries.items(), key=itemgetter(0)):
            if name.startswith(".") or name in sidecars:
                continue
            if not linked and entry.is_file(follow_symlinks=False):
                if suffix(entry.name):
                    own = next((one for one in _sidecars(name) if one in sidecars), "") if sidecars else ""
                    if own:
                        used.add(own)
                        own = inside + entries[own].name
                    items.append(_found(inside + entry.name, above + name, own, entry.path, at))
                else:
                    items.append(LeftOut(above + name, _kind(entry.name)))
            elif linked or entry.is_symlink() or entry.is_dir():
                items.append(_Unread(inside + entry.name, above + name, linked or entry.is_symlink()))
            else:
                items.append(LeftOut(above + name, _NO_FILE))
    return items + [LeftOut(above + name, SIDECAR) for name in sorted(sidecars - used)]


@contextmanager
def _opened(folder: str) -> Iterator[int | None]:
    """A folder, open, where files can be found from one; else None. Raises OSError."""
    at = os.open(folder, os.O_RDONLY) if os.stat in os.supports_dir_fd and os.scandir in os.supports_fd else None
    try:
        yield at
    finally:
        if at is not None:
            os.close(at)


class _Walk:
    """One walk below `root`, and the `items` that it has come to; remembers what links have led to."""

    def __init__(self, root: Path, base: Path) -> None:
        self.items: list[_Found] = []
        self.real_root = root.resolve()
        self.base = base
        self.linked: set[Path] = set()

    def folder(self, folder: Path, *, linked: bool = False) -> None:
        """Come to what is in a folder; `linked`: a link has led to it, or to one above."""
        above = name_of(folder, self.base)
        above = "" if above == "." else f"{above.rstrip('/')}/"
        if above.count("/") > _DEEPEST:
            self.items.append(Skipped(above, f"the folder is deeper than {_DEEPEST} others"))
            return
        try:
            found = _listed(os.path.join(folder, ""), above, linked=linked)  # noqa: PTH118 - ends in a separator
        except OSError as error:
            self.items.append(Skipped(above or "./", f"the folder can't be read: {error.strerror or error}"))
            return
        for item in found:
            if isinstance(item, _Unread):
                self._unread(item)
            else:
                self.items.append(item)

    def _unread(self, item: _Unread) -> None:
        path = Path(item.location)
        try:
            if item.linked and not self._is_new(path.resolve(strict=True)):
                return
        except (OSError, RuntimeError):  # leads nowhere, or to itself
            self.items.append(LeftOut(item.name, "broken link"))
            return
        if not item.linked or os.path.isdir(path):  # noqa: PTH112 - a path's own raises what it meets
            self.folder(path, linked=item.linked)
        elif not os.path.isfile(path):  # noqa: PTH113 - the same
            self.items.append(LeftOut(item.name, _NO_FILE))
        elif suffix(path.name):
            self.items.append(_found(item.location, item.name, sidecar_of(item.location)))
        else:
            self.items.append(LeftOut(item.name, _kind(path.name)))

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


def name_of(path: Path, base: Path) -> str:
    """How a file or folder is named: relative to the base where it is below it, else absolute."""
    shown = path.relative_to(base) if path.is_relative_to(base) else path
    return printable(shown.as_posix())
