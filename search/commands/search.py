"""`dateline search`: from options to a query, from results to a format."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from dateline.index.archive.generation import FOLDER
from dateline.index.errors import DatelineError
from dateline.search.commands.options import QueryCommand, index_option, joined, page, style
from dateline.search.engine.engine import Engine, open_engine
from dateline.search.errors import QueryError
from dateline.search.output.terminal import write_results
from dateline.search.query.parse import parse
from dateline.search.query.period import period
from dateline.search.query.tree import Query
from dateline.search.results import Results

FORMATS = ("text", "json", "jsonl", "csv", "paths", "html", "bibtex", "ris", "trec")
MANY_FORMATS = ("json", "jsonl", "csv", "trec")
"""Formats in which the answers to several queries can stand one after another."""
SNIPPET_FORMATS = ("text", "json", "jsonl", "csv", "html")
"""Formats that show a snippet of each article."""


class UnreadableQueries(DatelineError):
    """A file of queries that can't be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the queries in {path} can't be read: {reason}")
        self.path, self.reason = path, reason


class BadQueryLine(DatelineError):
    """A line of a file of queries that makes no sense; `line` counts from 1."""

    def __init__(self, path: Path, line: int, error: DatelineError) -> None:
        super().__init__(f"{path}, line {line}: {error}")
        self.path, self.line, self.error = path, line, error


class UnwritableOutput(DatelineError):
    """The file that `-o` names can't be written; if there was one, it is as it was."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be written: {reason}")
        self.path, self.reason = path, reason


@click.command(cls=QueryCommand)
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@index_option
@click.option("--outlet", "outlets", metavar="NAME", multiple=True, help="Only this outlet; may be repeated.")
@click.option("--since", metavar="DATE", help="Only from this day, month or year on.")
@click.option("--until", metavar="DATE", help="Only to the end of this day, month or year.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="The order of the articles.",
)
@click.option("-n", "--limit", metavar="N", type=click.IntRange(0), default=10, help="Articles to show.  [default: 10]")
@click.option("--offset", metavar="N", type=click.IntRange(0), default=0, help="Articles to pass over first.")
@click.option("--any", "any_word", is_flag=True, help="Any of the words is enough.")
@click.option("--facets", is_flag=True, help="Count the matches by outlet and month.")
@click.option("--explain", is_flag=True, help="Say why each article ranks where it does.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to write the answer."
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")
@click.option(
    "--queries",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Run each line of a file, a query or ID<TAB>QUERY; for json, jsonl, csv and trec.",
)
def search(words: tuple[str, ...], folder: Path, queries: Path | None, output: Path | None, **options: object) -> int:
    """Find articles.

    QUERY is words, all of which must be there. Also: "exact phrase", =exact, OR, NOT or -word, (groups), wild*card,
    fuzzy~, "near words"~5, title: lead: outlet: author: place: date:2025-04..2025-05 after: before:. Put it in single
    quotes to keep your shell out of it. Without QUERY, every article that the options let through is listed.
    """
    text = joined(words)
    if queries:
        if text or options["form"] not in MANY_FORMATS:
            raise click.UsageError(f"--queries goes without QUERY and with --format {', '.join(MANY_FORMATS)}.")
        parsed = list(_parsed(queries, **options))
    else:
        parsed = [("1", _query(text, **options))]  # type: ignore[arg-type]
    engine = open_engine(str(folder))
    answers = ((name, _ask(engine, query, **options)) for name, query in parsed)  # type: ignore[arg-type]
    found = _Found()
    if queries:
        _deliver(lambda out: _write_many(found.watch(answers), str(options["form"]), out), output)
    else:
        results = next(found.watch(answers))[1]
        _deliver(lambda out: _write(results, folder, output, out, **options), output)  # type: ignore[arg-type]
    return 0 if found.any else 1


class _Found:
    """Whether any answer held an article."""

    def __init__(self) -> None:
        self.any = False

    def watch(self, answers: Iterator[tuple[str, Results]]) -> Iterator[tuple[str, Results]]:
        for name, results in answers:
            self.any |= bool(results.total)
            yield name, results


def _query(
    text: str, *, outlets: tuple[str, ...], since: str | None, until: str | None, sort: str, any_word: bool,
    explain: bool, form: str, **_: object,
) -> Query:  # fmt: skip
    return Query(
        text=text,
        node=parse(text, any_word=any_word),
        outlets=outlets,
        since=None if since is None else period(since)[0],
        until=None if until is None else period(until)[1],
        sort=sort,  # type: ignore[arg-type]  # click has checked it
        explain=explain,
        snippets=form in SNIPPET_FORMATS,
    )


def _ask(engine: Engine, query: Query, *, limit: int, offset: int, **_: object) -> Results:
    return engine.search(query, limit, offset)


def _parsed(path: Path, **options: object) -> Iterator[tuple[str, Query]]:
    """The queries of a file with their ids, which are the line numbers where it gives none."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise UnreadableQueries(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableQueries(path, "it is not UTF-8; save it as UTF-8") from error
    for number, line in enumerate(lines, 1):
        name, _, query = line.partition("\t") if "\t" in line else (str(number), "", line)
        if line.strip():
            try:
                yield name.strip(), _query(query.strip(), **options)  # type: ignore[arg-type]
            except QueryError as error:
                raise BadQueryLine(path, number, error) from error


def _deliver(write: Callable[[TextIO], None], output: Path | None) -> None:
    """Let a writer write to a file, which is there whole or not at all, or to standard output."""
    if output is None or str(output) == "-":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(newline="")
        write(sys.stdout)
        return
    temporary = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", errors="replace", newline="") as out:
            write(out)
        temporary.replace(output)
    except OSError as error:
        raise UnwritableOutput(output, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(
    results: Results, folder: Path, output: Path | None, out: TextIO, *, form: str, facets: bool,
    **_: object,
) -> None:  # fmt: skip
    if form == "text":
        text = io.StringIO()
        write_results(results, style(folder, plain=output is not None), text, facets=facets, command=_command(folder))
        page(text.getvalue()) if out is sys.stdout else out.write(text.getvalue())
    elif form == "html":
        from dateline.search.output.html_page import write_html

        root = os.path.relpath(folder.absolute().parent, (output or Path("x")).absolute().parent)
        write_html(results, out, root=root)
    elif form in ("bibtex", "ris"):
        from dateline.search.output import citations

        {"bibtex": citations.write_bibtex, "ris": citations.write_ris}[form](results, out)
    elif form == "trec":
        from dateline.search.output.exports import write_trec

        write_trec("1", results, out)
    else:
        from dateline.search.output import exports

        writers = {
            "json": exports.write_json,
            "jsonl": exports.write_jsonl,
            "csv": exports.write_csv,
            "paths": exports.write_paths,
        }
        writers[form](results, out)


def _command(folder: Path) -> str:
    """What to type before another query for the same archive."""
    usual = os.environ.get("DATELINE_INDEX") or FOLDER
    if str(folder) == usual:
        return "dateline search"
    import shlex

    return f"dateline search --index {shlex.quote(str(folder))}"


def _write_many(answers: Iterator[tuple[str, Results]], form: str, out: TextIO) -> None:
    from dateline.search.output import exports

    if form == "trec":
        for name, results in answers:
            exports.write_trec(name, results, out)
    else:
        writers = {"json": exports.write_json_many, "jsonl": exports.write_jsonl_many, "csv": exports.write_csv_many}
        writers[form](answers, out)
