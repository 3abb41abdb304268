"""Text in a terminal's cells: how wide it is, where it may break. Widths are those of the library wcwidth (UAX 11)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dateline.search.output.display import cut
from dateline.search.results import Marked

_WORD = re.compile("[^ ]+")
# A cell a character, and most of what is shown: Latin, Greek and Cyrillic letters, punctuation, bars. For these wcwidth
# need not be imported, which takes as long as a search.
_NARROW = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2580-\u259f]*"
)
_JOINER = "\u200d"


def wrap(marked: Marked, width: int) -> list[Marked]:
    """Lines of at most `width` cells, broken at spaces and beside wide characters, else inside a word.

    Each line is a slice of the text, its single spaces kept. A text without words gives no lines.
    """
    lines = []
    start = end = 0
    for unit_start, unit_end in _units(marked.text, width):
        if end > start and cells(marked.text[start:unit_end]) > width:
            lines.append(cut(marked, start, end))
            start = end
        if end == start:
            start = unit_start
        end = unit_end
    return [*lines, cut(marked, start, end)] if end > start else lines


def _units(text: str, width: int) -> Iterator[tuple[int, int]]:
    """The stretches that a line break must not part."""
    for word in _WORD.finditer(text):
        start, end = word.span()
        if _is_narrow(word.group()):
            yield from ((at, min(at + width, end)) for at in range(start, end, width))
            continue
        wide = False
        for at in range(start, end):
            size = _cell(text[at])
            apart = size and at > start and text[at - 1] != _JOINER
            if apart and (size == 2 or wide or cells(text[start : at + 1]) > width):
                yield start, at
                start = at
            wide = size == 2 or (wide and not size)
        yield start, end


def cells(text: str) -> int:
    """How many cells of a terminal the text takes, which holds no control characters."""
    if _is_narrow(text):
        return len(text)
    from wcwidth import wcswidth

    return wcswidth(text)


def _is_narrow(text: str) -> bool:
    return text.isascii() or _NARROW.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    return cells(character)


def shortened(text: str, width: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if cells(text) <= width:
        return text
    while cells(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def shortened_path(text: str, width: int) -> str:
    """The text, or its first folder and as many of the last ones as fit, with an ellipsis: paths begin alike."""
    first, _, rest = text.partition("/")
    while cells(f"{first}/…/{rest}") > width and "/" in rest:
        rest = rest.partition("/")[2]
    cut = f"{first}/…/{rest}"
    return text if cells(text) <= width else cut if cells(cut) <= width else shortened(rest or first, width)
