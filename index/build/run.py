"""An indexing run: what has changed since the last one is read, analysed in worker processes, and committed at once."""

from collections.abc import Sequence
from pathlib import Path

from dateline.index.build import settings
from dateline.index.build.discovery import check_sources, no_collection, rare_collection, walked
from dateline.index.build.indexing import Drop, IndexingRun, Progress
from dateline.index.build.report import NothingToIndex, Report, StrictSkip
from dateline.index.build.sink import Sink
from dateline.index.build.writer import Writer
from dateline.index.extract.corrections import Corrections
from dateline.index.extract.outlet_rules import Rules
from dateline.index.sources.walk import SourceFile

Piped = Sequence[SourceFile]


def build(
    sources: list[Path],
    folder: Path,
    rules: Rules | None = None,
    corrections: Corrections | None = None,
    *,
    language: str | None = None,
    rebuild: bool = False,
    strict: bool = False,
    wait: bool = False,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    drop: Drop | None = None,
    piped: Piped = (),
) -> Report:
    """Bring the archive in `folder` up to date with the sources.

    Files of other sources that were indexed before stay. A file that can't be read now keeps the articles it gave
    before. An article that a file holds twice, id and all, counts once.

    Args:
        sources: Folders and files; none: those that the archive remembers.
        folder: The archive.
        rules: None: those that the archive remembers.
        corrections: In the same way.
        language: See `index.build.writer.Writer`, as for `rebuild`.
        rebuild: Index everything anew, and only these sources.
        strict: Change nothing if anything has to be skipped.
        wait: Wait for another writer to end.
        jobs: Worker processes.
        progress: Told bytes read and bytes in all.
        drop: Asked whether to drop the articles of a source that is empty now, given its name and how many they are;
            None: that is an error.
        piped: Files that are there for this run alone, and whose articles stay.

    Raises:
        NothingToIndex: The archive would hold no article, or a source that gave articles before is empty now: a disk
            that is not mounted, say.
        StrictSkip: `strict`, and something was skipped.
        DatelineError: As `index.build.settings`, `index.sources.walk.walk` and `index.build.writer.Writer` raise them.
        OSError: The folder can't be written; the archive is as it was before.
    """
    check_sources(sources)
    with Writer(folder, language=language, rebuild=rebuild, wait=wait) as writer:
        return update(
            sources, writer, rules, corrections, only=rebuild and bool(sources), strict=strict, jobs=jobs,
            progress=progress, drop=drop, piped=piped,
        )  # fmt: skip


@rare_collection()
def update(
    sources: list[Path],
    writer: Sink,
    rules: Rules | None = None,
    corrections: Corrections | None = None,
    *,
    only: bool = False,
    strict: bool = False,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    drop: Drop | None = None,
    piped: Piped = (),
) -> Report:
    """Bring the archive that a sink writes up to date, as `build` does a folder's, which see. `only`: it is to remember
    these sources alone.
    """
    report, folder = Report(), writer.folder
    rules = settings.rules_of(writer.state, folder) if rules is None else rules
    corrections = settings.corrections_of(writer.state, folder) if corrections is None else corrections
    paths = sources if sources or piped else settings.sources_of(writer.state, folder)
    with no_collection():
        run = IndexingRun(writer, rules, corrections, report, [] if only else writer.state.sources, paths)
        changed = run.plan(walked(paths, folder, (rules.path, corrections.path), piped, report), drop)
    if changed is not None:
        run.read(changed, jobs, progress)
    if strict and report.skipped:
        raise StrictSkip(report.skipped)
    if changed is not None and not any(record.articles for record in run.ledger.files.values()):
        raise NothingToIndex(paths or [Path("-")], report.skipped)
    if run.dirty:
        writer.commit(run.ledger.files, run.lines.pairs() | run.recurrence.new)
    report.inputs = settings.inputs_of(writer.state, folder)
    return report
