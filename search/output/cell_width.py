"""Text in a terminal's cells: how wide it is, where it may break."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from dateline.search.output.display import cut
from dateline.search.results import Marked

_WORD = re.compile("[^ ]+")


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
        start, cells, wide = word.start(), 0, False
        for at in range(word.start(), word.end()):
            size = _cell(text[at])
            if size and cells and (size == 2 or wide or cells + size > width):
                yield start, at
                start, cells = at, 0
            cells += size
            wide = size == 2 or (wide and not size)
        yield start, word.end()


def cells(text: str) -> int:
    """How many cells of a terminal the text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    """0 for marks that sit on their neighbour and for joiners, 2 for wide characters (UAX 11), else 1."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shortened(text: str, width: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if cells(text) <= width:
        return text
    while cells(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
