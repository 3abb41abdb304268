"""`dateline index`: folders of articles to an index, with a bar to look at meanwhile."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from dateline.index.errors import DatelineError
from dateline.search.commands.options import index_option, rules_option


class UnwritableIndex(DatelineError):
    """The index's folder can't be written; what it held, it holds."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(folder, reason)
        self.folder, self.reason = folder, reason

    def __str__(self) -> str:
        return f"the index in {self.folder} can't be written: {self.reason}; it is as it was before"


@click.command
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
@rules_option
@click.option("--rebuild", is_flag=True, help="Index everything anew, and only these sources.")
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Worker processes.  [default: one a processor]")
@click.option("--strict", is_flag=True, help="Change nothing if any file has to be skipped.")
@click.option("--verbose", is_flag=True, help="Tell of what was skipped for an error in Dateline where it happened.")
@click.option("--language", metavar="NAME", help="The language that words are stemmed in.  [default: english]")
def index(
    sources: tuple[Path, ...],
    folder: Path,
    rules_file: Path | None,
    rebuild: bool,
    jobs: int | None,
    strict: bool,
    verbose: bool,
    language: str | None,
) -> None:
    """Index folders or files of articles.

    Reads .txt, .html, .md, .json, .jsonl and Reuters .sgm, each also as .gz. A second run reads only what has changed.
    Until a run has ended well, searches see the index as it was before.
    """
    from dateline.index.build.run import build
    from dateline.index.extract.outlet_rules import load_rules

    rules = load_rules(rules_file)
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
        click.echo(f"skipped {skipped.path}: {skipped.reason}\n{skipped.trace * verbose}", err=True, nl=False)


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
