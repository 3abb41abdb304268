"""`dateline outlets`, `authors` and `places`: what names there are, how many articles have each, from when to when."""

import csv
import io
import sys
from collections.abc import Sequence

import click

from dateline.search.commands import terminal
from dateline.search.commands.options import QueryCommand, indexes_option, joined, terminal_options
from dateline.search.engine.engine import Locations, open_engine
from dateline.search.output.display import clean
from dateline.search.output.exports import cell, json_text
from dateline.search.output.terminal import Style
from dateline.search.query.request import request
from dateline.search.results import ListedValue


def values_command(attribute: str) -> click.Command:
    """The command that lists an attribute's values."""

    @click.command(f"{attribute}s", cls=QueryCommand)
    @click.argument("words", metavar="[QUERY]...", nargs=-1)
    @indexes_option
    @click.option("--since", metavar="DATE", help="Only from this day, month or year on.")
    @click.option("--until", metavar="DATE", help="Only to the end of this day, month or year.")
    @click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
                  help="How to write them.")  # fmt: skip
    @terminal_options
    def command(
        words: tuple[str, ...],
        folders: Locations,
        since: str | None,
        until: str | None,
        form: str,
        color: terminal.Color,
        pager: bool,
    ) -> int:
        query = request(joined(words), since=since, until=until)
        values = open_engine(*map(str, folders)).values(attribute, query)
        for note in (*query.notes, *([] if values else [f"No articles{f' for {query.text}' if query.text else ''}."])):
            click.echo(clean(f"Note: {note}"), err=True)
        if form == "text":
            terminal.show(lambda style: _as_text(values, style), folders, color, pager=pager)
        elif form == "json":
            click.echo(json_text([value._asdict() for value in values], indent=2))
        else:
            writer = csv.writer(sys.stdout)
            writer.writerow(ListedValue._fields)
            writer.writerows((cell(value), *rest) for value, *rest in values)
        return 0 if values else 1

    command.help = (
        f"List {attribute}s: how many articles each has, and the first and last day of these.\n\n"
        "With QUERY, which is as for `dateline search`, only of articles that match."
    )
    return command


def complete_outlet(ctx: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """The outlets whose names begin so, for a shell to complete."""
    from dateline.index.analysis.terms import fold
    from dateline.index.errors import DatelineError

    try:
        values = open_engine(*map(str, ctx.params["folders"])).values("outlet", request())
    except DatelineError:
        return []
    return [value.value for value in values if fold(value.value).startswith(fold(typed))]


def _as_text(values: Sequence[ListedValue], style: Style) -> str:
    """A line each: how many articles, the days, the name."""
    out = io.StringIO()
    width = max((len(f"{value.count:,}") for value in values), default=0)
    for value, count, first, last in values:
        days = f"{first} to {last}" if first else ""
        name = f"\x1b[1m{clean(value)}\x1b[0m" if style.colour else clean(value)
        out.write(f"{count:>{width},}  {days:<24}  {name}\n")
    return out.getvalue()
