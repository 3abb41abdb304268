"""Worker processes of an indexing run."""

from contextlib import nullcontext
from typing import TYPE_CHECKING

from dateline.index import processes
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


def worker_pool(jobs: int, size: int) -> "ProcessPoolExecutor | nullcontext[None]":
    """A pool of so many processes for files of so many bytes; none for a single one or for little, which the indexing
    process reads itself.
    """
    if jobs > 1 and size > _WORTH_PROCESSES:
        from concurrent.futures import ProcessPoolExecutor  # loads what sockets and pickles need

        return ProcessPoolExecutor(jobs, initializer=processes.begin)
    return nullcontext()
