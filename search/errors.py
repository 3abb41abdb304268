"""The errors of the searching side. Each carries its data; `str()` is the message that the CLI prints."""

import unicodedata

from dateline.index.errors import DatelineError

_WINDOW = 72  # columns of a long query that are shown, so that the caret line never wraps
_LEAD_IN = 24  # of these, how many at most before the span


class QueryError(DatelineError):
    """A query that can't be understood as it stands.

    Attributes:
        query: The query as the user wrote it.
        span: The `(start, end)` in it that the error is about.
        reason: What is wrong, in plain words.
        advice: What to do.
    """

    def __init__(self, query: str, span: tuple[int, int], reason: str, advice: str) -> None:
        super().__init__(query, span, reason, advice)
        self.query = query
        self.span = span
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        line, carets = _pointer(self.query, *self.span)
        return f"{_printable(self.reason)}; {_printable(self.advice)}\n  {line}\n  {carets}"


class BadDate(DatelineError):
    """A date, or a range of dates, that is none.

    Attributes:
        text: What the user wrote.
        reason: Why it is no date.
    """

    advice = "write a day 2025-04-24, a month 2025-04 or a year 2025"

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.problem}; {self.advice}"

    @property
    def problem(self) -> str:
        """What is wrong, without the advice."""
        return f"bad date `{_printable(self.text)}`: {self.reason}"


def _printable(text: str) -> str:
    """One line without anything that moves the cursor or turns the writing direction."""
    return "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)


def _columns(letter: str) -> int:
    """The terminal columns of one printable character."""
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _pointer(query: str, start: int, end: int) -> tuple[str, str]:
    """The query, or a window of it, and the line of `^~~~` to show under it."""
    shown = _printable(query)
    widths = [_columns(letter) for letter in shown]
    left, right = 0, len(shown)
    if sum(widths) > _WINDOW:
        left = start
        while left > 0 and sum(widths[left - 1 : start]) <= _LEAD_IN:
            left -= 1
        right = left
        while right < len(shown) and sum(widths[left : right + 1]) <= _WINDOW:
            right += 1
    head, tail = "…" * (left > 0), "…" * (right < len(shown))
    before = len(head) + sum(widths[left:start])
    under = max(1, sum(widths[start : min(end, right)]))
    return (head + shown[left:right] + tail).rstrip(), " " * before + "^" + "~" * (under - 1)


class NoSuchArticle(DatelineError):
    """No one article is meant by what the user asked to see.

    Attributes:
        wanted: The id or path.
        candidates: The ids that it could be, where there are several.
    """

    def __init__(self, wanted: str, candidates: list[str]) -> None:
        super().__init__(wanted, candidates)
        self.wanted = wanted
        self.candidates = candidates

    def __str__(self) -> str:
        if not self.candidates:
            return f"no article has the id or path {_printable(self.wanted)}; `dateline search` shows ids and paths"
        some = "".join(f"\n  {_printable(one)}" for one in self.candidates[:10])
        more = f"\n  and {len(self.candidates) - 10:,} more" if len(self.candidates) > 10 else ""
        return f"{_printable(self.wanted)} could be {len(self.candidates):,} articles; name one of them:{some}{more}"


class UnsupportedAddress(DatelineError):
    """An archive on a server is asked for, which no engine can search yet.

    Attributes:
        address: The server's.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address

    def __str__(self) -> str:
        return (
            f"{_printable(self.address)} is a server's address, and only archives in a folder can be searched so far. "
            "Name one that `dateline index` wrote with --index."
        )
