"""The archive as of its newest generation: what another process commits is seen by the next request."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from dateline.index.archive import generation
from dateline.search.engine.engine import Engine, open_engine

Made = TypeVar("Made")


class Live(Generic[Made]):
    """What is made of an archive's engine, made anew when the archive has changed.

    Args:
        folder: The index.
        make: Makes it; called once for each generation.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
    """

    def __init__(self, folder: Path, make: Callable[[Engine], Made]) -> None:
        self.folder = folder
        self._make = make
        self._lock = Lock()
        self._stamp: object = None
        self._made: Made
        self.newest()

    def newest(self) -> Made:
        """Of the newest generation; a request that is being answered keeps the one that it has. Raises as above."""
        stamp = generation.stamp(self.folder)
        if stamp is None or stamp != self._stamp:
            with self._lock:
                if stamp is None or stamp != self._stamp:
                    self._made = self._make(open_engine(str(self.folder)))
                    self._stamp = stamp
        return self._made
