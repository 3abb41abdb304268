"""Repeats of what has a meaning somewhere, and everything that reads text from outside: none may take long."""

import json
import time
from collections.abc import Callable, Iterator
from itertools import chain

from doors import DOORS

from dateline.index.analysis.terms import tokens
from dateline.index.article import RawDocument
from dateline.index.errors import DatelineError
from dateline.index.extract.outlet_rules import Rules
from dateline.index.extract.parse import parse
from dateline.index.extract.text.line_pairs import line_pairs
from dateline.index.sources.decode import clean_text, decode
from dateline.search.highlight.marker import Marker
from dateline.search.highlight.snippet import snippet
from dateline.search.output import display
from dateline.search.query.parse import parse as parse_query
from dateline.search.query.request import request

UNITS = (
    *("`", "``a", "`a", "*", "**a", "_", "~~", "[", "](", "[a]("),
    *("![", "<", "</", "<!--", "-->", "<!", "<a ", "<a b=", "&"),
    *("&#", "&#1;", "&amp;", "<p>", "</p>", "<div>"),
    *("<b>", "<time>", "<time a", '<time datetime="2024-01-01">', "<h1>"),
    *("<meta ", "<script>", "<br>", "<td>", "<li>"),
    *('<script type="application/ld+json">', "<REUTERS", "<BODY>", "]]>"),
    *("\u0301", "a\u0301", "\u0301\u0327", "-", "- ", "--", "#", "# "),
    *(">", "> ", " ", "\t", "\n", "\n\n", "\r", "\u2028"),
    *("'", '"', "’", ".", "...", "A. ", "a. ", "! ", "1"),
    *("1/", "1.", "1,", "1:", "2024-", "2024-01-01", "By ", "By A, "),
    *("A", "A ", "a", "a ", "(", ")", "()", "{", "}", "|"),
    *("|a", "|-|", "=", "---\n", "===\n", "\\", "@", "a@", "http://"),
    *("www.", "April ", "12 April ", "Apr. 1, 2024 ", "Updated: ", "Published "),
    *("and ", "of ", ", ", "; ", ": ", " - "),
    *("\u00ad", "\u200b", "\u3000", "東", "東。", "é", "U.S.", "a-"),
    *("a'", "a.", "/", "a/", "<a>\n", "a\n", "A\n", "- a\n"),
    *("  - a\n", "\t- a\n", "1. a\n", "> > ", "* * *\n", "```\n"),
    *("    a\n", "[a]: b\n", "|a|\n|-|\n", "<x>", "ERBIL ", "(AP) - "),
    *("monday ", "12:30 ", "pm ", "(Reuters) - ", "© ", "Read more\n"),
    *("told Oru ", "About Oru\n"),
    *("Share\n", "{{", "\x00", "\ufffd", "\U0001f600", "۱۲", "x", "a+"),
)
AROUND = (("", ""), ("Rain\n\nIt fell ", " on ERBIL."), ("<p>It fell ", "</p>"))


def _parsed(form: str, before: str = "", after: str = "") -> Callable[[str], object]:
    return lambda text: parse(RawDocument("wire/a", None, form, before + text + after), Rules())  # type: ignore[arg-type]


def _framed(text: str) -> object:
    menu = ("Rain", "Wells", "Goats", "Mills", "Roads", "Herds", "Passes", "Hills", "Tides", "Quays", "Boats", "Nets")
    frame = "\n\n".join([*menu, "Courier logo", "Write for Courier", "Subscribe to Courier"])
    lead = "Rain fell on Erbil on Monday, for the first time since the spring, and the wells are full once more."
    page = f"Rain\n\n{lead}\n\n{lead}\n\n{frame}\n\n{text}.\n"
    return parse(RawDocument("a", None, "plain_text", page), Rules(), frozenset(line_pairs(frame).tolist()))


def _field(name: str) -> Callable[[str], object]:
    record = {"title": "Rain", "body": "It fell on Erbil."}
    return lambda text: parse(RawDocument("a", 1, "json_line", json.dumps({**record, name: text})), Rules())


def _marked(query: str) -> Callable[[str], object]:
    return lambda text: snippet(text, Marker(request(query).node, lambda term: {term}).body(text), (0,))


def _query(text: str) -> object:
    try:
        return parse_query(text[:10_000])
    except DatelineError as error:
        return error


READERS: dict[str, Callable[[str], object]] = {
    **{form: _parsed(form) for form in ("plain_text", "html", "markdown")},
    "site's frame": _framed,
    "reuters": _parsed("reuters", "<REUTERS NEWID='1'><DATE>", "</DATE><TITLE>Rain</TITLE><BODY>Wet</BODY></REUTERS>"),
    "reuters body": _parsed("reuters", "<REUTERS NEWID='1'><TEXT><TITLE>Wet</TITLE><BODY>", "</BODY></TEXT></REUTERS>"),
    "html head": _parsed("html", "<html><head><title>Rain</title>", "</head><body><p>It fell.</p></body></html>"),
    "markdown page": _parsed("markdown", 9 * "* [Rain](/rain)\n" + "\n"),
    "front matter": _parsed("markdown", "---\ntitle: ", "\n---\nIt fell."),
    **{name: _field(name) for name in ("body", "title", "date", "author", "url", "outlet", "place")},
    "decode": lambda text: decode(text.encode("utf-8", "replace")),
    "declared": lambda text: decode(b"<meta " + text.encode("utf-8", "replace") + b"\xe9"),
    "clean": clean_text,
    "terms": lambda text: list(tokens(text)),
    "snippet": _marked("fell gas*"),
    "pattern": _marked("*a*a*a*a*b"),
    "phrase of one word": _marked(f'"{"a " * 1000}"'),
    "display": display.clean,
    "address": lambda text: display.web_address("http://a/" + text),
    "query": _query,
    **DOORS,
}


COUNT = len(READERS) * len(UNITS) * len(AROUND)
"""Of cases."""


def cases() -> Iterator[tuple[str, str, Callable[[int], float]]]:
    """A reader, a unit, and what reading so many characters of it takes, in seconds."""
    for name, reader in READERS.items():
        for unit, (before, after) in chain((unit, around) for unit in UNITS for around in AROUND):

            def seconds(size: int, reader=reader, unit=unit, before=before, after=after) -> float:
                text = before + unit * (size // len(unit)) + after
                begun = time.process_time()
                reader(text)
                return time.process_time() - begun

            yield name, before[:1] + unit, seconds


FOUND = {
    *[("date", "\u0301\u0327"), ("body", "<a b="), ("markdown", "<!--"), ("markdown", "<a b=")],
    *[("front matter", "["), ("front matter", "{"), ("plain_text", "x"), ("site's frame", "a+")],
    *[("pdf", "---\n"), ("tar", "1"), ("phrase of one word", "a "), ("site's frame", "a-")],
    ("pattern", "a"),
}
"""What once took the square of its length, or worse."""
_SIZE, _SOON = 20_000, 0.1


def is_superlinear(seconds: Callable[[int], float]) -> bool:
    """Whether four times as much takes much more than four times as long. What is soon done at first may be: a square
    of so many characters is not.
    """
    once = seconds(_SIZE)
    return once > _SOON and seconds(4 * _SIZE) > 8 * once
