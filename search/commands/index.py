"""`dateline index`: folders of articles to an index, with a bar to look at meanwhile."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.index.errors import DatelineError
from dateline.search.commands.options import advice, corrections_option, index_option, rules_option
from dateline.search.engine.engine import Location
from dateline.search.errors import printable
from dateline.search.output.display import articles

if TYPE_CHECKING:
    from dateline.index.build.report import Report
    from dateline.index.extract.corrections import Corrections
    from dateline.index.extract.outlet_rules import Rules

_BESIDE_BAR = 34
"""Cells of a bar's line beside the bar: `indexing  []  100%  12d 03:04:05`."""


class UnwritableIndex(DatelineError):
    """The index's folder can't be written; what it held, it holds."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(folder, reason)
        self.folder, self.reason = folder, reason

    def __str__(self) -> str:
        return f"the index in {self.folder} can't be written: {self.reason}; it is as it was before"


@click.command
@click.argument("sources", metavar="[SOURCE]...", nargs=-1, type=click.Path(path_type=Path))
@index_option
@rules_option
@click.option("--no-rules", is_flag=True, help="Do without the rules that the index remembers.")
@corrections_option
@click.option("--no-corrections", is_flag=True, help="Do without the corrections that the index remembers.")
@click.option("--rebuild", is_flag=True, help="Index everything anew, and only these sources.")
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Worker processes.  [default: one a processor]")
@click.option("--strict", is_flag=True, help="Change nothing if any file has to be skipped.")
@click.option("--wait", is_flag=True, help="Wait for another indexing run to end.")
@click.option("--language", metavar="NAME", help="The language that words are stemmed in.  [default: english]")
@click.option("--watch", is_flag=True, help="Then index what is new, changed or gone as soon as it is, until Ctrl-C.")
@click.option("--forget", metavar="SOURCE", type=click.Path(path_type=Path), help="Drop a source and its articles.")
@click.option("--verbose", is_flag=True, help="Name the files that are left out because they can hold no article, and "
              "tell of what was skipped for an error in Dateline where it happened.")  # fmt: skip
def index(
    sources: tuple[Path, ...],
    folder: Location,
    rules_file: Path | None,
    no_rules: bool,
    corrections_file: Path | None,
    no_corrections: bool,
    rebuild: bool,
    jobs: int | None,
    strict: bool,
    wait: bool,
    language: str | None,
    watch: bool,
    forget: Path | None,
    verbose: bool,
) -> None:
    """Index folders or files of articles.

    Reads .txt, .html, .md, .json, .jsonl, .csv and Reuters .sgm; .pdf, .docx, .eml and .mbox, RSS and Atom feeds, .epub
    and .warc; .zip and .tar of all these; each also as .gz. SOURCE may be -, standard input. A second run reads only
    what has changed, and `dateline index` alone does so for all that the index was made of, by the same rules and
    corrections. A file NAME.meta.json beside NAME says what you know of its article: a JSON object with title, date,
    outlet and the like. Links are followed. Until a run has ended well, searches see the index as it was before.
    """
    from dateline.index.build.watch import check_watching
    from dateline.index.extract.corrections import load_corrections
    from dateline.index.extract.outlet_rules import Rules, load_rules
    from dateline.index.sources.standard_input import spooled

    if rules_file and no_rules:
        raise click.UsageError("--rules and --no-rules exclude each other.")
    if corrections_file and no_corrections:
        raise click.UsageError("--corrections and --no-corrections exclude each other.")
    try:
        if forget:
            if sources or rebuild or watch:
                raise click.UsageError("--forget goes alone.")
            _forget(forget, folder)
        else:
            if watch:
                check_watching()
            rules = Rules() if no_rules else load_rules(rules_file) if rules_file else None
            corrections = load_corrections(corrections_file) if corrections_file or no_corrections else None
            named = tuple(source for source in sources if str(source) != "-")
            options = {"strict": strict, "jobs": jobs or os.cpu_count() or 1}
            with spooled(sys.stdin.buffer) if named != sources else nullcontext() as piped, _Progress() as progress:
                report = _build(
                    named, folder, rules, corrections, piped=[piped] if piped else [], language=language,
                    rebuild=rebuild, wait=wait, progress=progress.update, drop=_may_drop, **options,
                )  # fmt: skip
            _tell(report, verbose=verbose)
            if watch:
                _watch(report, folder, options, verbose=verbose)
    except OSError as error:
        raise UnwritableIndex(Path(folder), error.strerror or str(error)) from error


def _build(
    sources: tuple[Path, ...], folder: Location, rules: "Rules | None" = None,
    corrections: "Corrections | None" = None, **options: Any,
) -> "Report":  # fmt: skip
    from dateline.index.build.run import build

    if isinstance(folder, str):
        from dateline.index.cluster.run import build_on_cluster

        return build_on_cluster(list(sources), folder, rules, corrections, **options)
    return build(list(sources), folder, rules, corrections, **options)


def _watch(first: "Report", folder: Location, options: dict[str, Any], *, verbose: bool) -> None:
    """Bring the index up to date whenever what it is made of changes, a line for each run; Ctrl-C ends it."""
    from datetime import datetime

    from dateline.index.build.report import Report
    from dateline.index.build.watch import changes, follow

    def run() -> "Report":
        with _to_its_end():
            return _build((), folder, wait=True, drop=lambda *_: False, **options)

    click.echo("watching for changes  (Ctrl-C ends it)")
    try:
        for news in follow(changes(first.inputs, Path(folder)), run, first):
            time = f"{datetime.now().astimezone():%H:%M:%S}  "
            if isinstance(news, Report):
                _tell(news, verbose=verbose, before=time)
            else:
                click.echo(time + advice(str(news), click.get_current_context()), err=True)
    except KeyboardInterrupt:
        click.echo()


@contextmanager
def _to_its_end() -> Iterator[None]:
    """Let what is begun end before Ctrl-C ends the command; a second one interrupts it."""
    asked = False

    def note(*_: object) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    except KeyboardInterrupt:
        raise click.Abort from None
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


def _forget(source: Path, folder: Location) -> None:
    from dateline.index.build.forget import forget

    if isinstance(folder, str):
        from dateline.index.cluster.run import forget_on_cluster

        count = forget_on_cluster(source, folder)
    else:
        count = forget(source, folder)
    click.echo(f"{source} is forgotten{f', and its {articles(count)} with it' if count else ''}")


def _may_drop(source: str, count: int) -> bool:
    """Ask whoever is there whether the articles of a source that is empty now are to go."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    question = f"{printable(source)} is empty now. Drop the {articles(count)} that came from it?"
    return click.confirm(question, default=False, err=True)


