"""Changing a folder so that a power cut loses nothing: whatever is written to an index goes through here.

What a program writes stands in memory at first, and the system takes it to the disk later, in any order: data and names
apart. `os.fsync` of a file forces its data, that of a folder the names in it (POSIX, `fsync`).
"""

import os
from collections.abc import Iterable
from pathlib import Path


def write_file(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a new file, and force its data to the disk; for its name see `sync_folder`.

    Raises:
        OSError: The disk is full or the folder can't be written.
    """
    write(path, parts, sync=True)


def write(path: Path, parts: Iterable[bytes | memoryview], *, sync: bool = False) -> None:
    """Write a new file, which `sync_tree` forces to the disk later, with many others. Raises OSError."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        for part in parts:
            left = memoryview(part)
            while left:
                left = left[os.write(file, left) :]
        if sync:
            os.fsync(file)
    finally:
        os.close(file)


def rename(old: Path, new: Path) -> None:
    """Give a file the name `new`, which another one may have had: at every moment one of them has it."""
    old.replace(new)


def remove(path: Path) -> None:
    """Delete a file, if it is there."""
    path.unlink(missing_ok=True)


def sync_tree(folder: Path) -> None:
    """Force all that is in a folder to the disk, data and names, for files that were not written by `write_file`."""
    for path, _, names in os.walk(folder):
        for name in names:
            _sync(Path(path, name), os.O_RDWR)
        sync_folder(Path(path))


def sync_folder(folder: Path) -> None:
    """Force a folder's names to the disk: of the files that were made, renamed and removed in it before."""
    if os.name != "nt":  # there a folder can't be opened, and the file system keeps a journal of names
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    opened = os.open(path, flags)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
