"""How many tags and attributes a web page may have: what reads one takes kilobytes for each tag."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

_MOST = 100_000
"""Tags of a page, and as many attributes; pages of news have some thousands."""
_MOST_OF_ONE = 20_000
"""Attributes of a tag, which lxml takes the square of their number for."""
_BEGIN = b"< \t\n\f\r/'\""
"""What a tag or an attribute begins behind."""


def check_tags(page: bytes) -> None:
    """See that a page has no more tags and attributes than any page of news.

    Raises:
        ValueError: It has.
    """
    if len(page) - len(page.translate(None, _BEGIN)) <= _MOST_OF_ONE:
        return  # nor can it have
    from lxml.etree import HTMLParser, XMLSyntaxError, fromstring

    with suppress(XMLSyntaxError):  # of an empty page
        fromstring(page, HTMLParser(encoding="utf-8", target=_Count(), huge_tree=True))


class CutOff(ValueError):
    """A parser stopped at a limit of its own: 256 tags in tags, a text of 10 MB."""


def check_whole(log: Any) -> None:
    """See by its log that lxml has read all of a page or of XML; else it says so there alone. Raises CutOff."""
    if len(log) and "XML_PARSE_HUGE" in log[len(log) - 1].message:
        raise CutOff("tags in tags in tags, or a text between two, beyond what is read")


class _Count:
    """Counts what lxml finds in a page, of which it makes no tree."""

    def __init__(self) -> None:
        self._tags = self._attributes = 0

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        """Count a tag. Raises ValueError where it is one too many."""
        self._tags += 1
        self._attributes += len(attributes)
        if max(self._tags, self._attributes) > _MOST:
            raise ValueError(f"a page of more than {_MOST:,} tags or attributes")
        if len(attributes) > _MOST_OF_ONE:
            raise ValueError(f"a page with a tag of more than {_MOST_OF_ONE:,} attributes")

    def close(self) -> None:
        """The end of the page."""
