"""The built wheel: what is in it, and that it works in an environment of its own, far from the checkout."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import PROJECT

FORMATS = ("text", "json", "jsonl", "csv", "paths", "html", "bibtex", "ris", "trec")

pytestmark = pytest.mark.xdist_group("package")  # one worker, one wheel


def run(command: list[object], cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run without anything of the environment that would lead to the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DATELINE"))}
    variables = kept | more
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env=variables, capture_output=True, text=True, encoding="utf-8", check=False)


def from_network(command: list[object], cwd: Path) -> None:
    """Run something that needs a package index; without one it is no test, but in CI a failure."""
    ended = run(command, cwd)
    if ended.returncode and not os.environ.get("CI") and re.search("No matching distribution|onnection", ended.stderr):
        pytest.skip(f"NOT TESTED, no package index can be reached: {ended.stderr.strip().splitlines()[-1]}")
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, so that nothing is left in the checkout and nothing of it is used."""
    source = tmp_path_factory.mktemp("source") / "dateline"
    left_out = shutil.ignore_patterns(".*", "dist", "*.egg-info", "__pycache__", "node_modules")
    shutil.copytree(PROJECT, source, ignore=left_out)
    from_network([sys.executable, "-m", "build", "--outdir", source / "dist"], source)
    return next((source / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `dateline` of a fresh environment."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", folder / "bin" / "python"]
    from_network([*pip, "install", "--quiet", "--no-compile", wheel], folder)
    return folder / "bin" / "dateline"


def test_it_holds_one_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    modules = [path for folder in ("dateline", "index", "search") for path in (PROJECT / folder).rglob("*.py")]
    files = [*modules, PROJECT / "dateline" / "py.typed", *(PROJECT / "templates").rglob("*.*")]
    inside = [path.relative_to(PROJECT).as_posix().removeprefix("dateline/") for path in files]
    assert names == {f"dateline/{path}" for path in inside}


def test_every_package_folder_is_listed() -> None:
    """setup.cfg lists the packages by hand: one that it leaves out is missing from the wheel alone."""
    settings = configparser.ConfigParser()
    settings.read(PROJECT / "setup.cfg", "utf-8")
    found = [path.parent for top in ("index", "search") for path in (PROJECT / top).rglob("__init__.py")]
    names = {".".join(("dateline", *path.relative_to(PROJECT).parts)) for path in found}
    assert settings["options"]["packages"].split() == sorted(names | {"dateline", "dateline.templates"})


def test_it_names_its_license_and_describes_itself(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("/METADATA"))).decode()
    assert any(name.endswith("/LICENSE") for name in names)
    assert "# Dateline" in metadata
    assert "Requires-Python: >=3.10" in metadata


def test_it_works_from_anywhere(installed: Path, tmp_path: Path) -> None:
    root, index = Path("/"), tmp_path / "index"
    corpus = shutil.copytree(PROJECT / "corpus", tmp_path / "corpus")
    ended = run([installed, "index", corpus, "--rules", corpus / "rules.toml", "--index", index], root)
    assert ended.returncode == 0, ended.stderr
    assert re.match(r"\d{2,} new, 0 changed", ended.stdout)
    for form in FORMATS:
        ended = run([installed, "search", "mackerel", "treaty", "--format", form, "--index", index], root)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert "mackerel" in ended.stdout.lower()
    shown = run([installed, "show", "23001", "--index", index], root)
    assert "TONNAGE" in shown.stdout
    status = run([installed, "status", "--format", "json", "--index", index], root)
    extracted = run([installed, "extract", corpus], root)
    assert json.loads(status.stdout)["articles"] == len(extracted.stdout.splitlines())


def test_the_environment_gets_one_name(installed: Path) -> None:
    script = "import importlib.metadata as m; print(*{p.parts[0] for p in m.files('dateline') if p.suffix == '.py'})"
    assert run([installed.with_name("python"), "-c", script], installed.parent).stdout.split() == ["dateline"]


def test_it_works_in_a_checkout_that_is_not_what_is_installed(installed: Path) -> None:
    script = "import dateline; print(dateline.__file__, dateline.open.__module__)"
    ended = run([installed.with_name("python"), "-c", script], PROJECT)
    assert ended.stdout.split() == [str(PROJECT / "dateline" / "__init__.py"), "dateline.archive"]


@pytest.mark.parametrize("path", [{}, {"PYTHONPATH": "."}], ids=["plain", "PYTHONPATH"])
def test_it_works_beside_a_users_own_files_of_the_same_names(
    installed: Path, tmp_path: Path, path: dict[str, str]
) -> None:
    trap = "raise SystemExit('the wrong module was imported')\n"
    for name in ("index", "templates", "search", "dateline_tools"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(trap, "utf-8")
    for name in ("search.py", "index.py", "cli.py", "results.py", "engine.py", "archive.py"):
        (tmp_path / name).write_text(trap, "utf-8")
    (tmp_path / "dateline.toml").write_text("colour = 'red'\n", "utf-8")
    (tmp_path / "templates" / "results.html").write_text("not ours", "utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "ferry.txt").write_text("The ferry again\n\nThe ferry is in the news.\n", "utf-8")
    commands = ("index news", "search ferry", "search ferry --format html", "show ferry.txt", "status", "extract news",
                "site out")  # fmt: skip
    for command in commands:
        for start in ([installed], [installed.with_name("python"), "-m", "dateline"]):
            ended = run([*start, *command.split()], tmp_path, **path)
            assert (ended.returncode, ended.stderr) == (0, ""), command
    program = "import dateline as d; d.build_index('news'); print(d.open().search('ferry').hits[0].title.text)"
    ended = run([installed.with_name("python"), "-c", program], tmp_path, **path)
    assert (ended.stdout, ended.stderr) == ("The ferry again\n", "")
