"""A folder of generated files that is replaced as a whole: written beside, then swapped in."""

import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.index import durable
from dateline.index.errors import DatelineError


class UnwritableFolder(DatelineError):
    """The folder can't be written; what it held, it holds."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder} can't be written: {reason}; it is as it was before")
        self.folder, self.reason = folder, reason


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
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _recover(folder, fresh, old)
        fresh.mkdir()
        yield fresh
        durable.sync_tree(fresh)
        if folder.exists():
            _keep_times(folder, fresh)
            folder.rename(old)
        fresh.rename(folder)
        durable.sync_folder(folder.parent)
    except OSError as error:
        raise UnwritableFolder(folder, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)


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
