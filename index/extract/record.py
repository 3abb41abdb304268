"""Records (JSON, Markdown's front matter, a text's headers) to articles, by the usual names of fields."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from functools import lru_cache
from html import unescape
from typing import Any

from dateline.index.article import Article, RawDocument
from dateline.index.extract.datelines import dateline
from dateline.index.extract.dates import parse_day
from dateline.index.extract.paragraphs import from_html, has_markup, one_line, paragraphs
from dateline.index.sources.decode import clean_text

Reader = Callable[[Any], str | None]

# Names of each field, most telling first, in small letters without "_", "-", spaces and prefixes (`dc:`).
_TITLE = (
    *("title", "headline", "webtitle", "head", "heading", "articletitle", "name", "subject", "ogtitle"),
    *("titel", "titre", "titulo", "título", "titular", "titolo", "überschrift", "schlagzeile", "rubrik", "tytuł"),
)
_DATE = (
    *("datepublished", "published", "publishedat", "publisheddate", "publishdate", "publishedon", "publishedtime"),
    *("publicationdate", "pubdate", "firstpublished", "articlepublishedtime", "webpublicationdate", "date"),
    *("datepublish", "publishtime", "articledate", "datetime", "created", "createdat", "datecreated"),
    *("datum", "fecha", "data", "dato"),
)
_OUTLET = (
    *("outlet", "publisher", "publication", "newspaper", "sourcename", "newsoutlet", "sitename", "ogsitename"),
    *("sourcehostname", "source", "site", "provider", "domain", "sourcedomain", "netloc", "website"),
    *("zeitung", "journal", "quelle", "fuente", "fonte", "bron"),
)
_AUTHOR = (
    *("author", "authors", "byline", "by", "creator", "creators", "authorname", "writer", "journalist"),
    *("autor", "auteur", "autore", "forfatter", "verfasser"),
)
_PLACE = ("place", "dateline", "location")
_URL = (
    *("url", "link", "canonical", "canonicalurl", "weburl", "articleurl", "pageurl", "permalink", "uri", "urlsource"),
    *("source", "sourceurl", "ogurl"),
)
_BODY = (
    *("body", "text", "content", "articlebody", "maintext", "fulltext", "articletext", "article", "bodytext", "story"),
    *("contenttext", "cleanedtext", "textcontent", "pagecontent", "bodyhtml", "contenthtml", "html"),
    *("volltext", "inhalt", "texte", "contenu", "texto", "cuerpo", "contenido", "testo", "contenuto", "tekst"),
    *("artikel",),
)
_MARKDOWN = ("markdown", "bodymarkdown")
_SUMMARY = ("leadparagraph", "description", "summary", "abstract", "shortdescription", "excerpt", "snippet")
"""What stands for a text that a record has not."""
_ID = ("id", "uid", "uuid", "guid", "articleid", "docid")
_EMPTY: tuple[object, ...] = (None, "", [], {})
_ARTICLE_URL = re.compile(r"https?://[^/?#\s]+[/?#]\S+", re.IGNORECASE)  # not a site's root
_ADDRESS = re.compile(r"(?:https?:)?//(?:www\.)?([^/:?#\s]+)")
_WEB = re.compile("https?://")
_BY = re.compile(r"^by:?(?:\s+|$)", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
_WRAPPERS = ("_source", "article", "doc", "data", "objects")
_BESIDE = ("fields", "metadata", "meta")
"""Objects with what a record says of itself, where it does not say it outside of them."""
# What the text of a value that is an object is called.
_INNER = (
    *("name", "main", "original", "rendered", "text", "content", "value", "title"),
    *("$date", "$oid", "#text", "@value", "href"),
)


def article(raw: RawDocument) -> Article:
    """The article of a record.

    Args:
        raw: Form `record`; its content is the fields, of any JSON value each.
    """
    content = _opened(raw.content)
    values: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for field, read, alike in _plan(tuple(content)):
        if field in values:
            continue
        key = alike[-1]
        if len(alike) > 1:
            key = next((key for key in alike if content[key] not in _EMPTY), key)
        value = content[key]
        if value is not None and (found := read(value)):
            values[field], evidence[field] = found, f"field {key}"
    body = values.get("body", "")
    if "place" not in values and (opening := dateline(body.split("\n\n", 1)[0])):
        values["place"], evidence["place"] = opening[0], "dateline"
    evidence.pop("id", None)
    return Article(
        id=one_line(values.get("id", "")) or raw.id,
        path=raw.path,
        title=values.get("title", ""),
        date=values.get("date"),
        outlet=values.get("outlet"),
        author=values.get("author"),
        place=values.get("place"),
        url=values.get("url"),
        body=body,
        evidence=evidence,
    )


def _opened(content: Any) -> Mapping[Any, Any]:
    """A record's fields, with those of objects that wrap it."""
    fields: Mapping[Any, Any] = content if isinstance(content, Mapping) else {}
    for wrapper in _WRAPPERS:
        inner = fields.get(wrapper)
        if isinstance(inner, list) and len(inner) == 1:
            inner = inner[0]
        if inner and isinstance(inner, Mapping):
            fields = {**fields, wrapper: None, **inner}
    for name in _BESIDE:
        inner = fields.get(name)
        if inner and isinstance(inner, Mapping):
            fields = {**inner, **{key: value for key, value in fields.items() if key != name and value not in _EMPTY}}
    return fields


