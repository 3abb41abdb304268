"""Relevance: judged queries, any word, through Dateline's own command and through the peers.

    python benchmarks/relevance.py FOLDER...

A folder holds docs.jsonl (id, title, body), queries.tsv (id, words) and qrels.tsv (query, document, grade). nDCG@10 has
gain 2^grade - 1 and discount log2(rank + 1); average precision goes to rank 1,000; all are means over judged queries.
"""

import math
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from build import ENGINES
from measure import DATELINE, table
from ours import Dateline
from peers import Peer, words_of
from workload import Ask

DEPTH = 1_000
Run = Mapping[str, Sequence[str]]
Grades = Mapping[str, Mapping[str, int]]


def judgements(path: Path) -> Grades:
    """The grades above 0 of documents, by query."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text().splitlines():
        query, document, grade = line.split()
        if int(grade) > 0:
            grades[query][document] = int(grade)
    return grades


def scores(grades: Grades, run: Run) -> tuple[float, float, float]:
    """nDCG@10, average precision and P@10."""
    ndcg = precision = at_ten = 0.0
    for query, relevant in grades.items():
        ranked = run.get(query, ())[:DEPTH]
        hits = [rank for rank, document in enumerate(ranked, 1) if document in relevant]
        ideal = _gain(sorted(relevant.values(), reverse=True)[:10])
        ndcg += _gain([relevant.get(document, 0) for document in ranked[:10]]) / ideal
        precision += sum(number / rank for number, rank in enumerate(hits, 1)) / len(relevant)
        at_ten += sum(rank <= 10 for rank in hits) / 10
    return ndcg / len(grades), precision / len(grades), at_ten / len(grades)


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def own_run(folder: Path, queries: Path) -> Run:
    """What `dateline search --any --queries` ranks."""
    options = ("--any", "--queries", str(queries), "--format", "trec", "--limit", str(DEPTH))
    command = (*DATELINE, "search", "--index", str(folder), *options)
    found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    ranked: dict[str, list[str]] = defaultdict(list)
    for line in found.splitlines():
        query, _, document, *_ = line.split()
        ranked[query].append(document)
    return ranked


def peer_run(peer: Peer, queries: Path) -> Run:
    """What a peer ranks for any of a query's words."""
    ranked = {}
    for line in queries.read_text().splitlines():
        name, _, text = line.partition("\t")
        call = peer.call(Ask("", "any", words_of(text)), "ids", DEPTH)
        ranked[name] = [document for document, *_ in call()] if call else []
    return ranked


def show(collection: Path, work: Path) -> None:
    """Index a collection with every engine, run its queries, print the scores."""
    source, queries = collection / "docs.jsonl", collection / "queries.tsv"
    runs: dict[str, Run] = {}
    for engine in ENGINES:
        folder = work / engine.name
        folder.mkdir()
        engine.build(source, folder)
        runs[engine.name] = own_run(folder, queries) if engine is Dateline else peer_run(engine(folder), queries)
    grades = judgements(collection / "qrels.tsv")
    found = {name: scores(grades, run) for name, run in runs.items()}
    own, best = found[Dateline.name][0], max(value[0] for name, value in found.items() if name != Dateline.name)
    table(
        f"{collection.name}: {len(grades)} judged queries; ours to the best peer {own / best:.3f}",
        ("", "nDCG@10", "ours to it", "AP", "P@10"),
        [
            (name, f"{ndcg:.4f}", f"{own / ndcg:.3f}", f"{ap:.4f}", f"{at_ten:.4f}")
            for name, (ndcg, ap, at_ten) in found.items()
        ],
    )


@click.command()
@click.argument("collections", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(collections: tuple[Path, ...]) -> None:
    """Score rankings of the judged queries of each folder."""
    for collection in collections:
        with tempfile.TemporaryDirectory() as work:
            show(collection, Path(work))


if __name__ == "__main__":
    main()
