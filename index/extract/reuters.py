"""Reuters-21578 SGML: one `<REUTERS>` entry to an article.

The format is that of the collection's README (D. D. Lewis, Distribution 1.0, 1997): `<TEXT>` holds AUTHOR,
DATELINE, TITLE and BODY, or, where its TYPE is BRIEF or UNPROC, text of its own; four spaces begin a
paragraph; DATE is when the story went out; NEWID numbers the entries.
"""

import re
from functools import lru_cache
from html import unescape

from dateline.index.article import Article, RawDocument
from dateline.index.extract.datelines import dateline
from dateline.index.extract.dates import parse_day
from dateline.index.extract.paragraphs import one_line

_NUMBER = re.compile(r"<REUTERS\b[^>]{0,200}\bNEWID=\"([^\"]+)\"", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_WIRE_CONTROLS = re.compile(r"&#\d{1,2};")
_SIGN_OFF = re.compile(r"(?:(?:\n|\A)[ \t]*(?i:reuters?)|[ \t]REUTER)\W*\Z")
_LAST_WORD = re.compile(r"\W*\w*")
"""The last word and what follows it, of a text read backwards."""
_ELEMENTS = [
    (name, re.compile(rf"<{name}\b[^<>]*>", re.IGNORECASE), re.compile(rf"</{name}\s*>", re.IGNORECASE))
    for name in ("date", "title", "dateline", "author", "body", "text")
]
"""The elements that are read, with their tags; TEXT last: it is the rest. One without an end goes on to the end."""
_FILLER = "Blah blah blah."  # the collection's, for a brief's missing text
_AUTHOR = re.compile(r"(?:by\s+)?(.+?)(?:,\s*([^,]+?))?[\s,.]*", re.IGNORECASE)  # and the agency after the comma
_TIMED = re.compile(r"\s*(\d{1,2}-[A-Z]{3}-\d{4})\s+[\d:.]+\s*")
_REUTERS = re.compile(r"reut\w*", re.IGNORECASE)  # as the collection spells it


def article(raw: RawDocument) -> Article:
    """The article of one entry.

    Args:
        raw: Form `reuters`; its content is the entry, tags included.
    """
    source = str(raw.content)
    head, codes, rest = source.partition("<TOPICS>")  # subject codes up to the text are not read
    if codes and "<TEXT" in rest:
        source = head + rest[rest.index("<TEXT") :]
    source = _WIRE_CONTROLS.sub("", source).replace("&#127;", " ")  # which the wire made of a blank
    parts: dict[str, str] = {}
    for name, tag, end_tag in _ELEMENTS:
        if begin := tag.search(source):
            end = end_tag.search(source, begin.end())
            content, after = (end.start(), source[end.end() :]) if end else (len(source), "")
            parts[name] = unescape(_TAG.sub("", source[begin.end() : content]))
            source = source[: begin.start()] + after
    title, body = one_line(parts.get("title", "").strip("*")), parts.get("body")
    evidence = {"title": "TITLE", "date": "DATE", "author": "AUTHOR", "place": "DATELINE", "body": "BODY"}
    if body is None:
        body = parts.get("text", "").lstrip("* \n").rstrip().removesuffix(_FILLER)
        evidence["body"] = "TEXT"
        if not title:
            title, _, body = body.partition("\n")
            title, evidence["title"] = one_line(title), "first line of TEXT"
    number = _NUMBER.search(source)
    author = _AUTHOR.fullmatch(one_line(parts.get("author", "")))
    agency = author[2] if author and author[2] and not _REUTERS.fullmatch(author[2]) else None
    values = {
        "title": title,
        "date": _day(parts.get("date", "")),
        "author": author[1] if author else None,
        "place": _place(one_line(parts.get("dateline", ""))),
        "body": "\n\n".join(_paragraphs(body)),
    }
    return Article(
        id=number[1] if number else raw.id,
        path=raw.path,
        title=title,
        date=values["date"],
        outlet=agency or "Reuters",
        author=values["author"],
        place=values["place"],
        url=None,
        body=values["body"] or "",
        evidence={name: evidence[name] for name, value in values.items() if value}
        | {"outlet": "AUTHOR" if agency else "the format: Reuters-21578"},
    )


def _day(text: str) -> str | None:
    """The day of a DATE; most have a time of the day behind it."""
    timed = _TIMED.fullmatch(text)
    return _parsed_day(timed[1] if timed else text)


_parsed_day = lru_cache(maxsize=1 << 12)(parse_day)
"""A day has hundreds of stories."""


@lru_cache(maxsize=1 << 14)
def _place(text: str) -> str | None:
    """The place in a DATELINE; many have the same."""
    found = dateline(f"{text.rstrip(' -')} - X")
    return found[0] if found else None


def _paragraphs(body: str) -> list[str]:
    """Paragraphs begin where a line is indented; the agency's sign-off at the end is dropped."""
    parts = re.split(r"\n(?=[ \t]{2,})|\n\s*\n", _without_sign_off(body.rstrip()))
    return [line for part in parts if (line := one_line(part))]


def _without_sign_off(body: str) -> str:
    """The body without a sign-off, which is looked for from before its last word on."""
    last = _LAST_WORD.match(body[::-1])
    before = body[: len(body) - len(last[0])] if last else body
    found = _SIGN_OFF.search(body, max(len(before.rstrip(" \t")) - 1, 0))
    return body[: found.start()] if found else body
