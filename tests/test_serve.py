"""`dateline serve`, asked over real HTTP."""

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import quote, urlencode

import pytest
from archives import archive, record, run, save
from conftest import PROJECT, Dateline, environment
from test_site_engine import Asker, check

from dateline.search.engine import effort
from dateline.search.query.parse import MAX_LENGTH
from dateline.search.serve import server
from dateline.search.serve.application import Application
from dateline.search.serve.server import CONNECTIONS, Server


class Answer(NamedTuple):
    """What the server sent."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def content(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """Asks a server, each time on a connection of its own."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def search(self, query: str = "", **options: object) -> Any:
        answer = self.get("/search?" + urlencode({"q": query, **options}, doseq=True))
        assert answer.status == 200, answer.body
        return answer.content

    def raw(self, request: bytes) -> bytes:
        """All that the server sends before it closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(1 << 16), b""))


@contextmanager
def serving(folder: Path | str) -> Iterator[Client]:
    with Server(Application(folder), "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Client(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def served(desk: Path) -> Iterator[Client]:
    with serving(desk / ".dateline") as client:
        yield client


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


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "localhost.evil.example", "", "127.0.0.1.evil.example", "[::1", "a@localhost"],
)
def test_a_name_that_is_not_this_machine_s_is_refused(served: Client, host: str) -> None:
    for address in ("/search?q=ferry", "/", "/article?id=23001", "/site.css"):
        answer = served.get(address, Host=host)
        assert (answer.status, list(answer.content)) == (403, ["error"])


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:1", "[::1]:8000", "192.168.0.7"]
)
def test_this_machine_s_names_and_addresses_are_answered(served: Client, host: str) -> None:
    assert served.get("/search?q=ferry", Host=host).status == 200


def test_a_request_without_a_host_or_with_two_is_refused(served: Client) -> None:
    for head in (b"GET / HTTP/1.0\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n"):
        assert b" 403 " in served.raw(head + b"\r\n").partition(b"\n")[0]
    assert served.raw(b"GET /\r\n\r\n").startswith(b'{"error"')  # HTTP/0.9, which has neither headers nor a status


def test_another_site_s_scripts_are_refused_and_its_links_are_not(served: Client) -> None:
    for site in ("cross-site", "same-site"):
        assert served.get("/search?q=ferry", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status == 403
        assert served.get("/js/dateline.js", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status == 403
        assert served.get("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status == 200
    assert served.get("/search?q=ferry", Sec_Fetch_Site="same-origin", Sec_Fetch_Mode="cors").status == 200


def test_no_other_origin_may_read_and_nothing_may_be_framed(served: Client) -> None:
    addresses = ["/", "/search?q=ferry", "/search?q=(", "/article?id=23001", "/browse/index.html", "/no", "/site.css"]
    for address in addresses:
        headers = served.get(address, Origin="https://evil.example").headers
        assert not [name for name in headers if name.lower().startswith("access-control")]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] == "no-referrer"
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "text/html" in headers["Content-Type"] or "default-src 'none'" in policy
        assert "Python" not in str(headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FERRY"])
def test_it_only_reads(served: Client, method: str) -> None:
    answer = served.get("/search?q=ferry", method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_head_is_a_get_without_what_it_is_about(served: Client) -> None:
    for address in ("/search?q=ferry", "/", "/no"):
        whole, head = served.get(address), served.get(address, "HEAD")
        assert (head.status, head.body) == (whole.status, b"")
        assert head.headers["Content-Length"] == str(len(whole.body))


def test_a_body_can_not_pose_as_a_second_request(served: Client) -> None:
    second = b"GET /search?q=ferry HTTP/1.1\r\nHost: localhost\r\n\r\n"
    chunked = b"Transfer-Encoding: chunked"
    for header in (b"Content-Length: %d" % len(second), chunked, b"no header\r\n" + chunked):
        sent = served.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + header + b"\r\n\r\n" + second)
        assert sent.count(b"HTTP/1.1 ") == 1
        assert b" 400 " in sent.partition(b"\n")[0]


@pytest.mark.parametrize(
    "address",
    [
        "/../README.md", "/%2e%2e/README.md", "/..%2fREADME.md", "/site.css/../../setup.cfg", "/browse/../site.html",
        "/browse/..%2findex.html", "//etc/passwd", "/etc/passwd", "/.dateline/files-1.json", "/js/page/main.js",
        "/site.html", "/browse/2024-05.html%00", "/browse/1066-01.html", "/browse/2024-05-1.html", "/browse/.html",
        "/browse/2024-05-999999.html", "/browse/outlets-h-2.html", "/article?id=corpus", "/article?id=", "/article",
        "/mark?id=nobody&q=a", "/article?id=../../setup.cfg", "/search/", "/\\..\\setup.cfg",
    ],
)  # fmt: skip
def test_nothing_else_is_there(served: Client, address: str) -> None:
    answer = served.get(address)
    assert (answer.status, list(answer.content)) == (404, ["error"])


def test_an_address_is_a_path_of_this_server(served: Client) -> None:
    for target in (b"http://evil.example/", b"*", b"site.css"):
        sent = served.raw(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b" 400 " in sent.partition(b"\n")[0]


def test_more_headers_than_anybody_needs_are_refused(served: Client) -> None:
    many = b"".join(b"X-%d: 1\r\n" % number for number in range(200))
    assert b" 431 " in served.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + many + b"\r\n").partition(b"\n")[0]


def test_who_sends_a_byte_at_a_time_is_not_waited_for(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "IDLE", 0.2)
    with serving(desk / ".dateline") as client, socket.create_connection(("127.0.0.1", client.port)) as slow:
        slow.settimeout(0.01)
        with pytest.raises((ConnectionError, EOFError)):  # noqa: PT012 - any of them may meet the end
            for _ in range(10_000):
                slow.sendall(b"G")
                with suppress(TimeoutError):
                    if not slow.recv(1):
                        raise EOFError
        assert client.search("ferry")["total"] > 0


def test_so_many_connections_are_kept_and_no_more(desk: Path) -> None:
    with serving(desk / ".dateline") as client:
        kept = [socket.create_connection(("127.0.0.1", client.port), timeout=30) for _ in range(CONNECTIONS)]
        try:
            for connection in kept:
                connection.sendall(b"GET /site.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert connection.recv(12) == b"HTTP/1.1 200"
            with pytest.raises(OSError), socket.create_connection(("127.0.0.1", client.port), timeout=30) as other:  # noqa: PT011, PT012
                other.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                raise ConnectionError(other.recv(1))
        finally:
            for connection in kept:
                connection.close()


@pytest.mark.usefixtures("at_desk")
def test_an_article_s_page_is_the_site_s(served: Client, dateline: Dateline, tmp_path: Path) -> None:
    assert dateline("site", tmp_path / "site", "--title", "News archive").code == 0
    pages = {page_text(path.read_text("utf-8")) for path in (tmp_path / "site" / "articles").rglob("*.html")}
    hits = served.search(limit=1000, duplicates="show")["hits"]
    assert len(hits) == len(pages)
    assert {page_text(served.get(f"/article?id={quote(hit['id'], safe='')}").text) for hit in hits} == pages


@pytest.mark.usefixtures("at_desk")
def test_lists_are_the_site_s(served: Client, dateline: Dateline, tmp_path: Path) -> None:
    assert dateline("site", tmp_path / "site", "--title", "News archive").code == 0
    listed = sorted((tmp_path / "site" / "browse").iterdir())
    assert len(listed) > 20
    for path in listed:
        answer = served.get(f"/browse/{path.name}")
        assert answer.status == 200
        assert page_text(answer.text) == page_text(path.read_text("utf-8"))


def page_text(html: str) -> str:
    """A page but for its policy, for where articles are and what that is relative to, and for those like it."""
    html = re.sub(r' *<a href="alike\?[^>]*>.*?</a>\n', "", html)
    html = re.sub(r'<meta http-equiv="Content-Security-Policy".*?>', "", html)
    html = re.sub(r'data-up="[./]*"', "", html)
    return re.sub(r'(href|src)="(?:\.\./)*(?:article\?[^"]*|articles/[^"]*|([^"]*))"', r'\1="\2"', html)


def test_lists_go_on_from_page_to_page(tmp_path: Path) -> None:
    names = {"The Post": 700, "Post and Mail": 600, "Pöst and Mail": 900}
    titles = [(name, f"{name} {number:03}") for name, many in names.items() for number in range(many)]
    rows = [record(title, title, outlet=name, date="2024-05-05") for name, title in titles]
    with serving(archive(tmp_path / "index", rows)) as client:
        for kind in ("2024-05", "outlets-p"):
            shown = []
            for number in ("", "-2", "-3"):
                text = client.get(f"/browse/{kind}{number}.html").text
                shown.append(re.findall(r'<a dir="auto" href="../article[^"]*">([^<]*)</a>', text))
            assert [len(some) for some in shown] == [1000, 1000, 200]
            assert sorted(title for some in shown for title in some) == sorted(title for _, title in titles)
            assert client.get(f"/browse/{kind}-4.html").status == 404


def test_what_an_article_s_page_shows_is_what_is_marked_in_it(tmp_path: Path) -> None:
    body = "Gas \u202eexports\x07 rose.\n\n\u200b\n\nA gas 😀 field, and GAS."
    with serving(archive(tmp_path / "index", [record("a/b?c", "Gas\u202e again", body)])) as client:
        address = "id=a%2Fb%3Fc&q=gas"
        spans = client.get(f"/mark?{address}").content
        html = client.get("/article?id=a%2Fb%3Fc").text
        text = "\n\n".join(re.findall(r'<span class="words">([^<]*)</span>', html))
        assert [text[a:b] for a, b in spans["body"]] == ["Gas", "gas", "GAS"]
        assert spans["title"] == [[0, 3]]
        assert client.get("/mark?id=a%2Fb%3Fc&q=%22gas").status == 400


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
