"""Dateline, as the benchmarks run it."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from peers import Answer, Call
from workload import SLOP, Ask

from dateline.index.build.run import build
from dateline.index.extract.outlet_rules import Rules
from dateline.search.engine.local import LocalEngine
from dateline.search.engine.ranking import Ranking
from dateline.search.query.parse import parse
from dateline.search.query.tree import Phrase, Query
from dateline.search.results import Hit


class Dateline:
    """What a user gets: ten hits with headline, outlet, date and snippet, the total, and both facets' counts."""

    name = "dateline"
    archive: type[LocalEngine] = LocalEngine

    def __init__(self, folder: Path) -> None:
        self._archive = self.archive(folder)

    @staticmethod
    def build(source: Path, folder: Path) -> None:
        build([source], folder, Rules(), rebuild=True, jobs=os.cpu_count() or 1)

    def call(self, ask: Ask, limit: int = 10) -> Call:
        query = _query(ask)
        return lambda: self._answer(query, limit)

    def _answer(self, query: Query, limit: int) -> Answer:
        return [(hit.id, hit.title.text) for hit in self._archive.search(query, limit).hits]

    def count(self, ask: Ask) -> int:
        """How many articles match where a phrase's words match by their stems, as they do for the peers."""
        query = _query(ask)
        node = query.node._replace(exact=False) if isinstance(query.node, Phrase) else query.node
        return self._archive.count(replace(query, node=node))


class Listed(Dateline):
    """The same without snippets, as the peers answer: ids and headlines."""

    name = "no snippets"

    def _answer(self, query: Query, limit: int) -> Answer:
        return super()._answer(replace(query, snippets=False), limit)


class _Bare(LocalEngine):
    def _hits(self, ranking: Ranking, limit: int, offset: int) -> Iterator[Hit]:
        ranking.first(offset + limit)
        return iter(())


class Engine(Dateline):
    """Without making hits: ranked article numbers, the total, and both facets' counts."""

    name = "engine alone"
    archive = _Bare


def _query(ask: Ask) -> Query:
    text = {
        "all": " ".join(ask.words),
        "any": " OR ".join(ask.words),
        "phrase": f'"{" ".join(ask.words)}"',
        "near": f'"{" ".join(ask.words)}"~{SLOP}',
        "prefix": f"{ask.words[0]}*",
        "fuzzy": f"{ask.words[0]}~1",
    }[ask.form]
    return Query(
        text=text,
        node=parse(text),
        outlets=(ask.outlet,) if ask.outlet else (),
        since=ask.since or None,
        until=ask.until or None,
        sort="newest" if ask.newest else "relevance",
    )
