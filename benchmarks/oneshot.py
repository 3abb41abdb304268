"""One search as a process of its own, from the command line to the printed answer.

    python benchmarks/oneshot.py [CORPUS] [--runs N]
"""

import compileall
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from build import build_alone
from measure import HERE, lines_of, p95, seconds, table
from ours import Dateline
from peers import Fts5, StockWhoosh
from workload import workload

_SQLITE = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
found = "FROM text JOIN article ON number = text.rowid WHERE text MATCH ?"
print(*database.execute(f"SELECT count(*) {found}", sys.argv[2:]).fetchone())
snippet = "snippet(text, 1, '[', ']', '...', 30)"
for row in database.execute(f"SELECT title, outlet, date, id, {snippet} {found} ORDER BY rank LIMIT 10", sys.argv[2:]):
    print(*row, sep="\\n")
"""


def show(source: Path, work: Path, runs: int) -> None:
    """Run every command in turns, and print the medians."""
    for engine in (Dateline, StockWhoosh, Fts5):
        build_alone(engine, source, work / engine.name)
    words = next(" ".join(ask.words) for ask in workload(source) if ask.group == "two terms")
    for package in ("index", "search"):  # as pip leaves them, even where Python may not keep what it compiles
        compileall.compile_dir(HERE.parent / package, quiet=1)
    python = sys.executable
    commands = {
        "dateline search": (Path(python).with_name("dateline"), "search", "--index", work / Dateline.name, words),
        'python -c "pass"': (python, "-c", "pass"),
        'python -c "import click"': (python, "-c", "import click"),
        "import click, numpy, whoosh.index": (python, "-c", "import click, numpy, whoosh.index"),
        "sqlite3 on an FTS5 table": (python, "-c", _SQLITE, work / Fts5.name / "fts5.db", words),
        "script of whoosh, nltk, click": (python, HERE / "plain.py", work / StockWhoosh.name, words),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(1000 * seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)))  # noqa: B023
    own, click_alone = (statistics.median(times[name]) for name in ("dateline search", 'python -c "import click"'))
    table(
        f"One search as a process: ms, median of {runs}",
        ("", "median", "p95", "ours is faster", "to importing click"),
        [
            (name, f"{middle:.0f}", f"{p95(found):.0f}", f"x {middle / own:.2f}", f"{middle / click_alone:.2f}")
            for name, found in times.items()
            for middle in [statistics.median(found)]
        ],
    )


@click.command()
@click.argument("corpus", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--runs", default=15, show_default=True)
def main(corpus: Path | None, runs: int) -> None:
    """Compare one search of an index of CORPUS: JSON lines, or anything that `dateline extract` reads."""
    with tempfile.TemporaryDirectory() as work:
        show(lines_of(corpus, Path(work)), Path(work), runs)


if __name__ == "__main__":
    main()
