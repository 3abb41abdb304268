"""What is installed with Dateline only where it is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager


class MissingExtra(ValueError):
    """A kind of file needs a package that is not installed. `extra` is what brings it."""

    def __init__(self, extra: str) -> None:
        super().__init__(f"to read it, install more: pip install 'dateline[{extra}]'")
        self.extra = extra


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Imports of a package that an extra brings. Raises MissingExtra where it is not there."""
    try:
        yield
    except ImportError as error:
        raise MissingExtra(name) from error
