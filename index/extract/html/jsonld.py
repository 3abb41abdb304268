"""The article that a page describes in JSON-LD (https://schema.org/Article), among all else it describes."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING, Any

from dateline.index.extract.paragraphs import from_html, has_markup, paragraphs
from dateline.index.sources.decode import clean_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = Mapping[str, Any]

_ARTICLE = re.compile(r"(?:Article|BlogPosting|^Report|Review|LiveBlogPosting)$")
_PAGE = re.compile(r"(?:Web|Item|MediaGallery)Page$")
# Not comment, hasPart, itemListElement and the like: the dates there are of other things.
_INTO = ("@graph", "mainEntity", "mainEntityOfPage")
_DEPTH = 8
_BLUNDERS = (
    (re.compile(r"^(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://)?(?:-->|\]\]>)$"), ""),
    (re.compile(r";$"), ""),
    (re.compile(r",(\s*[}\]])"), r"\1"),  # a comma after the last member
    (re.compile(r'\\(?!["\\/bfnrtu])'), r"\\\\"),  # \' and the like
    (re.compile(r"}\s*{"), "},{"),  # two objects with nothing between
)


def nodes(tree: "HtmlElement") -> list[Node]:
    """The top-level things of every JSON-LD block in order, with those of `@graph` and `mainEntity`."""
    found: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            found.extend(_unfold(_load(script.text or ""), _DEPTH))
    return found


def articles(found: list[Node]) -> list[Node]:
    """The nodes that are articles, as far as they have a headline or a date."""
    return [
        node
        for node in found
        if _is(node, _ARTICLE) and any(text(node, key) for key in ("headline", "name", "datePublished"))
    ]


def pages(found: list[Node]) -> list[Node]:
    """The nodes that are the page itself."""
    return [node for node in found if _is(node, _PAGE)]


def text(node: Node, key: str) -> str:
    """The first string at a key, entities decoded, white space single; empty where there is none."""
    value = node.get(key)
    while isinstance(value, list) and value:
        value = value[0]
    return " ".join(clean_text(unescape(value)).split()) if isinstance(value, str) else ""


def body(node: Node) -> list[str]:
    """The paragraphs of an article's text, as far as the page states it; markup in it is read as such."""
    stated = node.get("articleBody")
    text = clean_text(unescape(stated)) if isinstance(stated, str) else ""
    return paragraphs(from_html(text) if has_markup(text) else text)


def names(value: object, found: list[Node]) -> list[str]:
    """The names of persons or organisations, which may be strings, objects, lists or references by `@id`."""
    if isinstance(value, str):
        return [clean_text(value)]
    if isinstance(value, list):
        return [name for item in value[:50] if not isinstance(item, list) for name in names(item, found)]
    if not isinstance(value, Mapping):
        return []
    if "name" not in value and "@id" in value:
        value = next((node for node in found if node.get("@id") == value["@id"] and "name" in node), value)
    name = value.get("name")
    return [clean_text(part) for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)]


def _load(source: str) -> object:
    """The value of a block; common blunders are mended, a block beyond that is passed over."""
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        pass
    for pattern, repair in _BLUNDERS:
        source = pattern.sub(repair, source.strip())
    try:
        return json.loads(f"[{source}]", strict=False)
    except (ValueError, RecursionError):
        return None


def _unfold(value: object, depth: int) -> Iterator[Node]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _unfold(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for key in _INTO:
            yield from _unfold(value.get(key), depth - 1)


def _is(node: Node, pattern: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and pattern.search(kind) for kind in kinds)
