"""One file of named arrays and string tables: what a segment is stored in. `docs/index-format.md` has the layout."""

import json
import mmap
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.index.errors import CorruptIndex, reading
from dateline.index.segment.checked_array import BLOCK, CheckedArray

MAGIC = b"dateline segment 2\n"
_ALIGN = 64
_CACHED_MAX = 1024
"""Strings whose numbers a table caches: a search asks for each word more than once."""
_FIXED = len(MAGIC) + 12
"""Bytes before the header: the magic, then in four bytes each how long the header is, how long the checksums are that
follow it, and the checksum of both.
"""
_HEADER_MAX = 1 << 16
_ITEMS_MAX = 1 << 40
_TYPES = ("|u1", "<u2", "<u4", "<u8")


class StringTable:
    """A table of byte strings: item `i` is `blob[ends[i - 1]:ends[i]]`. `find` and `span` need it sorted."""

    def __init__(self, blob: CheckedArray, ends: CheckedArray) -> None:
        self._blob, self._ends = blob, ends
        self._bytes, self._bounds = blob.items, ends.items
        self._unchecked = bytearray(b"\1") * len(ends)  # a string's: faster for one than to ask both arrays
        self._cache: dict[bytes, int | None] = {}

    @property
    def blob(self) -> Array:
        """All strings end to end."""
        return self._blob.whole()

    @property
    def ends(self) -> Array:
        """Where each ends."""
        return self._ends.whole()

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, item: int) -> bytes:
        if item < 0:
            raise IndexError(item)
        if self._unchecked[item]:
            self._blob.check(self._ends.item(item - 1) if item else 0, self._ends.item(item))
            self._unchecked[item] = 0
        return bytes(self._bytes[self._bounds[item - 1] if item else 0 : self._bounds[item]])

    def __iter__(self) -> Iterator[bytes]:
        ends = self.ends
        if (ends[1:] < ends[:-1]).any():
            raise ValueError("strings overlap")
        data, start = self.blob.tobytes(), 0
        for end in ends.tolist():
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
    data = [memoryview(np.ascontiguousarray(array).tobytes()) for array in arrays.values()]
    sums = [zlib.crc32(part[begin : begin + BLOCK]) for part in data for begin in range(0, len(part), BLOCK)]
    entries = {name: (array.dtype.str, len(array)) for name, array in arrays.items()}
    header, table = json.dumps(entries, separators=(",", ":")).encode(), np.array(sums, "<u4").tobytes()
    numbers = len(header), len(table), zlib.crc32(header + table)
    yield MAGIC + b"".join(number.to_bytes(4, "little") for number in numbers) + header + table
    position = _FIXED + len(header) + len(table)
    for part in data:
        yield bytes(-position % _ALIGN)
        yield part
        position += -position % _ALIGN + len(part)


class Entry(NamedTuple):
    """An array as the header tells: its type as NumPy writes it, its items, where it begins in the file, and the number
    of its first block.
    """

    dtype: str
    items: int
    start: int
    block: int

    @property
    def nbytes(self) -> int:
        """Its size in bytes."""
        return self.items * int(self.dtype[2])

    @property
    def end_block(self) -> int:
        """The number of the block after its last one."""
        return self.block - -self.nbytes // BLOCK


class ArrayFile:
    """The arrays of a file, memory-mapped: nothing is read before it is used, and nothing is used unchecked.

    Attributes:
        path: The file.
        checksum: That of the header, which has the checksums of all that follows: no two files have the same.
        entries: The arrays by name.

    Raises:
        CorruptIndex: The file is missing, cut short or not a segment.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._arrays: dict[str, CheckedArray] = {}
        self._whole: dict[str, Array] = {}
        self._strings: dict[str, StringTable] = {}
        if not path.is_file():  # nor is a pipe, which would never end
            raise CorruptIndex(path, "the file is missing")
        try:
            with path.open("rb") as file, reading(path):
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                self.checksum, self.entries, self._sums = self._header()
        except FileNotFoundError as error:  # another process has removed it in between
            raise CorruptIndex(path, "the file is missing") from error

    def _header(self) -> tuple[int, dict[str, Entry], Array]:
        """The checksum, the arrays, and the checksums of their blocks."""
        if self._map[: len(MAGIC)] != MAGIC:
            raise ValueError("not a segment of this version")
        size, sums_size, checksum = np.frombuffer(self._map, "<u4", 3, len(MAGIC)).tolist()
        if size > _HEADER_MAX or sums_size > _HEADER_MAX + len(self._map) // BLOCK * 4:
            raise ValueError(f"a header of {size:,} bytes, and checksums of {sums_size:,}")
        data = memoryview(self._map)[_FIXED : _FIXED + size + sums_size]
        if zlib.crc32(data) != checksum:
            raise ValueError("the checksum of the header is wrong")
        entries = _entries(json.loads(bytes(data[:size])), _FIXED + size + sums_size)
        last = list(entries.values())[-1]
        if len(self._map) != last.start + last.nbytes or sums_size != last.end_block * 4:
            raise ValueError(f"{len(self._map):,} bytes instead of {last.start + last.nbytes:,}")
        return checksum, entries, np.frombuffer(data[size:], "<u4")

    def sparse(self, name: str) -> CheckedArray:
        """An array of which only what is read is checked."""
        array = self._arrays.get(name)
        if array is None:
            entry = self.entries[name]
            data = memoryview(self._map)[entry.start : entry.start + entry.nbytes]
            sums = self._sums[entry.block : entry.end_block]
            array = self._arrays[name] = CheckedArray(self.path, name, np.frombuffer(data, entry.dtype), sums)
        return array

    def array(self, name: str) -> Array:
        """A view of one array, read-only, checked whole."""
        array = self._whole.get(name)
        if array is None:
            array = self._whole[name] = self.sparse(name).whole()
        return array

    def strings(self, name: str) -> StringTable:
        """A string table: the arrays `name.blob` and `name.ends`."""
        strings = self._strings.get(name)
        if strings is None:
            strings = self._strings[name] = StringTable(self.sparse(f"{name}.blob"), self.sparse(f"{name}.ends"))
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
        for name in self.entries:
            self.array(name)


def _entries(header: object, start: int) -> dict[str, Entry]:
    """The arrays that a header lists, which lie end to end, each at a multiple of `_ALIGN`. Raises ValueError."""
    if not isinstance(header, dict) or not header:
        raise ValueError("a header without arrays")
    entries, block = dict[str, Entry](), 0
    for name, entry in header.items():
        dtype, items = entry
        if dtype not in _TYPES or type(items) is not int or not 0 <= items <= _ITEMS_MAX:
            raise ValueError(f"{name!r} is no array")
        start += -start % _ALIGN
        entries[name] = made = Entry(dtype, items, start, block)
        start, block = start + made.nbytes, made.end_block
    return entries
