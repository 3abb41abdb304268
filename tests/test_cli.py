"""The commands as a user types them, over the sample corpus."""

import json
import os
import re
import shlex
from pathlib import Path

import pytest
from archives import batch, record
from commands import RUMOUR, complete, found
from conftest import Dateline

from dateline.index.build.writer import Writer

pytestmark = pytest.mark.usefixtures("at_desk")


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
