"""Growth: what an archive of each size costs to build, to keep, to search and to add to.

    python benchmarks/growth.py [SIZE]... [--rounds N] [--keep FOLDER]

With `--keep` the generated archives and their indexes stay there; archives that are there are not made again.
"""

import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from archives import write_archive
from build import build_alone
from measure import lines_of, p95, seconds, size, table, watched
from ours import Dateline
from workload import CLASSES, Ask, workload

from dateline.index.build.run import build
from dateline.index.extract.outlet_rules import Rules

SIZES = (1_000, 10_000)
ADDED = 100
TOO_SLOW = 1.0
"""Seconds of one query."""


def measure(articles: int, work: Path, rounds: int) -> dict[str, Any]:
    """All figures of one size. Searching and adding happen in processes of their own, whose memory is measured."""
    source = lines_of(None, work, articles)
    os.utime(source, (time.time() - 3600,) * 2)  # files fresher than the clock's grain would be read twice
    folder = next(path for number in range(1_000) if not (path := work / f"index-{articles}-{number}").exists())
    built = build_alone(Dateline, source, folder)
    figures = {"build s": built.printed, "build MB": built.memory / 1e6, "index MB": size(folder) / 1e6}
    asks = work / "asks.json"
    asks.write_text(json.dumps([asdict(ask) for ask in workload(source)]))
    searched = watched(Path(__file__), "search", asks, folder, rounds)
    figures |= {"search MB": searched.memory / 1e6, **searched.printed}
    added = work / f"added-{articles}.jsonl"
    write_archive(added, ADDED, seed=articles + 1)
    adding = watched(Path(__file__), "add", source, added, folder)
    return figures | {f"add {ADDED} s": adding.printed, "add MB": adding.memory / 1e6}


def search(asks: Path, folder: Path, rounds: int) -> dict[str, float]:
    """The 95th percentile of milliseconds by class."""
    engine = Dateline(folder)
    times: dict[str, list[float]] = defaultdict(list)
    for ask in (Ask(**fields) for fields in json.loads(asks.read_text())):
        call = engine.call(ask, "whole")
        warming = seconds(call)
        # A class too slow to be any use is measured all the same, but once.
        for _ in range(rounds if warming < TOO_SLOW else 1):
            times[ask.group].append(1000 * seconds(call))
    return {group: p95(values) for group, values in times.items()}


def show(sizes: Sequence[int], work: Path, rounds: int) -> None:
    """Measure every size and print a column for each."""
    found = {articles: measure(articles, work, rounds) for articles in sizes}
    costs = [name for name in next(iter(found.values())) if name not in CLASSES]
    header = ["", *(f"{articles:,}" for articles in sizes)]
    table(
        "Growth of a generated archive",
        header,
        [(name, *(f"{figures[name]:,.1f}" for figures in found.values())) for name in costs],
    )
    table(
        f"Whole answers, warm: p95 in ms, {rounds} rounds of each query, one where it takes {TOO_SLOW:.0f} s",
        header,
        [(name, *(f"{figures[name]:,.2f}" for figures in found.values())) for name in CLASSES],
    )


@click.command()
@click.argument("sizes", nargs=-1, type=int)
@click.option("--rounds", default=9, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the archives and indexes in this folder.")
def main(sizes: tuple[int, ...], rounds: int, keep: Path | None) -> None:
    """Build, search and add to generated archives of SIZES articles."""
    with tempfile.TemporaryDirectory() as work:
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
        show(sizes or SIZES, keep or Path(work), rounds)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["search", asks, folder, rounds]:
            print(json.dumps(search(Path(asks), Path(folder), int(rounds))))
        case ["add", source, added, folder]:
            sources, rules, jobs = [Path(source), Path(added)], Rules(), os.cpu_count() or 1
            print(json.dumps(seconds(lambda: build(sources, Path(folder), rules, jobs=jobs))))
        case _:
            main()
