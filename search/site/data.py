"""The data of a static site: an archive as classic scripts that the page loads as it needs them.

`docs/site-format.md` has every byte. Articles are numbered by day, then id, so that a day's articles are a range, ties
in the ranking need nothing else to be told apart, and what is new comes last. What every search needs (counts, days,
outlets, where files begin) is `meta`, which ends the engine's script. Files:

    t<name>.js   terms: stems in order, each with its words and their posting lists
    p<name>.js   the same words' positions, for phrases
    h<name>.js   what each common one of them finds, counted ahead
    k<name>.js   lengths and outlets of the articles that the frequent ones of them are in
    b<name>.js   bigrams and trigrams of frequent words, by the first of them, with their posting lists
    q<name>.js   the same n-grams' positions, for longer phrases
    g<name>.js   what each common one of these finds, counted ahead
    j<name>.js   lengths and outlets of the articles that the frequent ones of these are in
    f<name>.js   surface forms in order, each with its posting list
    w<name>.js   words in order, for patterns and fuzzy words
    n<n>.js      words by what those one edit away have in common with them, for what to offer in place of others
    c<name>.js   words that are usual, in order, for words two edits away
    x<n>.js      articles' texts
    i<name>.js   ids in order, each with its article's number
    o<n>.js      articles' outlets, and which are copies of one story
    u<n>.js      which are, alone, to count an answer's copies without its outlets
    l<n>.js      words in articles' bodies, for words that many articles have
    author.js, place.js, path.js, url.js   columns, for queries that ask for them
"""

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from dateline.index.arrays import Array
from dateline.index.schema import ATTRIBUTES
from dateline.search.site.atomic_folder import put
from dateline.search.site.encoding import (
    BLOCK,
    BYTE_MAX,
    COARSE,
    FORMAT,
    GROUPED,
    DataFile,
    deflated,
    front_coded,
    hashed_name,
    literal,
    sections,
    separator,
    varints,
)
from dateline.search.site.form_files import form_files
from dateline.search.site.marks import OTHERWISE, marks
from dateline.search.site.ngrams import find_ngrams
from dateline.search.site.rare_words import find_rare_words
from dateline.search.site.snapshot import Snapshot
from dateline.search.site.term_files import ngram_files, stem_files
from dateline.search.site.word_files import near_files, usual_files, word_files

_SMALL = 1 << 20
"""Bytes of text up to which a site has few files for them whatever it is cut for: fewer requests, little to load."""
_WORD, _ARTICLE = 6, 200
"""Bytes that a word of a text takes, and what else is kept of an article, about."""
_AHEAD = 1 << 22
"""Bytes that wait to be deflated at most, about."""


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
    _write_all(data, ((f"o{number}", block) for number, block in enumerate(outlets)))
    if site.copies:
        _write_all(data, ((f"u{at}", [_copies(site, block)]) for at, block in enumerate(_blocks(site, GROUPED))))
    lengths = site.lengths[:, 1]
    _write_all(data, ((f"l{number}", _lengths(lengths[block])) for number, block in enumerate(_blocks(site))))
    for name in ATTRIBUTES[1:]:
        values, codes = site.column(name)
        _write(data / f"{name}.js", deflated(_json([values, codes.tolist()])))
    outlet = site.outlet
    stories = np.zeros((len(site.words), 2), np.int32)
    return _script("meta", {
        "format": FORMAT,
        "language": site.language,
        "count": len(site.ids),
        "averages": list(site.averages),
        "common": site.common,
        "copies": sum(len(group) - 1 for group in site.copies),
        "days": deflated(varints(np.array(_days(site), np.int64))),
        "outlets": outlet.values,
        "last": deflated(*last),
        "counts": np.bincount(outlet.codes).tolist(),
        **_write_postings(data, site, stories),
        "often": site.granularity.frequent,
        "carrying": site.carrying,
        "w": " ".join(_write_files(data, "w", word_files(site))),
        "c": " ".join(_write_files(data, "c", usual_files(site, stories))),
        "n": _write_all(data, ((f"n{number}", [words]) for number, words in enumerate(near_files(site, stories)))),
        "i": _write_files(data, "i", _ids(site)),
        "texts": _write_texts(data, site),
    })  # fmt: skip


