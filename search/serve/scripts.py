"""The files that the pages load: the site's, but for the engine, which asks the server."""

from dateline.search.site.pages import Pages
from dateline.search.site.scripts import ARTICLE_PAGE, COUNTS, EXPORT, SEARCH_PAGE, engine_script, page_script

ENGINE = ("codepoints", "terms", "remote")
CSS, SVG, SCRIPT = "text/css; charset=utf-8", "image/svg+xml", "text/javascript; charset=utf-8"


def search_script(pages: Pages) -> str:
    """All of the search page's scripts."""
    *interface, main = ["served" if name == "pages" else name for name in SEARCH_PAGE if name != "sha256"]
    return engine_script(pages, ENGINE) + page_script(pages, [*interface, *COUNTS, *EXPORT, main])


def files(pages: Pages) -> dict[str, tuple[str, str]]:
    """By the address of each file that other pages load its type and its content."""
    return {
        "site.css": (CSS, pages.style_sheet("site.css")),
        "icon.svg": (SVG, pages.text("icon.svg")),
        "js/dateline.js": (SCRIPT, engine_script(pages, ENGINE)),
        "js/article.js": (SCRIPT, page_script(pages, ARTICLE_PAGE)),
    }
