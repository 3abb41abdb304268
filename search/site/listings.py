"""The archive as listings that need no script: by month, and by outlet under its first letter."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from dateline.index.analysis.terms import fold
from dateline.search.output.display import NO_DATE, UNKNOWN, day, month_name

LONGEST = 1000
"""Articles on a page at most; a longer list goes on with the next one."""


class ListedArticle(NamedTuple):
    """What the listings show of an article. `href` leads to its page of the site or to its own address, or is None."""

    id: str
    title: str
    date: str | None
    outlet: str | None
    path: str
    href: str | None


class Dated(NamedTuple):
    """What an article is listed by: its number in the site, its day and its outlet. Small, as all are held at once."""

    number: int
    date: str | None
    outlet: str | None


class Section(NamedTuple):
    """Articles under one heading, a day or an outlet: `Dated`, and on a page `ListedArticle`."""

    heading: str
    listed: list[Any]


class Listing(NamedTuple):
    """A list of the site: its file's name without the end, its title, its sections, how many articles, and what
    its sections are.
    """

    name: str
    title: str
    sections: list[Section]
    size: int
    of: Literal["date", "outlet"]

    @property
    def year(self) -> str:
        """The year of a month; empty where there is none."""
        return self.name[:4] if self.name[:4].isdigit() else ""

    def parts(self) -> list[list[Section]]:
        """The sections page by page, oldest first, so that what is added later changes the last page only."""
        rows = [(section.heading, entry) for section in self.sections for entry in section.listed]
        pages = [rows[start : start + LONGEST] for start in range(0, len(rows), LONGEST)]
        return [
            [Section(heading, [entry for _, entry in group]) for heading, group in groupby(page, itemgetter(0))]
            for page in pages
        ]

    def file(self, part: int) -> str:
        """The file of a page, counted from 0."""
        return f"browse/{self.name}.html" if part == 0 else f"browse/{self.name}-{part + 1}.html"


def by_month(listed: Iterable[Dated]) -> Iterator[Listing]:
    """A listing a month in time's order, and one for articles without a date."""
    ordered = sorted(listed, key=lambda entry: (entry.date or "~", entry.number))
    for month, group in groupby(ordered, key=lambda entry: (entry.date or "")[:7]):
        inside = list(group)
        days = groupby(inside, key=lambda entry: entry.date or "")
        sections = [Section(day_title(date), list(rows)) for date, rows in days]
        yield Listing(month or "undated", month_title(month), sections, len(inside), "date")


def by_outlet(listed: Iterable[Dated]) -> Iterator[Listing]:
    """A listing a letter that outlets begin with, each outlet's articles in time's order; last those without one."""
    ordered = sorted(listed, key=lambda entry: (*alphabetical(entry.outlet), entry.date or "~", entry.number))
    for _, group in groupby(ordered, key=lambda entry: alphabetical(entry.outlet)[0]):
        inside = list(group)
        outlets = groupby(inside, key=lambda entry: entry.outlet or UNKNOWN)
        sections = [Section(name, list(rows)) for name, rows in outlets]
        title = ", ".join(section.heading for section in sections)
        yield Listing(listing_of(inside[0].outlet), title, sections, len(inside), "outlet")


def listing_of(outlet: str | None) -> str:
    """The name of the listing that an outlet is on."""
    return f"outlets-{alphabetical(outlet)[0].strip('~')}"


def month_title(month: str) -> str:
    """The title of a month's listing; empty: of what has no date."""
    return month_name(month) if month else "No date"


def day_title(date: str) -> str:
    """The heading of a day's section; empty: of what has no date."""
    return day(date) if date else NO_DATE.capitalize()


def alphabetical(outlet: str | None) -> tuple[str, str, str]:
    """The listing's letter, and what names are compared by. A leading `The` counts as it is printed elsewhere: not."""
    if not outlet:
        return "~unknown", "", ""
    plain = fold(outlet).removeprefix("the ")
    letter = plain[:1]
    return letter if "a" <= letter <= "z" else "~other", plain, outlet
