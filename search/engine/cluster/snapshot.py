"""The state of an archive as an engine has opened it: every search is over all of its shards, or an error."""

import weakref
from contextlib import suppress
from typing import Any

from dateline.index.cluster.about import read_about, visible_index
from dateline.index.cluster.client import Client, SnapshotLost
from dateline.index.cluster.errors import ClusterError, NoClusterIndex
from dateline.index.cluster.stream import ask_snapshot, close_snapshot, open_snapshot
from dateline.search.engine.segment_view import Averages


class Snapshot:
    """A state of an archive.

    Attributes:
        index: The index that it is of.
        about: What the archive says of itself.
        averages: Over all articles.

    Raises:
        ClusterError: One of those in `index.cluster.errors`.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        index = visible_index(client)
        if index is None:
            raise NoClusterIndex(client.address.text)
        self.index, self.about = index, read_about(client, index)
        self._key = open_snapshot(client, index)
        self._closing = weakref.finalize(self, _close, client, self._key)
        found = self.ask(
            {
                "size": 0,
                "track_total_hits": True,
                "aggs": {zone: {"sum": {"field": f"{zone}_length"}} for zone in ("title", "body")},
            }
        )
        count = found["hits"]["total"]["value"]
        title, body = (found["aggregations"][zone]["value"] for zone in ("title", "body"))
        self.averages = Averages(count, title / count if title else 1.0, body / count if body else 1.0)

    def ask(self, body: dict[str, Any]) -> dict[str, Any]:
        """A search. Raises SnapshotLost, and ClusterError."""
        return ask_snapshot(self.client, self._key, body)

    @property
    def key(self) -> str:
        """What the cluster calls it."""
        return self._key


def _close(client: Client, key: str) -> None:
    with suppress(ClusterError, SnapshotLost):
        close_snapshot(client, key)


