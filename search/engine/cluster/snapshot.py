"""The state of an archive as an engine has opened it: every search is over all of its shards, or an error."""

import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import orjson

from dateline.index.cluster.about import read_about, visible_index
from dateline.index.cluster.address import parse_address
from dateline.index.cluster.client import Client
from dateline.index.cluster.errors import ClusterError, NoClusterIndex
from dateline.index.cluster.stream import ask_snapshot, ask_snapshot_all, close_snapshot, open_snapshot
from dateline.search.engine.segment_view import Averages
from dateline.search.results import Counted

_COUNTED = 1000
"""Queries of which is remembered how many articles match."""


class Snapshot:
    """A state of an archive.

    Attributes:
        index: The index that it is of.
        about: What the archive says of itself.
        averages: Over all articles.
        shards: How many it has.

    Raises:
        ClusterError: One of those in `index.cluster.errors`.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        index = visible_index(client)
        if index is None:
            raise NoClusterIndex(client.address.text)
        self.index, self.about = index, read_about(client, index)
        self._counts: dict[bytes, int] = {}
        self._stories: dict[bytes, Counted] = {}
        self._key = open_snapshot(client, index)
        self._closing = weakref.finalize(self, _close, client, self._key)
        found = self.ask(
            {
                "size": 0,
                "track_total_hits": True,
                "aggs": {zone: {"sum": {"field": f"{zone}_length"}} for zone in ("title", "body")},
            }
        )
        self.shards: int = found["_shards"]["total"]
        count = found["hits"]["total"]["value"]
        title, body = (found["aggregations"][zone]["value"] for zone in ("title", "body"))
        self.averages = Averages(count, title / count if title else 1.0, body / count if body else 1.0)

    def ask(self, body: dict[str, Any]) -> dict[str, Any]:
        """A search. Raises SnapshotLost, and ClusterError."""
        return ask_snapshot(self.client, self._key, body)

    def ask_all(self, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Several searches in one request; their answers. Raises as `ask` does."""
        return ask_snapshot_all(self.client, self._key, bodies)

    def ask_counting(
        self, bodies: list[dict[str, Any]], clauses: Sequence[dict[str, Any]]
    ) -> tuple[list[dict[str, Any]], list[int]]:
        """Several searches, and how many articles match each of some clauses, in one request; of a state that does not
        change nothing is counted twice. Raises as `ask` does.
        """
        if len(self._counts) > _COUNTED:
            self._counts = {}
        counts, keys = self._counts, list(map(orjson.dumps, clauses))  # one that other threads may replace
        missing = {key: clause for key, clause in zip(keys, clauses, strict=True) if key not in counts}
        counting = [{"size": 0, "track_total_hits": True, "query": clause} for clause in missing.values()]
        answers = self.ask_all([*bodies, *counting])
        found = answers[len(bodies) :]
        counts.update(zip(missing, (answer["hits"]["total"]["value"] for answer in found), strict=True))
        return answers[: len(bodies)], [counts[key] for key in keys]

    def count(self, clauses: Sequence[dict[str, Any]]) -> list[int]:
        """How many articles match each of some clauses. Raises as `ask` does."""
        return self.ask_counting([], clauses)[1]

    def know(self, clause: dict[str, Any], count: int) -> None:
        """Remember how many articles match a clause."""
        self._counts[orjson.dumps(clause)] = count

    def known(self, clause: dict[str, Any]) -> int | None:
        """How many articles match a clause, if that was asked or told before."""
        return self._counts.get(orjson.dumps(clause))

    @property
    def stories(self) -> dict[bytes, Counted]:
        """By what matches them, as JSON, how many stories and copies were counted; another one when it is full."""
        if len(self._stories) > _COUNTED:
            self._stories = {}
        return self._stories

    @property
    def key(self) -> str:
        """What the cluster calls it."""
        return self._key


def _close(client: Client, key: str) -> None:
    with suppress(ClusterError):
        close_snapshot(client, key)


def stamping(address: str) -> Callable[[], object]:
    """See `search.engine.engine.stamping`: of an archive on a cluster, which index is seen, and what it says of itself,
    which is another thing when a run has begun and when one has ended.
    """
    client = Client(parse_address(address))
    path = f"/{client.address.name}?filter_path=*.settings.index.uuid,*.mappings._meta"
    return lambda: client.ask("GET", path)
