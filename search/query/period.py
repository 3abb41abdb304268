"""Dates as users write them: a day, a month, a year, or a range of these."""

import re
from datetime import date, timedelta

from dateline.search.calendar import MONTHS
from dateline.search.errors import BadDate

# Years of four digits from 1000 to 2999: anything else is a slip of the keys. Written year first, because
# 04-05-2025 is April in one newsroom and May in another.
_PERIOD = re.compile(r"([12][0-9]{3})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
"""A day as names of files have it, `20250424`."""
_DAYS = r"[12][0-9]{3}(?:(?:-[0-9]{1,2}){1,2}|(?:/[0-9]{1,2}){1,2}|(?:\.[0-9]{1,2}){1,2}|[0-9]{4})?"
_RANGE = rf"({_DAYS})(?:\.\.\.|[…–/:-])({_DAYS})"
"""A range as it is written elsewhere, `2024-2025`, `2024-05/2024-06`."""
_RECENT = r"(?ai)(today|yesterday)|([0-9]{1,4})([dw])|(this|last)[ -](week|month|year)"


def period(text: str) -> tuple[str, str]:
    """The first and the last day of a day, month or year.

    Args:
        text: `2025-04-24`, `2025-04` or `2025`; `2025-4-1`, `2025/04/24`, `2025.04` and `20250424` will do. Or as seen
            from today: `today`, `yesterday`, `7d` (from seven days ago until today), `2w`, `this-week` (from Monday
            on), `last-week`, and so with `month` and `year`; a blank may stand for the hyphen.

    Returns:
        Two ISO days, both inside the period.

    Raises:
        BadDate: It is none of these, or a day that the calendar does not have.
    """
    if recent := re.fullmatch(_RECENT, text):
        return _recent(recent, date.today())  # noqa: DTZ011 - the day where the user is
    compact = _COMPACT.fullmatch(text)
    match = _PERIOD.fullmatch("-".join(compact.groups()) if compact else text)
    if not match:
        raise BadDate(text, "a date is written year first, with hyphens")
    year, month, day = (int(match[part] or 0) for part in (1, 3, 4))
    if match[3] is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= month <= 12:
        raise BadDate(text, f"there is no month {month}")
    length = (date(year + month // 12, month % 12 + 1, 1) - timedelta(1)).day
    if match[4] is None:
        return f"{year}-{month:02}-01", f"{year}-{month:02}-{length}"
    if not 1 <= day <= length:
        raise BadDate(text, f"{MONTHS[month - 1]} {year} has {length} days")
    return (f"{year}-{month:02}-{day:02}",) * 2


def _recent(match: re.Match[str], today: date) -> tuple[str, str]:
    """The first and the last day of a period that is named as seen from today."""
    single, number, unit, which, kind = (part and part.lower() for part in match.groups())
    if single:
        day = _shift(today.isoformat(), -(single == "yesterday"))
        return day, day
    if number:
        return _shift(today.isoformat(), -int(number) * (7 if unit == "w" else 1)), today.isoformat()
    if kind == "week":
        monday = _shift(today.isoformat(), -today.weekday() - 7 * (which == "last"))
        return monday, _shift(monday, 6)
    if kind == "year":
        return period(str(today.year - (which == "last")))
    months = today.year * 12 + today.month - 1 - (which == "last")
    return period(f"{months // 12}-{months % 12 + 1}")


def date_range(text: str) -> tuple[str | None, str | None]:
    """The first and last day of a period, or of a range `2025-04..2025-05` with None for an end left open; also what
    other tools write, `>2025-04`, `<=2025`, `2024-2025`.

    Raises:
        BadDate: An end is no date, both are missing, or the range ends before it starts.
    """
    if compared := re.fullmatch(r"(?s)([<>≤≥])(=?)(.*)", text):
        sign, equal, end = compared.groups()
        is_within = bool(equal) or sign in "≤≥"
        if sign in ">≥":
            return period(end)[0] if is_within else after(end), None
        return None, period(end)[1] if is_within else before(end)
    if elsewhere := re.fullmatch(_RANGE, text):
        text = "..".join(elsewhere.groups())
    start, dots, end = text.partition("..")
    if not dots:
        return period(text)
    if not start and not end:
        raise BadDate(text, "a range needs at least one end")
    first = period(start)[0] if start else None
    last = period(end)[1] if end else None
    if first and last and last < first:
        raise BadDate(text, "it ends before it starts")
    return first, last


def after(text: str) -> str:
    """The first ISO day after a period; raises BadDate."""
    return _shift(period(text)[1], 1)


def before(text: str) -> str:
    """The last ISO day before a period; raises BadDate."""
    return _shift(period(text)[0], -1)


def _shift(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
