"""What a run that fails, is stopped or meets what it can not read leaves behind."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from archives import aged, contents, counts, record, run, save
from newsroom import ALL, ids, skipped

from dateline.index.archive import generation
from dateline.index.build import discovery
from dateline.index.build.report import StrictSkip
from dateline.index.extract.corrections import load_corrections
from dateline.index.extract.html import page
from dateline.index.extract.outlet_rules import load_rules
from dateline.index.extract.toml_file import BadToml

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL, no pipes and no file size limit")


def test_a_file_that_breaks_keeps_what_it_gave_and_is_told_in_every_run(news, folder):
    run(folder, news)
    (news / "a.jsonl").write_bytes(b"")
    (news / "c.txt").write_bytes(b"GIF\x01\x02\x03" * 100)
    for name in ("a.jsonl", "c.txt"):
        aged(news / name, 2000)
    expected = [("news/a.jsonl", "empty"), ("news/c.txt", "not text")]
    for _ in range(2):
        report = run(folder, news)
        assert counts(report) == (0, 0, 4, 0)
        assert sorted(skipped(report)) == expected
        assert ids(folder) == ALL
    save(news / "a.jsonl", record("a1", "Gas exports"), age=3000)
    assert counts(run(folder, news)) == (0, 0, 3, 1)
    assert ids(folder) == ["a1", "b1", "news/c.txt"]


def test_a_file_that_breaks_half_way_keeps_the_rest(folder, tmp_path):
    news = tmp_path / "news"
    lines = [json.dumps(record(f"g{number}", f"Gas {number}", os.urandom(600).hex())) for number in range(400)]
    news.mkdir()
    whole = gzip.compress("\n".join(lines).encode())
    (news / "a.jsonl.gz").write_bytes(whole)
    aged(news / "a.jsonl.gz")
    assert counts(run(folder, news)) == (400, 0, 0, 0)
    lines[0] = json.dumps(record("g0", "Gas corrected"))
    (news / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode())[:-200_000])
    report = run(folder, aged(news / "a.jsonl.gz", 2000).parent)
    assert (report.new, report.changed, report.removed) == (0, 1, 0)
    assert skipped(report) == [("news/a.jsonl.gz", "a broken gzip file")]
    assert ids(folder) == sorted(f"g{number}" for number in range(400))
    assert ids(folder, "corrected") == ["g0"]


def test_an_unreadable_new_file_is_tried_again_when_it_is_mended(news, folder):
    (news / "z.txt").write_bytes(b"")
    aged(news / "z.txt")
    assert skipped(run(folder, news)) == [("news/z.txt", "empty")]
    before_run = generation.newest(folder)
    assert skipped(run(folder, news)) == [("news/z.txt", "empty")]
    assert generation.newest(folder) == before_run
    (news / "z.txt").write_text("Lighthouse sold\n\nAt last.\n")
    assert counts(run(folder, news)) == (1, 0, 4, 0)


def test_a_file_without_text_is_not_read_again_and_one_that_the_system_refused_is(news, folder):
    text = b"Harbour sold\n\nAt last.\n"
    blank, packed = news / "y.txt", news / "z.txt.gz"
    told = [("news/y.txt", "empty"), ("news/z.txt.gz", "a broken gzip file")]

    def report(*contents: bytes):
        for path, content in zip((blank, packed), contents, strict=True):
            path.write_bytes(content)
            os.utime(path, (10**9, 10**9))
        return run(folder, news)

    for _ in range(2):
        assert skipped(report(b" " * len(text), b"?" * len(gzip.compress(text)))) == told
    last = report(text, gzip.compress(text))  # as large and as old as before
    assert (counts(last), skipped(last)) == ((1, 0, 4, 0), told[:1])


def test_a_file_whose_text_is_gone_keeps_its_article_for_good(news, folder):
    (news / "c.txt").write_text("Tugboat sold\n\nAt last.\n")
    aged(news / "c.txt")
    run(folder, news)
    (news / "c.txt").write_text(" ")
    aged(news / "c.txt")
    for _ in range(3):
        report = run(folder, news)
        assert (report.removed, skipped(report)) == (0, [("news/c.txt", "empty")])
        assert ids(folder, "tugboat") == ["news/c.txt"]
    save(news / "d.jsonl", record("news/c.txt", "Tea"))
    run(folder, news)
    assert (ids(folder, "tugboat"), ids(folder, "tea")) == (["news/c.txt"], ["news/d.jsonl:1"])


def test_a_bad_line_is_told_in_every_run(news, folder):
    with (news / "a.jsonl").open("a") as file:
        file.write("{broken\n")
    aged(news / "a.jsonl")
    for expected in ((4, 0, 0, 0), (0, 0, 4, 0)):
        report = run(folder, news)
        assert counts(report) == expected
        ((path, reason),) = skipped(report)
        assert path == "news/a.jsonl:3"
        assert reason.startswith("broken JSON")


def test_strict_changes_nothing_where_something_is_skipped(news, folder):
    (news / "z.txt").write_text("")
    with pytest.raises(StrictSkip, match=r"1 skipped.*\n  news/z\.txt: empty"):
        run(folder, news, strict=True)
    assert not folder.exists()
    run(folder, news)
    before = contents(folder)
    save(news / "n.jsonl", record("n1", "Snow"))
    with pytest.raises(StrictSkip):
        run(folder, news, strict=True)
    assert contents(folder) == before
    (news / "z.txt").unlink()
    assert counts(run(folder, news, strict=True)) == (1, 0, 4, 0)


def test_an_unreadable_file_s_ids_are_not_given_away(folder, tmp_path):
    news = save(tmp_path / "news/a.jsonl", record("1", "Gas")).parent
    run(folder, news)
    save(news / "a.jsonl", age=2000)
    save(news / "b.jsonl", record("1", "Tea"))
    assert counts(run(folder, news)) == (1, 0, 1, 0)
    assert ids(folder, "gas") == ["1"]
    assert ids(folder, "tea") == ["news/b.jsonl:1"]


# A run that is stopped at its `sys.argv[4]`th step of writing: each file opened, renamed or deleted is one.
STOPPED = """
import os, resource, signal, sys
from pathlib import Path
from dateline.index.build.run import build
from dateline.index.extract.outlet_rules import Rules

