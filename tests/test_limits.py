"""Files beyond what one article can be: told, without the memory that reading them would take, and never cut unsaid."""

import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest
from archives import run
from costs import Costs
from newsroom import skipped
from papers import MORE, TEXT, articles, found, page, saved, skip_of

from dateline.index.article import Skipped


def _page(before: str, after: str = "") -> str:
    return f"<title>Rain falls</title>{before}<h1>Rain falls</h1><p>{TEXT}</p>{after}<p>{MORE}</p>"


@pytest.mark.parametrize(
    "before",
    [
        "<div>" * 300,
        "<font><b><div>" * 600,
        f"<script>{'var x=1;' * (11 << 17)}</script>",
        f"<!--{'var x=1;' * (11 << 17)}-->",
        f"<img src='data:image/png;base64,{'abcdefgh' * (11 << 17)}'>",
    ],
    ids=["tags", "tags left open", "a script", "a remark", "a picture"],
)  # fmt: skip
def test_a_page_with_more_than_lxml_reads_unasked_is_read_to_its_end(tmp_path: Path, before: str) -> None:
    [article] = articles(saved(tmp_path / "a.html", _page(before)))
    assert (article.title, article.body) == ("Rain falls", f"{TEXT}\n\n{MORE}")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_page("<div>" * 30_000), "tags in tags"),
        (_page("<div>" * 1900 + "<p>word</p>" * 9000), "too many tags in tags"),
        (_page("", f"<p>{'word it ' * (17 << 17)}</p>"), "more than 16 MiB of text"),
        (_page("", f"<p>{'word it ' * 1000}</p>" * (17 << 7)), "more than 16 MiB of text"),
        (_page(" " * (65 << 20)), "larger than 64 MB"),
    ],
    ids=["deep", "deep and many", "one text", "many texts", "large"],
)  # fmt: skip
def test_a_page_beyond_what_is_read_is_named(tmp_path: Path, data: str, reason: str) -> None:
    assert reason in skip_of(saved(tmp_path / "a.html", data))


@pytest.mark.parametrize("data", ["<a>" * 300, f"<title>{'word it ' * (11 << 17)}</title>"], ids=["deep", "long"])
def test_a_feed_beyond_what_is_read_is_named(tmp_path: Path, data: str) -> None:
    feed = f"<rss><channel><item><title>Rain</title></item><item>{data}</item><item><title>Fog</title></item>"
    assert "beyond what is read" in skip_of(saved(tmp_path / "a.rss", f"{feed}</channel></rss>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("cut", [3, 12, 20, 40, 60])
def test_a_feed_that_is_cut_off_is_named_and_gives_no_half_of_an_item(tmp_path: Path, cut: int, encoding: str) -> None:
    item = "<item><title>Rain {}</title><description>It rained on the coast, and more is to come.</description></item>"
    feed = f"<rss><channel>{item.format(1)}{item.format(2)}</channel></rss>"
    assert len(found(saved(tmp_path / "whole.rss", f"{feed}\n<!-- served by the coast -->".encode(encoding)))) == 2
    *whole, skip = found(saved(tmp_path / "a.rss", feed[:-cut].encode(encoding)))
    assert isinstance(skip, Skipped)
    assert skip.reason == "a feed that is cut off"
    assert len(whole) == 2 - (cut > 16)


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_a_text_of_more_than_an_article_holds_is_named(tmp_path: Path, suffix: str) -> None:
    assert "more than 16 MiB of text" in skip_of(saved(tmp_path / f"a.{suffix}", f"Rain\n\n{'word it ' * (17 << 17)}"))


def test_a_line_of_json_of_too_many_values_is_named_and_the_others_read(tmp_path: Path) -> None:
    lines = ['{"title": "Rain"}', '{"title": "Bomb", "tags": [' + "[]," * 600_000 + "[]]}", '{"title": "Fog"}']
    many = json.dumps({"title": "Tags", "tags": list(range(400_000))})
    read = found(saved(tmp_path / "a.jsonl", "\n".join([*lines, many])))
    assert [one.reason if isinstance(one, Skipped) else one.title for one in read] == [
        *("Rain", "a line of more than 1,000,000 values", "Fog", "Tags"),
    ]


def _tarred(count: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for number in range(count):
            data = f"Story {number}\n\n{TEXT}".encode()
            entry = tarfile.TarInfo(f"{number}.txt")
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("cut", [1024, 1024 + 100, 1536, 1536 + 9, 2048, 2048 + 511])
def test_a_tar_file_that_is_cut_off_is_named(tmp_path: Path, cut: int) -> None:
    *whole, skip = found(saved(tmp_path / "a.tar", _tarred(4)[:cut]))
    assert isinstance(skip, Skipped)
    assert skip.path == "a.tar"
    assert len(whole) == cut // 1024
    assert len(articles(saved(tmp_path / "b.tar", _tarred(4)))) == 4


def _crawled(count: int) -> bytes:
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{}\r\nContent-Length: {}\r\n"
    kind = "Content-Type: application/http; msgtype=response\r\n\r\n"
    out = ""
    for number in range(count):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page(f'Story {number}')}"
        out += f"{head.format(number, len(answer))}{kind}{answer}\r\n\r\n"
    return out.encode()


@pytest.mark.parametrize("cut", [50, 200, 300])
def test_a_web_archive_that_is_cut_off_is_named(tmp_path: Path, cut: int) -> None:
    *whole, skip = found(saved(tmp_path / "a.warc", _crawled(3)[:-cut]))
    assert isinstance(skip, Skipped)
    assert (skip.path, skip.reason) == ("a.warc", "a broken WARC file: it is cut off within a page")
    assert len(whole) == 2
    packed = saved(tmp_path / "b.warc.gz", gzip.compress(_crawled(3))[: -cut // 4])
    assert "broken WARC file: Compressed file ended" in skip_of(packed)
    assert len(articles(saved(tmp_path / "c.warc", _crawled(3)))) == 3


def test_json_of_too_many_values_is_named(tmp_path: Path) -> None:
    assert "more than 10,000,000 values" in skip_of(saved(tmp_path / "a.json", '{"a": [' + "[]," * 5_000_001 + "0]}"))


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.md", "a.docx", "a.jsonl"])
def test_a_file_that_is_too_large_takes_no_memory_of_its_size(tmp_path: Path, name: str) -> None:
    path = tmp_path / "news" / name
    path.parent.mkdir()
    saved(path.with_name("b.jsonl"), '{"title": "Rain"}\n')
    with path.open("wb") as file:
        file.truncate(510 << 20)
    costs = Costs()
    costs.of(lambda: _is_told(path))
    assert costs.bytes < 400 << 20


def _is_told(path: Path) -> None:
    [(name, reason)] = skipped(run(path.parent.parent / "index", path.parent))
    assert name == f"news/{path.name}"
    assert "64 MB" in reason


def test_a_table_takes_little_more_than_its_size(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.csv", "title,text\n" + f'Rain,"{TEXT}"\n' * 300_000)
    costs = Costs()
    costs.of(lambda: next(iter(found_in(path))))
    assert costs.bytes < 4 * path.stat().st_size + (40 << 20)


def found_in(path: Path) -> object:
    from dateline.index.sources.documents import documents
    from dateline.index.sources.walk import SourceFile

    return documents(SourceFile(str(path), path.name))
