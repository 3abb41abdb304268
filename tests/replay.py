"""What a cluster has answered, given again: for tests of what comes of an answer that is not as it should be."""

import hashlib
import http.client
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from archives import counts, record, save
from wire import Answered, Asked, wire

from dateline.index.cluster.address import parse_address
from dateline.index.cluster.check import check_cluster
from dateline.index.cluster.client import Client
from dateline.index.cluster.run import build_on_cluster
from dateline.search.engine.engine import Engine, open_engine
from dateline.search.query.request import request

Exchanges = dict[str, list[tuple[int, object]]]
"""From a request to the status and the content of its answers, in turn."""
_TEXT = (
    "Pilots of the harbour at Vell have quarrelled with the ferry company over night sailings. A cease-fire between "
    "them held for a week, they said, and ended on Friday when two ferries sailed without a pilot on board."
)
ARTICLES = [
    record("a1", "Harbour pilots quarrel", _TEXT, date="2024-03-01", outlet="Vell Courier", author="Ada Moor"),
    record("a2", "Pilots and harbour quarrel", _TEXT, date="2024-03-02", outlet="The Ferry Post"),
    record("a3", "Oil for the ferries", "The price of oil rose. Ferries need oil.", date="2024-05-07", outlet="Wire"),
    record("a4", "A ceasefire at the harbour", "The harbour was quiet, and oil cheap.", outlet="Wire"),
    record("a5", "Quarrels", "Nobody quarrels with a pilot on the river.", date="2023-01-31"),
]
_QUERIES: list[tuple[str, dict[str, object]]] = [
    ("oil", {}), ("harbour pilots", {}), ('"harbour pilots"', {}), ('"pilots quarrel"~9', {}), ("quarrel*", {}),
    ("hrabour~", {}), ("oil OR pilot", {"sort": "newest"}), ("cease-fire -oil", {"duplicates": "show"}),
    ("", {"sort": "oldest"}), ("zeppelin", {}), ("outlet:wire after:2024", {}),
]  # fmt: skip


def _searched(text: str, options: dict[str, object]) -> Callable[[Engine], object]:
    query = replace(request(text, **options), facets=("author",), days=True)  # type: ignore[arg-type]
    return lambda engine: engine.search(query, 3)


READINGS: dict[str, Callable[[Engine], object]] = {
    **{f"search {text} {options}": _searched(text, options) for text, options in _QUERIES},
    "explain": lambda engine: engine.search(request("ferries OR oil", explain=True), 3, 1),
    "status": lambda engine: [engine.status()[name] for name in ("articles", "outlets", "unknown", "undated", "last")],
    "article": lambda engine: engine.article("a3"),
    "articles": lambda engine: list(engine.articles()),
    "copies": lambda engine: engine.copies("a1"),
    "values": lambda engine: engine.values("outlet", request("oil")),
    "mark": lambda engine: engine.mark(request("quarrels"), engine.article("a5")),
}
"""What is read of an archive, by a name."""


def indexed(address: str) -> object:
    """What two runs report, of which the second finds fewer articles and another one."""
    save(Path("news") / "one.jsonl", *ARTICLES)
    first = build_on_cluster([Path("news")], address)
    save(Path("news") / "one.jsonl", *ARTICLES[1:], age=2000)
    save(Path("news") / "two.jsonl", record("b1", "Pilots", "The pilots have gone."))
    return counts(first), counts(build_on_cluster([Path("news")], address)), check_cluster(address, deep=True)


def _key(asked: Asked) -> str:
    """What tells a request from another one: not what a lock says, nor what documents are like."""
    body = asked.body
    if ".lock/" in asked.line:
        body = b""
    elif asked.line.endswith("_bulk"):
        body = str(body.count(b"\n")).encode()
    return f"{re.sub('if_seq.*', '', asked.line)} {hashlib.sha256(body).hexdigest()[:12] if body else ''}".rstrip()


@contextmanager
def replaying(exchanges: Exchanges, changed: Callable[[object], object] = lambda answer: answer) -> Iterator[str]:
    """The host of what answers as a cluster has, but for changes."""
    times: dict[str, int] = defaultdict(int)

    def answering(asked: Asked) -> Answered | object:
        key = _key(asked)
        if key not in exchanges:
            return Answered(b'{"error": {"type": "unknown", "reason": "no such request was recorded"}}', 400)
        answers = exchanges[key]
        status, answer = answers[min(times[key], len(answers) - 1)]
        times[key] += 1
        return Answered(json.dumps(changed(json.loads(json.dumps(answer)))).encode(), status)

    with wire(answering) as opened:
        yield opened.host


@contextmanager
def recording(cluster: str, exchanges: Exchanges) -> Iterator[str]:
    """The host of what passes on requests to a cluster, and notes its answers; the long names of states are cut."""
    long: dict[str, str] = {}

    def answering(asked: Asked) -> Answered:
        body = asked.body
        for short, name in long.items():
            body = body.replace(f'"{short}"'.encode(), f'"{name}"'.encode())
        with closing(http.client.HTTPConnection(urlsplit(cluster).netloc, timeout=60)) as inner:
            inner.request(*asked.line.split(" ", 1), body, {"Content-Type": asked.headers.get("Content-Type", "")})
            found = inner.getresponse()
            data = found.read()
        for name in re.findall(rb'"pit_id":"([^"]+)"', data):
            short = next((short for short, one in long.items() if one == name.decode()), f"state{len(long)}")
            long[short] = name.decode()
            data = data.replace(name, short.encode())
        exchanges[_key(asked)].append((found.status, json.loads(data)))
        return Answered(data, found.status)

    with wire(answering) as opened:
        yield opened.host


def recorded(cluster: str) -> dict[str, Exchanges]:
    """What a cluster answers to `READINGS`, by their names, and to `indexed`; in the current folder."""
    sessions: dict[str, Exchanges] = {name: defaultdict(list) for name in ("index", *READINGS)}
    with recording(cluster, sessions["index"]) as host:
        indexed(f"{host}/replayed")
    save(Path("all.jsonl"), *ARTICLES)
    build_on_cluster([Path("all.jsonl")], f"{cluster}/replayed", rebuild=True)
    for name, reading in READINGS.items():
        with recording(cluster, sessions[name]) as host:
            engine = open_engine(f"{host}/replayed")
            for _ in range(2):  # the second time some is known
                reading(engine)
    Client(parse_address(f"{cluster}/replayed")).ask("DELETE", "/replayed*?expand_wildcards=all")
    return sessions
