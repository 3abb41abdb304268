"""A file to raw documents of a form, JSON lines by the block; what can't be read is a `Skipped` with its reason."""

import json
import re
import traceback
from collections.abc import Iterator
from typing import Any

from dateline.index.article import RawDocument, Skipped
from dateline.index.sources.decode import UnreadableFile, decode, is_wide, read_blocks, read_bytes
from dateline.index.sources.walk import SourceFile, suffix

BLOCK = 1 << 18
"""Bytes of JSON lines that are read at once."""
_TOO_MUCH = ("too large for this machine's memory", "nested too deeply")
_LISTS = ("articles", "data", "items", "results", "docs")


def documents(file: SourceFile) -> Iterator[RawDocument | Skipped]:
    """The sources of the articles in a file, JSON lines by the block (`split` parts them); what can't be read is
    Skipped.
    """
    try:
        yield from _documents(file)
    except UnreadableFile as error:
        yield Skipped(file.name, error.reason)
    except Exception as error:  # noqa: BLE001 - whatever a file holds, the run goes on
        yield skipped(file.name, error)


def _documents(file: SourceFile) -> Iterator[RawDocument | Skipped]:
    kind = suffix(file.name)
    if kind in {".jsonl", ".ndjson"}:
        yield from _json_lines(file)
        return
    data = read_bytes(file.path)
    text = decode(data)
    if not text.strip():
        yield Skipped(file.name, "empty")
    elif _is_binary(data, text):
        yield Skipped(file.name, "not text")
    elif kind == ".json":
        yield from _json(file.name, text)
    elif kind == ".sgm":
        yield from _stories(file.name, text)
    elif kind == ".md":
        yield RawDocument(file.name, None, "markdown", text)
    else:
        yield RawDocument(file.name, None, "plain_text" if kind == ".txt" else "html", text)


def is_text(name: str) -> bool:
    """Whether a file of this name is plain text or Markdown: one raw document, which may be the dump of a page."""
    return suffix(name) in {".txt", ".md"}


def split(raw: RawDocument) -> Iterator[RawDocument]:
    """The sources of single articles: of `json_lines` each line that is not blank, else the one given."""
    if not isinstance(raw.content, bytes):
        yield raw
        return
    for number, line in enumerate(raw.content.split(b"\n"), raw.number or 1):
        if line.startswith(b"{") or decode(line).strip():
            yield RawDocument(raw.path, number, "json_line", line)


def skipped(name: str, error: Exception) -> Skipped:
    """A document that can't be read for some error."""
    if isinstance(error, MemoryError | RecursionError):
        return Skipped(name, _TOO_MUCH[isinstance(error, RecursionError)])
    if type(error) is ValueError:  # ours: the reason in words
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
    for number, entry in enumerate(entries(text), 1):
        yield RawDocument(name, number, "reuters", entry)
    if not number:
        yield Skipped(name, "no <REUTERS> entries; of SGML only Reuters-21578 is read")


def _json(name: str, text: str) -> Iterator[RawDocument | Skipped]:
    try:
        content = json.loads(text, parse_constant=str)
    except ValueError as error:
        yield from _as_lines(name, text, str(error))
        return
    if isinstance(content, dict):
        lists = (value for key, value in content.items() if key.lower() in _LISTS)
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


def _json_lines(file: SourceFile) -> Iterator[RawDocument | Skipped]:
    number, found = 1, False
    for block in read_blocks(file.path, BLOCK):
        if number == 1 and is_wide(block):
            for at, text in enumerate(decode(read_bytes(file.path)).split("\n"), 1):
                if text.strip():
                    yield RawDocument(file.name, at, "json_line", text)
            return
        found = found or bool(decode(block).strip())
        yield RawDocument(file.name, number, "json_lines", block)
        number += block.count(b"\n")
    if not found:
        yield Skipped(file.name, "empty")


def _record(name: str, number: int, item: Any) -> RawDocument | Skipped:
    if not isinstance(item, dict):
        return Skipped(f"{name}:{number}", "not a JSON object")
    return RawDocument(name, number, "record", item)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def entries(text: str) -> Iterator[str]:
    """The entries of a file, tags included."""
    start = text.find("<REUTERS")
    while start >= 0:
        end = text.find("</REUTERS>", start)
        if end < 0:
            return
        yield text[start : end + len("</REUTERS>")]
        start = text.find("<REUTERS", end)
