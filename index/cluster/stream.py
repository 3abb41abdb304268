"""Documents to and from a cluster by the thousand, in bounded memory."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

import orjson

from dateline.index.cluster.answers import missing_hits, search_shape
from dateline.index.cluster.client import PAUSES, Client
from dateline.index.cluster.errors import (
    AnswerTooLarge,
    BulkRejected,
    ClusterBusy,
    MalformedAnswer,
    ReadOnlyCluster,
    ShardsMissing,
)
from dateline.index.cluster.shape import Maybe

Body = dict[str, Any]
"""A search as it is asked for."""
BULK_BYTES = 4 << 20
"""Bytes of a bulk request from which it is sent."""
_PAGE, _PAGE_READ = 10_000, 1_000
"""Documents that one search gives: columns of them, and whole ones or parts of these, which take a hundred times that.
"""
_KEEP = "10m"
"""How long the cluster keeps the state of an index that is being read, from one request to the next."""
_PATIENCE = (*PAUSES, 16.0, 16.0)
"""Seconds before documents that are refused are sent again: a node that is left with all the work takes its time."""
_WHOLE = "allow_partial_search_results=false"
_RESULT = {"_index": str, "_id": str, "status": int, "error": Maybe({"type": str})}


class _Operation(NamedTuple):
    """What is to be done with a document, as lines of a bulk request."""

    kind: str
    place: str
    key: str
    lines: bytes


class BulkStream:
    """Operations on documents, gathered and sent; each may be repeated without harm. A request that is under way holds
    back whoever adds more.

    Attributes:
        acknowledged: By index how many operations the cluster has acknowledged.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._waiting: list[_Operation] = []
        self._size = 0
        self.acknowledged: Counter[str] = Counter()

    def put(self, index: str, key: str, document: dict[str, Any]) -> None:
        """Write a document, in place of one of the same key."""
        self._add("index", index, key, document)

    def change(self, index: str, key: str, fields: dict[str, Any]) -> None:
        """Set some fields of a document."""
        self._add("update", index, key, {"doc": fields})

    def delete(self, index: str, key: str) -> None:
        """Delete a document, if it is there."""
        self._add("delete", index, key)

    def _add(self, kind: str, place: str, key: str, *parts: dict[str, Any]) -> None:
        head = {kind: {"_index": place, "_id": key}}
        lines = b"".join(orjson.dumps(part, option=orjson.OPT_APPEND_NEWLINE) for part in (head, *parts))
        self._waiting.append(_Operation(kind, place, key, lines))
        self._size += len(lines)
        if self._size >= BULK_BYTES:
            self.flush()

    def flush(self) -> None:
        """Send what was gathered; when this returns, the cluster has acknowledged each operation.

        Raises:
            BulkRejected: The cluster refuses one of the documents.
            ClusterError: As `Client.ask` does.
        """
        for pause in (0.0, *_PATIENCE):
            sent, self._waiting, self._size = self._waiting, [], 0
            if not sent:
                return
            time.sleep(pause)
            results = list(zip(sent, self._results(sent), strict=True))
            self.acknowledged.update(one.place for one, result in results if 200 <= result["status"] < 300)
            refused = [(one, result) for one, result in results if self._is_refused(one, result)]
            self._waiting = [one for one, _ in refused]
            self._size = sum(len(one.lines) for one in self._waiting)
        reason = (refused[0][1].get("error") or {}).get("reason") or "it does not say why"
        found = f"it refuses {len(refused):,} documents again and again ({reason:.300})"
        raise ClusterBusy(self._client.address.text, found)

    def _results(self, sent: list[_Operation]) -> list[dict[str, Any]]:
        """What became of each operation. Raises MalformedAnswer where the answer does not tell."""
        data = b"".join(one.lines for one in sent)
        items = self._client.ask("POST", "/_bulk", data, {"items": [{...: _RESULT}]})["items"]
        found = [(kind, result["_index"], result["_id"]) for item in items for kind, result in item.items()]
        if found != [one[:3] for one in sent]:
            fault = f"it tells of {len(found):,} documents, which are not the {len(sent):,} that were sent"
            raise MalformedAnswer(self._client.address.text, "POST /_bulk", fault)
        return [result for item in items for result in item.values()]

    def _is_refused(self, one: _Operation, result: dict[str, Any]) -> bool:
        """Whether an operation is to be sent again. Raises BulkRejected, ReadOnlyCluster."""
        address, status, error = self._client.address.text, result["status"], result.get("error") or {}
        if 200 <= status < 300 or (one.kind != "index" and status == 404):
            return False
        reason = str(error.get("reason"))
        if error.get("type") == "cluster_block_exception":
            raise ReadOnlyCluster(address, reason)
        if status not in (429, 503):
            document = orjson.loads(one.lines.split(b"\n")[1]) if one.kind == "index" else {}
            raise BulkRejected(address, str(document.get("id", one.key)), reason)
        return True


