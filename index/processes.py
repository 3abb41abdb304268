"""What a process does first that another one has started to work for it."""

import multiprocessing
import os
import signal
import threading
from contextlib import suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's `mallopt`."""
_KEPT = 1 << 26
"""Bytes of freed memory that a process keeps at most."""


def begin() -> None:
    """End when the parent does. Ctrl-C reaches every process of a terminal; the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _keep_memory()


def _keep_memory() -> None:
    """Keep freed memory for what is asked for next. Each batch needs as much again, and the system clears every page
    that was given back to it before it gives it anew.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # another C library
        mallopt = ctypes.CDLL(None).mallopt
        for parameter in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            mallopt(parameter, _KEPT)


def _end_with_parent() -> None:
    """End the process when its parent does, however that ends: a worker waits for work, and would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
