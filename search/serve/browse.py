"""The site's lists by month and by outlet, of a live archive: only what a page shows is read."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from urllib.parse import quote

from dateline.index.analysis.terms import fold
from dateline.search.engine.engine import Engine
from dateline.search.output import display
from dateline.search.query.period import period
from dateline.search.query.tree import Dates, Everything, Node, Not, Query
from dateline.search.results import FacetCount, Hit, Marked
from dateline.search.site.listings import (
    LONGEST,
    ListedArticle,
    Listing,
    Section,
    alphabetical,
    day_title,
    listing_of,
    month_title,
)

Facets = Mapping[str, tuple[FacetCount, ...]]
_NO_SPAN = (0, 0)
_UNDATED = Not(Dates(None, None, _NO_SPAN), _NO_SPAN)


def article_href(identity: str) -> str:
    """Where the server has an article's page."""
    return f"article?id={quote(identity, safe='')}"


def months(facets: Facets) -> list[Listing]:
    """The listings by month, without their articles."""
    months = [("" if count.value == display.UNDATED else count.value, count.count) for count in facets["month"]]
    return [Listing(month or "undated", month_title(month), [], size, "date") for month, size in months]


def outlets(facets: Facets) -> list[Listing]:
    """The listings by outlets' first letter; each section has a heading, and no articles yet."""
    ordered = sorted(facets["outlet"], key=lambda count: alphabetical(_outlet(count)))
    made = []
    for letter, group in groupby(ordered, key=lambda count: listing_of(_outlet(count))):
        counts = list(group)
        sections = [Section(count.value, []) for count in counts]
        title = ", ".join(section.heading for section in sections)
        made.append(Listing(letter, title, sections, sum(count.count for count in counts), "outlet"))
    return made


def filled(listing: Listing, number: int, engine: Engine) -> list[Section]:
    """The sections of a page of a listing, pages counted from 0."""
    if listing.of == "outlet":
        return list(_of_outlets(listing, number * LONGEST, engine))
    first, last = (None, None) if listing.name == "undated" else period(listing.name)
    node: Node = Dates(first, last, _NO_SPAN) if first else _UNDATED
    hits = engine.search(_oldest_first(node), LONGEST, number * LONGEST).hits
    days = groupby(hits, key=lambda hit: hit.date or "")
    return [Section(day_title(day), list(map(listed, group))) for day, group in days]


def _of_outlets(listing: Listing, skipped: int, engine: Engine) -> Iterator[Section]:
    """The sections of `LONGEST` articles after those skipped. Outlets that a search takes for one are one section."""
    room = LONGEST
    for _, group in groupby((section.heading for section in listing.sections), key=fold):
        heading = next(group)
        found = engine.search(_oldest_first(Everything(), heading), room, skipped)
        skipped = max(skipped - found.total, 0)
        if found.hits:
            yield Section(heading, list(map(listed, found.hits)))
        room -= len(found.hits)
        if not room:
            return


def _oldest_first(node: Node, *outlets: str) -> Query:
    return Query("", node, outlets, sort="oldest", snippets=False, duplicates="show")


def _outlet(count: FacetCount) -> str | None:
    return None if count.value == display.UNKNOWN else count.value


def listed(hit: Hit) -> ListedArticle:
    """A hit as lists show it."""
    title = display.headline(Marked(hit.title.text)).text
    return ListedArticle(hit.id, title, hit.date, hit.outlet, hit.path, article_href(hit.id))
