"""A web page about a bridge, and what is read of it."""

import json

from dateline.index.extract.html.metadata import Metadata, read
from dateline.index.extract.html.tree import parse

HEADLINE = "Harbour bridge closes for a winter of repairs"


def page(head: str = "", body: str = f"<h1>{HEADLINE}</h1>") -> Metadata:
    tree = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return read(tree)


def ld(*values: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def news(**fields: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": HEADLINE, **fields}
