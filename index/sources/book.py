"""EPUB books, as news is kept for reading offline, to their pages of text in reading order."""

import posixpath
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import unquote

from dateline.index.sources import xml
from dateline.index.sources.containers import WHOLE, Budget, members
from dateline.index.sources.tags import check_tags

_PAGES = ("application/xhtml+xml", "text/html")
_ASIDE = {"cover", "frontcover", "titlepage", "halftitlepage", "toc", "copyright-page", "colophon", "landmarks"}
"""What a page is, as a book says itself (EPUB Structural Semantics), that is no text of it."""
_SKIPPED = ("head", "nav", "script", "style", "a", "h1", "h2", "h3", "h4", "h5", "h6")
_SENTENCE = re.compile(r"[.!?。！？…][\s\"'’”»)\]]*\Z")
_WORDS = 40
"""Words beside headings and links that make a page one of text, if none of its paragraphs ends like a sentence."""


def pages(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The bytes of each page of a book that has a text, once however often it is listed, and which page it is, from 1:
    not its cover, title page and tables of contents.

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
    spine = (files.get(one.get("idref")) for one in _named(parts, package, "itemref"))
    names = (posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href))) for href in spine if href)
    for number, name in enumerate((name for name in dict.fromkeys(names) if name in parts), 1):
        if _has_text(parts[name]):
            yield number, parts[name]


def _has_text(page: bytes) -> bool:
    """Whether a page is one of text, be it XML or not, so far as it can be told to be another; what has too many
    tags is, and who reads it will tell.
    """
    try:
        check_tags(page)
        return _says_something(xml.parse(page)) or _says_something(_as_html(page))
    except ValueError:
        return True


def _as_html(page: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(page, etree.HTMLParser())
    except etree.XMLSyntaxError:
        return None


def _says_something(root: Any) -> bool:
    """Whether there is a text in a page's elements."""
    from lxml.etree import strip_elements

    if root is None or _ASIDE & _types(root):
        return False
    strip_elements(root, *(f"{{*}}{name}" for name in _SKIPPED), with_tail=False)
    words = 0
    for text in root.itertext("{*}*"):
        if _SENTENCE.search(text):
            return True
        words += len(text.split())
    return words >= _WORDS


def _types(root: Any) -> set[str]:
    """What a page says that it is, in its body or in the one section that it has."""
    sections = list(islice(root.iter("{*}section"), 2))
    said = [*islice(root.iter("{*}body"), 1), *(sections if len(sections) == 1 else [])]
    values = (value for one in said for name, value in one.items() if re.fullmatch("(?:{.*}|.*:)type", name))
    return {name for value in values for name in value.split()}


def _named(parts: dict[str, bytes], file: str, name: str) -> Iterator[Any]:
    """The elements of a name in a part, whatever their namespace."""
    root = xml.parse(parts.get(file, b""))
    return root.iter(f"{{*}}{name}") if root is not None else iter(())
