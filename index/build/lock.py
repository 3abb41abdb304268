"""One writer at a time: the lock of an archive's folder. The system holds it, so that it ends with the process."""

import warnings
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from dateline.index.archive.generation import NAME
from dateline.index.errors import DatelineError, Notice

LOCK = f"{NAME}_WRITELOCK"
"""The file that is locked."""


class Busy(DatelineError):
    """Another process is indexing into the same folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"another `dateline index` is writing to {folder}. Wait for it to end, then try again; --wait does both."
        )
        self.folder = folder


class Waiting(Notice):
    """Another process is indexing into the same folder, and its end is waited for."""

    def __init__(self, where: Path | str) -> None:
        super().__init__(f"waiting for another `dateline index` that is writing to {where}")
        self.where = where


def lock(folder: Path, *, wait: bool) -> Any:
    """Whoosh's lock of a folder, which is made if need be, acquired.

    Raises:
        Busy: Another process has it, and is not waited for.
        OSError: The folder can't be written.
    """
    while True:
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        held = _file_lock(folder / LOCK)
        try:
            is_free = held.acquire()
        except FileNotFoundError:  # the one before has just removed its folder
            continue
        except OSError:
            if is_new:
                folder.rmdir()
            raise
        if not is_free:
            if not wait:
                raise Busy(folder)
            warnings.warn(Waiting(folder), stacklevel=2)
            while not held.acquire(blocking=True):
                pass  # on Windows it returns after ten seconds
        if (folder / LOCK).exists():  # else the one before has made nothing, and removed its folder
            return held
        held.release()


def _file_lock(path: Path) -> Any:
    """Whoosh's lock of a file. Its module is loaded without the rest of Whoosh, which takes as long as a small run."""
    whoosh = find_spec("whoosh")
    folder = next(iter(whoosh.submodule_search_locations or ())) if whoosh else ""
    spec = spec_from_file_location("whoosh_filelock", Path(folder, "util", "filelock.py"))
    if spec is None or spec.loader is None:
        from whoosh.util.filelock import FileLock

        return FileLock(str(path))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.FileLock(str(path))
