"""`dateline serve`, asked over real HTTP."""

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest
from archives import archive, record, run, save
from client import Client, serving
from conftest import PROJECT, Dateline, environment
from sites import Asker, check

from dateline.search.engine import effort
from dateline.search.query.parse import MAX_LENGTH


@pytest.mark.usefixtures("at_desk")
@pytest.mark.parametrize(
    ("query", "options", "flags"),
    [
        ("ferry", {}, []),
        ("", {"limit": 3, "offset": 7}, ["-n", "3", "--offset", "7"]),
        ('"maid of sorrel" -tram', {"sort": "oldest"}, ["--sort", "oldest"]),
        ("strike", {"since": "2024", "until": "2024-06"}, ["--since", "2024", "--until", "2024-06"]),
        ("ferry harbour", {"any": 1, "limit": 100}, ["--any", "-n", "100"]),
        ("ferry", {"explain": 1}, ["--explain"]),
        (
            "ferry",
            {"outlet": ["The Harbor Courier", "(unknown)"]},
            ["--outlet", "The Harbor Courier", "--outlet", "(unknown)"],
        ),
        ("mackerl treaty", {}, []),
        ("harb* OR astrolobe~", {"limit": 0}, ["-n", "0"]),
    ],
)
def test_it_answers_what_the_command_line_answers(
    served: Client, dateline: Dateline, query: str, options: dict[str, Any], flags: list[str]
) -> None:
    answer = served.search(query, **options)
    for hit in answer["hits"]:
        title = hit["title"]
        assert all(title[start:end].strip() for start, end in hit.pop("title_spans"))
    assert answer == json.loads(dateline("search", "--format", "json", *flags, "--", query).out)


@pytest.mark.skipif(not shutil.which("node"), reason="node is missing")
def test_the_page_s_engine_answers_what_the_command_line_answers(served: Client, desk: Path) -> None:
    cases = json.loads((PROJECT / "tests" / "cases" / "search.json").read_text("utf-8"))
    asked = [(case["query"], {"limit": 100, "any": case.get("any", False)}) for case in cases]
    asked += [("dock not strike", {}), ("dock or strike", {}), ("harbour", {})]
    folder = desk / ".dateline"
    check(folder, f"http://127.0.0.1:{served.port}/", asked + Asker(folder, seed=5).asked(200))


def test_what_matches_in_a_headline_is_told_in_code_points(tmp_path: Path) -> None:
    articles = [record("a", "😀 Île strikes — strike"), record("b", "No headline of it", "A strike.")]
    folder = archive(tmp_path / "index", articles)
    with serving(folder) as client:
        hits = client.search("strike")["hits"]
    spans = {hit["id"]: [hit["title"][start:end] for start, end in hit["title_spans"]] for hit in hits}
    assert spans == {"a": ["strikes", "strike"], "b": []}


@pytest.mark.usefixtures("at_desk")
def test_articles_like_one_are_those_of_the_command_line_and_linked_from_its_page(
    served: Client, dateline: Dateline
) -> None:
    answer = served.get("/similar?id=23003&limit=3").content
    for hit in answer["hits"]:
        del hit["title_spans"]
    assert answer == json.loads(dateline("similar", "23003", "-n", "3", "--format", "json").out)
    assert 'href="alike?id=23003"' in served.get("/article?id=23003").text
    page = served.get("/alike?id=23003").text
    places = [page.index(f'href="article?id={quote(hit["id"], safe="")}"') for hit in answer["hits"]]
    assert places == sorted(places)
    assert "mackerel" in page[places[0] :]
    assert served.get("/similar?id=none").status == served.get("/alike?id=none").status == 404


def test_days_are_counted_where_they_are_asked_for(served: Client) -> None:
    answer = served.search("ferry", days=1, limit=1000, duplicates="show")
    dates = [hit["date"] for hit in answer["hits"] if hit["date"]]
    assert answer["facets"]["day"] == [{"value": day, "count": dates.count(day)} for day in sorted(set(dates))]
    assert "day" not in served.search("ferry")["facets"]


