"""Worker processes of an indexing run."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dateline.index.errors import DatelineError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_WORTH_PROCESSES = 1 << 20
"""Bytes of files from which starting worker processes pays."""


class WorkerEnded(DatelineError):
    """A worker process ended before its work did."""

    def __init__(self) -> None:
        super().__init__(
            "a worker process has ended; most likely there was no memory left. Nothing was changed; "
            "try again with fewer processes, `--jobs 1` at least."
        )


@contextmanager
def worker_pool(jobs: int, size: int) -> Iterator["ProcessPoolExecutor | None"]:
    """A pool of so many processes for files of so many bytes; none for a single one or for little, which the indexing
    process reads itself. Raises WorkerEnded, whatever it was that the pool was used for then.
    """
    if jobs == 1 or size <= _WORTH_PROCESSES:
        yield None
        return
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # loads what sockets and pickles need

    from dateline.index import processes

    try:
        with ProcessPoolExecutor(jobs, initializer=processes.begin) as pool:
            yield pool
    except BrokenExecutor as error:
        raise WorkerEnded from error
