"""A file of queries, a line each."""

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path

from dateline.index.errors import DatelineError
from dateline.search.errors import QueryError, printable
from dateline.search.query.tree import Query

_LARGEST = 1 << 24
"""Bytes of a file at most."""


class UnreadableQueries(DatelineError):
    """A file of queries that can't be read, or has none."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"the queries in {self.path} can't be read: {self.reason}"


class BadQueryLine(DatelineError):
    """A line of a file of queries that makes no sense; `line` counts from 1."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path, self.line, self.reason = path, line, reason

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.reason}"


def read_queries(path: Path, parse: Callable[[str], Query]) -> dict[str, Query]:
    """The queries of a file by their ids, which are the lines' numbers where none stands before a tab.

    Args:
        path: The file, in UTF-8, `-` for standard input; blank lines are left out.
        parse: Makes a query of a line; its QueryError becomes BadQueryLine.

    Raises:
        UnreadableQueries, BadQueryLine: See there.
    """
    queries: dict[str, Query] = {}
    for number, line in enumerate(_text(path).split("\n"), 1):
        name, text = line.split("\t", 1) if "\t" in line else (str(number), line)
        if not line.strip():
            continue
        if name.strip() in queries:
            raise BadQueryLine(path, number, f"the id {printable(name.strip())} stands twice; give each query its own")
        try:
            queries[name.strip()] = parse(text.strip())
        except QueryError as error:
            raise BadQueryLine(path, number, str(error)) from error
    if not queries:
        raise UnreadableQueries(path, "there are none; write a query a line")
    return queries


def _text(path: Path) -> str:
    """Raises UnreadableQueries."""
    try:
        with contextlib.nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as file:
            data = file.read(_LARGEST + 1)  # a pipe too, such as a shell makes of <(...)
        if len(data) > _LARGEST:
            raise UnreadableQueries(path, f"they are more than {_LARGEST >> 20} MiB")
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise UnreadableQueries(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableQueries(path, "it is not UTF-8; save it as UTF-8") from error
