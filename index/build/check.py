"""Is an archive whole? Every byte against its checksums, the list of files against the segments, and, deeper, what was
indexed against the articles' texts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.archive import generation
from dateline.index.archive.copies import StoredCopies
from dateline.index.archive.pairs_file import read_pairs
from dateline.index.archive.segment_info import SegmentInfo
from dateline.index.article import Article
from dateline.index.build.batch import batch_of
from dateline.index.build.reading import BATCH_DOCS
from dateline.index.build.segment_builder import SegmentBuilder
from dateline.index.errors import CorruptIndex, reading
from dateline.index.segment.reader import SegmentReader
from dateline.index.segment.write import segment_arrays


class Checked(NamedTuple):
    """What a check found.

    Attributes:
        number: The generation's.
        segments: How many there are.
        articles: How many articles the whole ones hold, deleted ones apart.
        damage: What is wrong, a fault each.
    """

    number: int
    segments: int
    articles: int
    damage: list[CorruptIndex]


def check(folder: Path, *, deep: bool = False) -> Checked:
    """Look at everything of the newest generation.

    Args:
        folder: The archive's folder.
        deep: Whether to make each segment anew from its articles and compare.

    Raises:
        NotAnIndex, OtherVersion: There is nothing to check.
        CorruptIndex: What segments there are can't be told.
    """
    newest = generation.newest(folder)
    if newest is None:
        raise generation.NotAnIndex(folder)
    state = generation.read_list(folder, newest)
    held, damage = set[str](), list[CorruptIndex]()
    analyzer = Analyzer(state.language) if deep else None
    for info in state.segments:
        with _noted(damage):
            held |= live_ids(info, whole_segment(folder, info))
            if analyzer:
                _compare(folder, info, analyzer)
    with _noted(damage):
        StoredCopies(generation.copies_path(folder, newest), state.copies, state.segments).verify()
    with _noted(damage):
        read_pairs(folder, newest)
    with _noted(damage):
        files = generation.read_files(folder, newest)
        listed = {identity for file in files.values() for identity in file.articles.values()}
        if listed != held and not damage:
            differ = len(listed ^ held)
            path = folder / f"files-{newest}.json"
            damage.append(CorruptIndex(path, f"{differ:,} articles are only in it, or only in the segments"))
    return Checked(newest, len(state.segments), len(held), damage)


@contextmanager
def _noted(damage: list[CorruptIndex]) -> Iterator[None]:
    """Note damage, and go on behind the block."""
    try:
        yield
    except CorruptIndex as error:
        damage.append(error)


def whole_segment(folder: Path, info: SegmentInfo) -> SegmentReader:
    """A segment of which every byte is as it was written. Raises CorruptIndex."""
    segment = info.open(folder)
    with reading(segment.path):
        segment.verify()
    return segment


def live_ids(info: SegmentInfo, segment: SegmentReader) -> set[str]:
    """The ids of the articles that are not deleted. Raises CorruptIndex."""
    with reading(segment.path):
        return {identity.decode() for doc, identity in enumerate(segment.ids) if not info.is_deleted(doc)}


def stored_articles(segment: SegmentReader) -> Iterator[Article]:
    """All articles as they are stored. Raises CorruptIndex."""
    return (Article(**segment.stored(doc)) for doc in range(len(segment)))


def _compare(folder: Path, info: SegmentInfo, analyzer: Analyzer) -> None:
    """Make a segment anew from its articles' texts; raises CorruptIndex where something else comes of it.

    What the articles are compressed to is left out, since another version of Zstandard may do so in other bytes.
    """
    segment = info.open(folder)
    with reading(segment.path):
        builder, articles = SegmentBuilder(analyzer), stored_articles(segment)
        while batch := [(article, article.id, 0) for article in islice(articles, BATCH_DOCS)]:
            builder.add(batch_of(batch))
        for name, array in segment_arrays(builder.contents()).items():
            if not name.startswith("stored.") and not np.array_equal(array, segment.array(name)):
                raise CorruptIndex(segment.path, f"`{name}` is not what the articles' texts give")
