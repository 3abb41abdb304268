"""Files to articles: the form by the file's kind, and a reason for all that can't be read."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson

from index import markdown, page, record, scrape, story
from index.article import Article, Form, RawDocument, Skipped
from index.decode import UnreadableFile, decode, is_wide, read_blocks, read_bytes
from index.rules import Rules
from index.walk import SourceFile, suffix

_PARSERS: Mapping[Form, Callable[[RawDocument], Article]] = {
    "scrape": scrape.article,
    "page": page.article,
    "record": record.article,
    "story": story.article,
}
_decode_json = json.JSONDecoder(parse_constant=str).decode
BLOCK = 1 << 18
"""Bytes of JSON lines that are read at once."""
_LISTS = ("articles", "data", "items", "results", "docs")


def read(file: SourceFile, rules: Rules) -> Iterator[Article | Skipped]:
    """The articles of one file, in its order, each with the rules applied; what can't be read is Skipped."""
    for found in documents(file):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from (parse(raw, rules) for raw in split(found))


def documents(file: SourceFile) -> Iterator[RawDocument | Skipped]:
    """The sources of the articles in a file, JSON lines by the block (`split` parts them); what can't be read is
    Skipped.
    """
    try:
        yield from _documents(file)
    except UnreadableFile as error:
        yield Skipped(file.name, error.reason)
    except (MemoryError, RecursionError) as error:
        yield Skipped(file.name, _too_much(error))


def _documents(file: SourceFile) -> Iterator[RawDocument | Skipped]:
    kind = suffix(file.path)
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
        yield RawDocument(file.name, None, "record", markdown.fields(text))
    else:
        yield RawDocument(file.name, None, "scrape" if kind == ".txt" else "page", text)


def split(raw: RawDocument) -> Iterator[RawDocument]:
    """The sources of single articles: of `lines` each line that is not blank, else the one given."""
    if not isinstance(raw.content, bytes):
        yield raw
        return
    for number, line in enumerate(raw.content.split(b"\n"), raw.number or 1):
        if line.startswith(b"{") or decode(line).strip():
            yield RawDocument(raw.path, number, "line", line)


def parse(raw: RawDocument, rules: Rules) -> Article | Skipped:
    """The article of one source, with the rules applied."""
    try:
        if raw.form == "line":
            raw = _parsed(raw)
        article = _PARSERS[raw.form](raw)
    except (MemoryError, RecursionError) as error:
        return Skipped(raw.id, _too_much(error))
    except ValueError as error:
        return Skipped(raw.id, str(error))
    if not article.title and not article.body:
        return Skipped(raw.id, "neither a headline nor a text found")
    return rules.apply(article, _text(raw.content)) if rules.digest else article


def _parsed(raw: RawDocument) -> RawDocument:
    """A line of JSON as the record that it holds. Raises ValueError with the reason where it holds none."""
    content = _fast(raw.content)
    if content is None:
        text = decode(raw.content) if isinstance(raw.content, bytes) else str(raw.content)
        try:
            content = _decode_json(text)
        except ValueError as error:
            raise ValueError(f"broken JSON: {error}") from error
    if not isinstance(content, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - the file's fault, not a caller's
    return RawDocument(raw.path, raw.number, "record", content)


def _fast(line: Any) -> Any:
    """What a line of JSON holds; None where it isn't UTF-8, JSON to the letter, and its numbers such as 64 bits hold:
    there the standard library has to see to it.
    """
    try:
        content = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return None if isinstance(content, dict) and float in map(type, content.values()) else content


def _text(content: Any) -> str:
    """All the text of a source, for the rules' phrases."""
    if isinstance(content, str):
        return content
    if isinstance(content, Mapping):
        return "\n".join(map(_text, content.values()))
    return "\n".join(map(_text, content)) if isinstance(content, list) else ""


def _too_much(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return "too large for this machine's memory"


def _is_binary(data: bytes, text: str) -> bool:
    """Whether bytes are no text in any encoding: control characters throughout, or undecodable."""
    sample = text[:4096]
    controls = sum(data[:4096].count(code) for code in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
    return controls > 0.02 * len(data[:4096]) or sample.count("\ufffd") > 0.1 * len(sample)


def _stories(name: str, text: str) -> Iterator[RawDocument | Skipped]:
    number = 0
    for number, entry in enumerate(story.entries(text), 1):
        yield RawDocument(name, number, "story", entry)
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
        yield RawDocument(name, number, "line", line)


def _json_lines(file: SourceFile) -> Iterator[RawDocument | Skipped]:
    number, found = 1, False
    for block in read_blocks(file.path, BLOCK):
        if number == 1 and is_wide(block):
            for at, text in enumerate(decode(read_bytes(file.path)).split("\n"), 1):
                if text.strip():
                    yield RawDocument(file.name, at, "line", text)
            return
        found = found or bool(decode(block).strip())
        yield RawDocument(file.name, number, "lines", block)
        number += block.count(b"\n")
    if not found:
        yield Skipped(file.name, "empty")


def _record(name: str, number: int, item: Any) -> RawDocument | Skipped:
    if not isinstance(item, dict):
        return Skipped(f"{name}:{number}", "not a JSON object")
    return RawDocument(name, number, "record", item)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
