"""What each array of a segment must be: one table, by which a segment is held before anything of it is used."""

from typing import NamedTuple

from dateline.index.analysis.sketch import SIZE
from dateline.index.schema import ATTRIBUTES
from dateline.index.segment.array_file import ArrayFile
from dateline.index.segment.codebook import ESCAPE
from dateline.index.segment.contents import DOCS_MAX
from dateline.index.segment.docstore import DICTIONARY_MAX


class Kind(NamedTuple):
    """What an array must be.

    Attributes:
        bytes: Of an item; 0: 1, 2, 4 or 8.
        unit: It has so many items as there are of these; an array of a unit of its own may have any number.
        times: For each of them it has so many items.
        bounds: The array that it parts: its last item is how many items that one has.
        plus: It has so many items more.
    """

    bytes: int
    unit: str
    times: int = 1
    bounds: str = ""
    plus: int = 0


def _table(name: str, unit: str) -> dict[str, Kind]:
    """The arrays of a string table."""
    return {f"{name}.ends": Kind(4, unit, bounds=f"{name}.blob"), f"{name}.blob": Kind(1, f"{name}.blob")}


def _lists(prefix: str, postings: str) -> dict[str, Kind]:
    """The arrays of posting lists."""
    return {
        f"{prefix}doc": Kind(2, postings),
        f"{prefix}frequency.code": Kind(1, postings),
        f"{prefix}exception.posting": Kind(0, f"{prefix}exceptions"),
        f"{prefix}exception.frequency": Kind(2, f"{prefix}exceptions"),
    }


def _bounds(unit: str, of: str) -> Kind:
    return Kind(0, unit, bounds=of, plus=1)


ARRAYS = {
    "day": Kind(4, "articles"),
    "month": Kind(2, "articles"),
    "length": Kind(4, "articles", times=3),
    "sketch": Kind(1, "articles", times=SIZE),
    "id.sorted": Kind(2, "articles"),
    **_table("id", "articles"),
    **_table("passage", "articles"),
    **_table("stored", "articles"),
    "stored.dictionary": Kind(1, "dictionary"),
    **_table("word", "words"),
    **_table("stem", "stems"),
    "word.stem": Kind(0, "words"),
    "stem.word": Kind(0, "words"),
    "stem.words": _bounds("stems", "stem.word"),
    "word.postings": _bounds("words", "doc"),
    "word.positions": _bounds("words", "position"),
    "position": Kind(0, "positions"),
    "capped.posting": Kind(0, "capped"),
    "capped.count": Kind(0, "capped"),
    "stem.postings": _bounds("stems", "stem.doc"),
    "bigram.word": Kind(0, "frequent words"),
    "bigram.key": Kind(8, "bigrams"),
    "bigram.postings": _bounds("bigrams", "bigram.doc"),
    **_table("form", "forms"),
    "form.postings": _bounds("forms", "form.doc"),
    "frequency.codebook": Kind(2, "codes"),
    **_lists("", "postings"),
    **_lists("stem.", "stems' postings"),
    **_lists("bigram.", "bigrams' postings"),
    **_lists("form.", "forms' postings"),
}
for _name in ATTRIBUTES:
    ARRAYS |= {f"{_name}.code": Kind(2, "articles"), **_table(_name, _name), **_table(f"{_name}.words", _name)}


def check_layout(file: ArrayFile) -> None:
    """Hold a file's arrays by the table. Raises ValueError."""
    if odd := file.entries.keys() ^ ARRAYS.keys():
        raise ValueError(f"array {min(odd)!r} is missing, or should not be there")
    counts = {"codes": ESCAPE}
    for name, kind in ARRAYS.items():
        entry = file.entries[name]
        count, rest = divmod(entry.items - kind.plus, kind.times)
        if rest or count < 0 or count != counts.setdefault(kind.unit, count):
            raise ValueError(f"{entry.items:,} items in `{name}`")
        if kind.bytes not in (0, int(entry.dtype[2])):
            raise ValueError(f"`{name}` is of type {entry.dtype}")
        if kind.bounds:
            end = file.sparse(name).item(entry.items - 1) if entry.items else 0
            if end != file.entries[kind.bounds].items:
                raise ValueError(f"`{name}` does not fit `{kind.bounds}`")
    if counts["articles"] > DOCS_MAX or counts["dictionary"] > DICTIONARY_MAX:
        raise ValueError(f"{counts['articles']:,} articles, a dictionary of {counts['dictionary']:,} bytes")
