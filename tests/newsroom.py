"""A small folder of news and its index, for the tests of runs."""

from dateline.search.engine.local import LocalEngine
from dateline.search.query.tree import Everything, Query, Word


def ids(folder, word=None):
    node = Word(word, (0, len(word))) if word else Everything()
    return sorted(hit.id for hit in LocalEngine(folder).search(Query(word or "", node, duplicates="show"), 1000).hits)


def skipped(report):
    return [(skip.path, skip.reason) for skip in report.skipped]


ALL = ["a1", "a2", "b1", "news/c.txt"]
