"""Nodes of a cluster killed while it is written to and searched: nothing acknowledged is lost, no answer is short.

It needs two data nodes and a voter that it may kill, in the folder `DATELINE_TEST_NODES`: `make test-cluster` starts
them.
"""

import os
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import opensearch
import pytest
from archives import counts, run, save
from sites import generated
from test_cluster import compare_generated, index

from dateline.index.cluster import stream
from dateline.index.cluster.address import parse_address
from dateline.index.cluster.client import Client
from dateline.search.engine.engine import open_engine
from dateline.search.query.request import request

FOLDER = os.environ.get("DATELINE_TEST_NODES", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="no nodes to kill: `make test-cluster` starts some and runs these")
ARTICLES = 1500
_STARTED: list[subprocess.Popen[bytes]] = []
"""Nodes that were started anew: they outlive a test."""


@pytest.fixture(scope="module")
def made() -> list[dict[str, object]]:
    return list(generated(9, ARTICLES))


@pytest.fixture
def address() -> str:
    hosts = ",".join(f"127.0.0.1:{opensearch.KILLS_PORT + number}" for number in (0, 1))
    return f"http://{hosts}/news"


@pytest.fixture(autouse=True)
def _whole(address: str) -> Iterator[None]:
    """All nodes are there again when a test has ended, and the archive is gone."""
    yield
    gone = [number for number in (1, 2) if not opensearch.is_running(Path(FOLDER), number)]
    how = 2, opensearch.KILLS_HEAP, opensearch.KILLS_PORT
    _STARTED.extend(opensearch.start(Path(FOLDER), number, *how) for number in gone)
    opensearch.wait(f"http://127.0.0.1:{opensearch.KILLS_PORT}", 3, Path(FOLDER), "green")
    Client(parse_address(address)).ask("DELETE", "/news*?expand_wildcards=all")


def manager(client: Client) -> int:
    """The number of the data node that is the manager now, or of the first where it is the voter."""
    nodes = client.ask("GET", "/_nodes/_cluster_manager?filter_path=nodes.*.name")["nodes"]
    (found,) = (node["name"] for node in nodes.values())
    return int(found.removeprefix("node")) if found in {"node1", "node2"} else 1


@pytest.mark.parametrize("role", ["data", "manager"])
def test_a_node_is_killed_while_articles_are_sent(
    made: list[dict[str, object]], address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(stream, "BULK_BYTES", 1 << 16)  # so that there are many requests
    for number in range(15):
        save(tmp_path / "news" / f"{number}.jsonl", *made[number * 100 : (number + 1) * 100])
    client = Client(parse_address(address))
    with ThreadPoolExecutor(1) as pool:
        indexing = pool.submit(index, address, Path("news"))
        while _sent(client) < ARTICLES // 5:
            assert not indexing.done()
        victim = manager(client)
        opensearch.kill(Path(FOLDER), victim if role == "manager" else 3 - victim)
        assert not indexing.done()
        assert counts(indexing.result()) == (ARTICLES, 0, 0, 0)
    run(tmp_path / ".dateline", Path("news"))
    compare_generated(address, tmp_path / ".dateline", seed=1, count=20)


def _sent(client: Client) -> int:
    """How many articles the cluster has taken so far."""
    found: dict[str, Any] = client.ask("GET", "/news.1*/_stats/indexing?allow_no_indices=true")
    return int(found["_all"]["primaries"].get("indexing", {}).get("index_total", 0))


@pytest.mark.parametrize("role", ["data", "manager"])
def test_a_node_is_killed_while_searches_are_answered(
    made: list[dict[str, object]], address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "news.jsonl", *made[:300])
    index(address, Path("news.jsonl"))
    word = str(made[0]["title"]).split()[0]
    query = request(f"{word} OR e*")
    wanted = open_engine(address).search(query, 20)
    assert wanted.total
    is_over = threading.Event()

    def searches(_: int) -> int:
        engine, count = open_engine(address), 0
        while not is_over.is_set():
            assert engine.search(query, 20) == wanted
            count += 1
        return count

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(searches, number) for number in range(2)]
        client = Client(parse_address(address))
        victim = manager(client)
        opensearch.kill(Path(FOLDER), victim if role == "manager" else 3 - victim)
        after = open_engine(address)
        for _ in range(30):
            assert after.search(query, 20) == wanted
        is_over.set()
        assert all(future.result() for future in asking)
