"""A plain search script of whoosh, nltk and click, as their manuals would have it.

    python benchmarks/plain.py FOLDER QUERY
"""

from collections.abc import Iterator
from typing import Any

import click
from nltk.stem.snowball import SnowballStemmer
from nltk.tokenize import RegexpTokenizer
from whoosh.analysis import Analyzer, LowercaseFilter, StemFilter, Token, Tokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.index import open_dir
from whoosh.qparser import QueryParser


class NltkTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """NLTK's tokenizer in Whoosh's protocol."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        token = Token(positions=True, chars=True)
        spans = RegexpTokenizer(r"\w+").span_tokenize(value)
        for token.pos, (token.startchar, token.endchar) in enumerate(spans):
            token.text = token.original = value[token.startchar : token.endchar]
            token.boost, token.stopped = 1.0, False
            yield token


def analyzer() -> Analyzer:
    """NLTK's words, in small letters, as Snowball stems; each distinct word is stemmed once."""
    return NltkTokenizer() | LowercaseFilter() | StemFilter(stemfn=SnowballStemmer("english").stem, cachesize=-1)


def schema() -> Schema:
    """Headline and body in one field; everything stored."""
    return Schema(
        text=TEXT(analyzer=analyzer()),
        id=ID(stored=True),
        title=STORED,
        body=STORED,
        outlet=ID(stored=True, sortable=True),
        date=ID(stored=True, sortable=True),
        month=ID(sortable=True),
    )


@click.command()
@click.argument("folder")
@click.argument("query")
def main(folder: str, query: str) -> None:
    """Print the first ten articles that match QUERY."""
    with open_dir(folder).searcher() as searcher:
        results = searcher.search(QueryParser("text", searcher.schema).parse(query), limit=10)
        click.echo(f"{len(results)} articles")
        for hit in results:
            click.echo(f"{hit['title']}\n    {hit['outlet']} {hit['date']} {hit['id']}\n    {hit['body'][:200]}")


if __name__ == "__main__":
    main()
