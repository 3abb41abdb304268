"""The site's pages: Jinja2 templates, the user's before ours, filled with an archive's articles.

Articles are hostile: every value is escaped and cleaned, and only http(s) addresses become links.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from dateline.search.output import display
from dateline.search.output.templates import Templates
from dateline.search.results import Marked
from dateline.search.site.listings import listing_of


def page_of(identity: str) -> str:
    """Where an article's page is in the site. It follows from the id alone, so that the browser can work it out too."""
    name = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:24]
    return f"articles/{name[:2]}/{name[2:]}.html"


class Pages(Templates):
    """The templates filled with an archive's articles.

    Args:
        overriding: A folder whose files are used in place of ours, or None.
        shared: Values that every page may use; `served` says that a server answers the search page's questions.
    """

    def __init__(self, overriding: Path | None, shared: dict[str, Any]) -> None:
        super().__init__(overriding, {"served": False, **shared})
        self.origin = overriding, shared

    def article(self, stored: dict[str, Any], up: str = "../../") -> str:
        """An article's own page; `up` leads from it to the search page's folder."""
        month = (stored["date"] or "undated")[:7]
        headline, paragraphs = shown(stored["title"], stored["body"])
        return self.render(
            "site_article.html",
            up=up,
            article=stored,
            headline=headline,
            paragraphs=paragraphs,
            address=display.web_address(stored["url"]),
            date_listing=f"browse/{month}.html",
            date_search=f"since={stored['date']}&until={stored['date']}" if stored["date"] else "",
            **_outlet(stored["outlet"]),
        )


def shown(title: str, body: str) -> tuple[str, list[str]]:
    """The headline and the paragraphs of an article as its page has them."""
    paragraphs = (display.clean(part).strip() for part in body.split("\n\n"))
    return display.headline(Marked(title)).text, list(filter(None, paragraphs))


@lru_cache
def _outlet(outlet: str | None) -> dict[str, str]:
    """Where more articles of an outlet are: the listing, and the search of it."""
    search = urlencode({"outlet": outlet or display.UNKNOWN}, errors="replace")
    return {"outlet_listing": f"browse/{listing_of(outlet)}.html", "outlet_search": search}
