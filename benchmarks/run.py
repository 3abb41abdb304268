"""All benchmarks, small: on a generated archive, or on a corpus and judged collections of yours.

    python benchmarks/run.py [CORPUS] [--judged FOLDER]...
"""

import tempfile
from pathlib import Path

import build
import click
import growth
import oneshot
import pages
import queries
import relevance
import serve
import sites
from measure import lines_of


@click.command()
@click.argument("corpus", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--judged",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of docs.jsonl, queries.tsv and qrels.tsv, to score rankings; may be repeated.",
)
def main(corpus: Path | None, judged: tuple[Path, ...]) -> None:
    """Run every benchmark once, on CORPUS or a generated archive."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = lines_of(corpus, work)
        build.show(source, work / "build", rounds=1)
        queries.show(source, work / "queries", rounds=5)
        oneshot.show(source, work / "oneshot", runs=5)
        pages.show(pages.pages_of(None, work), rounds=1)
        (work / "growth").mkdir()
        growth.show(growth.SIZES, work / "growth", rounds=3)
        (work / "sites").mkdir()
        sites.show(source, work / "sites", sites.QUERIES if corpus else ())
        serve.show(source, work / "serve", seconds=2, clients=serve.CLIENTS)
        for collection in judged:
            (work / "judged" / collection.name).mkdir(parents=True)
            relevance.show(collection, work / "judged" / collection.name)


if __name__ == "__main__":
    main()
