"""Documents, mail, feeds, books, web archives and containers of files to articles. All of it is invented."""

import builtins
import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from papers import MORE, TEXT, articles, book, found, page, pdf, saved, skip_of

from dateline import Archive
from dateline.index.article import Article, Skipped
from dateline.index.extract import pdf as extract_pdf
from dateline.index.extract.outlet_rules import Rules
from dateline.index.extract.parse import read
from dateline.index.sources.standard_input import spooled
from dateline.search.cli import cli


def test_a_pdf_is_read_as_the_text_that_it_shows(tmp_path: Path) -> None:
    data = pdf("Harbour bridge closes", "6 February 2024", "", TEXT, "", MORE)
    [one] = articles(saved(tmp_path / "bridge.pdf", data))
    assert (one.title, one.date, one.id) == ("Harbour bridge closes", "2024-02-06", "bridge.pdf")
    assert "longest repairs" in one.body


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"%PDF-1.4\n" + b"\xff" * 999, pdf("")])
def test_a_pdf_without_text_or_sense_is_skipped_with_the_reason(tmp_path: Path, data: bytes) -> None:
    [skip] = found(saved(tmp_path / "scan.pdf", data))
    assert isinstance(skip, Skipped)
    assert skip.path == "scan.pdf"
    assert "PDF" in skip.reason or not data


