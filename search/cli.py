"""The `dateline` command. It only calls the library; every error becomes a message here, once."""

import io
import os
import sys
import warnings
from functools import partial
from importlib import import_module
from typing import Any

import click

from dateline.index.errors import DatelineError, Notice
from dateline.search import startup
from dateline.search.errors import printable
from dateline.search.output.messages import fitted, message
from dateline.version import __version__

_COMMANDS = (
    *("authors", "check", "doctor", "extract", "index", "open", "outlets", "places"),
    *("repair", "search", "serve", "show", "similar", "site", "status"),
)


class _Group(click.Group):
    """Commands that are imported when they are asked for: a search has no use for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"dateline.search.commands.{cmd_name}"), cmd_name)
        startup.loaded()
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """For what is no command, the nearest one is named, or a search for it."""
        if args[0] not in _COMMANDS and not ctx.resilient_parsing:
            import shlex
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, 1, 0.75)
            meant = f"dateline {near[0] if near else f'search {shlex.join(args)}'}"
            ctx.fail(printable(f"there is no command {args[0]!r}; do you mean `{meant}`?"))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Click ends with code 1 where the reader of a pipe has gone; here that would say that nothing was found."""
        warnings.formatwarning = partial(_format_warning, ctx)
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except DatelineError as error:
            from shutil import get_terminal_size

            from dateline.search.commands.options import advice

            width = get_terminal_size().columns if sys.stderr.isatty() else None
            click.echo(fitted(f"dateline: {advice(message(error, width), ctx)}", width), err=True)
            return 2
        return result


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def cli() -> None:
    """Search a folder of news articles.

    First `dateline index FOLDER`, then `dateline search QUERY`.
    """


def _format_warning(
    ctx: click.Context,
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    line: str | None = None,
) -> str:
    """A warning of ours as the user reads it, in any thread; those of other packages are for programmers."""
    if issubclass(category, Notice):
        from dateline.search.commands.options import advice

        return f"dateline: {advice(str(message), ctx)}\n"
    return _format_any_warning(message, category, filename, lineno, line)


_format_any_warning = warnings.formatwarning


def main() -> None:
    """Run the command line and end the process: 0 found, 1 nothing found, 2 an error, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="replace")
    try:
        status_code = cli.main(prog_name="dateline", standalone_mode=False)
        sys.exit(status_code if isinstance(status_code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; the index is as it was before", err=True)
        sys.exit(130)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"dateline: {where}{error.strerror or error}", err=True)
        sys.exit(2)
    finally:
        startup.ending()


if __name__ == "__main__":
    main()
