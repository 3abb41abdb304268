"""Which articles of an archive on a cluster are copies, and which passages their stories share, as
`index.archive.copies` tells it: what is read back of all articles lies on the disk meanwhile.
"""

import base64
from array import array
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
import orjson

from dateline.index.analysis.sketch import SIZE
from dateline.index.archive.copies import PARTS, part_of, shared_of, shared_passages
from dateline.index.arrays import Array
from dateline.index.cluster.errors import DamagedArticle
from dateline.index.cluster.row_file import RowFile

COLUMNS = ("id", "sketch", "passages", "body_length", "group", "shared")
"""What is read of each article."""
_PAIRS = 1 << 17
"""Passages that are read at a time."""


def changed_copies(articles: Iterable[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The articles of which anything has changed: their keys and what is to be written.

    Args:
        articles: Of each `COLUMNS`, as a cluster writes columns, and its key as `_id`.

    Raises:
        DamagedArticle: One whose columns can't be read.
    """
    from dateline.index.archive.grouping import leaders

    with TemporaryFile() as lines, TemporaryFile() as hashes, TemporaryFile() as rows:
        sketches, words = RowFile(rows, SIZE), array("i")
        for at, one in enumerate(articles):
            try:
                sketches.add(_bytes(one.pop("sketch")))
                own = np.frombuffer(_bytes(one.get("passages", "")), "<u4")
            except ValueError as error:
                raise DamagedArticle(one["id"]) from error
            words.append(one.pop("body_length"))
            hashes.write(np.stack([own, np.full(len(own), at, "<u4")], axis=1).tobytes())
            lines.write(orjson.dumps(one) + b"\n")
        if not words:
            return
        leader = leaders(sketches, np.frombuffer(words, np.int32)).astype(np.uint32)
        shared = frozenset(shared_passages(_parts(hashes), leader).tolist())
        is_grouped = np.bincount(leader, minlength=len(leader))[leader] > 1
        is_head = is_grouped & (leader == np.arange(len(leader)))
        heads = {at: one["_id"] for at, one in enumerate(_read(lines)) if is_head[at]}
        for at, one in enumerate(_read(lines)):
            found = np.array(shared_of(_bytes(one.get("passages", "")), shared), "<u4").tobytes()
            group = heads[int(leader[at])] if is_grouped[at] else None
            if (group, found) != (one.get("group"), _bytes(one.get("shared", ""))):
                yield one["_id"], {"group": group, "shared": base64.b64encode(found).decode() or None}


def _read(lines: IO[bytes]) -> Iterator[dict[str, Any]]:
    lines.seek(0)
    return map(orjson.loads, lines)


def _parts(hashes: IO[bytes]) -> Iterator[tuple[Array, Array]]:
    """Passages and the numbers of their articles, part by part of `PARTS`."""
    for part in range(PARTS):
        found = [pairs[part_of(pairs[:, 0]) == part] for pairs in _pairs(hashes)]
        yield tuple(np.concatenate(found).T) if found else (np.empty(0, "<u4"),) * 2


def _pairs(hashes: IO[bytes]) -> Iterator[Array]:
    hashes.seek(0)
    while block := hashes.read(_PAIRS * 8):
        yield np.frombuffer(block, "<u4").reshape(-1, 2)


def _bytes(value: str) -> bytes:
    """What a column of bytes holds, as the cluster writes it."""
    return base64.urlsafe_b64decode(value + "==")
