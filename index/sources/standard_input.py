"""What comes by standard input, as a file of the kind that its first bytes tell."""

import gzip
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dateline.index.sources import table
from dateline.index.sources.decode import decode
from dateline.index.sources.walk import SourceFile

_BLOCK = 1 << 20
_STARTS = (
    (b"{", ".json"),  # JSON lines too
    (b"[", ".json"),
    (b"%PDF", ".pdf"),
    (b"PK\3\4", ".zip"),
    (b"From ", ".mbox"),
    (b"WARC/", ".warc"),
    (b"<REUTERS", ".sgm"),
    (b"<!DOCTYPE lewis", ".sgm"),
    (b"<?xml", ".xml"),
    (b"<rss", ".xml"),
    (b"<feed", ".xml"),
    (b"<", ".html"),
)
_MAIL = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:received|return-path|delivered-to|message-id|mime-version):",
    re.IGNORECASE,
)
"""Headers, and among them one that nothing but mail has."""


@contextmanager
def spooled(stream: IO[bytes]) -> Iterator[SourceFile]:
    """A file of all that a stream holds, as long as the block lasts. Its name is `stdin-` with the hash of what it
    holds, so that other input adds to an index, and the same adds nothing.
    """
    import tempfile

    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "stdin"
        digest = hashlib.blake2b(digest_size=6)
        with path.open("wb") as out:
            while block := stream.read(_BLOCK):
                out.write(block)
                digest.update(block)
        name = f"stdin-{digest.hexdigest()}{_suffix(path)}"
        stat = path.stat()
        yield SourceFile(str(path.rename(path.with_name(name))), name, "", stat.st_size, stat.st_mtime_ns)


def _suffix(path: Path) -> str:
    with path.open("rb") as opened:
        start = opened.read(1 << 10)
    is_packed = start.startswith(b"\x1f\x8b")
    if is_packed:
        try:
            with gzip.open(path) as unpacked:
                start = unpacked.read(1 << 10)
        except (OSError, EOFError):
            start = b""
    if start[257:262] == b"ustar":
        return ".tar.gz" if is_packed else ".tar"
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = next((kind for mark, kind in _STARTS if start.startswith(mark)), "") or _text_suffix(start)
    return f"{kind}.gz" if is_packed else kind


def _text_suffix(start: bytes) -> str:
    if _MAIL.match(start):
        return ".eml"
    return ".csv" if table.is_heading(decode(start).lstrip().partition("\n")[0]) else ".txt"
