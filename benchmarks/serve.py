"""`dateline serve` beside Datasette with FTS5, both asked over HTTP by clients that each wait for their answer.

    python benchmarks/serve.py [CORPUS] [--seconds N] [--clients N]...

Datasette answers twice: ten hits with snippets by SQL, and its table's own search with the total and facets, which is
what Dateline's answer holds, too. Every client keeps its connection; the servers take turns.
"""

import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote, urlencode

import click
from measure import DATELINE, lines_of, p95, records, table
from workload import workload

CLIENTS = (1, 8, 64)
ASKED = ("rare term", "common term", "two terms", "phrase")
_SQL = """
SELECT article.id, article.title, outlet, date, snippet(text, 1, '<b>', '</b>', '…', 40)
FROM text JOIN article ON article.number = text.rowid WHERE text MATCH :q ORDER BY rank LIMIT 10
"""
_TABLES = """
CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT, title TEXT, date TEXT, outlet TEXT, body TEXT, month TEXT);
CREATE VIRTUAL TABLE text USING fts5(title, body, tokenize="porter unicode61",
    content="article", content_rowid="number");
"""


def database(source: Path, path: Path) -> None:
    """What Datasette serves."""
    made = sqlite3.connect(path)
    made.executescript(_TABLES)
    for number, record in enumerate(records(source)):
        values = {"number": number, "month": record["date"][:7], **record}
        made.execute("INSERT INTO article VALUES (:number, :id, :title, :date, :outlet, :body, :month)", values)
    made.execute("INSERT INTO text (text) VALUES ('rebuild')")
    made.commit()
    made.close()


def free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


@contextmanager
def serving(*command: object) -> Iterator[int]:
    """The port of a server that runs while the body does; the command ends with `--port`."""
    port = free_port()
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*map(str, command), str(port)], **silent) as process:  # type: ignore[call-overload]
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        try:
            yield port
        finally:
            process.terminate()


class Client:
    """One connection, kept."""

    def __init__(self, port: int) -> None:
        self._host = f"127.0.0.1:{port}"
        self._socket = socket.create_connection(("127.0.0.1", port))

    def ask(self, address: str) -> int:
        """The size of an answer; anything but 200 is an error."""
        self._socket.sendall(f"GET {address} HTTP/1.1\r\nHost: {self._host}\r\nAccept: */*\r\n\r\n".encode())
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._received()
        head, _, body = got.partition(b"\r\n\r\n")
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise SystemExit(f"{address}: {got[:500]!r}")
        if b"chunked" in head:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._received()
            return len(body)
        size = int(head.lower().partition(b"content-length:")[2].partition(b"\r")[0])
        left = size - len(body)
        while left > 0:
            left -= len(self._received())
        return size

    def _received(self) -> bytes:
        found = self._socket.recv(1 << 16)
        if not found:
            raise SystemExit("the server has closed the connection")
        return found


def closed_loop(port: int, addresses: list[str], clients: int, seconds: float) -> list[float]:
    """The seconds that each answer took."""
    end = time.perf_counter() + seconds
    times: list[list[float]] = [[] for _ in range(clients)]

    def run(number: int) -> None:
        client = Client(port)
        for address in islice(cycle(addresses), number, None):
            start = time.perf_counter()
            if start > end:
                return
            client.ask(address)
            times[number].append(time.perf_counter() - start)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for some in times for one in some]


def show(source: Path, work: Path, seconds: float, clients: tuple[int, ...]) -> None:
    """Ask the servers in turns, and print the times."""
    work.mkdir(exist_ok=True)
    subprocess.run([*DATELINE, "index", source, "--index", work / "index"], check=True, stdout=subprocess.DEVNULL)
    database(source, work / "archive.db")
    queries = [(ask.form, " ".join(ask.words)) for ask in workload(source) if ask.group in ASKED]
    ours = [f'"{words}"' if form == "phrase" else words for form, words in queries]
    theirs = [f'"{words}"' if form == "phrase" else words for form, words in queries]
    faceted = [("_size", "10"), ("_facet", "outlet"), ("_facet", "month"), ("_searchmode", "raw")]
    datasette = (Path(sys.executable).with_name("datasette"), "serve", work / "archive.db", "--port")
    with serving(*DATELINE, "serve", "--index", work / "index", "--port") as one, serving(*datasette) as other:
        servers = {
            "dateline serve": (one, [f"/search?q={quote(query)}" for query in ours]),
            "datasette, SQL": (other, [f"/archive.json?{urlencode({'sql': _SQL, 'q': query})}" for query in theirs]),
            "datasette, table": (
                other,
                [f"/archive/article.json?{urlencode([('_search', query), *faceted])}" for query in theirs],
            ),
        }
        for number in clients:
            rows = []
            for name, (port, addresses) in servers.items():
                closed_loop(port, addresses, number, min(seconds, 1))
                times = closed_loop(port, addresses, number, seconds)
                middle, most = 1000 * statistics.median(times), 1000 * p95(times)
                rows.append((name, f"{middle:.1f}", f"{most:.1f}", f"{len(times) / seconds:,.0f}"))
            table(f"{number} clients in a closed loop", ("", "p50 ms", "p95 ms", "answers a second"), rows)


@click.command()
@click.argument("corpus", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--seconds", default=5.0, show_default=True, help="How long each server is asked by so many clients.")
@click.option("--clients", multiple=True, type=int, default=CLIENTS, show_default=True)
def main(corpus: Path | None, seconds: float, clients: tuple[int, ...]) -> None:
    """Compare the servers over CORPUS: JSON lines, or anything that `dateline extract` reads."""
    with tempfile.TemporaryDirectory() as work:
        show(lines_of(corpus, Path(work)), Path(work), seconds, clients)


if __name__ == "__main__":
    main()
