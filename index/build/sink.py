"""Where an indexing run puts what it makes: an archive in a folder, or one on a cluster."""

from collections.abc import Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dateline.index.archive.generation import IndexedFile, Listing
from dateline.index.arrays import Array

if TYPE_CHECKING:
    from dateline.index.build.batch import Batch


class State(Protocol):
    """How an archive was made, as `index.archive.generation.Generation` has it; `number` is 0 before there is any."""

    @property
    def number(self) -> int:
        """Of the generation."""
        ...

    language: str
    version: str
    rules: str
    sources: list[str]
    rules_file: str
    corrections_file: str


class Sink(Protocol):
    """Takes the articles of a run in batches.

    Attributes:
        folder: The archive's folder, or one that is not there in its stead: names of files and sources are relative to
            the folder that it lies in (`index.build.settings.base_of`).
        unfinished: Whether the last run was cut off with a part of its articles written.
    """

    folder: Path
    unfinished: bool

    @property
    def state(self) -> State:
        """How the archive was made; a run sets it, and a commit keeps it."""
        ...

    def listing(self) -> Listing | None:
        """All files after the last run; None where they are not known to be as they were, or to need no look."""
        ...

    def files(self) -> dict[str, IndexedFile]:
        """What each file held after the last run."""
        ...

    def mapping(self) -> MutableMapping[str, str]:
        """An empty mapping, to hold what grows with the articles."""
        ...

    def pairs(self) -> dict[str, Array]:
        """By the name of each file of text the pairs of its lines after the last run; of a file of JSON lines each line
        with its article (`index.build.known_lines`).
        """
        ...

    def add(self, batch: "Batch") -> None:
        """Add a batch's articles, in place of those of the same ids."""
        ...

    def delete(self, ids: Iterable[str]) -> None:
        """Delete articles of the last run."""
        ...

    def commit(self, files: dict[str, IndexedFile], pairs: Mapping[str, Array] | None = None) -> None:
        """Make everything added and deleted visible.

        Args:
            files: What each file holds now.
            pairs: The pairs of the files that were read; those of the others stay.
        """
        ...
