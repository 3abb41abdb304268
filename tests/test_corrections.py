"""What a person knows better: files of corrections, and sidecars. The articles are invented."""

import json
import os
from pathlib import Path

import pytest
from archives import aged, counts
from click.testing import CliRunner

from dateline import Archive
from dateline.index.article import Article
from dateline.index.build.report import Report
from dateline.index.build.run import build
from dateline.index.extract.corrections import BadCorrections, Corrections, load_corrections
from dateline.search.cli import cli

TEXT = "The harbour bridge will close on Monday for the longest repairs in its history, the port authority said."


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for at, name in enumerate(("bridge", "ferry", "quay")):
        path = tmp_path / "courier" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"The {name} closes again\n\n{TEXT}\n\nIt was number {at}.\n")
        aged(path)
    wire = tmp_path / "courier" / "wire.jsonl"
    wire.write_text("".join(json.dumps({"id": one, "title": f"Wire {one}", "body": TEXT}) + "\n" for one in "ab"))
    aged(wire)
    return tmp_path


def index(desk: Path, text: str | None = None, *, name: str = "fix.toml") -> Report:
    corrections = None
    if text is not None:
        (desk / name).write_text(text, "utf-8")
        corrections = load_corrections(desk / name)
    return build([desk / "courier"] if corrections else [], desk / "index", None, corrections)


def article(desk: Path, name: str) -> Article:
    return Archive(desk / "index").article(name)


def test_corrections_go_before_what_the_file_says_and_are_remembered(desk: Path) -> None:
    assert counts(index(desk, ""))[0] == 5
    text = """
        [[article]]
        path = "courier/bridge.txt"
        date = 2024-09-18
        title = "Bridge to close"
        outlet = "The Courier"
        [[article]]
        path = "courier/wire.jsonl"
        id = "b"
        author = "Ana Sorel"
        leave_out = false
    """
    report = index(desk, text)
    assert counts(report) == (0, 2, 3, 0), "only what a correction concerns is changed"
    one = article(desk, "courier/bridge.txt")
    assert (one.title, one.date, one.outlet) == ("Bridge to close", "2024-09-18", "The Courier")
    assert one.evidence["date"] == one.evidence["title"] == "corrections fix.toml"
    assert [article(desk, name).author for name in "ab"] == [None, "Ana Sorel"]
    assert Archive(desk / "index").count("title:close", since="2024-09", until="2024-09") == 1
    # They survive: a run that names nothing applies the file as it is now, and reads what it now says otherwise.
    assert counts(index(desk)) == (0, 0, 5, 0)
    (desk / "fix.toml").write_text(text.replace("2024-09-18", '""').replace("false", "true"))
    assert counts(index(desk)) == (0, 1, 3, 1)
    assert article(desk, "courier/bridge.txt").date is None
    aged(desk / "courier" / "bridge.txt", 5000).touch()
    assert article(desk, "courier/bridge.txt").title == "Bridge to close"
    again = build([desk / "courier"], desk / "index", rebuild=True)
    assert counts(again)[0] == 4
    assert article(desk, "courier/bridge.txt").title == "Bridge to close"
    assert Archive(desk / "index").status()["corrections"] == "fix.toml"
    assert counts(build([], desk / "index", None, Corrections())) == (1, 1, 3, 0)
    assert article(desk, "courier/bridge.txt").title == "The bridge closes again"


def test_a_correction_of_no_file_is_named(desk: Path) -> None:
    assert index(desk, '[[article]]\npath = "courier/none.txt"\n').notes[-1] == (
        "Corrections: there is no file courier/none.txt."
    )


