"""The archive as a site: a folder of files that any host, or a disk, can serve. `docs/site-format.md` names them."""

import json
import os
import re
from collections.abc import Callable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dateline.index.errors import DatelineError, reading
from dateline.index.processes import keep_memory
from dateline.index.schema import iso
from dateline.search.output import display
from dateline.search.output.display import day
from dateline.search.results import Marked
from dateline.search.site.article_pages import writing
from dateline.search.site.atomic_folder import put, replaced_folder
from dateline.search.site.data import write_data
from dateline.search.site.encoding import COARSE, FINE
from dateline.search.site.listings import ListedArticle, Section, by_month, by_outlet
from dateline.search.site.pages import Pages, page_of
from dateline.search.site.scripts import SEARCH_PAGE, compact, engine_script, page_script, write_scripts
from dateline.search.site.snapshot import Snapshot, take_snapshot

MARKER = "dateline-site.json"
"""Says that a folder is a site of ours, and may be replaced."""

_OURS = re.compile(
    r"dateline-site\.json|index\.html|site\.css|icon\.svg|(?:js|data)/(?:[\w-]+/)?[\w.-]+\.js|browse/[\w-]+\.html"
    r"|articles/[0-9a-f]{2}/[0-9a-f]{22}\.html"
)


class NotASite(DatelineError):
    """The folder to write to holds something that is not part of a site of ours, and is left alone."""

    def __init__(self, folder: Path, other: str) -> None:
        super().__init__(
            f"{folder} holds {other}, which is not part of a site that Dateline wrote. "
            "Nothing was changed; name a new folder, or an empty one."
        )
        self.folder, self.other = folder, other


class Written(NamedTuple):
    """What a site holds."""

    articles: int
    files: int
    bytes: int


def build_site(
    folder: Path,
    out: Path,
    *,
    title: str,
    pages: bool,
    templates: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Written:
    """Write an archive's site. Until it is whole, the one before stands.

    Args:
        folder: The index.
        out: The site's folder: new, empty, or a site of ours, which is replaced.
        title: The site's name.
        pages: Whether each article gets a page of its own; else hits lead to its address.
        templates: A folder with templates to use in place of ours.
        tell: Told what is being done, where it may take long.

    Raises:
        NotASite: `out` holds something else.
        BadTemplate: A template can't be used.
        UnwritableFolder: The disk is full, or a folder can't be written.
        NotAnIndex, OtherVersion, CorruptIndex: The index can't be read.
    """
    _check(out)
    keep_memory()
    made = Pages(templates, {"site": title, "pages": pages})
    with ExitStack() as stack:
        fresh = stack.enter_context(replaced_folder(out))
        stack.enter_context(reading(folder))
        tell("reading the index")
        site = take_snapshot(folder, FINE if pages else COARSE)
        if pages:
            stack.enter_context(writing(fresh, site.files(), made))
        tell("writing the data of searches")
        engine = engine_script(made) + write_data(site, fresh)
        write_scripts(fresh, engine, made)
        tell("writing the lists")
        _write_listings(made, fresh, site, pages)
        _write_search_page(made, fresh, engine, site)
        count = len(site.ids)
        put(fresh / MARKER, json.dumps({"site": title, "pages": pages, "articles": count}, indent=2) + "\n")
        tell("writing the articles' pages" if pages else "putting it in place")
    sizes = [(Path(parent) / name).stat().st_size for parent, _, names in os.walk(out) for name in names]
    return Written(count, len(sizes), sum(sizes))


def _check(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise NotASite(out.parent, out.name)
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_symlink() or not (path.is_dir() or _OURS.fullmatch(name)):
            raise NotASite(out, name)
    if any(out.iterdir()) and not (out / MARKER).is_file():
        raise NotASite(out, next(out.iterdir()).name)


def _listed(article: dict[str, Any], pages: bool) -> ListedArticle:
    href = page_of(article["id"]) if pages else display.web_address(article["url"])
    shown = display.headline(Marked(article["title"])).text
    return ListedArticle(article["id"], shown, article["date"], article["outlet"], article["path"], href)


def _write_search_page(made: Pages, fresh: Path, engine: str, site: Snapshot) -> None:
    """The search page, with all in it that a search needs before its data; and the files of the other pages."""
    style, icon = made.style_sheet("site.css"), made.text("icon.svg")
    put(fresh / "site.css", style)
    put(fresh / "icon.svg", icon)
    script = engine + page_script(made, SEARCH_PAGE)
    page = made.render("site.html", style=compact(style), script=script, icon=icon, **_about(site))
    put(fresh / "index.html", page)


def _write_listings(made: Pages, fresh: Path, site: Snapshot, pages: bool) -> None:
    months, outlets = list(by_month(site.day)), list(by_outlet(*site.outlet, site.day))
    (fresh / "browse").mkdir()
    for listing in (*months, *outlets):
        parts = listing.parts()
        for number, part in enumerate(parts):
            sections = _filled(part, site, pages)
            page = made.render(
                "browse_list.html", up="../", listing=listing, sections=sections, number=number, last=len(parts) - 1
            )
            put(fresh / listing.file(number), page)
    page = made.render("browse.html", up="../", months=months, outlets=outlets, **_about(site))
    put(fresh / "browse/index.html", page)


def _filled(part: list[Section], site: Snapshot, pages: bool) -> list[Section]:
    """The sections of a page with what they show of their articles, which is read only now."""
    articles = site.articles([number for section in part for number in section.listed])
    listed = (_listed(article, pages) for article in articles)
    return [section._replace(listed=list(islice(listed, len(section.listed)))) for section in part]


def _about(site: Snapshot) -> dict[str, Any]:
    """The archive in figures, for the line under the title."""
    dates = [date for date in map(iso, np.unique(site.day).tolist()) if date]
    return {
        "count": len(site.ids),
        "outlet_count": len([*filter(None, site.outlet.values)]),
        "days": [day(date) for date in dict.fromkeys((dates[0], dates[-1]))] if dates else [],
    }
