"""An archive on a cluster beside one in a folder: what it costs to build, to keep and to search.

    python benchmarks/cluster.py http://HOST:9200/NAME [CORPUS] [--rounds N]

The archive of this name is built anew. What a cluster must do at the least is measured, too: the same matches and the
same counts, without scores and articles. Its caches of requests and of what matches are cleared before each: of a query
that is asked again and again it would only count.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median

import click
from measure import lines_of, p95, seconds, size, table, watched
from ours import query_of
from workload import CLASSES, Ask, workload

from dateline.index.build.run import build
from dateline.index.cluster.address import parse_address
from dateline.index.cluster.client import Client
from dateline.index.cluster.run import build_on_cluster
from dateline.index.extract.outlet_rules import Rules
from dateline.search.engine.cluster.engine import ClusterEngine
from dateline.search.engine.cluster.facets import aggregations
from dateline.search.engine.cluster.match import matching
from dateline.search.engine.cluster.snapshot import Snapshot
from dateline.search.engine.cluster.words import Words
from dateline.search.engine.local import LocalEngine
from dateline.search.query.compounds import with_compounds

Call = Callable[[], object]


def show(address: str, source: Path, work: Path, rounds: int) -> None:
    """Measure and print it all."""
    folder = work / "index"
    built = [watched(Path(__file__), "build", source, place) for place in (folder, address)]
    engines = LocalEngine(folder), ClusterEngine(address)
    client = Client(parse_address(address))
    snapshot = Snapshot(client)
    name = client.address.name
    kept = client.ask("GET", f"/{name}.*/_stats/store")["_all"]["primaries"]["store"]["size_in_bytes"]
    table("Building, one process", ["", "folder", "cluster"], [
        ("s", *(f"{one.printed:,.1f}" for one in built)),
        ("MB of the process", *(f"{one.memory / 1e6:,.0f}" for one in built)),
        ("MB on the disk, one copy", f"{size(folder) / 1e6:,.0f}", f"{kept / 1e6:,.0f}"),
    ])  # fmt: skip
    clear = partial(client.ask, "POST", f"/{name}/_cache/clear?request=true&query=true")
    times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for ask in workload(source):
        calls = _calls(ask, *engines, snapshot)
        for call in calls.values():
            call()
        for _, (what, call) in product(range(rounds), calls.items()):  # in turn, so that all meet the same load
            clear()
            times[ask.group][what].append(1000 * seconds(call))
    table(
        f"Ten hits with snippets, total and facets, warm: p50 and p95 in ms, {rounds} rounds of each query",
        ["", "folder", "", "cluster", "", "its matches and counts alone", "", "times that"],
        [_row(group, times[group]) for group in CLASSES],
    )


def _calls(ask: Ask, local: LocalEngine, cluster: ClusterEngine, snapshot: Snapshot) -> dict[str, Call]:
    query = query_of(ask)
    words = Words(snapshot)
    node = with_compounds(query.node, words.compounds, lambda one: snapshot.count([matching(one, words)])[0])
    meant = replace(query, node=node)
    least = {"size": 0, "track_total_hits": True, "query": matching(meant, words), "aggs": aggregations(query)}
    return {
        "folder": lambda: local.search(query, 10),
        "cluster": lambda: cluster.search(query, 10),
        "least": lambda: snapshot.ask(least),
    }


def _row(group: str, times: dict[str, list[float]]) -> tuple[str, ...]:
    cells = [f"{of(times[what]):,.1f}" for what in ("folder", "cluster", "least") for of in (median, p95)]
    return group, *cells, f"{median(times['cluster']) / median(times['least']):.1f}"


@click.command()
@click.argument("address")
@click.argument("corpus", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("--rounds", default=9, show_default=True)
def main(address: str, corpus: Path | None, rounds: int) -> None:
    """Build the archive at ADDRESS and one in a folder of the same CORPUS, and search both."""
    with tempfile.TemporaryDirectory() as work:
        show(address, lines_of(corpus, Path(work)), Path(work), rounds)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build", source, place] if place.startswith("http"):
            print(json.dumps(seconds(lambda: build_on_cluster([Path(source)], place, Rules(), rebuild=True))))
        case ["build", source, place]:
            print(json.dumps(seconds(lambda: build([Path(source)], Path(place), Rules(), rebuild=True))))
        case _:
            main()
