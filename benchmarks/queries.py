"""Queries, warm: median and 95th percentile by class, and whether the engines count the same articles.

    python benchmarks/queries.py [CORPUS] [--rounds N]

A table each for three amounts of work, the same for every engine: the ids of the first ten articles; their ids and
headlines, the total, and counts by outlet and by month; all of that with snippets.
"""

import gc
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import click
from build import ENGINES, build_alone
from measure import lines_of, p95, seconds, table
from ours import Dateline
from peers import PEERS, Peer, Work
from workload import CLASSES, Ask, workload

Times = Mapping[str, list[float]]
WORKS: Mapping[Work, str] = {
    "ids": "ids alone",
    "counts": "headlines, the total, counts by outlet and month",
    "whole": "headlines and snippets, the total, counts by outlet and month",
}


def measure(engines: list[Peer], asks: list[Ask], work: Work, rounds: int) -> dict[str, dict[str, list[float]]]:
    """Milliseconds by engine and class, engines taking turns at every query."""
    times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    gc.disable()
    for ask in asks:
        calls = {engine.name: call for engine in engines if (call := engine.call(ask, work))}
        for call in calls.values():
            call()
        for _ in range(rounds):
            for name, call in calls.items():
                times[name][ask.group].append(1000 * seconds(call))
        gc.collect()
    gc.enable()
    return times


def print_times(times: Mapping[str, Times], work: Work) -> None:
    """A row a class: median, 95th percentile, slowest; then the geometric mean of the classes' ratios to ours."""
    own = times[Dateline.name]
    rows = []
    for group in CLASSES:
        cells = []
        for found in times.values():
            middle = statistics.median(found[group]) if group in found else None
            ratio = f"x {middle / statistics.median(own[group]):.2f}" if middle else ""
            figures = (middle, p95(found[group]), max(found[group])) if middle else ()
            cells += [*(f"{figure:.2f}" for figure in figures), ratio] if middle else ["–", "–", "–", ""]
        rows.append((group, *cells))
    means = (f"x {_mean(found, own):.2f}" for found in times.values())
    rows.append(("mean", *(cell for mean in means for cell in ("", "", "", mean))))
    header = [cell for name in times for cell in (name, "p95", "slowest", "ours is")]
    title = f"Queries, warm, {WORKS[work]}: median, p95 and slowest in ms, and how many times as fast ours is"
    table(title, ("", *header), rows)


def _mean(found: Times, own: Times) -> float:
    """The geometric mean of an engine's medians to ours, over the classes it can run."""
    return statistics.geometric_mean(
        statistics.median(values) / statistics.median(own[group]) for group, values in found.items()
    )


def print_counts(engines: list[Peer], asks: list[Ask]) -> None:
    """All articles counted by class; where peers have only stems, ours are counted by stems too."""
    totals: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for ask in asks:
        for engine in engines:
            count = engine.count(ask)
            if count is not None:
                totals[engine.name][ask.group] += count
    own, *others = totals
    rows = []
    for group in CLASSES:
        ours = totals[own][group]
        found = [totals[name].get(group) for name in others]
        shares = ("–" if count is None else f"{count / max(ours, 1):.3f}" for count in found)
        rows.append((group, f"{ours:,}", *shares))
    table(
        "Articles that match, ours and the peers' as a share of ours. Peers look for stems where we look for words "
        "as they stand\n(prefix, fuzzy), and tantivy measures nearness otherwise: there they differ by design.",
        ("", own, *others),
        rows,
    )


def show(source: Path, work: Path, rounds: int) -> None:
    """Build every index, run the workload, print the tables."""
    for engine in ENGINES:
        build_alone(engine, source, work / engine.name)
    own, peers = work / Dateline.name, [peer(work / peer.name) for peer in PEERS]
    asks = workload(source)
    for amount in WORKS:
        able = [peer for peer in peers if any(peer.call(ask, amount) for ask in asks)]
        print_times(measure([Dateline(own), *able], asks, amount, rounds), amount)
    print_counts([Dateline(own), *peers], asks)


@click.command()
@click.argument("corpus", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--rounds", default=15, show_default=True)
def main(corpus: Path | None, rounds: int) -> None:
    """Compare queries of an index of CORPUS: JSON lines, or anything that `dateline extract` reads."""
    with tempfile.TemporaryDirectory() as work:
        show(lines_of(corpus, Path(work)), Path(work), rounds)


if __name__ == "__main__":
    main()
