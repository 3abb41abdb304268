"""`dateline check`: whether an index is whole."""

from pathlib import Path

import click

from dateline.index.errors import DatelineError
from dateline.search.commands.options import folder_option
from dateline.search.output.display import articles


class Damaged(DatelineError):
    """A check has found damage, which has been told."""

    def __init__(self, folder: Path, faults: int) -> None:
        what = "one fault" if faults == 1 else f"{faults:,} faults"
        super().__init__(f"{what} in the index in {folder}; `dateline repair` keeps what is whole")
        self.folder, self.faults = folder, faults


@click.command
@click.option("--deep", is_flag=True, help="Index the stored articles anew, and compare; takes as long as indexing.")
@folder_option
def check(deep: bool, folder: Path) -> None:
    """Read every byte of the index, and name each file that is damaged."""
    from dateline.index.build.check import check as checked

    found = checked(folder, deep=deep)
    for fault in found.damage:
        click.echo(f"{fault.path}: {fault.reason}")
    if found.damage:
        raise Damaged(folder, len(found.damage))
    segments = "1 segment" if found.segments == 1 else f"{found.segments:,} segments"
    compared = ", and indexing them anew gives the same" if deep else ""
    click.echo(f"generation {found.number} of {folder} is whole: {segments}, {articles(found.articles)}{compared}")