def _write_postings(data: Path, site: Snapshot, stories: Array) -> dict[str, Any]:
    """Write the files that hold postings, and return what `meta` has of them; `stories` as `stem_files` takes it. The
    n-grams and what was read for them take much memory, and are gone after it.
    """
    ahead: dict[str, list[int]] = {"h": [], "g": []}
    with TemporaryDirectory(dir=data.parent) as folder:
        rare = find_rare_words(site, Path(folder))
        ngrams, marked = find_ngrams(site, Path(folder)), marks(site)
        of_ngrams = _write_files(data, "b", ngram_files(site, ngrams), ahead["g"])
        of_stems = _write_files(data, "t", stem_files(site, ngrams, rare, marked, stories), ahead["h"])
        ngrams.close()
        rare.open_forms.close()
    otherwise = {mark for found in marked.values() for mark in found}
    return {
        "t": " ".join(of_stems),
        **ahead,
        "f": " ".join(_write_files(data, "f", form_files(site))),
        "b": of_ngrams,
        "frequent": " ".join(ngrams.ranked),
        "otherwise": " ".join(word for word in ngrams.ranked if f"{OTHERWISE}{word}".encode() in otherwise),
    }


def _write_files(data: Path, kind: str, files: Iterable[DataFile], ahead: list[int] | None = None) -> list[str]:
    """Write files, and return where each begins, front-coded: the shortest text after all names of the file before and
    not after the first of its own.

    Files are named after that text, so that they keep their names when there is one more before them. `ahead` takes the
    numbers of those that have a file of kind `h` or `g` beside them.
    """
    begin: list[str] = []

    def named() -> Iterator[tuple[str, list[bytes]]]:
        last = ""
        for file in files:
            begin.append(separator(last, file.first))
            last = file.last
            yield kind + hashed_name(begin[-1]), file.parts
            for other, parts in file.beside.items():
                if other in "gh" and ahead is not None:
                    ahead.append(len(begin) - 1)
                yield other + hashed_name(begin[-1]), parts

    _write_all(data, named())
    return front_coded(begin)


def _write_texts(data: Path, site: Snapshot) -> int:
    """Write articles in order, as lists of fields, and return how many a file holds."""
    count = len(site.ids)
    total = _WORD * int(site.lengths[:, :2].sum()) + _ARTICLE * count
    granularity = site.granularity.texts if total > _SMALL else COARSE.texts
    many = granularity.items(total, count)
    rows = map(_json, site.texts())
    shares = (b"[" + b",".join(islice(rows, many)) + b"]" for _ in range(0, count, many))
    _write_all(data, ((f"x{number}", [share]) for number, share in enumerate(shares)))
    return many


def _write_all(data: Path, files: Iterable[tuple[str, list[bytes]]]) -> int:
    """Deflate and write files in as many threads as there are processors, little at once: zlib releases the GIL. Gives
    how many there were.
    """

    def write(name: str, parts: list[bytes]) -> None:
        _write(data / f"{name}.js", deflated(*parts))

    count, size = 0, 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting: deque[tuple[Future[None], int]] = deque()
        for name, parts in files:
            waiting.append((pool.submit(write, name, parts), sum(map(len, parts))))
            count, size = count + 1, size + waiting[-1][1]
            while size > _AHEAD:
                done, of = waiting.popleft()
                done.result()
                size -= of
        for done, _ in waiting:
            done.result()
    return count


def _write(path: Path, content: str) -> None:
    put(path, _script(path.stem, content))


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


def _blocks(site: Snapshot, size: int = BLOCK) -> Iterator[slice]:
    """Of what every article has one of, how much is in one file."""
    yield from (slice(at, at + size) for at in range(0, len(site.ids), size))


def _outlets(site: Snapshot) -> Iterator[list[bytes]]:
    """The outlets of each block's articles, and its copies."""
    for block in _blocks(site):
        yield sections([varints(site.outlet.codes[block]), _copies(site, block)])


def _copies(site: Snapshot, block: slice) -> bytes:
    """Of the copies in a block the steps from one to the next, each with its group."""
    groups = site.groups[block]
    copies = np.flatnonzero(groups >= 0)
    return varints(np.stack([np.diff(copies, prepend=-1) - 1, groups[copies]], axis=1).reshape(-1))


def _lengths(lengths: Array) -> list[bytes]:
    """Words in bodies: a byte each, and for those that reach 255 how many there are beyond."""
    beyond = lengths[lengths >= BYTE_MAX] - BYTE_MAX
    return sections([np.minimum(lengths, BYTE_MAX).astype(np.uint8).tobytes(), varints(beyond)])


def _ids(site: Snapshot) -> Iterator[DataFile]:
    order = sorted(range(len(site.ids)), key=site.ids.__getitem__)
    sizes = np.fromiter((len(site.ids.text(number)) + 3 for number in order), np.int64, len(order))
    for start, end in site.granularity.ids.portions(sizes, lambda at: site.ids.text(order[at])):
        names = [site.ids.text(number) for number in order[start:end]]
        yield DataFile(names[0], names[-1], [_json([names, order[start:end]])])


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
