"""Lines that tell a day: with its weekday, clock and zone, a label such as `Published`, and names beside it.

Weekdays, labels and the small words beside a date are known in the languages whose months `dates` knows.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dateline.index.analysis.terms import fold
from dateline.index.extract.dates import FoundDay, find_days

_LONGEST = 150  # characters, of a date with its label, clock and byline
_HAS_DATE = re.compile(r"\d{4}|\d[/.]\d\d[/.]\d\d|-\d\d(?!\d)")
_GLUED = re.compile(  # `Jane DoeDec 05, 20232 Shares`, `1:00 AMNov 17`: what stood in elements of their own
    r"(?<=[^\W\d_])(?=[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})|(?<=[ .,]20\d\d)(?=\d{1,2}:\d\d|\d+ ?[A-Z]|[A-Z][a-z])"
    r"|(?<=\d[AP]M)(?=[A-Z])|(?<=\d [AP]M)(?=[A-Z])|(?<= (?:[A-Z][ES]T|UTC|GMT))(?=[A-Z][a-z])"
)
_MONTH_FIRST_ZONE = re.compile(r"\d ?[AaPp]\.?[Mm]\.? \(?(?:[CEMP]T|[CEMP]DT|PST)\b")  # of the United States alone

_ZONES = r"gmt|utc|[aecmp][sd]?t|cest|cet|bst|ist|eest|eet|msk|a[ew][sd]t|nz[sd]t|jst|kst|pkt|wib|hkt|sgt"
_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
_CLOCK = re.compile(
    rf"t?{_TIME}z?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:(?:{_ZONES})\b|[+-]\d\d:?\d\d))*|\b\d{{1,2}}\.\d\d\s*[ap]\.?m\b\.?"
    rf"|\b\d{{1,2}}(?:[.:h]\d\d\s*uhr|\s?h\s?\d\d)\b",
    re.IGNORECASE,
)
WEEKDAYS = """
mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday
lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonnabend
sonntag lunes martes miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi domenica
segunda-feira terca-feira quarta-feira quinta-feira sexta-feira dilluns dimarts dimecres dijous divendres dissabte
luni marti miercuri joi vineri sambata duminica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
mandag tirsdag onsdag torsdag fredag lordag sondag tisdag maanantaina tiistaina keskiviikkona torstaina perjantaina
lauantaina sunnuntaina maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai hetfo kedd szerda csutortok
pentek szombat vasarnap pazartesi sali carsamba persembe cuma cumartesi pazar poniedzialek wtorek sroda czwartek piatek
sobota niedziela pondeli utery streda ctvrtek patek nedele понедельник вторник среда четверг пятница суббота воскресенье
senin selasa rabu kamis jumat sabtu minggu
понеділок вівторок середа четвер пятниця субота неділя δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη
""".split()  # noqa: SIM905
_PARTICLES = """
at on of the date time z t a as um uhr kl klo kello om alle ore ora h hrs le les du de del el la am den der il o ob godz
v ve i в г στις local ngay luc
""".split()  # noqa: SIM905
_PUBLISHED = (
    r"publish(?:ed)?|publication(?: date)?|publi(?:e|ee|eret|sert|cerad|cerat|cado|cada|cat|cata)"
    r"|posted|issued|released|created|online"
    r"|veroffentlicht|erschienen|erstellt|mise? en ligne|gepubliceerd|geplaatst|julkaistu|opublikowan[aoy]"
    r"|publikovan[aoy]|zverejneno|vydano|pubblicat[ao]|objavljeno|megjelent|kozzeteve|yayinlan\w*|yayin\w*|udgivet"
    r"|lagt ut|опубликован[ао]?|опубліковано|дата публикации|публикувано|објављено|δημοσιευ\w*|نشر\w*"
    r"|发布|发表|發布|發表|掲載|公開|配信|입력|등록|게시"
)
_UPDATED = (
    r"updated?|stand|modified|edited|reviewed|corrected|revised|aktualisiert|geandert|modifie"
    r"|mise? a jour|actualise|actualizad[ao]|actualitzat"
    r"|atualizad[ao]|modificad[ao]|actualizat|aggiornat[ao]|bijgewerkt|gewijzigd|oppdatert|uppdaterad|opdateret"
    r"|sist endret|endret|andrad|paivitetty|muokattu|zaktualizowan[aoy]|aktualizacja|aktualizovan[aoy]|aktualizace"
    r"|azurirano|izmijenjeno|frissitve|frissult|modositva|guncelle\w*|обновлен[ао]?|измен[её]н[ао]?|оновлено|ажурирано"
    r"|ενημερωθηκε|ενημερωση|تحديث|更新|수정|编辑"
)
_LABEL = re.compile(
    rf"(?:(?<![^\W\d_])(?:first|last|originally|am|zuletzt|derniere|ultima|laatst|sidst|senast|sist|viimeksi)\s+)?"
    rf"(?:(?<![^\W\d_])|(?<=[\u3040-\ud7af]))(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED}))"
    rf"(?:(?![^\W\d_])|(?=[\u3040-\ud7af]))"
)
_SMALL = rf"(?<![^\W\d_])(?:{'|'.join(sorted({*WEEKDAYS, *_PARTICLES}, key=len, reverse=True))})(?![^\W\d_])"
_BESIDE_A_DATE = re.compile(
    rf"t?{_TIME}z?|[+-]\d\d:?\d\d\b|\d{{1,2}}\s*(?=[ap]\.?m\b)|\b[ap]\.?m\b\.?|\b\d{{1,2}}[.h]\d{{2}}\b"
    rf"|\b\d{{1,2}}\s?h\s?\d\d\b|\b(?:{_ZONES})\b|{_LABEL.pattern}|\b(?:first|last|zuletzt)\b|{_SMALL}"
    r"|[月火水木金土日]曜日?|星期[一二三四五六日天]|周[一二三四五六日]|[월화수목금토일]요일|오전|오후|[上下]午|\d{1,2}[時时点]\d{1,2}分"
    r"|[\s,;:|•·()\[\]/–—-]|\.(?=\s|$)"
)
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—/-]\s+")
_EDGE_WORDS = re.compile(r"\A(?:on|at)\b[ :]*|[ ,]*\b(?:on|at|klo?|um|om|à|le|el|il|am|den|em)\Z", re.IGNORECASE)
_NAMES, _NAMES_BY_A_CLOCK, _SMALL_WORD = 5, 8, 4
"""Words of a byline by a date, by one with a clock too, and letters of one that is no name (`by`, `de`)."""
_EDGES = " ,;:|•·()[]/–—-"


class Stamp(NamedTuple):
    """A day that a line states.

    Attributes:
        days: The ISO days that it can be read as; one where there is no doubt, none where it is impossible.
        kind: `published` or `updated` where the line says so, else empty.
    """

    days: tuple[str, ...]
    kind: str


class DateLine(NamedTuple):
    """The days of a line; `rest` is what else it says, and `clock` whether it tells a time."""

    stamps: list[Stamp]
    rest: str
    clock: bool


def read_line(text: str) -> DateLine | None:
    """The days of a short line, in their order; None where it has none or is a longer one."""
    return _read_line(text) if len(text) <= _LONGEST and _HAS_DATE.search(text) else None


@lru_cache(maxsize=1 << 12)  # a page's lines are asked for several times
def _read_line(text: str) -> DateLine | None:
    text = _GLUED.sub(" ", text)
    folded = fold(text)
    found = sorted(find_days(folded, short=True))
    if not found:
        return None
    stamps, end = list[Stamp](), 0
    for day in found:
        if day.start < end:  # two forms of one date, or it is none
            stamps[-1] = stamps[-1] if day.days == stamps[-1].days else Stamp((), "")
            continue
        days = day.days[-1:] if _MONTH_FIRST_ZONE.search(text) else day.days
        stamps.append(Stamp(days, _kind(folded, end, day.start)))
        end = day.end
    if len(stamps) == 1 and not stamps[0].kind:
        stamps[0] = stamps[0]._replace(kind=_kind(folded, end, len(folded)))
    return DateLine(stamps, _rest(text, folded, found), _CLOCK.search(folded) is not None)


def label(text: str) -> str | None:
    """`published` or `updated` where that is all that a line says (`Published on:`)."""
    folded = fold(text) if len(text) < 40 else ""
    kind = _kind(folded, 0, len(folded))
    return kind if kind and not _BESIDE_A_DATE.sub("", folded) else None


def parts(line: str) -> list[str]:
    """The parts of a line of short facts (`Rudaw | 24-04-2025`); a line that is a date stays whole."""
    return [line] if len(line) > _LONGEST or only_day(line) else [part for part in _PARTS.split(line) if part]


def only_day(text: str) -> str | None:
    """The day of a line that is only a date, maybe with its weekday, time, zone and a label (`Updated:`)."""
    found = split_day(text)
    return found[0] if found and not found[1] else None


def split_day(text: str) -> tuple[str, str] | None:
    """The day that a short line tells, and what else the line says, a time and a label aside.

    Returns:
        `("2024-03-28", "Rudaw")` for `Rudaw 28/03/2024 10:20`; None where it tells no day, or two that differ.
    """
    line = read_line(text)
    days = {stamp.days for stamp in line.stamps} if line else set()
    only = days.pop() if len(days) == 1 else ()
    return (only[0], line.rest) if line and len(only) == 1 else None


def is_day_line(text: str) -> bool:
    """Whether a line tells a day, and nothing else but names, a clock or a label."""
    line = read_line(text.strip()) if "://" not in text else None
    if line is None or line.rest.endswith((".", ",", ";")):
        return False
    names = line.rest.split()
    if len(names) > (_NAMES_BY_A_CLOCK if line.clock else _NAMES):
        return False
    return all(not name[0].islower() or len(name) < _SMALL_WORD for name in names)


def _kind(folded: str, start: int, end: int) -> str:
    """What the last label of a stretch of a line says."""
    kind = ""
    for match in _LABEL.finditer(folded, start, end):
        kind = match.lastgroup or ""
    return kind


def _rest(text: str, folded: str, found: Iterable[FoundDay]) -> str:
    """What a line says beside its dates."""
    rest = text if len(text) == len(folded) else folded
    for day in found:
        rest = rest[: day.start] + " " * (day.end - day.start) + rest[day.end :]
    if not _BESIDE_A_DATE.sub("", fold(rest)):
        return ""
    for match in _LABEL.finditer(fold(rest)) if len(fold(rest)) == len(rest) else ():
        rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
    rest = " ".join(_CLOCK.sub(" ", rest).split()).strip(_EDGES)
    return _EDGE_WORDS.sub("", rest).strip(_EDGES)
