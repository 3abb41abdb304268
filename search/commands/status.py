"""`dateline status`: what an index holds, its files checked."""

import json
from pathlib import Path
from typing import Any

import click

from dateline.search.commands.options import index_option
from dateline.search.output.display import articles, clean


@click.command
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to write the figures.")  # fmt: skip
@index_option
def status(form: str, folder: Path) -> None:
    """Tell what the index holds, and check that its files are whole."""
    from dateline.search.engine.engine import open_engine

    figures = open_engine(str(folder)).status()
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2) if form == "json" else as_text(figures))


def as_text(figures: dict[str, Any]) -> str:
    """The figures in words, a line each."""
    dates = f"{figures['first']} to {figures['last']}" if figures["first"] else "none"
    segments = "1 segment" if figures["segments"] == 1 else f"{figures['segments']:,} segments"
    rows = [
        ("index", f"{figures['folder']}, {figures['bytes'] / 1e6:,.1f} MB, {segments}, all files whole"),
        ("articles", f"{figures['articles']:,}"),
        ("outlets", f"{figures['outlets']:,}{_without(figures['unknown'])}"),
        ("dates", f"{dates}{_without(figures['undated'])}"),
        ("language", figures["language"]),
        ("sources", ", ".join(map(clean, figures["sources"])) or "not known"),
        ("rules", clean(figures["rules"] or "none")),
    ]
    return "\n".join(f"{name:<10}{value}" for name, value in rows)


def _without(count: int) -> str:
    return f", and {articles(count)} without one" if count else ""
