"""Asks `dateline serve` over real HTTP."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from dateline.search.serve.application import Application
from dateline.search.serve.server import Server


class Answer(NamedTuple):
    """What the server sent."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def content(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """Asks a server, each time on a connection of its own."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def search(self, query: str = "", **options: object) -> Any:
        answer = self.get("/search?" + urlencode({"q": query, **options}, doseq=True))
        assert answer.status == 200, answer.body
        return answer.content

    def raw(self, request: bytes) -> bytes:
        """All that the server sends before it closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(1 << 16), b""))


@contextmanager
def serving(folder: Path | str) -> Iterator[Client]:
    with Server(Application(folder), "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Client(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()