def test_a_sidecar_overrides_its_file_and_changes_with_it(desk: Path) -> None:
    beside = desk / "courier" / "ferry.txt.meta.json"
    known = {"headline": "Ferry rests", "datePublished": "2023-05-06T23:00:00Z", "source": "courier.example"}
    beside.write_text(json.dumps(known))
    aged(beside)
    (desk / "courier" / "quay.meta.json").write_text('{"publisher": "The Quay"}')
    aged(desk / "courier" / "quay.meta.json")
    (desk / "courier" / "orphan.meta.json").write_text("{}")
    report = index(desk, "")
    assert counts(report)[0] == 5
    assert [(one.path, one.kind) for one in report.left_out] == [("courier/orphan.meta.json", ".meta.json")]
    one = article(desk, "courier/ferry.txt")
    assert (one.title, one.date, one.outlet) == ("Ferry rests", "2023-05-06", "courier.example")
    assert one.evidence["date"] == "sidecar ferry.txt.meta.json"
    assert TEXT in one.body
    assert article(desk, "courier/quay.txt").outlet == "The Quay"
    beside.write_text('{"title": "Ferry runs"}')
    aged(beside, 2000)
    assert counts(index(desk)) == (0, 1, 4, 0)
    assert article(desk, "courier/ferry.txt").title == "Ferry runs"
    index(desk, '[[article]]\npath = "courier/ferry.txt"\ntitle = "Ferry sinks"\n')
    assert article(desk, "courier/ferry.txt").title == "Ferry sinks", "a correction goes before a sidecar"
    beside.unlink()
    (desk / "fix.toml").write_text("")
    index(desk)
    assert article(desk, "courier/ferry.txt").title == "The ferry closes again"


def test_what_is_told_of_corrections_commands_no_terminal(desk: Path) -> None:
    saved = desk / "fix.toml"
    saved.write_text('[[article]]\npath = "\\u001b[2J\\u0000a.txt"\ntitle = "x"\n')
    command = ["index", str(desk), "--index", str(desk / "i"), "--corrections", str(saved)]
    told = CliRunner().invoke(cli, command, color=True)
    assert "there is no file \ufffd[2J\ufffda.txt" in told.stderr


def test_a_pipe_beside_an_article_is_left_out(desk: Path) -> None:
    os.mkfifo(desk / "courier" / "ferry.txt.meta.json")
    report = index(desk, "")
    assert counts(report)[0] == 5
    assert [tuple(one) for one in report.left_out] == [("courier/ferry.txt.meta.json", "pipe, socket or device")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "broken JSON"),
        ("[1]", "not a JSON object"),
        ("{}", "it has no title"),
        ('{"title": ' + "9" * 5000 + "}", "broken JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"title": "' + "x" * (1 << 20) + '"}', "larger than 1 MB"),
        ('{"title": "' + "x" * 20_000 + '"}', "its title is longer than 10,000 characters"),
    ],
)
def test_a_bad_sidecar_is_named_and_its_article_read(desk: Path, text: str, reason: str) -> None:
    (desk / "courier" / "ferry.txt.meta.json").write_text(text)
    aged(desk / "courier" / "ferry.txt.meta.json")
    for report in (index(desk, ""), index(desk)):
        [skip] = report.skipped
        assert skip.path == "courier/ferry.txt.meta.json"
        assert reason in skip.reason
    assert article(desk, "courier/ferry.txt").title == "The ferry closes again"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[[article]]\npath = "a', 2, "not TOML"),
        ('[[articles]]\npath = "a"', 1, "'articles' is not known"),
        ('[article]\npath = "a"', 1, "double brackets"),
        ('[[article]]\ntitle = "a"', 1, "no 'path'"),
        ('[[article]]\npath = "a"\n[[article]]\npath = "b"\nheadline = "x"', 5, "'headline' is not known"),
        ('[[article]]\npath = "a"\ndate = "soon"', 3, "must be a day"),
        ('[[article]]\npath = "a"\ndate = 20240918', 3, "must be a day"),
        ('[[article]]\npath = "a"\ntitle = 3', 3, "in quotes"),
        ('[[article]]\npath = ""', 2, "in quotes"),
        ('[[article]]\npath = "a"\nleave_out = "yes"', 3, "true or false"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    (tmp_path / "fix.toml").write_text(text)
    with pytest.raises(BadCorrections, match=reason) as caught:
        load_corrections(tmp_path / "fix.toml")
    assert caught.value.line == line


@pytest.mark.parametrize("text", [f"article = {'9' * 5000}", "article = " + "[" * 100_000, "\xff"])
def test_a_hostile_file_of_corrections_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "fix.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadCorrections):
        load_corrections(tmp_path / "fix.toml")


def test_lost_corrections_stop_the_run(desk: Path) -> None:
    index(desk, "")
    (desk / "fix.toml").unlink()
    with pytest.raises(BadCorrections, match="--no-corrections"):
        index(desk)
