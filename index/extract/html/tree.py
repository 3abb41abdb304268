"""The tree of a web page, parsed once for all that is read from it, and the texts of its elements."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from dateline.index.article import ARTICLE_MAX
from dateline.index.extract.paragraphs import one_line
from dateline.index.sources.tags import CutOff, check_tags, check_whole

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Piece = tuple["HtmlElement", str | None]
"""A part of a page: an element with None, or a text with the element that it stands in."""
# lxml makes nothing of a text that has one, as it stands or by number.
_CONTROLS = bytes({*range(32), 127} - {9, 10, 13})
_NUMBERED = re.compile(rb"&#(?:[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|127));")
_NO_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF
_CLOSED_AT_ONCE = re.compile(rb"(<html\b[^<>]*)/>", re.IGNORECASE)  # hides the page from lxml
_HEAD = 1000  # bytes within which the root element begins
_DEPTHS = 4_000_000
"""Of all tags of a page together, where it has some in more than 256 others; each counts at its end too."""
_TEXTS = "//text()[not(parent::script or parent::style)]"
_NO_TEXT = {"script", "style", "template", "rt", "rp"}
_MOST = 400  # pieces of an element's text: a headline has a few, an element that is never closed the whole page
LONGEST = 600
"""Characters of a value; longer ones are no headline, name or day."""


def parse(html: str) -> "HtmlElement | None":
    """The tree of a page, without comments; None where the page is empty.

    Raises:
        ValueError: It has more text, tags or attributes than any page of news, or its tags lie deeper in each other.
    """
    data = html.encode(errors="ignore").translate(None, _CONTROLS)
    data = _NO_CHARACTERS.sub(b"", _NUMBERED.sub(b"", data))
    data = _CLOSED_AT_ONCE.sub(rb"\1>", data[:_HEAD], count=1) + data[_HEAD:]
    check_tags(data)
    try:
        tree = _parsed(data)
    except CutOff:  # by a picture in a page that was saved whole, say, or by tags that are left open
        tree = _parsed(data, huge=True)
        _check_depths(tree)
    if tree is not None and len(data) > ARTICLE_MAX and sum(map(len, tree.xpath(_TEXTS))) > ARTICLE_MAX:
        raise ValueError(f"a page of more than {ARTICLE_MAX >> 20} MiB of text")
    return tree


def _parsed(data: bytes, *, huge: bool = False) -> "HtmlElement | None":
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=huge)
    try:
        tree = document_fromstring(data, parser=parser)
    except ParserError:
        tree = None
    check_whole(parser.error_log)
    return tree


def _check_depths(tree: "HtmlElement | None") -> None:
    """Raises ValueError where so many tags lie so deep in others that each is looked for in vain too long."""
    from lxml.etree import iterwalk

    depth = depths = 0
    for event, _ in iterwalk(tree, events=("start", "end")) if tree is not None else ():
        depth += 1 if event == "start" else -1
        depths += depth
        if depths > _DEPTHS:
            raise ValueError("a page of too many tags in tags")


def _within(element: "HtmlElement") -> Iterator[Piece]:
    """What is within an element, in the page's order."""
    from lxml.etree import iterwalk

    for event, inner in iterwalk(element, events=("start", "end")):
        if event == "start":
            if inner is not element:
                yield inner, None
            if inner.text:
                yield inner, inner.text
        elif inner is not element and inner.tail:
            yield inner.getparent(), inner.tail


def following(element: "HtmlElement") -> Iterator[Piece]:
    """What follows an element's start, its inside first, to the end of the page."""
    yield from _within(element)
    while (parent := element.getparent()) is not None:
        for sibling in (element, *element.itersiblings()):
            if sibling is not element:
                yield sibling, None
                yield from _within(sibling)
            if sibling.tail:
                yield parent, sibling.tail
        element = parent


def preceding(element: "HtmlElement") -> Iterator[Piece]:
    """What stands before an element, backwards to the start of the page."""
    while (parent := element.getparent()) is not None:
        for sibling in element.itersiblings(preceding=True):
            if sibling.tail:
                yield parent, sibling.tail
            yield from reversed([*_within(sibling)])
            yield sibling, None
        if parent.text:
            yield parent, parent.text
        yield parent, None
        element = parent


def texts(element: "HtmlElement") -> list[str]:
    """The texts within an element, scripts aside; of a large one those at its beginning."""
    found = islice(_within(element), _MOST)
    return [text for inside, text in found if text is not None and inside.tag not in _NO_TEXT]


def text(element: "HtmlElement") -> str:
    """The text within an element on one line, at most `LONGEST` characters of it."""
    return one_line(" ".join(texts(element)))[:LONGEST]
