"""What the last search of an index showed, so that `dateline show 3` means its third hit.

It is the user's own, kept beside other programs' state (https://specifications.freedesktop.org/basedir-spec/latest/),
not in the index.
"""

import json
import os
import zlib
from contextlib import suppress
from pathlib import Path

from dateline.search.engine.engine import Location
from dateline.search.results import Results


def remember(results: Results, folder: Location) -> None:
    """Note the hits of an answer by their ranks. What can't be written is not remembered."""
    ids = {hit.rank: hit.id for hit in results.hits}
    path = _path(folder)
    temporary = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_text(json.dumps({"index": _named(folder), "ids": ids}), "utf-8")
        temporary.replace(path)


def recall(wanted: str, folder: Location) -> str:
    """The id of the hit of this rank in the last answer; what is no such rank, as it is."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        noted = json.loads(_path(folder).read_text("utf-8"))
        if noted["index"] == _named(folder):
            return str(noted["ids"].get(wanted, wanted))
    return wanted


def _named(folder: Location) -> str:
    return folder if isinstance(folder, str) else str(folder.absolute())


def _path(folder: Location) -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    name = f"{zlib.crc32(os.fsencode(_named(folder))):08x}.json"
    return (Path(state) if state else Path.home() / ".local" / "state") / "dateline" / name
