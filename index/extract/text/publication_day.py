"""Which of the days that a page's lines tell is that of publication? A wrong one is worse than none."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dateline.index.extract.boilerplate import is_boilerplate
from dateline.index.extract.bylines import byline, is_section, names_press
from dateline.index.extract.date_lines import DateLine, Stamp, label, only_day, parts, read_line
from dateline.index.extract.dates import parse_day
from dateline.index.extract.text.text_lines import Line, LineValue

_NAMES, _WORDS, _WORDS_BY_A_CLOCK = 6, 2, 8
"""Words that a line may say beside its date: names; any words; any where it tells a time too."""
_PARTICLE = 3
"""Letters of a word that may belong to a name: `de`, `van`."""
_MONTHS = 12
_ACCOUNT = re.compile(r"\(@\w+\)\s*\Z")
"""Who wrote a post, under which its day stands."""
_HANDLE = re.compile(r"\(@\w[\w.]*\)")
"""What is dated on such a line is a post shown within the page."""
_DATA = r"\"(?P<day>[^\"\\]{8,40})\""
_PUBLISHED = [
    re.compile(rf"{name}{_DATA}") for name in (r"\"datePublished\"\s*:\s*", r"publish(?:ed)?[-_]?(?:date|time|at|on)=")
]
_CHANGED = re.compile(rf"(?:\"dateModified\"\s*:\s*|\b(?:updated?|modified)[-_]?(?:date|time|at|on)=){_DATA}")
"""What JSON states, and attributes of a tag that a converter left."""
_OF_A_STORY = 3
"""Lines from a story's headline in a list, over its day, to the next headline."""
_SOON = timedelta(days=1)
"""After publication, news is changed."""
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?[€£¥]")
"""What is dated on such a line is an offer."""
_TEMPERATURE = re.compile(r"[-−+]?\d{1,3}\s?°\s?[CF]?")
"""What is dated by such a line, `_FORECAST` lines above it at most, is the weather on the day of the visit."""
_FORECAST = 3
_MASTHEAD = 3
"""Lines at the top of a page that may tell the hour of the visit."""
_TELLING = 50
"""Words from which a text's language can be told."""
_FIGURES = re.compile(r"(?<![\d/.-])(?P<first>\d{1,2})[/-](?P<second>\d{1,2})[/-](?:\d{4}|\d\d)(?![\d/-])")
_ENGLISH = re.compile(r"\b(?:the|and|of|to|in|that|for|with)\b", re.IGNORECASE)


class DayLines(NamedTuple):
    """Lines where the day may stand.

    Attributes:
        bare: Whether it needs no label there.
        alone: Whether nothing but a byline may stand beside it there, and no line tell another day.
        timed: Whether it needs a label, a clock or a byline beside it there, which no masthead has, nor a text that is
            kept up to date; such stretches come last.
        updated: Whether that of an update will do.
    """

    lines: range
    bare: bool
    alone: bool = False
    timed: bool = False
    updated: bool = False


class PublicationDay:
    """The day of a page's publication.

    Attributes:
        found: The day and its line, None where none is sure.
        taken: The indexes of the lines that tell days and no more, which are no text.
        unsure: A line that is only a date, but one that can be read in two ways.
    """

    def __init__(self, lines: Sequence[Line], stretches: Iterable[DayLines]) -> None:
        """Looks in all stretches, in those that are `timed` while no other has a day: the first with one tells it, one
        called that of publication before another.
        """
        self.lines = lines
        self.found: LineValue | None = None
        self.taken: set[int] = set()
        self.unsure: Line | None = None
        self._order: frozenset[bool] | None = None
        for stretch in stretches:
            if self.found and stretch.timed:
                break
            found = self._days(stretch)
            self.found = self.found or found

    def _days(self, stretch: DayLines) -> LineValue | None:
        days: dict[str, list[LineValue]] = {"published": [], "": [], "updated": []}
        for at in stretch.lines:
            for stamps in self._stamps(at, stretch):
                self.taken.add(at)
                for stamp in stamps:
                    if len(read := self._settled(stamp.days)) == 1:
                        days[stamp.kind].append(LineValue(read[0], self.lines[at]))
                    elif stamp.days:
                        self.unsure = self.lines[at]
        if (stretch.bare or stretch.timed) and not stretch.updated:  # above the text an update is no publication
            del days["updated"]
        for found in days.values():
            if found and (len({day.value for day in found}) == 1 or self._is_updated(found)):
                return found[0]
        return None

    def _is_updated(self, days: Sequence[LineValue]) -> bool:
        """Whether two days that follow one another are those of publication and of an update."""
        if len(days) != 2 or days[0].value > days[1].value:
            return False
        first, second = (read_line(day.line.text) for day in days)
        is_next = self.lines.index(days[1].line) - self.lines.index(days[0].line) == 1
        return is_next and all(line and line.clock and not line.rest for line in (first, second))

    def _stamps(self, at: int, stretch: DayLines) -> Iterator[list[Stamp]]:
        """The days of a line, part by part, each with what it is called: before it, or in the line above."""
        if at and stretch.alone and _ACCOUNT.search(self.lines[at - 1].text):
            return
        below = self.lines[at + 1 : at + 1 + _FORECAST]
        text = self.lines[at].text
        if _HANDLE.search(text) or _PRICE.search(text) or any(_TEMPERATURE.fullmatch(line.text) for line in below):
            return
        kind = label(self.lines[at - 1].text) if at else None
        for part in parts(self.lines[at].text):
            read = read_line(part)
            if read is None:
                kind = label(part)
                continue
            first = read.stamps[0]
            stamps = [first._replace(kind=first.kind or kind or ""), *read.stamps[1:]]
            is_beside = not read.rest or bool(byline(read.rest)) if stretch.alone else _is_beside(read)
            is_labelled = stamps[0].kind == "published" or (stamps[0].kind and not stretch.timed)
            is_sure = not stretch.timed or _is_sure(read, by_clock=stretch.updated or at >= _MASTHEAD)
            is_told = is_labelled or (stretch.bare and is_sure)
            if is_beside and is_told:
                yield _without_updates(stamps)
            kind = None

    def _settled(self, days: tuple[str, ...]) -> tuple[str, ...]:
        """The readings of a day that the page's way to write dates leaves."""
        if len(days) < 2:
            return days
        if self._order is None:
            self._order = day_orders([line.text for line in self.lines])
        return tuple(day for first, day in zip((True, False), days, strict=True) if first in self._order)


