"""The headers that some tools write above a text (`Title: …`, `Date: …`), as RFC 822 has them."""

import re
from collections.abc import Sequence

from dateline.index.extract.text_lines import Line

_HEADER = re.compile(r"([A-Za-z][A-Za-z _-]{1,24}):[ \t]+(\S.*)|([A-Za-z][A-Za-z _-]{1,24}):[ \t]*")
_HEADERS = frozenset(
    """title headline subject date published updated published_at publication_date source outlet publisher
    publication newspaper author authors byline by url link place location dateline section id language
    category""".split()  # noqa: SIM905
)


def headers_of(lines: Sequence[Line]) -> tuple[dict[str, str], Sequence[Line]]:
    """RFC 822-like headers at the head of a text, and the lines after them."""
    headers: dict[str, str] = {}
    known = 0
    for at, line in enumerate(lines):
        if at and line.gap:
            break
        match = _HEADER.fullmatch(line.text)
        if match is None:
            return {}, lines
        name = match[1] or match[3]
        known += name.lower().replace(" ", "_").replace("-", "_") in _HEADERS
        headers["author" if name.lower() == "by" else name] = match[2] or ""
    if not headers or known * 2 < len(headers) or len(headers) == len(lines) == 1:
        return {}, lines
    return headers, lines[len(headers) :]
