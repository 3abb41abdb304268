"""The main text of a web page by Readability, or from JSON-LD, where Trafilatura may have missed a part of it."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.index.extract.paragraphs import from_html, paragraphs

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STATED = 0.6  # of JSON-LD's text: less is not all of it
_SAME = 0.8  # of a text's words in another: the two are of one story
_LONG = 80  # characters: stretches of text that no menu has


def longer(tree: "HtmlElement", found: list[str], stated: list[str]) -> list[str]:
    """The paragraphs of the better fallback; none where what was found is as good as any.

    Args:
        tree: The page; is taken apart where a fallback is asked.
        found: The paragraphs that Trafilatura found.
        stated: The paragraphs that JSON-LD gives as the article's body, perhaps none.
    """
    missing = _size(found) < _STATED * _size(stated)
    if found and not missing and 2 * _size(found) >= _size(_long_stretches(tree)):
        return []
    readable = _readable(tree)
    if missing:  # the page's own paragraphs rather than JSON-LD's, which often come as one
        return readable if min(_share(readable, stated), _share(stated, readable)) > _SAME else stated
    return readable if _size(readable) > 2 * _size(found) else []


def _long_stretches(tree: "HtmlElement") -> list[str]:
    """The long stretches of a page's text outside links."""
    from lxml.etree import XPath

    find = XPath(f"/html/body//text()[string-length() > {_LONG}][not(ancestor::a)]", smart_strings=False)
    return [text for stretch in find(tree) if (text := " ".join(stretch.split()))]


def _readable(tree: "HtmlElement") -> list[str]:
    """The text as Readability finds it, in the version that Trafilatura keeps of readability-lxml."""
    from lxml.etree import strip_elements
    from trafilatura.readability_lxml import Document

    strip_elements(tree, "figure", with_tail=False)
    return paragraphs(from_html(Document(tree).summary()))


def _size(texts: Iterable[str]) -> int:
    """How many characters some texts have."""
    return sum(map(len, texts))


def _share(texts: list[str], other: list[str]) -> float:
    """How much of a text's words another has, 0 to 1."""
    ours, theirs = (Counter(re.findall(r"\w+", " ".join(some))) for some in (texts, other))
    return (ours & theirs).total() / max(1, ours.total())
