"""What a web page says about its article: headline, day, outlet, byline, address, and where it says so."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.index.analysis.terms import fold
from dateline.index.extract.evidence import Value, letters
from dateline.index.extract.html import jsonld
from dateline.index.extract.html.published import day_of
from dateline.index.extract.paragraphs import one_line

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_AUTHOR_METAS = """
author article:author article:author_name parsely-author sailthru.author byl dc.creator dcterms.creator
citation_author
""".split()  # noqa: SIM905
_BYLINE_CLASSES = {"byline", "byline-name", "author-name", "article-author"}
_NO_ONE = {"", "admin", "administrator", "editor", "webmaster", "unknown", "none", "null", "anonymous"}
_NO_NAME = re.compile(r"https?:\S*|www\.\S*|[^\s@]+@[^\s@]+|<[^<>]*>")
_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|(?:view |see )?(?:all|more) (?:posts|articles|stories))\s+)?"
    r"(?:by|from)(?:\s*:\s*|\s+|$)|^author:?\s*|\S*\d\S*$",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"(?i)^the\s+|\s+(?:news|online)$|\.(?:com|org|net|co\.uk)\b|\.\w\w$")
_BREAK = re.compile(r"\s+[|–—·•»-]+\s+|\s*[|»]\s*|\s+[|–—-]$")  # between headline, section and outlet
_TAGLINE = re.compile(rf"{_BREAK.pattern}|:\s+")
_NOT_NAMES = {"com", "co", "org", "net", "news", "www"}  # labels of a host that name nobody
_LONGEST = 600  # characters of a value; longer ones are no headline, name or day
_SUFFIX_WORDS = 5  # a longer end of a title is a part of the headline


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of its article; None where it says nothing that can be relied on."""

    title: Value | None
    date: Value | None
    outlet: Value | None
    author: Value | None
    url: Value | None


def read(soup: "BeautifulSoup") -> Metadata:
    """Read the metadata of a parsed page."""
    metas = _metas(soup)
    nodes = jsonld.nodes(soup)
    url = _url(soup, metas)
    article = _own_article(jsonld.articles(nodes), soup, metas, url)
    outlet = _outlet(soup, metas, jsonld.names(article.get("publisher"), nodes), _host(metas, url))
    title = _title(soup, metas, article, outlet)
    headline = _headline_element(soup, title)
    page = next(iter(jsonld.pages(nodes)), {})
    authors = jsonld.names(article.get("author") or article.get("creator"), nodes)
    return Metadata(
        title=title,
        date=day_of(metas, article, page, headline, url.value if url else ""),
        outlet=outlet,
        author=_author(soup, metas, authors, outlet),
        url=url,
    )


def _metas(soup: "BeautifulSoup") -> dict[str, str]:
    """The first content of each `<meta>` by its property, name or itemprop, in small letters."""
    metas: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        content = one_line(unescape(meta.get("content") or ""))[:_LONGEST]  # escaped twice, often
        for attribute in ("property", "name", "itemprop"):
            name = meta.get(attribute)
            if content and isinstance(name, str):
                metas.setdefault(name.strip().lower(), content)
    return metas


def _url(soup: "BeautifulSoup", metas: Mapping[str, str]) -> Value | None:
    """The address of the article; that of a site's front page is nobody's."""
    links = soup.find_all("link", rel="canonical")
    addresses = [Value(one_line(link.get("href") or "")[:2000], "link canonical") for link in links]
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


def _own_article(
    articles: list[jsonld.Node], soup: "BeautifulSoup", metas: Mapping[str, str], url: Value | None
) -> jsonld.Node:
    """The page's own article among those described: by headline, by address, or as the only one."""
    shown = [letters(text) for text in (metas.get("og:title", ""), *_h1s(soup), _page_title(soup))]
    for node in articles:
        headline = letters(jsonld.text(node, "headline") or jsonld.text(node, "name"))
        alike = (text for text in shown if headline in text or text in headline)
        if any(min(len(headline), len(text)) > 8 for text in alike):
            return node
    for node in articles:
        entity = node.get("mainEntityOfPage")
        addresses = [jsonld.text(node, key) for key in ("url", "@id", "mainEntityOfPage")]
        addresses += [jsonld.text(entity, "@id")] if isinstance(entity, dict) else []
        if url and url.value in (address.split("#")[0] for address in addresses):
            return node
    return articles[0] if len(articles) == 1 else {}


