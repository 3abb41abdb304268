"""A gate before a cluster: TLS with a certificate of its own authority, and who may pass."""

import http.client
import json
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from wire import OneByOne, running

BASIC, KEY = "Basic ZWQ6c2VjcmV0", "ApiKey a2V5"
"""What passes: the user `ed` with the password `secret`, and the key `a2V5`."""
_ROOT = {"version": {"distribution": "opensearch", "number": "2.19.5"}}


class Gate(NamedTuple):
    """Where it is, the file of its authority's certificate, and what it was asked by those who passed."""

    host: str
    authority: Path
    passed: list[str]


@contextmanager
def gate(folder: Path, behind: str = "") -> Iterator[Gate]:
    """A gate before the cluster at this address; without one it answers as the root of one does."""
    certificate, authority = _certificates(folder)
    passed: list[str] = []

    class Handler(OneByOne):
        def answer(self, body: bytes) -> None:
            status, found = self._passed(body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

        def _passed(self, body: bytes) -> tuple[int, bytes]:
            if self.headers.get("Authorization") not in (BASIC, KEY):
                return 401, b"Unauthorized"
            passed.append(f"{self.command} {self.path}")
            if not behind:
                return 200, json.dumps(_ROOT).encode()
            inner = http.client.HTTPConnection(urlsplit(behind).netloc, timeout=60)
            inner.request(self.command, self.path, body, {"Content-Type": self.headers["Content-Type"]})
            found = inner.getresponse()
            answer = found.status, found.read()
            inner.close()
            return answer

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with running(server) as port:
        yield Gate(f"https://127.0.0.1:{port}", authority, passed)


def _certificates(folder: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 with its key, and that of the authority that has signed it."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here (on Debian or Ubuntu: openssl)")
    made, authority, key = folder / "host.pem", folder / "authority.pem", folder / "authority.key"
    new = ["openssl", "req", "-x509", "-nodes", "-days", "2", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    subprocess.run([*new, "-subj", "/CN=Authority", "-keyout", key, "-out", authority], check=True, capture_output=True)
    signed = ["-subj", "/CN=host", "-addext", "subjectAltName=IP:127.0.0.1", "-CA", authority, "-CAkey", key]
    subprocess.run([*new, *signed, "-keyout", folder / "host.key", "-out", made], check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + (folder / "host.key").read_bytes())
    return made, authority
