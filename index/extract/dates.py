"""Written dates to ISO days, without guessing: a wrong date is worse than none."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timezone
from functools import lru_cache
from typing import NamedTuple

from dateline.index.analysis.terms import fold

_EARLIEST_YEAR = 1600  # the first newspapers

# Names and abbreviations as `fold` leaves them, a stroke between months: English, French, German, Spanish, Italian,
# Portuguese, Catalan, Romanian, Dutch, Scandinavian, Finnish, Estonian, Lithuanian, Hungarian, Turkish, Polish, Czech,
# Croatian, Serbian, Bulgarian, Russian, Ukrainian, Greek, Arabic.
_MONTH_NAMES = """
january jan januar januari janvier janv enero ene gennaio gen janeiro gener ianuarie ian tammikuuta jaanuar sausio ocak
stycznia sty ledna sijecnja јануар януари января янв січня ιανουαριου يناير
| february feb febr februar februari fevrier fevr fev febrero febbraio fevereiro febrer februarie helmikuuta veebruar
vasario subat lutego lut unora veljace фебруар февруари февраля фев лютого φεβρουαριου فبراير شباط
| march mar maret mac mars marz maerz mrz maart mrt marzo marco marts martie maaliskuuta kovo marcius mart marca brezna
ozujka март марта мар березня μαρτιου مارس اذار
| april apr avril avr abril abr aprile aprilie huhtikuuta aprill balandzio aprilis nisan kwietnia kwi dubna travnja
април апреля апр квітня απριλιου ابريل نيسان
| may mai mei maj mayo maggio mag maio maig toukokuuta geguzes majus mayis maja kvetna svibnja мај мая май травня μαιου
مايو ايار
| june jun juni juin junio giugno giu junho juny iunie iun kesakuuta juuni birzelio junius haziran czerwca cze cervna
lipnja јун юни июня июн червня ιουνιου يونيو حزيران
| july jul juli juillet juil julio luglio lug julho juliol iulie iul heinakuuta juuli liepos julius temmuz lipca lip
cervence srpnja јул юли июля июл липня ιουλιου يوليو تموز
| august aug agustus ogos aout agosto ago agost augusti augustus elokuuta rugpjucio augusztus agustos sierpnia sie
srpna kolovoza август августа авг серпня αυγουστου اغسطس
| september sep sept septembre septiembre settembre set setembro setembre septembrie syyskuuta rugsejo szeptember eylul
wrzesnia wrz zari rujna септембар септември сентября сен вересня σεπτεμβριου سبتمبر ايلول
| october oct oktober okt octobre octubre ottobre ott outubro octombrie lokakuuta oktoober spalio ekim pazdziernika paz
rijna октобар октомври октября окт жовтня οκτωβριου اكتوبر
| november nov novembre noviembre novembro noiembrie noi marraskuuta lapkricio kasim listopada lis listopadu
studenoga новембар ноември ноября ноя листопада νοεμβριου نوفمبر
| december dec disember dezember dez decembre diciembre dic dicembre dezembro desembre desember des decembrie joulukuuta
detsember gruodzio aralik grudnia gru prosince prosinca децембар декември декабря дек грудня δεκεμβριου ديسمبر
"""
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}
"""Number of each month's name, folded (`index.analysis.terms.fold`)."""
_MONTH = r"(?<![^\W\d_])(?P<month>[^\W\d_]{3,})(?![^\W\d_])\.?"  # whatever its name: `MONTHS` knows
_DAY = r"(?<!\d)(?<!\d[-–/.,:])(?P<day>\d{1,2})(?!\d)"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|re|e|[.ºª°])?"
_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"

_FORMS = [
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.]|\. )(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:t?\d{4}(?:\d\d)?z?)?(?!\d)",
        rf"{_DAY}{_ORDINAL}(?:\s+(?:of|de|di|d'))?[\s/-]*{_MONTH},?(?:\s+(?:de|del))?[\s/-]*{_YEAR}",
        rf"{_MONTH}[\s/-]*(?P<day>\d{{1,2}})(?!\d){_ORDINAL}(?:,\s*|[\s/-]+){_YEAR}",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_TIME}\s+(?:[a-z]{{3,4}}\s+)?{_YEAR}",  # the C library's asctime
        rf"(?<!\d)(?P<year>\d{{4}})(?:\.?\s+|-){_MONTH}[\s-](?P<day>\d{{1,2}})(?!\d)",
        rf"{_DAY}\s+thang\s+(?P<month>\d{{1,2}})(?:,|,? nam)\s+{_YEAR}",  # Vietnamese
        r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
    )
]
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<mark>[-/]|\.\s?)(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)"
)
_SHORT = re.compile(r"(?<![\d./:-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d\d)(?P=mark)(?P<year>\d\d)(?![\d./:-])")
_SHORT_NAMED = re.compile(rf"{_DAY}-{_MONTH[:-3]}-(?P<year>\d\d)(?![\w:-])")  # `22-dec-23`

_HAS_YEAR = re.compile(r"\d{4}")


class FoundDay(NamedTuple):
    """What looks like a date in a folded text.

    Attributes:
        start, end: Its span.
        days: The ISO days that it can be read as, one with the day first before one with the month first; none where
            it is impossible.
    """

    start: int
    end: int
    days: tuple[str, ...]


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
    read = {found.days for found in find_days(fold(text))}
    days = read.pop() if len(read) == 1 else ()
    return days[0] if len(days) == 1 else None


def find_days(folded: str, *, short: bool = False) -> Iterator[FoundDay]:
    """All that looks like a date in a text as `fold` leaves it; with `short` also years of two digits (`12/22/23`,
    `22-dec-23`).
    """
    if _HAS_YEAR.search(folded):
        for form in _FORMS:
            for match in form.finditer(folded):
                month = MONTHS.get(match["month"]) or (int(match["month"]) if match["month"].isdecimal() else None)
                if month is not None:
                    day = _iso(int(match["year"]), month, int(match["day"]))
                    yield FoundDay(*match.span(), (day,) if day else ())
        yield from map(_numeric, _NUMERIC.finditer(folded))
    if short:
        yield from map(_numeric, _SHORT.finditer(folded))
        for match in _SHORT_NAMED.finditer(folded):
            if day := _iso(2000 + int(match["year"]), MONTHS.get(match["month"], 0), int(match["day"])):
                yield FoundDay(*match.span(), (day,))


def _numeric(match: re.Match[str]) -> FoundDay:
    """A date in figures, the year last."""
    year, first, second = int(match["year"]), int(match["first"]), int(match["second"])
    year += 0 if len(match["year"]) == 4 else 2000
    readings = [day for day in (_iso(year, second, first), _iso(year, first, second)) if day]
    if match["mark"].startswith("."):
        readings = readings[:1]
    return FoundDay(*match.span(), tuple(dict.fromkeys(readings)))


def _iso(year: int, month: int, day: int) -> str | None:
    if not _EARLIEST_YEAR <= year <= datetime.now(timezone.utc).year + 1:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
