"""Which way imports go, and what a search costs to start."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import environment

OUTSIDE = {"click", "dateline", "numpy", "zstandard"}
"""All that a search imports from outside the standard library. Whoosh caches with `cached_property`; no more of it."""

REPORTING = """
import atexit, os, pathlib, sys
before = set(sys.modules)  # what an environment loads at its start is not the search's
def report():
    names = {name.partition(".")[0] for name in set(sys.modules) - before if sys.modules[name] is not None}
    pathlib.Path(os.environ["REPORT"]).write_text(" ".join(names - set(sys.stdlib_module_names)))
atexit.register(report)
sys.argv[0] = "dateline"
from dateline.search.cli import main
main()
"""


def imported(desk: Path, report: Path, *args: str) -> set[str]:
    """The top-level modules, those of the standard library aside, that a `dateline` process has loaded at its end."""
    command = [sys.executable, "-c", REPORTING, *args]
    variables = environment(REPORT=str(report))
    ended = subprocess.run(command, cwd=desk, env=variables, capture_output=True, text=True, check=False)
    assert ended.stderr == ""
    assert ended.stdout
    names = set(report.read_text().split()) - {"__main__"}
    assert names >= {"click", "dateline", "zstandard"}
    return names


@pytest.mark.parametrize(
    "args",
    [
        ["mackerel treaty"],
        ['"maid of sorrel" -ferry', "--facets", "--explain"],
        ["harb* OR astrolobe~", "--sort", "newest", "--outlet", "The Harbor Courier"],
        ["mackerel", "--format", "json"],
        ["mackerel", "--format", "csv"],
        ["mackerel", "--format", "bibtex"],
    ],
)
def test_a_search_imports_nothing_heavy(desk: Path, tmp_path: Path, args: list[str]) -> None:
    assert imported(desk, tmp_path / "report", "search", *args) <= OUTSIDE


def test_before_the_command_can_end_quietly_nothing_is_loaded_that_takes_time() -> None:
    listing = "import sys; before = {*sys.modules}; import dateline.__main__; print(*{*sys.modules} - before)"
    variables = environment(PYTHONPATH=str(Path(__file__).parent.parent))
    command = [sys.executable, "-S", "-c", listing]
    ended = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    assert not {"importlib", "pathlib", "typing"} & set(ended.stdout.split())


def test_show_and_status_import_nothing_heavy(desk: Path, tmp_path: Path) -> None:
    assert imported(desk, tmp_path / "report", "show", "23001", "tonnage") <= OUTSIDE
    assert imported(desk, tmp_path / "report", "status") <= OUTSIDE | {"orjson"}


def test_of_nltk_a_word_that_no_article_has_needs_the_stemmer_alone(desk: Path, tmp_path: Path) -> None:
    assert imported(desk, tmp_path / "report", "search", "zeppelins") <= OUTSIDE


def test_only_a_page_needs_templates(desk: Path, tmp_path: Path) -> None:
    names = imported(desk, tmp_path / "report", "search", "mackerel", "--format", "html")
    assert names <= OUTSIDE | {"jinja2", "markupsafe"}


def test_no_warning_of_a_library_reaches_the_user(desk: Path, tmp_path: Path) -> None:
    """Whoosh's sources warn when they are compiled, from Python 3.12 on for everyone to see."""
    command = [sys.executable, "-X", f"pycache_prefix={tmp_path}", "-W", "default::SyntaxWarning", "-m", "dateline"]
    for args in (["search", "mackerel"], ["extract", "corpus/beacon-public", "corpus/clippings"]):
        ended = subprocess.run(
            [*command, *args], cwd=desk, env=environment(), capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0
        assert "Warning" not in ended.stderr


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted as Linux lists them")
def test_starting_a_search_starts_no_threads() -> None:
    """NumPy's matrices, which a search has no use for, would start one for each core."""
    counting = "import os, dateline.search.cli, numpy; print(len(os.listdir('/proc/self/task')))"
    variables = environment()
    variables.pop("OPENBLAS_NUM_THREADS", None)  # which a search that these tests made has set for this process
    ended = subprocess.run([sys.executable, "-c", counting], env=variables, capture_output=True, text=True, check=True)
    assert ended.stdout == "1\n"
