"""What all benchmarks share: corpora, processes and their memory, tables."""

import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psutil

HERE = Path(__file__).resolve().parent
FIELDS = ("id", "title", "date", "outlet", "body")


def lines_of(corpus: Path | None, work: Path, articles: int = 3_000) -> Path:
    """A corpus as JSON lines that hold `FIELDS`: the file given, what `dateline extract` makes of anything else, or
    without a corpus a generated archive."""
    if corpus is None:
        from archives import write_archive

        made = work / f"generated-{articles}.jsonl"
        if not made.exists():
            write_archive(made, articles)
        return made
    if corpus.suffix == ".jsonl":
        with corpus.open(encoding="utf-8") as lines:
            if set(FIELDS) <= set(json.loads(lines.readline())):
                return corpus
    made = work / f"{corpus.name}.jsonl"
    if not made.exists():
        with made.open("wb") as out:
            subprocess.run([*DATELINE, "extract", corpus.absolute()], stdout=out, check=True)
    return made


def records(source: Path) -> Iterator[dict[str, str]]:
    """The articles of a file of JSON lines; what is missing is empty."""
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            yield {name: found.get(name) or "" for name in FIELDS}


DATELINE = (sys.executable, "-m", "dateline")


class Outcome(NamedTuple):
    """What a process printed as JSON, and the most memory that it and its children held at once, in bytes."""

    printed: Any
    memory: int


def watched(*command: object) -> Outcome:
    """Run a Python script in a process of its own."""
    with subprocess.Popen([sys.executable, *map(str, command)], stdout=subprocess.PIPE, text=True) as process:
        most = [0]
        watcher = threading.Thread(target=_watch, args=(process, most), daemon=True)
        watcher.start()
        printed, _ = process.communicate()
        watcher.join()
    if process.returncode:
        raise SystemExit(process.returncode)
    return Outcome(json.loads(printed), most[0])


def _watch(process: "subprocess.Popen[str]", most: list[int]) -> None:
    root = psutil.Process(process.pid)
    while process.poll() is None:
        total = 0
        try:
            for one in [root, *root.children(recursive=True)]:
                total += one.memory_info().rss
        except psutil.NoSuchProcess:
            pass
        most[0] = max(most[0], total)
        time.sleep(0.1)  # seldom: looking takes a processor that the process could use


def size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def p95(values: Sequence[float]) -> float:
    """The value that 95 % of all stay below."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    print(f"\n{title}")
    for row in (header, *rows):
        first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join([row[0].ljust(len(first)), *rest]).rstrip())
    sys.stdout.flush()
