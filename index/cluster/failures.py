"""What an answer means in which a cluster, or what stands before it, refuses a request or falls short of it."""

from typing import Any, NamedTuple

import orjson

from dateline.index.cluster.errors import (
    ClusterBusy,
    ClusterError,
    ClusterMoved,
    ClusterUnreachable,
    MalformedAnswer,
    NoClusterIndex,
    QueryTooWide,
    ReadOnlyCluster,
    ShardsMissing,
    SnapshotLost,
    UnexpectedAnswer,
    WrongCredentials,
)

AGAIN = frozenset({429, 502, 503, 504})
_LEFT = b"node_disconnected_exception", b"node_not_connected_exception", b"node_closed_exception"
"""What an answer of 500 names where a node was lost on which another one had relied."""
_WIDE = ("too_many_clauses", "too_many_nested_clauses", "maxClauseCount", "expanded to too many terms")
_INNER = ("reason", "caused_by", "root_cause", "failed_shards")
_REASON_MAX = 500
"""Characters of a server's words that are shown."""


class Reply(NamedTuple):
    """What came back: the status, what the content is said to be, where else it is, and the content."""

    status: int
    kind: str
    location: str
    data: bytes

    @property
    def is_passing(self) -> bool:
        """Whether another request may have a better one."""
        is_left = self.status == 500 and any(kind in self.data for kind in _LEFT)
        return (self.status in AGAIN or is_left) and b"search_context_missing" not in self.data

    def json(self) -> Any:
        """The content. Raises ValueError where it is no JSON."""
        return orjson.loads(self.data)


def failure(address: str, request: str, reply: Reply) -> ClusterError:
    """The error that a reply means whose status is none of success."""
    status = reply.status
    if 300 <= status < 400:
        return ClusterMoved(address, status, _shown(reply.location))
    try:
        answer = reply.json()
    except ValueError:
        answer = None
    if isinstance(answer, dict):
        return _refusal(address, status, *_reasons(answer))
    if status in (401, 403):
        return WrongCredentials(address, status)
    if status == 429:
        return ClusterBusy(address, "what stands before it answers 429")
    if status in AGAIN:
        return ClusterUnreachable(address, f"what stands before it answers {status}")
    if status == 413:
        return UnexpectedAnswer(address, status, "what stands before it takes no requests of some MB; let it take 100")
    return MalformedAnswer(address, request, f"it is {status} and no JSON but {_shown(reply.kind) or 'of no type'}")


def shortfall(answer: dict[str, Any]) -> str:
    """In which way an answer is short of what was asked for, as it says itself; empty where it is not."""
    shards = answer.get("_shards")
    if isinstance(shards, dict) and shards.get("failed") and "result" not in answer:  # else copies of a document
        reason = _reasons({"error": {"failed_shards": shards.get("failures")}})[1]
        return f"{shards['failed']} of {shards.get('total')} shards failed{reason and ': '}{reason}"
    for name in ("timed_out", "terminated_early", "failures"):
        if answer.get(name):
            return f"its answer says {name}"
    if isinstance(clusters := answer.get("_clusters"), dict) and clusters.get("skipped"):
        return "its answer leaves out other clusters"
    return "it has not acknowledged a change" if answer.get("acknowledged") is False else ""


def _refusal(address: str, status: int, kinds: set[str], reason: str) -> ClusterError:
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
        return ClusterBusy(address, reason or "it answers 429")
    if status in AGAIN:
        return ShardsMissing(address, reason or "it is not available")
    return UnexpectedAnswer(address, status, reason)


def _reasons(answer: dict[str, Any]) -> tuple[set[str], str]:
    """The kinds of error that an answer names, and the innermost reason."""
    kinds, reason, waiting = set[str](), "", [answer.get("error", answer)]
    while waiting:
        match waiting.pop(0):
            case str(text):
                reason = text or reason
            case list(errors):
                waiting += errors[:100]
            case dict(error):
                kinds.add(str(error.get("type", "")))
                waiting += [error[key] for key in _INNER if key in error]
    return kinds, _shown(reason)


def _shown(text: str) -> str:
    """A server's words on a line of a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text[:_REASON_MAX])
