"""A server of plain files that compresses, is far away and counts what it sends."""

import gzip
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

DELAY = 0.1
"""Seconds that each request waits."""
SPEED = 10e6 / 8
"""Bytes a second, of all requests together."""
SENT = "/sent"
"""Where the server tells what it has sent; that is not counted."""
COMPRESSED = (".html", ".js", ".css", ".svg", ".json")


class Sent:
    """What was sent, and when the line is free again."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.requests = self.bytes = 0
        self.free = 0.0

    def add(self, size: int) -> float:
        """Count an answer; the seconds until it has passed the line."""
        with self.lock:
            self.requests += 1
            self.bytes += size
            self.free = max(self.free, time.monotonic()) + size / SPEED
            return self.free - time.monotonic()


class Handler(SimpleHTTPRequestHandler):
    """Sends files gzipped, late and slowly."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, sent: Sent, **options: object) -> None:
        self.sent = sent
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path == SENT:
            told = {"bytes": self.sent.bytes, "requests": self.sent.requests}
            self._send(200, "application/json", json.dumps(told).encode())
            return
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = path.read_bytes() if found else b"missing"
        packed = path.suffix in COMPRESSED
        body = gzip.compress(body, 6) if packed else body
        time.sleep(DELAY)
        time.sleep(self.sent.add(len(body)))
        self._send(200 if found else 404, self.guess_type(str(path)), body, packed=packed)

    def _send(self, status: int, kind: str, body: bytes, *, packed: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(ConnectionError):  # the browser has left
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder's server."""
    sent = Sent()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder), sent=sent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
