"""A file to raw documents of a form, JSON lines by the block; what can't be read is a `Skipped` with its reason."""

from collections.abc import Iterator
from typing import IO

from dateline.index.article import RawDocument, Skipped
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
)
from dateline.index.sources.from_bytes import ONE, in_bytes, skipped
from dateline.index.sources.kinds import STREAMED, kind_of
from dateline.index.sources.walk import SourceFile

BLOCK = 1 << 18
"""Bytes of JSON lines that are read at once."""


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
        from dateline.index.sources.contained import in_container  # loads what unpacks

        yield from in_container(file.name, kind, opened)
    else:
        yield from in_bytes(file.name, kind, read_bytes(opened, ONE_MAX if kind in ONE else MOST_BYTES))


def split(raw: RawDocument) -> Iterator[RawDocument]:
    """The sources of single articles: of `json_lines` each line that is not blank, else the one given."""
    if raw.form != "json_lines" or not isinstance(raw.content, bytes):
        yield raw
        return
    for number, line in enumerate(raw.content.split(b"\n"), raw.number or 1):
        if line.startswith(b"{") or decode(line).strip():
            yield RawDocument(raw.path, number, "json_line", line, raw.member, raw.url)


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