def test_matches_are_counted_by_what_is_asked_for(served: Client) -> None:
    facets = served.search("ferry", facet=["path", "author"])["facets"]
    assert set(facets) == {"outlet", "month", "author", "path"}
    assert sum(one["count"] for one in facets["path"]) == sum(one["count"] for one in facets["outlet"])
    assert served.search("date:1999", days=1)["total"] == 0


def test_a_query_that_can_not_be_understood_is_told_with_its_place(served: Client) -> None:
    answer = served.get("/search?q=" + quote('île "strike'))
    assert answer.status == 400
    [error] = answer.content["errors"]
    assert (error["parameter"], error["at"]) == ("q", [4, 5])
    assert "not closed" in error["reason"]
    assert error["advice"]


@pytest.mark.parametrize(
    ("parameters", "wrong"),
    [
        ("q=ferry&limt=3", ["limt"]),
        ("limit=-1&offset=x&any=yes&explain=2&sort=best", ["any", "explain", "limit", "offset", "sort"]),
        ("limit=1001&offset=" + "9" * 5000, ["limit", "offset"]),
        ("explain=1&limit=101&q=" + "ferry+" * 500, ["limit"]),
        ("limit=%D9%A3", ["limit"]),
        ("since=2024-13&until=then", ["since", "until"]),
        ("q=a&q=b", ["q"]),
        ("&".join(f"outlet={number}" for number in range(1001)), [""]),
    ],
)
def test_every_parameter_that_is_wrong_is_named(served: Client, parameters: str, wrong: list[str]) -> None:
    answer = served.get(f"/search?{parameters}")
    assert answer.status == 400
    assert sorted(error["parameter"] for error in answer.content["errors"]) == wrong
    assert all(error["reason"] and error["advice"] and error["at"] is None for error in answer.content["errors"])


def test_a_query_whose_patterns_mean_too_many_words_is_refused(served: Client) -> None:
    with patch.object(effort, "NEAR_MAX", 30):
        answer = served.get("/search?q=" + quote('ferry "t* s*"~5'))
    assert answer.status == 400
    [error] = answer.content["errors"]
    assert (error["parameter"], error["at"]) == ("q", [6, 15])
    assert "more than 30 words" in error["reason"]


def test_a_query_may_be_as_long_as_elsewhere_and_no_longer(served: Client) -> None:
    assert served.get("/search?q=" + "a" * MAX_LENGTH).status == 200
    assert served.get("/search?q=" + "a" * (MAX_LENGTH + 1)).status == 400
    answer = served.get("/search?q=" + "a" * 100_000)
    assert (answer.status, list(answer.content)) == (414, ["error"])


def test_bytes_that_are_no_text_are_no_danger(served: Client) -> None:
    for query in ("%00", "%ff%fe", "%ed%a0%80", "%E2%80%AE", "%", "%zz", "+", "%0d%0aSet-Cookie:%20a=b"):
        answer = served.get(f"/search?q={query}")
        assert answer.status in (200, 400)
        assert "Set-Cookie" not in answer.headers
        assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", answer.text)


def test_an_answer_shows_what_another_process_has_committed(tmp_path: Path) -> None:
    folder, source = tmp_path / "index", tmp_path / "wire.jsonl"
    save(source, record("a", "The first ferry"))
    run(folder, source, jobs=1)
    with serving(folder) as client:
        assert client.search("ferry")["total"] == 1
        assert "1 article<" in client.get("/").text
        save(source, record("a", "The first ferry"), record("b", "A second ferry"))
        run(folder, source, jobs=1)
        assert client.search("ferry")["total"] == 2
        assert "2 articles<" in client.get("/").text
        assert "A second ferry" in client.get("/article?id=b").text
        shutil.rmtree(folder)
        answer = client.get("/search?q=ferry")
        assert answer.status == 500
        assert "no index" in answer.content["error"]
        save(source, record("c", "A tram"))
        run(folder, source, jobs=1)
        assert [hit["id"] for hit in client.search()["hits"]] == ["c"]


