"""The protocol of every engine, and the choice of one. Nothing above it knows how an archive is stored."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dateline.search.errors import UnsupportedUnion
from dateline.search.query.tree import Query
from dateline.search.results import Copy, HitStream, ListedValue, Marked, Results

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

    def stream(self, query: Query, limit: int, offset: int = 0) -> HitStream:
        """The hits of `search`, read one after another as they are asked for; raises what it does."""
        ...

    def ids(self, query: Query, limit: int, offset: int = 0) -> list[str]:
        """The ids of the hits of `search`, of which nothing else is read, and without counts; raises what it does."""
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

    def copies(self, wanted: str) -> "list[tuple[Copy, Article]]":
        """The article that `article` gives and its copies, in time's order, undated ones last; none without copies.

        Raises:
            NoSuchArticle: As `article` does.
        """
        ...

    def mark(self, query: Query, article: "Article") -> tuple[Marked, Marked]:
        """Headline and body of an article with what matches the query."""
        ...

    def values(self, name: str, query: Query) -> tuple[ListedValue, ...]:
        """The values of an attribute among all articles that match, copies included, most first."""
        ...

    def stems(self, terms: Sequence[str]) -> dict[str, tuple[str, int]]:
        """Of each term its stem, and in how many articles that stands."""
        ...

    def status(self) -> dict[str, Any]:
        """What the archive holds: articles, outlets, dates, size."""
        ...


Location = Path | str
"""Where an archive is: a folder, or an address."""
Locations = tuple[Location, ...]
"""Where archives are that are searched as one; at least one."""


def is_address(location: str) -> bool:
    """Whether this is the address of an archive on a cluster, and no folder."""
    return location.startswith(("http://", "https://"))


def root_of(locations: Locations) -> Path:
    """The folder that the paths of articles are relative to: that of the first index's folder; of an archive on a
    cluster the current one, from which it was indexed.
    """
    first = locations[0]
    return Path.cwd() if isinstance(first, str) else Path(os.path.normpath(first.absolute())).parent


def open_engine(*addresses: str) -> Engine:
    """The engine for an archive, by the form of its address: a folder that `dateline index` wrote is read in place, an
    archive at `http(s)://HOST:9200/NAME` is asked of its cluster. Several folders are searched as one archive.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
        OtherLanguage: Those of several folders are not of one language.
        UnsupportedUnion: One of several is on a cluster.
        ClusterError: One of those in `index.cluster.errors`.
    """
    on_cluster = list(filter(is_address, addresses))
    if on_cluster and len(addresses) > 1:
        raise UnsupportedUnion(on_cluster[0])
    if on_cluster:
        from dateline.search.engine.cluster.engine import ClusterEngine

        return ClusterEngine(on_cluster[0])
    from dateline.search.engine.local import LocalEngine

    return LocalEngine(*map(Path, addresses))


def stamping(*addresses: str) -> Callable[[], object]:
    """What tells, whenever it is called, the state of the archives that a new engine would read: equal to what it told
    before where nothing has changed; None where there is no index in a folder. Raises, also when called, as
    `open_engine` does.
    """
    if is_address(addresses[0]):
        from dateline.search.engine.cluster.snapshot import stamping as stamping_cluster

        return stamping_cluster(addresses[0])
    from dateline.index.archive import generation

    def stamp() -> object:
        found = [generation.stamp(Path(folder)) for folder in addresses]
        return None if None in found else found

    return stamp
