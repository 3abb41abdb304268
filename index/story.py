"""Reuters-21578 SGML: one `<REUTERS>` entry to an article.

The format is that of the collection's README (D. D. Lewis, Distribution 1.0, 1997): `<TEXT>` holds AUTHOR,
DATELINE, TITLE and BODY, or, where its TYPE is BRIEF or UNPROC, text of its own; four spaces begin a
paragraph; DATE is when the story went out; NEWID numbers the entries.
"""

import re

from index.article import Article, RawDocument
from index.dateline import dateline
from index.dates import parse_day
from index.prose import one_line

ENTRY = re.compile(r"<REUTERS\b.*?</REUTERS>", re.DOTALL)

# The wire's control characters, and the subject codes.
_UNREAD = re.compile(r"&#\d{1,2};|<TOPICS>.*?(?=<TEXT\b)", re.DOTALL)
_SIGN_OFF = re.compile(r"\s+reuters?\W*\Z", re.IGNORECASE)
_FILLER = re.compile(r"\A[*\s]+|\s*\bblah blah blah\.?\s*\Z", re.IGNORECASE)
_AUTHOR = re.compile(r"(?:by\s+)?(.+?)(?:,\s*reuters?)?[\s,.]*", re.IGNORECASE)


def article(raw: RawDocument) -> Article:
    """The article of one entry.

    Args:
        raw: Form `story`; its content is the entry, tags included.
    """
    from bs4 import BeautifulSoup, Tag

    entry = BeautifulSoup(_UNREAD.sub("", str(raw.content)), "html.parser")
    parts: dict[str, str] = {}
    for name in ("date", "title", "dateline", "author", "body", "text"):  # TEXT last: the rest
        element = entry.find(name)
        if isinstance(element, Tag):
            parts[name] = element.extract().get_text()
    title, body = one_line(parts.get("title", "").strip("*")), parts.get("body")
    evidence = {"title": "TITLE", "date": "DATE", "author": "AUTHOR", "place": "DATELINE", "body": "BODY"}
    if body is None:
        body = _FILLER.sub("", parts.get("text", ""))
        evidence["body"] = "TEXT"
        if not title:
            title, _, body = body.partition("\n")
            title, evidence["title"] = one_line(title), "first line of TEXT"
    reuters = entry.find("reuters")
    number = reuters.get("newid") if isinstance(reuters, Tag) else None
    author = _AUTHOR.fullmatch(one_line(parts.get("author", "")))
    found = dateline(f"{one_line(parts.get('dateline', '')).rstrip(' -')} - X")
    values = {
        "title": title,
        "date": parse_day(parts.get("date", "")),
        "author": author[1] if author else None,
        "place": found[0] if found else None,
        "body": "\n\n".join(_paragraphs(body)),
    }
    return Article(
        id=str(number) if number else raw.id,
        path=raw.path,
        title=title,
        date=values["date"],
        outlet="Reuters",
        author=values["author"],
        place=values["place"],
        url=None,
        body=values["body"] or "",
        evidence={name: evidence[name] for name, value in values.items() if value}
        | {"outlet": "the format: Reuters-21578"},
    )


def _paragraphs(body: str) -> list[str]:
    """Paragraphs begin where a line is indented; the agency's sign-off at the end is dropped."""
    parts = re.split(r"\n(?=[ \t]{2,})|\n\s*\n", _SIGN_OFF.sub("", f"\n{body}"))
    return [line for part in parts if (line := one_line(part))]