def test_many_readers_get_their_own_answers_while_the_index_changes(tmp_path: Path) -> None:
    folder, source = tmp_path / "index", tmp_path / "wire.jsonl"
    words = ["ferry", "tram", "harbour", "treaty", "mackerel", "strike"]
    articles = [record(f"{word}{number}", f"{word} {number}", f"Of a {word}.") for word in words for number in range(9)]
    save(source, *articles)
    run(folder, source, jobs=1)

    def ask(word: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=60)
        for _ in range(40):
            connection.request("GET", f"/search?q={word}&limit=100")
            found = json.loads(connection.getresponse().read())
            assert found["query"] == word
            assert found["total"] == len(found["hits"]) == 9
            assert {hit["snippet"]["text"] for hit in found["hits"]} == {f"Of a {word}."}
        connection.close()

    with serving(folder) as client, ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(ask, word) for word in words * 2]
        for number in range(4):
            save(source, *articles, record(f"more{number}", "More"))
            run(folder, source, jobs=1)
        for one in asked:
            one.result()


def start(desk: Path, *args: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "dateline", "serve", *args]
    return subprocess.Popen(
        command, cwd=desk, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_damaged_new_generation_is_said_and_the_one_before_answers(tmp_path: Path) -> None:
    folder = archive(tmp_path / "index", [record("1", "Gas exports")])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with start(tmp_path, "--index", str(folder)) as process:
        assert process.stdout
        assert process.stderr
        found = re.match(r"http://127\.0\.0\.1:(\d+)/ ", process.stdout.readline())
        assert found
        client = Client(int(found[1]))
        archive(folder, [record("2", "Gas flows")])
        for name, data in before.items():
            (folder / name).write_bytes(data)
        (folder / "archive-2.json").write_bytes(b"")
        assert client.search("gas")["total"] == 1
        assert re.search(r"archive-2\.json is damaged.*generation 1\.", process.stderr.readline())
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_the_command_says_where_it_serves_and_ends_with_ctrl_c(desk: Path) -> None:
    with start(desk) as process:
        assert process.stdout
        line = process.stdout.readline()
        found = re.match(r"http://127\.0\.0\.1:(\d+)/ ", line)
        assert found, line
        client = Client(int(found[1]))
        assert client.search("ferry")["total"] > 1
        idle = socket.create_connection(("127.0.0.1", client.port), timeout=30)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr
        assert process.stderr.read() == ""
        idle.close()


def test_a_port_may_be_named_and_one_that_is_taken_is_told(desk: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with start(desk, "--port", port) as process:
            out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert f"port {port}" in err
    assert "Traceback" not in err
    with start(desk, "--host", "localhost", "--port", port) as process:
        assert process.stdout
        assert process.stdout.readline().startswith(f"http://localhost:{port}/ ")
        process.send_signal(signal.SIGINT)


@pytest.mark.usefixtures("at_desk")
def test_a_host_or_an_index_that_is_not_there_is_told(dateline: Dateline, tmp_path: Path) -> None:
    for args, told in ((("--host", "nowhere.invalid"), "nowhere.invalid"), (("--index", tmp_path), "no index")):
        ended = dateline("serve", *args)
        assert ended.code == 2
        assert told in ended.err


def test_its_page_needs_no_other_file_than_it_serves(served: Client) -> None:
    for address in ("/", "/index.html", "/article?id=23001", "/browse/index.html", "/browse/outlets-h.html"):
        html = served.get(address).text
        folder = "/browse/" if "browse" in address else "/"
        for target in re.findall(r'(?:href|src)="([^":]+)"', html):
            path = re.sub(r"[^/]+/\.\./", "", folder + target.partition("#")[0])
            assert served.get(path).status == 200, (address, target)


def test_its_documentation_names_every_address_and_parameter() -> None:
    from dateline.search.serve.parameters import MARK, SEARCH

    text = (PROJECT / "docs" / "serve.md").read_text("utf-8")
    assert [name for name in {*SEARCH, *MARK} if f"`{name}`" not in text] == []
