"""Coverage-guided fuzzing of one reader, by Atheris (`pip install atheris`, on Linux): `make fuzz READER=html`.

    python tests/coverage_fuzz.py html -max_total_time=600
    python tests/coverage_fuzz.py segment            the bytes of a segment's file
Whatever a reader can't make sense of is a reason or an error of Dateline's; anything else ends the run, and its input
is left in a file `crash-…`. What is found becomes a test.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["dateline"]):
    from growth import READERS

    from dateline.index.article import Skipped
    from dateline.index.errors import DatelineError
    from dateline.index.segment.reader import SegmentReader


def _read_text(reader: Any, data: bytes) -> None:
    found = reader(atheris.FuzzedDataProvider(data).ConsumeUnicode(len(data)))
    if isinstance(found, Skipped) and found.trace:
        raise AssertionError(found.trace)


def _read_segment(path: Path, data: bytes) -> None:
    path.write_bytes(b"dateline segment 2\n" + data)
    try:
        SegmentReader(path).verify()
    except DatelineError:
        return


def main() -> None:
    """Fuzz the reader named first; the other arguments are libFuzzer's."""
    name = sys.argv.pop(1)
    if name == "segment":
        path = Path(tempfile.mkdtemp()) / "a.seg"
        atheris.Setup(sys.argv, lambda data: _read_segment(path, data))
    else:
        atheris.Setup(sys.argv, lambda data: _read_text(READERS[name], data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
