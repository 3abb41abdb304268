"""The doc store of a segment: each article's fields, compressed by themselves (Zstandard, RFC 8878) with a dictionary
of what the segment's articles have in common: one is read without others, and still takes little room.

Fields are parted by a character that no article's text has (`index.sources.decode.clean_text`): read ten times as fast
as JSON.
"""

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

import numpy as np
import zstandard
from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdDecompressor, ZstdError

from dateline.index.arrays import Array
from dateline.index.article import ARTICLE_MAX, Article
from dateline.index.errors import CorruptIndex
from dateline.index.schema import STORED, ordinal
from dateline.index.segment.array_file import ArrayFile, string_table

SEGMENT_MAX = 1 << 28
"""Bytes of articles from which a segment is full."""
_PARTS_MAX = 3 * len(STORED)
_PART = "\0"
_LEVEL = 3
_SAMPLES = 512
"""Articles that a dictionary is made of: more make a hardly better one."""
_SEGMENT, _GRAM = 256, 6
"""Bytes of the pieces that it is made of, and of the strings that are counted to choose them: `k` and `d` of the
trainer, which would try some out itself. That takes five times as long, for articles that take as much room.
"""
DICTIONARY_MAX, _SHARE = 1 << 16, 64
"""A dictionary takes so many bytes at most, and such a part of what it is to compress."""
_DICTIONARY_MIN = 1 << 10


def encode_article(article: Article) -> bytes:
    """What is stored of an article, all but its id: texts in the order of `index.schema.STORED`, an empty one for None,
    then of each piece of evidence its field and itself.
    """
    evidence = [text for piece in article.evidence.items() for text in piece]
    fields = article.path, article.title, article.date, article.outlet, article.author, article.place, article.url
    parts = [part or "" for part in (*fields, article.body, *evidence)]
    text = _PART.join(parts)
    if text.count(_PART) >= len(parts):
        text = _PART.join([part.replace(_PART, "") for part in parts])
    return text.encode("utf-8", "replace")


def decode_article(identity: bytes, stored: bytes) -> dict[str, Any]:
    """An article's id and fields, by their names in `index.article.Article`. Raises ValueError where it can't be."""
    path, title, date, outlet, author, place, url, body, *evidence = stored.decode().split(_PART, _PARTS_MAX)
    ordinal(date or None)  # else it is no date
    return {
        "id": identity.decode(),
        "path": path,
        "title": title,
        "date": date or None,
        "outlet": outlet or None,
        "author": author or None,
        "place": place or None,
        "url": url or None,
        "body": body,
        "evidence": dict(zip(evidence[::2], evidence[1::2], strict=True)),
    }


def compress(values: Sequence[bytes]) -> dict[str, Array]:
    """The arrays that hold these values."""
    dictionary = _dictionary(values)
    packer = ZstdCompressor(_LEVEL, dict_data=ZstdCompressionDict(dictionary), write_dict_id=False)
    parts = packer.multi_compress_to_buffer(list(values), threads=-1)
    blob, ends = string_table(parts[number].tobytes() for number in range(len(parts)))
    return {
        "stored.blob": blob,
        "stored.ends": ends,
        "stored.dictionary": np.frombuffer(dictionary, "u1"),
    }


def _dictionary(values: Sequence[bytes]) -> bytes:
    """A dictionary for values, empty where they are too few or too odd for one."""
    size = min(sum(map(len, values)) // _SHARE, DICTIONARY_MAX)
    if size < _DICTIONARY_MIN:
        return b""
    try:
        samples = values[:: -(-len(values) // _SAMPLES)]
        return zstandard.train_dictionary(size, list(samples), k=_SEGMENT, d=_GRAM).as_bytes()
    except ZstdError:
        return b""


class DocStore:
    """The stored fields of a segment's articles as bytes, by article number."""

    def __init__(self, file: ArrayFile) -> None:
        self._path, self._values = file.path, file.strings("stored")
        self._lock = Lock()  # an unpacker serves one thread at a time, and crashes otherwise
        try:
            dictionary = ZstdCompressionDict(file.array("stored.dictionary").tobytes())
            self._unpacker = ZstdDecompressor(dict_data=dictionary)
        except ZstdError as error:
            raise CorruptIndex(self._path, f"its dictionary: {error}") from error

    def packed(self, number: int) -> bytes:
        """An article's fields as they stand in the file, for `unpacked`. Raises CorruptIndex."""
        return self._values[number]

    def __iter__(self) -> Iterator[bytes]:
        """Raises CorruptIndex."""
        left = SEGMENT_MAX + 8 * ARTICLE_MAX  # what a full one may still take in
        for number, value in enumerate(self._values):
            stored = self.unpacked(number, value)
            left -= len(stored)
            if left < 0:
                raise CorruptIndex(self._path, "its articles unpack to more than a segment holds")
            yield stored

    def unpacked(self, number: int, value: bytes) -> bytes:
        """An article's fields. Raises CorruptIndex."""
        try:
            if not 0 <= zstandard.frame_content_size(value) <= ARTICLE_MAX:
                raise CorruptIndex(self._path, f"article {number} is too large, or does not tell its size")
            with self._lock:
                return self._unpacker.decompress(value)
        except (ZstdError, MemoryError) as error:
            raise CorruptIndex(self._path, f"article {number}: {error}") from error
