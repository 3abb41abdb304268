"""What a step costs, taken in a process of its own, and what it raises there."""

import os
import resource
import traceback
from collections.abc import Callable
from typing import NoReturn

SECONDS, BYTES = 10, 1 << 30
"""What one damaged index may cost."""


class Wrong(AssertionError):
    """A damaged index gave an answer that it should not."""


class Costs:
    """What the worst of many steps took: seconds of the processor, and bytes of memory beyond those at its beginning.

    Each step runs in a process of its own, so that none is charged with what others have kept, or with what else the
    machine does. A forked process begins with what its parent holds by then, not with the most that it ever held.
    """

    def __init__(self) -> None:
        self.seconds, self.bytes = 0.0, 0

    def of(self, step: Callable[[], object]) -> None:
        """Take one step and note what it costs. Raises Wrong with the traceback of whatever it raises."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            _take(step, writing)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            before, _, fault = pipe.read().partition("\n")
        _, status, usage = os.wait4(child, 0)
        self.seconds = max(self.seconds, usage.ru_utime + usage.ru_stime)
        self.bytes = max(self.bytes, (usage.ru_maxrss << 10) - int(before or 0))
        if status or fault:
            raise Wrong(fault or f"the process ended with {status}")


def _take(step: Callable[[], object], out: int) -> NoReturn:
    """Take a step, and write what memory there was before it, and what it raised."""
    told = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10}\n"
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (3 * SECONDS, 3 * SECONDS))  # for what would never end
        step()
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        told += traceback.format_exc()
    os.write(out, told.encode()[:60_000])
    os._exit(0)
