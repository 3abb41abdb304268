"""How an archive lies on a cluster: the names of its indices, their settings and mappings.

    NAME            an alias, which a rebuilt archive takes over at once
    NAME.3          the articles, a document each
    NAME.3.files    what each file was when it was read, and the pairs of its lines
    NAME.3.words    the words that articles have or had, for what fuzzy words mean and for suggestions

Texts are analysed by Dateline. A document has the words, the stems and the surface forms of headline, body and lead, a
blank between two, and the cluster splits them there and nowhere else. Their similarities make a score a count
(`FREQUENCY`), from which whoever searches works out the same scores as over an archive in a folder. A column has a hash
of two bytes for each word's stem, headline first: so whoever searches learns where words may stand without reading the
articles.
"""

from binascii import crc32
from typing import Any

from dateline.index.cluster.shape import Maybe, Shape
from dateline.index.schema import ATTRIBUTES

FORMAT = 5
"""Raised whenever an archive written before can't be read, or would answer differently."""
ZONES = ("title", "body", "lead")
FREQUENCY = {"body": (1, 255), "title": (256, 31), "lead": (8192, 31)}
"""By zone: what an occurrence adds to a score, and how many are counted at most. Sums of the three stay below 2**24, so
they are exact in float32, and one number tells all three counts.
"""
WORD_MAX = 8000
"""Characters of a word at most; of longer ones these are kept, since no more fit a term of Lucene's."""
HASHES = 1 << 16
"""Different hashes of stems (`stem_hash`)."""
FIELDS: dict[str, Shape] = {
    **dict.fromkeys(("id", "file", "digest", "stored", "sketch", "hashes", "compounds"), str),
    **dict.fromkeys(("name", "word", "pairs", "corrections"), str),
    **dict.fromkeys(("title_length", "body_length", "size", "mtime"), int),
    **dict.fromkeys((f"{zone}_{form}" for zone in ZONES for form in ("words", "stems", "forms")), str),
    **dict.fromkeys(("group", "shared", "passages", *ATTRIBUTES), Maybe(str)),
    **dict.fromkeys(("day", "month"), Maybe(int)),
    "skipped": {...: str},
}
"""What stands in the fields that are read of the documents of all indices."""
_KEYWORD = {"type": "keyword"}
_NUMBER = {"type": "integer"}
_COLUMN = {**_NUMBER, "index": False}
_BYTES = {"type": "binary", "doc_values": True}
_STORED = {"type": "object", "enabled": False}


def settings() -> dict[str, Any]:
    """The settings of an index of articles. Shards and replicas are left to the cluster and its index templates."""
    return {
        "refresh_interval": "-1",
        "similarity": {
            zone: {"type": "scripted", "script": {"source": f"return {each}.0 * Math.min(doc.freq, {most}.0);"}}
            for zone, (each, most) in FREQUENCY.items()
        },
        "analysis": {
            "analyzer": {"terms": {"type": "custom", "tokenizer": "terms"}},
            "tokenizer": {"terms": {"type": "whitespace", "max_token_length": WORD_MAX}},
        },
    }


def mappings(about: dict[str, Any]) -> dict[str, Any]:
    """The mappings of an index of articles; `about` is what the archive says of itself."""
    texts = {
        f"{zone}_{form}": {"type": "text", "analyzer": "terms", "norms": False, "similarity": zone}
        for zone in ZONES
        for form in ("words", "stems", "forms")
    }
    columns = {
        **dict.fromkeys(("id", "file", "group", *ATTRIBUTES, "outlet_folded", "compounds"), _KEYWORD),
        **{f"{name}_terms": _KEYWORD for name in ATTRIBUTES},
        "digest": {"type": "keyword", "index": False},
        **dict.fromkeys(("day", "month"), _NUMBER),
        **dict.fromkeys(("title_length", "body_length"), _COLUMN),
        **dict.fromkeys(("sketch", "passages", "shared", "hashes"), _BYTES),
        "stored": _STORED,
    }
    return {"_meta": {"dateline": about}, "dynamic": "strict", "properties": {**columns, **texts}}


def companions() -> dict[str, Any]:
    """The mappings of the indices beside one of articles, by what their names end in."""
    stored = dict.fromkeys(("size", "mtime", "skipped", "corrections", "pairs"), _STORED)
    return {
        "files": {"dynamic": "strict", "properties": {"name": _KEYWORD, **stored}},
        "words": {"dynamic": "strict", "properties": {"word": _KEYWORD}},
    }


def family(index: str) -> str:
    """An index of articles and those beside it, as the path of a request names them."""
    return ",".join([index, *(f"{index}.{ending}" for ending in companions())])


def stem_hash(stem: str) -> int:
    """A stem's hash: two bytes of its CRC-32. Stems that share one seem to stand where either does."""
    return crc32(stem.encode()) % HASHES
