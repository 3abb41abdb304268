"""A server that is no cluster, or a sick one: every failure has its name, and nothing is lost or short unsaid."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from socket import create_server, socket

import orjson
import pytest
from wire import Answered, Asked, Wire, wire

from dateline.index.cluster import client as requests
from dateline.index.cluster.address import parse_address
from dateline.index.cluster.client import Client
from dateline.index.cluster.errors import (
    AnswerTooLarge,
    BulkRejected,
    ClusterBusy,
    ClusterError,
    ClusterMoved,
    ClusterTimeout,
    ClusterUnreachable,
    ClusterWriterBusy,
    MalformedAnswer,
    ReadOnlyCluster,
    ShardsMissing,
    UnexpectedAnswer,
    UntrustedCluster,
    WrongCredentials,
    WrongServer,
)
from dateline.index.cluster.lock import Lock
from dateline.index.cluster.stream import BulkStream, open_snapshot, scan

ROOT = {"version": {"distribution": "opensearch", "number": "2.19.5"}}
PAGE = b"<html><body><h1>Bad Gateway</h1></body></html>"
SHARDS = {"total": 2, "successful": 2, "failed": 0}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "PAUSES", (0.0,) * 6)


def client_of(place: Wire | str) -> Client:
    host = place if isinstance(place, str) else place.host
    return Client(parse_address(f"{host}/news"))


def html(status: int) -> Answered:
    return Answered(PAGE, status, "text/html")


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (html(200), WrongServer, "no JSON but text/html"),
        (html(404), WrongServer, "404"),
        (html(500), WrongServer, "500"),
        (Answered(b""), WrongServer, "no JSON"),
        (Answered(b"", kind=""), WrongServer, "of no type"),
        ([], WrongServer, "an object"),
        (None, WrongServer, "null"),
        ({"version": {"number": 2}}, WrongServer, "version.number is 2 instead of a text"),
        ({"version": {"number": "8.11.0"}}, WrongServer, "elasticsearch 8.11.0"),
        ({"version": {"number": "3.1.0", "distribution": "opensearch"}}, WrongServer, "opensearch 3.1.0"),
        (html(502), ClusterUnreachable, "what stands before it answers 502"),
        (html(503), ClusterUnreachable, "503"),
        (html(429), ClusterBusy, "429"),
        (html(401), WrongCredentials, "API_KEY"),
        (html(403), WrongCredentials, "does not allow"),
        (html(413), UnexpectedAnswer, "let it take 100"),
        (Answered(b'{"error": {"root_cause": null, "reason": 3}}', 500), UnexpectedAnswer, "no reason"),
        (Answered(b'{"error": {"caused_by": [1], "reason": {"reason": "\\u001b[2J"}}}', 500), UnexpectedAnswer, " [2J"),
        (Answered(b'{"version": {', length=1000), ClusterUnreachable, "IncompleteRead"),
        (Answered(b"", 307, headers=(("Location", "http://elsewhere:9200/"),)), ClusterMoved, "http://elsewhere:9200/"),
        (Answered(b"", 304), ClusterMoved, "nowhere"),
    ],
)
def test_what_is_no_opensearch_is_told_so(answer: object, error: type[ClusterError], words: str) -> None:
    with wire(lambda _: answer) as server, pytest.raises(error) as told:
        client_of(server).check()
    assert words in str(told.value)


def test_credentials_go_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CLUSTER_API_KEY", "a2V5")
    with wire(lambda _: ROOT) as other:
        to = ("Location", other.host.replace("127.0.0.1", "localhost"))
        for status in (301, 302, 303, 307, 308):
            with wire(lambda _, status=status: Answered(b"", status, headers=(to,))) as server:
                with pytest.raises(ClusterMoved):
                    client_of(server).check()
                assert [one.headers["Authorization"] for one in server.asked] == ["ApiKey a2V5"]
    assert other.asked == []


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes every connection and says nothing."""
    with closing(create_server(("127.0.0.1", 0))) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_server_that_says_nothing_is_soon_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "FIRST_TIMEOUT", 0.05)
    with silent() as host, pytest.raises(ClusterTimeout):
        client_of(host).check()
    with silent() as host, wire(lambda _: ROOT) as server:
        client_of(f"{host},{server.host.removeprefix('http://')}").check()


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"])
def test_a_server_that_speaks_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch, head: bytes) -> None:
    """Whatever it sends, and however often."""
    is_over = threading.Event()

    def dribble(server: socket) -> None:
        while not is_over.is_set():
            with suppress(OSError):
                peer, _ = server.accept()
                with peer:
                    peer.recv(1000)
                    peer.sendall(head)
                    while not is_over.wait(0.01):
                        peer.sendall(b" ")

    monkeypatch.setattr(requests, "FIRST_TIMEOUT", 0.1)
    with closing(create_server(("127.0.0.1", 0))) as server:
        server.settimeout(0.2)
        thread = threading.Thread(target=dribble, args=(server,))
        thread.start()
        try:
            with pytest.raises(ClusterTimeout):
                client_of(f"http://127.0.0.1:{server.getsockname()[1]}").check()
        finally:
            is_over.set()
            thread.join()