# Headline


def _h1s(soup: "BeautifulSoup") -> list[str]:
    return [text for h1 in soup.find_all("h1", limit=20) if (text := one_line(h1.get_text(" "))[:_LONGEST])]


def _page_title(soup: "BeautifulSoup") -> str:
    return one_line(unescape(soup.title.get_text()))[:_LONGEST] if soup.title else ""


def _title(
    soup: "BeautifulSoup", metas: Mapping[str, str], article: jsonld.Node, outlet: Value | None
) -> Value | None:
    """The h1, of several the one that the other titles speak of; else one of those; without the outlet."""
    name = outlet.value if outlet else ""
    others = [
        Value(_without_outlet(one_line(text)[:_LONGEST], name), evidence)
        for text, evidence in (
            (metas.get("og:title", ""), "meta og:title"),
            (metas.get("twitter:title", ""), "meta twitter:title"),
            (jsonld.text(article, "headline"), "JSON-LD headline"),
            (_page_title(soup), "title"),
        )
        if text
    ]
    h1s = [h1 for h1 in _h1s(soup) if not _same_name(h1, name)]
    likeness = {h1: max((_overlap(h1, other.value) for other in others), default=1.0) for h1 in h1s}
    best = max(likeness, key=lambda h1: likeness[h1], default="")
    # One h1 is the headline even where others are told another; but a word or two are a section's name.
    if best and (likeness[best] > 0.3 or (len(likeness) == 1 and len(best.split()) > 2)):
        return Value(_without_kicker(_without_outlet(best, name), others), "h1")
    return next(iter(others), None)


def _overlap(one: str, other: str) -> float:
    """The share of the words of two titles that both have, 0 to 1."""
    a, b = set(fold(one).split()), set(fold(other).split())
    return len(a & b) / max(1, len(a | b))


def _without_outlet(title: str, outlet: str) -> str:
    """A title without the outlet's name as its last or first segment."""
    for at in _BREAK.finditer(title):
        before, after = title[: at.start()], title[at.end() :]
        if before and _same_name(after, outlet):
            return before
        if after and _same_name(before, outlet):
            return after
    return title


def _without_kicker(h1: str, others: list[Value]) -> str:
    """A headline without a section's name before it, where another title of the page does without."""
    for other in others:
        label = h1.removesuffix(other.value).strip(" |•·-")
        if other.value and label != h1.strip() and len(label.split()) in (1, 2, 3) and label[-1] != ":":
            return other.value
    return h1


def _headline_element(soup: "BeautifulSoup", title: Value | None) -> "Tag | None":
    """The heading that shows the headline."""
    likeness = {
        heading: _overlap(one_line(heading.get_text(" ")), title.value if title else "")
        for heading in soup.find_all(["h1", "h2", "h3"], limit=100)
    }
    best = max(likeness, key=lambda heading: likeness[heading], default=None)
    return best if best is not None and likeness[best] > 0.5 else None


# Outlet


