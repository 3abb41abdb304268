"""A file of queries, a line each."""

from collections.abc import Callable
from pathlib import Path

from dateline.index.errors import DatelineError
from dateline.search.errors import QueryError
from dateline.search.query.tree import Query


class UnreadableQueries(DatelineError):
    """A file of queries that can't be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"the queries in {self.path} can't be read: {self.reason}"


class BadQueryLine(DatelineError):
    """A line of a file of queries that makes no sense; `line` counts from 1."""

    def __init__(self, path: Path, line: int, error: QueryError) -> None:
        super().__init__(path, line, error)
        self.path, self.line, self.error = path, line, error

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.error}"


def read_queries(path: Path, parse: Callable[[str], Query]) -> list[tuple[str, Query]]:
    """The queries of a file with their ids, which are the lines' numbers where none stands before a tab.

    Args:
        path: The file, in UTF-8; blank lines are left out.
        parse: Makes a query of a line; its QueryError becomes BadQueryLine.

    Raises:
        UnreadableQueries, BadQueryLine: See there.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise UnreadableQueries(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableQueries(path, "it is not UTF-8; save it as UTF-8") from error
    queries = []
    for number, line in enumerate(lines, 1):
        name, text = line.split("\t", 1) if "\t" in line else (str(number), line)
        if line.strip():
            try:
                queries.append((name.strip(), parse(text.strip())))
            except QueryError as error:
                raise BadQueryLine(path, number, error) from error
    return queries