@lru_cache(maxsize=1024)
def _plan(keys: tuple[Any, ...]) -> list[tuple[str, Reader, list[Any]]]:
    """Which keys of a record may tell which field, and how each is read: most telling first, keys of one plain name
    together. The records of a file mostly have the same ones.
    """
    alike: dict[str, list[Any]] = {}
    for key in keys:
        alike.setdefault(_plain(str(key)), []).append(key)
    fields = ((field, read, name) for field, names, read in _FIELDS for name in names)
    return [(field, read, alike[name]) for field, read, name in fields if name in alike]


def _plain(key: str) -> str:
    return re.sub(r"[\W_]", "", key.rsplit(":", 1)[-1]).lower()


def _texts(value: Any, depth: int = 0) -> list[str]:
    """The texts in a value: itself, the items of a list, what an object calls its name or text."""
    if isinstance(value, str):
        return [text] if (text := clean_text(value).strip()) else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, list | tuple) and depth < 5:
        return [text for item in value for text in _texts(item, depth + 1)]
    if isinstance(value, Mapping) and depth < 5:
        return next((texts for name in _INNER if (texts := _texts(value.get(name), depth + 1))), [])
    return []


def _one(value: Any) -> str | None:
    if isinstance(value, str):
        return clean_text(value).strip() or None
    return next(iter(_texts(value)), None)


def _title(value: Any) -> str | None:
    text = _one(value)
    return one_line(from_html(text) if text and has_markup(text) else unescape(text or "")) or None


def _body(value: Any) -> str | None:
    parts = []
    for text in _texts(value):
        parts += from_html(text).split("\n\n") if has_markup(text) else paragraphs(unescape(text))
    return "\n\n".join(filter(None, parts)) or None


def _markdown(value: Any) -> str | None:
    from dateline.index.extract import markdown  # its parser takes long to load

    return markdown.fields(_one(value) or "")["body"] or None


def _remembered(read: Reader) -> Reader:
    """The same, which reads a text that many records have only once."""
    known = lru_cache(maxsize=1 << 12)(read)
    return lambda value: known(value) if isinstance(value, str) else read(value)


@_remembered
def _date(value: Any) -> str | None:
    text = _one(value) or ""
    number = _SECONDS.fullmatch(text)
    if number:  # seconds, or milliseconds, since 1970
        return parse_day(datetime.fromtimestamp(int(number[1]), timezone.utc).date().isoformat())
    return parse_day(text)


@_remembered
def _outlet(value: Any) -> str | None:
    text = one_line(_one(value) or "")
    address = _ADDRESS.match(text)
    return address[1] if address else text.removeprefix("www.") or None


@_remembered
def _author(value: Any) -> str | None:
    names = [_BY.sub("", one_line(text)) for text in _texts(value)]
    return ", ".join(dict.fromkeys(name for name in names if not _WEB.match(name))) or None


@_remembered
def _place(value: Any) -> str | None:
    """A place without what a dateline has beside it."""
    text = one_line(_one(value) or "")
    found = dateline(f"{text.rstrip(' –—-')} – X") if text.rstrip(" –—-") != text or "," in text else None
    return (found[0] if found else text) or None


def _url(value: Any) -> str | None:
    return next((text for text in _texts(value) if _ARTICLE_URL.fullmatch(text)), None)


_FIELDS: tuple[tuple[str, tuple[str, ...], Reader], ...] = (
    ("body", _BODY, _body),
    ("body", _MARKDOWN, _markdown),
    ("body", _SUMMARY, _body),
    ("place", _PLACE, _place),
    ("id", _ID, _one),
    ("title", _TITLE, _title),
    ("date", _DATE, _date),
    ("outlet", _OUTLET, _outlet),
    ("author", _AUTHOR, _author),
    ("url", _URL, _url),
)
