"""Records (JSON, Markdown's front matter, a text's headers) to articles, by the usual names of fields."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from functools import lru_cache
from html import unescape
from typing import Any

from index.article import Article, RawDocument
from index.dateline import dateline
from index.dates import parse_day
from index.decode import clean
from index.prose import from_html, has_markup, one_line, paragraphs

# Names of each field, most telling first, in small letters without "_", "-", spaces and prefixes (`dc:`).
_TITLE = ("title", "headline", "head", "heading", "articletitle", "name", "subject")
_DATE = (
    *("datepublished", "published", "publishedat", "publisheddate", "publishdate", "publishedon", "publishedtime"),
    *("publicationdate", "pubdate", "firstpublished", "articlepublishedtime", "webpublicationdate", "date"),
    *("articledate", "datetime", "created", "createdat", "datecreated"),
)
_OUTLET = (
    *("outlet", "publisher", "publication", "newspaper", "source", "sourcename", "newsoutlet", "site", "sitename"),
    *("provider", "domain", "sourcedomain", "netloc", "website"),
)
_AUTHOR = ("author", "authors", "byline", "creator", "creators", "authorname", "writer", "journalist")
_PLACE = ("place", "dateline", "location")
_URL = ("url", "link", "canonical", "canonicalurl", "weburl", "articleurl", "pageurl", "permalink", "uri", "source")
_BODY = (
    *("body", "text", "content", "articlebody", "maintext", "fulltext", "articletext", "article", "bodytext", "story"),
    *("contenttext", "cleanedtext", "bodyhtml", "contenthtml", "html", "description", "summary"),
)
_ID = ("id", "uid", "uuid", "guid", "articleid", "docid")
_ARTICLE_URL = re.compile(r"https?://[^/?#\s]+[/?#]\S+", re.IGNORECASE)  # not a site's root
_WRAPPERS = ("_source", "article", "doc")
# What the text of a value that is an object is called.
_INNER = ("name", "rendered", "text", "content", "value", "title", "$date", "$oid", "#text", "@value", "href")


def article(raw: RawDocument) -> Article:
    """The article of a record.

    Args:
        raw: Form `record`; its content is the fields, of any JSON value each.
    """
    fields = _fields(raw.content)
    evidence: dict[str, str] = {}

    def first(field: str, names: Iterable[str], read: Any) -> str | None:
        for name in names:
            if name not in fields:
                continue
            key, value = fields[name]
            found: str | None = read(value)
            if found:
                evidence[field] = f"field {key}"
                return found
        return None

    body = first("body", _BODY, _body) or ""
    place = first("place", _PLACE, _place)
    if place is None and (found := dateline(body.split("\n\n", 1)[0])):
        place, evidence["place"] = found[0], "dateline"
    return Article(
        id=one_line(first("id", _ID, _one) or "") or raw.id,
        path=raw.path,
        title=first("title", _TITLE, _title) or "",
        date=first("date", _DATE, _date),
        outlet=first("outlet", _OUTLET, _outlet),
        author=first("author", _AUTHOR, _author),
        place=place,
        url=first("url", _URL, _url),
        body=body,
        evidence={field: source for field, source in evidence.items() if field != "id"},
    )


def _fields(content: Any) -> dict[str, tuple[str, Any]]:
    """From each field's plain name to its name as written and its value; wrapping objects are opened."""
    content = content if isinstance(content, Mapping) else {}
    for wrapper in _WRAPPERS:
        if isinstance(content.get(wrapper), Mapping):
            content = {**content, wrapper: None, **content[wrapper]}
    found: dict[str, tuple[str, Any]] = {}
    for key, value in content.items():
        plain = _plain(str(key))
        if plain not in found or found[plain][1] in (None, "", [], {}):
            found[plain] = (str(key), value)
    return found


@lru_cache(maxsize=1024)
def _plain(key: str) -> str:
    return re.sub(r"[\W_]", "", key.rsplit(":", 1)[-1]).lower()


def _texts(value: Any, depth: int = 0) -> list[str]:
    """The texts in a value: itself, the items of a list, what an object calls its name or text."""
    if isinstance(value, str):
        return [text] if (text := clean(value).strip()) else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, list | tuple) and depth < 5:
        return [text for item in value for text in _texts(item, depth + 1)]
    if isinstance(value, Mapping) and depth < 5:
        return next((texts for name in _INNER if (texts := _texts(value.get(name), depth + 1))), [])
    return []


def _one(value: Any) -> str | None:
    return next(iter(_texts(value)), None)


def _title(value: Any) -> str | None:
    text = _one(value)
    return one_line(from_html(text) if text and has_markup(text) else unescape(text or "")) or None


def _body(value: Any) -> str | None:
    parts = []
    for text in _texts(value):
        parts += from_html(text).split("\n\n") if has_markup(text) else paragraphs(unescape(text))
    return "\n\n".join(filter(None, parts)) or None


def _date(value: Any) -> str | None:
    text = _one(value) or ""
    number = re.fullmatch(r"(\d{9,10})(\d{3})?(?:\.\d+)?", text)
    if number:  # seconds, or milliseconds, since 1970
        return parse_day(datetime.fromtimestamp(int(number[1]), timezone.utc).date().isoformat())
    return parse_day(text)


def _outlet(value: Any) -> str | None:
    text = one_line(_one(value) or "")
    address = re.match(r"(?:https?:)?//(?:www\.)?([^/:?#\s]+)", text)
    return address[1] if address else text or None


def _author(value: Any) -> str | None:
    names = [re.sub(r"^by:?\s+", "", one_line(text), flags=re.IGNORECASE) for text in _texts(value)]
    return ", ".join(dict.fromkeys(name for name in names if not re.match("https?://", name))) or None


def _place(value: Any) -> str | None:
    text = one_line(_one(value) or "")
    found = dateline(f"{text.rstrip(' –—-')} – X") if text.rstrip(" –—-") != text or "," in text else None
    return found[0] if found else text or None


def _url(value: Any) -> str | None:
    return next((text for text in _texts(value) if _ARTICLE_URL.fullmatch(text)), None)