def test_a_word_document_is_read_by_the_paragraph(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Harbour bridge closes", 0)
    for text in ("6 February 2024", "By Ana Sorel", TEXT, MORE):
        document.add_paragraph(text)
    document.save(str(tmp_path / "bridge.docx"))
    [one] = articles(tmp_path / "bridge.docx")
    assert (one.title, one.date, one.author) == ("Harbour bridge closes", "2024-02-06", "Ana Sorel")
    assert one.body == f"{TEXT}\n\n{MORE}"
    for data in (b"PK\3\4nothing", pdf("x")):
        [skip] = found(saved(tmp_path / "broken.docx", data))
        assert isinstance(skip, Skipped)
        assert "Word" in skip.reason


RSS = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Sextant</title><link>https://sextant.example/</link>
<item><title>Bridge &amp; ferry &file;</title><link>https://sextant.example/bridge</link><guid>tag:1</guid>
<pubDate>Tue, 06 Feb 2024 10:00:00 GMT</pubDate><dc:creator>Ana Sorel</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>{TEXT}</p><p>{MORE}</p>]]></content:encoded></item>
<item><title>Only a headline</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Sextant</title><entry>
<title>Bridge</title><id>tag:2</id>
<link rel="self" href="https://sextant.example/2.atom"/><link href="https://sextant.example/2"/>
<updated>2024-03-01T00:00:00Z</updated><author><name>Ana Sorel</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p><p>{MORE}</p></div></content></entry></feed>"""


def test_a_feed_is_an_article_an_item(tmp_path: Path) -> None:
    first, second = articles(saved(tmp_path / "sextant.rss", RSS))
    assert (first.id, first.title, first.outlet) == ("tag:1", "Bridge & ferry &file;", "The Sextant")
    assert (first.date, first.author, first.url) == ("2024-02-06", "Ana Sorel", "https://sextant.example/bridge")
    assert first.body == f"{TEXT}\n\n{MORE}"
    assert (second.id, second.title, second.date) == ("sextant.rss:2", "Only a headline", None)
    quoted = ATOM.replace("The Sextant", "The &amp;ldquo;Sextant&amp;rdquo;", 1)
    [entry] = articles(saved(tmp_path / "sextant.xml", quoted))
    assert entry.outlet == "The “Sextant”"
    assert (entry.id, entry.url, entry.author) == ("tag:2", "https://sextant.example/2", "Ana Sorel")
    assert entry.body == f"{TEXT}\n\n{MORE}"
    assert entry.date is None, "the day of a change is not the day of publication"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_an_article_a_row(tmp_path: Path, mark: str) -> None:
    rows = [["Title", "Date", "Article text"], ["Bridge", "2024-02-06", f'"{TEXT}\n\n{MORE}"'], [], ["Ferry"]]
    first, second = articles(saved(tmp_path / "press.csv", "\r\n".join(map(mark.join, rows))))
    assert (first.id, first.title, first.date) == ("press.csv:2", "Bridge", "2024-02-06")
    assert first.body == f"{TEXT}\n\n{MORE}"
    assert (second.id, second.title) == ("press.csv:4", "Ferry")


def test_a_table_of_something_else_is_named_once(tmp_path: Path) -> None:
    [skip] = found(saved(tmp_path / "rents.csv", "year,rent\n2023,4\n2024,5\n"))
    assert isinstance(skip, Skipped)
    assert "no column is called text" in skip.reason


def test_a_quote_that_is_not_closed_takes_in_no_rows_unsaid(tmp_path: Path) -> None:
    first, skip = found(saved(tmp_path / "press.csv", f'title,text\nBridge,{TEXT}\nFerry,"{TEXT}\nQuay,{TEXT}\n'))
    assert not isinstance(first, Skipped)
    assert first.title == "Bridge"
    assert isinstance(skip, Skipped)
    assert "broken CSV" in skip.reason


@pytest.mark.parametrize("wrapper", ['{"response": {"docs": %s}}', '{"hits": {"hits": %s}}', '{"articles": %s}', "%s"])
def test_lists_are_found_in_answers_of_archives(tmp_path: Path, wrapper: str) -> None:
    items = '[{"title": "Bridge", "body": "It fell."}, {"_source": {"title": "Ferry", "body": "It sank."}}]'
    assert [one.title for one in articles(saved(tmp_path / "found.json", wrapper % items))] == ["Bridge", "Ferry"]


NO_FEEDS = ["", "<", "<html><body>no</body></html>", "<opml/>", "text", '<!DOCTYPE a [<!ENTITY a "&a;">]><a>&a;</a>']


@pytest.mark.parametrize("data", NO_FEEDS)
def test_xml_that_is_no_feed_is_skipped(tmp_path: Path, data: str) -> None:
    [skip] = found(saved(tmp_path / "other.xml", data))
    assert isinstance(skip, Skipped)
    assert "feed" in skip.reason or not data


def test_entities_that_swell_are_not_expanded(tmp_path: Path) -> None:
    swell = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    item = "<rss><item><title>&a11;</title></item></rss>"
    read_ = found(saved(tmp_path / "bomb.rss", f'<!DOCTYPE rss [<!ENTITY a0 "a">{swell}]>{item}'))
    assert all(len(str(one)) < 1000 for one in read_)


def test_a_book_is_an_article_a_chapter_in_reading_order(tmp_path: Path) -> None:
    both = articles(saved(tmp_path / "press.epub", book(page("Second"), page("First"))))
    assert [(one.id, one.title) for one in both] == [("press.epub:1", "First"), ("press.epub:2", "Second")]
    assert both[0].body == f"{TEXT}\n\n{MORE}"


def test_a_books_cover_title_page_and_contents_are_no_articles(tmp_path: Path) -> None:
    cover = '<html><head><title>Cover</title></head><body><img src="a.jpg" alt="The Sextant"/></body></html>'
    titles = "<html><body><h1>The Sextant</h1><p>6 February 2024</p><p>by Ana Sorel</p></body></html>"
    links = "".join(f'<p><a href="c{n}.xhtml">{TEXT}</a></p>' for n in range(9))
    contents = f"<html><head><title>Contents</title></head><body><h1>Contents</h1>{links}</body></html>"
    imprint = f'<html xmlns:e="http://www.idpf.org/2007/ops"><body e:type="copyright-page"><p>{MORE}</p></body></html>'
    brief = "<html><body><h2>Tides</h2><p>They rose.</p></body></html>"
    data = book(brief, page("Bridge"), imprint, contents, titles, cover)
    assert [one.id for one in articles(saved(tmp_path / "a.epub", data))] == ["a.epub:5", "a.epub:6"]


def test_a_book_that_is_none_is_skipped(tmp_path: Path) -> None:
    for data in (b"PK\3\4", book()[:90]):
        [skip] = found(saved(tmp_path / "broken.epub", data))
        assert isinstance(skip, Skipped)
        assert "EPUB" in skip.reason


def test_standard_input_adds_to_an_index_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    saved(tmp_path / "one.txt", f"Bridge\n\n{TEXT}")
    runner = CliRunner()
    for data, told in [
        (b'{"title": "One"}\n{"title": "Two"}\n', "2 new, 0 changed, 0 unchanged"),
        (b'{"title": "One"}\n{"title": "Two"}\n', "0 new, 0 changed, 2 unchanged"),
        (pdf("Harbour bridge closes", "", TEXT), "1 new, 0 changed, 0 unchanged"),
    ]:
        assert told in runner.invoke(cli, ["index", "-"], input=data).output
    assert "1 new" in runner.invoke(cli, ["index", "one.txt"]).output
    assert "0 new, 0 changed, 1 unchanged, 0 removed" in runner.invoke(cli, ["index"]).output
    assert Archive(".dateline").count() == 4


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdf"), ("a.docx", "docx"), ("a.warc", "warcio")])
def test_what_is_not_installed_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    original = builtins.__import__

    def without(wanted: str, *args: Any, **options: Any) -> Any:
        if wanted.partition(".")[0] == module:
            raise ImportError(wanted)
        return original(wanted, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    [skip] = found(saved(tmp_path / name, b"%PDF"))
    assert isinstance(skip, Skipped)
    assert f"pip install 'dateline[{name[2:]}]'" in skip.reason
    assert skip.again


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (b'{"title": "One"}\n{"title": "Two"}\n', ["One", "Two"]),
        (b'\xef\xbb\xbf [{"title": "One"}]', ["One"]),
        (page("Bridge").encode(), ["Bridge"]),
        (b"Title,Text\nBridge,It closes.\nFerry,It sails.\n", ["Bridge", "Ferry"]),
        ("Titel\tDatum\tInhalt\nBridge\t06.05.2024\tIt closes.\n".encode("utf-16"), ["Bridge"]),
        (b"Text, body and soul\n\nIt closes, they say.\n", ["Text, body and soul"]),
        (b"Received: from a\n\tby b\nSubject: Bridge\nMIME-Version: 1.0\n\nIt closes.\n", ["Bridge"]),
        (RSS.encode(), ["Bridge & ferry &file;", "Only a headline"]),
        (pdf("Harbour bridge closes", "", TEXT), ["Harbour bridge closes"]),
        (f"Harbour bridge closes\n\n{TEXT}\n".encode(), ["Harbour bridge closes"]),
    ],
)
def test_standard_input_is_read_by_what_it_begins_with(data: bytes, titles: list[str]) -> None:
    with spooled(io.BytesIO(data)) as file:
        read_ = list(read(file, Rules()))
        assert [one.title for one in read_ if isinstance(one, Article)] == titles
        assert file.name.startswith("stdin-")
    assert not file.path.exists()


def linked_pages(content: bytes, pages: int) -> bytes:
    """A PDF file of pages that share what is on them."""
    shown = b"BT /F1 11 Tf 14 TL 40 760 Td (x) Tj ET"
    one = pdf("x").replace(shown, content).replace(b"/Length %d" % len(shown), b"/Length %d" % len(content))
    return one.replace(b"[3 0 R]/Count 1", b"[%s]/Count %d" % (b"3 0 R " * pages, pages))


def test_pages_that_share_all_they_show_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract_pdf, "_FREE", 1 << 17)
    content = b"BT /F1 11 Tf 40 760 Td (Bridge closes) Tj ET "
    [article] = articles(saved(tmp_path / "a.pdf", linked_pages(content, 2)))
    assert article.title == "Bridge closes Bridge closes"
    assert "bomb" in skip_of(saved(tmp_path / "b.pdf", linked_pages(content + b"1 " * 5_000, 60)))
    assert "bomb" in skip_of(saved(tmp_path / "c.pdf", linked_pages(content + b"q " * 2_000, 40)))


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<p>" * 100_001, "more than 100,000 tags"),
        ("<p><!-- <p a='--><p " + "".join(f"a{n}='>' " for n in range(20_001)) + ">", "more than 20,000 attributes"),
        (("<p " + " ".join(f"a{n}" for n in range(10_000)) + ">") * 11, "more than 100,000 tags or attributes"),
    ],
    ids=["tags", "attributes of one", "attributes"],
)  # fmt: skip
def test_a_page_of_more_tags_or_attributes_than_any_has_is_skipped(tmp_path: Path, markup: str, reason: str) -> None:
    packed = gzip.compress(f"<title>Rain</title>{markup}<p>{TEXT}".encode(), 1)
    assert reason in skip_of(saved(tmp_path / "a.html.gz", packed))


def test_a_large_page_of_news_is_read(tmp_path: Path) -> None:
    data = page("Rain").replace("</article>", "<p>It fell &amp; fell on <b class='x' id='y'>all</b> of us.</p>" * 2000)
    [article] = articles(saved(tmp_path / "a.html", data))
    assert article.title == "Rain"
    assert TEXT in article.body


def test_a_feed_of_millions_of_tags_is_skipped(tmp_path: Path) -> None:
    packed = gzip.compress(b"<rss><channel><item>" + b"<a/>" * 4_000_001, 1)
    assert "more than 4,000,000 tags" in skip_of(saved(tmp_path / "a.rss.gz", packed))


def test_a_feed_or_a_book_of_nothing_is_named(tmp_path: Path) -> None:
    for name, data in (("a.rss", b"<rss/>"), ("a.epub", book())):
        assert "nothing in it" in skip_of(saved(tmp_path / name, data))


def test_what_a_feed_or_a_book_says_once_is_not_said_for_each_of_many(tmp_path: Path) -> None:
    nested = "<item><title>Bridge</title><description>" * 9 + TEXT + "</description></item>" * 9
    feed = f"<rss><channel><title>{'T' * 1000}</title>{nested}</channel></rss>"
    [article] = articles(saved(tmp_path / "a.rss", feed))
    assert article.outlet is None
    assert len(articles(saved(tmp_path / "a.epub", book(page("Bridge"), times=9)))) == 1
    assert len(articles(saved(tmp_path / "b.epub", book(page("Bridge"), names=9)))) == 1
