"""`dateline repair`: what can be saved of a damaged index."""

import os
from pathlib import Path

import click

from dateline.index.errors import DatelineError
from dateline.search.commands.options import folder_option
from dateline.search.output.display import articles

_SHOWN = 10
"""Ids that are named for each file."""


@click.command
@folder_option
@click.option("--language", metavar="NAME", help="The index's language, where it can't be read.  [default: english]")
@click.option("--wait", is_flag=True, help="Wait for an indexing run to end.")
def repair(folder: Path, language: str | None, wait: bool) -> None:
    """Keep what is whole of a damaged index, and read again what is lost.

    Every whole article is kept. What is lost is named, and read again from the sources if they are still there.
    """
    from dateline.index.build.repair import repair as repaired

    done = repaired(folder, language=language, wait=wait)
    click.echo(
        f"{done.whole:,} of {done.whole + done.damaged:,} segments whole; kept {articles(done.articles)}, "
        f"{done.saved:,} of them from damaged segments"
    )
    for name, ids in done.lost.items():
        more = f" and {len(ids) - _SHOWN:,} more" if len(ids) > _SHOWN else ""
        click.echo(f"lost of {name}: {', '.join(ids[:_SHOWN])}{more}", err=True)
    if done.lost or not done.is_listed:
        if done.has_sources:
            _read_again(folder)
        else:
            click.echo("read again what is lost with `dateline index` and the folders that it came from", err=True)


def _read_again(folder: Path) -> None:
    from dateline.index.build.run import build

    try:
        report = build([], folder, jobs=os.cpu_count() or 1)
    except DatelineError as error:
        click.echo(f"what is lost can't be read again now: {error}", err=True)
        return
    click.echo(f"read again: {articles(report.new + report.changed)}")
    for skipped in report.skipped:
        click.echo(f"skipped {skipped.path}: {skipped.reason}", err=True)
