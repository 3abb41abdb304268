"""What `dateline serve` refuses: other hosts and origins, other methods, more than anybody needs."""

import socket
from contextlib import suppress
from pathlib import Path

import pytest
from client import Client, serving

from dateline.search.serve import server
from dateline.search.serve.server import CONNECTIONS


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:80", "localhost.evil.example", "", "127.0.0.1.evil.example", "[::1"),
        *("a@localhost", "localhost:80@evil.example", "127.0.0.1:evil.example"),
    ],
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
