"""Bad input of every kind: a clear message on standard error, exit code 2, nothing lost, and never a traceback.

An exception that `main` does not turn into a message would end these tests, since they run in this process.
"""

import gzip
import json
import os
import shlex
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import contents
from commands import is_refused
from conftest import Dateline

pytestmark = pytest.mark.usefixtures("newsroom")

STORY = "The {0} again\n\nThe {0} is in the news, and not for the first time.\n"


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
