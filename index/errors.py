"""The errors of the indexing side. Each carries its data; `str()` is the message that the CLI prints."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DatelineError(Exception):
    """Base of every error that is the user's to mend: bad input, a bad index, a bad query."""


class CorruptIndex(DatelineError):
    """A file of the index does not hold what it should."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the index is damaged: {path}: {reason}. Keep what is whole with `dateline repair`, "
            "or build it anew with `dateline index --rebuild FOLDER`."
        )
        self.path, self.reason = path, reason


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Whatever a damaged file or folder makes NumPy or a decoder say is the index's fault, not the user's.

    Raises:
        CorruptIndex: Instead of their errors.
    """
    try:
        yield
    except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as error:
        named = type(error) is ValueError and error.args  # one of ours, whose words say it all
        raise CorruptIndex(path, str(error) if named else f"{type(error).__name__}: {error}") from error


class Notice(UserWarning):
    """What the user should know although all goes on."""


class OlderGeneration(Notice):
    """The newest generation is damaged, so that an older one is used."""

    def __init__(self, damage: CorruptIndex, number: int) -> None:
        super().__init__(
            f"{damage.path} is damaged: {damage.reason}. This is the index as it was before, generation {number}. "
            "Bring it up to date with `dateline index`."
        )
        self.damage, self.number = damage, number
