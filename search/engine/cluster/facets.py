"""What is counted over all matches: by outlet, by month, by day, and how many of them are copies."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from dateline.index.cluster.errors import ShardsMissing
from dateline.index.schema import UNKNOWN, iso
from dateline.search.engine.cluster.snapshot import Snapshot
from dateline.search.engine.facets import UNDATED
from dateline.search.query.tree import Query
from dateline.search.results import Counted, FacetCount, ListedValue

_AT_ONCE = 10_000
"""Values of a field that one answer counts; of more, the next asks for the rest."""


def aggregations(query: Query) -> dict[str, Any]:
    """What to ask for beside the matches of a query."""
    found = _by("outlet", "month", *(["day"] if query.days else [])) | _grouped(query)
    found["outlet"]["terms"]["missing"] = UNKNOWN
    return {"undated": {"missing": {"field": "day"}}} | found


def matching_stories(snapshot: Snapshot, queries: Sequence[tuple[Query, dict[str, Any]]]) -> list[Counted]:
    """What the answer to each query counts, given with what it is on the cluster; nothing is counted twice."""
    known, keys = snapshot.stories, [orjson.dumps(filters) for _, filters in queries]
    folded = {key: pair for key, pair in zip(keys, queries, strict=True) if _grouped(pair[0]) and key not in known}
    asked = {"size": 0, "track_total_hits": True, "aggs": _by("group")}
    answers, totals = snapshot.ask_counting(
        [asked | {"query": filters} for _, filters in folded.values()],
        [filters for query, filters in queries if not _grouped(query)],
    )
    for (key, pair), answer in zip(folded.items(), answers, strict=True):
        some = copies(snapshot, *pair, answer)
        known[key] = Counted(answer["hits"]["total"]["value"] - some, some)
    articles = (Counted(total, 0) for total in totals)
    return [known[key] if _grouped(query) else next(articles) for key, (query, _) in zip(keys, queries, strict=True)]


def copies(snapshot: Snapshot, query: Query, filters: dict[str, Any], answer: dict[str, Any]) -> int:
    """How many matches are copies of another match; arguments as for `counted`."""
    groups = counted(snapshot, filters, answer, "group") if _grouped(query) else Counter[Any]()
    return sum(groups.values()) - len(groups)


def _by(*fields: str) -> dict[str, Any]:
    return {field: {"terms": {"field": field, "size": _AT_ONCE}} for field in fields}


def _grouped(query: Query) -> dict[str, Any]:
    """What tells how many copies there are, where they are folded."""
    return {} if query.duplicates == "show" else _by("group")


def counted(snapshot: Snapshot, filters: dict[str, Any], answer: dict[str, Any], field: str) -> Counter[Any]:
    """How many matches have each value of a field, all of them, from an answer with `aggregations`. Raises
    ShardsMissing where that is not of all matches.
    """
    found = answer["aggregations"][field]
    if found["sum_other_doc_count"] or found["doc_count_error_upper_bound"]:
        every = _buckets(snapshot, filters, field, {}, is_missing_told=field == "outlet")
        counts = Counter({UNKNOWN if value is None else value: bucket["doc_count"] for value, bucket in every})
    else:
        counts = Counter({bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]})
    if field != "group":  # which few have
        undated = 0 if field == "outlet" else answer["aggregations"]["undated"]["doc_count"]
        _compare(snapshot, counts.total() + undated, answer["hits"]["total"]["value"])
    return counts


def _buckets(
    snapshot: Snapshot, filters: dict[str, Any], field: str, inner: dict[str, Any], *, is_missing_told: bool
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every value of a field among some articles, with what is counted of it."""
    source = {"terms": {"field": field, "missing_bucket": is_missing_told}}
    every: dict[str, Any] = {"size": _AT_ONCE, "sources": [{"value": source}]}
    while True:
        asked = {"values": {"composite": every, "aggs": inner}}
        page = snapshot.ask({"size": 0, "track_total_hits": False, "query": filters, "aggs": asked})
        found = page["aggregations"]["values"]
        yield from ((bucket["key"]["value"], bucket) for bucket in found["buckets"])
        if not found.get("after_key"):
            return
        every["after"] = found["after_key"]


def _compare(snapshot: Snapshot, found: int, wanted: int) -> None:
    if found != wanted:
        raise ShardsMissing(snapshot.client.address.text, f"it counts the values of {found} of {wanted} articles")


def facets(
    snapshot: Snapshot, query: Query, filters: dict[str, Any], answer: dict[str, Any]
) -> dict[str, tuple[FacetCount, ...]]:
    """The facets of a query's matches, as `search.results.Results` has them."""
    outlets = counted(snapshot, filters, answer, "outlet")
    months = counted(snapshot, filters, answer, "month")
    undated = answer["aggregations"]["undated"]["doc_count"]
    rows = [FacetCount(f"{month // 12:04}-{month % 12 + 1:02}", months[month]) for month in sorted(months)]
    found = {
        "outlet": tuple(FacetCount(*pair) for pair in sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))),
        "month": (*rows, FacetCount(UNDATED, undated)) if undated else tuple(rows),
    }
    for name in query.facets:
        values = [(row.value or UNKNOWN, row.count) for row in listed(snapshot, name, filters)]
        found[name] = tuple(FacetCount(*pair) for pair in sorted(values, key=lambda pair: (-pair[1], pair[0])))
    if query.days:
        days = counted(snapshot, filters, answer, "day")
        found["day"] = tuple(FacetCount(str(iso(day)), days[day]) for day in sorted(days))
    return found


def listed(snapshot: Snapshot, attribute: str, filters: dict[str, Any]) -> list[ListedValue]:
    """The values of an attribute among some articles, the missing one empty, each with its count and days. Raises
    ShardsMissing where that is not of all of them.
    """
    rows, days = list[ListedValue](), {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}
    for value, bucket in _buckets(snapshot, filters, attribute, days, is_missing_told=True):
        first, last = (None if day is None else iso(int(day)) for day in (bucket[name]["value"] for name in days))
        rows.append(ListedValue(value or "", bucket["doc_count"], first, last))
    _compare(snapshot, sum(row.count for row in rows), snapshot.count([filters])[0])
    return rows
