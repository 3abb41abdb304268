"""The site's scripts, put together of the files of `templates/js`: the engine, and what a page has beside it.

`templates/js/engine` answers queries as `dateline.search` does, a file for each of its modules, and named as they are;
`templates/js/page` is the interface. The constants that both languages share are written here from Python's.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType

from dateline.index import schema
from dateline.index.analysis import passages, surface, terms
from dateline.index.segment import frequency
from dateline.search import results
from dateline.search.engine import bm25, effort
from dateline.search.errors import BadDate
from dateline.search.highlight import snippet
from dateline.search.output import display
from dateline.search.output.templates import Templates
from dateline.search.query import (
    absent,
    atoms,
    compounds,
    elsewhere,
    offers,
    parse,
    relax,
    respell,
    spelling,
    syntax,
    tree,
)
from dateline.search.site import encoding
from dateline.search.site.atomic_folder import put

ENGINE = (
    "codepoints", "terms", "stemmer", "schema", "atoms", "parse", "render", "inflate", "store", "columns", "copies",
    "vocabulary", "postings", "evaluate", "bm25", "ranking", "marker", "snippet", "engine",
)  # fmt: skip
"""The engine's files, in the order in which they need each other."""
LATER = ("period", "surface", "notes", "expand", "ahead", "phrases", "explain", "absent", "relax", "offers")
"""Those of its files that are loaded when a query asks for them."""
SEARCH_PAGE = (
    "display", "elements", "sha256", "pages", "state", "hits", "results", "dialogs", "main",
)  # fmt: skip
COUNTS = ("histogram", "facets")
"""What a page loads once it shows hits."""
EXPORT = ("citations", "exports", "cite")
ARTICLE_PAGE = ("display", "elements", "state", "article")

_SHARED: dict[ModuleType, str] = {
    schema: "LEAD",
    terms: "APOSTROPHES MARKS WIDE FOLDED_MARKS PLAIN",
    surface: "CURRENCIES HYPHENS LONGEST LONGEST_MIXED NUMBER_MAX",
    frequency: "COUNT_MAX TITLE_MAX LEAD_MAX",
    syntax: "TEXT_FIELDS VALUE_FIELDS DATE_FIELDS CURLY",
    elsewhere: "OPERATORS CALLED AROUND FOREIGN_FIELDS",
    atoms: "DASHES MAX_NEAR MAX_PATTERNS MAX_SLOP",
    parse: "MAX_LENGTH MAX_DEPTH MOST_PATTERNS MOST_FUZZY",
    compounds: "SHORTEST",
    tree: "FEW",
    spelling: "RARE USUAL",
    absent: "SPELLINGS LONG ASKED",
    relax: "MOST TIMES",
    effort: "NEAR_MAX FEW ROW",
    bm25: "K1 B_TITLE B_BODY TITLE_WEIGHT LEAD_WEIGHT DAMPING RERANKED PROXIMITY PASSAGE",
    passages: "PASSAGE",
    snippet: "LENGTH",
    display: "UNKNOWN UNDATED NO_DATE NO_HEADLINE MONTHS MOST_COPIES",
    results: "COLUMNS",
    encoding: "FORMAT BLOCK GROUPED BYTE_MAX LAST_PASSAGE MANY",
}
"""The constants that the scripts use, each from the module that defines it."""
_SHARED_LATER: dict[str, dict[ModuleType, str]] = {
    "relax": {respell: "CONSIDERED SLIP SHORTEST PART LONGEST OFTENER", spelling: "VARIANTS SURE"},
    "offers": {offers: "AS_USUAL"},
}
"""Those that are loaded with one of the later files, which alone uses them."""

_REMARK = re.compile(r"^\s*(//.*|/\*.*\*/|/\*(?s:.*?)\*/)?\n|^ +", re.MULTILINE)


def engine_script(templates: Templates, names: Iterable[str] = ENGINE) -> str:
    """The engine, or these files of it, and before it the constants: `Dateline.constants.bm25.K1` is Python's."""
    shared = _constants(_SHARED) | {"period": {"ADVICE": BadDate.advice}}
    return f"globalThis.Dateline={{constants:{encoding.literal(shared)}}};\n" + _engine(templates, names)


def page_script(templates: Templates, names: Iterable[str]) -> str:
    """What a page has beside the engine: some of the files of `templates/js/page`, in this order."""
    return _bundle(templates, "page", names)


def write_scripts(folder: Path, engine: str, templates: Templates) -> None:
    """Write `js` of a site.

    Args:
        folder: The site's, without `js`.
        engine: The engine's script, with what every search needs.
        templates: Where the others are read from.

    Raises:
        OSError: The disk is full or the folder can't be written.
    """
    (folder / "js").mkdir()
    for name, script in (
        ("dateline", engine),
        *((name, _engine(templates, (name,))) for name in LATER),
        ("counts", page_script(templates, COUNTS)),
        ("export", page_script(templates, EXPORT)),
        ("article", page_script(templates, ARTICLE_PAGE)),
    ):
        put(folder / "js" / f"{name}.js", script)


def _constants(shared: Mapping[ModuleType, str]) -> dict[str, dict[str, object]]:
    """The constants of modules, by the modules' own names."""
    return {
        module.__name__.rpartition(".")[2]: {name: getattr(module, name) for name in names.split()}
        for module, names in shared.items()
    }


def _engine(templates: Templates, names: Iterable[str]) -> str:
    """Files of the engine, each after the constants that it alone uses, which are added to those that are there."""
    return "".join(
        "".join(
            f"Dateline.constants.{module}={{...Dateline.constants.{module},...{encoding.literal(of)}}};\n"
            for module, of in _constants(_SHARED_LATER.get(name, {})).items()
        )
        + _bundle(templates, "engine", (name,))
        for name in names
    )


def compact(text: str) -> str:
    """A script or a style sheet without the lines that are comments, and without indentation: less to load."""
    return _REMARK.sub("", text)


def _bundle(templates: Templates, folder: str, names: Iterable[str]) -> str:
    return compact("".join(templates.text(f"js/{folder}/{name}.js") for name in names))
