"""EPUB books, as news is kept for reading offline, to their pages in reading order."""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from dateline.index.sources import xml
from dateline.index.sources.containers import WHOLE, Budget, members

_PAGES = ("application/xhtml+xml", "text/html")


def pages(data: bytes) -> Iterator[bytes]:
    """The bytes of each page of a book, its tables of contents aside.

    Raises:
        ValueError: It is no EPUB, or damaged.
    """
    try:
        parts = {member.name: member.data for member in members(BytesIO(data), "zip", Budget(min(len(data), WHOLE)))}
    except ValueError as error:
        raise ValueError(f"a broken EPUB file: {error}") from error
    package = next((one.get("full-path") for one in _named(parts, "META-INF/container.xml", "rootfile")), None)
    if not package or package not in parts:
        raise ValueError("a broken EPUB file: it names no package")
    files = {
        one.get("id"): one.get("href", "")
        for one in _named(parts, package, "item")
        if one.get("media-type") in _PAGES and "nav" not in one.get("properties", "").split()
    }
    for name in dict.fromkeys(one.get("idref") for one in _named(parts, package, "itemref")):
        href = files.get(name) or ""
        page = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href)))
        if href and page in parts:
            yield parts[page]


def _named(parts: dict[str, bytes], file: str, name: str) -> Iterator[Any]:
    """The elements of a name in a part, whatever their namespace."""
    root = xml.parse(parts.get(file, b""))
    return root.iter(f"{{*}}{name}") if root is not None else iter(())
