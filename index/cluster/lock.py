"""One writer at a time: a document that says until when an archive is written to, renewed as long as it is."""

import os
import socket
import time
import warnings
from typing import Any

from dateline.index.build.lock import Waiting
from dateline.index.cluster.client import Client
from dateline.index.cluster.errors import ClusterWriterBusy, UnexpectedAnswer

_LEASE = 300
"""Seconds for which a lock holds when its writer says nothing more: after a crash the next one waits so long."""
_RENEWED = 30
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
        self._client, self._index = client, f"/{client.address.name}.lock"
        self._who = f"{socket.gethostname()}, process {os.getpid()}, {time.time_ns():x}"
        has_waited = False
        while not self._acquired():
            if not wait:
                raise ClusterWriterBusy(client.address.text, str(self._held()["_source"]["who"]), _LEASE)
            if not has_waited:
                has_waited = True
                warnings.warn(Waiting(client.address.text), stacklevel=2)
            time.sleep(_PAUSE)

    def renew(self) -> None:
        """Hold it for another while, if it is time for that."""
        if time.time() - self._since > _RENEWED:
            self._write("_doc/writer")

    def release(self) -> None:
        """Let others write."""
        self._client.ask("DELETE", f"{self._index}/_doc/writer")

    def _acquired(self) -> bool:
        try:
            self._write("_create/writer")
        except UnexpectedAnswer as error:
            if error.status != 409:
                raise
            held = self._held()
            if held.get("found") and held["_source"]["who"] == self._who:  # the request was sent again
                return True
            if not held.get("found") or held["_source"]["until"] > time.time():
                return False
            condition = f"if_seq_no={held['_seq_no']}&if_primary_term={held['_primary_term']}"
            try:
                self._write(f"_doc/writer?{condition}")
            except UnexpectedAnswer as error:
                if error.status != 409:
                    raise
                return False
        return True

    def _held(self) -> dict[str, Any]:
        found: dict[str, Any] = self._client.ask("GET", f"{self._index}/_doc/writer")
        return found

    def _write(self, path: str) -> None:
        self._since = time.time()
        self._client.ask("PUT", f"{self._index}/{path}", {"who": self._who, "until": self._since + _LEASE})
