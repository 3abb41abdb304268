"""The data of a static site: an archive as classic scripts that the page loads as it needs them.

`docs/site-format.md` has every byte. Articles are numbered by day, then id, so that a day's articles are a range, ties
in the ranking need nothing else to be told apart, and what is new comes last. What every search needs (counts, days,
outlets, where data_files begin) ends the engine's script, js/dateline.js; js/relax.js is for searches that find nothing.
Files:

    t<name>.js   terms: stems in order, each with its words and their postings
    p<name>.js   the same words' positions, for phrases
    w<name>.js   words in order, for patterns and fuzzy words
    x<n>.js      articles' texts
    i<name>.js   ids in order, each with its article's number
    lengths.js   words in each body, for words that many articles have
    author.js, place.js   columns, for queries that ask for them
"""

import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from dateline.index.schema import ATTRIBUTES
from dateline.search.site.encoding import (
    BYTE,
    COARSE,
    DataFile,
    deflated,
    front_coded,
    hashed_name,
    sections,
    separator,
    varints,
)
from dateline.search.site.scripts import SCRIPTS, bundle
from dateline.search.site.snapshot import Snapshot
from dateline.search.site.term_files import stem_files, word_files

FORMAT = 1
_SMALL = 1 << 20
"""Bytes of text up to which a site has few files for them whatever it is cut for: fewer requests, little to load."""


def write_data(site: Snapshot, out: Path) -> str:
    """Write `data` and `js` of a site, and return the engine's script with what every search needs.

    Args:
        site: The archive.
        out: A folder that exists, without these two.

    Raises:
        OSError: The disk is full or the folder can't be written.
    """
    data = out / "data"
    data.mkdir()
    meta = {"format": FORMAT, "language": site.language, "count": len(site.ids), "averages": list(site.averages)}
    meta |= {"common": site.common, "many": site.granularity.many, "days": _days(site), "outlets": site.values("outlet")}
    meta |= {"outlet": deflated(varints(site.codes("outlet")))}
    terms, positions = zip(*stem_files(site), strict=True) if site.ids else ((), ())
    for kind, data_files in (("t", terms), ("p", positions), ("w", word_files(site)), ("i", _ids(site))):
        meta[kind] = front_coded(_write_files(data, kind, data_files))
    del meta["p"]  # the same as those of `t`
    meta["texts"] = _write_texts(data, site)
    _write(data / "lengths.js", deflated(*_lengths(site)))
    for name in ATTRIBUTES[1:]:
        values = json.dumps([site.values(name), site.codes(name).tolist()], ensure_ascii=False, separators=(",", ":"))
        _write(data / f"{name}.js", deflated(values.encode()))
    (out / "js").mkdir()
    engine = bundle(*SCRIPTS) + _script("meta", meta)
    (out / "js" / "dateline.js").write_text(engine, "utf-8")
    (out / "js" / "relax.js").write_text(bundle("relax"), "utf-8")
    return engine


def _write_files(data: Path, kind: str, data_files: Iterable[DataFile]) -> list[str]:
    """Write data_files, and return for each the shortest text that is after all of those before and not after it.

    Files are named after that text, so that they keep their names when there is one more before them.
    """
    made = list(data_files)
    begin = [separator(last, data_file.first) for last, data_file in zip(["", *(data_file.last for data_file in made)], made, strict=False)]
    _write_all(data, [kind + hashed_name(text) for text in begin], [data_file.parts for data_file in made])
    return begin


def _write_texts(data: Path, site: Snapshot) -> int:
    """Write articles in order, as lists of fields, and return how many a file holds."""
    rows = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in site.texts()]
    total = sum(map(len, rows))
    granularity = site.granularity.texts if total > _SMALL else COARSE.texts
    many = granularity.items(total, len(rows))
    contents = [[b"[" + b",".join(rows[at : at + many]) + b"]"] for at in range(0, len(rows), many)]
    _write_all(data, [f"x{number}" for number in range(len(contents))], contents)
    return many


def _write_all(data: Path, names: list[str], contents: list[list[bytes]]) -> None:
    """Deflate and write files in as many threads as there are processors: zlib lets go of Python."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, content in zip(names, pool.map(lambda parts: deflated(*parts), contents), strict=True):
            _write(data / f"{name}.js", content)


def _write(path: Path, content: str) -> None:
    path.write_text(_script(path.stem, content), "ascii")


def _script(name: str, content: object) -> str:
    """A call; as `<` is written as an escape, it may stand in a page."""
    separator = json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")
    return f"Dateline.receive({json.dumps(name)},{separator});\n"


def _days(site: Snapshot) -> list[int]:
    """Days and how many articles each has, in turns: the first day and then differences."""
    days: list[int] = []
    last = 0
    for day, count in site.days():
        days += (day - last, count)
        last = day
    return days


def _lengths(site: Snapshot) -> list[bytes]:
    """Words in bodies: a byte each, and for those that hold 255 how many there are beyond."""
    lengths = site.body_lengths
    return sections([np.minimum(lengths, BYTE).astype(np.uint8).tobytes(), varints(lengths[lengths >= BYTE] - BYTE)])


def _ids(site: Snapshot) -> Iterator[DataFile]:
    order = sorted(range(len(site.ids)), key=site.ids.__getitem__)
    names = [site.ids[number].decode() for number in order]
    for start, end in site.granularity.ids.portions([len(name) + 3 for name in names], names):
        pairs = json.dumps([names[start:end], order[start:end]], ensure_ascii=False, separators=(",", ":"))
        yield DataFile(names[start], names[end - 1], [pairs.encode()])
