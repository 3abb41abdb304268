"""An archive on a cluster as one in a folder, for what reads all of an archive anyway."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.index.build.batch import batch_of
from dateline.index.build.writer import Writer
from dateline.search.engine.engine import open_engine

_AT_ONCE = 1_000
"""Articles that are analysed together."""


@contextmanager
def local_copy(address: str) -> Iterator[Path]:
    """A folder with the same articles indexed in the same language; it is gone when the block ends.

    Raises:
        ClusterError: One of those in `index.cluster.errors`.
        OSError: The disk is full.
    """
    engine = open_engine(address)
    with TemporaryDirectory(prefix="dateline-") as parent:
        folder = Path(parent) / "index"
        with Writer(folder, language=engine.status()["language"]) as writer:
            articles = engine.articles()
            while some := list(islice(articles, _AT_ONCE)):
                writer.add(batch_of((article, article.id, 0) for article in some))
            writer.commit({})
        yield folder
