"""A file to raw documents of a form, JSON lines by the block; what can't be read is a `Skipped` with its reason."""

import gzip
import json
import re
import traceback
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from dateline.index.article import ARTICLE_MAX, RawDocument, Skipped
from dateline.index.sources import book, feed, mailbox, sgml, table, warc
from dateline.index.sources.containers import MEMBER_MAX, Budget, Member, members
from dateline.index.sources.decode import (
    CHANGED,
    MOST_BYTES,
    ONE_MAX,
    UnreadableFile,
    decode,
    is_wide,
    open_file,
    read_blocks,
    read_bytes,
    state_of,
    too_large,
    why,
)
from dateline.index.sources.extras import MissingExtra
from dateline.index.sources.kinds import STREAMED, kind_of
from dateline.index.sources.tags import CutOff
from dateline.index.sources.walk import SourceFile, printable

BLOCK = 1 << 18
"""Bytes of JSON lines that are read at once."""
_TOO_MUCH = ("too large for this machine's memory", "nested too deeply")
_DEEPEST = 3
"""Containers in containers."""
_ONE = ("plain_text", "markdown", "html", "docx")
"""Kinds of which a file is one article. Mail has a limit of its own; a PDF file's pictures may well be larger."""
_VALUES = 10_000_000
"""Values of a JSON file; one of 512 MB of articles has not so many commas."""
_LISTS = ("articles", "data", "items", "results", "docs", "hits")
_WRAPPERS = ("response", "hits")
"""Objects in which an archive's answer has such a list."""


def documents(file: SourceFile) -> Iterator[RawDocument | Skipped]:
    """The sources of the articles in a file, JSON lines by the block (`split` parts them); what can't be read is
    Skipped, and so in the end is a file that is not as the walk found it.
    """
    is_told = False
    try:
        with open_file(file.path) as opened:
            is_as_found = not file.mtime or state_of(opened) == (file.size, file.mtime)
            for item in _documents(file, opened):
                is_told = isinstance(item, Skipped) and item.path == file.name
                yield item
        if not is_as_found and not is_told:
            yield Skipped(file.name, CHANGED, again=True)
    except UnreadableFile as error:
        yield Skipped(file.name, error.reason, again=True)
    except Exception as error:  # noqa: BLE001 - whatever a file holds, the run goes on
        yield skipped(file.name, error)


def _documents(file: SourceFile, opened: IO[bytes]) -> Iterator[RawDocument | Skipped]:
    kind = kind_of(file.name) or ""
    if kind == "json_lines":
        yield from _json_lines(file.name, opened)
    elif kind in STREAMED:
        budget = Budget(state_of(opened)[0])
        for item in _in_container(file.name, kind, _unpacked(opened, file.name, kind, budget), budget, 1):
            yield _in_file(item, file.name) if isinstance(item, RawDocument) else item
    else:
        yield from _in_bytes(file.name, kind, read_bytes(opened, ONE_MAX if kind in _ONE else MOST_BYTES))


def _in_bytes(name: str, kind: str, data: bytes) -> Iterator[RawDocument | Skipped]:
    """The documents in a file's bytes."""
    if not data or (kind in _ONE and len(data) > ONE_MAX):
        yield Skipped(name, too_large(ONE_MAX) if data else "empty")
        return
    match kind:
        case "pdf" | "docx" | "mail":
            yield RawDocument(name, None, kind, data)
        case "epub":
            pages = (RawDocument(name, number, "html", decode(page)) for number, page in book.pages(data))
            yield from _or_nothing(name, pages)
        case "feed":
            items = (RawDocument(name, number, "record", item) for number, item in enumerate(feed.items(data), 1))
            yield from _or_nothing(name, items)
        case _:
            yield from _in_text(name, kind, data)


def _or_nothing(name: str, found: Iterator[RawDocument | Skipped]) -> Iterator[RawDocument | Skipped]:
    """What was found, or that nothing was."""
    first = next(found, None)
    yield first or Skipped(name, "there is nothing in it that can hold an article")
    yield from found


