"""What a process does first that another one has started to work for it, and how much freed memory processes keep."""

import os
import signal
import threading
from contextlib import suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's `mallopt`."""
_KEPT = 1 << 26
"""Bytes of freed memory that a process keeps at most."""
_GIVEN_BACK = 1 << 20
"""Bytes of an array that is given back as soon as it is freed."""


def begin() -> None:
    """End when the parent does, and keep what a batch frees for the next. Ctrl-C reaches every process of a terminal;
    the parent alone decides what it means.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    keep_memory(_KEPT)


def keep_memory(least: int = _GIVEN_BACK) -> None:
    """Keep freed memory for what is asked for next, but for arrays of `least` bytes. Each batch of a worker and each
    query over a large archive need as much again, and the system clears every page that was given back to it before it
    gives it anew; what arrays of many sizes leave, in pieces, is of little use.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # another C library
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_TRIM_THRESHOLD, max(least, _KEPT // 4))
        mallopt(_MMAP_THRESHOLD, least)


def _end_with_parent() -> None:
    """End the process when its parent does, however that ends: a worker waits for work, and would wait for ever."""
    import multiprocessing  # a worker has it

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
