"""The cluster that tests need, and what they ask of it beside a folder."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from gate import Gate
from sites import Asker

from dateline.index.build.report import Report
from dateline.index.cluster.address import parse_address
from dateline.index.cluster.run import build_on_cluster
from dateline.index.extract.outlet_rules import Rules
from dateline.search.engine.engine import Engine, open_engine
from dateline.search.errors import BadDate, QueryError
from dateline.search.query.request import request

CLUSTER = os.environ.get("DATELINE_TEST_CLUSTER", "")
NEEDS_CLUSTER = pytest.mark.skipif(not CLUSTER, reason="no cluster: `make test-cluster` starts one and runs these")


def behind(gated: Gate, address: str) -> str:
    """An archive's address at the gate."""
    return f"{gated.host}/{parse_address(address).name}"


def index(address: str, *sources: Path, rules: Rules | None = None, jobs: int = 1, **options: bool) -> Report:
    return build_on_cluster(list(sources), address, rules or Rules(), jobs=jobs, **options)


def both(address: str, folder: Path) -> tuple[Engine, Engine]:
    return open_engine(address), open_engine(str(folder))


def compare(cluster: Engine, local: Engine, text: str, **options: object) -> bool:
    """Ask both engines the same; whether it is a query."""
    limit, offset = options.pop("limit", 10), options.pop("offset", 0)
    try:
        query = request(text, **options)
    except (QueryError, BadDate):
        return False
    query = replace(query, days=True, facets=("author", "place", "path", "url"))
    found, wanted = cluster.search(query, limit, offset), local.search(query, limit, offset)
    assert found == wanted, (text, options, limit, offset)
    assert cluster.count(query) == wanted.total
    return True


def compare_generated(address: str, folder: Path, seed: int, count: int) -> None:
    (cluster, local), asker = both(address, folder), Asker(folder, seed)
    while count:
        ((text, options),) = asker.asked(1)
        named = {{"any": "any_word"}.get(name, name): value for name, value in options.items()}
        count -= compare(cluster, local, text, **named)
