"""What a process does first that another one has started to work for it."""

import multiprocessing
import os
import signal
import threading


def begin() -> None:
    """End when the parent does. Ctrl-C reaches every process of a terminal; the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End the process when its parent does, however that ends: a worker waits for work, and would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