def _in_text(name: str, kind: str, data: bytes) -> Iterator[RawDocument | Skipped]:
    """The documents in the bytes of a text."""
    text = decode(data)
    if not text.strip():
        yield Skipped(name, "empty")
    elif _is_binary(data, text):
        yield Skipped(name, "not text")
    elif kind == "json":
        yield from _json(name, text)
    elif kind == "json_lines":
        yield RawDocument(name, 1, "json_lines", text.encode("utf-8", "replace"))
    elif kind in ("plain_text", "markdown") and len(text) > ARTICLE_MAX:
        yield Skipped(name, f"more than {ARTICLE_MAX >> 20} MiB of text; split it, or make it JSON lines")
    elif kind == "table":
        yield from (RawDocument(name, number, "record", row) for number, row in table.rows(text))
    elif kind == "reuters":
        yield from _stories(name, text)
    elif kind == "markdown":
        yield RawDocument(name, None, "markdown", text)
    else:
        yield RawDocument(name, None, "plain_text" if kind == "plain_text" else "html", text)


def _in_container(
    name: str, kind: str, stream: IO[bytes], budget: Budget, depth: int
) -> Iterator[RawDocument | Skipped]:  # fmt: skip
    """The documents in a container, each with the path of the file in it."""
    return _or_nothing(name, _contained(name, kind, stream, budget, depth))


def _contained(name: str, kind: str, stream: IO[bytes], budget: Budget, depth: int) -> Iterator[RawDocument | Skipped]:
    if kind == "mbox":
        for number, message in enumerate(mailbox.messages(stream, budget), 1):
            yield RawDocument(name, number, "mail", message)
    elif kind == "warc":
        for number, page in enumerate(warc.pages(stream, budget), 1):
            content = page.data if page.form == "pdf" else decode(page.data, page.charset)
            yield RawDocument(name, number, "pdf" if page.form == "pdf" else "html", content, url=page.url)
    else:
        for member in members(stream, kind, budget):
            yield from _in_member(name, member, budget, depth)


def _in_member(name: str, member: Member, budget: Budget, depth: int) -> Iterator[RawDocument | Skipped]:
    """The documents in a file of a container. What is wrong with one is no matter of the others."""
    kind, path = kind_of(member.name), f"{name}/{printable(member.name)}"
    if kind is None:
        return
    try:
        if member.fault:
            yield Skipped(path, member.fault)
        elif kind in STREAMED and depth == _DEEPEST:
            yield Skipped(path, f"it lies in more than {_DEEPEST} containers")
        elif kind in STREAMED:
            stream = _unpacked(BytesIO(member.data), member.name, kind, budget)
            yield from _in_container(path, kind, stream, budget, depth + 1)
        else:
            yield from _in_bytes(path, kind, _gunzipped(member, budget))
    except Exception as error:  # noqa: BLE001 - whatever it holds, the others are read
        yield skipped(path, error)


def _in_file(raw: RawDocument, name: str) -> RawDocument:
    """A document of a container as one of the file that it is, with what lies between as its member."""
    return raw._replace(path=name, member=raw.path[len(name) + 1 :])


def _unpacked(stream: IO[bytes], name: str, kind: str, budget: Budget) -> IO[bytes]:
    """A container without the `.gz` around it, where its reader does not see to that itself."""
    if kind == "zip" and name.lower().endswith(".gz"):  # which is read here and there
        return BytesIO(_gunzip(stream, budget))
    return stream


def _gunzipped(member: Member, budget: Budget) -> bytes:
    return _gunzip(BytesIO(member.data), budget) if member.name.lower().endswith(".gz") else member.data


def _gunzip(stream: IO[bytes], budget: Budget) -> bytes:
    with gzip.open(stream) as opened:
        data = opened.read(MEMBER_MAX + 1)
    budget.spend(len(data))
    if len(data) > MEMBER_MAX:
        raise ValueError(f"larger than {MEMBER_MAX >> 20} MB")
    return data


