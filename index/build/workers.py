"""Worker processes of an indexing run."""

import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext


def worker_pool(jobs: int) -> ProcessPoolExecutor | nullcontext[None]:
    """A pool of so many processes; none for a single one, whose work the indexing process does itself."""
    return ProcessPoolExecutor(jobs, initializer=_ignore_interrupts) if jobs > 1 else nullcontext()


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
