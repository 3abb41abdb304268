"""Whenever the power is cut, the index is there as before the commit or as after it."""

import re
import shutil
import subprocess
import sys
import warnings
from itertools import count

import pytest
from archives import archive, batch, contents, record
from conftest import environment
from power_cuts import Recorder, make

from dateline.index.archive import generation
from dateline.index.archive.generation import NotAnIndex
from dateline.index.build.writer import Writer
from dateline.index.errors import OlderGeneration
from dateline.search.engine.local import LocalEngine
from dateline.search.query.tree import Everything, Query, Word

SMALL = [[record(str(number), f"Gas exports {number}", "Harbour")] for number in range(7)]


def ids(folder):
    """All articles, each found by a word, with its text read."""
    engine = LocalEngine(folder)
    hits = engine.search(Query("harbour", Word("harbour", (0, 7))), 100).hits
    assert len(hits) == engine.search(Query("", Everything()), 0).total
    return tuple(sorted(engine.article(hit.id).title for hit in hits))


def run(folder, added, deleted):
    """One run that adds and deletes, recorded."""
    recorder = Recorder(folder)
    with recorder.recording(), Writer(folder) as writer:
        writer.add(batch(added))
        writer.delete(deleted)
        writer.commit({})
    return recorder


@pytest.mark.parametrize(
    ("before", "added", "deleted"),
    [
        ([], [record("9", "Oil", "Harbour")], []),
        (SMALL[:1], [record("9", "Oil", "Harbour")], []),
        (SMALL[:2], [record("9", "Oil", "Harbour")], ["0"]),
        (SMALL, [record("9", "Oil", "Harbour")], ["3"]),  # eight segments become one
    ],
    ids=["the first commit", "a second segment", "a deletion", "a merge"],
)
def test_a_power_cut_leaves_the_index_as_before_or_as_after(tmp_path, before, added, deleted):
    folder = archive(tmp_path / "index", *before)
    old = ids(folder) if before else None
    recorder = run(folder, added, deleted)
    new, numbers, seen = ids(folder), count(), set()
    committed = max(at for at, change in enumerate(recorder.changes) if change.kind == "sync_folder")
    for done in range(len(recorder.changes) + 1):
        for state in recorder.states(done) - seen:
            seen.add(state)
            left = make(state, tmp_path / f"cut{next(numbers)}")
            try:
                found = ids(left)
            except NotAnIndex:
                found = None
            assert found in ((new,) if done > committed else (old, new)), sorted(name for name, _ in state)
            shutil.rmtree(left)
    assert len(seen) > len(recorder.changes)


@pytest.mark.filterwarnings("ignore:an indexing run")
def test_the_next_run_goes_on_from_whatever_a_power_cut_left(tmp_path):
    folder = archive(tmp_path / "index", *SMALL[:2])
    recorder = run(folder, [record("9", "Oil", "Harbour")], ["0"])
    expected = {(*titles, "Tin") for titles in (("Gas exports 0", "Gas exports 1"), ("Gas exports 1", "Oil"))}
    cuts = range(len(recorder.changes) + 1)
    for number, state in enumerate({state for done in cuts for state in recorder.states(done, most=2)}):
        left = make(state, tmp_path / f"cut{number}")
        archive(left, [record("10", "Tin", "Harbour")])
        assert ids(left) in expected
        assert len(contents(left)) == 6 + len(generation.read(left).segments)
        shutil.rmtree(left)


def two_generations(folder):
    """An index of two generations, as a commit leaves it that is cut off before it tidies up."""
    archive(folder, *SMALL[:1])
    old = contents(folder)
    archive(folder, SMALL[1])
    for name, data in old.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("pattern", ["_MAIN_2.toc", "archive-2.json", "*.seg"])
@pytest.mark.parametrize("left", [0, 100])
def test_where_the_newest_generation_is_damaged_the_one_before_is_used_and_it_is_said(tmp_path, pattern, left):
    folder = two_generations(tmp_path / "index")
    damaged = max(folder.glob(pattern), key=lambda path: path.stat().st_mtime_ns)
    segments = [segment.file_name for segment in generation.read(folder).segments]
    damaged = folder / segments[-1] if pattern == "*.seg" else damaged
    damaged.write_bytes(damaged.read_bytes()[:left])
    with pytest.warns(OlderGeneration, match=rf"{damaged.name} is damaged.*generation 1.*`dateline index`"):
        assert ids(folder) == ("Gas exports 0",)


def test_the_command_line_says_that_an_older_generation_answers(tmp_path):
    folder = two_generations(tmp_path / "index")
    (folder / "archive-2.json").write_bytes(b"")
    command = [sys.executable, "-m", "dateline", "search", "harbour", "--format", "paths", "--index", str(folder)]
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert len(ended.stdout.splitlines()) == 1
    assert re.fullmatch(r"dateline: .*archive-2.json is damaged.*generation 1\..*\n", ended.stderr)


@pytest.mark.filterwarnings("ignore:an indexing run")
def test_a_run_on_the_older_generation_replaces_the_damaged_one_and_one_that_fails_leaves_both(tmp_path):
    folder = two_generations(tmp_path / "index")
    (folder / "archive-2.json").write_bytes(b"")
    before = contents(folder)
    with pytest.warns(OlderGeneration):
        Writer(folder).__exit__(None, None, None)
    assert contents(folder) == before
    with pytest.warns(OlderGeneration):
        archive(folder, SMALL[2])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ids(folder) == ("Gas exports 0", "Gas exports 2")
    assert len(contents(folder)) == 8
