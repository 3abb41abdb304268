"""Answers in the format asked for, to a file or to standard output."""

import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from dateline.index.errors import DatelineError
from dateline.search.commands.options import index_of
from dateline.search.commands.terminal import Color, show, style
from dateline.search.engine.engine import Locations, root_of
from dateline.search.output.terminal import Style, write_results
from dateline.search.results import HitStream, Results

FORMATS = ("text", "json", "jsonl", "csv", "paths", "html", "bibtex", "ris", "trec")
MANY_FORMATS = ("json", "jsonl", "csv", "trec")
"""Formats in which the answers to several queries can stand one after another."""
HIT_FORMATS = ("jsonl", "csv", "paths", "ris", "trec")
"""Formats that have hits and nothing else, and are written as these come."""
SNIPPET_FORMATS = ("text", "json", "jsonl", "csv", "html")
"""Formats that show a snippet of each article."""


class UnwritableOutput(DatelineError):
    """The file that `-o` names can't be written; if there was one, it is as it was."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path} can't be written: {self.reason}"


def write_text(
    results: Results, folders: Locations, output: Path | None, *, facets: Sequence[str] = (), alike: str = "",
    color: Color, pager: bool,
) -> None:  # fmt: skip
    """Write the answer to one query for people to read: on standard output as `show` does; raises UnwritableOutput.
    With `alike`, an article's headline, they are those like it.
    """

    def render(style: Style) -> str:
        text = io.StringIO()
        write_results(results, style, text, facets=facets, command=f"dateline search{index_of(folders)}", alike=alike)
        return text.getvalue()

    if output is None:
        show(render, folders, color, pager=pager)
    else:
        _write_to(output, lambda out: out.write(render(style(folders, color, terminal=False))))


def write_page(results: Results, form: str, folders: Locations, output: Path | None) -> None:
    """Write the answer to one query in a form that has all of it, `json`, `html` or `bibtex`, to a file or, for None
    or `-`, to standard output; raises UnwritableOutput.
    """
    if form == "html":
        from dateline.search.output.html_page import write_html

        seen = os.path.relpath(root_of(folders), (output or Path("x")).absolute().parent)
        _write_to(output, lambda out: write_html(results, out, root=seen))
    elif form == "json":
        from dateline.search.output.exports import write_json

        _write_to(output, lambda out: write_json(results, out))
    else:
        from dateline.search.output.citations import write_bibtex

        _write_to(output, lambda out: write_bibtex(results, out))


def write_hits(found: HitStream, form: str, folders: Locations, output: Path | None, *, null: bool) -> None:
    """Write hits for another program, each as it comes.

    Args:
        found: The hits.
        form: One of `HIT_FORMATS`.
        folders: The indexes' folders, or the address of one.
        output: The file to write to; None or `-` for standard output.
        null: Whether each of `paths` ends in a zero byte instead of a line break.

    Raises:
        UnwritableOutput: See there.
    """
    from dateline.search.output import exports

    if form == "paths":
        end = b"\0" if null else b"\n"
        located = partial(_located, root=root_of(folders), end=end)
        _write_to(output, lambda out: exports.write_paths(found, out, located=located, end=end))
    elif form == "ris":
        from dateline.search.output.citations import write_ris

        _write_to(output, lambda out: write_ris(found, out))
    else:
        writer = {"jsonl": exports.write_jsonl, "csv": exports.write_csv, "trec": exports.write_trec}[form]
        _write_to(output, lambda out: writer(found, out))


def write_answers(answers: Iterable[tuple[str, Any]], form: str, output: Path | None) -> None:
    """Write the answers to several queries, each with its query's id, in one of `MANY_FORMATS`: `Results` as `json`,
    in others streams of hits. Raises UnwritableOutput.
    """
    from dateline.search.output import exports

    writers: dict[str, Callable[[Iterable[tuple[str, Any]], TextIO], None]] = {
        "json": exports.write_json_many,
        "jsonl": exports.write_jsonl_many,
        "csv": exports.write_csv_many,
        "trec": exports.write_trec_many,
    }
    _write_to(output, lambda out: writers[form](answers, out))


def _write_to(output: Path | None, write: Callable[[TextIO], object]) -> None:
    """Let a writer write to standard output, or to a file, which is there whole or not at all."""
    if output is None or str(output) == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(newline="")
        write(sys.stdout)
        return
    if output.is_dir():
        raise UnwritableOutput(output, "it is a folder")
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


def _located(path: str, *, root: Path, end: bytes) -> bytes:
    """Where a hit's file is, seen from the current folder, in the bytes that it has on disk; as the hit has it, with
    escapes, where the `end` is among them or a terminal would read commands in them.
    """
    from dateline.index.sources.walk import file_of

    found = os.fsencode(os.path.relpath(file_of(path, root)))
    if end in found or sys.stdout.isatty():
        found = os.fsencode(os.path.relpath(root / path))
    return b"./" + found if found.startswith(b"-") else found
