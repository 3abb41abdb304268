"""The commands as a user types them, over the sample corpus."""

import contextlib
import csv
import fcntl
import io
import json
import os
import pty
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest
from archives import batch, record
from conftest import Dateline, environment

from dateline.index.build.writer import Writer

DATELINE = [sys.executable, "-m", "dateline"]
RUMOUR = "corpus/clippings/bees at cape dunning.txt"

pytestmark = pytest.mark.usefixtures("at_desk")


def found(dateline: Dateline, *args: object) -> dict[str, Any]:
    outcome = dateline("search", "--format", "json", *args)
    assert outcome.err == ""
    results: dict[str, Any] = json.loads(outcome.out)
    return results


def ids(results: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in results["hits"]]


# Searching


def test_text_shows_headline_outlet_date_snippet_and_place(dateline: Dateline) -> None:
    outcome = dateline("search", "eels", "-n1")
    lines = outcome.out.splitlines()
    assert outcome.code == 0
    assert outcome.err == ""
    assert lines[0].startswith("1 article for eels")
    assert lines[2] == "1  Ladder for eels gives the Ilvane its travellers back"
    assert lines[3].strip() == "Beacon Public Broadcasting · 2025-06-03"
    assert "eel" in " ".join(lines[4:-2])
    assert lines[-2].strip() == "corpus/beacon-public/eel-pass-edra.html"
    assert lines[-1].strip().startswith("https://beaconpublic.example/")
    assert max(map(len, lines)) <= 100


def test_words_of_the_command_line_are_one_query(dateline: Dateline) -> None:
    assert ids(found(dateline, "mackerel", "treaty")) == ids(found(dateline, "mackerel treaty"))


def test_a_minus_word_is_no_option(dateline: Dateline) -> None:
    without = found(dateline, "harbour", "-strike")
    assert without["query"] == "harbour -strike"
    assert without["total"] == found(dateline, "harbour")["total"] - found(dateline, "harbour strike")["total"]
    assert found(dateline, "harbour", '-"harbour line"', "-n2")["query"] == 'harbour -"harbour line"'
    assert found(dateline, "-outlet:courier", "-n3", "harbour")["query"] == "-outlet:courier harbour"


def test_any_word(dateline: Dateline) -> None:
    both = found(dateline, "bees", "glacier")["total"]
    either = found(dateline, "bees", "glacier", "--any")["total"]
    assert either == found(dateline, "bees")["total"] + found(dateline, "glacier")["total"] - both
    assert either > both


def test_dates_narrow_and_include_their_ends(dateline: Dateline) -> None:
    june = found(dateline, "--since", "2023-06", "--until", "2023-06", "-n99")
    assert {hit["date"][:7] for hit in june["hits"]} == {"2023-06"}
    day = found(dateline, "--since", "2023-06-17", "--until", "2023-06-17", "-n99")
    assert {hit["date"] for hit in day["hits"]} == {"2023-06-17"}
    assert 0 < day["total"] < june["total"]


def test_outlets_by_whole_name_without_regard_to_case(dateline: Dateline) -> None:
    phare = found(dateline, "--outlet", "LE PHARE DU DETROIT")
    assert {hit["outlet"] for hit in phare["hits"]} == {"Le Phare du Détroit"}
    two = found(dateline, "--outlet", "le phare du détroit", "--outlet", "The Sextant", "-n99")
    assert two["total"] == phare["total"] + found(dateline, "--outlet", "the sextant")["total"]
    assert found(dateline, "--outlet", "phare")["total"] == 0


@pytest.mark.parametrize(("sort", "reverse"), [("newest", True), ("oldest", False)])
def test_sorting_by_date_puts_undated_ones_last(dateline: Dateline, sort: str, reverse: bool) -> None:
    dates = [hit["date"] for hit in found(dateline, "tram", "--sort", sort, "-n99")["hits"]]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=reverse)
    assert dates == [*dated, None]


def test_pages_make_the_whole(dateline: Dateline) -> None:
    whole = found(dateline, "harbour", "-n99")
    pages = [found(dateline, "harbour", "-n", 5, "--offset", offset) for offset in range(0, whole["total"], 5)]
    assert [hit for page in pages for hit in page["hits"]] == whole["hits"]
    assert [hit["rank"] for hit in whole["hits"]] == list(range(1, whole["total"] + 1))
    beyond = found(dateline, "harbour", "--offset", 1000)
    assert (beyond["total"], beyond["hits"]) == (whole["total"], [])
    assert found(dateline, "harbour", "-n1")["total"] == whole["total"]


def test_no_hits_asked_for_is_no_page_too_far_down(dateline: Dateline) -> None:
    assert dateline("search", "dockers strike", "-n0").out == "5 articles for dockers strike\n"
    assert "none of them this far down" in dateline("search", "dockers strike", "--offset", "9").out