def _tell(report: "Report", *, verbose: bool, before: str = "") -> None:
    """Say what a run did: the counts on standard output, after what is to stand before them, all else beside."""
    counts = (report.new, report.changed, report.unchanged, report.removed, len(report.skipped))
    names = ("new", "changed", "unchanged", "removed", "skipped")
    click.echo(before + ", ".join(f"{count:,} {name}" for count, name in zip(counts, names, strict=True)))
    for skipped in report.skipped:
        reason = advice(skipped.reason, click.get_current_context())
        click.echo(f"skipped {skipped.path}: {reason}\n{skipped.trace * verbose}", err=True, nl=False)
    if report.left_out:
        kinds = Counter(one.kind or "without a suffix" for one in report.left_out)
        ordered = sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))
        listed = ", ".join(f"{count:,} {printable(kind)}" for kind, count in ordered)
        more = "" if verbose else "; --verbose names them"
        files = "1 file" if len(report.left_out) == 1 else f"{len(report.left_out):,} files"
        click.echo(f"left out {files} that can hold no article: {listed}{more}", err=True)
    for one in report.left_out if verbose else ():
        click.echo(f"left out {one.path}", err=True)
    for note in report.notes:
        click.echo(advice(f"Note: {note}", click.get_current_context()), err=True)


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
            width = max(4, min(36, os.get_terminal_size(sys.stderr.fileno()).columns - _BESIDE_BAR))
            self._bar = click.progressbar(length=max(total, 1), label="indexing", file=sys.stderr, width=width)
            self._bar.render_progress()
        self._bar.update(done - self._done)
        self._done = done
