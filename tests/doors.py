"""A text from outside by every door: in each kind of file that is no text, and in the files that users write."""

import atexit
import io
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from dateline.index.article import Skipped
from dateline.index.errors import DatelineError
from dateline.index.extract.corrections import load_corrections
from dateline.index.extract.globs import Glob
from dateline.index.extract.outlet_rules import load_rules
from dateline.index.extract.parse import Rules, read
from dateline.index.sources.standard_input import spooled
from dateline.index.sources.walk import SourceFile
from dateline.search.query.synonyms import read_synonyms

PAGE = "<html><head><title>Rain</title></head><body><p>It fell on all of them.</p></body></html>"


def zipped(files: dict[str, bytes | str]) -> bytes:
    """A zip file of these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name or "a"), data)
    return out.getvalue()


def _tarred(text: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as packed:
        entry = tarfile.TarInfo(text.replace("\0", "") + ".txt")
        data = _utf8(text)
        entry.size = len(data)
        packed.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def _book(text: str) -> bytes:
    package = f"<package><manifest><item id='a' href='a.html' media-type='text/html'/>{text}</manifest>"
    return zipped({
        "META-INF/container.xml": "<container><rootfile full-path='a.opf'/></container>",
        "a.opf": _utf8(f"{package}<spine><itemref idref='a'/>{text}</spine></package>"),
        "a.html": _utf8(f"{PAGE}{text}"),
    })  # fmt: skip


@cache
def _empty_word() -> dict[str, bytes]:
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _word(text: str) -> bytes:
    body = _utf8(f"<w:body><w:p><w:r><w:t>Rain {text}</w:t></w:r></w:p>")
    files = dict(_empty_word())
    return zipped(files | {"word/document.xml": files["word/document.xml"].replace(b"<w:body>", body)})


def _pdf(text: str) -> bytes:
    content = b"BT /F1 11 Tf 40 760 Td (Rain " + _utf8(text) + b") Tj ET " + _utf8(text)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F1 " + font + b">>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]  # fmt: skip
    out, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, part in enumerate(parts, 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj%s endobj\n" % (number, part)
    return out + b"xref\n0 5\n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(out))


def _warc(text: str) -> bytes:
    page = _utf8(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{text[:200]}\r\n\r\n{PAGE}{text}")
    head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    head += "WARC-Target-URI: http://a.example/\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n%s\r\n\r\n%s" % (len(page), page, _utf8(text))


def _feed(text: str) -> bytes:
    item = f"<item><title>Rain {text}</title><pubDate>{text}</pubDate><description>{text}</description></item>"
    return _utf8(f"<rss><channel><title>{text}</title>{item}</channel></rss>")


def _mail(text: str) -> bytes:
    headers = f"Subject: Rain {text}\nFrom: {text}\nDate: {text}\nContent-Type: text/plain; {text}"
    return _utf8(f"{headers}\n\nIt fell.\n{text}")


def _parts(text: str) -> bytes:
    parts = f"--a\nContent-Type: {text}\nContent-Transfer-Encoding: {text}\n\n{text}\n--a--"
    return _utf8(f"Subject: Rain\nContent-Type: multipart/mixed; boundary=a\n\n{parts}")


MADE: dict[str, Callable[[str], bytes]] = {
    "eml": _mail,
    "parts.eml": _parts,
    "mbox": lambda text: _utf8(f"From a\nSubject: Rain\n\n{text}"),
    "rss": _feed,
    "csv": lambda text: _utf8(f'title,text\nRain,"{text}"\n{text},It fell'),
    "epub": _book,
    "docx": _word,
    "pdf": _pdf,
    "warc": _warc,
    "zip": lambda text: zipped({f"{text[:9000]}.txt": _utf8(text)}),
    "tar": _tarred,
    "json": lambda text: _utf8(f'[{{"title": "Rain", "body": "{text}"}}, {text}'),
}
"""By a file's suffix what makes it of a text."""


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dateline-doors-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _saved(name: str, data: bytes) -> Path:
    path = _scratch() / name
    path.write_bytes(data)
    return path


def fault(file: SourceFile) -> Skipped | None:
    """What was skipped of a file for an error in Dateline."""
    return next((one for one in read(file, Rules()) if isinstance(one, Skipped) and one.trace), None)


def _door(suffix: str) -> Callable[[str], object]:
    name = f"a.{suffix}"
    return lambda text: fault(SourceFile(str(_saved(name, MADE[suffix](text))), name))


def _piped(text: str) -> object:
    with spooled(io.BytesIO(_utf8(text))) as file:
        return fault(file)


def _beside(text: str) -> object:
    sidecar = _saved("b.txt.meta.json", _utf8(f'{{"title": "{text}", "date": "{text}", "x": {text}}}'))
    return fault(SourceFile(str(_saved("b.txt", b"Rain\n\nIt fell on all of them.")), "b.txt", str(sidecar)))


def _written(name: str, load: Callable[[Path], object], before: str = "") -> Callable[[str], object]:
    """A file of the user's: it may be wrong."""

    def reader(text: str) -> object:
        try:
            return load(_saved(name, _utf8(before + text)))
        except DatelineError as error:
            return error

    return reader


DOORS: dict[str, Callable[[str], object]] = {
    **{suffix: _door(suffix) for suffix in MADE},
    "standard input": _piped,
    "sidecar": _beside,
    "corrections": _written("fix.toml", load_corrections),
    "correction": _written("fix.toml", load_corrections, '[[article]]\npath = "a"\ntitle = "'),
    "rules": _written("rules.toml", load_rules),
    "rule": _written("rules.toml", load_rules, '[[outlet]]\nname = "A"\npaths = ["'),
    "pattern": lambda text: Glob(text[:2000]).matches("a/" * 500 + text[:2000]),
    "synonyms": _written("synonyms.txt", read_synonyms, "rain, "),
}
"""Everything that reads text from outside, of these."""
