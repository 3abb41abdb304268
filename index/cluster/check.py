"""Is an archive on a cluster whole? All shards, every article, and, deeper, its words against its text.

The cluster holds what it stores against checksums by itself, and leaves out a copy that is damaged; a shard of which no
copy is left is told here.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.article import Article
from dateline.index.build.batch import batch_of
from dateline.index.build.reading import BATCH_DOCS
from dateline.index.cluster.about import read_about, visible_index
from dateline.index.cluster.address import parse_address
from dateline.index.cluster.answers import agrees
from dateline.index.cluster.client import Client
from dateline.index.cluster.documents import Document, document_key, documents
from dateline.index.cluster.errors import NoClusterIndex
from dateline.index.cluster.stream import close_snapshot, open_snapshot, scan
from dateline.index.segment.docstore import decode_article

_APART = ("file", "digest", "group")
"""What a document has that does not follow from its article alone."""


class Fault(NamedTuple):
    """What is wrong with an archive on a cluster; `path` is an article's id, or an index."""

    path: str
    reason: str


class CheckedCluster(NamedTuple):
    """What a check found, as `index.build.check.Checked`; `segments` counts shards, and `number` commits."""

    number: int
    segments: int
    articles: int
    damage: list[Fault]


def check_cluster(address: str, *, deep: bool = False) -> CheckedCluster:
    """Read all articles of an archive.

    Args:
        address: The archive's.
        deep: Whether to analyse each article anew and compare.

    Raises:
        ClusterError: One of those in `index.cluster.errors`; `ShardsMissing` where no copy of a shard is left.
    """
    client = Client(parse_address(address))
    client.check()
    index = visible_index(client)
    if index is None:
        raise NoClusterIndex(address)
    about, count = read_about(client, index), 0
    analyzer = Analyzer(about.language) if deep else None
    faults = [] if about.whole else [Fault(index, "a run was cut off, or is under way; it is to run to its end")]
    health = client.ask("GET", f"/_cluster/health/{index}", shape={"active_primary_shards": int})
    snapshot = open_snapshot(client, index)
    try:
        found = scan(client, snapshot, [], source=("*",))
        while batch := list(islice(found, BATCH_DOCS)):
            count += len(batch)
            faults += _faults(batch, analyzer)
    finally:
        close_snapshot(client, snapshot)
    return CheckedCluster(about.number, health["active_primary_shards"], count, faults)


def _faults(batch: list[Document], analyzer: Analyzer | None) -> Iterator[Fault]:
    """What is wrong with some documents, a fault each; by an analyzer, if there is one, also against their texts."""
    sound: list[tuple[Document, Article]] = []
    for document in batch:
        try:
            article = Article(**decode_article(document["id"].encode(), document["stored"].encode()))
            is_whole = document["_id"] == document_key(article.id) and agrees(document)
        except (KeyError, TypeError, ValueError, AttributeError):
            is_whole = False
        if is_whole:
            sound.append((document, article))
        else:
            yield Fault(str(document.get("id") or document["_id"]), "what is stored of it is damaged")
    if analyzer and sound:
        analyzer.forget()
        made = documents(batch_of((article, article.id, 0) for _, article in sound), analyzer)
        for (document, article), wanted in zip(sound, made, strict=True):
            names = sorted(name for name in wanted if name not in _APART and wanted[name] != document.get(name))
            if names:
                yield Fault(article.id, f"its text gives another value of {', '.join(names)}")
