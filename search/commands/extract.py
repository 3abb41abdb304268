"""`dateline extract`: what the indexer makes of files, as JSON lines."""

import json
import sys
from pathlib import Path

import click

from dateline.search.commands.options import rules_option


@click.command
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option
@click.option("--verbose", is_flag=True, help="Tell of what was skipped for an error in Dateline where it happened.")
def extract(sources: tuple[Path, ...], rules_file: Path | None, verbose: bool) -> None:
    """Print what the indexer sees of each article, one JSON object a line."""
    from dateline.index.article import Article, Skipped
    from dateline.index.build.report import NothingToIndex
    from dateline.index.extract.outlet_rules import load_rules
    from dateline.index.extract.parse import pairs_of, read
    from dateline.index.extract.text.line_pairs import all_pairs, recurring, shared
    from dateline.index.sources.walk import LeftOut, SourceFile, walk

    rules = load_rules(rules_file)
    found = skipped = False
    files = [file for source in sources for file in walk(source, Path.cwd()) if not isinstance(file, LeftOut)]
    pairs = {file.name: pairs_of(file) for file in files if isinstance(file, SourceFile)}
    learned = recurring(pairs, all_pairs(list(pairs.values())))
    for file in files:
        for item in [file] if isinstance(file, Skipped) else read(file, rules, shared(pairs[file.name], learned)):
            if isinstance(item, Article):
                found = True
                click.echo(json.dumps(item._asdict(), ensure_ascii=False).encode("utf-8", "replace"))
            else:
                skipped = True
                click.echo(f"skipped {item.path}: {item.reason}\n{item.trace * verbose}", err=True, nl=False)
    if not found and not skipped:
        raise NothingToIndex(list(sources), [])
    if not found:
        sys.exit(2)
