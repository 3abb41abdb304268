"""`dateline similar`: articles like one."""

from dataclasses import replace
from pathlib import Path

import click

from dateline.search.commands import terminal
from dateline.search.commands.answers import write_page, write_text
from dateline.search.commands.last_search import recalled, remember
from dateline.search.commands.options import indexes_option, terminal_options
from dateline.search.engine.engine import Locations, open_engine


@click.command()
@click.argument("wanted", metavar="ID")
@indexes_option
@click.option("-n", "--limit", metavar="N", type=click.IntRange(1), default=10, help="Articles to show.  [default: 10]")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True,
              help="How to write them, as for `dateline search`.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")
@terminal_options
def similar(
    wanted: str, folders: Locations, limit: int, form: str, output: Path | None, color: terminal.Color, pager: bool
) -> int:
    """List the articles most like one, with the words that made each so.

    ID is as for `dateline show`. The answer is that of a search for any of the words that tell most of the article, but
    for the article itself and its copies.
    """
    from dateline.search.engine.similar import similar as like

    engine = open_engine(*map(str, folders))
    with recalled(wanted, folders) as found:
        results, title = like(engine, found, limit), engine.article(found).title or found
    if form == "text":
        remember(results, folders)
        write_text(results, folders, output, alike=title, color=color, pager=pager)
    else:
        page = replace(results, query=f"Like {title}") if form == "html" else results
        write_page(page, form, folders, output)
    return 0 if results.total else 1