def _outlet(
    soup: "BeautifulSoup", metas: Mapping[str, str], publishers: list[str], host: str
) -> Value | None:
    """The name that the site gives itself: one that its address bears out, or given twice, or the first."""
    stated = [
        Value(_without_tagline(one_line(name or "")[:_LONGEST].lstrip("@"), host), evidence)
        for name, evidence in (
            (metas.get("og:site_name"), "meta og:site_name"),
            (next(iter(publishers), ""), "JSON-LD publisher"),
            (metas.get("application-name"), "meta application-name"),
            (metas.get("dc.publisher"), "meta dc.publisher"),
            (metas.get("apple-mobile-web-app-title"), "meta apple-mobile-web-app-title"),
        )
    ]
    stated = [found for found in stated if letters(found.value) and "://" not in found.value]
    ends = reversed(_BREAK.split(_page_title(soup))[1:])
    suffixes = [Value(end, "title suffix") for end in ends if 0 < len(end.split()) <= _SUFFIX_WORDS]
    borne_out = [found for found in (*stated, *suffixes) if _names_host(found.value, host)]
    twice = [
        found
        for place, found in enumerate(stated)
        if any(_same_name(found.value, other.value) for other in (*stated[place + 1 :], *suffixes))
    ]
    last = [Value(host, "address")] if host else []
    return next(iter((*borne_out, *twice, *stated, *suffixes[:1], *last)), None)


def _without_tagline(name: str, host: str) -> str:
    """`The Courier - News that matters` is `The Courier`."""
    parts = [part for part in _TAGLINE.split(name) if letters(part)]
    return next((part for part in parts if _names_host(part, host)), next(iter(parts), ""))


def _core(name: str) -> str:
    """The letters of a name without "The", "News" and ".com"."""
    return letters(_GENERIC.sub("", one_line(name))) or letters(name)


def _same_name(one: str, other: str) -> bool:
    """Whether two names are one outlet's: equal, or one with a word more (`Courier`, `Courier Daily`)."""
    shorter, longer = sorted((_core(one), _core(other)), key=len)
    within = len(shorter) > 3 and shorter in longer and len(one.split()) < 6
    return bool(shorter) and (shorter == longer or within)


def _names_host(name: str, host: str) -> bool:
    """Whether an address bears a name out, in whole or by its initials: `The Courier` by `thecourier.com`."""
    core, initials = _core(name), "".join(word[0] for word in fold(name).split())
    for label in {letters(label) for label in host.split(".")[:-1]} - _NOT_NAMES:
        if label in (core, "the" + core) or (len(label) > 1 and label == initials):
            return True
        if min(len(label), len(core)) > 3 and (label in core or core in label):
            return True
    return False


# Byline


def _author(
    soup: "BeautifulSoup", metas: Mapping[str, str], names: list[str], outlet: Value | None
) -> Value | None:
    """The byline, from what the page states for machines, else from the element it marks as such."""
    sources = [Value("\n".join(names), "JSON-LD author")]
    sources += [Value(metas.get(name, ""), f"meta {name}") for name in _AUTHOR_METAS]
    if metas.get("twitter:label1", "").lower() in ("written by", "by", "author"):
        sources.append(Value(metas.get("twitter:data1", ""), "meta twitter:data1"))
    for text, evidence in chain(sources, _byline_element(soup)):
        if byline := _byline(text, outlet.value if outlet else ""):
            return Value(byline, evidence)
    return None


def _byline_element(soup: "BeautifulSoup") -> Iterator[Value]:
    mark = soup.find(_is_byline)
    if mark is not None:
        names = (one_line(text) for text in mark.get_text("\n").split("\n"))
        yield Value("\n".join(name for name in names if not re.search(r"\d", name)), "byline element")


def _is_byline(tag: "Tag") -> bool:
    attributes = tag.attrs
    return bool(attributes) and (
        "author" in (attributes.get("rel") or ())
        or attributes.get("itemprop") == "author"
        or not _BYLINE_CLASSES.isdisjoint(attributes.get("class") or ())
    )


def _byline(text: str, outlet: str) -> str:
    """Names, a line each, joined by `, `: no "By", no address, nobody called admin, not the outlet itself."""
    people: dict[str, str] = {}
    for name in text.split("\n"):
        person = _BY.sub("", one_line(_NO_NAME.sub("", name[:_LONGEST]))).strip(" ,;|•·-–")
        if letters(person) not in _NO_ONE | {letters(outlet)} and len(person) < 120 and person[0] not in "@/":
            people.setdefault(letters(person), person)
    return ", ".join(people.values())