def open_snapshot(client: Client, index: str) -> str:
    """The state of an index as it is now, to be read as long as it is asked for at least every ten minutes."""
    path = f"/{quote(index)}/_search/point_in_time?keep_alive={_KEEP}&allow_partial_pit_creation=false"
    return str(client.ask("POST", path, shape={"pit_id": str})["pit_id"])


def close_snapshot(client: Client, snapshot: str) -> None:
    """Let the cluster forget a state."""
    client.ask("DELETE", "/_search/point_in_time", {"pit_id": [snapshot]})


def ask_index(client: Client, index: str, body: Body) -> dict[str, Any]:
    """A search over an index as it is, of all its shards or none. Raises as `ask_snapshot` does."""
    return _whole(client, body, client.ask("POST", f"/{quote(index)}/_search?{_WHOLE}", body, search_shape(body)))


def ask_snapshot(client: Client, snapshot: str, body: Body) -> dict[str, Any]:
    """A search over a state of an index, of all its shards or none.

    Raises:
        SnapshotLost: That state is gone.
        ShardsMissing: The answer is of a part of the archive, or of fewer articles than it should.
        ClusterError: As `Client.ask` does.
    """
    asked = {**body, "pit": {"id": snapshot, "keep_alive": _KEEP}}
    path = f"/_search?{_WHOLE}&include_named_queries_score=false"
    return _whole(client, body, client.ask("POST", path, asked, search_shape(body)))


def ask_snapshot_all(client: Client, snapshot: str, bodies: list[Body]) -> list[dict[str, Any]]:
    """Several searches over a state of an index, in one request. Raises as `ask_snapshot` does."""
    if len(bodies) < 2:
        return [ask_snapshot(client, snapshot, body) for body in bodies]
    pit, head = {"id": snapshot, "keep_alive": _KEEP}, orjson.dumps({"allow_partial_search_results": False}) + b"\n"
    lines = (head + orjson.dumps({**body, "pit": pit}) + b"\n" for body in bodies)
    shape = {"responses": ({"status": int},) * len(bodies)}
    answers = client.ask("POST", "/_msearch", b"".join(lines), shape)["responses"]
    if any(answer["status"] != 200 for answer in answers):  # each again, as often as that helps
        return [ask_snapshot(client, snapshot, body) for body in bodies]
    pairs = zip(bodies, answers, strict=True)
    return [_whole(client, body, client.held("POST /_msearch", one, search_shape(body))) for body, one in pairs]


def _whole(client: Client, body: Body, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer to a search, if it has all that it should."""
    if short := missing_hits(body, answer):
        raise ShardsMissing(client.address.text, short)
    return answer


def only_columns(names: list[str]) -> Body:
    """What a search asks for that wants columns alone. Reading a hundred of them takes a cluster less than it takes to
    look up the stored fields of three documents, where even their names are.
    """
    return {"_source": False, "stored_fields": "_none_", "docvalue_fields": names}


def columns_of(hit: dict[str, Any]) -> dict[str, Any]:
    """The columns of a hit that have a value."""
    return {name: values[0] for name, values in hit.get("fields", {}).items() if values}


def paged(client: Client, ask: Callable[[Body], dict[str, Any]], body: Body) -> Iterator[dict[str, Any]]:
    """All hits of a search that has an order, page by page, as many as the first page says there are.

    A page is asked for by what it comes after, so that one that got lost may be asked for again; one that is too large
    is, by halves. Raises as `ask_snapshot` does.
    """
    left, body = None, dict(body)
    while left is None or left > 0:
        try:
            found = ask(body | {"track_total_hits": left is None})["hits"]
        except AnswerTooLarge:
            if body["size"] == 1:
                raise
            body["size"] = -(-body["size"] // 2)
            continue
        left = found["total"]["value"] if left is None else left
        if left and not found["hits"]:
            raise ShardsMissing(client.address.text, f"{left:,} of its articles are counted and not given")
        yield from found["hits"]
        left -= len(found["hits"])
        body["search_after"] = found["hits"][-1]["sort"] if left else None


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
    Raises as `ask_snapshot` does.
    """
    body: Body = {
        "size": _PAGE_READ if source else _PAGE, "_source": list(source) or False, "docvalue_fields": columns,
        "sort": [key], "query": query or {"match_all": {}},
    }  # fmt: skip
    for hit in paged(client, lambda page: ask_snapshot(client, snapshot, page), body):
        yield {**columns_of(hit), **hit.get("_source", {}), "_id": hit["_id"]}