def stated_day(text: str) -> LineValue | None:
    """The day that a page's own data state where its text holds them (https://schema.org/datePublished); None where
    these state several, or a change long after it, whose day is what such a page shows.
    """
    stated = [match for pattern in _PUBLISHED for match in pattern.finditer(text)]
    days = {parse_day(match["day"]) for match in stated}
    if len(days) != 1 or not (day := days.pop()):
        return None
    changed = filter(None, (parse_day(match["day"]) for match in _CHANGED.finditer(text)))
    if any(abs(date.fromisoformat(other) - date.fromisoformat(day)) > _SOON for other in changed):
        return None
    return LineValue(day, Line(text.count("\n", 0, stated[0].start()) + 1, "datePublished", gap=False))


def is_of_list(day: LineValue, lines: Sequence[Line], start: int) -> bool:
    """Whether a day below the headline ends a list of stories, whose last one was taken for the page's: another day
    stands right above the headline, below a headline of its own.

    Args:
        day: What was found.
        lines: The page's.
        start: The index of the line after the headline.
    """
    if start < _OF_A_STORY or lines[start : start + 1] != [day.line]:
        return False
    story, its_day = (only_day(line.text) for line in lines[start - _OF_A_STORY : start - 1])
    return story is None and its_day not in (None, only_day(day.line.text))


def tells_one_day(lines: Sequence[Line]) -> bool:
    """Whether all lines that tell a day tell the same."""
    read = (read_line(line.text) for line in lines)
    return len({stamp.days for line in read if line for stamp in line.stamps}) == 1


def day_orders(lines: Sequence[str]) -> frozenset[bool]:
    """Whether a page may write the day first in dates such as `04/05/2024`, and whether the month: as it does in those
    that can be read in one way, or the day where it is not in English, the one language that has the month first.
    """
    seen = {
        int(match["first"]) > _MONTHS
        for line in lines
        if "/" in line or "-" in line
        for match in _FIGURES.finditer(line)
        if (int(match["first"]) > _MONTHS) != (int(match["second"]) > _MONTHS)
    }
    if seen:
        return frozenset(seen)
    words = sum(len(line.split()) for line in lines)
    english = sum(len(_ENGLISH.findall(line)) for line in lines)
    return frozenset({True} if words > _TELLING and english * 40 < words else {True, False})


def _without_updates(stamps: list[Stamp]) -> list[Stamp]:
    """The days of a line; of two that it does not name, the later is that of an update."""
    days = sorted(stamp.days for stamp in stamps)
    if len(stamps) == 2 and not any(stamp.kind for stamp in stamps) and all(map(len, days)):
        return [Stamp(days[0], ""), Stamp(days[1], "updated")]
    return stamps


def _is_thing(first: str, second: str) -> bool:
    """Whether two words say what else the day is of: `Release date`."""
    return first[0].isupper() and second.islower() and len(second) > _PARTICLE


def _is_sure(line: DateLine, *, by_clock: bool) -> bool:
    """Whether a day is an article's wherever it stands: a byline says so, or a clock that is not the visit's."""
    return (line.clock and by_clock) or bool(byline(line.rest))


def _is_beside(line: DateLine) -> bool:
    """Whether this may stand beside a date that is the page's: nothing, names (`Ann Lee`), a section, an outlet, a
    word or two of the page's (`Share link`).
    """
    names = line.rest.split()
    if len(names) == _WORDS and not line.clock and _is_thing(*names):
        return is_boilerplate(line.rest)
    if len(names) <= (_WORDS_BY_A_CLOCK if line.clock else _WORDS):
        return True
    is_names = len(names) <= _NAMES and all(not name[0].islower() or len(name) <= _PARTICLE for name in names)
    is_told = is_boilerplate(line.rest) or is_section(line.rest) or names_press(line.rest)
    return is_names or is_told or bool(byline(line.rest))
