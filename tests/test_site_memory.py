"""What is held of an archive while its site is written."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from archives import archive, record

from dateline.index.schema import NO_DAY
from dateline.search.site.encoding import FINE
from dateline.search.site.listings import by_month, by_outlet
from dateline.search.site.snapshot import take_snapshot


def test_what_is_held_of_an_archive_while_its_site_is_written_is_little_a_word(tmp_path: Path) -> None:
    texts = (" ".join(f"{word:05x}q" for word in range(at, at + 500)) for at in range(0, 20_000, 500))
    folder = archive(tmp_path / "index", [record(str(at), "Note", text) for at, text in enumerate(texts)])
    with traced() as held:
        site = take_snapshot(folder, FINE)
    assert len(site.words) > 20_000
    assert held[0] / len(site.words) < 135


def test_the_lists_of_an_archive_hold_a_few_bytes_an_article() -> None:
    day = np.repeat(np.arange(NO_DAY, NO_DAY + 100), 200)
    outlet = np.arange(len(day)) % 40
    names = [f"The {chr(ord('a') + at % 26)} {at}" for at in range(40)]
    with traced() as held:
        lists = [*by_month(day), *by_outlet(names, outlet, day)]
    assert sum(listing.size for listing in lists) == 2 * len(day)
    assert held[0] / len(day) < 20


@contextmanager
def traced() -> Iterator[list[int]]:
    """The bytes that the body has taken and not given back."""
    held: list[int] = []
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        yield held
        held.append(tracemalloc.get_traced_memory()[0] - before)
    finally:
        tracemalloc.stop()
