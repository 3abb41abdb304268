"""Zip and tar files to the files in them, one by one and in memory: nothing is ever written to the disk.

What a container may unpack to, with all containers in it, is bounded by its own size, so that no bomb goes off: text
packs to a twentieth, hardly ever to a hundredth.
"""

import bz2
import gzip
import lzma
import posixpath
import re
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import IO, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

FACTOR, FREE = 200, 64 << 20
"""Bytes that a byte of a container may unpack to, and those that are free."""
WHOLE = 1 << 20
"""Bytes that count of a container's size where all of it is unpacked at once."""
MEMBER_MAX = 1 << 28
"""Bytes of one member."""
EACH = 1 << 12
"""Bytes that a file in a container counts besides its own."""
HEADER_MAX = 1 << 20
"""Bytes of what a container says of one file, in all that it is told by."""
_DIRECTORY_MAX = 1 << 25
"""Bytes of the directory of a zip file: some 300,000 files."""
_NAME_MAX = 1 << 10
"""Characters of a file's name."""
_NUMBER = re.compile(rb"[0-9]{500}")
_STEP = 1 << 20
"""Bytes of a file that are read at once."""
_BROKEN = (
    BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, OSError, EOFError,
    OverflowError, ValueError,
)  # fmt: skip
"""What the standard library says of damage, of passwords and of methods that it does not know."""


class Budget:
    """How many bytes may still be unpacked of a container of a size, and of those in it."""

    def __init__(self, size: int) -> None:
        self.left = FREE + FACTOR * size

    def spend(self, count: int) -> None:
        """Raises ValueError where that is too much."""
        self.left -= count
        if self.left < 0:
            raise ValueError(f"it unpacks to more than {FACTOR} times its size, as a bomb does; the rest is left out")


class Metered:
    """A container, unpacked, that is read from its beginning to its end.

    Attributes:
        room: Bytes that may be read before it is set again: headers say of themselves how long they are, and how many.
    """

    _fault: Exception | None = None

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream, self._budget, self.tell = stream, budget, stream.tell
        self.room = HEADER_MAX

    def read(self, size: int) -> bytes:
        """Raises ValueError where that is more than a header may have, or a bomb."""
        if size > self.room:
            raise ValueError("it can't be unpacked: a header is longer than any is")
        try:
            data = self._stream.read(size)
        except Exception as error:
            self._fault = error
            raise
        self.room -= len(data)
        self._budget.spend(len(data))
        return data

    def check_end(self) -> None:
        """Raises why it can't be unpacked to its end, where whoever read it took that for one."""
        if self._fault:
            raise self._fault

    def seek(self, at: int) -> None:
        """Go on there, which unpacks what is passed over. Raises ValueError for the way back, which unpacks all."""
        passed = at - self.tell()
        if passed < 0:
            raise ValueError("it can't be unpacked: its parts are not in order")
        self._budget.spend(passed)
        self._stream.seek(at)


class _Headers(Metered):
    """A tar file; the standard library reads a long number in its headers in the square of its length, and takes a file
    that is cut off between two others for whole: of one that is, what is read last is an empty block (POSIX, pax).
    """

    last = b""

    def read(self, size: int) -> bytes:
        """Raises ValueError where a header is longer than any is, or the file a bomb."""
        self.last = data = super().read(size)
        if self.room < HEADER_MAX and _NUMBER.search(data):
            raise ValueError("it can't be unpacked: a header has a number that is longer than any is")
        return data


class _Steps:
    """A zip file of which nobody reads more than `_DIRECTORY_MAX` at once."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.seek, self.tell, self.seekable = stream, stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1) -> bytes:
        """Raises ValueError."""
        if size > _DIRECTORY_MAX:
            raise ValueError("it can't be unpacked: there are too many files in it")
        return self._stream.read(size)


class Member(NamedTuple):
    """A file in a container: its name, without steps out of it, and its bytes, or why they can't be read."""

    name: str
    data: bytes
    fault: str = ""


def members(stream: IO[bytes], kind: str, budget: Budget) -> Iterator[Member]:
    """The files in a container, in its order; hidden files, links and devices are passed over.

    Args:
        stream: The container.
        kind: `zip` or `tar`.
        budget: What may be unpacked of it.

    Raises:
        ValueError: It is damaged, or a bomb.
    """
    try:
        yield from _zipped(stream, budget) if kind == "zip" else _tarred(stream, budget)
    except _BROKEN as error:
        raise error if type(error) is ValueError else ValueError(f"it can't be unpacked: {_said(error)}") from error


def _zipped(stream: IO[bytes], budget: Budget) -> Iterator[Member]:
    steps: Any = _Steps(stream)
    with ZipFile(steps) as packed:
        for entry in packed.infolist():
            name = _inside(entry.filename)
            if not name or entry.is_dir():
                continue
            budget.spend(entry.file_size + EACH)
            if entry.file_size > MEMBER_MAX:
                yield Member(name, b"", f"larger than {MEMBER_MAX >> 20} MB")
                continue
            try:
                with packed.open(entry) as opened:
                    member = Member(name, _read(opened))
            except _BROKEN as error:
                member = Member(name, b"", f"it can't be unpacked: {_said(error)}")
            yield member


def _tarred(stream: IO[bytes], budget: Budget) -> Iterator[Member]:
    # Not tarfile's own choice of a packer: what it reads through one is not bounded.
    plain: Any = _Headers(unpacked(stream), budget)
    packed: Any
    with tarfile.open(fileobj=plain, mode="r:") as packed:
        while entry := packed.next():
            packed.members.clear()  # which would be kept for their names
            packed.pax_headers.clear()  # which each file would have a copy of
            name = _inside(entry.name)
            plain.room = 2 * MEMBER_MAX
            budget.spend(EACH + (entry.size if entry.sparse else 0))
            opened = packed.extractfile(entry) if entry.isreg() and name and entry.size <= MEMBER_MAX else None
            if opened:
                yield Member(name, _read(opened))
            elif entry.isreg() and name:
                yield Member(name, b"", f"larger than {MEMBER_MAX >> 20} MB")
            plain.room = HEADER_MAX
        if plain.last != bytes(tarfile.BLOCKSIZE):
            raise ValueError("it is cut off: what it had behind the last file is left out")


def _read(opened: IO[bytes]) -> bytes:
    return b"".join(iter(partial(opened.read, _STEP), b""))


def unpacked(stream: IO[bytes]) -> Any:
    """A stream without what it is packed in."""
    start = stream.read(6)
    stream.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return gzip.open(stream)
    if start.startswith(b"BZh"):
        return bz2.open(stream)
    return lzma.open(stream) if start == b"\xfd7zXZ\0" else stream


def _inside(name: str) -> str:
    """A member's name as one of a file in the container; empty for a hidden one."""
    name = posixpath.normpath(f"/{name}".replace("\\", "/")).lstrip("/")[-_NAME_MAX:]
    return "" if any(part.startswith(".") or part == "__MACOSX" for part in name.split("/")) else name


def _said(error: BaseException) -> str:
    return str(error).strip() or type(error).__name__
