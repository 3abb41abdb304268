"""The bytes of a file, whole, to raw documents of a form."""

import json
import re
import traceback
from collections.abc import Iterator
from typing import Any

from dateline.index.article import ARTICLE_MAX, RawDocument, Skipped
from dateline.index.sources import sgml, table
from dateline.index.sources.decode import ONE_MAX, decode, is_wide, too_large, why
from dateline.index.sources.extras import MissingExtra
from dateline.index.sources.tags import CutOff

ONE = ("plain_text", "markdown", "html", "docx")
"""Kinds of which a file is one article. Mail has a limit of its own; a PDF file's pictures may well be larger."""
_TOO_MUCH = ("too large for this machine's memory", "nested too deeply")
_VALUES = 10_000_000
"""Values of a JSON file; one of 512 MB of articles has not so many commas."""
_LISTS = ("articles", "data", "items", "results", "docs", "hits")
_WRAPPERS = ("response", "hits")
"""Objects in which an archive's answer has such a list."""


def in_bytes(name: str, kind: str, data: bytes) -> Iterator[RawDocument | Skipped]:
    """The documents in a file's bytes."""
    if not data or (kind in ONE and len(data) > ONE_MAX):
        yield Skipped(name, too_large(ONE_MAX) if data else "empty")
        return
    match kind:
        case "pdf" | "docx" | "mail":
            yield RawDocument(name, None, kind, data)
        case "epub":
            from dateline.index.sources import book

            pages = (RawDocument(name, number, "html", decode(page)) for number, page in book.pages(data))
            yield from or_nothing(name, pages)
        case "feed":
            from dateline.index.sources import feed

            items = (RawDocument(name, number, "record", item) for number, item in enumerate(feed.items(data), 1))
            yield from or_nothing(name, items)
        case _:
            yield from _in_text(name, kind, data)


def or_nothing(name: str, found: Iterator[RawDocument | Skipped]) -> Iterator[RawDocument | Skipped]:
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


def _record(name: str, number: int, item: Any) -> RawDocument | Skipped:
    if not isinstance(item, dict):
        return Skipped(f"{name}:{number}", "not a JSON object")
    return RawDocument(name, number, "record", item)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
