"""The main text of a web page: Trafilatura's, or where that may be short the better of its fallbacks.

Trafilatura's options and what is taken out before were chosen by their effect on precision and recall over pages of a
hundred news sites. Nothing here names a site.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dateline.index.extract.html import fallback
from dateline.index.extract.paragraphs import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_UNREAD = """
head script style svg iframe object embed applet button select input textarea label video audio
canvas map picture source
""".split()  # noqa: SIM905
_PRUNED = re.compile(
    r"(?i)caption|(?<![a-z])credit|comment(?!ary)|disqus|replies|livefyre|spot-im|news-?letter|sign-?up"
)
_KEPT = frozenset({"main", "article", "h1"})
_LARGEST_PRUNED = 0.3  # of the page's text: a larger part is the main text, whatever its class says


class Block(NamedTuple):
    """A paragraph, heading (`head`) or list item (`item`), and how much of its text is link, 0 to 1."""

    kind: str
    text: str
    linked: float


def main_text(tree: "HtmlElement", stated: list[str]) -> tuple[list[Block], str]:
    """The blocks of the main text, in order, and where they are from. Takes from the tree what can't be article.

    Args:
        tree: The page.
        stated: The paragraphs that JSON-LD gives as the article's body, perhaps none.
    """
    _prune(tree)
    blocks = _extracted(tree, precise=True) or _extracted(tree, precise=False)
    other = fallback.longer(tree, [block.text for block in blocks], stated)
    blocks = [Block("p", text, 0.0) for text in other] or blocks
    return blocks, "JSON-LD articleBody" if other is stated else "main text"


def _prune(tree: "HtmlElement") -> None:
    """Take out what is never read, and by class and id captions, comments and sign-up boxes."""
    from lxml.etree import strip_elements

    strip_elements(tree, *_UNREAD, with_tail=False)
    largest = _LARGEST_PRUNED * len(tree.text_content())
    for element in tree.xpath("/html/body//*[@class or @id]"):
        if element.tag in _KEPT or element.getparent() is None:
            continue
        named = _is_pruned(f"{element.get('class', '')} {element.get('id', '')}")
        if named and len(element.text_content()) < largest and element.find(".//h1") is None:
            element.drop_tree()


@lru_cache(maxsize=1 << 12)
def _is_pruned(names: str) -> bool:
    """Whether a class and an id are those of a caption, a comment or a sign-up box."""
    return _PRUNED.search(names) is not None


def _extracted(tree: "HtmlElement", *, precise: bool) -> list[Block]:
    """What Trafilatura takes for the main text; precise, it drops what is in doubt."""
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # an empty page is not the user's concern
    # Fast leaves out its own fallbacks, which can take quadratic time. Tables are mostly boilerplate; links tell lists
    # of stories from lists.
    document = bare_extraction(
        tree, fast=True, favor_precision=precise, include_comments=False, include_tables=False, include_links=True
    )
    body = getattr(document, "body", None)
    return [] if body is None else list(_blocks(body))


def _blocks(body: "_Element") -> Iterator[Block]:
    for element in body:
        if element.tag in ("list", "quote", "div") and len(element) and not (element.text or "").strip():
            yield from _blocks(element)
        elif text := _text(element):
            linked = sum(len(_text(link)) for link in element.iter("ref"))
            yield Block(element.tag if element.tag in ("head", "item") else "p", text, linked / len(text))


def _text(element: "_Element") -> str:
    """All text in an element on one line; breaks and inner blocks part words."""
    parts: list[str] = []
    for inner in element.iter():
        if inner.tag in ("lb", "p", "item", "head", "quote", "list"):
            parts.append(" ")
        parts.append(inner.text or "")
        if inner is not element:
            parts += [" " if inner.tag in ("p", "item", "head") else "", inner.tail or ""]
    return one_line("".join(parts))
