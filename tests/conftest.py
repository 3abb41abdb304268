"""The sample corpus, indexed once, and the command line run in this process."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from archives import aged, record, save
from client import Client, serving
from gate import Gate, gate
from hypothesis import HealthCheck, settings
from on_cluster import CLUSTER

from dateline.index.cluster.address import parse_address
from dateline.index.cluster.client import Client as ClusterClient
from dateline.search.cli import main

# A busy machine is no fault of a test's; in CI the examples are the same each time, new ones are for people to look at.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

# Shells let what they start in the background ignore it, and with it every process that a test begins and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# They need a node of their own, which `make test-cluster` starts; elsewhere they are skipped, which in CI is a failure.
if os.environ.get("CI") == "true" and "DATELINE_TEST_CLUSTER" not in os.environ:
    collect_ignore = ["test_cluster.py", "test_cluster_runs.py", "test_cluster_answers.py", "test_cluster_kills.py"]

PROJECT = Path(__file__).parent.parent


class Outcome(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Dateline = Callable[..., Outcome]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample corpus and its index, as a newcomer has them. Tests don't change it."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(PROJECT / "corpus", folder / "corpus")
    indexing = ["index", "corpus", "--rules", "corpus/rules.toml", "--jobs", "1"]
    subprocess.run([sys.executable, "-m", "dateline", *indexing], cwd=folder, env=environment(), check=True)
    return folder


@pytest.fixture(scope="session")
def served(desk: Path) -> Iterator[Client]:
    """A server of the desk's index."""
    with serving(desk / ".dateline") as client:
        yield client


@pytest.fixture
def at_desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test runs in the desk's folder."""
    monkeypatch.chdir(desk)
    return desk


@pytest.fixture
def dateline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> Dateline:
    """Run `dateline` with these arguments in this process."""
    monkeypatch.delenv("DATELINE_INDEX", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))

    def run(*args: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, args)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code
        assert isinstance(code, int)
        return Outcome(code, *capsys.readouterr())

    return run


def environment(**more: str) -> dict[str, str]:
    """Variables for a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DATELINE_INDEX"}
    state = {"XDG_STATE_HOME": str(Path(tempfile.gettempdir()) / "dateline-tests")}
    return kept | {"PYTHONUTF8": "1"} | state | more


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles in a folder of its own, not yet indexed."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("ferry", "tram", "dam"):
        (folder / f"{name}.txt").write_text(f"The {name} again\n\nThe {name} is in the news, not for the first time.\n")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def indexed(dateline: Dateline, newsroom: Path) -> Path:
    """Its index."""
    assert dateline("index", newsroom).code == 0
    return Path(".dateline")


@pytest.fixture
def news(tmp_path):
    """A folder of three files with four articles, and the index beside it to be."""
    save(tmp_path / "news/a.jsonl", record("a1", "Gas exports"), record("a2", "Oil prices"))
    save(tmp_path / "news/deep/b.jsonl", record("b1", "Ferries"))
    (tmp_path / "news/c.txt").write_text("Harbour closed\n\nFog came in.\n")
    aged(tmp_path / "news/c.txt")
    return tmp_path / "news"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / ".dateline"


@pytest.fixture
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """An archive's address that no other test has."""
    name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name.lower())[-60:].strip("-")
    yield f"{CLUSTER}/{name}"
    ClusterClient(parse_address(f"{CLUSTER}/{name}")).ask("DELETE", f"/{name}*?expand_wildcards=all")


@pytest.fixture
def gated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """A gate before the cluster, with what lets these tests pass; they are in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    with gate(tmp_path, CLUSTER) as opened:
        monkeypatch.setenv("DATELINE_CLUSTER_CA", str(opened.authority))
        monkeypatch.setenv("DATELINE_CLUSTER_API_KEY", "a2V5")
        yield opened
