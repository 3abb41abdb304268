"""Requests to a cluster: to whichever node answers, tried again where that helps, every failure an error of ours.

urllib3 alone does it: what a client of OpenSearch's own would add, gRPC among it, nothing here needs. All requests that
Dateline makes may be repeated without harm, so a node that is lost or too busy costs time and nothing else.
"""

import os
import ssl
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import orjson

from dateline.index.cluster.address import Address
from dateline.index.cluster.errors import (
    AnswerTooLarge,
    ClusterError,
    ClusterTimeout,
    ClusterUnreachable,
    MalformedAnswer,
    MissingClient,
    ReadOnlyCluster,
    ShardsMissing,
    UntrustedCluster,
    WrongServer,
)
from dateline.index.cluster.failures import Reply, failure, shortfall
from dateline.index.cluster.shape import Shape, misfit

TIMEOUT = 60.0
"""Seconds that a node may take for an answer, and again to send it."""
FIRST_TIMEOUT = 10.0
"""The same for what it is, which takes it no work."""
ANSWER_MAX = 256 << 20
"""Bytes of an answer at most: what bounds memory."""
PAUSES = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each new try: together what a cluster takes to replace a manager that is lost."""
_LATE, _LOST = 2, 4
"""Tries at one host where no answer comes in time, and where none comes at all."""
_CONNECT = 5.0
_OLDEST = (2, 12)
_CHUNK = 1 << 20
_ROOT = {"version": {"number": str}}


class Client:
    """Speaks to a cluster. Credentials come from the environment alone: `DATELINE_CLUSTER_USER` and
    `DATELINE_CLUSTER_PASSWORD`, or `DATELINE_CLUSTER_API_KEY`; `DATELINE_CLUSTER_CA` names a file of certificates.
    They go to the hosts of the address and nowhere else: where one sends on to, nobody follows.

    Raises:
        MissingClient: urllib3 is not installed.
    """

    def __init__(self, address: Address) -> None:
        try:
            import urllib3

            from dateline.index.cluster.connections import connections
        except ImportError as error:
            raise MissingClient(address.text) from error
        self.address = address
        self._errors = urllib3.exceptions
        self._timeout = urllib3.Timeout
        self._pool = connections(_credentials())
        self._hosts: Iterator[str] = cycle(address.hosts)
        self._host = next(self._hosts)

    def check(self) -> None:
        """See that this is an OpenSearch that can be used. Raises WrongServer and as `ask` does."""
        try:
            version = self.ask("GET", "/", shape=_ROOT, seconds=FIRST_TIMEOUT)["version"]
            number, distribution = version["number"], version.get("distribution", "elasticsearch")
            usable = distribution == "opensearch" and (2, 99) > _numbers(number) >= _OLDEST
        except (MalformedAnswer, ValueError) as error:
            fault = f" ({error.fault})" if isinstance(error, MalformedAnswer) else ""
            raise WrongServer(self.address.text, f"no OpenSearch{fault}") from error
        if not usable:
            raise WrongServer(self.address.text, f"{distribution} {number}")

    def ask(
        self, method: str, path: str, body: Any = None, shape: Shape = dict, seconds: float | None = None
    ) -> dict[str, Any]:
        """What the cluster answers.

        Args:
            method: An HTTP method.
            path: From the slash on, with parameters.
            body: What becomes JSON; bytes are sent as they are, lines of JSON.
            shape: What the answer looks like (`index.cluster.shape`), an object at the least.
            seconds: That it may take; None: `TIMEOUT`.

        Raises:
            ShardsMissing: It says that it is of a part of what was asked.
            MalformedAnswer: It is of another shape.
            ClusterError: One of those below it.
        """
        reply = self._reply(method, path, body, seconds or TIMEOUT)
        request = f"{method} {path.partition('?')[0]}"
        if not 200 <= reply.status < 300:
            raise failure(self.address.text, request, reply)
        try:
            return self.held(request, reply.json(), shape)
        except ValueError as error:
            raise failure(self.address.text, request, reply) from error

    def held(self, request: str, answer: Any, shape: Shape) -> dict[str, Any]:
        """An answer that was held against what it should be. Raises ShardsMissing, MalformedAnswer."""
        if isinstance(answer, dict) and (short := shortfall(answer)):
            raise ShardsMissing(self.address.text, short)
        if fault := misfit(answer, dict) or misfit(answer, shape):
            raise MalformedAnswer(self.address.text, request, fault)
        found: dict[str, Any] = answer
        return found

    def _reply(self, method: str, path: str, body: Any, seconds: float) -> Reply:
        """What comes back; where nothing does or the cluster has too much to do, at the next try."""
        data = body if isinstance(body, bytes) or body is None else orjson.dumps(body)
        kind = "application/x-ndjson" if isinstance(body, bytes) else "application/json"
        headers, hosts, late, lost = {**self._pool.headers, "Content-Type": kind}, len(self.address.hosts), 0, 0
        for pause in (0.0, *PAUSES):
            if pause:  # to sleep for none takes time, too
                time.sleep(pause)
            try:
                reply = self._sent(method, self._host + path, data, headers, seconds)
            except self._errors.ReadTimeoutError:
                found: ClusterError = ClusterTimeout(self.address.text, seconds)
                late += 1
            except (self._errors.HTTPError, OSError) as error:
                if isinstance(error, self._errors.SSLError) and not isinstance(_cause(error), ssl.SSLEOFError):
                    raise UntrustedCluster(self.address.text, _plain(error)) from error
                found = ClusterUnreachable(self.address.text, _plain(error))
                lost += 1
            else:
                if not reply.is_passing:
                    return reply
                found = failure(self.address.text, f"{method} {path}", reply)
            self._host = next(self._hosts)
            is_hopeless = late >= max(_LATE, hosts) or (lost >= _LOST and hosts == 1)
            if is_hopeless or isinstance(found, ReadOnlyCluster):
                break
        raise found

    def _sent(self, method: str, url: str, data: bytes | None, headers: dict[str, str], seconds: float) -> Reply:
        """What comes back of one request, of a bounded size and within a bounded time."""
        timeout = self._timeout(connect=_CONNECT, read=seconds)
        found = self._pool.request(
            method, url, body=data, headers=headers, timeout=timeout, redirect=False, preload_content=False
        )
        parts, size, is_read = list[bytes](), 0, False
        try:
            while size <= ANSWER_MAX and not is_read:
                parts.append(found.read1(_CHUNK))
                size, is_read = size + len(parts[-1]), not parts[-1]
        finally:
            (found.release_conn if is_read else found.close)()
        if size > ANSWER_MAX:
            raise AnswerTooLarge(self.address.text, ANSWER_MAX)
        about = found.headers
        return Reply(found.status, about.get("Content-Type", ""), about.get("Location", ""), b"".join(parts))


def _credentials() -> dict[str, str]:
    import base64

    if key := os.environ.get("DATELINE_CLUSTER_API_KEY"):
        return {"Authorization": f"ApiKey {key}"}
    if user := os.environ.get("DATELINE_CLUSTER_USER"):
        pair = f"{user}:{os.environ.get('DATELINE_CLUSTER_PASSWORD', '')}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    return {}


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("-", maxsplit=1)[0].split(".")[:2])


def _cause(error: Exception) -> Exception:
    """The system's own error within one that a library has wrapped."""
    inner = error
    while isinstance(deeper := inner.__cause__ or (inner.args[-1:] and inner.args[-1]), Exception):
        inner = deeper
    return inner


def _plain(error: Exception) -> str:
    inner = _cause(error)
    return getattr(inner, "strerror", None) or str(inner).rpartition(": ")[2]
