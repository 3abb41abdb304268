"""Bad queries, options and files of them: a clear message on standard error, exit code 2, and never a traceback."""

import re
from pathlib import Path

import pytest
from archives import contents
from commands import is_refused
from conftest import Dateline

pytestmark = pytest.mark.usefixtures("newsroom")


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("ferry OR", 6, 8),
        ("(ferry tram", 0, 1),
        ("ferry )", 6, 7),
        ('say "ferry', 4, 5),
        ("colour:red", 0, 7),
        ("ferry … tram", 6, 7),
        ("date:2025-02-31", 5, 15),
        ("a *", 2, 3),
        ("ferry~9", 0, 7),
        ("title: ferry", 0, 6),
    ],
)
def test_a_malformed_query_with_a_caret_under_the_place(
    dateline: Dateline, indexed: Path, query: str, start: int, end: int
) -> None:
    for command in (("search", query), ("show", "news/ferry.txt", query)):
        outcome = dateline(*command)
        is_refused(outcome)
        shown, carets = outcome.err.splitlines()[-2:]
        assert shown.strip() == query
        first = len(shown) - len(shown.lstrip())
        assert (carets.index("^") - first, len(carets) - first) == (start, end)
    assert indexed.is_dir()


def test_other_tools_names_of_fields_lead_to_ours(dateline: Dateline, indexed: Path) -> None:
    for query, ours in (("Headline:x", "title:"), ("site:a.example", "url:"), ("https://a.example/b", "url:")):
        is_refused(dateline("search", query), "no field", f"that is {ours} here")
    assert indexed.is_dir()


def test_a_date_in_quotes_leads_to_ours(dateline: Dateline, indexed: Path) -> None:
    for field in ("date", "before"):
        query = f'{field}:"15 March 1987"'
        is_refused(dateline("search", query), "quoted", f"write it year first, without quotes: {field}:2025-04-24")
    assert indexed.is_dir()


@pytest.mark.parametrize("date", ["2025-13", "2025-02-30", "24/04/2025", "the-other-day", "", "202504"])
def test_a_bad_date(dateline: Dateline, indexed: Path, date: str) -> None:
    for option in ("--since", "--until"):
        is_refused(dateline("search", "ferry", option, date), "bad date", "2025-04-24")
    assert indexed.is_dir()


def test_dates_that_exclude_each_other(dateline: Dateline, indexed: Path) -> None:
    dates = ("--since", "2025-05", "--until", "2025-04")
    is_refused(dateline("search", "ferry", *dates), "2025-05..2025-04", "ends before")
    assert dateline("search", "ferry", "--since", "2025-05", "--until", "2025-05").code == 1
    assert indexed.is_dir()


@pytest.mark.parametrize("args", [
    ("--facets", "--format", "csv"),
    ("--facets", "--format", "ris"),
    ("--explain", "--format", "csv"),
    ("--explain", "--format", "trec"),
    ("-0",),
    ("--null", "--format", "json"),
    ("--color", "always", "--format", "csv"),
])  # fmt: skip
def test_an_option_that_a_format_has_no_use_for(dateline: Dateline, indexed: Path, args: tuple[str, ...]) -> None:
    is_refused(dateline("search", "ferry", *args), "has no use for it")
    assert indexed.is_dir()


@pytest.mark.parametrize(
    ("args", "parts"),
    [
        (["search", "x", "--format", "xml"], ["'xml'", "'bibtex'"]),
        (["search", "x", "--sort", "size"], ["'size'", "'newest'"]),
        (["search", "x", "-n", "many"], ["'many'"]),
        (["search", "x", "--offset", "-1"], ["-1"]),
        (["search", "x", "--colour"], ["--colour"]),
        (["search", "x", "--outlet"], ["--outlet"]),
        (["status", "--format", "csv"], ["'csv'", "'json'"]),
        (["index", "news", "--jobs", "0"], ["0"]),
        (["find", "x"], ["'find'"]),
        (["show"], ["'ID'"]),
        ([], ["search", "index"]),
    ],
)
def test_unknown_options_and_values_name_the_known(dateline: Dateline, args: list[str], parts: list[str]) -> None:
    is_refused(dateline(*args), *parts)


def test_no_such_article(dateline: Dateline, indexed: Path) -> None:
    is_refused(dateline("show", "nws/ferry.txt"), "nws/ferry.txt", "dateline search")
    Path("news", "old").mkdir()
    Path("news", "old", "ferry.txt").write_text(
        "The old ferry\n\nIt is in the news again, and not for the first time.\n", "utf-8"
    )
    dateline("index", "news")
    is_refused(dateline("show", "ferry.txt"), "2 articles", "news/ferry.txt", "news/old/ferry.txt")
    assert indexed.is_dir()


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (b"[[outlet", "line 1"),
        (b"[[outlet]]\nname = 3", "name"),
        (b'colour = "red"', "'colour'"),
        (b"\xff", "UTF-8"),
        (None, "No such file"),
    ],
)
def test_bad_rules(dateline: Dateline, rules: bytes | None, reason: str) -> None:
    if rules is not None:
        Path("rules.toml").write_bytes(rules)
    for command in ("index", "extract"):
        is_refused(dateline(command, "news", "--rules", "rules.toml"), "rules.toml", reason)
    assert not Path(".dateline").exists()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "No such file"),
        (b"ferry\n\xff\xfe\n", "UTF-8"),
        (b"ferry\n\ntram OR\n", "line 3"),
        (b"", "there are none"),
        (b"\n \n", "there are none"),
        (b"q\tferry\nq\ttram\n", "line 2: the id q stands twice"),
    ],
)
def test_queries_that_can_not_be_read(dateline: Dateline, indexed: Path, data: bytes | None, reason: str) -> None:
    if data is not None:
        Path("queries.txt").write_bytes(data)
    outcome = dateline("search", "--queries", "queries.txt", "--format", "json", "-o", "out.json")
    is_refused(outcome, "queries.txt", reason)
    assert not Path("out.json").exists()
    assert indexed.is_dir()


@pytest.mark.parametrize("args", [["ferry", "--format", "json"], ["--format", "html"], []])
def test_queries_of_a_file_stand_alone_and_in_some_formats(dateline: Dateline, indexed: Path, args: list[str]) -> None:
    Path("queries.txt").write_text("ferry\n", "utf-8")
    is_refused(dateline("search", "--queries", "queries.txt", *args), "--queries", "jsonl")
    assert indexed.is_dir()


@pytest.mark.parametrize("output", ["no/such/folder/out.json", "news", ".", "..", "/", "news/ferry.txt/out.json"])
def test_output_that_can_not_be_written(dateline: Dateline, indexed: Path, output: str) -> None:
    before = contents(Path("news"))
    outcome = dateline("search", "ferry", "-o", output)
    is_refused(outcome, f"{output} can't be written: ")
    assert re.search(r"can't be written: \w", outcome.err)
    assert contents(Path("news")) == before
    assert indexed.is_dir()


def test_what_is_no_command_may_be_meant_for_one(dateline: Dateline) -> None:
    is_refused(dateline("serch", "ferry"), "no command 'serch'", "`dateline search`?")
    is_refused(dateline("ferry", "dock strike"), "`dateline search ferry 'dock strike'`?")
