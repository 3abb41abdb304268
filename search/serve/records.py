"""What the server answers, as JSON. Answers are those of `dateline search --format json`, and more for the page."""

from collections.abc import Iterable
from typing import Any

from dateline.search.output.exports import json_text
from dateline.search.results import Marked, Results
from dateline.search.serve.parameters import BadParameters


def answer(results: Results) -> str:
    """The export's record, where each hit has `title_spans`: what matches in its headline, in code points."""
    content = results.to_dict()
    for shown, hit in zip(content["hits"], results.hits, strict=True):
        shown["title_spans"] = hit.title.spans
    return json_text(content)


def spans(title: Marked, body: Marked) -> str:
    """`{title: [[start, end]], body: [[start, end]]}`."""
    return json_text({"title": title.spans, "body": body.spans})


def errors(error: BadParameters) -> str:
    """`{errors: [{parameter, at, reason, advice}]}`, `at` null but for a place in the query."""
    problems: Iterable[dict[str, Any]] = (problem._asdict() for problem in error.problems)
    return json_text({"errors": list(problems)})


def failure(message: str) -> str:
    """`{error}`: why there is no answer at all."""
    return json_text({"error": message})
