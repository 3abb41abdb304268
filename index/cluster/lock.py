"""One writer at a time: a document that says until when an archive is written to, renewed as long as it is."""

import os
import socket
import time
import warnings
from typing import Any

from dateline.index.build.lock import Waiting
from dateline.index.cluster.client import Client
from dateline.index.cluster.errors import ClusterWriterBusy, NoClusterIndex, UnexpectedAnswer

_LEASE = 300
"""Seconds for which a lock holds when its writer says nothing more: after a crash the next one waits so long."""
_RENEWED = 30
_STATE = {"_seq_no": int, "_primary_term": int}
_HELD = {**_STATE, "_source": {"who": str, "until": float}}
_PAUSE = 2


class Lock:
    """The lock of an archive, acquired.

    Args:
        client: Speaks to the archive's cluster.
        wait: Wait for another writer to end.

    Raises:
        ClusterWriterBusy: Another writer holds it.
    """

    def __init__(self, client: Client, *, wait: bool) -> None:
        self._client, self._path = client, f"/{client.address.name}.lock"
        self._who = f"{socket.gethostname()}, process {os.getpid()}, {time.time_ns():x}"
        has_waited = False
        while not self._acquired():
            if not wait and (held := self._held()):
                raise _busy(client, held)
            if wait and not has_waited:
                has_waited = True
                warnings.warn(Waiting(client.address.text), stacklevel=2)
            time.sleep(_PAUSE)

    def renew(self) -> None:
        """Hold it for another while, if it is time for that. Raises ClusterWriterBusy where it ended meanwhile, and
        another writer holds it.
        """
        if time.time() - self._since > _RENEWED and not self._written(f"_doc/writer?{self._state}"):
            raise _busy(self._client, self._held())

    def release(self) -> None:
        """Let others write."""
        self._client.ask("DELETE", f"{self._path}/_doc/writer?{self._state}")

    def _acquired(self) -> bool:
        if self._written("_create/writer"):
            return True
        held = self._held()
        is_over = bool(held) and held["_source"]["until"] <= time.time()
        return is_over and self._written(f"_doc/writer?{_state(held)}")

    def _held(self) -> dict[str, Any]:
        """The document of whoever holds it; empty where nobody does."""
        try:
            return self._client.ask("GET", f"{self._path}/_doc/writer", shape=_HELD)
        except NoClusterIndex:
            return {}
        except UnexpectedAnswer as error:
            if error.status != 404:
                raise
            return {}

    def _written(self, path: str) -> bool:
        """Write the document, unless another writer has: whether it is ours."""
        since = time.time()
        lock = {"who": self._who, "until": since + _LEASE}
        try:
            answer = self._client.ask("PUT", f"{self._path}/{path}", lock, _STATE)
        except UnexpectedAnswer as error:
            if error.status != 409:
                raise
            answer = self._held()
            if not answer or answer["_source"]["who"] != self._who:  # else the request was sent again
                return False
        self._since, self._state = since, _state(answer)
        return True


def _state(document: dict[str, Any]) -> str:
    """What a request says that is to do nothing where a document is another one by now."""
    return f"if_seq_no={document['_seq_no']}&if_primary_term={document['_primary_term']}"


def _busy(client: Client, held: dict[str, Any]) -> ClusterWriterBusy:
    return ClusterWriterBusy(client.address.text, held["_source"]["who"] if held else "unknown", _LEASE)
