"""Answers of a cluster that are not as they should be: what comes of them is right, or an error of ours.

It needs a cluster, whose answers it takes down first: `make test-cluster` starts one.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from on_cluster import CLUSTER, NEEDS_CLUSTER
from replay import READINGS, Exchanges, indexed, recorded, replaying

from dateline.index.cluster import client, lock
from dateline.index.errors import DatelineError
from dateline.search.engine.engine import Engine, open_engine

pytestmark = NEEDS_CLUSTER
TIMES = 10
"""Answers that are spoilt in each session, one at a time."""
UNTOLD = re.compile(
    r"(null|drop) .*\.(fields|_source)\.(day|group|outlet|shared)"  # which an article may have none of
    r"|null .*\.values\.buckets\.\d+\.key\.value|null .*\.(first|last)\.value"  # of those that have none
    r"|(cut|drop) .*\.aggregations\.(group|compounds\d+)\.buckets(\.\d+)?"  # of what few have, it alone tells
)
"""What may be so in a true answer, and nothing else tells."""
VALUES: tuple[Any, ...] = (None, "x", 1.5, True, [], {})


class Spoiler:
    """Changes one value in the answer of this number: drops it, puts one of another kind there, cuts a list."""

    def __init__(self, seed: int, number: int) -> None:
        self._random, self._number = random.Random(seed), number  # noqa: S311 - the same for the same seed
        self.answers = 0
        self.change = ""

    def __call__(self, answer: Any) -> Any:
        self.answers += 1
        return self._spoilt([answer])[0] if self.answers == self._number else answer

    def _spoilt(self, whole: list[Any]) -> list[Any]:
        places: list[tuple[Any, Any, str]] = [(whole, 0, "")]
        for inner, key, name in places:
            value = inner[key]
            keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
            places += [(value, each, f"{name}.{each}") for each in keys]
        inner, key, name = self._random.choice(places)
        how = self._random.choice(["null", "kind", *(["drop"] if name else []), *(["cut"] if inner[key] else [])])
        if how == "drop":
            del inner[key]
        elif how == "cut" and isinstance(inner[key], list):
            inner[key] = inner[key][: len(inner[key]) // 2]
        else:
            others = [one for one in VALUES if type(one) is not type(inner[key])]
            inner[key] = None if how == "null" else self._random.choice(others)
            how = "null" if inner[key] is None else "kind"
        self.change = f"{how} {name}"
        return whole


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exchanges]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("recorded"))
        return recorded(CLUSTER)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PAUSES", (0.0,) * 3)
    monkeypatch.setattr(lock, "_PAUSE", 0.0)


def spoilt(exchanges: Exchanges, ask: Callable[[str], object], seed: int, times: int) -> list[str]:
    """What is wrong with what comes of spoilt answers."""
    counting = Spoiler(0, 0)
    with replaying(exchanges, counting) as host:
        wanted = ask(f"{host}/replayed")
    picked, faults = random.Random(seed), list[str]()  # noqa: S311
    for number in (picked.randint(1, counting.answers) for _ in range(times)):
        spoiler = Spoiler(picked.getrandbits(32), number)
        with replaying(exchanges, spoiler) as host:
            try:
                found = ask(f"{host}/replayed")
            except DatelineError:
                continue
            except Exception as error:  # noqa: BLE001 - the test's point
                faults.append(f"{number}, {spoiler.change}: {error!r}")
                continue
        if found != wanted and not UNTOLD.search(spoiler.change):
            faults.append(f"{number}, {spoiler.change}: another answer")
    return faults


@pytest.mark.parametrize("name", READINGS)
def test_a_spoilt_answer_is_no_wrong_one(sessions: dict[str, Exchanges], name: str) -> None:
    assert spoilt(sessions[name], lambda address: READINGS[name](open_engine(address)), len(name), TIMES) == []


def test_what_follows_a_failure_is_right(sessions: dict[str, Exchanges]) -> None:
    """An engine keeps nothing of an answer that it has refused."""
    for number, (name, reading) in enumerate(READINGS.items()):
        with replaying(sessions[name]) as host:
            wanted = reading(open_engine(f"{host}/replayed"))
        for at in range(6, 14):
            spoiler = Spoiler(number * 100 + at, at)
            with replaying(sessions[name], spoiler) as host:
                engine = open_engine(f"{host}/replayed")
                if is_refused(engine, reading):
                    assert reading(engine) == wanted, (name, spoiler.change)


def is_refused(engine: Engine, reading: Callable[[Engine], object]) -> bool:
    try:
        reading(engine)
    except DatelineError:
        return True
    return False


def test_a_spoilt_answer_makes_no_archive_that_is_short(
    sessions: dict[str, Exchanges], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert spoilt(sessions["index"], indexed, 5, 3 * TIMES) == []
