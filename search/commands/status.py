"""`dateline status`: what an index holds, its files checked."""

import json
from typing import Any

import click

from dateline.search.commands.options import indexes_option
from dateline.search.engine.engine import Locations, open_engine
from dateline.search.output.display import articles, clean


@click.command
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to write the figures.")  # fmt: skip
@indexes_option
def status(form: str, folders: Locations) -> None:
    """Tell what the index holds, and check that its files are whole."""
    figures = open_engine(*map(str, folders)).status()
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2) if form == "json" else as_text(figures))


def as_text(figures: dict[str, Any]) -> str:
    """The figures in words, a line each."""
    dates = f"{figures['first']} to {figures['last']}" if figures["first"] else "none"
    segments = "1 segment" if figures["segments"] == 1 else f"{figures['segments']:,} segments"
    parts = _cluster(**figures["cluster"]) if "cluster" in figures else f"{segments}, all files whole"
    rows = [
        ("index", f"{figures['folder']}, {figures['bytes'] / 1e6:,.1f} MB, {parts}"),
        ("articles", f"{figures['articles']:,}"),
        ("outlets", f"{figures['outlets']:,}{_without(figures['unknown'])}"),
        ("dates", f"{dates}{_without(figures['undated'])}"),
        ("language", figures["language"]),
        ("sources", ", ".join(map(clean, figures["sources"])) or "not known"),
        ("rules", clean(figures["rules"] or "none")),
        *([("corrected", clean(figures["corrections"]))] if figures["corrections"] else []),
    ]
    return "\n".join(f"{name:<10}{value}" for name, value in rows)


def _cluster(health: str, nodes: int, shards: int, copies: int, *, whole: bool) -> str:
    """An archive's cluster in words."""
    state = "" if whole else "; an indexing run is under way or was cut off: run it again to its end"
    return f"shards: {shards}, copies of them: {copies}, nodes: {nodes}, health: {health}{state}"


def _without(count: int) -> str:
    return f", and {articles(count)} without one" if count else ""
