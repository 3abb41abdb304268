"""Worker processes of an indexing run."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext

from dateline.index.errors import DatelineError

_WORTH_PROCESSES = 1 << 20
"""Bytes of files from which starting worker processes pays."""


class WorkerEnded(DatelineError):
    """A worker process ended before its work did."""

    def __init__(self) -> None:
        super().__init__(
            "a worker process has ended; most likely there was no memory left. Nothing was changed; "
            "try again with fewer processes, `--jobs 1` at least."
        )


def worker_pool(jobs: int, size: int) -> ProcessPoolExecutor | nullcontext[None]:
    """A pool of so many processes for files of so many bytes; none for a single one or for little, which the indexing
    process reads itself.
    """
    return ProcessPoolExecutor(jobs, initializer=_begin) if jobs > 1 and size > _WORTH_PROCESSES else nullcontext()


def _begin() -> None:
    """What a worker does first. Ctrl-C reaches every process of a terminal; the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End the process when its parent does, however that ends: a worker waits for work, and would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
