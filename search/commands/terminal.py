"""How standard output is: a terminal of some width and abilities, or a pipe or file."""

import os
import sys
from pathlib import Path

import click

from dateline.search.output.terminal import Style


def style(folder: Path, *, plain: bool) -> Style:
    """How to write for this terminal, or for a pipe or file (`plain`)."""
    terminal = sys.stdout.isatty() and not plain
    able = terminal and os.environ.get("TERM") != "dumb"
    width = _terminal_size().columns if terminal else 100
    colour = able and not os.environ.get("NO_COLOR")
    return Style(colour=colour, width=width, hyperlinks=able, root=folder.absolute().parent)


def print_paged(text: str) -> None:
    """Print text, through the user's pager where it is longer than the screen."""
    if sys.stdout.isatty() and text.count("\n") >= _terminal_size().lines:
        click.echo_via_pager(text, color=True)
    else:
        sys.stdout.write(text)


def _terminal_size() -> os.terminal_size:
    import shutil  # a pipe has no size

    return shutil.get_terminal_size()
