"""What a search writes, as a user asks for it."""

import csv
import io
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import DATELINE, found, ids
from conftest import Dateline, environment

pytestmark = pytest.mark.usefixtures("at_desk")


def test_formats_hold_the_same_articles_in_the_same_order(dateline: Dateline) -> None:
    expected = ids(found(dateline, "mackerel"))
    lines = dateline("search", "mackerel", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == expected
    rows = list(csv.DictReader(io.StringIO(dateline("search", "mackerel", "--format", "csv").out, newline="")))
    assert [row["id"] for row in rows] == expected
    trec = [line.split() for line in dateline("search", "mackerel", "--format", "trec").out.splitlines()]
    assert [row[2].replace("%20", " ") for row in trec] == expected
    paths = dateline("search", "mackerel", "--format", "paths").out.splitlines()
    assert paths == list(dict.fromkeys(hit["path"] for hit in found(dateline, "mackerel")["hits"]))
    assert all(Path(path).is_file() for path in paths)
    assert dateline("search", "mackerel", "--format", "bibtex").out.count("\n@") + 1 >= len(expected)
    assert dateline("search", "mackerel", "--format", "ris").out.count("TY  - ") == len(expected)
    assert dateline("search", "mackerel", "--format", "html").out.count("<article") == len(expected)


def test_paths_lead_to_the_files_from_where_one_stands(
    dateline: Dateline, at_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = dateline("search", "mackerel", "--format", "paths").out.splitlines()
    monkeypatch.chdir(at_desk / "corpus" / "clippings")
    here = dateline("search", "mackerel", "--format", "paths", "--index", at_desk / ".dateline").out.splitlines()
    assert [Path(path).resolve() for path in here] == [at_desk.resolve() / path for path in paths]
    assert all(Path(path).is_file() for path in here)
    single = next(path for path in here if path.startswith("..") and path.endswith((".txt", ".html")))
    for path in (single, str(Path(single).resolve())):
        for index in (at_desk / ".dateline", "../../.dateline"):
            assert dateline("show", path, "--index", index).code == 0


ODD_NAMES = ("plain.txt", "-dash.txt", "two words.txt", "caf\udce9.txt", "line\nbreak.txt", "back\\xffslash.txt")


def test_paths_compose_with_xargs_whatever_their_bytes(tmp_path: Path) -> None:
    for name in ODD_NAMES:
        (tmp_path / name).write_text(f"The ferry again\n\nThe ferry, of {name!a}, is in the news.\n", "utf-8")
    index = [*DATELINE, "index", "."]
    subprocess.run(index, cwd=tmp_path, env=environment(), check=True, capture_output=True)
    (tmp_path / "below").mkdir()
    listing = f"{shlex.join(DATELINE)} search ferry --index ../.dateline --format paths"
    ended = subprocess.run(["bash", "-c", f"{listing} -0 | xargs -0 cat"], cwd=tmp_path / "below", env=environment(),
                           capture_output=True, check=True)  # fmt: skip
    assert ended.stdout.decode().count("The ferry again") == len(ODD_NAMES)
    listed = subprocess.run(listing.split(), cwd=tmp_path / "below", env=environment(), capture_output=True, check=True)
    assert sorted(listed.stdout.split(b"\n")) == sorted([
        b"", b"../plain.txt", b"../-dash.txt", b"../two words.txt", b"../caf\xe9.txt", b"../line\\x0abreak.txt",
        b"../back\\xffslash.txt",
    ])  # fmt: skip
    there = subprocess.run([*DATELINE, "search", "ferry", "--format", "paths"], cwd=tmp_path, env=environment(),
                           capture_output=True, check=True)  # fmt: skip
    assert b"./-dash.txt" in there.stdout.split(b"\n")


def test_a_file_is_written_whole_or_not_at_all(dateline: Dateline, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    outcome = dateline("search", "mackerel", "--format", "html", "-o", page)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert page.read_text("utf-8").rstrip().endswith("</html>")
    assert dateline("search", "mackerel (", "-o", page).code == 2
    assert page.read_text("utf-8").rstrip().endswith("</html>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_links_of_a_page_lead_to_the_articles_from_where_it_is(dateline: Dateline, at_desk: Path) -> None:
    pages = at_desk / "pages"
    pages.mkdir(exist_ok=True)
    dateline("search", "bees", "--format", "html", "-o", pages / "bees.html")
    links = re.findall(r'href="([^"#:]+\.txt)"', (pages / "bees.html").read_text("utf-8"))
    assert links
    assert all((pages / link.replace("%20", " ")).resolve().is_file() for link in links)


def test_a_file_is_written_plain(dateline: Dateline, tmp_path: Path) -> None:
    dateline("search", "mackerel", "-o", tmp_path / "list.txt")
    assert "\x1b" not in (tmp_path / "list.txt").read_text("utf-8")


def test_many_queries_carry_their_ids(dateline: Dateline, tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("\ufeffq7\tmackerel treaty\n\nnobodywrotethis\ntram\ttram -strike\r\n", "utf-8")
    names = ["q7", "3", "tram"]
    answers = json.loads(dateline("search", "--queries", file, "--format", "json").out)
    assert [answer["id"] for answer in answers] == names
    assert [answer["query"] for answer in answers] == ["mackerel treaty", "nobodywrotethis", "tram -strike"]
    assert answers[0]["hits"] == found(dateline, "mackerel treaty")["hits"]
    assert answers[1]["total"] == 0
    lines = [json.loads(line) for line in dateline("search", "--queries", file, "--format", "jsonl").out.splitlines()]
    assert {line["query_id"] for line in lines} == {"q7", "tram"}
    rows = list(csv.DictReader(io.StringIO(dateline("search", "--queries", file, "--format", "csv").out, newline="")))
    assert {row["query_id"] for row in rows} == {"q7", "tram"}
    runs = dateline("search", "--queries", file, "--format", "trec", "-n2").out.splitlines()
    assert [line.split()[0] for line in runs] == ["q7", "q7", "tram", "tram"]


def test_queries_come_from_a_pipe_too() -> None:
    ended = subprocess.run([*DATELINE, "search", "--queries", "-", "--format", "trec", "-n1"], env=environment(),
                           input="a\tmackerel\r\nb\ttram\r\n", capture_output=True, text=True, check=True)  # fmt: skip
    assert [line.split()[0] for line in ended.stdout.splitlines()] == ["a", "b"]
    if shutil.which("bash"):
        named = ["bash", "-c", '"$@" --queries <(printf "a\\tmackerel\\n")', "bash", *DATELINE, "search", "--format"]
        ended = subprocess.run([*named, "trec"], env=environment(), capture_output=True, text=True, check=True)
        assert ended.stdout.startswith("a ")


def test_exit_codes_of_many_queries(dateline: Dateline, tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("nobodywrotethis\nnorthis\n", "utf-8")
    assert dateline("search", "--queries", file, "--format", "jsonl").code == 1
    file.write_text("nobodywrotethis\nmackerel\n", "utf-8")
    assert dateline("search", "--queries", file, "--format", "jsonl").code == 0
