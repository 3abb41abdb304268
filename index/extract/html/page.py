"""A saved web page to an article: what it says of itself, and its main text without the boilerplate of the site.

Trafilatura finds the main text; its options and what is taken out before and after were chosen by their effect on
precision and recall over pages of a hundred news sites. Nothing here names a site.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from dateline.index.article import Article, RawDocument
from dateline.index.extract.boilerplate import is_boilerplate_block
from dateline.index.extract.evidence import Value, letters
from dateline.index.extract.html.metadata import Metadata, read
from dateline.index.extract.html.tree import parse
from dateline.index.extract.paragraphs import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_PRUNED = re.compile(
    r"(?i)caption|(?<![a-z])credit|comment(?!ary)|disqus|replies|livefyre|spot-im|news-?letter|sign-?up"
)
_KEPT = frozenset({"html", "body", "main", "article", "h1"})
_LARGEST_PRUNED = 0.3  # of the page's text: a larger part is the main text, whatever its class says
_DATELINE_WITHIN = 3  # paragraphs: a standfirst may come first


class _Block(NamedTuple):
    """A paragraph, heading (`head`) or list item (`item`), and how much of its text is link, 0 to 1."""

    kind: str
    text: str
    linked: float


def article(raw: RawDocument) -> Article:
    """Read a web page. What cannot be found is None; a page with no readable text gives an empty body."""
    tree = parse(raw.content if isinstance(raw.content, str) else "")
    metadata = Metadata() if tree is None else read(tree)
    title = metadata.title.value if metadata.title else ""
    paragraphs = [block.text for block in _without_boilerplate([] if tree is None else _main_text(tree), title)]
    found = {
        "title": metadata.title,
        "date": metadata.date,
        "outlet": metadata.outlet,
        "author": metadata.author,
        "place": _place(paragraphs),
        "url": metadata.url,
        "body": Value("\n\n".join(paragraphs), "main text") if paragraphs else None,
    }
    values = {field: value.value if value else None for field, value in found.items()}
    return Article(
        id=raw.id,
        path=raw.path,
        title=title,
        date=values["date"],
        outlet=values["outlet"],
        author=values["author"],
        place=values["place"],
        url=values["url"],
        body=values["body"] or "",
        evidence={field: value.evidence for field, value in found.items() if value},
    )


def _place(paragraphs: list[str]) -> Value | None:
    from dateline.index.extract.plain_text import dateline

    for paragraph in paragraphs[:_DATELINE_WITHIN]:
        if opening := dateline(paragraph):
            return Value(opening[0], "dateline")
    return None


def _main_text(tree: "HtmlElement") -> list[_Block]:
    """The blocks of the main text, in order."""
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # an empty page is not the user's concern
    _prune(tree)
    # Precision drops what is in doubt; tables are mostly boilerplate; links tell lists of stories from lists.
    for precision in (True, False):
        document = bare_extraction(
            tree, favor_precision=precision, include_comments=False, include_tables=False, include_links=True
        )
        blocks = _blocks(getattr(document, "body", None))
        if blocks:
            return blocks
    return []


def _prune(tree: "HtmlElement") -> None:
    """Take out captions, comments and sign-up boxes, by class and id, before they can pass as text."""
    for script in list(tree.iter("script", "style", "svg")):
        if "json" not in (script.get("type") or ""):
            script.drop_tree()
    largest = _LARGEST_PRUNED * len(tree.text_content())
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT or element.getparent() is None:
            continue
        named = _PRUNED.search(f"{element.get('class', '')} {element.get('id', '')}")
        if named and len(element.text_content()) < largest and element.find(".//h1") is None:
            element.drop_tree()


def _blocks(body: "_Element | None") -> list[_Block]:
    blocks: list[_Block] = []
    for element in () if body is None else body:
        nested = element.tag in ("list", "quote", "div") and len(element) and not (element.text or "").strip()
        if nested:
            blocks.extend(_blocks(element))
            continue
        text = _text(element)
        linked = sum(len(_text(link)) for link in element.iter("ref"))
        if text:
            kind = element.tag if element.tag in ("head", "item") else "p"
            blocks.append(_Block(kind, text, linked / len(text)))
    return blocks


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


def _without_boilerplate(blocks: list[_Block], title: str) -> list[_Block]:
    """The blocks of the main text: no second headline, labels, calls, lists of links, lone dates, repeats."""
    kept: list[_Block] = []
    seen: set[str] = set()
    listing = False  # under a label such as "Read more:", where items are other stories
    for place, block in enumerate(blocks):
        repeated = len(block.text) > 40 and block.text in seen
        headline = place < 4 and letters(block.text) == letters(title)
        label = is_boilerplate_block(block.text)
        listing = label or (listing and block.kind == "item")
        promoted = block.kind != "item" and block.linked > 0.9 and len(block.text.split()) > 3
        if not (repeated or headline or listing or promoted or not letters(block.text)):
            seen.add(block.text)
            kept.append(block)
    kept = _without_link_lists(kept)
    while kept and kept[-1].kind == "head":  # of a section that was boilerplate
        kept.pop()
    return kept


def _without_link_lists(blocks: list[_Block]) -> list[_Block]:
    """Without runs of list items that are, most of them, links and nothing else."""
    from itertools import groupby

    kept: list[_Block] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        run = list(group)
        if kind != "item" or sum(item.linked > 0.8 for item in run) < 0.7 * len(run):
            kept.extend(run)
    return kept
