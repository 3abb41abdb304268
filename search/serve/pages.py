"""The site's pages over a live archive, made when they are asked for."""

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dateline.search.engine.engine import Engine
from dateline.search.engine.similar import similar
from dateline.search.errors import NoSuchArticle
from dateline.search.output import display
from dateline.search.query.tree import Everything, Query
from dateline.search.results import FacetCount, Marked
from dateline.search.serve import browse
from dateline.search.serve.scripts import search_script
from dateline.search.site.listings import LONGEST
from dateline.search.site.pages import Pages, shown
from dateline.search.site.scripts import compact

if TYPE_CHECKING:
    from dateline.index.article import Article

ALIKE = 20
"""Articles that are shown as like one."""


class NoSuchPage(LookupError):
    """There is no page of this name."""


class LivePages:
    """The pages of an archive as of one generation.

    Args:
        engine: The archive as of then.
        pages: The templates.
    """

    def __init__(self, engine: Engine, pages: Pages) -> None:
        self.engine = engine
        self._pages = pages

    @cached_property
    def search(self) -> str:
        """The search page."""
        style, icon = compact(self._pages.style_sheet("site.css")), self._pages.text("icon.svg")
        script = search_script(self._pages)
        return self._pages.render("site.html", style=style, icon=icon, script=script, **self._about)

    def article(self, identity: str) -> str:
        """An article's page. Raises NoSuchArticle."""
        return self._pages.article(self._article(identity)._asdict(), up="")

    def alike(self, identity: str) -> str:
        """The page of the articles most like one, with the words that made them so. Raises NoSuchArticle."""
        article = self._article(identity)
        hits = similar(self.engine, identity, ALIKE).hits
        headline, _ = shown(article.title, "")
        return self._pages.render(
            "alike.html", up="", headline=headline, href=browse.article_href(identity),
            rows=[(browse.listed(hit), ", ".join(part.what for part in hit.explanation)) for hit in hits],
        )  # fmt: skip

    def highlighted(self, identity: str, query: Query) -> tuple[Marked, Marked]:
        """The headline and the text that this page shows, with what matches a query. Raises NoSuchArticle."""
        article = self._article(identity)
        headline, paragraphs = shown(article.title, article.body)
        return self.engine.mark(query, article._replace(title=headline, body="\n\n".join(paragraphs)))

    @cached_property
    def contents(self) -> str:
        """The page of all lists."""
        months, outlets = browse.months(self._facets), browse.outlets(self._facets)
        return self._pages.render("browse.html", up="../", months=months, outlets=outlets, **self._about)

    def listing(self, name: str) -> str:
        """A page of a list, named as the site names it: `2024-05`, `outlets-h-2`. Raises NoSuchPage."""
        for listing in (*browse.months(self._facets), *browse.outlets(self._facets)):
            rest = name.removeprefix(listing.name)
            number = int(rest[1:] or 1) - 1 if re.fullmatch("|-[1-9][0-9]{0,5}", rest) else -1
            last = (listing.size - 1) // LONGEST
            if name.startswith(listing.name) and 0 <= number <= last and listing.file(number) == f"browse/{name}.html":
                sections = browse.filled(listing, number, self.engine)
                return self._pages.render(
                    "browse_list.html", up="../", listing=listing, sections=sections, number=number, last=last
                )
        raise NoSuchPage(name)

    def _article(self, identity: str) -> "Article":
        article = self.engine.article(identity)
        if article.id != identity:
            raise NoSuchArticle(identity, [])
        return article

    @cached_property
    def _facets(self) -> dict[str, tuple[FacetCount, ...]]:
        return dict(self.engine.search(Query("", Everything(), days=True), 0).facets)

    @property
    def _about(self) -> dict[str, Any]:
        """The archive in figures, for the line under the title."""
        days = [count.value for count in self._facets.get("day", ())]
        return {
            "count": sum(count.count for count in self._facets["month"]),
            "outlet_count": sum(count.value != display.UNKNOWN for count in self._facets["outlet"]),
            "days": [display.day(date) for date in dict.fromkeys((days[0], days[-1]))] if days else [],
        }
