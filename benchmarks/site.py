"""What a static site's search loads, and how long it takes, in headless Chromium over a compressing server.

    python benchmarks/site.py SITE [QUERY …]

SITE is a folder that `dateline site` wrote, or one that Pagefind has indexed with its own page. The server adds 100 ms
to each request and sends at most 10 Mbit/s, unless told otherwise. A row a query: bytes sent and requests until ten
results stand on the page (fewer where fewer match), and the time from navigation to there. Needs node, Chromium, and
`npm install` in tests/.
"""

import gzip
import json
import os
import subprocess
import threading
import time
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import click

QUERIES = ("oil", "trade deficit", "the company", "opec production", "interest rates", '"oil prices"', "quartz")
COMPRESSED = (".html", ".js", ".css", ".svg", ".json")


class Counter:
    """What was sent."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.requests = self.bytes = 0

    def add(self, size: int) -> None:
        with self.lock:
            self.requests += 1
            self.bytes += size


class Line:
    """What all requests share: so many bytes a second."""

    def __init__(self, speed: float) -> None:
        self.lock, self.speed, self.free = threading.Lock(), speed, 0.0

    def send(self, size: int) -> float:
        """Take the line for some bytes; when they have passed."""
        with self.lock:
            self.free = max(self.free, time.monotonic()) + size / self.speed
            return self.free


class Handler(SimpleHTTPRequestHandler):
    """Sends files gzipped, late and slowly; counts them."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, sent: Counter, delay: float, line: Line, **options: object) -> None:
        self.sent, self.delay, self.line = sent, delay, line
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = path.read_bytes() if found else b"missing"
        packed = path.suffix in COMPRESSED
        body = gzip.compress(body, 6) if packed else body
        time.sleep(self.delay)
        time.sleep(max(0.0, self.line.send(len(body)) - time.monotonic()))
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.sent.add(len(body))
        with suppress(ConnectionError):  # the browser has left
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("queries", nargs=-1)
@click.option("--results", default="#hits > li .snippet", help="Selects a result that is whole.")
@click.option("--address", default="index.html#q={}", help="The page for a query.")
@click.option("--delay", default=0.1, help="Seconds that each request waits.")
@click.option("--mbits", default=10.0, help="Megabits a second.")
def main(site: Path, queries: tuple[str, ...], results: str, address: str, delay: float, mbits: float) -> None:
    """Measure the search page of SITE."""
    print(f"{'query':18} {'KB':>8} {'requests':>9} {'seconds':>8} {'results':>8}")
    for query in queries or QUERIES:
        sent = Counter()
        handler = partial(Handler, directory=str(site), sent=sent, delay=delay, line=Line(mbits * 125_000))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            found = opened(results, f"http://127.0.0.1:{server.server_port}/{address.format(quote(query))}")
            server.shutdown()
        print(f"{query:18} {sent.bytes / 1000:8.1f} {sent.requests:9} {found['ms'] / 1000:8.2f} {found['results']:8}")


def opened(results: str, address: str) -> dict[str, float]:
    """How many results the page shows, and when: what `site.js` says."""
    here = Path(__file__).parent
    paths = os.environ | {"NODE_PATH": str(here.parent / "tests" / "node_modules")}
    ran = subprocess.run(["node", here / "site.js", results, address], env=paths, stdout=subprocess.PIPE, check=True)
    answer: dict[str, float] = json.loads(ran.stdout)
    return answer


if __name__ == "__main__":
    main()
