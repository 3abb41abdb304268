"""A disk that forgets: what a run does to a folder is recorded, and every state that a power cut may leave is made.

Data and names are kept apart, as file systems do: the data of a file is safe once `fsync` was called on it, the names
of a folder once it was on the folder. Of names changed since then any may be lost and any kept; data written since then
may be gone, cut or noughts. That is more than real file systems do to us.
"""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, combinations
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

State = frozenset[tuple[str, bytes]]
"""Names and contents of a folder's files."""


class Change(NamedTuple):
    """A change of a folder: `create`, `write`, `sync`, `rename`, `remove` or `sync_folder`."""

    kind: str
    name: str = ""
    file: int = 0
    data: bytes = b""
    new: str = ""


class Recorder:
    """The changes of one folder, in order, and what it held before; files go by number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}
        self.changes: list[Change] = []
        self._open: dict[int, int] = {}
        self._files = 0

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Whatever calls the system's functions in this block is recorded."""
        with (
            patch.object(os, "open", self._opened(os.open)),
            patch.object(os, "write", self._written(os.write)),
            patch.object(os, "fsync", self._synced(os.fsync)),
            patch.object(os, "close", self._closed(os.close)),
            patch.object(os, "replace", self._renamed(os.replace)),
            patch.object(os, "rename", self._renamed(os.rename)),
            patch.object(os, "unlink", self._removed(os.unlink)),
        ):
            yield

    def _opened(self, call: Any) -> Any:
        def opened(path: Any, flags: int, *args: Any, **named: Any) -> int:
            fd = int(call(path, flags, *args, **named))
            if Path(path) == self.folder:
                self._open[fd] = 0
            elif Path(path).parent == self.folder and flags & os.O_CREAT:
                self._files += 1
                self._open[fd] = self._files
                self.changes.append(Change("create", Path(path).name, self._files))
            return fd

        return opened

    def _written(self, call: Any) -> Any:
        def written(fd: int, data: Any) -> int:
            size = int(call(fd, data))
            if fd in self._open:
                self.changes.append(Change("write", file=self._open[fd], data=bytes(memoryview(data)[:size])))
            return size

        return written

    def _synced(self, call: Any) -> Any:
        def synced(fd: int) -> None:
            call(fd)
            if fd in self._open:
                self.changes.append(Change("sync" if self._open[fd] else "sync_folder", file=self._open[fd]))

        return synced

    def _closed(self, call: Any) -> Any:
        def closed(fd: int) -> None:
            self._open.pop(fd, None)
            call(fd)

        return closed

    def _renamed(self, call: Any) -> Any:
        def renamed(old: Any, new: Any, **named: Any) -> None:
            call(old, new, **named)
            if Path(new).parent == self.folder:
                self.changes.append(Change("rename", Path(old).name, new=Path(new).name))

        return renamed

    def _removed(self, call: Any) -> Any:
        def removed(path: Any, **named: Any) -> None:
            call(path, **named)
            if Path(path).parent == self.folder:
                self.changes.append(Change("remove", Path(path).name))

        return removed

    def states(self, done: int, most: int = 100) -> set[State]:
        """The states that a power cut may leave after so many changes; a sample of about `most` where there are more.

        Raises:
            AssertionError: Not all changes go through the system's functions that are recorded.
        """
        disk = _Disk(self.before)
        for change in self.changes[:done]:
            disk.take(change)
        if done == len(self.changes):
            assert disk.unharmed() == {path.name: path.read_bytes() for path in self.folder.iterdir()}
        return disk.states(most)


class _Disk:
    """What is safe, and what is not yet."""

    def __init__(self, before: dict[str, bytes]) -> None:
        self.names = {name: -number for number, name in enumerate(before, 1)}
        self.safe = {-number: data for number, data in enumerate(before.values(), 1)}
        self.data = dict(self.safe)
        self.pending: list[Change] = []

    def take(self, change: Change) -> None:
        match change.kind:
            case "create":
                self.data[change.file] = b""
                self.pending.append(change)
            case "write":
                self.data[change.file] += change.data
            case "sync":
                self.safe[change.file] = self.data[change.file]
            case "rename" | "remove":
                self.pending.append(change)
            case "sync_folder":
                self.names, self.pending = self._names(self.pending), []

    def unharmed(self) -> dict[str, bytes]:
        """What the folder holds if the power stays."""
        return {name: self.data[file] for name, file in self._names(self.pending).items()}

    def _names(self, changes: Any) -> dict[str, int]:
        names = dict(self.names)
        for change in changes:
            if change.kind == "create":
                names[change.name] = change.file
            elif change.kind == "rename" and change.name in names:
                names[change.new] = names.pop(change.name)
            elif change.kind == "remove":
                names.pop(change.name, None)
        return names

    def states(self, most: int) -> set[State]:
        count = len(self.pending)
        if 2**count <= most:
            kept = chain.from_iterable(combinations(self.pending, size) for size in range(count + 1))
        else:
            draw = random.Random(count)  # noqa: S311 - the same sample each time
            prefixes = [self.pending[:size] for size in range(count + 1)]
            kept = chain(prefixes, ([one for one in self.pending if draw.random() < 0.5] for _ in range(most)))
        return {state for changes in kept for state in self._contents(self._names(changes))}

    def _contents(self, names: dict[str, int]) -> Iterator[State]:
        """The folder of these names, as each kind of lost data leaves it."""
        for lose in (_gone, _half, _noughts, bytes):
            yield frozenset(
                (name, self.safe[file] if self.safe.get(file) == self.data[file] else lose(self.data[file]))
                for name, file in names.items()
            )


def _gone(_data: bytes) -> bytes:
    return b""


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _noughts(data: bytes) -> bytes:
    return bytes(len(data))


def make(state: State, folder: Path) -> Path:
    """A folder in this state."""
    folder.mkdir()
    for name, data in state:
        (folder / name).write_bytes(data)
    return folder
