"""Bytes of any encoding in real use to clean text, and files to bytes."""

import codecs
import errno
import gzip
import os
import re
import stat
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from dateline.index.article import ARTICLE_MAX
from dateline.index.errors import DatelineError

MOST_BYTES = 512 * 2**20
"""The most that one file may hold, unpacked; a longer one is more likely a gzip bomb than news."""
ONE_MAX = 4 * ARTICLE_MAX
"""Bytes of what holds one article: its text, however it is encoded, or the markup that it stands in."""
CHANGED = "it changed meanwhile; the next run reads it again"

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16: that one's mark begins this one's
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_DECLARED = re.compile(rb"""<(?:meta\b[^>]*\bcharset|\?xml\b[^>]*\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# What browsers read in place of the declared one (https://encoding.spec.whatwg.org/#names-and-labels).
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
            "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-9": "cp1254", "tis-620": "cp874"}  # fmt: skip
_LATIN = ["cp1252", "cp1250", "cp1254", "cp1257"]
_CYRILLIC_TO_ARABIC = ["cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"]
_OTHER_SCRIPTS = [*_CYRILLIC_TO_ARABIC, "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp874"]
_UTF8_RUN = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
_HIRAGANA = re.compile("[\u3041-\u3096]")
_HIGH = re.compile(rb"[\x80-\xff]")
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_PIECE = 1 << 20
_CONTROLS = bytes([*range(0x09), *range(0x0B, 0x20), 0x7F])
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff\ud800-\udfff]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ud800-\udfff]")


class UnreadableFile(DatelineError):
    """A file that can't be turned into bytes. `reason` says why in plain words."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file, whatever its encoding, cleaned (`clean_text`).

    Args:
        data: The bytes. A byte-order mark decides, then valid UTF-8, then what the file declares (HTML
            `<meta>`, XML prolog), then what the bytes look like. UTF-8 with stray bytes of Windows-1252 is
            read run by run.
        declared: An encoding known from elsewhere; ignored where it can't be right.
    """
    if data.startswith(tuple(_MARKS)):
        mark = next(mark for mark in _MARKS if data.startswith(mark))
        return clean_text(data[len(mark) :].decode(_MARKS[mark], "replace"))
    wide = _unmarked_utf16(data)
    if wide:
        return clean_text(data.decode(wide, "replace"))
    for likely in _likely(data, declared):
        text = _strictly(data, likely)
        if text is not None:
            return clean_text(text)
    legacy = _legacy(data)
    return clean_text(_mixed(data) if legacy == "cp1252" else data.decode(legacy, "replace"))


def _likely(data: bytes, declared: str | None) -> Iterator[str]:
    """The encodings to try before any is guessed, most telling first."""
    seven_bits = b"\x1b" in data  # ISO-2022 passes for ASCII
    if not seven_bits:
        yield "utf-8"
    found = _codec(declared) or _declared(data)
    if found:
        yield found
    if seven_bits:
        yield "utf-8"


def _strictly(data: bytes, encoding: str) -> str | None:
    """The text of bytes that are all of an encoding, else None."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def clean_text(text: str) -> str:
    """The text with one kind of line end, without control characters but tab, or lone surrogates."""
    if text.isprintable():  # most headlines and names
        return text
    if text.isascii():  # five times as fast as a search; a piece at a time, for which there is memory
        pieces = (text[at : at + _PIECE].encode() for at in range(0, len(text), _PIECE))
        is_clean = all(len(piece.translate(None, _CONTROLS)) == len(piece) for piece in pieces)
    else:
        is_clean = _UNCLEAN.search(text) is None
    return text if is_clean else _UNWANTED.sub("", _LINE_END.sub("\n", text))


@contextmanager
def open_file(path: Path) -> Iterator[IO[bytes]]:
    """A file, to read it. A pipe, a socket or a device, which might be waited on for ever, is not opened.

    Raises:
        OSError: It is one, can't be read, or has changed by the end of the block: what was read of it may be half of
            the one and half of the other.
    """
    with open(str(path), "rb", opener=_at_once) as opened:  # a path has no opener
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is a pipe, a socket or a device, not a file", str(path))
        with _unchanged(opened):
            yield opened


def state_of(opened: IO[bytes]) -> tuple[int, int]:
    """The size of an open file, and when it was changed last, in ns."""
    found = os.fstat(opened.fileno())
    return found.st_size, found.st_mtime_ns


@contextmanager
def _unchanged(opened: IO[bytes]) -> Iterator[None]:
    """Raises OSError where an open file changes within the block, instead of what may come of that."""
    before, fault = state_of(opened), None
    try:
        yield
    except Exception as error:  # noqa: BLE001 - raised again
        fault = error
    if state_of(opened) != before:
        raise OSError(errno.EBUSY, CHANGED, opened.name) from fault
    if fault:
        raise fault


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def too_large(most: int) -> str:
    """Why a file is not read that has more than so many bytes."""
    return f"larger than {most >> 20} MB; split it, or make it JSON lines"


def read_bytes(opened: IO[bytes], most: int = MOST_BYTES) -> bytes:
    """A file's bytes, unpacked where its name ends in `.gz`.

    Raises:
        UnreadableFile: It can't be read or unpacked, changes meanwhile, or holds more than `most` bytes.
    """
    path = Path(opened.name)
    try:
        with _unchanged(opened):
            data: bytes = _unpacked(opened).read(most + 1)
    except (OSError, EOFError, zlib.error, MemoryError) as error:
        raise UnreadableFile(path, why(error)) from error
    if len(data) > most:
        raise UnreadableFile(path, too_large(most))
    return data


def read_blocks(opened: IO[bytes], size: int) -> Iterator[bytes]:
    """A file's bytes, unpacked where its name ends in `.gz`: blocks of whole lines, about `size` or one line long.

    Raises:
        UnreadableFile: It can't be read or unpacked, or a line is longer than `ONE_MAX`.
    """
    path, parts = Path(opened.name), list[bytes]()
    try:
        file = _unpacked(opened)
        while block := file.read1(size):
            end = block.rfind(b"\n") + 1
            if end:
                yield b"".join([*parts, memoryview(block)[:end]])
                parts = []
            parts.append(block[end:])
            if len(parts) * size > ONE_MAX and sum(map(len, parts)) > ONE_MAX:
                raise UnreadableFile(path, f"a line is longer than {ONE_MAX >> 20} MB")
    except (OSError, EOFError, zlib.error, MemoryError) as error:
        raise UnreadableFile(path, why(error)) from error
    if last := b"".join(parts):
        yield last


def is_wide(start: bytes) -> bool:
    """Whether a file that starts so is in UTF-16 or UTF-32, whose lines can't be told by one byte."""
    return start.startswith(tuple(_MARKS.keys() - {codecs.BOM_UTF8})) or _unmarked_utf16(start) is not None


def _unpacked(opened: IO[bytes]) -> Any:
    return gzip.open(opened) if opened.name.lower().endswith(".gz") else opened


def why(error: BaseException) -> str:
    """Why a file can't be read, in words."""
    if isinstance(error, MemoryError):
        return "too large for this machine's memory"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "a broken gzip file" if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error) else str(error)


