"""The archive as of its newest generation: what another process commits is seen by the next request."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from dateline.search.engine.engine import Engine, Locations, open_engine, stamping

Made = TypeVar("Made")


class Live(Generic[Made]):
    """What is made of an archive's engine, made anew when the archive has changed.

    Args:
        folders: The index, or its address, or several that are searched as one.
        make: Makes it; called once for each generation.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
        ClusterError: One of those in `index.cluster.errors`.
    """

    def __init__(self, folders: Locations, make: Callable[[Engine], Made]) -> None:
        self._addresses = tuple(map(str, folders))
        self._make = make
        self._stamping = stamping(*self._addresses)
        self._lock = Lock()
        self._stamp: object = None
        self._made: Made
        self.newest()

    def newest(self) -> Made:
        """Of the newest generation; a request that is being answered keeps the one that it has. Raises as above."""
        stamp = self._stamping()
        if stamp is None or stamp != self._stamp:
            with self._lock:
                if stamp is None or stamp != self._stamp:
                    self._made = self._make(open_engine(*self._addresses))
                    self._stamp = stamp
        return self._made
