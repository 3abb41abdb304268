"""Documents, mail, feeds, books, web archives and containers of files to articles. All of it is invented."""

import builtins
import gzip
import io
import tarfile
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from archives import aged, counts, run
from click.testing import CliRunner

from dateline import Archive
from dateline.index.article import Article, Skipped
from dateline.index.extract import pdf as extract_pdf
from dateline.index.extract.outlet_rules import Rules
from dateline.index.extract.parse import read
from dateline.index.sources import book as sources_book
from dateline.index.sources import containers
from dateline.index.sources import mailbox as sources_mailbox
from dateline.index.sources.standard_input import spooled
from dateline.index.sources.walk import SourceFile
from dateline.search.cli import cli

TEXT = "The harbour bridge will close on Monday for the longest repairs in its history, the port authority said."
MORE = "A ferry will run every twenty minutes from dawn until midnight, the council promised."


def found(path: Path) -> list[Article | Skipped]:
    return list(read(SourceFile(str(path), path.name), Rules()))


def articles(path: Path) -> list[Article]:
    read_ = found(path)
    assert all(isinstance(one, Article) for one in read_), read_
    return read_  # type: ignore[return-value]


def pdf(*lines: str) -> bytes:
    """A PDF file of one page, a line of text below another."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    content = f"BT /F1 11 Tf 14 TL 40 760 Td {shown} ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, at = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        at.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in at)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + end % (table, len(out))


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


def saved(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


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


def test_a_message_is_an_article_of_its_sender(tmp_path: Path) -> None:
    mail = message(
        Subject="Harbour bridge =?utf-8?q?closes_=E2=80=93_again?=", From="Ana Sorel <ana@sextant.example>",
        Date="Tue, 6 Feb 2024 23:30:00 -0500", Message_ID="<1@sextant.example>",
    )  # fmt: skip
    mail.set_content(f"{TEXT}\n\n{MORE}\n")
    mail.add_alternative(f"<p>{TEXT}</p><p>another</p>", subtype="html")
    mail.add_attachment(b"attached", maintype="application", subtype="octet-stream", filename="a.bin")
    [one] = articles(saved(tmp_path / "bridge.eml", mail.as_bytes()))
    assert (one.title, one.author, one.date) == ("Harbour bridge closes – again", "Ana Sorel", "2024-02-06")
    assert (one.id, one.body) == ("bridge.eml", f"{TEXT}\n\n{MORE}")


WROTE = "On Tue, 6 Feb 2024 at 10:12, Jo Dunn wrote:"
QUOTE = "> Ropes were short.\n>\n> > Were they?"
HTML_QUOTE = f'<p>{TEXT}</p><div class="gmail_quote"><div>{WROTE}</div><blockquote>Ropes.</blockquote></div>'
OWN = {
    f"{TEXT}\n\n-- \nAna Sorel\nThe Sextant": TEXT,
    f"{TEXT}\n\n--\nAna Sorel": TEXT,
    f"{TEXT}\n\n--\n\n{MORE}" + "\nThe tide rose." * 20: None,  # a line between two parts
    f"{TEXT}\n\n{WROTE}\n{QUOTE}": TEXT,
    f"{TEXT}\n\nOn Tue, 6 Feb 2024 at 10:12, Jo Dunn\n<jo@dunning.example> wrote:\n\n{QUOTE}": TEXT,
    f"{WROTE}\n{QUOTE}\n{TEXT}\n> More ropes?\n{MORE}": f"{TEXT}\n\n{MORE}",
    f"Re: {TEXT}\n\n{QUOTE}": TEXT,
    f"Re: {TEXT}\n\n-----Original Message-----\nFrom: Jo Dunn\n\nRopes were short.": TEXT,
    f"Re: {TEXT}\n\nFrom: Jo Dunn\nSent: Tuesday\nTo: Ana Sorel\nSubject: Ropes\n\nRopes were short.": TEXT,
    f"{TEXT}\n\n> Ropes were short.": None,  # answers nothing: its writer set it off
    f"> {TEXT}\n>\n> {MORE}": f"{TEXT}\n\n{MORE}",
    f"{WROTE}\n> {TEXT}\n>\n> {MORE}\n-- \nJo": f"{TEXT}\n\n{MORE}",
    f"Fwd: Worth it.\n\n{WROTE}\n> {TEXT}\n>\n> {MORE}\n> The end.": f"Worth it.\n\n{TEXT}\n\n{MORE} The end.",
    f"Re: {HTML_QUOTE}": TEXT,
    f"Fwd: {HTML_QUOTE}": f"{TEXT}\n\n{WROTE}\n\nRopes.",
    f"Re: <p>{TEXT}</p><div class='moz-signature'>Ana</div><blockquote type='cite'>Ropes.</blockquote>": TEXT,
    f"Re: <div class='gmail_quote'>{TEXT}</div>": TEXT,
}
"""By a mail's text, its subject's beginning before it, what is its own; all of it where nothing is named."""


@pytest.mark.parametrize("text", OWN)
def test_a_mail_is_neither_what_it_quotes_nor_its_signature(tmp_path: Path, text: str) -> None:
    subject = next((prefix for prefix in ("Re: ", "Fwd: ") if text.startswith(prefix)), "")
    mail = message(Subject=f"{subject}Bridge", From="ana@sextant.example")
    mail.set_content(text.removeprefix(subject), subtype="html" if "<p>" in text or "<div" in text else "plain")
    [one] = articles(saved(tmp_path / "a.eml", mail.as_bytes()))
    assert one.body.split() == (OWN[text] or text).split()


def test_a_mailbox_is_an_article_a_message(tmp_path: Path) -> None:
    parts = []
    for number, text in enumerate([f"{TEXT}\n\n>From the quay", f"<p>{MORE}</p>"]):
        mail = message(Subject=f"Letter {number}", From="quay@sextant.example")
        mail.set_content(text, subtype="html" if text.startswith("<") else "plain")
        parts.append(b"From quay Tue Feb  6 2024\n" + mail.as_bytes() + b"\n")
    both = articles(saved(tmp_path / "letters.mbox", b"".join(parts)))
    assert [(one.id, one.title, one.author) for one in both] == [
        ("letters.mbox:1", "Letter 0", "quay@sextant.example"), ("letters.mbox:2", "Letter 1", "quay@sextant.example"),
    ]  # fmt: skip
    assert both[0].body == f"{TEXT}\n\nFrom the quay"
    assert both[1].body == MORE


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


def book(*chapters: str, times: int = 1, names: int = 1) -> bytes:
    """A book; each chapter is listed so many times, and has so many names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        root = '<container xmlns="urn:x"><rootfiles><rootfile full-path="in/a.opf"/></rootfiles></container>'
        parts.writestr("META-INF/container.xml", root)
        page = 'media-type="application/xhtml+xml"'
        numbers, of = range(len(chapters) * names), len(chapters)
        items = "".join(f'<item id="c{n}" href="c%20{n % of}.xhtml" {page}/>' for n in numbers)
        refs = "".join(f'<itemref idref="c{n}"/>' for n in reversed(numbers)) * times
        package = f'<package xmlns="urn:y"><manifest>{items}</manifest><spine>{refs}</spine></package>'
        parts.writestr("in/a.opf", package)
        for number, chapter in enumerate(chapters):
            parts.writestr(f"in/c {number}.xhtml", chapter)
    return out.getvalue()


