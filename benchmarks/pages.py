"""Web pages: how many a second does one processor make into articles?

    python benchmarks/pages.py [FOLDER] [--rounds N]
"""

import json
import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import click
import trafilatura
from measure import lines_of, p95, records, table

from dateline.index.article import RawDocument
from dateline.index.extract.html.page import article
from dateline.index.sources.decode import decode

GENERATED = 100
_MENU, _TEASERS = 150, 30
"""Links in a generated page's menus, and teasers beside its text."""
READERS: dict[str, Callable[[str], object]] = {
    "dateline": lambda html: article(RawDocument("page.html", None, "html", html)),
    "trafilatura": trafilatura.extract,
    "trafilatura with metadata": lambda html: trafilatura.bare_extraction(html, with_metadata=True),
    "trafilatura fast, with metadata": lambda html: trafilatura.bare_extraction(html, with_metadata=True, fast=True),
}
"""Dateline gives text, headline, day, outlet, byline, place and address; plain `trafilatura` the text alone."""


def pages_of(folder: Path | None, work: Path) -> list[str]:
    """The web pages of a folder, decoded; generated ones without a folder."""
    if folder is not None:
        files = (path for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".htm", ".xhtml"})
        return [decode(path.read_bytes()) for path in files]
    found = list(records(lines_of(None, work, GENERATED)))
    titles = [one["title"] for one in found]
    return [_page(one, titles[number:] + titles[:number]) for number, one in enumerate(found)]


def _page(one: dict[str, str], titles: list[str]) -> str:
    """An article within what a news site puts around it."""
    stated = {"@type": "NewsArticle", "headline": one["title"], "datePublished": one["date"]}
    menu = "".join(f'<li class="menu-item"><a href="/{at}">{escape(titles[at % 50])}</a></li>' for at in range(_MENU))
    teasers = "".join(
        f'<div class="card teaser"><a href="/{at}"><img src="/{at}.jpg" alt=""><h3>{escape(title)}</h3></a>'
        f'<time datetime="{one["date"]}">{one["date"]}</time><p class="summary">{escape(title)}.</p></div>'
        for at, title in enumerate(titles[1 : 1 + _TEASERS])
    )
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in one["body"].split("\n") if paragraph)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{escape(one["title"])} | {escape(one["outlet"])}</title>
<meta property="og:site_name" content="{escape(one["outlet"])}"><script>{"var site = {};" * 2000}</script>
<script type="application/ld+json">{json.dumps(stated)}</script><style>{".card { margin: 0 }" * 500}</style></head>
<body><header class="masthead"><nav><ul>{menu}</ul></nav></header><main><article><h1>{escape(one["title"])}</h1>
<p class="byline">By <a rel="author" href="/staff">Ana Sorel</a></p><time datetime="{one["date"]}">{one["date"]}</time>
<div class="article-body">{text}</div></article><aside class="related">{teasers}</aside></main>
<footer><ul>{menu}</ul><p>© {escape(one["outlet"])}. All rights reserved.</p></footer></body></html>"""


def show(pages: list[str], rounds: int) -> None:
    """Read every page with every reader, in turns, and print CPU time; the first page once before."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    times: dict[str, list[float]] = {name: [] for name in READERS}
    for read in READERS.values():
        read(pages[0])
    for html in pages * rounds:
        for name, read in READERS.items():
            start = time.process_time()
            read(html)
            times[name].append(1000 * (time.process_time() - start))
    own, size = sum(times["dateline"]), sum(map(len, pages)) / len(pages) / 1000
    table(
        f"Web pages: {len(pages):,}, {size:,.0f} KB each, CPU time, {rounds} rounds",
        ("", "pages/s", "ours is faster", "median ms", "p95", "slowest"),
        [
            (
                name,
                f"{1000 * len(found) / sum(found):.1f}",
                f"x {sum(found) / own:.2f}",
                f"{statistics.median(found):.1f}",
                f"{p95(found):.1f}",
                f"{max(found):.1f}",
            )
            for name, found in times.items()
        ],
    )


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--rounds", default=2, show_default=True)
def main(folder: Path | None, rounds: int) -> None:
    """Compare readers of the web pages in FOLDER, or of generated ones."""
    with tempfile.TemporaryDirectory() as work:
        show(pages_of(folder, Path(work)), rounds)


if __name__ == "__main__":
    main()
