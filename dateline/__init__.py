"""Search a folder of news articles.

    archive = dateline.open(".dateline")
    for hit in archive.search('"maid of sorrel" outlet:courier', limit=20, since="2024-04"):
        print(hit.date, hit.outlet, hit.title.text)

`docs/python.md` is the guide, `dateline.archive` and `dateline.indexing` what stands behind these names;
`dateline.index` and `dateline.search` are the packages that do the work, and `python -m dateline` is the command.
Importing this alone loads next to nothing: Ctrl-C meanwhile would end the command with a traceback.
"""

import os
import warnings

from dateline.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dateline.archive import (
        Archive,
        Article,
        BadDate,
        CorruptIndex,
        DatelineError,
        Hit,
        NoSuchArticle,
        NotAnIndex,
        OtherVersion,
        QueryError,
        Results,
        build_index,
        open,  # noqa: A004 - as `gzip.open` and `tarfile.open` are named
    )

__all__ = [
    "Archive",
    "Article",
    "BadDate",
    "CorruptIndex",
    "DatelineError",
    "Hit",
    "NoSuchArticle",
    "NotAnIndex",
    "OtherVersion",
    "QueryError",
    "Results",
    "__version__",
    "build_index",
    "open",
]

# In a checkout the packages lie beside this folder, not in it.
_CHECKOUT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib takes long
if os.path.isfile(os.path.join(_CHECKOUT, "setup.cfg")):  # noqa: PTH113, PTH118
    __path__.append(_CHECKOUT)

# Whoosh 2.7.4 predates Python 3.12's warnings for its escapes; they are no business of a user's.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=".*whoosh.*")


def __getattr__(name: str) -> object:
    """The names of the API, loaded when first used: the command, which imports this package, needs few of them."""
    if name not in __all__:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    from dateline import archive

    return getattr(archive, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
