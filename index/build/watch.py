"""Changes to what an archive is made of, noticed as they are made, and a run for each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.index.build.report import Report
from dateline.index.errors import DatelineError

_QUIET, _GATHERED, _LOOK = 150, 3_000, 200
"""Milliseconds: without a change after which a burst is over; that a burst is waited for at most; between two looks at
whether the sources themselves are others."""

Identity = tuple[int, int] | None


class MissingWatchfiles(DatelineError):
    """Sources are to be watched where watchfiles is not installed."""

    def __str__(self) -> str:
        return "--watch needs watchfiles, which is not installed; `pip install 'dateline[watch]'`"


class CannotWatch(DatelineError):
    """The system tells of no changes: it has no room to watch so many folders, say."""

    def __init__(self, reason: str) -> None:
        advice = "with WATCHFILES_FORCE_POLLING=1 in the environment every file is looked at instead"
        super().__init__(f"the sources can't be watched: {reason}; {advice}")
        self.reason = reason


def check_watching() -> None:
    """Raises MissingWatchfiles."""
    try:
        import watchfiles  # noqa: F401 - whether it is there
    except ImportError as error:
        raise MissingWatchfiles from error


def changes(paths: Sequence[Path], folder: Path) -> Iterator[None]:
    """An item whenever something below some paths has changed, and one at first for what changed before.

    A burst is one change. A path that is not there is waited for, and what is put in the place of one is watched.

    Args:
        paths: Folders and files.
        folder: The archive's, of which nothing is told.

    Raises:
        CannotWatch: See there.
    """
    from watchfiles import watch

    own = folder.absolute()

    def is_foreign(_: object, path: str) -> bool:
        return not Path(path).is_relative_to(own) and not Path(path).name.startswith(".")

    while True:
        before, is_told = list(map(_identity, paths)), False
        there = [path for path, identity in zip(paths, before, strict=True) if identity]
        try:
            for found in watch(
                *there, watch_filter=is_foreign, debounce=_GATHERED, step=_QUIET, rust_timeout=_LOOK,
                yield_on_timeout=True, ignore_permission_denied=True,
            ):  # fmt: skip
                if list(map(_identity, paths)) != before:
                    break
                if found or not is_told:
                    is_told = True
                    yield
        except FileNotFoundError:
            continue  # gone since we looked
        except (OSError, RuntimeError) as error:
            raise CannotWatch(str(error)) from error


def _identity(path: Path) -> Identity:
    """What tells a path's file or folder from another put in its place; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def follow(changed: Iterable[object], run: Callable[[], Report], first: Report) -> Iterator[Report | DatelineError]:
    """A run for each change. Of those that did something or failed their reports and errors, with what is new in them.

    Args:
        changed: An item for each change.
        run: Brings the archive up to date.
        first: What was told before.
    """
    told = {*first.skipped, *first.notes}
    failure = ""
    for _ in changed:
        try:
            report = run()
        except DatelineError as error:
            if str(error) != failure:
                failure = str(error)
                yield error
            continue
        news = replace(
            report,
            skipped=[skipped for skipped in report.skipped if skipped not in told],
            notes=[note for note in report.notes if note not in told],
            left_out=[],
        )
        told = {*report.skipped, *report.notes}
        if failure or news.new or news.changed or news.removed or news.skipped:
            yield news
        failure = ""
