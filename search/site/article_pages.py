"""The articles' own pages, written by several processes where there are many."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.index.segment.reader import SegmentReader
from dateline.search.site.pages import Pages, page_of

_SHARE = 500
"""Articles that a process gets at a time."""


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
    """
    _write(folder, list(islice(articles, _SHARE)), pages)  # a small site takes no other process
    with ProcessPoolExecutor(os.cpu_count(), initializer=_begin, initargs=pages.origin) as pool:
        try:
            shares = iter(lambda: list(islice(articles, _SHARE)), [])
            written = [pool.submit(_write, folder, share) for share in shares]
            yield
            for share in written:
                share.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_own: Pages
"""The templates of this process."""


def _begin(*origin: Any) -> None:
    global _own  # noqa: PLW0603 - templates can't be sent to a process, and take long to read for every share
    _own = Pages(*origin)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first decides what it means


_segment = cache(SegmentReader)


def _write(folder: Path, articles: list[tuple[Path, int]], pages: Pages | None = None) -> None:
    made = pages or _own
    for segment, doc in articles:
        article = _segment(segment).stored(doc)
        path = folder / page_of(article["id"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.article(article), encoding="utf-8", newline="", errors="replace")
    for segment in {segment for segment, _ in articles}:
        _segment(segment).release()