def split(raw: RawDocument) -> Iterator[RawDocument]:
    """The sources of single articles: of `json_lines` each line that is not blank, else the one given."""
    if raw.form != "json_lines" or not isinstance(raw.content, bytes):
        yield raw
        return
    for number, line in enumerate(raw.content.split(b"\n"), raw.number or 1):
        if line.startswith(b"{") or decode(line).strip():
            yield RawDocument(raw.path, number, "json_line", line, raw.member, raw.url)


def skipped(name: str, error: Exception) -> Skipped:
    """A document that can't be read for some error."""
    if isinstance(error, MemoryError | RecursionError):
        return Skipped(name, _TOO_MUCH[isinstance(error, RecursionError)], again=isinstance(error, MemoryError))
    if isinstance(error, MissingExtra):
        return Skipped(name, str(error), again=True)
    if isinstance(error, OSError | EOFError):
        is_system = isinstance(error, OSError) and error.errno is not None  # else it is what the file holds
        return Skipped(name, why(error) or type(error).__name__, again=is_system)
    if type(error) in (ValueError, CutOff):  # ours: the reason in words
        return Skipped(name, str(error))
    reason = f"an error in Dateline, {type(error).__name__}; --verbose tells more"
    return Skipped(name, reason, "".join(traceback.format_exception(error)))


def _is_binary(data: bytes, text: str) -> bool:
    """Whether bytes are no text in any encoding: control characters throughout, or undecodable."""
    sample = text[:4096]
    if is_wide(data):
        data = sample.encode()
    controls = sum(data[:4096].count(code) for code in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
    return controls > 0.02 * len(data[:4096]) or sample.count("\ufffd") > 0.1 * len(sample)


def _stories(name: str, text: str) -> Iterator[RawDocument | Skipped]:
    number = 0
    for number, entry in enumerate(sgml.entries(text), 1):
        raw = RawDocument(name, number, "reuters", entry)
        yield raw if entry else Skipped(raw.id, "an entry without its end, </REUTERS>")
    if not number:
        yield Skipped(name, "no <REUTERS> entries; of SGML only Reuters-21578 is read")


def _json(name: str, text: str) -> Iterator[RawDocument | Skipped]:
    if sum(map(text.count, ",[{")) > _VALUES:
        yield Skipped(name, f"JSON of more than {_VALUES:,} values; make it JSON lines")
        return
    try:
        content = json.loads(text, parse_constant=str)
    except ValueError as error:
        yield from _as_lines(name, text, str(error))
        return
    if isinstance(content, dict):
        objects = (content[key] for key in _WRAPPERS if isinstance(content.get(key), dict))
        lists = (value for key, value in next(objects, content).items() if key.lower() in _LISTS)
        inside = next(filter(_are_objects, lists), None)
        if inside is None:
            yield RawDocument(name, None, "record", content)
            return
        content = inside
    if not isinstance(content, list):
        yield Skipped(name, "JSON, but neither an object nor a list of objects")
        return
    if not content:
        yield Skipped(name, "an empty list")
    for number, item in enumerate(content, 1):
        yield _record(name, number, item)


def _as_lines(name: str, text: str, fault: str) -> Iterator[RawDocument | Skipped]:
    """A `.json` file that is JSON lines in truth; else the fault."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) < 2 or not all(re.match(r"\s*\{.*\}\s*$", line) for _, line in lines):
        yield Skipped(name, f"broken JSON: {fault}")
        return
    for number, line in lines:
        yield RawDocument(name, number, "json_line", line)


def _json_lines(name: str, opened: IO[bytes]) -> Iterator[RawDocument | Skipped]:
    number, found = 1, False
    for block in read_blocks(opened, BLOCK):
        if number == 1 and is_wide(block):
            opened.seek(0)
            for at, text in enumerate(decode(read_bytes(opened)).split("\n"), 1):
                if text.strip():
                    yield RawDocument(name, at, "json_line", text)
            return
        found = found or bool(decode(block).strip())
        yield RawDocument(name, number, "json_lines", block)
        number += block.count(b"\n")
    if not found:
        yield Skipped(name, "empty")


def _record(name: str, number: int, item: Any) -> RawDocument | Skipped:
    if not isinstance(item, dict):
        return Skipped(f"{name}:{number}", "not a JSON object")
    return RawDocument(name, number, "record", item)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
