"""The fields of an archive and the numbers that all of Dateline agrees on. `index.archive.whoosh_schema` has them as
Whoosh's.
"""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

GAP = 100
"""Positions left free between headline and body, so that no phrase or proximity (at most 99) crosses it."""
LEAD = 60
"""Words of the first paragraph that count as the lead; a text without paragraphs is not all lead."""
UNKNOWN = "(unknown)"
"""How a missing outlet is shown and asked for."""
ATTRIBUTES = ("outlet", "author", "place", "path", "url")
"""What articles are filtered and counted by: of a path the folder, of an address the site."""
STORED = ("path", "title", "date", "outlet", "author", "place", "url", "body", "evidence")
NO_DAY = 0
"""The `day` of an article without a date. A day is its proleptic Gregorian ordinal (`datetime.date.toordinal`)."""


def attribute_values(outlet: str, author: str, place: str, path: str, url: str) -> tuple[str, ...]:
    """An article's values of `ATTRIBUTES`, given its fields; empty where there is none."""
    folder = path.rpartition("/")[0]
    try:
        site = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    except ValueError:  # brackets that hold no address
        site = ""
    return outlet, author, place, folder, site


def ordinal(day: str | None) -> int:
    """An ISO day as the number that the `day` column holds."""
    return NO_DAY if day is None else date.fromisoformat(day).toordinal()


def iso(day: int) -> str | None:
    """The inverse of `ordinal`."""
    return None if day == NO_DAY else date.fromordinal(day).isoformat()


def months(days: Any) -> Any:
    """The months of an array of days: year * 12 + month, January being 0; 0 where there is no date."""
    import numpy as np

    dates = (np.asarray(days, np.int64) - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    return np.where(days == NO_DAY, 0, dates.astype("datetime64[M]").astype(np.int64) + 1970 * 12)
