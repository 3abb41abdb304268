"""Build: articles a second, peak memory and index size, everything stored, from JSON lines.

    python benchmarks/build.py [CORPUS] [--rounds N]
"""

import json
import statistics
import sys
import tempfile
from pathlib import Path

import click
from measure import HERE, Outcome, lines_of, seconds, size, table, watched
from ours import Dateline
from peers import PEERS, Peer, StockWhoosh

ENGINES: tuple[type[Peer], ...] = (Dateline, *PEERS)


def build_alone(engine: type[Peer], source: Path, folder: Path) -> Outcome:
    """Build an index in a process of its own, which prints how many seconds it took."""
    folder.mkdir(parents=True)
    return watched(HERE / "build.py", "alone", engine.name, source, folder)


def show(source: Path, work: Path, rounds: int) -> None:
    """Measure every engine, in turns, and print the medians. Whoosh keeps a processor busy for so long that whatever
    follows it is slower for a while, so its turns come last.
    """
    with source.open("rb") as lines:
        articles = sum(1 for _ in lines)
    runs: dict[str, list[Outcome]] = {engine.name: [] for engine in ENGINES}
    sizes = {}
    turns = [(turn, engine) for turn in range(rounds) for engine in ENGINES]
    for turn, engine in sorted(turns, key=lambda pair: pair[1] is StockWhoosh):
        folder = work / f"build-{turn}" / engine.name
        runs[engine.name].append(build_alone(engine, source, folder))
        sizes[engine.name] = size(folder)
    time = {name: statistics.median(run.printed for run in found) for name, found in runs.items()}
    memory = {name: max(run.memory for run in found) for name, found in runs.items()}
    own = Dateline.name
    table(
        f"Build: {articles:,} articles, {source.stat().st_size / 1e6:.1f} MB of JSON lines, median of {rounds}",
        ("", "seconds", "articles/s", "ours is faster", "peak MB", "to ours", "index MB", "to ours"),
        [
            (
                name,
                f"{time[name]:.2f}",
                f"{articles / time[name]:,.0f}",
                f"x {time[name] / time[own]:.2f}",
                f"{memory[name] / 1e6:,.0f}",
                f"{memory[name] / memory[own]:.2f}",
                f"{sizes[name] / 1e6:,.1f}",
                f"{sizes[name] / sizes[own]:.2f}",
            )
            for name in time
        ],
    )


@click.command()
@click.argument("corpus", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--rounds", default=3, show_default=True)
def main(corpus: Path | None, rounds: int) -> None:
    """Compare builds of an index of CORPUS: JSON lines, or anything that `dateline extract` reads."""
    with tempfile.TemporaryDirectory() as work:
        show(lines_of(corpus, Path(work)), Path(work), rounds)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["alone", name, source, folder]:
            chosen = next(engine for engine in ENGINES if engine.name == name)
            print(json.dumps(seconds(lambda: chosen.build(Path(source), Path(folder)))))
        case _:
            main()
