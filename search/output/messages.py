"""Errors as the terminal shows them."""

from dateline.index.errors import DatelineError
from dateline.search.errors import QueryError, printable
from dateline.search.output.cell_width import cells, wrap
from dateline.search.results import Marked

WINDOW = 72
"""Cells of a long query that are shown, so that the line of marks never wraps."""
LEAD_IN = 24
"""Of these, how many at most before what the error is about."""


def message(error: DatelineError, width: int | None = None) -> str:
    """What the error says; where it comes of a query, with the query and marks below: `^~~~`. With a width, that of a
    terminal, the query and its marks fit.
    """
    source = error if isinstance(error, QueryError) else error.__cause__
    if not isinstance(source, QueryError):
        return str(error)
    window = WINDOW if width is None else min(WINDOW, max(width - 4, LEAD_IN + 2))
    line, marks = _pointer(source.query, *source.span, window)
    return f"{error}\n  {line}\n  {marks}"


def fitted(text: str, width: int | None) -> str:
    """A message whose lines that are not indented are broken between words, as a terminal of a width breaks them
    anywhere.
    """
    if width is None:
        return text
    lines = ([] if line.startswith(" ") else wrap(Marked(line), width) for line in text.split("\n"))
    broken = ("\n".join(part.text for part in parts) for parts in lines)
    return "\n".join(made or line for made, line in zip(broken, text.split("\n"), strict=True))


def _pointer(query: str, start: int, end: int, window: int) -> tuple[str, str]:
    """The query, or a window of it, and the marks to show under `query[start:end]`."""
    shown = printable(query)
    left, right = 0, len(shown)
    if cells(shown) > window:
        left = start
        while left > 0 and cells(shown[left - 1 : start]) <= LEAD_IN:
            left -= 1
        right = left
        while right < len(shown) and cells(shown[left : right + 1]) <= window:
            right += 1
    head, tail = "…" * (left > 0), "…" * (right < len(shown))
    before = len(head) + cells(shown[left:start])
    under = max(1, cells(shown[start : min(end, right)]))
    return (head + shown[left:right] + tail).rstrip(), " " * before + "^" + "~" * (under - 1)
