"""Results for other programs: JSON, JSON lines, CSV, paths, TREC runs. Citations are in `search.output.citations`.

A hit has the same field names wherever it appears; a value that is missing is null, or an empty cell.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TextIO
from urllib.parse import quote

from dateline.search.results import COLUMNS, Answer, Hit, Results

# Valid in JSON, but not safe on the way: lone surrogates have no UTF-8, U+2028 and U+0085 break lines for
# some readers, and C1 and bidi controls reach the terminal of whoever looks. All stand only inside strings.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FORMULA = re.compile(r"(\A\s*|[;\t\r\n]\s*)(?=[=+\-@＝＋－＠])|\A(?=[\t\r])")
"""Where a spreadsheet may begin a cell that it runs: many take `;` for what parts cells, and then no quote holds one
together.
"""
_RUN = frozenset(" =+-@＝＋－＠")
"""What a printable text begins with that has such a place at its beginning."""


def write_json(results: Results, out: TextIO) -> None:
    """Write one JSON object, `Results.to_dict()`."""
    out.write(json_text(results.to_dict(), indent=2) + "\n")


def write_json_many(answers: Iterable[tuple[str, Results]], out: TextIO) -> None:
    """Write a JSON list of what `write_json` writes, each with the `id` of its query in front."""
    separator = "["
    for query_id, results in answers:
        out.write(f"{separator}\n{json_text({'id': query_id} | results.to_dict(), indent=2)}")
        separator = ","
    out.write("[]\n" if separator == "[" else "\n]\n")


def write_jsonl(results: Answer, out: TextIO) -> None:
    """Write a hit a line, as in `write_json`, with its `query` in front."""
    _write_hits({}, results, out)


def write_jsonl_many(answers: Iterable[tuple[str, Answer]], out: TextIO) -> None:
    """Write a hit a line, with its `query_id` and `query` in front."""
    for query_id, results in answers:
        _write_hits({"query_id": query_id}, results, out)


def write_csv(results: Answer, out: TextIO) -> None:
    """Write a table with a header row (RFC 4180), a hit a row, the snippet as plain text.

    A spreadsheet would run a cell that starts with `=`, `+`, `-`, `@`, a tab or a carriage return as a formula, so such
    a text gets a `'` in front, also after a `;` or a line's end, where some begin one. Rank and score are numbers and
    stay so. Control characters are written as U+FFFD. Rows end in CR LF: open a file for it with `newline=""`.
    """
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_row(hit) for hit in results.hits)


def write_csv_many(answers: Iterable[tuple[str, Answer]], out: TextIO) -> None:
    """Write one table for all queries, as `write_csv` with the columns `query_id` and `query` in front."""
    writer = csv.writer(out)
    writer.writerow(("query_id", "query", *COLUMNS))
    for query_id, results in answers:
        writer.writerows((cell(query_id), cell(results.query), *_row(hit)) for hit in results.hits)


def write_paths(results: Answer, out: TextIO, *, located: Callable[[str], bytes], end: bytes = b"\n") -> None:
    """Write the files that the hits came from, best first, each once.

    Args:
        results: The hits.
        out: A text stream over a binary one, to which the bytes go that a name has.
        located: Makes what to write of a hit's path.
        end: Written after each.
    """
    out.flush()
    seen = set[str]()
    for path in (hit.path for hit in results.hits):
        if path not in seen:
            seen.add(path)
            out.buffer.write(located(path) + end)


def write_trec(results: Answer, out: TextIO) -> None:
    """Write a TREC run of one query, with the id `1`, as `write_trec_many` does."""
    write_trec_many([("1", results)], out)


def write_trec_many(answers: Iterable[tuple[str, Answer]], out: TextIO) -> None:
    """Write a TREC run, `query Q0 document rank score tag` a line, as trec_eval reads it.

    White space in a name is percent-encoded, since white space parts the columns.
    """
    for query_id, results in answers:
        query = _token(query_id)
        out.writelines(f"{query} Q0 {_token(hit.id)} {hit.rank} {hit.score:.10g} dateline\n" for hit in results.hits)


def _write_hits(first: dict[str, str], results: Answer, out: TextIO) -> None:
    first = first | {"query": results.query}
    out.writelines(json_text(first | hit.to_dict()) + "\n" for hit in results.hits)


def _row(hit: Hit) -> list[str | int | float | None]:
    return [cell(value) if isinstance(value, str) else value for value in hit.columns()]


def cell(text: str) -> str:
    """A text as a cell of a table: without controls, and no formula."""
    if text.isprintable() and ";" not in text and text[:1] not in _RUN:  # as most are
        return text
    return _FORMULA.sub(r"\1'", _NOT_TEXT.sub("\ufffd", text))


def json_text(value: Any, indent: int | None = None) -> str:
    """A value as JSON that is safe wherever it is shown."""
    text = _encoder(indent).encode(value)
    return text if text.isprintable() else _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


@cache
def _encoder(indent: int | None) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=indent)


def _token(name: str) -> str:
    return _SPACE.sub(lambda found: quote(found.group(), errors="surrogatepass"), name)
