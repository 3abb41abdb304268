"""HTTP: connections, headers, and what keeps other web sites out. Python's own server, a thread for each connection.

A page elsewhere can make a reader's browser ask this server. It learns nothing: a name that was pointed at this machine
(DNS rebinding) fails by its Host, no header lets another origin read an answer, and what a browser says another site
asks for is refused, so that not even the time that an answer takes can be measured.
"""

import io
import ipaddress
import socket
import socketserver
import sys
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Semaphore
from typing import Any

from dateline import __version__
from dateline.index.errors import DatelineError
from dateline.search.serve.application import Application, Response, failure

CONNECTIONS = 256
"""At once; a browser keeps six."""
IDLE = 30.0
"""Seconds in which a request must have come, and an answer be taken, however slowly."""
_BUFFER = 1 << 20
_COMMON = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-cache"),
)
_HTML_POLICY = "frame-ancestors 'none'"  # the page's own says the rest
_OTHER_POLICY = "default-src 'none'; frame-ancestors 'none'"


class CannotListen(DatelineError):
    """Nothing can be served at this host and port."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"can't serve at {host}, port {port}: {reason}; name others with --host and --port")
        self.host, self.port, self.reason = host, port, reason


class Server(ThreadingHTTPServer):
    """A server of one application. It listens once it is made, and answers in `serve_forever`.

    Args:
        application: What answers.
        host: The address or name to listen at.
        port: The port; 0 for a free one.

    Raises:
        CannotListen: The host is none of this machine's, or the port is taken.
    """

    request_queue_size = 128

    def __init__(self, application: Application, host: str, port: int) -> None:
        self.application = application
        self._host = host
        self._room = Semaphore(CONNECTIONS)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            self.address_family = found[0][0]
            super().__init__((host, port), Handler)
        except OSError as error:
            raise CannotListen(host, port, error.strerror or str(error)) from error

    def server_bind(self) -> None:
        """Bind without looking up the machine's name, which may take seconds."""
        socketserver.TCPServer.server_bind(self)

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.server_address[1]}/"

    def knows(self, host: str) -> bool:
        """Whether a request's Host is this machine by a name that nobody else can give it: an address, `localhost`,
        or what the user told the server to listen at.
        """
        name, _, port = host.rpartition(":") if ":" in host.rpartition("]")[2] else (host, "", "")
        if port and not (port.isascii() and port.isdigit()):
            return False
        if name.lower() in ("localhost", self._host.lower()):
            return True
        try:
            ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
        except ValueError:
            return False
        return True

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a connection a thread, if there is room for one."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection until it ends."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke is the other side's affair; anything else is printed."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Input(io.RawIOBase):
    """What a connection says, until some time of the monotonic clock."""

    until = 0.0

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises TimeoutError."""
        self._connection.settimeout(max(self.until - time.monotonic(), 1e-3))
        return self._connection.recv_into(buffer)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = f"dateline/{__version__}", ""
    timeout = IDLE
    wbufsize = _BUFFER
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """Read by the clock: a socket's own timeout begins anew with each byte."""
        super().setup()
        self._input = _Input(self.connection)
        self.rfile = io.BufferedReader(self._input)

    def handle_one_request(self) -> None:
        """Read a request, and answer it."""
        self._input.until = time.monotonic() + IDLE
        super().handle_one_request()

    def do_GET(self) -> None:
        """Answer."""
        refusal = self._refusal()
        if refusal:
            self.close_connection = True
        self._send(refusal or self.server.application.respond(self.path))

    do_HEAD = do_GET  # noqa: N815 - named after the method

    def _refusal(self) -> Response | None:
        """Why this request is not answered, or None."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not self.server.knows(hosts[0].strip()):
            return failure(403, "this server answers to its address only: the request's Host names another")
        is_foreign = self.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
        if is_foreign and self.headers.get("Sec-Fetch-Mode") != "navigate":
            return failure(403, "another site asks for this")
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            return failure(400, "a request has no body here")
        if self.headers.defects:  # the lines after one that is no header are no headers
            return failure(400, "a line of the request's head is no header")
        if not self.path.startswith("/"):
            return failure(400, "an address begins with /")
        return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Refuse what is no request that this server reads."""
        self.close_connection = True
        if code == HTTPStatus.NOT_IMPLEMENTED:  # no method of that name is known here
            code = HTTPStatus.METHOD_NOT_ALLOWED
        self._send(failure(code, message or HTTPStatus(code).phrase))

    def _send(self, response: Response) -> None:
        status, kind, body = response
        self.connection.settimeout(IDLE)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", _HTML_POLICY if kind.startswith("text/html") else _OTHER_POLICY)
        for header in _COMMON:
            self.send_header(*header)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: what readers look for is theirs."""