def test_an_answer_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "ANSWER_MAX", 1000)
    with wire(lambda _: Answered(b" " * 1001)) as server, pytest.raises(AnswerTooLarge):
        client_of(server).check()


def test_what_speaks_no_tls_is_not_trusted() -> None:
    with wire(lambda _: ROOT) as server, pytest.raises(UntrustedCluster, match="write http://"):
        client_of(server.host.replace("http:", "https:")).check()


def result(key: str, kind: str = "index", **values: object) -> dict[str, object]:
    return {kind: {"_index": "news.1", "_id": key, "status": 201, **values}}


REFUSED = {"status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "full"}}
BAD = {"status": 400, "error": {"type": "mapper_parsing_exception", "reason": "no number"}}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"errors": False, "items": [result("a")]}, MalformedAnswer),
        ({"errors": False, "items": []}, MalformedAnswer),
        ({"errors": True, "items": [result("a")]}, MalformedAnswer),
        ({"errors": False}, MalformedAnswer),
        ({"errors": False, "items": [result("a"), result("c")]}, MalformedAnswer),
        ({"errors": False, "items": [result("a"), result("b", "create")]}, MalformedAnswer),
        ({"errors": False, "items": [result("a"), result("b", status=None)]}, MalformedAnswer),
        ({"errors": False, "items": [result("a"), None]}, MalformedAnswer),
        ({"errors": False, "items": [result("a"), result("b", status=302)]}, BulkRejected),
        ({"errors": False, "items": [result("a"), result("b", **BAD)]}, BulkRejected),
        ({"items": [result("a"), result("b", status=403, error={"type": "cluster_block_exception"})]}, ReadOnlyCluster),
        ({"items": [result("a", **REFUSED), result("b", **REFUSED)]}, ClusterBusy),
        (Answered(b""), MalformedAnswer),
        (html(200), MalformedAnswer),
    ],
)
def test_no_document_is_lost_unsaid(answer: object, error: type[ClusterError]) -> None:
    with wire(lambda _: answer) as server:
        stream = BulkStream(client_of(server))
        for key in "ab":
            stream.put("news.1", key, {"id": key})
        with pytest.raises(error):
            stream.flush()


def test_what_is_refused_for_now_is_sent_again() -> None:
    answers = iter([{"items": [result("a"), result("b", **REFUSED)]}, {"items": [result("b")]}])
    with wire(lambda _: next(answers)) as server:
        stream = BulkStream(client_of(server))
        for key in "ab":
            stream.put("news.1", key, {"id": key})
        stream.flush()
        assert stream.acknowledged["news.1"] == 2
        assert [one.body.count(b"\n") for one in server.asked] == [4, 2]


def found(*ids: str, total: int | None = None, **others: object) -> dict[str, object]:
    """The answer to a search."""
    hits = [{"_id": one, "fields": {"id": [one]}, "sort": [one]} for one in ids]
    counted = {} if total is None else {"total": {"value": total, "relation": "eq"}}
    return {"timed_out": False, "_shards": SHARDS, "hits": {**counted, "hits": hits}, **others}


