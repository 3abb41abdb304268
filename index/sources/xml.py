"""XML from outside, read without entities, other files or the network."""

from typing import Any

from dateline.index.sources.tags import check_whole

_MOST = 4_000_000
"""Tags and remarks; a feed of 100,000 items has two million."""


def parse(data: bytes) -> Any:
    """The root element; None where there is none.

    Raises:
        ValueError: There are more tags than any feed has, they lie deeper in each other, or a text is too long.
    """
    if data.count(b"<") > _MOST:
        raise ValueError(f"XML of more than {_MOST:,} tags")
    from lxml import etree

    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, reader)
    except etree.XMLSyntaxError:
        root = None
    check_whole(reader.error_log)
    return root


def name_of(element: Any) -> str:
    """An element's name without its namespace, in small letters; empty for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