def test_no_query_lists_all_newest_first(dateline: Dateline) -> None:
    everything = found(dateline, "-n200")
    assert everything["total"] == len(everything["hits"]) >= 60
    dates = [hit["date"] or "" for hit in everything["hits"]]
    assert dates == sorted(dates, reverse=True)


def test_facets_count_all_matches(dateline: Dateline) -> None:
    results = found(dateline, "mackerel", "-n1")
    for facet in ("outlet", "month"):
        assert sum(count["count"] for count in results["facets"][facet]) == results["total"] + results["copies"]
    for count in results["facets"]["outlet"]:
        of_outlet = found(dateline, "mackerel", "--outlet", count["value"])
        assert of_outlet["total"] + of_outlet["copies"] == count["count"]
    for count in results["facets"]["month"]:
        if count["value"] != "(undated)":
            month = found(dateline, "mackerel", "--since", count["value"], "--until", count["value"])
            assert month["total"] + month["copies"] == count["count"]
    text = dateline("search", "mackerel", "-n1", "--facets").out
    assert "Zahrin Gazette" in text.partition("Outlets")[2]
    assert "2025-04" in text.partition("Dates")[2]
    assert "Outlets" not in dateline("search", "mackerel", "-n1").out


def test_explain_adds_up_to_the_score(dateline: Dateline) -> None:
    hit = found(dateline, "mackerel treaty", "--explain", "-n1")["hits"][0]
    assert sum(part["score"] for part in hit["explanation"]) == pytest.approx(hit["score"])
    assert [part["what"] for part in hit["explanation"]][:2] == ["mackerel", "treaty"]
    assert "in the headline" in dateline("search", "mackerel treaty", "--explain", "-n1").out


def test_snippets_hold_the_marked_words(dateline: Dateline) -> None:
    for hit in found(dateline, "astrolabes")["hits"]:
        spans = hit["snippet"]["spans"]
        assert spans
        assert {hit["snippet"]["text"][start:end].lower().rstrip("s") for start, end in spans} == {"astrolabe"}


# No result


def test_no_result_says_what_is_missing_and_what_would_match(dateline: Dateline) -> None:
    outcome = dateline("search", "mackeral", "treaty")
    assert outcome.code == 1
    assert "Nothing matches mackeral." in outcome.out
    assert "mackerel instead of mackeral" in outcome.out


@pytest.mark.parametrize(
    "args",
    [
        ("mackeral", "treaty"),
        ('"treaty mackerel"', "zahrin"),
        ("=strikes", "port"),
        ("glacier", "bees", "tram"),
        ("astrolobe", "--outlet", "The Harbor Courier"),
        ("glacier", "--since", "2023", "--until", "2023"),
        ("title:strike", "-outlet:sextant", "bees"),
        ("al-daruni", "harmonium"),
    ],
)
def test_each_offered_query_finds_what_it_promises(dateline: Dateline, args: tuple[str, ...]) -> None:
    shown = dateline("search", *args)
    assert shown.code == 1
    offered = re.findall(r"(?m)^  dateline search (.*?)\s+([\d,]+ (?:articles?|story|stories))  \S", shown.out)
    assert offered
    for command, counted in offered:
        answer = dateline("search", *shlex.split(command), "-n1").out
        assert re.match(f"(1 of )?{counted} for ", answer), command


# Formats


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


# Articles


def test_show_marks_and_tells_where_values_come_from(dateline: Dateline) -> None:
    outcome = dateline("show", RUMOUR, "bees", "--evidence")
    assert outcome.code == 0
    assert outcome.out.startswith("Lighthouse bees swarm on keeper’s bicycle")
    assert "CAPE DUNNING" in outcome.out
    assert "Where this comes from" in outcome.out


@pytest.mark.parametrize("name", [RUMOUR, "bees at cape dunning.txt", "clippings/bees at cape dunning.txt"])
def test_show_takes_the_end_of_a_path(dateline: Dateline, name: str) -> None:
    assert dateline("show", name).out.startswith("Lighthouse bees")


