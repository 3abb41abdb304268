"""What the last search of an index, or of several together, showed, so that `dateline show 3` means its third hit.

It is the user's own, kept beside other programs' state (https://specifications.freedesktop.org/basedir-spec/latest/),
not in the index.
"""

import json
import os
import zlib
from contextlib import suppress
from pathlib import Path

from dateline.index.sources.walk import name_of
from dateline.search.engine.engine import Locations, root_of
from dateline.search.results import Results


def remember(results: Results, folders: Locations) -> None:
    """Note the hits of an answer by their ranks. What can't be written is not remembered."""
    ids = {hit.rank: hit.id for hit in results.hits}
    path = _path(folders)
    temporary = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_text(json.dumps({"index": _named(folders), "ids": ids}), "utf-8")
        temporary.replace(path)


def recall(wanted: str, folders: Locations) -> str:
    """The id of the hit of this rank in the last answer; the name in the index of a file that is meant from where one
    stands, as in `../news/strike.txt`; anything else, as it is.
    """
    if wanted.startswith((".", "/")) and Path(wanted).is_file():
        return name_of(Path(os.path.abspath(wanted)), root_of(folders))  # noqa: PTH100 - without following links
    path = _path(folders)
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        noted = json.loads(path.read_bytes()) if path.is_file() else {}
        if noted["index"] == _named(folders):
            return str(noted["ids"].get(wanted, wanted))
    return wanted


def _named(folders: Locations) -> str:
    return "\n".join(folder if isinstance(folder, str) else os.path.normpath(folder.absolute()) for folder in folders)


def _path(folders: Locations) -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    name = f"{zlib.crc32(os.fsencode(_named(folders))):08x}.json"
    return (Path(state) if state else Path.home() / ".local" / "state") / "dateline" / name
