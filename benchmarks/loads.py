"""What searches of a static site load as an archive grows, and how much memory its site takes to build.

    python benchmarks/loads.py [SIZE]... [--corpus FILE] [--keep FOLDER]

Sites are built with `--no-pages`, which loads more. A search is asked on a page that was not open; its bytes are those
of the scripts that it loads until three hits are whole, gzipped, and to them come those of the page. Needs node, no
browser.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from gzip import compress
from pathlib import Path

import click
from measure import DATELINE, HERE, lines_of, seconds, table, watched
from workload import EACH, Ask, sample, workload

SIZES = (10_000, 50_000)
GROUPS = (
    *("rare term", "one article", "slip", "common term", "two terms", "OR", "phrase", "long phrase"),
    *("filtered", "by date"),
)
FREQUENT = 25
"""One article in so many has a word of a long phrase."""


def asks_of(source: Path) -> list[Ask]:
    """The workload of a corpus; words of one article of a part of it, for which other spellings are looked for; words
    with two letters swapped that no article of that part has; and phrases of three to five frequent words, the most
    frequent ones and others.
    """
    texts, _, _ = sample(source)
    words = Counter(word for text in texts for word in set(text) if word.isascii() and word.isalpha())
    once = sorted(word for word, count in words.items() if count == 1 and len(word) > 4)
    frequent = {word for word, count in words.items() if count * FREQUENT >= len(texts)}
    asks = [Ask("one article", "all", (once[at * len(once) // EACH],)) for at in range(EACH)]
    swapped = {word: word[:3] + word[4] + word[3] + word[5:] for word, count in words.items() if len(word) > 6 < count}
    slips = sorted(slip for slip in swapped.values() if slip not in words)
    asks += [Ask("slip", "all", (slips[at * len(slips) // EACH],)) for at in range(EACH)]
    for size in (3, 4, 5):
        runs = Counter(run for text in texts for run in zip(*(text[at:] for at in range(size)), strict=False))
        ranked = sorted(runs, key=lambda run: (-runs[run], run))
        known = [run for run in ranked if frequent.issuperset(run)]
        asks += [Ask("long phrase", "phrase", known[rank]) for rank in (0, 10, 200) if rank < len(known)]
    return workload(source) + asks


def asked(ask: Ask) -> dict[str, object]:
    """A query of the workload as the page's engine takes it."""
    words = (" OR " if ask.form == "any" else " ").join(ask.words)
    options = {"outlets": [ask.outlet] if ask.outlet else None, "since": ask.since, "until": ask.until}
    options["sort"] = "newest" if ask.newest else None
    wanted = {name: value for name, value in options.items() if value}
    return {"query": f'"{words}"' if ask.form == "phrase" else words, "options": wanted}


def loaded(site: Path, asks: Sequence[dict[str, object]]) -> list[int]:
    """How many bytes each query loads, as `loads.js` counts them."""
    lines = "".join(json.dumps(ask) + "\n" for ask in asks)
    ran = subprocess.run(["node", HERE / "loads.js", site], input=lines, capture_output=True, check=True, text=True)
    return [json.loads(line)["bytes"] for line in ran.stdout.splitlines()]


def measure(source: Path, work: Path) -> dict[str, str]:
    """All figures of one archive."""
    index, site = work / f"{source.stem}-index", work / f"{source.stem}-site"
    if not index.exists():
        subprocess.run([*DATELINE, "index", source, "--index", index], check=True, stdout=subprocess.DEVNULL)
    built = watched(HERE / "loads.py", "alone", index, site)
    page = len(compress((site / "index.html").read_bytes(), 6))
    counts = len(compress((site / "js" / "counts.js").read_bytes(), 6))
    (front,) = loaded(site, [{"query": ""}])
    figures = {"build s": built.printed, "build MB": built.memory / 1e6, "first load KB": (page + counts + front) / 1e3}
    asks = asks_of(source)
    for group in GROUPS:
        sizes = loaded(site, [asked(ask) for ask in asks if ask.group == group])
        figures |= {f"{group} KB, middle": sorted(sizes)[len(sizes) // 2] / 1e3, f"{group} KB, most": max(sizes) / 1e3}
    return {name: f"{value:,.1f}" for name, value in figures.items()}


@click.command()
@click.argument("sizes", nargs=-1, type=int)
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), help="Measure this instead.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the archives, indexes and sites in this folder.")
def main(sizes: tuple[int, ...], corpus: Path | None, keep: Path | None) -> None:
    """Measure sites of generated archives of SIZES articles."""
    with tempfile.TemporaryDirectory() as folder:
        work = keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        sources = [lines_of(corpus, work)] if corpus else [lines_of(None, work, size) for size in sizes or SIZES]
        found = [measure(source, work) for source in sources]
    rows = [(name, *(figures[name] for figures in found)) for name in found[0]]
    table("What a page loads, gzipped, by the size of its archive", ("", *(source.stem for source in sources)), rows)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["alone", index, site]:
            command = [*DATELINE, "site", site, "--index", index, "--no-pages"]
            print(json.dumps(seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))))
        case _:
            main()
