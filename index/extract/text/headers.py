"""The headers that some tools write above a text: `Title: …`, `Date: …`, as RFC 822 has them, or as front matter."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.index.extract.text.text_lines import Line, lines_of

_HEADER = re.compile(r"([A-Za-z][A-Za-z _-]{1,24}):[ \t]+(\S.*)|([A-Za-z][A-Za-z _-]{1,24}):[ \t]*")
_HEADERS = frozenset(
    """title headline subject date published updated published_at publication_date source outlet publisher
    publication newspaper author authors byline by url link place location dateline section id language
    category""".split()  # noqa: SIM905
)


_OPENING = re.compile(r"\s*(?:---|Title:)", re.IGNORECASE)


def headers_of(text: str) -> tuple[Mapping[str, Any], Sequence[Line]]:
    """The headers at the head of a text, and the lines after them."""
    if _OPENING.match(text):
        from dateline.index.extract.markdown import opened

        headers, end = opened(text)
        if len(headers) > 1 and _are_known(headers):
            return headers, lines_of("\n" * text.count("\n", 0, end) + text[end:])
    return _headers(lines_of(text))


def _headers(lines: Sequence[Line]) -> tuple[dict[str, str], Sequence[Line]]:
    """RFC 822-like headers, up to the first blank line."""
    headers: dict[str, str] = {}
    for at, line in enumerate(lines):
        if at and line.gap:
            break
        match = _HEADER.fullmatch(line.text)
        if match is None:
            return {}, lines
        headers[match[1] or match[3]] = match[2] or ""
    if not headers or not _are_known(headers) or len(headers) == len(lines) == 1:
        return {}, lines
    return headers, lines[len(headers) :]


def _are_known(headers: Mapping[str, Any]) -> bool:
    """Whether half of the headers are such as tell of an article."""
    plain = (name.lower().replace(" ", "_").replace("-", "_") for name in headers)
    return 2 * sum(name in _HEADERS for name in plain) >= len(headers)