def _codec(name: str | None) -> str | None:
    """Python's codec for a declared encoding, as browsers read it; None for one that can't be right."""
    try:
        found = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    try:
        b"a".decode(found)
    except (LookupError, UnicodeError):  # "rot13", "base64": not a text encoding; "undefined": none at all
        return None
    if found.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode_", "raw_")):
        return None
    return _READ_AS.get(found, found)


def _declared(data: bytes) -> str | None:
    start = data[:4096].lstrip()
    match = _DECLARED.search(start) if start.startswith(b"<") else None
    return _codec(match[1].decode("ascii", "replace")) if match else None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a NUL in nearly every second byte; of other scripts at blanks and line ends. What
    it says is letters throughout.
    """
    sample = data[: 4096 & ~1]
    half = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if max(first, second) <= 0.02 * half or min(first, second) >= 0.05 * max(first, second):
        return None
    encoding = "utf-16-le" if second > first else "utf-16-be"
    return encoding if _is_text(sample.decode(encoding, "replace")) else None


def _is_text(sample: str) -> bool:
    """Whether nearly all of it is letters, figures, punctuation and white space."""
    odd = sum(unicodedata.category(letter)[0] == "C" or letter == "\ufffd" for letter in sample if not letter.isspace())
    return odd <= 0.02 * len(sample)


def _legacy(data: bytes) -> str:
    """The likeliest one-byte or East Asian encoding of bytes that are not UTF-8."""
    import charset_normalizer

    high = len(_HIGH.findall(data))
    if sum(len(run) for run in _UTF8_RUN.findall(data)) * 2 >= high:
        return "cp1252"
    sample = b"\n".join(line for line in data.split(b"\n") if _HIGH.search(line))[: 2**16]
    # Latin text is mostly ASCII, other scripts are mostly not: told apart, either is detected far more surely.
    if len(_HIGH.findall(sample)) > 0.25 * len(sample):
        for encoding in ("cp932", "euc_jp"):
            if len(_HIRAGANA.findall(sample.decode(encoding, "ignore"))) * 12 > len(sample):
                return encoding
        best = charset_normalizer.from_bytes(sample, cp_isolation=_OTHER_SCRIPTS).best()
        return best.encoding if best else "cp1252"
    matches = charset_normalizer.from_bytes(sample, cp_isolation=_LATIN)
    best = matches.best()
    # Where it reads no worse, Windows-1252: by far the most common.
    western = any("cp1252" in match.could_be_from_charset and match.chaos <= 0.02 for match in matches)
    return best.encoding if best and not western else "cp1252"


def _mixed(data: bytes) -> str:
    """Runs of valid UTF-8 as such, every other byte as Windows-1252."""
    parts, end = [], 0
    for match in _UTF8_RUN.finditer(data):
        parts += [data[end : match.start()].decode("cp1252", "replace"), match.group().decode()]
        end = match.end()
    return "".join([*parts, data[end:].decode("cp1252", "replace")])
