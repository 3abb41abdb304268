"""What is packed: containers, bounded."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from archives import aged, counts, run
from papers import TEXT, articles, book, found, page, pdf, saved, skip_of

from dateline import Archive
from dateline.index.article import Article, Skipped
from dateline.index.sources import book as sources_book
from dateline.index.sources import containers


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
