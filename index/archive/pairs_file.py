"""The pairs of lines of an archive's files, from which `extract.text.line_pairs` tells what recurs: a file of arrays.

Only an indexing run that has changed files reads it, and `dateline check`.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from dateline.index import durable
from dateline.index.arrays import Array
from dateline.index.errors import reading
from dateline.index.segment.array_file import ArrayFile, file_parts, string_table


def pairs_path(folder: Path, generation: int) -> Path:
    """Where the pairs of a generation are."""
    return folder / f"pairs-{generation}.arrays"


def read_pairs(folder: Path, generation: int) -> dict[str, Array]:
    """By the name of each file that has any its pairs, ascending. Raises CorruptIndex."""
    path = pairs_path(folder, generation)
    file = ArrayFile(path)
    with reading(path):
        names = [name.decode() for name in file.strings("name")]
        pairs, ends = file.array("pair"), file.array("end").astype(np.int64)
        if len(ends) != len(names) or (np.diff(ends, prepend=0, append=len(pairs)) < 0).any():
            raise ValueError("its arrays do not fit each other")
        return dict(zip(names, np.split(pairs, ends[:-1]), strict=True)) if names else {}


def write_pairs(path: Path, pairs: Mapping[str, Array]) -> None:
    """Write the pairs of files to a new file. Raises OSError."""
    names = sorted(name for name, own in pairs.items() if len(own))
    blob, ends = string_table(name.encode("utf-8", "replace") for name in names)
    own = [pairs[name] for name in names]
    arrays = {
        "name.blob": blob,
        "name.ends": ends,
        "end": np.cumsum([len(some) for some in own], dtype=np.int64).astype("<u8"),
        "pair": np.concatenate([np.empty(0, "<u8"), *own]),
    }
    durable.write_file(path, file_parts(arrays))
