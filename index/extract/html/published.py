"""The day on which a web page's article was published: a wrong one is worse than none.

A page states days of many kinds: of publication and of updates, of other stories, comments, events. Taken
are a day beside the headline that the page calls that of publication; then what it states for machines; then
any other day beside the headline that is not called an update; then a day in the address. Where two beside
the headline differ, neither is taken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from dateline.index.analysis.terms import fold
from dateline.index.extract.date_lines import only_day
from dateline.index.extract.dates import parse_day
from dateline.index.extract.evidence import Value
from dateline.index.extract.html import jsonld
from dateline.index.extract.html.tree import Piece, following, preceding
from dateline.index.extract.html.tree import text as text_of
from dateline.index.extract.paragraphs import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_METAS = """
article:published_time og:article:published_time article:published parsely-pub-date datepublished
sailthru.date
dc.date.issued dcterms.issued dcterms.date dc.date dcterms.created dc.date.created citation_publication_date
citation_date citation_online_date prism.publicationdate cxenseparse:recs:publishtime publish-date
publish_date published-date publication_date publication-date published_time published_at pubdate pub_date
article_date_original originalpublicationdate rnews:datepublished date.issued article.published
bt:pubdate shareaholic:article_published_time datecreated date
""".split()  # noqa: SIM905 - the clearest first
_PUBLISHED = re.compile(r"publish|posted|pubdate")
_UPDATED = re.compile(
    r"updat|modif|last[ _-]?(?:edit|chang|review)|revis|correct|aktualisi|mis a jour|actuali[sz]a"
)
_ELSEWHERE = re.compile(
    r"related|recommend|trending|popular|most-?read|comment|sidebar|newsletter|promo|teaser|latest|read-?next"
    r"|more-?(?:stories|news|from)|footer|copyright|breadcrumb|\bnav|carousel|live-?feed|ticker|widget|masthead"
)
_ADDRESS = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d?|[a-z]{3})[/-](?P<d>\d\d?)(?=[/_-]|$)"
    r"|[/_-](?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=[/_.-]|$)"
)
_NO_DAY = {"1970-01-01", "1969-12-31", "1900-01-01"}  # what a program writes where it has none
_UNSEEN = ("script", "style", "noscript", "template", "select", "time")
_NEAR = 1000  # elements and texts, however empty
_LONG = 200  # characters: longer stretches of text are the standfirst, then the text


def day_of(
    metas: Mapping[str, str], article: jsonld.Node, page: jsonld.Node, headline: "HtmlElement | None", address: str
) -> Value | None:
    """The day of first publication and what states it.

    Args:
        metas: Contents of `<meta>` elements by small-letter name.
        article: The JSON-LD node of the page's article, perhaps empty.
        page: The JSON-LD node of the page itself, perhaps empty.
        headline: The element that shows the headline.
        address: The article's URL, perhaps empty.
    """
    beside = _beside(headline)
    called_published = [found for found, published in beside if published]
    stated = [
        (jsonld.text(article, "datePublished"), "JSON-LD datePublished"),
        *((metas.get(name, ""), f"meta {name}") for name in _METAS),
        (jsonld.text(page, "datePublished"), "JSON-LD WebPage datePublished"),
    ]
    return (
        _only(called_published)
        or next((Value(day, evidence) for text, evidence in stated if (day := _day(text))), None)
        or _only([found for found, _ in beside])
        or _in_address(address)
    )


def _only(found: list[Value]) -> Value | None:
    return found[0] if len({day for day, _ in found}) == 1 else None


def _day(text: str) -> str | None:
    day = parse_day(text[:_LONG])
    return None if day in _NO_DAY else day


def _in_address(address: str) -> Value | None:
    for match in _ADDRESS.finditer(address.lower()):
        year, month, number = (part for part in match.groups() if part)
        if day := _day(f"{year}-{month}-{number}" if month.isdigit() else f"{number} {month} {year}"):
            return Value(day, f"address: {match.group().strip('/_-')}")
    return None


def _beside(headline: "HtmlElement | None") -> list[tuple[Value, bool]]:
    """The days near the headline not called updates, each with whether it is called that of publication."""
    if headline is None:
        return []
    frame = next(headline.iterancestors("article", "header", "main"), headline.getparent())
    return [*_dated(following(headline), None), *_dated(preceding(headline), frame)]


def _dated(pieces: Iterable[Piece], until: "HtmlElement | None") -> Iterator[tuple[Value, bool]]:
    """Days on lines of their own and in `<time>`, as far as the text's second long stretch of text."""
    short = long = 0
    before = ""
    for element, line in islice(pieces, _NEAR):
        if short > 40 or long > 1 or (line is None and element is until):
            return
        if line is None and element.tag == "time":
            short += 1
            stated = one_line((element.get("datetime") or "")[:_LONG])
            shown = text_of(element)
            day = _day(stated) or _day(shown)
            evidence = f"time beside the headline: {shown or stated}"
        elif line is not None and (shown := one_line(line)):
            if element.tag in _UNSEEN or next(element.iterancestors(*_UNSEEN), None) is not None:
                continue
            short, long = short + 1, long + (len(shown) > _LONG)
            day, evidence = only_day(shown[:_LONG]), f"beside the headline: {shown}"
        else:
            continue
        if day and day not in _NO_DAY:
            around = [element, *element.iterancestors()]
            marks = fold(f"{before} {shown} {_marks(around[: 3 if line is None else 2])}")
            if not _UPDATED.search(marks) and not _is_elsewhere(around):
                yield Value(day, evidence[:100]), bool(_PUBLISHED.search(marks))
        before = "" if day or len(shown) > 30 else shown


def _marks(elements: "list[HtmlElement]") -> str:
    """Class, id and the like of these elements."""
    names = ("class", "id", "itemprop", "pubdate", "data-testid")
    return " ".join(element.get(name, "")[:_LONG] for element in elements for name in names)


def _is_elsewhere(around: "list[HtmlElement]") -> bool:
    """Whether what stands in these elements belongs to other stories, to comments or to the frame of the page."""
    for parent in around:
        if parent.tag in ("body", "html", "main", "article"):
            return False
        if parent.tag in ("aside", "footer", "nav", "figure", "table"):
            return True
        if _ELSEWHERE.search(fold(f"{parent.get('class', '')[:_LONG]} {parent.get('id', '')[:_LONG]}")):
            return True
    return False