def page(title: str) -> str:
    text = f"<article><h1>{title}</h1><p>{TEXT}</p><p>{MORE}</p></article>"
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>"


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


def crawl(*answers: tuple[str, str, str, bytes]) -> bytes:
    """A web archive, each record gzipped by itself."""
    records = []
    for url, status, kind, body in answers:
        content = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-02-06T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:x>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + content + b"\r\n\r\n"))
    return b"".join(records)


def test_a_web_archive_is_an_article_a_page_with_its_address(tmp_path: Path) -> None:
    data = crawl(
        ("https://sextant.example/bridge", "200 OK", "text/html; charset=iso-8859-1", page("Île").encode("latin-1")),
        ("https://sextant.example/gone", "404 Not Found", "text/html", page("Gone").encode()),
        ("https://sextant.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
    )
    for name in ("crawl.warc", "crawl.warc.gz"):
        [one] = articles(saved(tmp_path / name, data))
        assert (one.id, one.title, one.url) == (f"{name}:1", "Île", "https://sextant.example/bridge")
        assert one.evidence["url"] == "field WARC-Target-URI"
    [skip] = found(saved(tmp_path / "broken.warc", b"no archive"))
    assert isinstance(skip, Skipped)
    assert "WARC" in skip.reason


INSIDE = {
    "2024/bridge.html": page("Bridge").encode(),
    "2024/wire.jsonl": b'{"title": "One"}\n{"title": "Two", "id": "own"}\nbroken\n',
    "list.json": b'[{"title": "Three"}]',
    "note.md": b"# Four\n\nText.",
    "bridge.pdf": pdf("Harbour bridge closes", "", TEXT),
    ".hidden.txt": b"Hidden",
    "__MACOSX/a.txt": b"Hidden",
    "logo.png": b"\x89PNG",
    "inner.zip": b"PK",
    "empty.txt": b"",
}
UNREADABLE = ["2024/wire.jsonl:3", "inner.zip", "empty.txt"]


def zipped(path: Path, inside: dict[str, bytes] = INSIDE) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in inside.items():
            packed.writestr(name, data)
    return path


def tarred(path: Path) -> Path:
    with tarfile.open(path, f"w:{path.suffix[1:].replace('tgz', 'gz').replace('tar', '')}") as packed:
        for name, data in INSIDE.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
    return path


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz", "a.tar.gz", "a.tar.bz2", "a.tar.xz"])
def test_what_is_packed_is_read_as_if_it_were_not(tmp_path: Path, name: str) -> None:
    path = (zipped if name.endswith("zip") else tarred)(tmp_path / name)
    read_ = found(path)
    assert [(one.id, one.title) for one in read_ if isinstance(one, Article)] == [
        (f"{name}/2024/bridge.html", "Bridge"), (f"{name}/2024/wire.jsonl:1", "One"), ("own", "Two"),
        (f"{name}/list.json:1", "Three"), (f"{name}/note.md", "Four"), (f"{name}/bridge.pdf", "Harbour bridge closes"),
    ]  # fmt: skip
    assert {one.path for one in read_ if isinstance(one, Article)} == {name}
    assert [one.path for one in read_ if isinstance(one, Skipped)] == [f"{name}/{member}" for member in UNREADABLE]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
def test_a_packed_file_that_is_damaged_is_skipped(tmp_path: Path, name: str) -> None:
    whole = (zipped if name.endswith("zip") else tarred)(tmp_path / name).read_bytes()
    for data in (b"", b"PK\3\4", whole[: len(whole) // 3]):
        skips = [one for one in found(saved(tmp_path / name, data)) if isinstance(one, Skipped)]
        assert data == b"" or skips
        assert all(one.reason for one in skips)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "FREE", 1 << 20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("first.txt", f"Bridge\n\n{TEXT}")
        for number in range(2):
            bomb.writestr(f"{number}.txt", b"a" * (900 << 10))
    data = (tmp_path / "bomb.zip").read_bytes()
    with tarfile.open(tmp_path / "bomb.tgz", "w:gz") as bomb:
        entry = tarfile.TarInfo("not/read.png")
        entry.size = 8 << 20
        bomb.addfile(entry, io.BytesIO(bytes(entry.size)))
    assert len(data) < 200_000
    for name in ("bomb.zip", "bomb.tgz"):
        last = found(tmp_path / name)[-1]
        assert isinstance(last, Skipped)
        assert (last.path, "200 times" in last.reason) == (name, True)


def test_a_header_that_swells_is_not_read(tmp_path: Path) -> None:
    header = tarfile.TarInfo("long")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 60 << 20
    data = header.tobuf(tarfile.GNU_FORMAT) + bytes(header.size)
    for name, packed in (("a.tar", data), ("a.tgz", gzip.compress(data))):
        [skip] = found(saved(tmp_path / name, packed))
        assert isinstance(skip, Skipped)
        assert "header" in skip.reason


def test_a_book_that_swells_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(page("Bridge") * 100)
    assert len(articles(saved(tmp_path / "whole.epub", data))) == 1
    monkeypatch.setattr(containers, "FREE", 1 << 10)
    monkeypatch.setattr(sources_book, "WHOLE", 10)
    [skip] = found(saved(tmp_path / "bomb.epub", data))
    assert isinstance(skip, Skipped)
    assert "EPUB" in skip.reason


def test_containers_in_containers_end(tmp_path: Path) -> None:
    data = b""
    for depth in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr(f"{depth}.txt", f"Bridge {depth} closes\n\n{TEXT}")
            packed.writestr("in.zip", data)
        data = out.getvalue()
    read_ = found(saved(tmp_path / "a.zip", data))
    assert [one.id for one in read_ if isinstance(one, Article)] == [
        "a.zip/5.txt", "a.zip/in.zip/4.txt", "a.zip/in.zip/in.zip/3.txt",
    ]  # fmt: skip
    [skip] = [one for one in read_ if isinstance(one, Skipped)]
    assert (skip.path, skip.reason) == ("a.zip/in.zip/in.zip/in.zip", "it lies in more than 3 containers")


def test_names_lead_nowhere_and_faults_stay_with_their_member(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for name in ("../../up.txt", "/etc/cron.txt", "..\\win.txt", "a/\x1b[2Jb.txt"):
            packed.writestr(name, f"Bridge\n\n{TEXT}")
        packed.writestr("broken.txt.gz", b"no gzip")
        packed.writestr("last.txt", f"Bridge\n\n{TEXT}")
    whole = (tmp_path / "a.zip").read_bytes()
    read_ = found(saved(tmp_path / "a.zip", whole.replace(b"Bridge", b"Bridle", 1)))  # whose checksum is wrong now
    assert [one.id for one in read_ if isinstance(one, Article)] == [
        "a.zip/etc/cron.txt", "a.zip/win.txt", "a.zip/a/\\x1b[2Jb.txt", "a.zip/last.txt",
    ]  # fmt: skip
    assert [one.path for one in read_ if isinstance(one, Skipped)] == ["a.zip/up.txt", "a.zip/broken.txt.gz"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_the_index_takes_a_container_for_one_file(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip")
    aged(tmp_path / "a.zip")
    unreadable = sorted(f"a.zip/{member}" for member in UNREADABLE)
    report = run(tmp_path / "index", tmp_path)
    assert (report.new, sorted(skip.path for skip in report.skipped)) == (6, unreadable)
    assert Archive(tmp_path / "index").article("a.zip/note.md").title == "Four"
    again = run(tmp_path / "index", tmp_path)
    assert (again.unchanged, sorted(skip.path for skip in again.skipped)) == (6, unreadable)
    zipped(tmp_path / "a.zip", {name: data for name, data in INSIDE.items() if name != "note.md"})
    assert counts(run(tmp_path / "index", tmp_path)) == (0, 0, 5, 1)


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


def test_a_gzipped_message_is_a_message(tmp_path: Path) -> None:
    mail = message(Subject="Bridge", From="a@b.example")
    mail.set_content(TEXT)
    [one] = articles(saved(tmp_path / "a.eml.gz", gzip.compress(mail.as_bytes())))
    assert one.title == "Bridge"


def skip_of(path: Path) -> str:
    """Why the last of a file is skipped."""
    last = found(path)[-1]
    assert isinstance(last, Skipped)
    assert not last.trace
    return last.reason


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


def test_a_broken_header_of_mail_is_as_none(tmp_path: Path) -> None:
    [found] = articles(saved(tmp_path / "a.eml", f"Subject: Bridge\nContent-Type: text/plain; a*\n\n{TEXT}"))
    assert (found.title, found.body) == ("Bridge", TEXT)


@pytest.mark.parametrize(
    "header",
    [
        "Subject: " + "=?utf-8?q?a?= " * 50_000, "From: " + "a\\" * 50_000, "From: " + "a@b, " * 50_000,
        "Content-Type: text/plain; " + "a*0=b;" * 50_000, "Content-Type: text/plain; " + 'a="' * 50_000,
        "Content-Disposition: " + "a;" * 50_000, "X: y" + "\n z" * 50_000,
    ],
    ids=lambda header: header[:12],
)  # fmt: skip
def test_long_headers_of_mail_take_no_time(tmp_path: Path, header: str) -> None:
    begun = time.process_time()
    [article] = articles(saved(tmp_path / "a.eml", f"Title: A\n{header}\n\n{TEXT}"))
    assert article.body == TEXT
    assert time.process_time() - begun < 5


def test_mail_of_too_many_lines_or_parts_is_skipped(tmp_path: Path) -> None:
    nested = "Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 2000
    for data in (f"Subject: A\n{nested}", "Subject: A\n\n" + "a\n" * 1_000_001):
        assert "a message of more than" in skip_of(saved(tmp_path / "a.eml", data))


def test_mailboxes_and_web_archives_are_bounded_as_other_containers_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: {}\r\n\r\n{}"
    packed = {
        "many.mbox.gz": "From a\n\n" * 4_000,
        "blank.mbox.gz": "\n" * (6 << 20),
        "long.warc.gz": record.format("1", "a") + "\r\n\r\nWARC/1.0\r\nX: " + "a" * (3 << 20),
        "heads.warc.gz": record.format("1", "a") + "\r\n\r\nWARC/1.0\r\n" + "X: a\r\n" * (1 << 19),
        "passed.warc.gz": record.format(6 << 20, "a" * (6 << 20)),
    }
    monkeypatch.setattr(containers, "FREE", 1 << 21)
    for name, text in packed.items():
        reason = skip_of(saved(tmp_path / name, gzip.compress(text.encode(), 6)))
        assert "200 times" in reason or "longer than any is" in reason or "64 MB" in reason, name


def test_a_mailbox_is_read_by_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    message = f"From a\nSubject: Bridge\n\nHere:\nFrom here on\n>From {TEXT}\n\n"
    for size in (64, 65, 1000):
        monkeypatch.setattr(sources_mailbox, "HEADER_MAX", size)
        read_ = articles(saved(tmp_path / "a.mbox", "\n" + message * 9))
        assert {(one.title, one.body) for one in read_} == {("Bridge", f"Here:\n\nFrom here on\n\nFrom {TEXT}")}
        assert len(read_) == 9


def test_tar_files_of_nothing_but_headers_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "FREE", 1 << 22)
    none = tarfile.TarInfo("a.png").tobuf(tarfile.GNU_FORMAT)
    assert "200 times" in skip_of(saved(tmp_path / "none.tgz", gzip.compress(none * 5000)))
    sparse = bytearray(none)
    sparse[156:157], sparse[482], sparse[483:495] = b"S", 1, b"00000000001\0"
    sparse[148:156] = b" " * 8
    sparse[148:156] = b"%06o\0 " % sum(sparse)
    chain = (b"00000000001\0" * 42 + b"\1").ljust(512, b"\0")
    assert "header is longer" in skip_of(saved(tmp_path / "chain.tgz", gzip.compress(bytes(sparse) + chain * 4000)))


def test_a_file_without_a_name_stops_no_others(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr(zipfile.ZipInfo("@nobody.txt"), "Rain")
        packed.writestr("b.txt", f"Bridge\n\n{TEXT}")
    data = (tmp_path / "a.zip").read_bytes().replace(b"@nobody", b"\0nobody")
    [article] = articles(saved(tmp_path / "a.zip", data))
    assert article.title == "Bridge"


def test_a_directory_of_millions_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zipped(tmp_path / "a.zip")
    monkeypatch.setattr(containers, "_DIRECTORY_MAX", 100)
    assert "too many files" in skip_of(tmp_path / "a.zip")


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
