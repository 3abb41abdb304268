"""The data of a static site: an archive as classic scripts that the page loads as it needs them.

`docs/site-format.md` has every byte. Articles are numbered by day, then id, so that a day's articles are a range, ties
in the ranking need nothing else to be told apart, and what is new comes last. What every search needs (counts, days,
outlets, where files begin) is `meta`, which ends the engine's script. Files:

    t<name>.js   terms: stems in order, each with its words and their posting lists
    p<name>.js   the same words' positions, for phrases
    w<name>.js   words in order, for patterns and fuzzy words
    x<n>.js      articles' texts
    i<name>.js   ids in order, each with its article's number
    o<n>.js      articles' outlets, and which are copies of one story
    l<n>.js      words in articles' bodies, for words that many articles have
    author.js, place.js   columns, for queries that ask for them
"""

import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from dateline.index.arrays import Array
from dateline.index.schema import ATTRIBUTES
from dateline.search.site.encoding import (
    BLOCK,
    BYTE_MAX,
    COARSE,
    FORMAT,
    DataFile,
    deflated,
    front_coded,
    hashed_name,
    literal,
    sections,
    separator,
    varints,
)
from dateline.search.site.snapshot import Snapshot
from dateline.search.site.term_files import stem_files, word_files

_SMALL = 1 << 20
"""Bytes of text up to which a site has few files for them whatever it is cut for: fewer requests, little to load."""


def write_data(site: Snapshot, out: Path) -> str:
    """Write `data` of a site, and return the script of `meta`.

    Args:
        site: The archive.
        out: A folder that exists, without `data`.

    Raises:
        OSError: The disk is full or the folder can't be written.
    """
    data = out / "data"
    data.mkdir()
    *outlets, last = list(_outlets(site)) or [[b""]]
    for kind, blocks in (("o", outlets), ("l", [_lengths(site.body_lengths[block]) for block in _blocks(site)])):
        _write_all(data, [f"{kind}{number}" for number in range(len(blocks))], blocks)
    for name in ATTRIBUTES[1:]:
        _write(data / f"{name}.js", deflated(_json([site.values(name), site.codes(name).tolist()])))
    terms, positions = zip(*stem_files(site), strict=True) if site.ids else ((), ())
    _write_files(data, "p", positions)  # begin where those of terms do
    return _script("meta", {
        "format": FORMAT,
        "language": site.language,
        "count": len(site.ids),
        "averages": list(site.averages),
        "common": site.common,
        "copies": sum(len(group) - 1 for group in site.copies),
        "days": deflated(varints(np.array(_days(site)))),
        "outlets": site.values("outlet"),
        "last": deflated(*last),
        "counts": np.bincount(site.codes("outlet")).tolist(),
        "t": " ".join(_write_files(data, "t", terms)),
        "w": " ".join(_write_files(data, "w", word_files(site))),
        "i": _write_files(data, "i", _ids(site)),
        "texts": _write_texts(data, site),
    })  # fmt: skip


def _write_files(data: Path, kind: str, files: Iterable[DataFile]) -> list[str]:
    """Write files, and return where each begins, front-coded: the shortest text after all names of the file before and
    not after the first of its own.

    Files are named after that text, so that they keep their names when there is one more before them.
    """
    made = list(files)
    lasts = ["", *(file.last for file in made)]
    begin = [separator(last, file.first) for last, file in zip(lasts, made, strict=False)]
    _write_all(data, [kind + hashed_name(text) for text in begin], [file.parts for file in made])
    return front_coded(begin)


def _write_texts(data: Path, site: Snapshot) -> int:
    """Write articles in order, as lists of fields, and return how many a file holds."""
    rows = [_json(row) for row in site.texts()]
    total = sum(map(len, rows))
    granularity = site.granularity.texts if total > _SMALL else COARSE.texts
    many = granularity.items(total, len(rows))
    contents = [[b"[" + b",".join(rows[at : at + many]) + b"]"] for at in range(0, len(rows), many)]
    _write_all(data, [f"x{number}" for number in range(len(contents))], contents)
    return many


def _write_all(data: Path, names: list[str], contents: list[list[bytes]]) -> None:
    """Deflate and write files in as many threads as there are processors: zlib releases the GIL."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, content in zip(names, pool.map(lambda parts: deflated(*parts), contents), strict=True):
            _write(data / f"{name}.js", content)


def _write(path: Path, content: str) -> None:
    path.write_text(_script(path.stem, content), "ascii")


def _script(name: str, content: object) -> str:
    return f"Dateline.receive({literal(name)},{literal(content)});\n"


def _days(site: Snapshot) -> list[int]:
    """Days and how many articles each has, in turns: the first day and then differences."""
    days: list[int] = []
    last = 0
    for day, count in site.days():
        days += (day - last, count)
        last = day
    return days


def _blocks(site: Snapshot) -> Iterator[slice]:
    """Of what every article has one of, how much is in one file."""
    yield from (slice(at, at + BLOCK) for at in range(0, len(site.ids), BLOCK))


def _outlets(site: Snapshot) -> Iterator[list[bytes]]:
    """The outlets of each block's articles; and of its copies the steps from one to the next, each with its group."""
    outlets, groups = site.codes("outlet"), site.copy_groups()
    for block in _blocks(site):
        copies = np.flatnonzero(groups[block] >= 0)
        coded = np.stack([np.diff(copies, prepend=-1) - 1, groups[block][copies]], axis=1)
        yield sections([varints(outlets[block]), varints(coded.reshape(-1))])


def _lengths(lengths: Array) -> list[bytes]:
    """Words in bodies: a byte each, and for those that reach 255 how many there are beyond."""
    beyond = lengths[lengths >= BYTE_MAX] - BYTE_MAX
    return sections([np.minimum(lengths, BYTE_MAX).astype(np.uint8).tobytes(), varints(beyond)])


def _ids(site: Snapshot) -> Iterator[DataFile]:
    order = sorted(range(len(site.ids)), key=site.ids.__getitem__)
    names = [site.ids[number].decode() for number in order]
    for start, end in site.granularity.ids.portions([len(name) + 3 for name in names], names):
        yield DataFile(names[start], names[end - 1], [_json([names[start:end], order[start:end]])])


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
