"""What the last search of an index, or of several together, showed, so that `dateline show 3` means its third hit.

It is the user's own, kept beside other programs' state (https://specifications.freedesktop.org/basedir-spec/latest/),
not in the index.
"""

import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.index.errors import DatelineError
from dateline.index.sources.walk import name_of
from dateline.search.engine.engine import Locations, root_of
from dateline.search.errors import NoSuchArticle
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


class NoSuchHit(DatelineError):
    """A number is neither that of a hit which the last search showed nor an article's id.

    Attributes:
        wanted: The number.
        shown: Those of the hits.
    """

    def __init__(self, wanted: str, shown: list[int]) -> None:
        hits = f"hits {shown[0]} to {shown[-1]}" if len(shown) > 1 else f"hit {shown[0]}"
        super().__init__(f"the last search showed {hits}, and no article has the id {wanted}")
        self.wanted, self.shown = wanted, shown


@contextmanager
def recalled(wanted: str, folders: Locations) -> Iterator[str]:
    """The id of the hit of this rank in the last answer; the name in the index of a file that is meant from where one
    stands, as in `../news/strike.txt`; anything else, as it is.

    Raises:
        NoSuchHit: It is a number, and what was done with it raised NoSuchArticle.
    """
    if wanted.startswith((".", "/")) and Path(wanted).is_file():
        yield name_of(Path(os.path.abspath(wanted)), root_of(folders))  # noqa: PTH100 - without following links
        return
    ids = _ids(folders)
    try:
        yield ids.get(wanted, wanted)
    except NoSuchArticle as error:
        if ids and wanted.isdecimal() and wanted not in ids:
            raise NoSuchHit(wanted, sorted(map(int, ids))) from error
        raise


def _ids(folders: Locations) -> dict[str, str]:
    """The ids of the hits that the last search showed, by their ranks."""
    path = _path(folders)
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        noted = json.loads(path.read_bytes()) if path.is_file() else {}
        if noted["index"] == _named(folders):
            return {rank: str(one) for rank, one in noted["ids"].items() if rank.isdecimal()}
    return {}


def _named(folders: Locations) -> str:
    return "\n".join(folder if isinstance(folder, str) else os.path.normpath(folder.absolute()) for folder in folders)


def _path(folders: Locations) -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    name = f"{zlib.crc32(os.fsencode(_named(folders))):08x}.json"
    return (Path(state) if state else Path.home() / ".local" / "state") / "dateline" / name
