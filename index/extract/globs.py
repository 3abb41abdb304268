"""Does a path fit a pattern? In time that grows with their lengths alone, which regular expressions do not promise."""

import re
from collections import defaultdict
from collections.abc import Sequence


class Glob:
    """A pattern for paths: `*` is anything within a name, `**` anything, `**/` any folders, `?` one character.

    A pattern without `/` is for the file's name alone; capitals don't matter. Matching is bit-parallel: a bit of a
    number says that the pattern up to that part fits what was read (Baeza-Yates and Gonnet, "A new approach to text
    searching", CACM 35, 1992).
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        whole = pattern if "/" in pattern else f"**/{pattern}"
        parts = re.findall(r"\*\*/|\*\*|\*|.", _small(whole), re.DOTALL)
        self._end = 1 << len(parts)
        self._letters: defaultdict[str, int] = defaultdict(int)
        self._stars = {kind: _bits(parts, kind) for kind in ("*", "**", "**/")}
        self._one = _bits(parts, "?")
        for part in set(parts) - {"?", *self._stars}:
            self._letters[part] = _bits(parts, part)

    def matches(self, path: str) -> bool:
        """Whether the whole path fits."""
        within, anything, folders = self._stars.values()
        state = self._with_empty(1)
        for letter in _small(path):
            is_name = letter != "/"
            takes = self._letters.get(letter, 0) | (self._one if is_name else folders)
            stays = state & (anything | folders | (within if is_name else 0))
            # Folders that have begun end with a `/`; whatever else stays may end here.
            state = self._with_empty((state & takes) << 1 | stays & ~folders) | stays & folders
            if not state:
                return False
        return bool(state & self._end)

    def _with_empty(self, state: int) -> int:
        """The state where stars may also stand for nothing."""
        stars = sum(self._stars.values())
        while (more := state | (state & stars) << 1) != state:
            state = more
        return state


def _small(text: str) -> str:
    """In small letters, each still one character (`İ` has two in small letters, and stays)."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(one if len(one.lower()) > 1 else one.lower() for one in text)


def _bits(parts: Sequence[str], wanted: str) -> int:
    return sum(1 << number for number, part in enumerate(parts) if part == wanted)