@pytest.mark.parametrize("args", [["-dash.txt"], ["--", "-dash.txt"], ["--", "-dash.txt", "ferry"]])
def test_show_takes_a_name_that_starts_with_a_dash(
    dateline: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-dash.txt").write_text("The ferry again\n\nThe ferry is in the news.\n")
    dateline("index", ".")
    assert dateline("show", *args).out.startswith("The ferry again")


def test_a_number_is_a_hit_of_the_last_search(dateline: Dateline) -> None:
    hits = found(dateline, "mackerel")["hits"]
    assert dateline("show", "3").code == 2  # nothing was shown to count in
    dateline("search", "mackerel", "-n2", "--offset", "1")
    for rank in (2, 3):
        assert dateline("show", rank).out.startswith(hits[rank - 1]["title"])
    for command in ("show", "open", "similar"):
        ended = dateline(command, "4")
        assert (ended.code, "the last search showed hits 2 to 3" in ended.err) == (2, True)
    dateline("search", "eels", "-n1")
    assert "the last search showed hit 1, and" in dateline("show", "2").err
    assert dateline("show", "1", "eel").out.startswith("Ladder for eels")
    assert dateline("show", "23001").code == 0


@pytest.mark.parametrize(
    "noted", ["[" * 100_000, '{"ids": {"1": ' + "9" * 5000 + "}}", '{"ids": 1}', "\xff", "[]", None]
)
def test_a_last_search_that_is_noted_wrongly_is_none(dateline: Dateline, noted: str | None) -> None:
    dateline("search", "mackerel")
    [path] = (Path(os.environ["XDG_STATE_HOME"]) / "dateline").iterdir()
    path.unlink()
    if noted is None:
        os.mkfifo(path)
    else:
        path.write_text(noted, "latin-1")
    ended = dateline("show", "1")
    assert (ended.code, "1" in ended.err, "Traceback" in ended.err) == (2, True, False)


def test_a_hit_is_opened_in_the_browser_or_the_editor(
    dateline: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" >> {shlex.quote(str(said))}\n")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    monkeypatch.setenv("VISUAL", f"{program} -w")
    (hit,) = found(dateline, "eels", "-n1")["hits"]
    dateline("search", "eels", "-n1")
    assert dateline("open", "1").code == 0
    assert said.read_text() == f"{hit['url']}\n"
    said.unlink()
    assert dateline("open", "1", "--file").code == 0
    assert said.read_text() == f"-w\n{Path(hit['path']).resolve()}\n"
    for editor in (str(tmp_path / "missing"), 'vi "'):
        monkeypatch.setenv("VISUAL", editor)
        outcome = dateline("open", "1", "--file")
        assert (outcome.code, "EDITOR" in outcome.err) == (2, True)
    (tmp_path / "xdg-open").write_text("#!/bin/sh\necho no program for it >&2\nexit 3\n")
    (tmp_path / "xdg-open").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR", raising=False)
    outcome = dateline("open", "1", "--file")
    assert (outcome.code, "EDITOR" in outcome.err) == (2, True)
    (tmp_path / "xdg-open").write_text(program.read_text())
    said.unlink(missing_ok=True)
    outcome = dateline("open", "mackerel-treaty-signed.html", "--file")
    assert (outcome.code, "a browser would run" in outcome.err, said.exists()) == (2, True, False)
    assert dateline("open", "bees at cape dunning.txt").code == 0
    assert said.read_text().endswith("/corpus/clippings/bees at cape dunning.txt\n")


def test_a_file_of_a_kind_that_holds_no_article_is_not_opened(
    dateline: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Writer(tmp_path / ".dateline") as writer:  # as somebody else may have made it
        writer.add(batch([record("tides", "Tides", "High water.")], "run.sh"))
        writer.commit({})
    said = tmp_path / "said"
    (tmp_path / "run.sh").write_text(f"#!/bin/sh\ntouch {shlex.quote(str(said))}\n")
    (tmp_path / "run.sh").chmod(0o755)
    monkeypatch.setenv("VISUAL", "sh")
    outcome = dateline("open", "tides", "--index", tmp_path / ".dateline")
    assert (outcome.code, "run.sh" in outcome.err, said.exists()) == (2, True, False)


def test_show_finds_an_article_of_many_in_a_file(dateline: Dateline) -> None:
    assert "tonnage" in dateline("show", "23001").out.lower()
    assert "Astrolabe painter" in dateline("show", "web-export.json:2").out


def test_extract_prints_what_the_indexer_sees(dateline: Dateline) -> None:
    outcome = dateline("extract", "corpus/radio-ilvane/hosepipe ban.txt", "corpus/the-sextant")
    articles = [json.loads(line) for line in outcome.out.splitlines()]
    names = ["id", "path", "title", "date", "outlet", "author", "place", "url", "body", "evidence"]
    assert all(list(article) == names for article in articles)
    assert articles[0]["outlet"] == "Radio Ilvane 98.4"
    assert articles[0]["evidence"].keys() >= {"title", "date", "outlet"}
    assert len(articles) == 8


def test_rules_name_outlets(dateline: Dateline, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('[[outlet]]\nname = "Lighthouse Letter"\npaths = ["*bees*"]\n', "utf-8")
    article = json.loads(dateline("extract", RUMOUR, "--rules", rules).out)
    assert (article["outlet"], article["evidence"]["outlet"]) == ("Lighthouse Letter", "rules: path *bees*")


# Indexing


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles in a folder of its own, not yet indexed."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("ferry", "tram", "dam"):
        (folder / f"{name}.txt").write_text(f"The {name} again\n\nThe {name} is in the news, not for the first time.\n")
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_second_run_does_only_what_changed(dateline: Dateline, newsroom: Path) -> None:
    counts = "{} new, {} changed, {} unchanged, {} removed, {} skipped\n"
    assert dateline("index", "news").out == counts.format(3, 0, 0, 0, 0)
    assert dateline("index", "news").out == counts.format(0, 0, 3, 0, 0)
    (newsroom / "ferry.txt").write_text("The ferry sank\n\nIt will not be in the news again.\n")
    (newsroom / "dam.txt").unlink()
    (newsroom / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    (newsroom / "empty.txt").touch()
    outcome = dateline("index", "news")
    assert (outcome.code, outcome.out) == (0, counts.format(1, 1, 1, 1, 1))
    assert outcome.err == "skipped news/empty.txt: empty\n"
    assert ids(found(dateline, "sank")) == ["news/ferry.txt"]
    assert found(dateline, "dam", "-n1")["total"] == 0


def test_the_index_alone_is_brought_up_to_date_as_it_was_made(dateline: Dateline, newsroom: Path) -> None:
    rules = newsroom.parent / "rules.toml"
    rules.write_text('[[outlet]]\nname = "Lighthouse Letter"\npaths = ["news/**", "old/**"]\n', "utf-8")
    told = dateline("index", "news", "--rules", rules, "--index", "ours").err
    assert told == "Note: Rules: the path old/** of Lighthouse Letter matches no file.\n"
    (newsroom / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    assert dateline("index", "--index", "ours").out.startswith("1 new, 0 changed, 3 unchanged")
    assert found(dateline, "--outlet", "Lighthouse Letter", "--index", "ours")["total"] == 4
    status = dateline("status", "--index", "ours").out
    assert "sources   news\nrules     rules.toml\n" in status
    assert "so all articles are read anew" in dateline("index", "--no-rules", "--index", "ours").err
    assert found(dateline, "--outlet", "Lighthouse Letter", "--index", "ours")["total"] == 0
    assert dateline("index").code == 2


def test_files_that_can_hold_no_article_are_counted_by_kind_and_named_if_asked(
    dateline: Dateline, newsroom: Path
) -> None:
    for name in ("a.png", "b.PNG", "c.xlsx", "Makefile"):
        (newsroom / name).touch()
    told = "left out 4 files that can hold no article: 2 .png, 1 .xlsx, 1 without a suffix"
    assert dateline("index", "news").err == f"{told}; --verbose names them\n"
    named = "".join(f"left out news/{name}\n" for name in ("Makefile", "a.png", "b.PNG", "c.xlsx"))
    assert dateline("index", "--verbose").err == f"{told}\n{named}"


def test_a_source_is_forgotten(dateline: Dateline, newsroom: Path) -> None:
    (newsroom.parent / "more").mkdir()
    (newsroom.parent / "more" / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    dateline("index", "news", "more", "--index", "our index")
    (newsroom.parent / "more" / "mine.txt").unlink()
    outcome = dateline("index", "--index", "our index")
    assert (outcome.code, outcome.out) == (0, "0 new, 0 changed, 3 unchanged, 0 removed, 1 skipped\n")
    assert "`dateline index --index 'our index' --forget more` drops them" in outcome.err
    forgotten = dateline("index", "--forget", "more", "--index", "our index")
    assert forgotten.out == "more is forgotten, and its 1 article with it\n"
    assert dateline("index", "--index", "our index").err == ""
    assert dateline("index", "--forget", "more", "--index", "our index").code == 2


def test_whoever_is_there_is_asked_about_an_empty_source(dateline: Dateline, newsroom: Path) -> None:
    (newsroom.parent / "more").mkdir()
    (newsroom.parent / "more" / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    dateline("index", "news", "more")
    (newsroom.parent / "more" / "mine.txt").unlink()
    for answer, total in (("n", 4), ("y", 3)):
        leader, follower = pty.openpty()
        streams = {"stdin": follower, "stdout": follower, "stderr": follower}
        with subprocess.Popen([*DATELINE, "index"], env=environment(), **streams):
            os.close(follower)
            said = b""
            while b"?" not in said:
                said += os.read(leader, 1000)
            assert b"more is empty now. Drop the 1 article that came from it?" in said
            os.write(leader, f"{answer}\n".encode())
            with contextlib.suppress(OSError):
                while os.read(leader, 1000):
                    pass
        os.close(leader)
        assert found(dateline)["total"] == total


def test_advice_names_the_index_in_use(dateline: Dateline, newsroom: Path) -> None:
    assert newsroom.is_dir()
    dateline("index", "news", "--index", "our index")
    assert "`dateline search --index 'our index'` shows" in dateline("show", "nothing", "--index", "our index").err
    dateline("index", "news")
    assert "`dateline search` shows" in dateline("show", "nothing").err


def test_rebuild_holds_only_these_sources(dateline: Dateline, newsroom: Path) -> None:
    (newsroom.parent / "more").mkdir()
    (newsroom.parent / "more" / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    dateline("index", "news")
    dateline("index", "more")
    assert found(dateline)["total"] == 4
    dateline("index", "more", "--rebuild")
    assert ids(found(dateline)) == ["more/mine.txt"]


def test_strict_changes_nothing_where_a_file_is_skipped(dateline: Dateline, newsroom: Path) -> None:
    dateline("index", "news")
    (newsroom / "empty.txt").touch()
    (newsroom / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    outcome = dateline("index", "news", "--strict")
    assert outcome.code == 2
    assert "news/empty.txt: empty" in outcome.err
    assert found(dateline)["total"] == 3


def test_language_is_the_archives_own(dateline: Dateline, newsroom: Path) -> None:
    (newsroom / "haus.txt").write_text("Die Häuser am Hafen\n\nIn den Häusern wohnt niemand mehr.\n")
    dateline("index", "news", "--language", "german")
    assert ids(found(dateline, "Haus")) == ["news/haus.txt"]
    assert json.loads(dateline("status", "--format", "json").out)["language"] == "german"
    assert "german" in dateline("index", "news", "--language", "french").err


def test_the_index_is_where_the_user_says(
    dateline: Dateline, newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dateline("index", newsroom, "--index", tmp_path / "here").code == 0
    assert not (tmp_path / ".dateline").exists()
    assert found(dateline, "tram", "--index", tmp_path / "here")["total"] == 1
    monkeypatch.setenv("DATELINE_INDEX", str(tmp_path / "here"))
    assert found(dateline, "tram")["total"] == 1
    assert dateline("search", "tram", "--index", "elsewhere").code == 2


def test_status_counts(dateline: Dateline) -> None:
    figures = json.loads(dateline("status", "--format", "json").out)
    everything = found(dateline, "-n200")
    dates = [hit["date"] for hit in everything["hits"] if hit["date"]]
    assert figures["articles"] == everything["total"] + everything["copies"]
    assert (figures["first"], figures["last"]) == (min(dates), max(dates))
    assert figures["undated"] == everything["total"] - len(dates)
    assert figures["unknown"] == found(dateline, "outlet:unknown")["total"]
    assert figures["outlets"] == len({hit["outlet"] for hit in everything["hits"]} - {None})
    assert figures["bytes"] == sum(path.stat().st_size for path in Path(".dateline").iterdir())
    assert f"articles  {figures['articles']}\n" in dateline("status").out


def test_status_is_silent_of_what_is_not_there(dateline: Dateline, newsroom: Path) -> None:
    Path("news.jsonl").write_text('{"title": "Ferry", "outlet": "Courier", "date": "2025-04-24"}\n')
    dateline("index", "news.jsonl")
    assert "0 articles" not in dateline("status").out
    assert newsroom.is_dir()


# As a process


def test_a_closed_pipe_is_silent() -> None:
    script = f"{shlex.join(DATELINE)} search --format jsonl -n 200 | head -1; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", script], env=environment(), capture_output=True, text=True, check=True)
    assert ended.stderr == ""
    assert ended.stdout.splitlines()[-1] == "0"
    assert json.loads(ended.stdout.splitlines()[0])["rank"] == 1


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        command = [*DATELINE, "search", "mackerel"]
        ended = subprocess.run(command, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("dateline: No space left")
    assert "Traceback" not in ended.stderr


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux answers where the other end is closed
        return b""


def on_terminal(*args: str, columns: int = 80, rows: int = 200, keys: bytes = b"", **variables: str) -> str:
    """What `dateline` writes on a terminal of this size, and what a pager writes there until these keys end it."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environ = environment(**{"TERM": "xterm"} | variables)
    for name in {"NO_COLOR", "COLUMNS", "LINES", "PAGER", "LESS"} - set(variables):
        environ.pop(name, None)
    process = subprocess.Popen([*DATELINE, *args], stdin=follower, stdout=follower, stderr=follower, env=environ)
    os.close(follower)
    chunks = []
    while chunk := _read(leader):
        chunks.append(chunk)
        if keys:
            os.write(leader, keys)
    os.close(leader)
    process.wait()
    return b"".join(chunks).decode().replace("\r\n", "\n")


def widest(written: str) -> int:
    """Columns of the widest line; a line of nothing but a link stays whole, so that it can be copied."""
    lines = [line for line in written.splitlines() if "\x1b]8;;" not in line]
    return max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines)


def test_a_site_says_on_a_terminal_what_it_is_doing(tmp_path: Path) -> None:
    written = on_terminal("site", str(tmp_path / "site"))
    assert written.startswith("\r\x1b[Kreading the index\r\x1b[Kwriting the data of searches")
    assert re.search("\r\x1b\\[K[0-9]+ articles", written)


def test_the_bar_fits_a_narrow_terminal(newsroom: Path) -> None:
    assert newsroom.is_dir()
    written = on_terminal("index", "news", columns=40)
    bars = [line for line in re.split("[\r\n]", re.sub("\x1b\\[[?0-9]*[A-Za-z]", "", written)) if "indexing" in line]
    assert 20 < max(map(len, bars)) <= 40


@pytest.mark.parametrize(("args", "told", "offered"), [
    (("--outlet", "phare"), "There is no outlet phare; there is Le Phare du Détroit.", 'outlet:"le phare du detroit"'),
    (("outlet:bpb",), "There is no outlet bpb; there is Beacon Public Broadcasting.",
     'outlet:"beacon public broadcasting"'),
    (("--outlet", "nowhere"), "There is no outlet nowhere.", None),
    (('"maid of sorel"',), 'Nothing matches "maid of sorel".', '"maid of sorrel"'),
])  # fmt: skip
def test_an_unknown_name_or_word_gets_those_that_are_like_it(
    dateline: Dateline, args: tuple[str, ...], told: str, offered: str | None
) -> None:
    answer = json.loads(dateline("search", "--format", "json", *args).out)
    assert (answer["total"], answer["warnings"]) == (0, [told])
    assert answer.get("relaxations", [{"query": None}])[0]["query"] == offered


def test_facets_by_author_and_place_are_counted_where_asked(dateline: Dateline) -> None:
    answer = found(dateline, "mackerel", "--facet", "author,place")
    assert set(answer["facets"]) == {"outlet", "month", "author", "place"}
    places = json.loads(dateline("places", "mackerel", "--format", "json").out)
    assert answer["facets"]["place"] == [{"value": one["value"], "count": one["count"]} for one in places]
    text = dateline("search", "mackerel", "-n1", "--facet", "place,month").out
    assert re.findall("^(Outlets|Authors|Places|Dates)", text, re.MULTILINE) == ["Places", "Dates"]
    folders = found(dateline, "mackerel", "--facet", "path,url")["facets"]["path"]
    of_one = found(dateline, "mackerel path:zahrin-gazette", "--duplicates", "show")["total"]
    assert {"value": "corpus/zahrin-gazette", "count": of_one} in folders
    assert "Sites" in dateline("search", "mackerel", "--facet", "url").out
    assert "'colour'; the facets are outlet, month, " in dateline("search", "mackerel", "--facet", "colour").err


def test_snippets_are_whole_paragraphs_where_asked_for(dateline: Dateline) -> None:
    for hit in found(dateline, "mackerel treaty", "--context")["hits"]:
        article = dateline("show", hit["id"]).out
        paragraphs = [" ".join(paragraph.split()) for paragraph in article.split("\n\n")]
        assert any(hit["snippet"]["text"].startswith(paragraph) for paragraph in paragraphs)
        assert any(hit["snippet"]["text"].endswith(paragraph) for paragraph in paragraphs)
    assert dateline("search", "mackerel", "--context", "--format", "paths").code == 2


def test_articles_like_one_are_listed_with_the_words_that_made_them_so(dateline: Dateline) -> None:
    answer = json.loads(dateline("similar", "mackerel-treaty-signed.html", "--format", "json").out)
    whole = dateline("show", "mackerel-treaty-signed.html").out.lower()
    ids = [hit["id"] for hit in answer["hits"]]
    assert [hit["rank"] for hit in answer["hits"]] == list(range(1, 11))
    assert {"corpus/ledger-and-tide/what-is-a-mackerel-worth.html.gz", "23003"} <= set(ids[:4])
    assert not {"cw-20250409-0018", "corpus/beacon-public/mackerel-treaty-signed.html"} & set(ids)
    assert all(part["what"] in whole for hit in answer["hits"] for part in hit["explanation"])
    again = found(dateline, answer["query"], "--any")
    assert [hit["id"] for hit in again["hits"]][1:] == ids[:9]
    shown = dateline("similar", "mackerel-treaty-signed.html").out
    title = whole.partition("\n")[0]
    assert shown.lower().startswith(f"the 10 articles most like {title}\nby its words ")
    assert shown.splitlines()[1].count(",") == 6
    assert re.search("^ *alike in .*mackerel", shown, re.MULTILINE)
    page = dateline("similar", "mackerel-treaty-signed.html", "--format", "html").out
    assert f'<h1 dir="auto">like {title}</h1>' in page.lower()
    assert "Sixty-one" in dateline("show", "1").out
    assert dateline("similar", "nobody.txt").code == 2


def test_names_are_listed_with_counts_and_days(dateline: Dateline) -> None:
    outlets = json.loads(dateline("outlets", "--format", "json").out)
    assert sum(one["count"] for one in outlets) == found(dateline, "--duplicates", "show")["total"]
    for one in outlets[:3]:
        hits = found(dateline, "--outlet", one["value"], "--duplicates", "show", "-n999")["hits"]
        days = sorted(hit["date"] for hit in hits if hit["date"])
        assert (one["count"], one["first"], one["last"]) == (len(hits), days[0], days[-1])
    text = dateline("outlets").out
    assert re.search(r"^10  2\d{3}-\d\d-\d\d to 2\d{3}-\d\d-\d\d  Beacon Public Broadcasting$", text, re.MULTILINE)
    assert dateline("places", "--format", "csv").out.startswith("value,count,first,last\r\n")
    assert "(unknown)" in dateline("authors").out


def test_names_are_narrowed_by_a_query(dateline: Dateline) -> None:
    facets = found(dateline, "mackerel", "--duplicates", "show")["facets"]["outlet"]
    outlets = json.loads(dateline("outlets", "mackerel", "--format", "json").out)
    assert [(one["value"], one["count"]) for one in outlets] == [(one["value"], one["count"]) for one in facets]
    none = dateline("outlets", "nobodywrotethis")
    assert (none.code, none.out, none.err) == (1, "", "Note: No articles for nobodywrotethis.\n")
    assert "write OR in capitals" in dateline("outlets", "mackerel or treaty").err
    assert dateline("outlets", "ferry OR").code == 2


def test_a_shell_completes_outlets(desk: Path) -> None:
    assert desk.is_dir()
    assert complete("dateline search --outlet the") >= {"The Harbor Courier", "The Sextant"}
    assert complete("dateline search --index nowhere --outlet the") <= {""}


def test_a_terminal_gets_colour_links_and_its_width() -> None:
    written = on_terminal("search", "mackerel treaty", "-n2", columns=60)
    assert "\x1b[1;31m" in written
    assert "\x1b]8;;https://" in written
    assert widest(written) <= 60
    assert 60 < widest(on_terminal("search", "mackerel treaty", "-n2", columns=97)) <= 97


def test_no_color_is_respected_by_links_too() -> None:
    assert "\x1b" not in on_terminal("search", "mackerel", "-n1", NO_COLOR="1")
    assert "\x1b" not in on_terminal("search", "mackerel", "-n1", TERM="dumb")
    assert "\x1b" not in on_terminal("search", "mackerel", "-n1", "--color", "never")
    assert "\x1b[1;31m" in on_terminal("search", "mackerel", "-n1", "--color", "always", NO_COLOR="1")


def test_colour_into_a_pipe_or_file_is_the_users_to_ask(dateline: Dateline, tmp_path: Path) -> None:
    assert "\x1b" not in dateline("search", "mackerel").out
    assert "\x1b[1;31m" in dateline("search", "mackerel", "--color", "always").out
    assert "\x1b[1;31m" in dateline("show", RUMOUR, "bees", "--color", "always").out
    dateline("search", "mackerel", "--color", "always", "-o", tmp_path / "list")
    assert "\x1b[1;31m" in (tmp_path / "list").read_text("utf-8")


LESS_SHOWS_CODES = re.compile("ESC|\\^\\[")


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
@pytest.mark.parametrize("variables", [
    {},
    {"LESS": "-i"},
    {"LESS": "FRX"},
    {"LESS": "-Pmore? $"},
    {"PAGER": "less"},
    {"PAGER": "less -S"},
])  # fmt: skip
@pytest.mark.parametrize("args", [("search", "harbour"), ("show", RUMOUR, "bees")], ids=["search", "show"])
def test_a_pager_shows_colours_and_no_codes(variables: dict[str, str], args: tuple[str, ...]) -> None:
    written = on_terminal(*args, rows=6, keys=b"q", **variables)
    assert "\x1b[1m" in written
    assert not LESS_SHOWS_CODES.search(written)
    assert "]8;;" not in written


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_less_is_told_the_encoding_where_the_locale_has_another() -> None:
    written = on_terminal("search", "harbour", rows=9, keys=b"q", LC_ALL="POSIX", LESS="")
    assert " · 20" in written
    assert "<C2>" not in written


@pytest.mark.skipif(not shutil.which("more"), reason="more is not installed")
def test_more_which_counts_codes_as_letters_gets_none() -> None:
    lines = on_terminal("search", "harbour", rows=6, keys=b"q", PAGER="more").splitlines()
    assert not any("\x1b[1m" in line or "\x1b[1;31m" in line for line in lines)


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_a_pager_gets_no_colours_that_are_not_wanted() -> None:
    assert "[1m" not in on_terminal("search", "harbour", rows=6, keys=b"q", NO_COLOR="1")
    assert "[1m" not in on_terminal("search", "harbour", "--color", "never", rows=6, keys=b"q")


def test_long_answers_go_through_the_pager() -> None:
    other = {"PAGER": "sed s/^/paged:/"}
    written = on_terminal("search", "harbour", rows=10, **other)
    assert all(line.startswith("paged:") for line in written.splitlines())
    assert "\x1b" not in written
    assert "paged:" not in on_terminal("search", "harbour", rows=200, **other)
    assert "paged:" not in on_terminal("search", "harbour", "--no-pager", rows=10, **other)
    assert "\x1b[1m" in on_terminal("search", "harbour", "--no-pager", rows=10, **other)


@pytest.mark.parametrize("pager", ["", "nosuchpager -x", "cat", 'less "'])
def test_without_a_pager_answers_are_printed(pager: str) -> None:
    written = on_terminal("search", "harbour", rows=10, PAGER=pager)
    assert re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\\\", "", written).startswith("1–10 of ")


def test_a_pipe_gets_no_bar_and_a_terminal_does(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    ended = subprocess.run([*DATELINE, "index", "corpus/the-sextant", "--index", index], env=environment(),
                           capture_output=True, text=True, check=True)  # fmt: skip
    assert ended.stderr == ""
    assert "indexing" in on_terminal("index", "corpus/the-sextant", "--index", index, "--rebuild")


def test_interrupted_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    news = tmp_path / "news"
    shutil.copytree("corpus/the-sextant", news)
    command = [*DATELINE, "index", "news", "--jobs", "1"]
    subprocess.run(command, cwd=tmp_path, env=environment(), check=True, capture_output=True)
    index = tmp_path / ".dateline"
    before = {path.name: path.read_bytes() for path in index.iterdir()}
    page = Path("corpus/beacon-public/eel-pass-edra.html").read_text("utf-8")
    for number in range(2000):
        (news / f"{number}.html").write_text(page.replace("eels", f"eels{number}"), "utf-8")
    leader, follower = pty.openpty()
    process = subprocess.Popen([*command, "--rebuild"], cwd=tmp_path, env=environment(), stdin=follower,
                               stdout=follower, stderr=follower, start_new_session=True)  # fmt: skip
    os.close(follower)
    written = b""
    while b"indexing" not in written:  # the bar: it is well under way
        written += os.read(leader, 1024)
    process.send_signal(signal.SIGINT)
    while chunk := _read(leader):
        written += chunk
    os.close(leader)
    assert process.wait() == 130
    assert written.decode().splitlines()[-1] == "interrupted; the index is as it was before"
    assert {path.name: path.read_bytes() for path in index.iterdir()} == before


def test_interrupted_while_it_loads_it_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n")
    ended = subprocess.run([*DATELINE, "status"], env=environment(PYTHONPATH=str(tmp_path)), capture_output=True,
                           text=True, check=False)  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_shell_completion_knows_commands_and_formats() -> None:
    script = subprocess.run(DATELINE_SCRIPT, env=environment(_DATELINE_COMPLETE="bash_source"), capture_output=True,
                            text=True, check=True)  # fmt: skip
    assert "complete" in script.stdout
    commands = {
        *("authors", "check", "doctor", "extract", "index", "open", "outlets", "places"),
        *("repair", "search", "serve", "show", "similar", "site", "status"),
    }
    assert complete("dateline ") == commands
    assert complete("dateline search --format js") == {"json", "jsonl"}
    assert "--outlet" in complete("dateline search --o")


SCRIPT = "import sys; sys.argv = ['dateline']; from dateline.search.cli import main; main()"
DATELINE_SCRIPT = [sys.executable, "-c", SCRIPT]


def complete(line: str) -> set[str]:
    words = line.split(" ")
    variables = {"_DATELINE_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    ended = subprocess.run(DATELINE_SCRIPT, env=environment(**variables), capture_output=True, text=True, check=False)
    return {line.partition(",")[2] for line in ended.stdout.splitlines()}


def test_help_is_there_for_every_command(dateline: Dateline) -> None:
    for command in ("", "index", "search", "show", "extract", "status"):
        outcome = dateline(*filter(None, [command]), "--help")
        assert outcome.code == 0
        assert outcome.out.startswith(f"Usage: {'dateline ' + command}".strip())
    assert re.fullmatch(r"dateline, version \d+\.\d+\.\d+\n", dateline("--version").out)


def test_an_offered_command_names_the_index_where_it_is_not_the_usual(
    dateline: Dateline, at_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    index = at_desk / ".dateline"
    assert f"  dateline search --index {index} treaty\n" in dateline("search", "--index", index, "mackeral treaty").out
    monkeypatch.setenv("DATELINE_INDEX", str(index))
    assert "  dateline search treaty " in dateline("search", "mackeral treaty").out
