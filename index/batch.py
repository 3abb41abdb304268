"""What a worker makes of raw documents: articles read, analysed and packed, as arrays ready for a segment."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from index.analysis import Analyzer
from index.article import Article, RawDocument, Skipped
from index.postings import Streams
from index.read import parse
from index.rules import Rules
from index.schema import ATTRIBUTES, LEAD, STORED, ordinal


@dataclass(slots=True)
class Entry:
    """One article of a batch, all but its words.

    Attributes:
        id: Its id.
        fallback: An id that no other article can claim, for when the source's own is taken.
        file: The file it came from.
        digest: Of all its fields: an article that has the same digest is the same article.
        day: When it was published, as `index.schema.ordinal` has it.
        attributes: Outlet, author and place; empty where missing.
        stored: Its fields as JSON, in the order of `index.schema.STORED`.
    """

    id: str
    fallback: str
    file: str
    digest: str
    day: int
    attributes: tuple[str, ...]
    stored: bytes


@dataclass(slots=True)
class Batch:
    """Articles to add, those found unchanged as (file, digest), and what was skipped, with its file.

    `streams` numbers the words.
    """

    entries: list[Entry] = field(default_factory=list)
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[Skipped, str]] = field(default_factory=list)
    words: list[bytes] = field(default_factory=list)
    streams: Streams = field(default_factory=lambda: Streams(*np.empty((4, 0), np.int64)))

    def only(self, kept: Sequence[bool]) -> "Batch":
        """The batch without the entries that are not kept, and without the words that only those have."""
        rows, old = np.array(kept, bool), self.streams
        used, words = np.unique(old.words[np.repeat(rows, old.title + old.body)], return_inverse=True)
        return replace(
            self,
            entries=[entry for entry, keep in zip(self.entries, kept, strict=True) if keep],
            words=[self.words[number] for number in used.tolist()],
            streams=Streams(words.astype(np.int32), old.title[rows], old.body[rows], old.lead[rows]),
        )


VOCABULARY_MAX = 500_000
"""Distinct terms that a worker keeps in mind: what bounds its memory."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@cache
def analyzer_of(language: str) -> Analyzer:
    """The analyzer of a language, one in each process. Raises UnknownLanguage."""
    return Analyzer(language)


def prepare(raws: Sequence[RawDocument], rules: Rules, language: str, known: Mapping[str, set[str]]) -> Batch:
    """Read and analyse documents.

    Args:
        raws: The documents.
        rules: The user's rules on outlets.
        language: For the stemmer.
        known: For each file that was indexed before, the digests of its articles, which need no second look.
    """
    batch, analyzer = Batch(), analyzer_of(language)
    numbers: list[int] = []
    lengths: list[tuple[int, int, int]] = []
    for raw in raws:
        article = parse(raw, rules)
        if isinstance(article, Skipped):
            batch.skipped.append((article, raw.path))
            continue
        entry = _entry(raw, article)
        if entry.digest in known.get(entry.file, ()):
            batch.unchanged.append((entry.file, entry.digest))
            continue
        batch.entries.append(entry)
        first, _, rest = article.body.partition("\n")
        title, lead, body = (analyzer.numbers(text) for text in (article.title, first, rest))
        numbers += title
        numbers += lead
        numbers += body
        lengths.append((len(title), len(lead) + len(body), min(len(lead), LEAD)))
    columns = np.array(lengths, np.int64).reshape(-1, 3)
    used, words = np.unique(np.array(numbers, np.int32), return_inverse=True)
    batch.streams = Streams(words.astype(np.int32), columns[:, 0], columns[:, 1], columns[:, 2])
    vocabulary = [analyzer.vocabulary[number] for number in used.tolist()]
    batch.words = [term.encode() for term in vocabulary]
    if len(analyzer.vocabulary) > VOCABULARY_MAX:
        analyzer.forget()
    return batch


def _entry(raw: RawDocument, article: Article) -> Entry:
    values = [getattr(article, name) for name in STORED]
    data = _encode(values).encode("utf-8", "replace")
    digest = hashlib.blake2b(article.id.encode("utf-8", "replace") + b"\0" + data, digest_size=8).hexdigest()
    attributes = tuple(getattr(article, name) or "" for name in ATTRIBUTES)
    return Entry(article.id, raw.id, raw.path, digest, ordinal(article.date), attributes, data)
