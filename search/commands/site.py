"""`dateline site`: the archive as a folder of files with a search page."""

import sys
from contextlib import ExitStack
from pathlib import Path

import click

from dateline.search.commands.options import index_option
from dateline.search.engine.engine import Location
from dateline.search.output.display import articles


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@index_option
@click.option("--pages/--no-pages", default=True, show_default=True, help="Whether each article gets its own page.")
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Use the templates and the style sheet in this folder in place of ours.",
)
@click.option("--title", metavar="TEXT", default="News archive", show_default=True, help="The site's name.")
def site(out: Path, folder: Location, pages: bool, templates: Path | None, title: str) -> None:
    """Write the archive as a site with a search page.

    OUT becomes a folder that needs no server: open OUT/index.html, or put the folder on any host of plain files. A site
    that is there already is replaced once the new one is whole.
    """
    from dateline.search.commands.local_copy import local_copy
    from dateline.search.site.build import build_site

    with ExitStack() as stack:
        if not isinstance(folder, Path):
            _tell("fetching the articles")
            folder = stack.enter_context(local_copy(folder))
        written = build_site(folder, out, title=title, pages=pages, templates=templates, tell=_tell)
    _tell("")
    click.echo(f"{articles(written.articles)}, {written.files:,} files, {written.bytes / 1e6:,.1f} MB")
    click.echo(f"open {(out / 'index.html').resolve().as_uri()}")


def _tell(doing: str) -> None:
    """Say on a terminal what is being done, in the place of what was said before."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{doing}", err=True, nl=False)
