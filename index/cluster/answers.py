"""What a search has to be answered with, as what it asks for tells: of which shape, and of how many articles."""

import base64
from collections.abc import Mapping
from typing import Any

from dateline.index.cluster.schema import FIELDS, ZONES
from dateline.index.cluster.shape import Maybe, Nullable, Shape
from dateline.index.segment.docstore import decode_article

_TEXTS = [f"{zone}_{form}" for zone in ZONES for form in ("words", "stems", "forms")]
_ARTICLE = ("id", "stored", "hashes", "title_length", "body_length", "group", "shared", "day", "outlet", *_TEXTS)
"""What is read of a whole article."""
_SHARDS = {"total": int, "successful": int, "failed": int}
_COUNT = {"doc_count": int}


def search_shape(body: Mapping[str, Any]) -> Shape:
    """The shape of the answer to a search."""
    total = {"total": {"value": int, "relation": str}} if body.get("track_total_hits") else {}
    shape = {"timed_out": bool, "_shards": _SHARDS, "hits": {**total, "hits": [_hit(body)]}}
    return shape | ({"aggregations": _aggregations(body["aggs"])} if "aggs" in body else {})


def missing_hits(body: Mapping[str, Any], answer: dict[str, Any]) -> str:
    """In which way a search's answer is short of what it counts itself; empty where it is not."""
    shards, found = answer["_shards"], len(answer["hits"]["hits"])
    if not 0 < shards["total"] == shards["successful"]:
        return f"{shards['successful']} of {shards['total']} shards answer"
    if not body.get("track_total_hits"):
        return ""
    total = answer["hits"]["total"]
    if total["relation"] != "eq":
        return f"{total['value']} articles at the least is no count"
    wanted = min(body["size"], total["value"])
    return "" if found == wanted else f"it gives {found} of {wanted} articles"


def agrees(article: Mapping[str, Any]) -> bool:
    """Whether an article's headline and body have as many words, stems and hashes as their lengths say, and what is
    stored of it can be read.
    """
    lengths = [article["title_length"], article["body_length"]]
    counts = [[len(article[f"{zone}_{form}"].split()) for zone in ("title", "body")] for form in ("words", "stems")]
    try:
        decode_article(article["id"].encode(), article["stored"].encode())
        return counts == [lengths] * 2 and len(base64.b64decode(article["hashes"])) == 2 * sum(lengths)
    except ValueError:
        return False


def _hit(body: Mapping[str, Any]) -> Shape:
    shape: dict[str, Shape] = {} if "stored_fields" in body else {"_id": str}
    names = body.get("_source") or ()
    if names:
        wanted = _ARTICLE if names is True else names
        shape["_source"] = dict if wanted == ["*"] else {name: FIELDS[name] for name in wanted}
    if columns := body.get("docvalue_fields"):
        shape["fields"] = {name: _column(name) for name in columns}
    if keys := body.get("sort"):
        shape["sort"] = tuple(_sorted_by(key if isinstance(key, str) else next(iter(key))) for key in keys)
    return shape


def _column(name: str) -> Shape:
    """A column, of one value; of no bytes there is none."""
    shape = FIELDS[name]
    return Maybe((_value(name),)) if isinstance(shape, Maybe) or name == "hashes" else (shape,)


def _sorted_by(name: str) -> Shape:
    return float if name == "_score" else _value(name)


def _value(name: str) -> Shape:
    """A field's value, where it has one."""
    shape = FIELDS[name]
    return shape.shape if isinstance(shape, Maybe) else shape


def _aggregations(asked: Mapping[str, Any]) -> Shape:
    return {name: _aggregation(one) for name, one in asked.items()}


def _aggregation(asked: Mapping[str, Any]) -> Shape:
    match asked:
        case {"terms": {"field": field}}:
            bounds = {"sum_other_doc_count": int, "doc_count_error_upper_bound": int}
            return {**bounds, "buckets": [{"key": _value(field), **_COUNT}]}
        case {"composite": {"sources": [{"value": {"terms": {"field": field}}}]}, "aggs": inner}:
            key = {"value": Nullable(_value(field))}
            bucket = {"key": key, **_COUNT, **_aggregations(inner)}
            return {"after_key": Maybe(key), "buckets": [bucket]}
        case {"top_hits": hits}:
            return {"hits": {"hits": [_hit(hits)]}}
        case {"filters": {"filters": clauses}}:
            return {"buckets": (_COUNT,) * len(clauses)}
        case {"missing": _}:
            return _COUNT
        case {"min": _} | {"max": _}:
            return {"value": Nullable(float)}
        case _:
            return {"value": float}
