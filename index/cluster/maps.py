"""Mappings of texts on the disk: for what grows with an archive, while it is indexed."""

import sqlite3
from collections.abc import ItemsView, Iterator, MutableMapping

_CACHE = 16 << 10
"""KiB of the file that are in memory at most."""
_TABLE = "CREATE TABLE item (map INTEGER, key BLOB, value BLOB, PRIMARY KEY (map, key)) WITHOUT ROWID"


class Maps:
    """Makes mappings; all lie in one temporary file, which goes when nothing needs it."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._count = 0
        for step in ("PRAGMA journal_mode = OFF", f"PRAGMA cache_size = -{_CACHE}", _TABLE, "BEGIN"):
            self._file.execute(step)

    def new(self) -> "Map":
        """An empty mapping."""
        self._count += 1
        return Map(self._file, self._count)


class Map(MutableMapping[str, str]):
    """A mapping in a file, in the order of its keys' bytes. Raises OSError where the disk is full."""

    def __init__(self, file: sqlite3.Connection, number: int) -> None:
        self._file, self._number = file, number

    def __getitem__(self, key: str) -> str:
        found = self._rows("SELECT value FROM item WHERE map = ? AND key = ?", _packed(key))
        for (value,) in found:
            return _text(value)
        raise KeyError(key)

    def __setitem__(self, key: str, value: str) -> None:
        self._rows("INSERT OR REPLACE INTO item VALUES (?, ?, ?)", _packed(key), _packed(value))

    def __delitem__(self, key: str) -> None:
        if not self._rows("DELETE FROM item WHERE map = ? AND key = ?", _packed(key)).rowcount:
            raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (_text(key) for (key,) in self._rows("SELECT key FROM item WHERE map = ?"))

    def __len__(self) -> int:
        ((count,),) = self._rows("SELECT count(*) FROM item WHERE map = ?")
        return int(count)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def items(self) -> ItemsView[str, str]:
        """All keys with their values, in one go."""
        return _Items(self)

    def rows(self) -> Iterator[tuple[str, str]]:
        """The same."""
        found = self._rows("SELECT key, value FROM item WHERE map = ?")
        return ((_text(key), _text(value)) for key, value in found)

    def _rows(self, statement: str, *values: bytes) -> sqlite3.Cursor:
        try:
            return self._file.execute(statement, (self._number, *values))
        except sqlite3.OperationalError as error:
            raise OSError(f"a temporary file: {error}") from error


class _Items(ItemsView[str, str]):
    """A query for each key is spared."""

    _mapping: Map

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return self._mapping.rows()


def _packed(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(packed: bytes) -> str:
    return packed.decode("utf-8", "surrogatepass")
