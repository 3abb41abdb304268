"""A static site beside Pagefind: what a search loads in headless Chromium, how long it takes, what the site costs.

    python benchmarks/sites.py [CORPUS] [QUERY]...

Both get the articles that have a body. Pagefind indexes a plain page for each and answers on the smallest page that
shows ten results by its API. The server compresses, adds 100 ms to each request and sends at most 10 Mbit/s. Needs
node, Chromium and `npm install` in tests/.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import click
from measure import DATELINE, HERE, lines_of, records, seconds, table, watched
from served import served
from workload import workload

QUERIES = ("oil", "trade deficit", "the company", "opec production", "interest rates", '"oil prices"', "quartz")
SITES = ("ours", "--no-pages", "Pagefind")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Loaded(NamedTuple):
    """What was loaded until results stood on the page, and the seconds from navigation to there."""

    bytes: int
    requests: int
    seconds: float
    results: int


class Search(NamedTuple):
    """A query asked on a page that was not open: to the first screen of results, and on to all ten; then typed, on a
    page that has answered it before: milliseconds from the last key to the results.
    """

    screen: Loaded
    ten: Loaded
    typed: float


def build(name: str, source: Path, site: Path) -> float:
    """Write a site from an index or, for Pagefind, from the site's own pages; return how many seconds it takes."""
    if name == "Pagefind":
        command: list[str | Path] = [sys.executable, "-m", "pagefind", "--silent", "--site", site]
    else:
        command = [*DATELINE, "site", site, "--index", source, *(["--no-pages"] if name == "--no-pages" else [])]
    return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def write_pages(source: Path, site: Path) -> None:
    """A plain page for each article, and the page that searches them."""
    for number, record in enumerate(records(source)):
        page = site / "articles" / f"{number // 1000}" / f"{number}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        title, body = (escape(record[name]) for name in ("title", "body"))
        page.write_text(f"<!DOCTYPE html><html lang=en><title>{title}</title><h1>{title}</h1><p>{body}", "utf-8")
    shutil.copy(HERE / "pagefind.html", site / "index.html")
    shutil.copy(HERE / "pagefind.js", site / "search.js")


def search(site: Path, query: str) -> Search:
    """Ask a site's page, as `sites.js` does it."""
    browser = next(found for name in BROWSERS if (found := shutil.which(name)))
    paths = os.environ | {"NODE_PATH": str(HERE.parent / "tests" / "node_modules")}
    with served(site) as address:
        command: list[str | Path] = ["node", HERE / "sites.js", browser, address, query, "#" + urlencode({"q": query})]
        found = json.loads(subprocess.run(command, env=paths, stdout=subprocess.PIPE, check=True).stdout)
    return Search(Loaded(**found["screen"]), Loaded(**found["ten"]), found["typed"])


def missing() -> str | None:
    """What this needs and is not here."""
    if not shutil.which("node"):
        return "node"
    if not any(map(shutil.which, BROWSERS)):
        return "Chromium"
    return None if (HERE.parent / "tests" / "node_modules").is_dir() else "npm install in tests/"


def show(source: Path, work: Path, queries: Sequence[str] = ()) -> None:
    """Build the sites, ask them all, and print what they took."""
    if lacking := missing():
        print(f"\nThe sites are left out: that needs {lacking}")
        return
    bodied = work / "bodied.jsonl"
    with bodied.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records(source) if record["body"].strip())
    sites = {name: work / name.strip("-") for name in SITES}
    show_builds(bodied, work / "index", sites)
    found = {query: [search(sites[name], query) for name in SITES] for query in queries or chosen(bodied)}
    show_loads("the first screen", {query: [one.screen for one in several] for query, several in found.items()})
    show_loads("ten results, scrolled to", {query: [one.ten for one in several] for query, several in found.items()})
    rows = [(query, *(f"{one.typed:.0f}" for one in several)) for query, several in found.items()]
    table("Milliseconds from the last key to the results, where it was answered before", ("", *SITES), rows)


def show_builds(source: Path, index: Path, sites: dict[str, Path]) -> None:
    """Build the sites of a file of articles."""
    subprocess.run([*DATELINE, "index", source, "--index", index], check=True, stdout=subprocess.DEVNULL)
    write_pages(source, sites["Pagefind"])
    rows = []
    for name, site in sites.items():
        built = watched(HERE / "sites.py", "alone", name, index, site)
        files = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
        row = (f"{built.printed:.1f}", f"{built.memory / 1e6:,.0f}", f"{len(files):,}", f"{sum(files) / 1e6:,.1f}")
        rows.append((name, *row))
    with source.open("rb") as lines:
        articles = sum(1 for _ in lines)
    table(f"Sites of {articles:,} articles", ("", "seconds", "peak MB", "files", "MB"), rows)


def show_loads(until: str, found: dict[str, list[Loaded]]) -> None:
    """A row a query: what each site loaded."""
    columns: dict[str, Callable[[Loaded], str]] = {
        "KB": lambda one: f"{one.bytes / 1000:.1f}",
        "requests": lambda one: str(one.requests),
        "seconds": lambda one: f"{one.seconds:.2f}",
        "results": lambda one: str(one.results),
    }
    header = ("", *(f"{name} {site}" if site == SITES[0] else site for name in columns for site in SITES))
    rows = [(query, *(told(one) for told in columns.values() for one in loads)) for query, loads in found.items()]
    table(f"From nothing to {until}", header, rows)


def chosen(source: Path) -> list[str]:
    """Queries of several kinds in a corpus' own words."""
    asks = [ask for ask in workload(source) if ask.group in ("rare term", "common term", "two terms", "phrase")]
    return [f'"{" ".join(ask.words)}"' if ask.form == "phrase" else " ".join(ask.words) for ask in asks[::3]]


@click.command()
@click.argument("corpus", required=False, type=click.Path(path_type=Path, exists=True))
@click.argument("queries", nargs=-1)
def main(corpus: Path | None, queries: tuple[str, ...]) -> None:
    """Compare sites of CORPUS: JSON lines, or anything that `dateline extract` reads."""
    with tempfile.TemporaryDirectory() as work:
        show(lines_of(corpus, Path(work)), Path(work), queries or (QUERIES if corpus else ()))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["alone", name, source, site]:
            print(json.dumps(build(name, Path(source), Path(site))))
        case _:
            main()
