"""One file of named arrays and string tables: what a segment is stored in. `docs/index-format.md` has the layout."""

import json
import mmap
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from dateline.index.arrays import Array
from dateline.index.errors import CorruptIndex

MAGIC = b"dateline segment 1\n"
_ALIGN = 64
_CACHED_MAX = 1024
"""Strings whose numbers a table caches: a search asks for each word more than once."""
_FIXED = len(MAGIC) + 12
"""Bytes before the header: the magic, the header's length in eight bytes and its checksum in four."""


class StringTable:
    """A table of byte strings: item `i` is `blob[ends[i - 1]:ends[i]]`. `find` and `span` need it sorted."""

    def __init__(self, blob: Array, ends: Array) -> None:
        self.blob, self.ends = blob, ends
        self._bytes, self._bounds = blob.data, ends.data  # faster than arrays for one item
        self._cache: dict[bytes, int | None] = {}

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, item: int) -> bytes:
        if item < 0:
            raise IndexError(item)
        return bytes(self._bytes[self._bounds[item - 1] if item else 0 : self._bounds[item]])

    def __iter__(self) -> Iterator[bytes]:
        data, start = self.blob.tobytes(), 0
        for end in self.ends.tolist():
            yield data[start:end]
            start = end

    def find(self, value: bytes) -> int | None:
        """The number of this string, or None."""
        if value in (cache := self._cache):
            return cache[value]
        at = bisect_left(self, value)
        number = at if at < len(self) and self[at] == value else None
        if len(cache) >= _CACHED_MAX:
            cache = self._cache = {}  # a new one: another thread may be reading the old
        cache[value] = number
        return number

    def span(self, prefix: bytes) -> range:
        """The numbers of the strings that begin so. UTF-8 has no byte 0xff, so one sorts behind them all."""
        return range(bisect_left(self, prefix), bisect_left(self, prefix + b"\xff"))


def string_table(strings: Iterable[bytes]) -> tuple[Array, Array]:
    """The `blob` and `ends` of a table of these strings."""
    parts = list(strings)
    ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    return np.frombuffer(b"".join(parts), "u1"), ends.astype("<u4")


def file_parts(arrays: Mapping[str, Array]) -> Iterator[bytes | memoryview]:
    """The bytes of a file of these arrays, part by part."""
    entries: dict[str, tuple[str, int, int, int]] = {}
    offset = 0
    for name, array in arrays.items():
        offset = -(-offset // _ALIGN) * _ALIGN
        data = np.ascontiguousarray(array).tobytes()
        entries[name] = (array.dtype.str, offset, len(array), zlib.crc32(data))
        offset += array.nbytes
    header = json.dumps({"arrays": entries, "bytes": offset}, separators=(",", ":")).encode()
    yield MAGIC + len(header).to_bytes(8, "little") + zlib.crc32(header).to_bytes(4, "little") + header
    position = _FIXED + len(header)
    for array in arrays.values():
        yield bytes(-position % _ALIGN)
        if array.size:
            yield np.ascontiguousarray(array).data.cast("B")
        position += -position % _ALIGN + array.nbytes


class ArrayFile:
    """The arrays of a file, memory-mapped: nothing is read before it is used.

    Raises:
        CorruptIndex: The file is missing, cut short or not a segment.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._views: dict[str, Array] = {}
        self._strings: dict[str, StringTable] = {}
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._start, self._entries = self._header()
        except FileNotFoundError as error:
            raise CorruptIndex(path, "the file is missing") from error
        except (ValueError, KeyError, TypeError) as error:
            raise CorruptIndex(path, str(error)) from error

    def _header(self) -> tuple[int, dict[str, list[Any]]]:
        if self._map[: len(MAGIC)] != MAGIC:
            raise ValueError("not a segment of this version")
        size = int.from_bytes(self._map[len(MAGIC) : _FIXED - 4], "little")
        data = self._map[_FIXED : _FIXED + size]
        if zlib.crc32(data).to_bytes(4, "little") != self._map[_FIXED - 4 : _FIXED]:
            raise ValueError("the checksum of the header is wrong")
        header = json.loads(data)
        start = -(-(_FIXED + size) // _ALIGN) * _ALIGN
        if len(self._map) != start + header["bytes"]:
            raise ValueError(f"{len(self._map):,} bytes instead of {start + header['bytes']:,}")
        return start, header["arrays"]

    def array(self, name: str) -> Array:
        """A view of one array, read-only."""
        view = self._views.get(name)
        if view is None:
            dtype, offset, count, _ = self._entries[name]
            view = self._views[name] = np.frombuffer(self._map, dtype, count, self._start + offset)
        return view

    def strings(self, name: str) -> StringTable:
        """A string table: the arrays `name.blob` and `name.ends`."""
        strings = self._strings.get(name)
        if strings is None:
            strings = self._strings[name] = StringTable(self.array(f"{name}.blob"), self.array(f"{name}.ends"))
        return strings

    def release(self) -> None:
        """Give back the memory of the pages that were read; they are read again when they are needed."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def verify(self) -> None:
        """Read everything and compare checksums.

        Raises:
            CorruptIndex: An array has changed since it was written.
        """
        for name, (_, _, count, crc) in self._entries.items():
            if count and zlib.crc32(self.array(name).data) != crc:
                raise CorruptIndex(self.path, f"the checksum of `{name}` is wrong")
