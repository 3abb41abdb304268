"""A server that answers as a test says: what a cluster, a proxy or any web site might send."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import orjson


class Asked(NamedTuple):
    """A request: its method and path in one, its content and its headers."""

    line: str
    body: bytes
    headers: dict[str, str]


class Answered(NamedTuple):
    """An answer. A `length` says that there is more or less of it than there is."""

    body: bytes
    status: int = 200
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None


Answering = Callable[[Asked], "Answered | object"]


class Wire(NamedTuple):
    """Where a server is, and what it was asked."""

    host: str
    asked: list[Asked]


class OneByOne(BaseHTTPRequestHandler):
    """Reads a request and its content, which `answer` sees to."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_one_request(self) -> None:
        self.close_connection = True
        self.raw_requestline = self.rfile.readline()
        if self.raw_requestline and self.parse_request():
            self.close_connection = False
            self.answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def answer(self, body: bytes) -> None:
        raise NotImplementedError

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[int]:
    """A server that answers in a thread, and its port."""
    with server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def wire(answering: Answering) -> Iterator[Wire]:
    """A server whose answers a function gives: what is no `Answered` is sent as JSON."""
    asked: list[Asked] = []

    class Handler(OneByOne):
        def answer(self, body: bytes) -> None:
            asked.append(Asked(f"{self.command} {self.path}", body, dict(self.headers)))
            found = answering(asked[-1])
            answer = found if isinstance(found, Answered) else Answered(orjson.dumps(found))
            self.send_response(answer.status)
            for name, value in (("Content-Type", answer.kind), *answer.headers):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
            self.end_headers()
            self.wfile.write(answer.body)
            self.close_connection = answer.length is not None

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield Wire(f"http://127.0.0.1:{port}", asked)
