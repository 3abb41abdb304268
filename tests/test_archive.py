"""The API as a program uses it: every example of its docstrings and of the guide, and the terminal's own answers."""

import doctest
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from archives import archive as indexed
from archives import record
from conftest import PROJECT, Dateline, environment

import dateline

GUIDE = (PROJECT / "docs" / "python.md").read_text("utf-8")
OPTIONS = [
    ("mackerel treaty", {}, []),
    ("mackerel treaty", {"limit": 3, "offset": 2}, ["-n3", "--offset", "2"]),
    ('"maid of sorrel" OR outlet:courier', {"sort": "newest", "explain": True}, ["--sort", "newest", "--explain"]),
    ("bees glacier", {"any_word": True}, ["--any"]),
    ("strike", {"since": "2024-09", "until": "2024-10"}, ["--since", "2024-09", "--until", "2024-10"]),
    ("", {"since": date(2024, 9, 1)}, ["--since", "2024-09-01"]),
    ("", {"outlets": "the harbor courier"}, ["--outlet", "The Harbor Courier"]),
    ("", {"outlets": ["The Sextant", "(unknown)"]}, ["--outlet", "The Sextant", "--outlet", "(unknown)"]),
    ("mackeral treaty", {}, []),
]


@pytest.fixture
def archive(at_desk: Path) -> dateline.Archive:
    return dateline.open(at_desk / ".dateline")


@pytest.fixture
def own_desk(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk that examples may write to."""
    monkeypatch.chdir(shutil.copytree(desk, tmp_path / "desk"))
    return tmp_path / "desk"


@pytest.mark.usefixtures("own_desk")
def test_the_examples_of_docstrings_are_true() -> None:
    for module, least in (("dateline.archive", 8), ("dateline.indexing", 2)):
        result = doctest.testmod(import_module(module))
        assert result.attempted > least
        assert not result.failed


@pytest.mark.usefixtures("own_desk")
def test_the_examples_of_the_guide_are_true() -> None:
    pytest.importorskip("pandas")
    blocks = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    example = doctest.DocTestParser().get_doctest("".join(blocks), {}, "docs/python.md", None, 0)
    assert len(example.examples) > 15
    assert not doctest.DocTestRunner().run(example).failed


@pytest.mark.parametrize(("query", "options", "flags"), OPTIONS)
def test_python_and_terminal_give_the_same_answer(
    archive: dateline.Archive, dateline: Dateline, query: str, options: dict[str, object], flags: list[str]
) -> None:
    results = archive.search(query, **options)
    assert results.to_dict() == json.loads(dateline("search", query, *flags, "--format", "json").out)
    assert list(results) == list(results.hits)
    assert len(results) == len(results.to_dicts())


def test_counts_and_facets_are_those_of_the_search(archive: dateline.Archive) -> None:
    for options in ({}, {"since": "2025"}, {"outlets": "The Harbor Courier"}, {"any_word": True}):
        results = archive.search("harbour strike", **options)
        assert archive.count("harbour strike", **options) == results.total
        assert archive.facets("harbour strike", **options) == results.facets


def test_articles_are_all_that_is_there(archive: dateline.Archive) -> None:
    articles = {article.id: article for article in archive.articles()}
    assert articles.keys() == {hit.id for hit in archive.search(limit=1000, duplicates="show")}
    assert all(archive.article(name) == article for name, article in articles.items())


def test_deleted_articles_are_gone(own_desk: Path) -> None:
    before = [article.id for article in dateline.open().articles()]
    (own_desk / "corpus" / "radio-ilvane" / "hosepipe ban.txt").unlink()
    assert dateline.build_index("corpus", rules="corpus/rules.toml").removed == 1
    after = [article.id for article in dateline.open().articles()]
    assert sorted({*after, "corpus/radio-ilvane/hosepipe ban.txt"}) == sorted(before)


def test_an_open_archive_stays_as_it_was(own_desk: Path) -> None:
    archive = dateline.open()
    (own_desk / "corpus" / "new.txt").write_text("The zeppelin is back\n\nNobody had missed it.\n", "utf-8")
    dateline.build_index(own_desk / "corpus", rules=own_desk / "corpus" / "rules.toml")
    assert archive.count("zeppelin") == 0
    assert dateline.open().count("zeppelin") == 1


def test_a_frame_has_a_row_a_hit_and_days_for_dates(archive: dateline.Archive) -> None:
    pytest.importorskip("pandas")
    results = archive.search("tram", limit=100)
    frame = results.to_frame()
    assert frame["id"].tolist() == [hit.id for hit in results]
    assert frame["snippet"].tolist() == [hit.snippet.text for hit in results]
    assert frame["date"].dropna().dt.strftime("%Y-%m-%d").tolist() == [hit.date for hit in results if hit.date]
    assert frame["date"].isna().sum() == 1
    assert archive.search("zeppelins").to_frame().columns.tolist() == frame.columns.tolist()


def test_a_frame_without_pandas_says_what_to_do(archive: dateline.Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(dateline.DatelineError, match="pip install pandas"):
        archive.search("tram").to_frame()


def test_errors_can_be_told_apart(archive: dateline.Archive, tmp_path: Path) -> None:
    with pytest.raises(dateline.QueryError) as raised:
        archive.search('say "ferry')
    assert raised.value.span == (4, 5)
    with pytest.raises(dateline.BadDate):
        archive.search(since="24/04/2025")
    with pytest.raises(dateline.NoSuchArticle):
        archive.article("no such thing")
    with pytest.raises(dateline.NotAnIndex):
        dateline.open(tmp_path)
    with pytest.raises(dateline.DatelineError, match="no file or folder"):
        dateline.build_index(tmp_path / "nowhere", tmp_path / "index")
    with pytest.raises(ValueError, match="newest"):
        archive.search(sort="size")
    with pytest.raises(ValueError, match="-1"):
        archive.search(offset=-1)


def test_every_public_name_is_there() -> None:
    assert all(getattr(dateline, name) is not None for name in dateline.__all__)
    assert set(dateline.__all__) <= set(dir(dateline))
    with pytest.raises(AttributeError, match="'opne'"):
        dateline.opne  # noqa: B018


def test_importing_it_loads_the_standard_library_alone() -> None:
    script = "import sys; before = set(sys.modules); import dateline; print(*set(sys.modules) - before)"
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.split())
    assert {name.partition(".")[0] for name in loaded} <= {"dateline", *sys.stdlib_module_names}
    assert not loaded & {"dateline.search", "dateline.archive", "json", "dataclasses"}


def test_articles_like_one_of_endless_words_are_found_by_its_others(tmp_path: Path) -> None:
    endless = [letter * 600 for letter in "abcdefghijklmnopqrstuvwxyz"]
    bodies = "The ferry strike goes on.", "No ferry sails."
    rows = [record(str(at), "", f"{body} {' '.join(endless[:: 1 - 2 * at])}") for at, body in enumerate(bodies)]
    opened = dateline.open(indexed(tmp_path / "index", rows))
    assert [hit.id for hit in opened.similar("0")] == ["1"]
    with pytest.raises(ValueError, match="count articles"):
        opened.similar("0", -1)
