"""Bad input of every kind: a clear message on standard error, exit code 2, nothing lost, and never a traceback.

An exception that `main` does not turn into a message would end these tests, since they run in this process.
"""

import gzip
import json
import os
import re
import shlex
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Dateline, Outcome

STORY = "The {0} again\n\nThe {0} is in the news, and not for the first time.\n"


@pytest.fixture(autouse=True)
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: three articles in `news/`, not yet indexed."""
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for name in ("ferry", "tram", "dam"):
        Path("news", f"{name}.txt").write_text(STORY.format(name), "utf-8")
    return tmp_path


@pytest.fixture
def indexed(dateline: Dateline) -> Path:
    """The same, indexed."""
    assert dateline("index", "news").code == 0
    return Path(".dateline")


def is_refused(outcome: Outcome, *parts: str) -> None:
    assert outcome.code == 2
    assert outcome.out == ""
    for part in parts:
        assert part in outcome.err
    assert outcome.err.endswith("\n")
    assert "Traceback" not in outcome.err


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# Sources


@pytest.mark.parametrize("command", ["index", "extract"])
def test_no_such_folder(dateline: Dateline, command: str) -> None:
    is_refused(dateline(command, "nwes"), "no file or folder", "nwes")
    assert not Path(".dateline").exists()


@pytest.mark.parametrize("command", ["index", "extract"])
def test_a_folder_without_articles(dateline: Dateline, command: str) -> None:
    Path("empty", "photos").mkdir(parents=True)
    Path("empty", "photos", "ferry.jpg").touch()
    is_refused(dateline(command, "empty"), "nothing to index in empty", ".txt")
    assert not Path(".dateline").exists()


def test_no_source_at_all(dateline: Dateline) -> None:
    is_refused(dateline("index"), "name the folders once", "`dateline index FOLDER`")


def test_a_kind_of_file_that_is_not_read(dateline: Dateline) -> None:
    Path("ferry.xlsx").write_bytes(b"PK")
    is_refused(dateline("index", "ferry.xlsx"), "ferry.xlsx", "not a kind of file")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("ferry.txt.gz", b"not gzip", "gzip"),
        ("ferry.html.gz", gzip.compress(STORY.format("ferry").encode() * 99, mtime=0)[:-40], "gzip"),
        ("ferry.json", b'{"title": "Ferry', "broken JSON"),
        ("ferry.jsonl", b'{"title": "Ferry\n', "broken JSON"),
        ("ferry.sgm", b"<P>No entries", "REUTERS"),
        ("ferry.txt", b"", "empty"),
        ("ferry.html", b"\x89PNG" + bytes(range(256)) * 9, "not text"),
    ],
)
def test_one_bad_file_is_named_and_does_not_stop_the_others(
    dateline: Dateline, name: str, data: bytes, reason: str
) -> None:
    Path("news", name).unlink(missing_ok=True)
    Path("news", name).write_bytes(data)
    others = len([path for path in Path("news").iterdir() if path.name != name])
    outcome = dateline("index", "news")
    assert (outcome.code, outcome.out) == (0, f"{others} new, 0 changed, 0 unchanged, 0 removed, 1 skipped\n")
    assert outcome.err.startswith(f"skipped news/{name}")
    assert reason in outcome.err
    shutil.rmtree(".dateline")
    is_refused(dateline("index", "news", "--strict"), "--strict", name, reason)
    assert not Path(".dateline").exists()


def test_a_file_that_can_not_be_read(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as inside:
        inside.chdir("news")
        for _ in range(16):
            Path("deep" * 60).mkdir()
            os.chdir("deep" * 60)
        Path("a" * 250 + ".txt").write_text("A path longer than a system takes, whoever the user is\n", "utf-8")
    (told,) = dateline("index", "news").err.splitlines()
    assert told.startswith("skipped news/deep")
    assert told.endswith("a.txt: File name too long")


def test_bad_files_alone_make_no_index(dateline: Dateline) -> None:
    for path in Path("news").iterdir():
        path.write_bytes(b"")
    is_refused(dateline("index", "news"), "nothing to index", "news/dam.txt: empty")
    assert not Path(".dateline").exists()


def test_what_can_not_be_read_any_more_stays_searchable(dateline: Dateline, indexed: Path) -> None:
    Path("news", "ferry.txt").write_bytes(b"\0\1\2\3" * 99)
    assert "skipped news/ferry.txt" in dateline("index", "news").err
    assert dateline("search", "ferry").code == 0
    assert indexed.is_dir()


# The index


@pytest.mark.parametrize("command", [("search", "ferry"), ("show", "news/ferry.txt"), ("status",)])
def test_not_an_index(dateline: Dateline, command: tuple[str, ...]) -> None:
    is_refused(dateline(*command), "no index in .dateline", "dateline index")
    is_refused(dateline(*command, "--index", "news"), "no index in news", "--index")
    assert "\x1b" not in dateline(*command, "--index", "\x1b]0;title").err
    is_refused(dateline(*command, "--index", "news/ferry.txt"), "'--index'", "is a file")


@pytest.mark.parametrize("command", [("check",), ("serve",), ("index", "news")])
def test_a_cluster_that_does_not_answer(dateline: Dateline, command: tuple[str, ...]) -> None:
    address = "http://127.0.0.1:1/news"
    is_refused(dateline(*command, "--index", address), address, "no node", "refused")


def test_what_only_a_folder_can_do(dateline: Dateline) -> None:
    address = "https://archive.example:9200/news"
    is_refused(dateline("repair", "--index", address), address, "`dateline repair`", "--rebuild")


@pytest.mark.parametrize(
    ("address", "problem"),
    [("http://ed:secret@host:9200/news", "DATELINE_CLUSTER_PASSWORD"), ("http://host:9200", "a name is"),
     ("http://host/News", "a name is"), ("http:///news", "no host"), ("http://host/a/b", "a name is")],
)  # fmt: skip
def test_an_address_of_no_archive(dateline: Dateline, address: str, problem: str) -> None:
    refused = dateline("search", "ferry", "--index", address)
    is_refused(refused, problem, "http://HOST:9200/NAME")
    assert "secret" not in refused.err


def test_an_index_can_not_be_made_in_a_file(dateline: Dateline) -> None:
    is_refused(dateline("index", "news", "--index", "news/ferry.txt"), "is a file")
    is_refused(dateline("index", "news", "--index", "news/ferry.txt/x"), "news/ferry.txt/x", "can't be written")


def test_an_index_of_another_version(dateline: Dateline, indexed: Path) -> None:
    about = next(indexed.glob("archive-*.json"))
    text = json.dumps(json.loads(about.read_bytes().partition(b"\n")[2]) | {"format": 99}).encode()
    about.write_bytes(b"%08x\n" % zlib.crc32(text) + text)
    for command in (("search", "ferry"), ("status",), ("index", "news")):
        is_refused(dateline(*command), "format 99", "--rebuild")
    assert dateline("index", "news", "--rebuild").code == 0
    assert dateline("search", "ferry").code == 0


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda data: data[:0],
    "half": lambda data: data[: len(data) // 2],
    "one byte short": lambda data: data[:-1],
    "one byte more": lambda data: data + b"\0",
    "first byte": lambda data: flipped(data, 0),
    "middle byte": lambda data: flipped(data, len(data) // 2),
    "last byte": lambda data: flipped(data, len(data) - 1),
    "zeros": lambda data: bytes(len(data)),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("pattern", ["*.seg", "*.toc", "archive-*.json", "files-*.json"])
def test_a_damaged_index_gets_a_message_and_a_rebuild_mends_it(
    dateline: Dateline, indexed: Path, pattern: str, damage: str
) -> None:
    path = next(indexed.glob(pattern))
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    for command in ("search 'ferry OR tr*' --facets", "search '\"the dam\"'", "show ferry.txt ferry", "status"):
        outcome = dateline(*shlex.split(command))
        assert outcome.code in (0, 2)
        if outcome.code == 2:
            is_refused(outcome, "index", ".dateline")
    assert dateline("index", "news").code in (0, 2)
    assert dateline("index", "news", "--rebuild").code == 0
    assert dateline("search", "ferry").out.startswith("1 article")
    assert dateline("status").code == 0


def test_status_notices_every_changed_byte_of_a_segment(dateline: Dateline, indexed: Path) -> None:
    path = next(indexed.glob("*.seg"))
    data = path.read_bytes()
    unnoticed = set()
    for at in range(0, len(data), 5):
        path.write_bytes(flipped(data, at))
        outcome = dateline("status")
        if outcome.code == 0:
            unnoticed.add(at)
        else:
            is_refused(outcome, "damaged", "--rebuild")
    assert all(data[at] == 0 for at in unnoticed), "only the padding between arrays has no checksum"


def test_status_notices_a_list_of_files_that_is_not_the_segments(dateline: Dateline, indexed: Path) -> None:
    path = next(indexed.glob("files-*.json"))
    path.write_bytes(path.read_bytes().replace(b'"news/tram.txt"', b'"news/trim.txt"'))
    is_refused(dateline("status"), "damaged", path.name)


def test_two_indexers_at_once(dateline: Dateline, indexed: Path) -> None:
    from dateline.index.build.writer import Writer

    before = contents(indexed)
    with Writer(indexed):
        is_refused(dateline("index", "news", "--rebuild"), "another `dateline index`", ".dateline")
    assert contents(indexed) == before


def test_another_language_than_the_archives(dateline: Dateline, indexed: Path) -> None:
    is_refused(dateline("index", "news", "--language", "german"), "english", "german", "--rebuild")
    before = contents(indexed)
    is_refused(dateline("index", "news", "--rebuild", "--language", "klingon"), "klingon", "swedish")
    assert contents(indexed) == before


# Queries and options


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


@pytest.mark.parametrize("date", ["2025-13", "2025-02-30", "24/04/2025", "the-other-day", "", "20250424"])
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
    Path("news", "old", "ferry.txt").write_text(STORY.format("old ferry"), "utf-8")
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


# Files of queries and of output


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
