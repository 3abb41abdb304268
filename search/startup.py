"""What makes a command start fast. To be imported before anything that loads NumPy."""

import gc
import os

# NumPy's matrices, of which there are none here, would start threads, which takes as long as a search.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
gc.disable()


def loaded() -> None:
    """Tell that all is imported: from now on garbage is collected, but no longer looked for among what modules hold."""
    gc.freeze()
    gc.enable()
