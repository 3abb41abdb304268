"""What a worker makes of raw documents: articles read and packed, their texts cut, as columns and arrays."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import chain, compress

import numpy as np

from dateline.index.analysis.chunks import Chunks, cut
from dateline.index.article import Article, RawDocument, Skipped
from dateline.index.extract.outlet_rules import Rules
from dateline.index.extract.parse import parse
from dateline.index.schema import ordinal
from dateline.index.segment.docstore import encode_article
from dateline.index.sources.documents import split


@dataclass(slots=True)
class ArticleColumns:
    """The articles of a batch, all but their words: an item an article in each list. Lists of plain values pass from
    process to process faster than a list of objects does.

    Attributes:
        id: Their ids.
        fallback: Ids that no other article can claim, for where the source's own is taken.
        file: The files they came from.
        digest: Of all fields: an article that has the same digest is the same article.
        day: When they were published, as `index.schema.ordinal` has it.
        attributes: Outlet, author and place of each; empty where missing.
        stored: Their fields, as `index.segment.docstore.encode_article` has them.
    """

    id: list[str] = field(default_factory=list)
    fallback: list[str] = field(default_factory=list)
    file: list[str] = field(default_factory=list)
    digest: list[str] = field(default_factory=list)
    day: list[int] = field(default_factory=list)
    attributes: list[tuple[str, ...]] = field(default_factory=list)
    stored: list[bytes] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.id)

    def add(self, raw: RawDocument, article: Article, digest: str, stored: bytes) -> None:
        """Add an article."""
        self.id.append(article.id)
        self.fallback.append(raw.id)
        self.file.append(raw.path)
        self.digest.append(digest)
        self.day.append(ordinal(article.date))
        self.attributes.append((article.outlet or "", article.author or "", article.place or ""))
        self.stored.append(stored)

    def only(self, kept: Sequence[bool]) -> "ArticleColumns":
        """Those that are kept."""
        return ArticleColumns(*(list(compress(getattr(self, column.name), kept)) for column in fields(self)))


@dataclass(slots=True)
class Batch:
    """Articles, and what was skipped, with its file.

    `chunks` has three texts an article: headline, first paragraph, the rest.
    """

    articles: ArticleColumns = field(default_factory=ArticleColumns)
    skipped: list[tuple[Skipped, str]] = field(default_factory=list)
    chunks: Chunks = field(default_factory=lambda: cut(()))

    def only(self, kept: Sequence[bool]) -> "Batch":
        """The batch without the articles that are not kept."""
        texts = np.repeat(np.array(kept, bool), 3)
        numbers = self.chunks.numbers[np.repeat(texts, self.chunks.lengths)]
        used, numbers = np.unique(numbers, return_inverse=True)
        distinct = self.chunks.distinct.split(" ")
        chunks = Chunks(" ".join(map(distinct.__getitem__, used.tolist())), numbers, self.chunks.lengths[texts])
        return replace(self, articles=self.articles.only(kept), chunks=chunks)


def prepare(raws: Sequence[RawDocument], rules: Rules) -> Batch:
    """Read documents by the user's rules, and cut their texts."""
    batch = Batch()
    texts: list[str] = []
    for raw in chain.from_iterable(map(split, raws)):
        article = parse(raw, rules)
        if isinstance(article, Skipped):
            batch.skipped.append((article, raw.path))
            continue
        stored = encode_article(article)
        digest = _digest(article.id.encode("utf-8", "replace") + b"\0" + stored)
        batch.articles.add(raw, article, digest, stored)
        lead, _, rest = article.body.partition("\n")
        texts += (article.title, lead, rest)
    batch.chunks = cut(texts)
    return batch


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()
