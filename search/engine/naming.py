"""What the articles of several archives are called where these are searched as one."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path


class Naming:
    """The names of one archive's articles among several: paths are as the first of them would have them, and an id that
    an archive before this one has too has a number after it, as an indexing run gives it: `23003~2`.

    Args:
        base: The folder that this archive's paths are relative to.
        shown_from: The one that the first archive's are.
        earlier: Of each archive before, whether an article there has an id.
    """

    def __init__(self, base: Path, shown_from: Path, earlier: Sequence[Callable[[bytes], bool]]) -> None:
        self._base, self._shown_from, self._earlier = base, shown_from, earlier

    def identity(self, own: bytes) -> bytes:
        """The id of an article that has this one in its archive."""
        before = sum(has(own) for has in self._earlier)
        return own + f"~{before + 1}".encode() if before else own

    def path(self, own: str) -> str:
        """The path of an article or file that has this one in its archive."""
        if self._base == self._shown_from:
            return own
        path = Path(os.path.normpath(self._base / own))
        return (path.relative_to(self._shown_from) if path.is_relative_to(self._shown_from) else path).as_posix()
