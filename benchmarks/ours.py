"""Dateline, as the benchmarks run it."""

import os
from dataclasses import replace
from pathlib import Path

from peers import Answer, Call, Work
from workload import SLOP, Ask

from dateline.index.build.run import build
from dateline.index.extract.outlet_rules import Rules
from dateline.search.engine.local import LocalEngine
from dateline.search.query.parse import parse
from dateline.search.query.tree import Phrase, Query


class Dateline:
    """Dateline's own engine."""

    name = "dateline"

    def __init__(self, folder: Path) -> None:
        self._archive = LocalEngine(folder)

    @staticmethod
    def build(source: Path, folder: Path) -> None:
        build([source], folder, Rules(), rebuild=True, jobs=os.cpu_count() or 1)

    def call(self, ask: Ask, work: Work, limit: int = 10) -> Call:
        query = replace(query_of(ask), snippets=work == "whole")

        def ids() -> Answer:
            return [(identity,) for identity in self._archive.ids(query, limit)]

        def hits() -> Answer:
            return [(hit.id, hit.title.text, hit.snippet.text) for hit in self._archive.search(query, limit).hits]

        return ids if work == "ids" else hits

    def count(self, ask: Ask) -> int:
        """How many articles match where a phrase's words match by their stems, as they do for the peers."""
        query = query_of(ask)
        node = query.node._replace(exact=False) if isinstance(query.node, Phrase) else query.node
        return self._archive.count(replace(query, node=node))


def query_of(ask: Ask) -> Query:
    """The query that an ask means."""
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
