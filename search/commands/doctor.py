"""`dateline doctor`: which articles have values that are missing or hard to believe, and a file to correct them in."""

import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
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

_HEAD = """\
# What `dateline doctor` found. Where a line is right without its #, or you have written the value, take the # away.
# Then run: dateline index --corrections {name}
# The index remembers this file; `dateline index` alone applies it as it is by then.
"""


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

    from dateline.index.extract.faults import KINDS, faults

    if unknown := set(kinds) - set(KINDS):
        raise click.UsageError(f"--kind {min(unknown)}: kinds are {', '.join(KINDS)}.")
    today = datetime.now().astimezone().date()
    found = [one for one in faults(open_engine(str(folder)).articles(), today) if not kinds or one.kind in kinds]
    if output is not None:
        added = _write_corrections(found, output)
        click.echo(f"{articles(added)} to look at in {output}; then `dateline index --corrections {output}`")
    elif form == "json":
        click.echo(json_text([one._asdict() for one in found], indent=2))
    else:
        terminal.show(lambda style: _as_text(found, style), folder, color, pager=pager)
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


def _write_corrections(found: Iterable["Fault"], path: Path) -> int:
    """Add to a file of corrections a table for each article that it has none for, likely values as comments; how many.

    Raises:
        BadCorrections: The file that is there is none of corrections.
        OSError: It can't be written.
    """
    from dateline.index.extract.corrections import load_corrections

    by_article: dict[tuple[str, str], list[Fault]] = {}
    known = load_corrections(path).by_path if path.exists() else {}
    for one in found:
        if not any(other.id in (None, one.id) for other in known.get(one.path, ())):
            by_article.setdefault((one.path, one.id), []).append(one)
    text = "" if path.exists() else _HEAD.format(name=path)
    for (file, identity), ones in by_article.items():
        text += f"\n[[article]]\npath = {_quoted(file)}\n"
        text += f"id = {_quoted(identity)}\n" if identity != file else ""
        for one in ones:
            text += f"# {one.kind}: {clean(one.found)}\n"
            text += "".join(f"# {_entry(name, value)}\n" for name, value in one.remedy.items())
            text += "# date = \n" if one.kind == "undated" and not one.remedy else ""
            text += '# date = ""\n' if one.kind == "one date" else ""
            text += '# outlet = ""\n' if one.kind == "no outlet" and not one.remedy else ""
    with path.open("a", encoding="utf-8", newline="\n") as file_:
        file_.write(text)
    return len(by_article)


def _entry(name: str, value: str) -> str:
    return f"{name} = {value}" if name in ("date", "leave_out") else f"{name} = {_quoted(value)}"


def _quoted(text: str) -> str:
    """A text as TOML has it, whose escapes are JSON's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
