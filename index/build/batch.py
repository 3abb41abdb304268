"""What a worker makes of raw documents: articles read and packed, their texts cut, as columns and arrays."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, replace
from itertools import chain, compress

import numpy as np

from dateline.index.analysis.chunks import Chunks, encode_chunks
from dateline.index.analysis.passages import passage_hashes
from dateline.index.analysis.sketch import sketches
from dateline.index.arrays import Array
from dateline.index.article import ARTICLE_MAX, Article, RawDocument, Skipped
from dateline.index.build.known_lines import line_key
from dateline.index.extract.corrections import Correction
from dateline.index.extract.outlet_rules import Rules, used_rule
from dateline.index.extract.parse import parse
from dateline.index.schema import attribute_values, ordinal
from dateline.index.segment.docstore import encode_article
from dateline.index.sources.documents import split

_TEXTS = 3
"""Texts of an article in a batch."""


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
        attributes: Of each the values of `index.schema.ATTRIBUTES`; empty where missing.
        stored: Their fields, as `index.segment.docstore.encode_article` has them.
        passages: Of their bodies, as `index.analysis.passages` hashes them.
        line: Of an article that is a line of JSON the line's key (`index.build.known_lines`), else 0.
    """

    id: list[str] = field(default_factory=list)
    fallback: list[str] = field(default_factory=list)
    file: list[str] = field(default_factory=list)
    digest: list[str] = field(default_factory=list)
    day: list[int] = field(default_factory=list)
    attributes: list[tuple[str, ...]] = field(default_factory=list)
    stored: list[bytes] = field(default_factory=list)
    passages: list[bytes] = field(default_factory=list)
    line: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.id)

    def add(self, article: Article, fallback: str, stored: bytes, line: int) -> None:
        """Add an article."""
        self.id.append(article.id)
        self.fallback.append(fallback)
        self.file.append(article.path)
        self.digest.append(_digest(article.id.encode("utf-8", "replace") + b"\0" + stored))
        self.day.append(ordinal(article.date))
        outlet, author, place, url = article.outlet, article.author, article.place, article.url
        self.attributes.append(attribute_values(outlet or "", author or "", place or "", article.path, url or ""))
        self.stored.append(stored)
        self.passages.append(passage_hashes(article.body))
        self.line.append(line)

    def only(self, chosen: Sequence[bool]) -> "ArticleColumns":
        """The chosen ones."""
        return ArticleColumns(*(list(compress(getattr(self, column.name), chosen)) for column in fields(self)))


@dataclass(slots=True)
class Batch:
    """Articles, their texts, and what was skipped.

    Attributes:
        articles: All but their words.
        skipped: What could not be read, each with its file.
        chunks: Three texts an article: headline, first paragraph, the rest.
        sketches: Of the bodies, as `index.analysis.sketch` has them: a row each.
        used_rules: What of the rules gave them their outlets (`index.extract.outlet_rules.used_rule`).
    """

    articles: ArticleColumns
    skipped: list[tuple[Skipped, str]]
    chunks: Chunks
    sketches: Array
    used_rules: set[str] = field(default_factory=set)

    def only(self, chosen: Sequence[bool]) -> "Batch":
        """The batch with only the chosen articles."""
        chunks = self.chunks.only(np.repeat(np.array(chosen, bool), _TEXTS))
        rows = self.sketches[np.array(chosen, bool)]
        return replace(self, articles=self.articles.only(chosen), chunks=chunks, sketches=rows)


def prepare(
    raws: Sequence[RawDocument],
    rules: Rules,
    recurring: Mapping[str, AbstractSet[int]] = {},
    sidecars: Mapping[str, Correction] = {},
    corrections: Mapping[str, Sequence[Correction]] = {},
) -> Batch:
    """Read documents by the user's rules, and cut their texts.

    Args:
        raws: The documents.
        rules: The user's.
        recurring: By file the pairs of its lines that recur across the archive, where any do.
        sidecars: By file what stands beside it, where anything does.
        corrections: By file those of its articles, where there are any.
    """
    found: list[tuple[Article, str, int]] = []
    skipped: list[tuple[Skipped, str]] = []
    for raw in chain.from_iterable(map(split, raws)):
        article = parse(
            raw, rules, recurring.get(raw.path, frozenset()), [sidecars[raw.path]] if raw.path in sidecars else ()
        )
        if isinstance(article, Skipped):
            skipped.append((article, raw.path))
            continue
        meant = [one for one in corrections.get(raw.path, ()) if one.concerns(article, raw)]
        for one in meant:
            article = one.apply(article)
        if not any(one.leave_out for one in meant):
            found.append((article, raw.id, _line(raw, article)))
    batch = batch_of(found)
    batch.skipped += skipped
    batch.used_rules |= {used for article, *_ in found if rules.rules and (used := used_rule(article))}
    return batch


def _line(raw: RawDocument, article: Article) -> int:
    """The key of the line that an article is, or 0."""
    if raw.form != "json_line" or raw.member or not isinstance(raw.content, bytes):
        return 0
    return line_key(raw.content, raw.number if article.id == raw.id else None)


def batch_of(articles: Iterable[tuple[Article, str, int]]) -> Batch:
    """A batch of articles, each with a fallback for its id and its `line`. One of too much text is skipped."""
    columns, skipped, texts = ArticleColumns(), list[tuple[Skipped, str]](), list[str]()
    for article, fallback, line in articles:
        stored = encode_article(article)
        if len(stored) > ARTICLE_MAX:
            skipped.append((Skipped(fallback, f"more than {ARTICLE_MAX >> 20} MiB of text"), article.path))
            continue
        columns.add(article, fallback, stored, line)
        lead, _, rest = article.body.partition("\n")
        texts += (article.title, lead, rest)
    chunks = encode_chunks(texts)
    return Batch(columns, skipped, chunks, sketches(chunks))


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()
