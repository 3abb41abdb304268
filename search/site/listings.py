"""The archive as listings that need no script: by month, and by outlet under its first letter."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

import numpy as np

from dateline.index.analysis.terms import fold
from dateline.index.arrays import Array, run_starts, stable_order
from dateline.index.schema import NO_DAY, iso
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


class Section(NamedTuple):
    """Articles under one heading, a day or an outlet: their numbers in the site, and on a page `ListedArticle`."""

    heading: str
    listed: Sequence[Any] | Array


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
        pages, left = list[list[Section]](), 0
        for heading, listed in self.sections:
            at = 0
            while at < len(listed):
                if not left:
                    pages.append([])
                    left = LONGEST
                some = listed[at : at + left]
                pages[-1].append(Section(heading, some))
                at, left = at + len(some), left - len(some)
        return pages

    def file(self, part: int) -> str:
        """The file of a page, counted from 0."""
        return f"browse/{self.name}.html" if part == 0 else f"browse/{self.name}-{part + 1}.html"


def by_month(day: Array) -> Iterator[Listing]:
    """A listing a month in time's order, and one for articles without a date; `day` is each article's, ascending."""
    days = ((iso(one) or "", numbers) for one, numbers in _grouped(day, _dated_first(day)))
    for month, group in groupby(days, key=lambda of: of[0][:7]):
        sections = [Section(day_title(date), numbers) for date, numbers in group]
        yield Listing(month or "undated", month_title(month), sections, _size(sections), "date")


def by_outlet(names: Sequence[str], outlet: Array, day: Array) -> Iterator[Listing]:
    """A listing a letter that outlets begin with, each outlet's articles in time's order; last those without one.

    Args:
        names: The outlets; empty for a missing one.
        outlet: Which of them each article has.
        day: Each article's, ascending.
    """
    order = _dated_first(day)
    outlets = [(names[one], numbers) for one, numbers in _grouped(outlet, order[stable_order(outlet[order])])]
    outlets.sort(key=lambda of: alphabetical(of[0]))
    for _, group in groupby(outlets, key=lambda of: alphabetical(of[0])[0]):
        inside = list(group)
        sections = [Section(name or UNKNOWN, numbers) for name, numbers in inside]
        title = ", ".join(section.heading for section in sections)
        yield Listing(listing_of(inside[0][0]), title, sections, _size(sections), "outlet")


def _dated_first(day: Array) -> Array:
    """The numbers of articles by day; last those without one."""
    undated = int(np.searchsorted(day, NO_DAY, side="right"))
    return np.roll(np.arange(len(day), dtype=np.int32), -undated)


def _grouped(codes: Array, order: Array) -> Iterator[tuple[int, Array]]:
    """Each code in turn, and the numbers of those that have it; in `order` these are together."""
    first = run_starts(codes[order])
    yield from zip(codes[order[first]].tolist(), np.split(order, first[1:]), strict=True) if len(order) else ()


def _size(sections: Iterable[Section]) -> int:
    return sum(len(section.listed) for section in sections)


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
