"""`dateline doctor`: which articles have values that are missing or hard to believe, and a file to correct them in."""

import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.search.commands import terminal
from dateline.search.commands.options import index_option, terminal_options
from dateline.search.engine.engine import Location, open_engine
from dateline.search.output.display import articles, clean
from dateline.search.output.exports import json_text
from dateline.search.output.terminal import Style

if TYPE_CHECKING:
    from dateline.index.extract.faults import Fault


@click.command
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to write what is found.")  # fmt: skip
@click.option("--output", "-o", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="Write a TOML file of corrections to fill in; what a file already says stays.")  # fmt: skip
@click.option("--kind", "kinds", metavar="KIND", multiple=True, help="Only faults of this kind; may be repeated.")
@index_option
@terminal_options
def doctor(
    form: str, output: Path | None, kinds: tuple[str, ...], folder: Location, color: terminal.Color, pager: bool
) -> int:
    """List articles whose values are missing or hard to believe, with the likely remedy.

    These are dates in the future, dates that the page, its address or its file's name dispute, one date for all files
    of a folder, articles without date, outlet or headline, pages that ask for consent, lists of links, and stubs.
    """
    from datetime import datetime

    from dateline.index.extract.corrections import add_corrections
    from dateline.index.extract.faults import KINDS, faults

    if unknown := set(kinds) - set(KINDS):
        raise click.UsageError(f"--kind {min(unknown)}: kinds are {', '.join(KINDS)}.")
    today = datetime.now().astimezone().date()
    found = [one for one in faults(open_engine(str(folder)).articles(), today) if not kinds or one.kind in kinds]
    if output is not None and found:
        added = add_corrections(output, found)
        click.echo(f"{articles(added)} to look at in {output}; then `dateline index --corrections {output}`")
    elif form == "json":
        click.echo(json_text([one._asdict() for one in found], indent=2))
    else:
        terminal.show(lambda style: _as_text(found, style), (folder,), color, pager=pager)
    return 1 if found else 0


def _as_text(found: Sequence["Fault"], style: Style) -> str:
    """A group a kind: its count, then a line an article."""
    out = io.StringIO()
    counts = Counter(one.kind for one in found)
    for kind, count in counts.items():
        head = f"{kind}: {articles(count)}"
        out.write(f"\x1b[1m{head}\x1b[0m\n" if style.colour else f"{head}\n")
        for one in found:
            if one.kind == kind:
                name = one.id if one.id.startswith(one.path) else f"{one.path} {one.id}"
                out.write(f"  {clean(name)}: {clean(one.found)}{_likely(one)}\n")
        out.write("\n")
    advice = "To mend them, write a file of corrections with `dateline doctor -o corrections.toml`.\n"
    out.write(advice if found else "Nothing is missing or hard to believe.\n")
    return out.getvalue()


def _likely(fault: "Fault") -> str:
    named = (f"{name} {value}" if name != "leave_out" else "leave it out" for name, value in fault.remedy.items())
    likely = ", ".join(map(clean, named))
    return f"; likely: {likely}" if likely else ""
