"""The articles' own pages, written by several processes where there are many."""

import os
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.index import processes
from dateline.index.errors import DatelineError
from dateline.index.segment.reader import SegmentReader
from dateline.search.site.atomic_folder import put
from dateline.search.site.pages import Pages, page_of

_SHARE = 500
"""Articles that a process gets at a time."""


class WriterEnded(DatelineError):
    """A process that writes pages ended before its work did."""

    def __init__(self) -> None:
        super().__init__(
            "a process that writes pages has ended; most likely there was no memory left. Nothing was changed; "
            "try again, or without the articles' own pages: `--no-pages`."
        )


@contextmanager
def writing(folder: Path, articles: Iterator[tuple[Path, int]], pages: Pages) -> Iterator[None]:
    """Write each article's page below a folder while the body runs; once this ends they are all there.

    Args:
        folder: The site.
        articles: Of each its segment's file, and its number there: each process reads what it writes.
        pages: The templates.

    Raises:
        BadTemplate: The template of articles can't be used.
        OSError: The disk is full or the folder can't be written.
        CorruptIndex: A segment is damaged.
        WriterEnded: A process was killed.
    """
    (folder / "articles").mkdir()
    _write(folder, list(islice(articles, _SHARE)), pages)  # a small site takes no other process
    _segment.cache_clear()
    with ProcessPoolExecutor(os.cpu_count(), initializer=_begin, initargs=pages.origin) as pool:
        try:
            shares = iter(lambda: list(islice(articles, _SHARE)), [])
            written = [pool.submit(_write, folder, share) for share in shares]
            yield
            for share in written:
                share.result()
        except BrokenExecutor as error:
            raise WriterEnded from error
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_own: Pages
"""The templates of this process."""


def _begin(*origin: Any) -> None:
    global _own  # noqa: PLW0603 - templates can't be sent to a process, and take long to read for every share
    processes.begin()
    _own = Pages(*origin)


_segment = cache(SegmentReader)


def _write(folder: Path, articles: list[tuple[Path, int]], pages: Pages | None = None) -> None:
    made = pages or _own
    for segment, doc in articles:
        article = _segment(segment).stored(doc)
        path = folder / page_of(article["id"])
        path.parent.mkdir(exist_ok=True)
        put(path, made.article(article))
    for segment in {segment for segment, _ in articles}:
        _segment(segment).release()
