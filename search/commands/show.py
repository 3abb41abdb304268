"""`dateline show`: one article, with what matches a query marked."""

import io
from functools import partial

import click

from dateline.search.commands import terminal
from dateline.search.commands.last_search import recalled
from dateline.search.commands.options import QueryCommand, indexes_option, joined, terminal_options
from dateline.search.engine.engine import Locations, open_engine
from dateline.search.output.terminal import Style, write_article


@click.command(cls=QueryCommand)
@click.argument("wanted", metavar="ID")
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("--evidence", is_flag=True, help="Say where headline, date, outlet and the rest came from.")
@click.option("--copies", is_flag=True, help="Show its copies too, in time's order, with what each changed.")
@indexes_option
@terminal_options
def show(
    wanted: str,
    words: tuple[str, ...],
    evidence: bool,
    copies: bool,
    folders: Locations,
    color: terminal.Color,
    pager: bool,
) -> None:
    """Print one article, with what matches QUERY marked.

    ID is an id or a path as `dateline search` shows it; the end of a path will do if it is the only one. A number is
    that of a hit which the last search showed, if it showed so many.
    """
    from dateline.search.query.request import request

    query = request(joined(words))
    engine = open_engine(*map(str, folders))
    with recalled(joined((wanted,)), folders) as found:
        if copies:
            from dateline.search.output.versions import write_versions

            write = partial(write_versions, engine.copies(found))
        else:
            article = engine.article(found)
            write = partial(write_article, article, *engine.mark(query, article), evidence=evidence)

    def render(style: Style) -> str:
        out = io.StringIO()
        write(style, out)
        return out.getvalue()

    terminal.show(render, folders, color, pager=pager)
