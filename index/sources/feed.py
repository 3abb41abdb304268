"""News feeds as saved, RSS (0.9x, 1.0, 2.0) and Atom (RFC 4287), to records: one for each item."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from dateline.index.sources import xml
from dateline.index.sources.xml import name_of

_ITEM = ("item", "entry")
_BODIES = ("encoded", "content", "description", "summary")
"""The text of an item, most whole first."""
_NAME_MAX = 200
"""Characters of a feed's name, which each item has."""
_DATES = ("published", "pubdate", "date", "issued")
"""When an item was published; `updated` tells only when it was changed."""

_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ITEM_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?(?:item|entry)\b", re.IGNORECASE)
_TAIL = 1 << 12
"""Last bytes of a file that have a feed's end; a server's remark may follow it."""


def items(data: bytes) -> Iterator[dict[str, str]]:
    """The items of a feed as records. What an item doesn't tell is left out.

    Raises:
        ValueError: It is no feed, or is cut off; whole items come before.
    """
    root = xml.parse(data)
    if root is None or name_of(root) not in ("rss", "feed", "rdf"):
        raise ValueError("XML, but neither an RSS nor an Atom feed")
    channel = next((one for one in root if name_of(one) == "channel"), root)
    outlet = unescape(next((_text(one) for one in channel if name_of(one) == "title"), ""))
    outlet = outlet if len(outlet) <= _NAME_MAX else ""
    beside = root if root is not channel else ()  # RSS 1.0 has them beside the channel
    found = [one for one in (*channel, *beside) if name_of(one) in _ITEM]
    is_whole = _END.search(data[-_TAIL:].replace(b"\0", b"")) is not None
    for one in found if is_whole or _ends_with_an_item(data) else found[:-1]:
        yield {key: value for key, value in {**_fields(one), "outlet": outlet}.items() if value}
    if found and not is_whole:
        raise ValueError("a feed that is cut off")


def _ends_with_an_item(data: bytes) -> bool:
    """Whether the last item begun has its end."""
    tags = _ITEM_TAG.findall(data.replace(b"\0", b""))
    return not tags or tags[-1] == b"/"


def _fields(item: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in item:
        name = name_of(part)
        if name == "link":
            if part.get("rel", "alternate") == "alternate":
                found.setdefault("link", _text(part) or part.get("href", ""))
        elif name == "author" and len(part):
            found.setdefault("author", next((_text(inner) for inner in part if name_of(inner) == "name"), ""))
        elif name == "content" and part.get("url"):  # a picture of media RSS
            continue
        elif name:
            found.setdefault(name, _markup(part) if name in _BODIES else _text(part))
    known = {
        "title": found.get("title", ""),
        "link": found.get("link", ""),
        "author": found.get("creator") or found.get("author", ""),
        "body": next((found[name] for name in _BODIES if found.get(name)), ""),
        "id": found.get("guid") or found.get("id", ""),
    }
    return known | {name: found[name] for name in _DATES if found.get(name)}


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _markup(element: Any) -> str:
    """The text of an element, or its content as markup where it holds elements (Atom's `type="xhtml"`)."""
    if not len(element):
        return _text(element)
    from lxml import etree

    return "".join(etree.tostring(one, encoding="unicode") for one in element)
