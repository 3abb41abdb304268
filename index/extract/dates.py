"""Written dates to ISO days, without guessing: a wrong date is worse than none."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timezone
from functools import lru_cache

from dateline.index.analysis.terms import fold

_EARLIEST_YEAR = 1600  # the first newspapers

# Names and abbreviations as `fold` leaves them, a line a month: English, French, German, Spanish, Italian,
# Portuguese, Dutch, Scandinavian, Finnish, Polish, Czech, Russian.
_MONTH_NAMES = """
january jan januar januari janvier janv enero ene gennaio gen janeiro tammikuuta stycznia ledna января янв
february feb febr februar februari fevrier fev febrero febbraio fevereiro helmikuuta lutego unora февраля
march mar mars marz maerz mrz maart mrt marzo marco marts maaliskuuta marca brezna марта март мар
april apr avril avr abril abr aprile huhtikuuta kwietnia dubna апреля апр
may mai mei maj mayo maggio mag maio toukokuuta maja kvetna мая май
june jun juni juin junio giugno giu junho kesakuuta czerwca cervna июня
july jul juli juillet juil julio luglio lug julho heinakuuta lipca cervence июля июл
august aug aout agosto ago augusti augustus elokuuta sierpnia srpna августа авг
september sep sept septembre septiembre settembre set setembro syyskuuta wrzesnia zari сентября
october oct oktober okt octobre octubre ottobre ott outubro lokakuuta pazdziernika rijna октября
november nov novembre noviembre novembro marraskuuta listopada listopadu ноября ноя
december dec dezember dez decembre diciembre dic dicembre dezembro desember grudnia prosince декабря
"""
MONTHS = {name: number for number, line in enumerate(_MONTH_NAMES.split("\n")) for name in line.split()}
"""Number of each month's name, folded (`index.analysis.terms.fold`)."""
_MONTH = rf"(?<![^\W\d_])(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
_DAY = r"(?<!\d)(?<!\d[-–/.,:])(?P<day>\d{1,2})(?!\d)"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|re|e|[.ºª°])?"
_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"

_FORMS = [
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:t?\d{4}(?:\d\d)?z?)?(?!\d)",
        rf"{_DAY}{_ORDINAL}(?:\s+(?:of|de|di))?[\s/-]*{_MONTH},?(?:\s+(?:de|del))?[\s/-]*{_YEAR}",
        rf"{_MONTH}[\s/-]*(?P<day>\d{{1,2}})(?!\d){_ORDINAL}(?:,\s*|[\s/-]+){_YEAR}",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_TIME}\s+(?:[a-z]{{3,4}}\s+)?{_YEAR}",  # the C library's asctime
        rf"(?<!\d)(?P<year>\d{{4}})(?:\.?\s+|-){_MONTH}[\s-](?P<day>\d{{1,2}})(?!\d)",
    )
]
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<mark>[-/]|\.\s?)(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)"
)

_HAS_YEAR = re.compile(r"\d{4}")
_LONGEST_LINE = 150  # of a date with its label, clock and byline
_CLOCK = re.compile(
    rf"t?{_TIME}z?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:(?:gmt|utc|[ecmp][sd]?t|bst|cest|ist)\b|[+-]\d\d:?\d\d))*",
    re.IGNORECASE,
)
_BESIDE_A_DATE = re.compile(
    rf"t?{_TIME}z?|[+-]\d\d:?\d\d\b|\d{{1,2}}\s*(?=[ap]\.?m\b)|[ap]\.?m\b\.?|\d{{1,2}}[.h]\d{{2}}(?:\s*uhr)?"
    r"|\b(?:gmt|utc|z|t|[ecmp][sd]?t|bst|cest|ist|eest|eet|msk|uhr)\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b(?:published|posted|updated|modified|created|issued|released|first|last|date|time|at|on|of|the|online)\b"
    r"|[\s,;:|•·()\[\]/–—-]|\.$"
)


@lru_cache(maxsize=1 << 14)
def parse_day(text: str) -> str | None:
    """The day that a written date names, as written: a time and its zone do not shift it.

    Args:
        text: `24-04-2025`, `March 28, 2024, 12:44 PM`, `2025-04-24T23:30:00+03:00`, `3 avril 2024`, …; words
            around the date do not matter.

    Returns:
        An ISO day `YYYY-MM-DD`. None where the text has no whole date, an impossible one, an ambiguous one
        (`04/05/2024`; with points the day comes first) or two that differ.
    """
    days = {day for _, _, day in _found(fold(text))}
    return days.pop() if len(days) == 1 else None


def only_day(text: str) -> str | None:
    """The day of a line that is only a date, maybe with its weekday, time, zone and a label (`Updated:`)."""
    found = split_day(text)
    return found[0] if found and not found[1] else None


def is_unsure_day(text: str) -> bool:
    """Whether a line is only a date, but one that can be read in two ways (`04/05/2024`)."""
    folded = fold(text)
    found = list(_found(folded)) if len(text) <= _LONGEST_LINE else []
    if len(found) != 1 or found[0][2] is not None:
        return False
    return not _BESIDE_A_DATE.sub("", folded[: found[0][0]] + folded[found[0][1] :])


def split_day(text: str) -> tuple[str, str] | None:
    """The day that a short line tells, and what else the line says, a time and a label aside.

    Returns:
        `("2024-03-28", "Rudaw")` for `Rudaw 28/03/2024 10:20`; None where `parse_day` finds no day.
    """
    if len(text) > _LONGEST_LINE or not _HAS_YEAR.search(text):
        return None
    folded = fold(text)
    day = parse_day(text)
    if day is None:
        return None
    rest = text if len(text) == len(folded) else folded
    for start, end, _ in _found(folded):
        rest = rest[:start] + " " * (end - start) + rest[end:]
    if not _BESIDE_A_DATE.sub("", fold(rest)):
        return day, ""
    return day, " ".join(_CLOCK.sub(" ", rest).split()).strip(" ,;:|•·()[]/–—-")


def _found(folded: str) -> Iterator[tuple[int, int, str | None]]:
    """Start, end and day of all that looks like a date; the day is None where impossible or ambiguous."""
    if not _HAS_YEAR.search(folded):
        return
    for form in _FORMS:
        for match in form.finditer(folded):
            month = match["month"]
            number = MONTHS.get(month) or int(month)
            yield *match.span(), _iso(int(match["year"]), number, int(match["day"]))
    for match in _NUMERIC.finditer(folded):
        year, first, second = int(match["year"]), int(match["first"]), int(match["second"])
        if match["mark"].startswith("."):
            days = {_iso(year, second, first)}
        else:
            days = {_iso(year, second, first), _iso(year, first, second)} - {None}
        yield *match.span(), days.pop() if len(days) == 1 else None


def _iso(year: int, month: int, day: int) -> str | None:
    if not _EARLIEST_YEAR <= year <= datetime.now(timezone.utc).year + 1:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
