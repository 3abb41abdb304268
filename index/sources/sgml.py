"""Files of Reuters-21578's SGML to their entries."""

from collections.abc import Iterator

_BEGIN, _END = "<REUTERS", "</REUTERS>"


def entries(text: str) -> Iterator[str]:
    """The entries of a file, tags included; an empty one for each that has no end."""
    start, end = text.find(_BEGIN), text.find(_END)
    while start >= 0:
        following = text.find(_BEGIN, start + 1)
        if 0 <= end < start:
            end = text.find(_END, start)
        is_whole = end >= 0 and not start < following < end
        yield text[start : end + len(_END)] if is_whole else ""
        start = following
