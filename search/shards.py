"""The data of a static site: an archive as classic scripts that the page loads as it needs them.

`docs/site-format.md` has every byte. Articles are numbered by day, then id, so that a day's articles are a range, ties
in the ranking need nothing else to be told apart, and what is new comes last. Files:

    meta.js      counts, days, outlets, and where everything else begins
    t<n>.js      terms: stems in order, each with its words and their postings
    p<n>.js      the same words' positions, for phrases
    w<n>.js      words in order, for patterns and fuzzy words
    x<n>.js      articles' texts
    i<n>.js      ids in order, each with its article's number
    lengths.js   words in each body, for words that many articles have
    author.js, place.js   columns, for queries that ask for them
"""

import json
from collections.abc import Iterator
from pathlib import Path

from index.schema import ATTRIBUTES
from search.shard_codec import COARSE, FINE, deflated, text_field, varints
from search.shard_draft import Site, site_of
from search.shard_terms import position_shards, term_shards, word_shards

FORMAT = 1


def write(folder: Path, out: Path, *, pages: bool = False) -> None:
    """Write `data` and `js` of a site.

    Args:
        folder: The archive's.
        out: A folder that exists, without these two.
        pages: The site has a page for each article, so the number of files is no matter.

    Raises:
        OSError: The disk is full or the folder can't be written.
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
    """
    site = site_of(folder, FINE if pages else COARSE)
    data = out / "data"
    data.mkdir()
    meta = {"format": FORMAT, "language": site.language, "count": len(site.ids), "averages": list(site.averages)}
    meta |= {"common": site.common, "days": _days(site), "outlets": site.values("outlet")}
    meta |= {"outlet": deflated(varints(site.codes("outlet")))}
    for kind, shards in (
        ("t", term_shards(site)),
        ("p", position_shards(site)),
        ("w", word_shards(site)),
        ("x", _texts(site)),
        ("i", _ids(site)),
    ):
        meta[kind] = list(_write_shards(data, kind, shards))
    _write(data / "lengths.js", "lengths", deflated(varints(site.body_lengths)))
    for name in ATTRIBUTES[1:]:
        values = json.dumps([site.values(name), site.codes(name).tolist()], ensure_ascii=False, separators=(",", ":"))
        _write(data / f"{name}.js", name, deflated(values.encode()))
    text = json.dumps(meta, ensure_ascii=True, separators=(",", ":"))
    (data / "meta.js").write_text(f'Dateline.receive("meta",{text});\n', "utf-8")
    write_scripts(out / "js")


def write_scripts(folder: Path) -> None:
    """Write the engine's scripts as one, `dateline.js`, in the order in which they need each other."""
    from search.shard_scripts import bundle

    folder.mkdir()
    (folder / "dateline.js").write_text(bundle(), "utf-8")


def _write_shards(data: Path, kind: str, shards: Iterator[tuple[str | int, bytes]]) -> Iterator[str | int]:
    """Write shards, each with what it begins with, and yield these."""
    for number, (first, content) in enumerate(shards):
        _write(data / f"{kind}{number}.js", f"{kind}{number}", deflated(content))
        yield first


def _write(path: Path, name: str, content: str) -> None:
    path.write_text(f'Dateline.receive("{name}","{content}");\n', "ascii")


def _days(site: Site) -> list[int]:
    """Days and how many articles each has, in turns: the first day and then differences."""
    days: list[int] = []
    last = 0
    for day, count in site.days():
        days += (day - last, count)
        last = day
    return days


def _texts(site: Site) -> Iterator[tuple[int, bytes]]:
    """Articles in order, as lists of fields; each file begins with the article of this number."""
    rows = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in site.texts()]
    for start, end in site.grain.texts.portions([len(row) for row in rows]):
        yield start, b"[" + b",".join(rows[start:end]) + b"]"


def _ids(site: Site) -> Iterator[tuple[str, bytes]]:
    order = sorted(range(len(site.ids)), key=site.ids.__getitem__)
    names = [text_field(site.ids[number]) for number in order]
    for start, end in site.grain.ids.portions([len(name) + 3 for name in names]):
        pairs = [names[start:end], order[start:end]]
        yield names[start], json.dumps(pairs, ensure_ascii=False, separators=(",", ":")).encode()