news, folder, how, number = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
steps = 0

def hook(event, args):
    global steps
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
    if (writes or event in ("os.rename", "os.remove")) and str(folder) in str(args[0]):
        steps += 1
        if steps > number:
            os.kill(os.getpid(), signal.SIGKILL)

if how == "kill":
    sys.addaudithook(hook)
else:
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
build([news], folder, Rules())
"""


def stopped(news, folder, how, number):
    command = [sys.executable, "-c", STOPPED, str(news), str(folder), how, str(number)]
    return subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False)


@UNIX
@pytest.mark.filterwarnings("ignore:an indexing run")
def test_a_run_killed_at_any_step_leaves_the_index_before_or_after(news, folder):
    run(folder, news)
    save(news / "n.jsonl", record("n1", "Snow"))
    (news / "c.txt").unlink()
    before, after, outcomes = ALL, ["a1", "a2", "b1", "n1"], []
    snapshot = contents(folder)
    for step in range(40):
        ended = stopped(news, folder, "kill", step)
        outcomes.append(ids(folder))
        assert outcomes[-1] in (before, after)
        if ended.returncode == 0:
            break
        assert ended.returncode == -9
        run(folder, news)
        assert ids(folder) == after
        assert len(contents(folder)) == 6 + len(generation.read(folder).segments)
        for path in folder.iterdir():
            path.unlink()
        for name, data in snapshot.items():
            (folder / name).write_bytes(data)
    assert outcomes[0] == outcomes[3] == before
    assert outcomes[-1] == outcomes[-2] == after


@UNIX
@pytest.mark.parametrize("limit", [0, 100, 300])
def test_a_full_disk_leaves_the_index_as_it_was(news, folder, limit):
    run(folder, news)
    before = contents(folder)
    save(news / "n.jsonl", record("n1", "Snow"))
    assert "File too large" in stopped(news, folder, "disk", limit).stderr
    assert contents(folder) == before
    assert counts(run(folder, news)) == (1, 0, 4, 0)
    for path in (news / "n.jsonl", news / "a.jsonl"):
        aged(path, 5000)
    before = contents(folder)
    assert "File too large" in stopped(news, folder, "disk", limit).stderr
    assert contents(folder) == before


@UNIX
def test_a_first_run_on_a_full_disk_leaves_nothing(news, folder):
    assert "File too large" in stopped(news, folder, "disk", 100).stderr
    assert not folder.exists()


def test_a_run_interrupted_while_reading_leaves_the_index_as_it_was(news, folder):
    run(folder, news)
    before = contents(folder)
    save(news / "n.jsonl", record("n1", "Snow"))

    def interrupt(_done, _total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(folder, news, progress=interrupt)
    assert contents(folder) == before
    assert counts(run(folder, news)) == (1, 0, 4, 0)


def test_a_file_that_raises_anything_is_skipped_and_named_and_the_others_are_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Rain\n\nIt fell.")
    (tmp_path / "b.html").write_text("<h1>Broken</h1>")
    monkeypatch.setattr(page, "article", lambda _raw: {}["missing"])
    report = run(tmp_path / "index", tmp_path)
    assert report.new == 1
    (skipped,) = report.skipped
    assert (skipped.path, skipped.reason) == ("b.html", "an error in Dateline, KeyError; --verbose tells more")
    assert "KeyError: 'missing'" in skipped.trace


@UNIX
@pytest.mark.parametrize("name", ["b.txt", "b.txt.gz", "b.jsonl", "b.zip", "a.txt.meta.json"])
def test_a_file_that_becomes_a_pipe_after_it_was_found_is_not_waited_on(tmp_path, monkeypatch, name):
    for one in ("a.txt", name, "c.txt"):
        (tmp_path / "news" / one).parent.mkdir(exist_ok=True)
        (tmp_path / "news" / one).write_text(f"{one}\n\nIt fell.\n")

    def then_replaced(*asked):
        found = discovery.walked(*asked)
        (tmp_path / "news" / name).unlink()
        os.mkfifo(tmp_path / "news" / name)
        return found

    monkeypatch.setattr("dateline.index.build.run.walked", then_replaced)
    report = run(tmp_path / "i", tmp_path / "news")
    assert report.new == 2
    [(path, reason)] = skipped(report)
    assert path == f"news/{name}"
    assert "it is a pipe" in reason


@UNIX
@pytest.mark.parametrize("load", [load_rules, load_corrections])
def test_a_pipe_in_place_of_rules_is_told_and_not_waited_on(tmp_path, load):
    os.mkfifo(tmp_path / "rules.toml")
    with pytest.raises(BadToml, match="it is a pipe"):
        load(tmp_path / "rules.toml")
