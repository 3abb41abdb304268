"""Kills, power cuts, corruptions, hostile indexes, fuzz and readers beside a writer, as many as there is time for.

    python tests/torture.py                          all of it, an hour or so: `make torture`
    python tests/torture.py --scale 0.01             a hundredth of it
    python tests/torture.py --only corruptions,fuzz --seed 7
Every trial has a seed of its own, which is printed where it fails. Ends with a table, and with 1 where anything failed.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

from archives import copied, record, run, save
from costs import BYTES, SECONDS, Costs, Wrong
from damage import (
    asked,
    assert_same_or_told,
    corrupt,
    make_archive,
    make_hostile,
    use,
)
from growth import COUNT, READERS, UNITS, cases, is_superlinear
from power_cuts import Recorder, make

from dateline.index.archive.generation import NotAnIndex
from dateline.index.article import Skipped
from dateline.search.engine.local import LocalEngine
from dateline.search.query.request import request

Trials = Iterator[None]
READING = 8
"""Processes that read beside a writer."""


def titles(folder: Path) -> list[str] | None:
    """The headlines of all articles, each found by a search and read; None where there is no index."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            engine = LocalEngine(folder)
        except NotAnIndex:
            return None
        hits = engine.search(request(""), 1000).hits
        return sorted(engine.article(hit.id).title for hit in hits)


def _quietly_run(folder: Path, *sources: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        run(folder, *sources)


def _changed(scratch: Path, rng: random.Random) -> Callable[[Path], None]:
    """Some change of the sources of an index, to be indexed."""
    some = [record(str(number), f"Gas {rng.randrange(4)}", "Quay. " * rng.randrange(1, 90)) for number in range(9)]
    chosen = rng.sample(some, rng.randrange(1, 9))
    path = save(scratch / f"{rng.choice('abc')}.jsonl", *chosen, age=rng.randrange(10**6))
    return lambda folder: _quietly_run(folder, path)


@contextmanager
def _killed_at(call: int) -> Iterator[list[int]]:
    """The process is killed right before one of its calls that change a disk; the list gets their number."""
    calls = [0]

    def wrapped(function: Any) -> Any:
        def changed(*args: Any, **named: Any) -> Any:
            calls[0] += 1
            if calls[0] == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **named)

        return changed

    with ExitStack() as stack:
        for name in ("open", "write", "fsync", "replace", "rename", "unlink", "mkdir", "close"):
            stack.enter_context(patch.object(os, name, wrapped(getattr(os, name))))
        yield calls


def kills(rng: random.Random, scratch: Path) -> Trials:
    """`kill -9` at any call of an indexing run that changes the disk."""
    folder, before, after = scratch / "index", scratch / "before", scratch / "after"
    _changed(scratch, rng)(before)
    while True:
        change = _changed(scratch, rng)
        old = titles(before)
        with _killed_at(0) as calls:
            change(copied(before, after))
        new, most = titles(after), calls[0]
        for _ in range(20):
            copied(before, folder)
            child = os.fork()
            if not child:
                with _killed_at(rng.randrange(1, most + 1)):
                    change(folder)
                os._exit(0)
            os.waitpid(child, 0)
            if titles(folder) not in (old, new):
                raise Wrong("an index that is neither as before nor as after")
            change(folder)
            if titles(folder) != new or len(list(folder.iterdir())) != len(list(after.iterdir())):
                raise Wrong("the next run does not mend it")
            yield
        before, after = after, before


def power_cuts(rng: random.Random, scratch: Path) -> Trials:
    """Whatever a power cut may leave of an indexing run, by an emulated cache of the disk."""
    folder = scratch / "index"
    _changed(scratch, rng)(folder)
    while True:
        change, old = _changed(scratch, rng), titles(folder)
        recorder = Recorder(folder)
        with recorder.recording():
            change(folder)
        new = titles(folder)
        ends = [at for at, one in enumerate(recorder.changes) if one.kind == "sync_folder"]
        for done in range(len(recorder.changes) + 1):
            states = sorted(recorder.states(done, most=8), key=lambda state: sorted(name for name, _ in state))
            for state in rng.sample(states, min(len(states), 4)):
                left = make(state, scratch / "cut")
                if titles(left) not in ((new,) if ends and done > ends[-1] else (old, new)):
                    raise Wrong("an index that is neither as before nor as after")
                shutil.rmtree(left)
                yield


