"""Connections whose answers are read for a bounded time, however slowly they come."""

import io
import os
import time
from collections.abc import Mapping
from http.client import HTTPResponse
from socket import socket
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection


class _Bounded(io.RawIOBase):
    """Bytes of a connection, for as many seconds in all as one of its reads may take."""

    def __init__(self, connection: socket, raw: io.RawIOBase) -> None:
        self._connection, self._raw, self._seconds = connection, raw, connection.gettimeout() or 0.0
        self.begin()

    def begin(self) -> None:
        """Let them begin now."""
        self._end = time.monotonic() + self._seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(HTTPResponse):
    """An answer: its head takes a bounded time, and its content again."""

    def __init__(self, connection: socket, *args: Any, **named: Any) -> None:
        super().__init__(connection, *args, **named)
        self._bounded = _Bounded(connection, self.fp.detach())
        self.fp = io.BufferedReader(self._bounded)

    def begin(self) -> None:
        super().begin()
        self._bounded.begin()


class _Connection(HTTPConnection):
    response_class = _Answer


class _SafeConnection(HTTPSConnection):
    response_class = _Answer


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SafePool(HTTPSConnectionPool):
    ConnectionCls = _SafeConnection


def connections(headers: Mapping[str, str]) -> PoolManager:
    """Connections to any host, by which these headers are sent; `DATELINE_CLUSTER_CA` names a file of certificates."""
    made = PoolManager(headers=headers, ca_certs=os.environ.get("DATELINE_CLUSTER_CA"), retries=False, maxsize=4)
    made.pool_classes_by_scheme = {"http": _Pool, "https": _SafePool}
    return made
