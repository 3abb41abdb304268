"""The architecture holds: which package imports which, no circles, a tour in each, short modules."""

import ast
from functools import cache
from pathlib import Path

import pytest
from conftest import PROJECT

ALLOWED = {
    "index.sources": set(),
    "index.analysis": set(),
    "index.extract": {"index.sources", "index.analysis"},
    "index.segment": {"index.analysis"},
    "index.archive": {"index.analysis", "index.segment"},
    "index.build": {"index.sources", "index.extract", "index.analysis", "index.segment", "index.archive"},
    "index.cluster": {"index.extract", "index.analysis", "index.segment", "index.archive", "index.build"},
    "search.query": {"index.analysis", "index.segment"},
    "search.highlight": {"index.analysis", "search.query"},
    "search.engine": {
        "index.analysis", "index.segment", "index.archive", "index.cluster", "search.query", "search.highlight",
    },
    "search.output": {"index.analysis"},
    "search.site": {
        "index.analysis", "index.segment", "index.archive",
        "search.query", "search.highlight", "search.engine", "search.output",
    },
    "search.serve": {
        "index.analysis", "index.archive", "search.query", "search.engine", "search.output", "search.site",
    },
}  # fmt: skip
"""What each package may import, the values that pass between them aside; `search.commands` may import everything."""

PACKAGES = [path.parent for top in ("index", "search") for path in sorted((PROJECT / top).rglob("__init__.py"))]
LONGEST_MODULE = 300
MODULES = {
    ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): path
    for top in ("index", "search")
    for path in (PROJECT / top).rglob("*.py")
}


@cache
def imports(module: str) -> frozenset[str]:
    """The project's modules that a module imports, wherever in it and for types too."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dateline."):
            name = str(node.module).removeprefix("dateline.")
            parts = {f"{name}.{alias.name}" for alias in node.names}
            found |= {part if part in MODULES else name for part in parts}
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{module} imports by dots"
    return frozenset(found)


def package(module: str) -> str:
    """`index.segment` of `index.segment.postings`; of `index.article`, which belongs to no package, `index`."""
    head = ".".join(module.split(".")[:2])
    return head if (PROJECT / head.replace(".", "/")).is_dir() else module.split(".", maxsplit=1)[0]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_only_what_its_package_may(module: str) -> None:
    own = package(module)
    others = {package(other) for other in imports(module)} - {own, "index", "search", "version"}
    if own in ALLOWED:
        assert others <= ALLOWED[own]
    elif own == "index":
        assert not others
    if own.startswith("index"):
        assert not {other for other in imports(module) if other.startswith("search")}


def test_no_module_imports_in_a_circle() -> None:
    done: set[str] = set()

    def walk(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join([*path, module])
        if module not in done:
            for other in sorted(imports(module) & MODULES.keys()):
                walk(other, (*path, module))
            done.add(module)

    for module in sorted(MODULES):
        walk(module, ())


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_a_package_opens_with_a_tour_of_its_parts(folder: Path) -> None:
    tour = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    parts = {path.stem for path in folder.glob("*.py")} | {path.name for path in folder.iterdir() if path.is_dir()}
    assert [part for part in sorted(parts - {"__init__", "__pycache__"}) if part not in tour] == []


def test_modules_are_short() -> None:
    scripts = (PROJECT / "templates").rglob("*.js")
    long = [path for path in (*MODULES.values(), *scripts) if path.read_text("utf-8").count("\n") >= LONGEST_MODULE]
    assert long == []
