"""A folder of generated files that is replaced as a whole: written beside, then swapped in."""

import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.index import durable
from dateline.index.errors import DatelineError


class UnwritableFolder(DatelineError):
    """The folder can't be written; what it held, it holds, or `old` does, where not even that can be put back."""

    def __init__(self, folder: Path, reason: str, old: Path) -> None:
        before = "it is as it was before"
        if old.exists() and not folder.exists():
            before = f"what it held is in {old}, and is put back when it is written again"
        super().__init__(f"{folder} can't be written: {reason}; {before}")
        self.folder, self.reason = folder, reason


def put(path: Path, text: str) -> None:
    """Write a file; lone surrogates become `?`. Its folder is there: one that vanishes is not made again, half empty.

    Raises:
        OSError: The disk is full or the folder can't be written.
    """
    durable.write(path, [text.encode("utf-8", "replace")])


@contextmanager
def replaced_folder(folder: Path) -> Iterator[Path]:
    """An empty folder to fill; where that ends well it takes the place of `folder`, else it is deleted. What is in it
    is forced to the disk before.

    A file that is the same as before keeps its time, so that a tool that copies what changed copies little. Whoever
    dies between the two renames of the swap leaves the old folder beside, and the next call puts it back first.

    Raises:
        UnwritableFolder: The disk is full, or a folder can't be written.
    """
    folder = folder.resolve()
    fresh, old = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    above = [one for one in folder.parents if not one.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _recover(folder, fresh, old)
        fresh.mkdir()
        yield fresh
        durable.sync_tree(fresh)
        if folder.exists():
            _keep_times(folder, fresh)
        _swap(folder, fresh, old)
    except BaseException as error:
        shutil.rmtree(fresh, ignore_errors=True)
        with suppress(OSError):
            for one in above:
                one.rmdir()
        if isinstance(error, OSError):
            raise UnwritableFolder(folder, error.strerror or str(error), old) from error
        raise
    shutil.rmtree(old, ignore_errors=True)


def _swap(folder: Path, fresh: Path, old: Path) -> None:
    """Put a folder in another's place, or leave both where they are."""
    was_there = folder.exists()
    try:
        if was_there:
            folder.rename(old)
        fresh.rename(folder)
        durable.sync_folder(folder.parent)
    except BaseException:
        if folder.exists() and old.exists() == was_there:
            folder.rename(fresh)
        if old.exists():
            old.rename(folder)
        raise


def _recover(folder: Path, fresh: Path, old: Path) -> None:
    """Undo what a process that was killed left."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (fresh, old):
        if left.exists():
            shutil.rmtree(left)


def _keep_times(folder: Path, fresh: Path) -> None:
    for path in fresh.rglob("*"):
        before = folder / path.relative_to(fresh)
        if path.is_file() and before.is_file() and filecmp.cmp(path, before, shallow=False):
            stat = before.stat()
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
