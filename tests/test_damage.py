"""Damaged and hostile indexes: the right answer or a named error, and never much time or memory."""

import os
import random

import numpy as np
import pytest
from archives import archive, copied, record
from costs import BYTES, SECONDS, Costs, Wrong
from damage import (
    asked,
    assert_same_or_told,
    corrupt,
    make_archive,
    make_hostile,
    replaced,
    use,
)

from dateline.index.errors import CorruptIndex
from dateline.index.segment.array_file import ArrayFile, file_parts
from dateline.search.engine.local import LocalEngine
from dateline.search.query.request import request
from dateline.search.site.build import build_site

SEED = 11


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return make_archive(tmp_path_factory.mktemp("whole") / "index")


def test_a_corruption_is_told_or_harmless(whole, tmp_path):
    rng, expected, told = random.Random(SEED), asked(whole), 0  # noqa: S311
    assert not any(isinstance(answer, type) for answer in expected.values())
    for _ in range(50):
        folder = copied(whole, tmp_path / "index")
        how = corrupt(folder, rng)
        try:
            told += assert_same_or_told(asked(folder), expected)
        except Exception as error:
            raise Wrong(how) from error
    assert told > 30


def test_a_hostile_index_ends_in_a_named_error_soon_and_in_little_memory(whole, tmp_path):
    rng, costs = random.Random(SEED), Costs()  # noqa: S311
    for number in range(12):
        folder = copied(whole, tmp_path / "index")
        how = make_hostile(folder, rng)
        try:
            costs.of(lambda folder=folder: use(folder, tmp_path))
        except Exception as error:
            raise Wrong(f"{how}, number {number}") from error
    assert 0 < costs.seconds < SECONDS
    assert costs.bytes < BYTES


def test_a_word_that_is_no_text_is_told_where_hits_are_read_one_by_one(tmp_path):
    folder = archive(tmp_path / "index", [record("1", "Export exports")])
    path = next(folder.glob("*.seg"))
    file = ArrayFile(path)
    arrays = {name: file.array(name) for name in file.entries}
    arrays["word.blob"] = arrays["word.blob"].copy()
    arrays["word.blob"][-1] = 0xBD
    replaced(path, b"".join(file_parts(arrays)))
    with pytest.raises(CorruptIndex, match="utf-8"):
        list(LocalEngine(folder).stream(request("export"), 10).hits)


def test_articles_are_no_longer_than_their_words(tmp_path):
    folder = archive(tmp_path / "index", [record("1", "Gas exports", "Gas in a row, gas in a row.")])
    path = next(folder.glob("*.seg"))
    file = ArrayFile(path)
    arrays = {name: file.array(name) for name in file.entries}
    arrays["length"] = np.array([2, 4_000_000_000, 1], "<u4")
    replaced(path, b"".join(file_parts(arrays)))
    costs = Costs()
    for step in (lambda: LocalEngine(folder), lambda: build_site(folder, tmp_path / "site", title="x", pages=True)):
        with pytest.raises(Wrong, match="longer than all their words"):
            costs.of(step)
    assert costs.bytes < 200 << 20


def test_a_step_is_charged_with_its_own_costs_and_told_with_its_traceback():
    kept = [bytes(200 << 20)]
    kept.clear()
    costs = Costs()
    costs.of(lambda: None)
    assert costs.seconds < 1
    assert costs.bytes < 50 << 20
    costs.of(lambda: bytearray(os.urandom(1) * (100 << 20)))
    assert 90 << 20 < costs.bytes < 300 << 20
    with pytest.raises(Wrong, match="ZeroDivisionError"):
        costs.of(lambda: 1 / 0)
