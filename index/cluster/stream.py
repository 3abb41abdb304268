"""Documents to and from a cluster by the thousand, in bounded memory."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import orjson

from dateline.index.cluster.client import Client
from dateline.index.cluster.errors import BulkRejected, ClusterBusy, ReadOnlyCluster

BULK_BYTES = 4 << 20
"""Bytes of a bulk request from which it is sent."""
_PAGE, _PAGE_READ = 10_000, 1_000
"""Documents that one search gives: columns of them, and whole ones or parts of these, which take a hundred times that.
"""
_KEEP = "10m"
"""How long the cluster keeps the state of an index that is being read, from one request to the next."""
_TRIES = 6
_WHOLE = {"allow_partial_search_results": False}


class BulkStream:
    """Operations on documents, gathered and sent; each may be repeated without harm. A request that is under way holds
    back whoever adds more.

    Attributes:
        acknowledged: By index how many operations the cluster has acknowledged.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lines: list[bytes] = []
        self._size = 0
        self.acknowledged: Counter[str] = Counter()

    def put(self, index: str, key: str, document: dict[str, Any]) -> None:
        """Write a document, in place of one of the same key."""
        self._add({"index": {"_index": index, "_id": key}}, document)

    def change(self, index: str, key: str, fields: dict[str, Any]) -> None:
        """Set some fields of a document."""
        self._add({"update": {"_index": index, "_id": key}}, {"doc": fields})

    def delete(self, index: str, key: str) -> None:
        """Delete a document, if it is there."""
        self._add({"delete": {"_index": index, "_id": key}})

    def _add(self, *parts: dict[str, Any]) -> None:
        line = b"".join(orjson.dumps(part) + b"\n" for part in parts)
        self._lines.append(line)
        self._size += len(line)
        if self._size >= BULK_BYTES:
            self.flush()

    def flush(self) -> None:
        """Send what was gathered; when this returns, the cluster has acknowledged it.

        Raises:
            BulkRejected: The cluster refuses one of the documents.
            ClusterError: As `Client.ask` does.
        """
        for _ in range(_TRIES):
            lines, self._lines, self._size = self._lines, [], 0
            if not lines:
                return
            answer = self._client.ask("POST", "/_bulk", b"".join(lines))
            results = [result for item in answer["items"] for result in item.values()]
            self.acknowledged.update(result["_index"] for result in results if result["status"] < 300)
            if answer["errors"]:
                self._lines = list(self._refused(lines, answer["items"]))
                self._size = sum(map(len, self._lines))
        if self._lines:
            raise ClusterBusy(self._client.address.text, f"it refuses {len(self._lines):,} documents again and again")

    def _refused(self, lines: list[bytes], items: list[dict[str, Any]]) -> Iterator[bytes]:
        """The operations to be sent again. Raises BulkRejected, ReadOnlyCluster."""
        address = self._client.address.text
        for line, item in zip(lines, items, strict=True):
            (operation, result), *_ = item.items()
            status = result["status"]
            if status < 300 or (operation != "index" and status == 404):
                continue
            kind, reason = result["error"]["type"], str(result["error"].get("reason"))
            if kind == "cluster_block_exception":
                raise ReadOnlyCluster(address, reason)
            if status not in (429, 503):
                document = orjson.loads(line.split(b"\n")[1]) if operation == "index" else {}
                raise BulkRejected(address, str(document.get("id", result["_id"])), reason)
            yield line


def open_snapshot(client: Client, index: str) -> str:
    """The state of an index as it is now, to be read as long as it is asked for at least every ten minutes."""
    parameters = f"keep_alive={_KEEP}&allow_partial_pit_creation=false"
    answer = client.ask("POST", f"/{quote(index)}/_search/point_in_time?{parameters}")
    return str(answer["pit_id"])


def close_snapshot(client: Client, snapshot: str) -> None:
    """Let the cluster forget a state."""
    client.ask("DELETE", "/_search/point_in_time", {"pit_id": [snapshot]})


def ask_snapshot(client: Client, snapshot: str, body: dict[str, Any]) -> dict[str, Any]:
    """A search over a state of an index, of all its shards or none. Raises SnapshotLost and as `Client.ask` does."""
    parameters = "allow_partial_search_results=false&include_named_queries_score=false"
    answer: dict[str, Any] = client.ask(
        "POST", f"/_search?{parameters}", {**body, "pit": {"id": snapshot, "keep_alive": _KEEP}}
    )
    return answer


def ask_snapshot_all(client: Client, snapshot: str, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Several searches over a state of an index, in one request. Raises as `ask_snapshot` does."""
    if len(bodies) < 2:
        return [ask_snapshot(client, snapshot, body) for body in bodies]
    pit = {"id": snapshot, "keep_alive": _KEEP}
    lines = (orjson.dumps(_WHOLE) + b"\n" + orjson.dumps({**body, "pit": pit}) + b"\n" for body in bodies)
    answers: list[dict[str, Any]] = client.ask("POST", "/_msearch", b"".join(lines))["responses"]
    if any(answer["status"] != 200 for answer in answers):  # each again, as often as that helps
        return [ask_snapshot(client, snapshot, body) for body in bodies]
    return answers


def only_columns(names: list[str]) -> dict[str, Any]:
    """What a search asks for that wants columns alone. Reading a hundred of them takes a cluster less than it takes to
    look up the stored fields of three documents, where even their names are.
    """
    return {"_source": False, "stored_fields": "_none_", "docvalue_fields": names}


def columns_of(hit: dict[str, Any]) -> dict[str, Any]:
    """The columns of a hit that have a value."""
    return {name: values[0] for name, values in hit.get("fields", {}).items()}


def scan(
    client: Client,
    snapshot: str,
    columns: list[str],
    *,
    key: str = "id",
    source: tuple[str, ...] = (),
    query: dict[str, Any] | None = None,
) -> Iterator[dict[str, Any]]:
    """Columns and parts of the source of all documents that match, each with its `_id`, in the order of their keys.

    A page is asked for by the key that it comes after, so that one that got lost may be asked for again.
    """
    size = _PAGE_READ if source else _PAGE
    body: dict[str, Any] = {
        "size": size, "track_total_hits": False, "_source": list(source) or False, "docvalue_fields": columns,
        "sort": [key], "query": query or {"match_all": {}},
    }  # fmt: skip
    while True:
        hits = ask_snapshot(client, snapshot, body)["hits"]["hits"]
        for hit in hits:
            yield {**columns_of(hit), **hit.get("_source", {}), "_id": hit["_id"]}
        if len(hits) < size:
            return
        body["search_after"] = hits[-1]["sort"]
