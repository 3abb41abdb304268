"""The commands as a user types them: what their tests share."""

import json
import subprocess
import sys
from typing import Any

from conftest import Dateline, Outcome, environment

DATELINE = [sys.executable, "-m", "dateline"]
RUMOUR = "corpus/clippings/bees at cape dunning.txt"


def found(dateline: Dateline, *args: object) -> dict[str, Any]:
    outcome = dateline("search", "--format", "json", *args)
    assert outcome.err == ""
    results: dict[str, Any] = json.loads(outcome.out)
    return results


def ids(results: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in results["hits"]]


def is_refused(outcome: Outcome, *parts: str) -> None:
    """The command ended with a message that has these parts, and wrote nothing else."""
    assert outcome.code == 2
    assert outcome.out == ""
    for part in parts:
        assert part in outcome.err
    assert outcome.err.endswith("\n")
    assert "Traceback" not in outcome.err


SCRIPT = "import sys; sys.argv = ['dateline']; from dateline.search.cli import main; main()"
DATELINE_SCRIPT = [sys.executable, "-c", SCRIPT]


def complete(line: str) -> set[str]:
    words = line.split(" ")
    variables = {"_DATELINE_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    ended = subprocess.run(DATELINE_SCRIPT, env=environment(**variables), capture_output=True, text=True, check=False)
    return {line.partition(",")[2] for line in ended.stdout.splitlines()}