def corruptions(rng: random.Random, scratch: Path) -> Trials:
    """Damage as disks and people do it: the same answers, or an error that names the file."""
    whole = make_archive(scratch / "whole", rng.randrange(100))
    expected = asked(whole)
    while True:
        folder = copied(whole, scratch / "index")
        for _ in range(rng.choice([1, 1, 1, 3])):
            corrupt(folder, rng)
        assert_same_or_told(asked(folder), expected)
        yield


def hostile(rng: random.Random, scratch: Path) -> Trials:
    """Indexes that were made to do harm: a named error, soon, in little memory."""
    whole, costs = make_archive(scratch / "whole", rng.randrange(100)), Costs()
    while True:
        folder = copied(whole, scratch / "index")
        how = make_hostile(folder, rng)
        try:
            costs.of(lambda folder=folder: use(folder, scratch))  # type: ignore[misc]
        except Wrong as fault:
            raise Wrong(how) from fault
        if costs.seconds > SECONDS or costs.bytes > BYTES:
            raise Wrong(f"{how}: {costs.seconds:.0f} s, {costs.bytes >> 20:,} MiB")
        yield


def fuzz(rng: random.Random, _scratch: Path) -> Trials:
    """Any text to any reader: an article, a reason, an error of ours; never one of Dateline's own."""
    readers = list(READERS.items())
    while True:
        name, reader = rng.choice(readers)
        text = "".join(rng.choices(UNITS, k=rng.randrange(1, 30)))
        if rng.random() < 0.3:
            encoding = rng.choice(["latin-1", "utf-8", "utf-16-le"])
            text = rng.randbytes(rng.randrange(1, 60)).decode(encoding, "replace") + text
        found = reader(text)
        if isinstance(found, Skipped) and found.trace:
            raise Wrong(f"{name} of {text!r}: {found.trace}")
        yield


def growth(rng: random.Random, _scratch: Path) -> Trials:
    """Repeats of all units by all readers: time in step with their length."""
    every = list(cases())
    rng.shuffle(every)
    for reader, unit, seconds in every:
        if is_superlinear(seconds):
            raise Wrong(f"{reader} of {unit!r}")
        yield


def _read_on(folder: Path, deadline: float, counted: Any) -> None:
    count = 0
    while time.monotonic() < deadline:
        found = titles(folder)
        if found is None or len(set(found)) != 1:
            os._exit(1)
        count += 1
    counted.put(count)


def readers(rng: random.Random, scratch: Path) -> Trials:
    """Processes that search beside a writer: every answer is of a whole generation. A trial is a second of it."""
    folder, context = scratch / "index", get_context("fork")

    def write(number: int) -> None:
        some = [record(str(one), f"Gas {number}", "Quay.") for one in range(rng.randrange(1, 40))]
        _quietly_run(folder, save(scratch / "a.jsonl", *some, age=number))

    write(0)
    number = 0
    while True:
        deadline, counted = time.monotonic() + 3, context.Queue()
        reading = [context.Process(target=_read_on, args=(folder, deadline, counted)) for _ in range(READING)]
        for one in reading:
            one.start()
        while time.monotonic() < deadline:
            number += 1
            write(number)
        for one in reading:
            one.join()
        if any(one.exitcode for one in reading):
            raise Wrong("an answer of no whole generation")
        for _ in range(3):
            yield


SECTIONS = {
    kills: 1_000,
    power_cuts: 2_000,
    corruptions: 10_000,
    hostile: 5_000,
    fuzz: 1_000_000,
    growth: COUNT,
    readers: 600,
}
"""What there is, and how many trials at full scale."""


def tried(section: Callable[[random.Random, Path], Trials], most: int, seed: int) -> tuple[int, float, str]:
    """Try a section so often; how often it was tried, how many seconds that took, and what failed."""
    begun, count = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as scratch:
        try:
            for _ in section(random.Random(seed), Path(scratch)):  # noqa: S311
                count += 1
                if count >= most:
                    break
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            return count, time.monotonic() - begun, traceback.format_exc()
    return count, time.monotonic() - begun, ""


def main(args: list[str]) -> int:
    """Run it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = {section.__name__: section for section in SECTIONS}
    parser.add_argument("--scale", type=float, default=1.0, help="what part of it")
    parser.add_argument("--only", default=",".join(names), help="of which sections")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6)
    given = parser.parse_args(args)
    failed = False
    for name in given.only.split(","):
        most = max(1, round(SECTIONS[names[name]] * given.scale))
        count, seconds, fault = tried(names[name], most, given.seed)
        failed |= bool(fault)
        outcome = f"FAILED, seed {given.seed}\n{fault}" if fault else "none failed"
        print(f"{name:<12}{count:>10,}{seconds:>8,.0f} s   {outcome}", flush=True)  # noqa: T201
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