@pytest.mark.parametrize(
    "change",
    [
        {"timed_out": True},
        {"terminated_early": True},
        {"_shards": {**SHARDS, "failed": 1, "failures": [{"reason": {"reason": "gone"}}]}},
        {"_shards": {**SHARDS, "successful": 1}},
        {"_shards": {"total": 0, "successful": 0, "failed": 0}},
        {"_clusters": {"total": 2, "successful": 1, "skipped": 1}},
        {"hits": {"total": {"value": 1, "relation": "gte"}, "hits": [found("a")["hits"]["hits"][0]]}},  # type: ignore[index]
        {"hits": {"total": {"value": 2, "relation": "eq"}, "hits": []}},
    ],
)
def test_an_answer_of_a_part_is_none(change: dict[str, object]) -> None:
    with wire(lambda _: found("a", total=1) | change) as server, pytest.raises(ShardsMissing, match="can't be asked"):
        list(scan(client_of(server), "state", ["id"]))


def test_a_short_page_is_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """What there is in all says which is."""
    monkeypatch.setattr("dateline.index.cluster.stream._PAGE", 2)
    pages = iter([found("a", "b", total=4), found("c"), found("d")])
    with wire(lambda _: next(pages)) as server:
        assert [one["id"] for one in scan(client_of(server), "state", ["id"])] == list("abcd")
    pages = iter([found("a", "b", total=4), found("c"), found()])
    with wire(lambda _: next(pages)) as server, pytest.raises(ShardsMissing, match="1 of its articles"):
        list(scan(client_of(server), "state", ["id"]))


def test_a_page_that_is_too_large_is_read_by_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    def answering(asked: Asked) -> object:
        body = orjson.loads(asked.body)
        left = "abcdef"["abcdef".find(body.get("search_after", " ")[0]) + 1 :]
        page = left[: body["size"]]
        answer = found(*page, total=6 if body["track_total_hits"] else None)
        return answer | {"padding": " " * (400 * len(page))}

    monkeypatch.setattr(requests, "ANSWER_MAX", 1500)
    with wire(answering) as server:
        assert [one["id"] for one in scan(client_of(server), "state", ["id"])] == list("abcdef")


def test_a_refresh_that_fails_on_a_shard_is_told() -> None:
    answer = {"_shards": {"total": 4, "successful": 3, "failed": 1, "failures": [{"reason": {"reason": "disk"}}]}}
    with wire(lambda _: answer) as server, pytest.raises(ShardsMissing, match="1 of 4 shards failed: disk"):
        client_of(server).ask("POST", "/news.1/_refresh")


def test_a_change_that_is_not_acknowledged_is_told() -> None:
    with wire(lambda _: {"acknowledged": False}) as server, pytest.raises(ShardsMissing, match="not acknowledged"):
        client_of(server).ask("PUT", "/news.1/_mapping", {})


def test_a_state_without_a_name_is_told() -> None:
    with wire(lambda _: {"pit_id": None}) as server, pytest.raises(MalformedAnswer, match="pit_id is null"):
        open_snapshot(client_of(server), "news.1")


def test_a_lock_that_another_writer_has_taken_meanwhile_stays_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"_seq_no": 7, "_primary_term": 1, "_source": {"who": "another", "until": 9e12}}
    answers = iter([{"_seq_no": 1, "_primary_term": 1}, Answered(b"{}", 409), held, held, Answered(b"{}", 409)])
    monkeypatch.setattr("dateline.index.cluster.lock._RENEWED", -1)
    with wire(lambda _: next(answers)) as server:
        lock = Lock(client_of(server), wait=False)
        with pytest.raises(ClusterWriterBusy, match="another"):
            lock.renew()
        with pytest.raises(UnexpectedAnswer):
            lock.release()
        assert server.asked[-1].line == "DELETE /news.lock/_doc/writer?if_seq_no=1&if_primary_term=1"
