"""Requests to a cluster: to whichever node answers, tried again where that helps, every failure an error of ours.

urllib3 alone does it: what a client of OpenSearch's own would add, gRPC among it, nothing here needs. All requests that
Dateline makes may be repeated without harm, so a node that is lost or too busy costs time and nothing else.
"""

import os
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import orjson

from dateline.index.cluster.address import Address
from dateline.index.cluster.errors import (
    ClusterBusy,
    ClusterError,
    ClusterTimeout,
    ClusterUnreachable,
    MissingClient,
    NoClusterIndex,
    QueryTooWide,
    ReadOnlyCluster,
    ShardsMissing,
    UnexpectedAnswer,
    UntrustedCluster,
    WrongCredentials,
    WrongServer,
)

TIMEOUT = 60.0
"""Seconds that a node may take for an answer."""
_CONNECT = 5.0
_PAUSES = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each new try: together what a cluster takes to replace a manager that is lost."""
_OLDEST = (2, 12)
_AGAIN = frozenset({429, 502, 503, 504})
_LEFT = b"node_disconnected_exception", b"node_not_connected_exception", b"node_closed_exception"
"""What an answer of 500 names where a node was lost on which another one had relied."""
_WIDE = ("too_many_clauses", "too_many_nested_clauses", "maxClauseCount", "expanded to too many terms")


class SnapshotLost(ClusterError):
    """The state of the archive that was being read is gone: a node was lost, or nothing was asked for too long."""

    def __init__(self, address: str) -> None:
        super().__init__(address, f"what was being read at {address} is gone. Try again.")


class Client:
    """Speaks to a cluster. Credentials come from the environment alone: `DATELINE_CLUSTER_USER` and
    `DATELINE_CLUSTER_PASSWORD`, or `DATELINE_CLUSTER_API_KEY`; `DATELINE_CLUSTER_CA` names a file of certificates.

    Raises:
        MissingClient: urllib3 is not installed.
    """

    def __init__(self, address: Address) -> None:
        try:
            import urllib3
        except ImportError as error:
            raise MissingClient(address.text) from error
        self.address = address
        self._errors = urllib3.exceptions
        self._pool = urllib3.PoolManager(
            headers=_credentials(), ca_certs=os.environ.get("DATELINE_CLUSTER_CA"), retries=False,
            timeout=urllib3.Timeout(connect=_CONNECT, read=TIMEOUT), maxsize=4,
        )  # fmt: skip
        self._hosts: Iterator[str] = cycle(address.hosts)
        self._host = next(self._hosts)

    def check(self) -> None:
        """See that this is an OpenSearch that can be used. Raises WrongServer and as `ask` does."""
        try:
            version = self.ask("GET", "/")["version"]
            number = str(version["number"])
            usable = version.get("distribution") == "opensearch" and (2, 99) > _numbers(number) >= _OLDEST
        except (KeyError, TypeError, ValueError) as error:
            raise WrongServer(self.address.text, "no OpenSearch") from error
        if not usable:
            raise WrongServer(self.address.text, f"{version.get('distribution', 'elasticsearch')} {number}")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """What the cluster answers.

        Args:
            method: An HTTP method.
            path: From the slash on, with parameters.
            body: What becomes JSON; bytes are sent as they are, lines of JSON.

        Raises:
            ClusterError: One of those below it.
        """
        status, data = self._answered(method, path, body)
        if status >= 400:
            raise self._failure(status, _json(data))
        try:
            return orjson.loads(data) if data else {}
        except ValueError as error:
            raise WrongServer(self.address.text, "no OpenSearch") from error

    def _answered(self, method: str, path: str, body: Any) -> tuple[int, bytes]:
        """Status and content of an answer; where none comes or the cluster has too much to do, of the next one."""
        data = body if isinstance(body, bytes) or body is None else orjson.dumps(body)
        kind = "application/x-ndjson" if isinstance(body, bytes) else "application/json"
        headers = {**self._pool.headers, "Content-Type": kind}
        failure: ClusterError | None = None
        for pause in (0.0, *_PAUSES):
            if pause:
                time.sleep(pause)
            try:
                answer = self._pool.request(method, self._host + path, body=data, headers=headers)
            except self._errors.ReadTimeoutError:
                failure = ClusterTimeout(self.address.text, TIMEOUT)
            except self._errors.SSLError as error:
                raise UntrustedCluster(self.address.text, _plain(error)) from error
            except (self._errors.HTTPError, OSError) as error:
                failure = ClusterUnreachable(self.address.text, _plain(error))
            else:
                if not _is_passing(answer.status, answer.data):
                    return answer.status, answer.data
                failure = self._failure(answer.status, _json(answer.data))
                if isinstance(failure, ReadOnlyCluster):
                    break
            self._host = next(self._hosts)
            if isinstance(failure, ClusterUnreachable) and pause >= 1.0 and len(self.address.hosts) == 1:
                break
        raise failure or ClusterUnreachable(self.address.text, "no answer")

    def _failure(self, status: int, answer: Any) -> ClusterError:
        """The error that an answer means."""
        address, kinds, reason = self.address.text, *_reasons(answer)
        if "search_context_missing_exception" in kinds or "no node found for id" in reason:
            return SnapshotLost(address)
        if "cluster_block_exception" in kinds and ("read-only" in reason or "read_only" in reason):
            return ReadOnlyCluster(address, reason)
        if any(part in reason or part in kinds for part in _WIDE):
            return QueryTooWide(address, reason)
        if status in (401, 403):
            return WrongCredentials(address, status)
        if status == 404 and kinds & {"index_not_found_exception", "aliases_not_found_exception"}:
            return NoClusterIndex(address)
        if status == 429:
            return ClusterBusy(address, reason)
        if status in _AGAIN:
            return ShardsMissing(address, reason or "it is not available")
        return UnexpectedAnswer(address, status, reason)


def _is_passing(status: int, data: bytes) -> bool:
    """Whether an answer is of a kind that another request may not have."""
    is_left = status == 500 and any(kind in data for kind in _LEFT)
    return (status in _AGAIN or is_left) and b"search_context_missing" not in data


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


def _json(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except ValueError:
        return {}


def _plain(error: Exception) -> str:
    """The system's own words of an error that a library has wrapped."""
    inner = error
    while isinstance(deeper := inner.__cause__ or (inner.args[-1:] and inner.args[-1]), Exception):
        inner = deeper
    return getattr(inner, "strerror", None) or str(inner).rpartition(": ")[2]


def _reasons(answer: Any) -> tuple[set[str], str]:
    """The kinds of error that an answer names, and the innermost reason."""
    kinds: set[str] = set()
    reason = ""
    waiting = [answer.get("error", answer)] if isinstance(answer, dict) else []
    while waiting:
        error = waiting.pop(0)
        if isinstance(error, str):
            reason = error
        if isinstance(error, dict):
            kinds.add(str(error.get("type", "")))
            reason = str(error.get("reason") or reason) if not isinstance(error.get("reason"), dict) else reason
            waiting += [error.get("reason")] if isinstance(error.get("reason"), dict) else []
            waiting += [error["caused_by"]] if "caused_by" in error else []
            waiting += list(error.get("root_cause", [])) + list(error.get("failed_shards", []))
    return kinds, reason
