"""Many byte strings in little memory."""

from array import array
from collections.abc import Iterable, Iterator


class Strings:
    """Byte strings end to end, and where each ends: a list of them would take five times the memory."""

    def __init__(self, strings: Iterable[bytes] = ()) -> None:
        self._blob, self._bounds = bytearray(), array("I", [0])
        for one in strings:
            self.append(one)

    def append(self, one: bytes) -> None:
        """Add one at the end."""
        self._blob += one
        self._bounds.append(len(self._blob))

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, at: int) -> bytes:
        return bytes(self._blob[self._bounds[at] : self._bounds[at + 1]])

    def text(self, at: int) -> str:
        """One as text."""
        return self[at].decode()
