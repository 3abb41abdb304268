"""The seam: what every engine does, and how one is opened. Nothing above it knows how an archive is stored."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dateline.search.query.tree import Query
from dateline.search.results import Marked, Results

if TYPE_CHECKING:
    from dateline.index.article import Article


class Engine(Protocol):
    """Answers queries over one archive."""

    def search(self, query: Query, limit: int, offset: int = 0) -> Results:
        """The hits ranked `offset + 1` to `offset + limit`, and counts over all matches.

        Raises:
            CorruptIndex: The archive is damaged.
        """
        ...

    def count(self, query: Query) -> int:
        """How many articles match."""
        ...

    def articles(self) -> Iterator["Article"]:
        """Every article, in no order that means anything."""
        ...

    def article(self, wanted: str) -> "Article":
        """The article with this id, or of this path, or whose path alone ends so.

        Raises:
            NoSuchArticle: None has it, or several do.
        """
        ...

    def mark(self, query: Query, article: "Article") -> tuple[Marked, Marked]:
        """Headline and body of an article with what matches the query."""
        ...

    def status(self) -> dict[str, Any]:
        """What the archive holds: articles, outlets, dates, size."""
        ...


def open_engine(place: str) -> Engine:
    """The engine for an archive: a folder that `dateline index` wrote.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
    """
    from dateline.search.engine.local import LocalEngine

    return LocalEngine(Path(place))
