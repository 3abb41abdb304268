"""Files of all kinds that hold articles, for the tests of what is read."""

import io
import zipfile
from pathlib import Path

from dateline.index.article import Article, Skipped
from dateline.index.extract.outlet_rules import Rules
from dateline.index.extract.parse import read
from dateline.index.sources.walk import SourceFile

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


def saved(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


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


def skip_of(path: Path) -> str:
    """Why the last of a file is skipped."""
    last = found(path)[-1]
    assert isinstance(last, Skipped)
    assert not last.trace
    return last.reason
