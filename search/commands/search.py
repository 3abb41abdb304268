"""`dateline search`: from a query and options to an answer in some format."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.search.commands.answers import (
    FORMATS,
    HIT_FORMATS,
    MANY_FORMATS,
    SNIPPET_FORMATS,
    write_answers,
    write_hits,
    write_page,
    write_text,
)
from dateline.search.commands.last_search import remember
from dateline.search.commands.options import QueryCommand, indexes_option, joined, terminal_options
from dateline.search.commands.queries import read_queries
from dateline.search.commands.terminal import Color
from dateline.search.engine.engine import Locations, open_engine
from dateline.search.query.request import request
from dateline.search.query.tree import FACETS, Query, Sort
from dateline.search.results import Answer, Duplicates

if TYPE_CHECKING:
    from dateline.search.query.synonyms import Synonyms


def _complete_outlet(ctx: click.Context, param: click.Parameter, typed: str) -> list[str]:
    from dateline.search.commands.values import complete_outlet

    return complete_outlet(ctx, param, typed)


def _facets(_: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(value.split(","))) if value else ()
    if unknown := set(names) - {"outlet", "month", *FACETS}:
        known = ", ".join(("outlet", "month", *FACETS))
        raise click.BadParameter(f"there is no facet {min(unknown)!r}; the facets are {known}", param=param)
    return names


@click.command(cls=QueryCommand)
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@indexes_option
@click.option("--outlet", "outlets", metavar="NAME", multiple=True, shell_complete=_complete_outlet,
              help="Only this outlet; may be repeated. `dateline outlets` lists them.")  # fmt: skip
@click.option("--since", metavar="DATE", help="Only from this day, month or year on, or 7d, last-week, …")
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
@click.option("--synonyms", "synonyms_file", metavar="FILE", type=click.Path(path_type=Path),
              help="What else words stand for: lines `ferry, boat, car ferry` or `ferry => boat`.")  # fmt: skip
@click.option("--any", "any_word", is_flag=True, help="Any of the words is enough.")
@click.option(
    "--duplicates",
    type=click.Choice(["fold", "show", "only"]),
    default="fold",
    show_default=True,
    help="Copies of one story: the best alone, all of them, or only stories that have some.",
)
@click.option("--facets", is_flag=True, help="Count the matches by outlet and month.")
@click.option("--facet", "named_facets", metavar="NAMES", callback=_facets,
              help="Count them by some of outlet, month, author, place, path (folder) and url (site).")  # fmt: skip
@click.option("--context", is_flag=True, help="Show the whole paragraph in place of a snippet.")
@click.option("--explain", is_flag=True, help="Say why each article ranks where it does.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
    help="How to write the answer. A `path` in it is relative to the folder that holds the index; `paths` are relative "
    "to the current folder.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")
@click.option("-0", "--null", is_flag=True, help="End each of the paths in a zero byte, as xargs -0 reads them.")
@click.option(
    "--queries",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Run each line of a file (-: of standard input), a query or ID<TAB>QUERY; for json, jsonl, csv and trec.",
)
@terminal_options
def search(
    words: tuple[str, ...],
    folders: Locations,
    outlets: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: Sort,
    limit: int,
    offset: int,
    synonyms_file: Path | None,
    any_word: bool,
    facets: bool,
    named_facets: tuple[str, ...],
    context: bool,
    explain: bool,
    form: str,
    output: Path | None,
    null: bool,
    queries: Path | None,
    duplicates: Duplicates,
    color: Color,
    pager: bool,
) -> int:
    """Find articles.

    QUERY is words, all of which must be there. Also: "exact phrase", =exact, OR, NOT or -word, (groups), wild*card,
    fuzzy~, "near words"~5, title: lead: outlet: author: place: path: url: date:2025-04..2025-05 after: before:.
    Put it in single quotes to keep your shell out of it. Without QUERY, every article that the options let through is
    listed.
    """
    text = joined(words)
    shown = named_facets or ("outlet", "month") * facets
    _refuse_ignored(form, facets=bool(shown), context=context, explain=explain, null=null, color=color)
    ask = partial(
        request, outlets=outlets, since=since, until=until, sort=sort, any_word=any_word, explain=explain,
        facets=[name for name in shown if name in FACETS],
        snippets=form in SNIPPET_FORMATS, context=context, duplicates=duplicates, synonyms=_synonyms(synonyms_file),
    )  # fmt: skip
    if queries is None:
        query, engine = ask(text), open_engine(*map(str, folders))
        _tell([query], form)
        if form in HIT_FORMATS:
            found = engine.stream(query, limit, offset)
            write_hits(found, form, folders, output, null=null)
            return 0 if found.total else 1
        results = engine.search(query, limit, offset)
        if form == "text":
            remember(results, folders)
            write_text(results, folders, output, facets=shown, color=color, pager=pager)
        else:
            write_page(results, form, folders, output)
        return 0 if results.total else 1
    if text or form not in MANY_FORMATS:
        raise click.UsageError(f"--queries goes without QUERY and with --format {', '.join(MANY_FORMATS)}.")
    asked = read_queries(queries, ask)
    _tell(asked.values(), form)
    return _search_each(asked, folders, limit, offset, form, output)


def _tell(queries: Iterable[Query], form: str) -> None:
    """Say beside an answer in a format without warnings how its queries were understood."""
    if form not in ("text", "json", "html"):
        for note in dict.fromkeys(note for query in queries for note in query.notes):
            click.echo(note, err=True)


def _synonyms(path: Path | None) -> "Synonyms | None":
    if path is None:
        return None
    from dateline.search.query.synonyms import read_synonyms  # seldom needed

    return read_synonyms(path)


def _search_each(
    queries: Mapping[str, Query], folders: Locations, limit: int, offset: int, form: str, output: Path | None
) -> int:  # fmt: skip
    """Write the answers to queries by their names; the command's exit code."""
    engine = open_engine(*map(str, folders))
    search, found = engine.stream if form in HIT_FORMATS else engine.search, False

    def answers() -> Iterator[tuple[str, Answer]]:
        nonlocal found
        for name, query in queries.items():
            results = search(query, limit, offset)
            found = found or results.total > 0
            yield name, results

    write_answers(answers(), form, output)
    return 0 if found else 1


def _refuse_ignored(form: str, *, facets: bool, context: bool, explain: bool, null: bool, color: Color) -> None:
    """Raises UsageError for an option that would change nothing in this format."""
    facts = (
        ("--facets", facets, ("text", "json", "html")),
        ("--context", context, SNIPPET_FORMATS),
        ("--explain", explain, ("text", "json", "jsonl", "html")),
        ("--null", null, ("paths",)),
        ("--color always", color == "always", ("text",)),
    )
    for option, given, formats in facts:
        if given and form not in formats:
            raise click.UsageError(f"{option} is for --format {', '.join(formats)}; --format {form} has no use for it.")
