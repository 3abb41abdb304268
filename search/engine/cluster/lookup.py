"""Articles by id, path or group, and what an archive on a cluster holds."""

from collections.abc import Collection, Sequence
from typing import Any

from dateline.index.cluster.errors import ShardsMissing
from dateline.index.cluster.stream import columns_of, only_columns, scan
from dateline.index.schema import iso
from dateline.search.engine.cluster.candidates import Document
from dateline.search.engine.cluster.facets import listed
from dateline.search.engine.cluster.snapshot import Snapshot
from dateline.search.errors import NoSuchArticle

_HEALTH = {"status": str, **dict.fromkeys(("number_of_data_nodes", "active_primary_shards", "active_shards"), int)}
_STORE = {"_all": {"primaries": {"store": {"size_in_bytes": int}}}}
_AT_ONCE = 1000
"""Articles that one search gives."""
_MOST = 10_000
"""Columns that one search gives."""


def find(snapshot: Snapshot, wanted: str) -> Document:
    """The article that is meant by an id or a path. Raises NoSuchArticle."""
    ending = {"wildcard": {"value": "*/" + "".join(f"\\{one}" if one in "\\*?" else one for one in wanted)}}
    ways: list[dict[str, Any]] = [
        {"term": {"id": wanted}},
        {"term": {"file": wanted}},
        {"bool": {"should": [{"wildcard": {name: ending["wildcard"]}} for name in ("file", "id")]}},
    ]
    for way in ways:
        body = {"size": 2, "track_total_hits": True, "query": way, "_source": True}
        found = snapshot.ask(body)["hits"]
        if found["total"]["value"] == 1:
            document: Document = found["hits"][0]["_source"]
            return document
        if found["total"]["value"]:
            raise NoSuchArticle(wanted, [one["id"] for one in scan(snapshot.client, snapshot.key, ["id"], query=way)])
    raise NoSuchArticle(wanted, [])


def articles(
    snapshot: Snapshot, ids: Sequence[str], groups: Collection[str] = ()
) -> tuple[list[Document], dict[str, list[Document]]]:
    """Articles by their ids, and what columns tell of all articles of some groups of copies, by their group."""
    whole = {"size": _AT_ONCE, "track_total_hits": True, "_source": True}
    bodies: list[dict[str, Any]] = [
        whole | {"query": {"terms": {"id": ids[begin : begin + _AT_ONCE]}}} for begin in range(0, len(ids), _AT_ONCE)
    ]
    grouped, names = {"terms": {"group": sorted(groups)}}, ["id", "group", "day", "outlet"]
    if groups:
        bodies.append({"size": _MOST, "track_total_hits": True, "query": grouped, **only_columns(names)})
    pages = [answer["hits"]["hits"] for answer in snapshot.ask_all(bodies)]
    rows = list(map(columns_of, pages.pop())) if groups else []
    members: dict[str, list[Document]] = {}
    for row in rows if len(rows) < _MOST else scan(snapshot.client, snapshot.key, names, query=grouped):
        members.setdefault(row.get("group", ""), []).append(row)
    found = [hit["_source"] for page in pages for hit in page]
    if len(found) != len(ids) or not members.keys() <= set(groups):
        raise ShardsMissing(snapshot.client.address.text, f"it gives {len(found)} of {len(ids)} articles")
    return found, members


def members(snapshot: Snapshot, group: str) -> list[Document]:
    """The articles of a group of copies."""
    source = ("id", "stored", "group", "day", "outlet")
    return list(scan(snapshot.client, snapshot.key, [], source=source, query={"term": {"group": group}}))


def status(snapshot: Snapshot) -> dict[str, Any]:
    """Articles, outlets, dates and size of an archive, and how its cluster is."""
    aggregations = {
        "unknown": {"missing": {"field": "outlet"}},
        "undated": {"missing": {"field": "day"}},
        "first": {"min": {"field": "day"}},
        "last": {"max": {"field": "day"}},
    }
    found = snapshot.ask({"size": 0, "track_total_hits": True, "aggs": aggregations})
    counts = found["aggregations"]
    outlets = listed(snapshot, "outlet", {"match_all": {}})
    days = {name: counts[name]["value"] for name in ("first", "last")}
    client, index = snapshot.client, snapshot.index
    health = client.ask("GET", f"/_cluster/health/{index}", shape=_HEALTH)
    sizes = client.ask("GET", f"/{index}/_stats/store", shape=_STORE)["_all"]["primaries"]["store"]
    return {
        "folder": client.address.text,
        "articles": found["hits"]["total"]["value"],
        "outlets": sum(bool(row.value) for row in outlets),
        "unknown": counts["unknown"]["doc_count"],
        **{name: None if day is None else iso(int(day)) for name, day in days.items()},
        "undated": counts["undated"]["doc_count"],
        "segments": health["active_primary_shards"],
        "bytes": sizes["size_in_bytes"],
        "language": snapshot.about.language,
        "sources": snapshot.about.sources,
        "rules": snapshot.about.rules_file or None,
        "corrections": snapshot.about.corrections_file or None,
        "cluster": {
            "health": health["status"],
            "nodes": health["number_of_data_nodes"],
            "shards": health["active_primary_shards"],
            "copies": health["active_shards"] - health["active_primary_shards"],
            "whole": snapshot.about.whole,
        },
    }
