"""What a web page says about its article: headline, day, outlet, byline, address, and where it says so."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.index.extract.evidence import Value, letters
from dateline.index.extract.html import jsonld
from dateline.index.extract.html.headline import h1s, headline, headline_element, page_title
from dateline.index.extract.html.outlet import outlet
from dateline.index.extract.html.published import day_of
from dateline.index.extract.html.tree import LONGEST, texts
from dateline.index.extract.paragraphs import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHOR_METAS = """
author article:author article:author_name parsely-author sailthru.author byl dc.creator dcterms.creator
citation_author
""".split()  # noqa: SIM905
_BYLINE_CLASSES = {"byline", "byline-name", "author-name", "article-author"}
_NO_ONE = {"", "admin", "administrator", "editor", "webmaster", "unknown", "none", "null", "anonymous", "noauthor"}
_NO_NAME = re.compile(r"https?:\S*|www\.\S*|[^\s@]+@[^\s@]+|<[^<>]*>")
_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|(?:view |see )?(?:all|more) (?:posts|articles|stories))\s+)?"
    r"(?:by|from)(?:\s*:\s*|\s+|$)|^author:?\s*|\S*\d\S*$",
    re.IGNORECASE,
)
_BEFORE_A_DATE = re.compile(r"[\s,;|•·–-]+(?:at|on|in|am|um|den|le|el|il|em|kl|klo)$")  # as in `Ana Sorel, at`


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of its article; None where it says nothing that can be relied on."""

    title: Value | None = None
    date: Value | None = None
    outlet: Value | None = None
    author: Value | None = None
    url: Value | None = None
    body: list[str] = field(default_factory=list)


def read(tree: "HtmlElement") -> Metadata:
    """Read the metadata of a page."""
    metas = _metas(tree)
    nodes = jsonld.nodes(tree)
    url = _url(tree, metas)
    shown, titled = h1s(tree), page_title(tree)
    article = _own_article(jsonld.articles(nodes), [metas.get("og:title", ""), *shown, titled], url)
    name = outlet(metas, jsonld.names(article.get("publisher"), nodes), titled, _host(metas, url))
    title = headline(shown, titled, metas, article, name)
    element = headline_element(tree, title.value) if title else None
    page = next(iter(jsonld.pages(nodes)), {})
    authors = jsonld.names(article.get("author") or article.get("creator"), nodes)
    return Metadata(
        title=title,
        date=day_of(metas, article, page, element, url.value if url else ""),
        outlet=name,
        author=_author(tree, metas, authors, name),
        url=url,
        body=jsonld.body(article),
    )


def _metas(tree: "HtmlElement") -> dict[str, str]:
    """The first content of each `<meta>` by its property, name or itemprop, in small letters."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = one_line(unescape(meta.get("content", "")))[:LONGEST]  # escaped twice, often
        for attribute in ("property", "name", "itemprop"):
            name = meta.get(attribute)
            if content and name is not None:
                metas.setdefault(name.strip().lower(), content)
    return metas


def _url(tree: "HtmlElement", metas: Mapping[str, str]) -> Value | None:
    """The address of the article; that of a site's front page is nobody's."""
    links = (link for link in tree.iter("link") if "canonical" in link.get("rel", "").lower().split())
    addresses = [Value(one_line(link.get("href", ""))[:2000], "link canonical") for link in links]
    addresses.append(Value(metas.get("og:url", ""), "meta og:url"))
    return next((found for found in addresses if re.match(r"(?i)https?://[^/\s]+/\S+$", found.value)), None)


def _host(metas: Mapping[str, str], url: Value | None) -> str:
    """The page's host; `og:url` first, as the canonical address of a syndicated copy is the original's."""
    for address in (metas.get("og:url", ""), url.value if url else ""):
        try:
            host = urlsplit(address).hostname
        except ValueError:  # not an address after all
            continue
        if host:
            return host.removeprefix("www.")
    return ""


def _own_article(articles: list[jsonld.Node], titles: list[str], url: Value | None) -> jsonld.Node:
    """The page's own article among those described: by headline, by address, or as the only one."""
    shown = [letters(title) for title in titles]
    for node in articles:
        headline = letters(jsonld.text(node, "headline") or jsonld.text(node, "name"))
        alike = (title for title in shown if headline in title or title in headline)
        if any(min(len(headline), len(title)) > 8 for title in alike):
            return node
    for node in articles:
        entity = node.get("mainEntityOfPage")
        addresses = [jsonld.text(node, key) for key in ("url", "@id", "mainEntityOfPage")]
        addresses += [jsonld.text(entity, "@id")] if isinstance(entity, dict) else []
        if url and url.value in (address.split("#")[0] for address in addresses):
            return node
    return articles[0] if len(articles) == 1 else {}


# Byline


def _author(tree: "HtmlElement", metas: Mapping[str, str], names: list[str], outlet: Value | None) -> Value | None:
    """The byline, from what the page states for machines, else from the element it marks as such."""
    sources = [Value("\n".join(names), "JSON-LD author")]
    sources += [Value(metas.get(name, ""), f"meta {name}") for name in _AUTHOR_METAS]
    if metas.get("twitter:label1", "").lower() in ("written by", "by", "author"):
        sources.append(Value(metas.get("twitter:data1", ""), "meta twitter:data1"))
    for text, evidence in chain(sources, _byline_element(tree)):
        if byline := _byline(text, outlet.value if outlet else ""):
            return Value(byline, evidence)
    return None


def _byline_element(tree: "HtmlElement") -> Iterator[Value]:
    mark = next((element for element in tree.iter() if element.attrib and _is_byline(element)), None)
    if mark is not None:
        names = map(one_line, texts(mark))
        yield Value("\n".join(name for name in names if not re.search(r"\d", name)), "byline element")


def _is_byline(element: "HtmlElement") -> bool:
    return (
        "author" in element.get("rel", "").split()
        or element.get("itemprop") == "author"
        or not _BYLINE_CLASSES.isdisjoint(element.get("class", "").split())
    )


def _byline(text: str, outlet: str) -> str:
    """Names, a line each, joined by `, `: no "By", no address, nobody called admin, not the outlet itself."""
    people: dict[str, str] = {}
    for name in text.split("\n"):
        person = _BEFORE_A_DATE.sub("", _BY.sub("", one_line(_NO_NAME.sub("", name[:LONGEST])))).strip(" ,;|•·-–")
        if letters(person) not in _NO_ONE | {letters(outlet)} and len(person) < 120 and person[0] not in "@/":
            people.setdefault(letters(person), person)
    return ", ".join(people.values())
