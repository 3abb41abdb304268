"""Worker processes of an indexing run."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from dateline.index.errors import DatelineError

if TYPE_CHECKING:
    from concurrent.futures import Executor

Pool: TypeAlias = "Callable[[], Executor]"
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
def worker_pool(jobs: int, size: int, load: Callable[[], None]) -> "Iterator[Pool | None]":
    """A pool of so many processes for files of so many bytes, begun when it is asked for first; none for a single one
    or for little, which the indexing process reads itself.

    Args:
        jobs: How many processes.
        size: Bytes of the files.
        load: Loads what the processes need, before they are forked.

    Raises:
        WorkerEnded: A process has ended, whatever it was that the pool was used for then.
    """
    if jobs == 1 or size <= _WORTH_PROCESSES:
        yield None
        return
    from concurrent.futures import BrokenExecutor

    with ExitStack() as stack:

        @cache
        def pool() -> "Executor":
            from concurrent.futures import ProcessPoolExecutor  # loads what sockets and pickles need

            from dateline.index import processes

            load()
            return stack.enter_context(ProcessPoolExecutor(jobs, initializer=processes.begin))

        try:
            yield pool
        except BrokenExecutor as error:
            raise WorkerEnded from error
