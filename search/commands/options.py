"""Options and arguments that several commands share: where the index is, the rules, the query as typed."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from dateline.index.archive.generation import FOLDER
from dateline.search.engine.engine import Location, Locations, is_address
from dateline.search.errors import UnsupportedAddress

Command = TypeVar("Command", bound=Callable[..., Any])

_FOLDERS = "dateline.folders"
_COMMAND = re.compile("`dateline (?:check|doctor|index|search|show|status)")
_MINUS_WORD = re.compile(r"-(?!-|n\d)..+", re.DOTALL)


class QueryCommand(click.Command):
    """A command whose arguments are a query, where `-word` excludes a word.

    Options of one letter are therefore never run together with their values, but for `-n20`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep `-word` from being read as an option."""
        return super().parse_args(ctx, [f"\0{arg}" if _MINUS_WORD.fullmatch(arg) else arg for arg in args])


def joined(words: tuple[str, ...]) -> str:
    """The query that a command line's arguments spell."""
    return " ".join(word.removeprefix("\0") for word in words).strip()


class _Location(click.Path):
    """A folder, as a path, or the address of an archive on a cluster, as it is written."""

    def split_envvar_value(self, rv: str) -> list[str]:
        """A variable names one, whatever is in its name."""
        return [rv]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """See `click.ParamType`."""
        is_known = isinstance(value, str) and is_address(value)
        return value if is_known else super().convert(value, param, ctx)


def indexes_option(command: Command) -> Command:
    """`--index`, archives that are searched as one, by their folders or the address of one."""
    text = "The index's folder, or its address on a cluster: http://HOST:9200/NAME. Several folders are read as one."
    return _option(_noted, text, several=True)(command)


def index_option(command: Command) -> Command:
    """`--index`, the archive's folder, or its address."""
    return _option(_noted, "The index's folder, or its address on a cluster: http://HOST:9200/NAME.")(command)


def folder_option(command: Command) -> Command:
    """`--index` of a command that is for an index in a folder only."""
    return _option(_in_folder, "The index's folder.")(command)


def _option(callback: Callable[..., Any], text: str, *, several: bool = False) -> Callable[[Command], Command]:
    return click.option(
        "--index",
        "folders" if several else "folder",
        multiple=several,
        metavar="DIR",
        type=_Location(file_okay=False, path_type=Path),
        default=[FOLDER] if several else FOLDER,
        envvar="DATELINE_INDEX",
        show_default=True,
        show_envvar=True,
        help=text,
        callback=callback,
    )


def _noted(ctx: click.Context, _: click.Parameter, given: Location | Locations) -> Location | Locations:
    ctx.meta[_FOLDERS] = given if isinstance(given, tuple) else (given,)
    return given


def _in_folder(ctx: click.Context, _: click.Parameter, folder: Location) -> Location | Locations:
    """Raises UnsupportedAddress."""
    if isinstance(_noted(ctx, _, folder), str):
        raise UnsupportedAddress(str(folder), str(ctx.info_name))
    return folder


def advice(text: str, ctx: click.Context) -> str:
    """A message, in which commands name the index in use where it is not the usual one, fit to show: it may name what
    strangers wrote.
    """
    from dateline.search.output.display import clean

    text = "\n".join(map(clean, text.split("\n")))
    folders = ctx.meta.get(_FOLDERS)
    return text if folders is None else _COMMAND.sub(lambda found: found[0] + index_of(folders), text)


def index_of(folders: Locations) -> str:
    """What a command line needs to mean these indexes: ` --index DIR` for each, or nothing for the usual one."""
    if list(map(str, folders)) == [os.environ.get("DATELINE_INDEX") or FOLDER]:
        return ""
    import shlex

    from dateline.search.output.display import clean

    return "".join(f" --index {clean(shlex.quote(str(folder)))}" for folder in folders)


def rules_option(command: Command) -> Command:
    """`--rules`, the user's rules on outlets."""
    return click.option(
        "--rules",
        "rules_file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="TOML rules that name the outlet of pages that don't, and join an outlet's many names.",
    )(command)


def corrections_option(command: Command) -> Command:
    """`--corrections`, what the user knows better of single articles."""
    return click.option(
        "--corrections",
        "corrections_file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="TOML corrections of single articles' values, as `dateline doctor -o FILE` begins them.",
    )(command)


def terminal_options(command: Command) -> Command:
    """`--color` and `--no-pager`."""
    color = click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Whether text has colours and links; auto: on a terminal, unless NO_COLOR is set.",
    )
    pager = click.option(
        "--no-pager", "pager", is_flag=True, flag_value=False, default=True,
        help="Print a text that is longer than the screen, too, without the pager.",
    )  # fmt: skip
    return color(pager(command))
