"""The `dateline` command. It only calls the library; every error becomes a message here, once."""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from index import __version__
from index.errors import DatelineError
from search import startup
from search.options import QueryCommand, index_option, joined, rules_option, show, style
from search.search_command import search
from search.site_command import site

startup.loaded()


class UnwritableIndex(DatelineError):
    """The index's folder can't be written; what it held, it holds."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"the index in {folder} can't be written: {reason}; it is as it was before")
        self.folder, self.reason = folder, reason


class _Group(click.Group):
    """Click ends with code 1 where the reader of a pipe has gone; here that would say that nothing was found."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return result


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def cli() -> None:
    """Search a folder of news articles.

    First `dateline index FOLDER`, then `dateline search QUERY`.
    """


cli.add_command(search)
cli.add_command(site)


@cli.command("index")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
@rules_option
@click.option("--rebuild", is_flag=True, help="Index everything anew, and only these sources.")
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Worker processes.  [default: one a processor]")
@click.option("--strict", is_flag=True, help="Change nothing if any file has to be skipped.")
@click.option("--language", metavar="NAME", help="The language that words are stemmed in.  [default: english]")
def index_command(
    sources: tuple[Path, ...],
    folder: Path,
    rules_file: Path | None,
    rebuild: bool,
    jobs: int | None,
    strict: bool,
    language: str | None,
) -> None:
    """Index folders or files of articles.

    Reads .txt, .html, .md, .json, .jsonl and Reuters .sgm, each also as .gz. A second run reads only what has changed.
    Until a run has ended well, searches see the index as it was before.
    """
    from index.build import build
    from index.rules import load

    rules = load(rules_file)
    jobs = jobs or os.cpu_count() or 1
    try:
        with _Progress() as progress:
            report = build(
                list(sources), folder, rules,
                language=language, rebuild=rebuild, strict=strict, jobs=jobs, progress=progress.update,
            )  # fmt: skip
    except OSError as error:
        raise UnwritableIndex(folder, error.strerror or str(error)) from error
    counts = (report.new, report.changed, report.unchanged, report.removed, len(report.skipped))
    names = ("new", "changed", "unchanged", "removed", "skipped")
    click.echo(", ".join(f"{count:,} {name}" for count, name in zip(counts, names, strict=True)))
    for skipped in report.skipped:
        click.echo(f"skipped {skipped.path}: {skipped.reason}", err=True)


@cli.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option
def extract(sources: tuple[Path, ...], rules_file: Path | None) -> None:
    """Print what the indexer sees of each article, one JSON object a line."""
    from index.article import Article, Skipped
    from index.build import NothingToIndex
    from index.read import read
    from index.rules import load
    from index.walk import walk

    rules = load(rules_file)
    found = skipped = False
    for source in sources:
        for file in walk(source, Path.cwd()):
            for item in [file] if isinstance(file, Skipped) else read(file, rules):
                if isinstance(item, Article):
                    found = True
                    click.echo(json.dumps(item._asdict(), ensure_ascii=False).encode("utf-8", "replace"))
                else:
                    skipped = True
                    click.echo(f"skipped {item.path}: {item.reason}", err=True)
    if not found and not skipped:
        raise NothingToIndex(list(sources), [])
    if not found:
        sys.exit(2)


@cli.command("show", cls=QueryCommand)
@click.argument("wanted", metavar="ID")
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("--evidence", is_flag=True, help="Say where headline, date, outlet and the rest came from.")
@index_option
def show_command(wanted: str, words: tuple[str, ...], evidence: bool, folder: Path) -> None:
    """Print one article, with what matches QUERY marked.

    ID is an id or a path as `dateline search` shows it; the end of a path will do if it is the only one.
    """
    from search.engine import open_engine
    from search.parse import parse
    from search.query import Query
    from search.terminal import write_article

    text = joined(words)
    query = Query(text, parse(text))
    engine = open_engine(str(folder))
    article = engine.article(wanted)
    title, body = engine.mark(query, article)
    out = io.StringIO()
    write_article(article, title, body, style(folder, plain=False), out, evidence=evidence)
    show(out.getvalue())


@cli.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to write the figures.")  # fmt: skip
@index_option
def status(form: str, folder: Path) -> None:
    """Tell what the index holds, and check that its files are whole."""
    from search.engine import open_engine
    from search.status import as_text

    figures = open_engine(str(folder)).status()
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2) if form == "json" else as_text(figures))


class _Progress:
    """A bar on a terminal's standard error, nothing elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._done = 0

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.render_finish()

    def update(self, done: int, total: int) -> None:
        """Show that so many bytes of all are read."""
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = click.progressbar(length=max(total, 1), label="indexing", file=sys.stderr)
            self._bar.render_progress()
        self._bar.update(done - self._done)
        self._done = done


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
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"dateline: {where}{error.strerror or error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
