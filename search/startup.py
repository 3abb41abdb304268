"""What makes a command start fast. To be imported before anything that loads NumPy."""

import gc
import os

# NumPy's matrices, of which there are none here, would start threads, which takes as long as a search.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
gc.disable()
# Imported here, where few calls are open: deeper down, an import of NumPy can meet the end of a piece of CPython 3.11's
# stack, which is then given back and taken anew 1,400 times, 10 ms in all.
import numpy as np  # noqa: E402, F401 - after the setting that it reads


def loaded() -> None:
    """Tell that all is imported: from now on garbage is collected, but no longer looked for among what modules hold."""
    gc.freeze()
    gc.enable()


def ending() -> None:
    """Tell that all is done: the process ends, and no garbage is looked for among what it holds."""
    gc.freeze()
