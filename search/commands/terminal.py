"""How standard output is: a terminal of some width and abilities, with a pager in front of it, or a pipe or file."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from dateline.search.engine.engine import Locations, root_of
from dateline.search.output.terminal import Style

Color = Literal["auto", "always", "never"]

_PAGERS = ("pager", "less", "more")
"""The system's own choice, then what every system has."""
_PASSING_COLOURS = ("bat", "batcat", "cat", "less", "moar", "moor", "ov")
"""Pagers that let colours through; any other gets plain text. `more` takes codes for letters."""


def show(render: Callable[[Style], str], folders: Locations, color: Color, *, pager: bool) -> None:
    """Print a text on standard output, through the user's pager where it is longer than the screen.

    Args:
        render: Makes the text in a style.
        folders: The indexes' folders, or the address of one.
        color: See `style`.
        pager: Whether a pager may be used.
    """
    terminal = sys.stdout.isatty()
    text = render(style(folders, color, terminal=terminal))
    command = []
    can_page = pager and terminal and sys.stdin.isatty() and not _is_dumb()
    if can_page and text.count("\n") >= _terminal_size().lines:
        command = _pager()
    if not command:
        sys.stdout.write(text)
        return
    plain = color == "auto" and Path(command[0]).name not in _PASSING_COLOURS
    # Some pagers show the codes of hyperlinks, which none needs: without them addresses are written out.
    text = render(style(folders, "never" if plain else color, terminal=True)._replace(hyperlinks=False))
    _page(text, [*command, "-R"] if Path(command[0]).name == "less" else command)


def style(folders: Locations, color: Color, *, terminal: bool) -> Style:
    """How to write.

    Args:
        folders: The indexes' folders, or the address of one.
        color: Whether to write colours and hyperlinks; `auto`: for a terminal that has them, unless NO_COLOR is set
            (https://no-color.org).
        terminal: Whether it is for a terminal.
    """
    able = terminal and not _is_dumb() and not os.environ.get("NO_COLOR")
    coloured = color == "always" or (color == "auto" and able)
    width = _terminal_size().columns if terminal else 100
    return Style(colour=coloured, width=width, hyperlinks=coloured, root=root_of(folders))


def _pager() -> list[str]:
    """The command of the pager that `PAGER` names, else of the system's; empty where there is none."""
    import shlex
    import shutil

    named = os.environ.get("PAGER")
    for command in _PAGERS if named is None else (named,):
        try:
            words = shlex.split(command)
        except ValueError:  # a quote that does not end
            continue
        found = shutil.which(words[0]) if words else None
        if found:
            # Debian's `pager` is a link to another; whatever else is a link (to busybox, say) goes by its own name.
            return [str(Path(found).resolve()) if words[0] == "pager" else found, *words[1:]]
    return []


def _page(text: str, command: list[str]) -> None:
    """Let a pager show a text."""
    import signal
    import subprocess

    told = {"LESSCHARSET": "utf-8"} | os.environ  # what is written, whatever the locale
    # The user's own command, and no shell.
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, encoding="utf-8", errors="replace", env=told) as process:  # noqa: S603
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's while it runs
        try:
            process.communicate(text)
        finally:
            signal.signal(signal.SIGINT, before)


def _is_dumb() -> bool:
    """Whether the terminal can neither colour nor go back, as an editor's can't."""
    return os.environ.get("TERM") == "dumb"


def _terminal_size() -> os.terminal_size:
    import shutil  # a pipe has no size

    return shutil.get_terminal_size()
