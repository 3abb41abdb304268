"""The day on which a web page's article was published: a wrong one is worse than none.

A page states days of many kinds: of publication and of updates, of other stories, comments, events. Taken
are a day beside the headline that the page calls that of publication; then what it states for machines; then
any other day beside the headline that is not called an update; then a day that is marked as that of publication
further off, as in a post's footer; then a day in the address. Where two differ, neither is taken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from dateline.index.analysis.terms import fold
from dateline.index.extract.date_lines import only_day, read_line
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
_UPDATED = re.compile(r"updat|modif|last[ _-]?(?:edit|chang|review)|revis|correct|aktualisi|mis a jour|actuali[sz]a")
_ELSEWHERE = re.compile(
    r"related|recommend|trending|popular|most-?read|(?<!and-)comment|sidebar|newsletter|promo(?!ted)|teaser|latest|read-?next"
    r"|more-?(?:stories|news|from)|footer|copyright|breadcrumb|\bnav|carousel|live-?feed|ticker|widget|masthead"
)
_POST_FOOTER = re.compile(r"(?i)(?:post|entry|article|story)[-_]?(?:footer|meta)")
_MARKED = re.compile(r"(?i)publish(?!er)|pubdate")
_STATED_IN = ("datetime", "title", "content", "publishdate")  # attributes that state a day
_BEHIND_A_DAY = re.compile(r"\s(?:(?i:by|von|par|por|di|av)|[A-Z]{2,3})$")  # a name follows; where the clock stands
_ADDRESS = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d?|[a-z]{3})[/-](?P<d>\d\d?)(?=[/_-]|$)"
    r"|[/_-](?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=[/_.-]|$)"
)
_NO_DAY = {"1970-01-01", "1969-12-31", "1900-01-01"}  # what a program writes where it has none
_UNSEEN = ("script", "style", "noscript", "template", "select", "time")
_NEAR = 1000  # elements and texts, however empty
_MOST_MARKED = 50  # elements
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
    days = [Value(day, evidence) for text, evidence in stated if (day := _day(text))]
    found = (
        _only(called_published)
        or next(iter(days), None)
        or _only([found for found, _ in beside])
        or _marked(headline)
        or _in_address(address)
    )
    return found and _with_conflict(found, [*called_published, *days, *filter(None, [_in_address(address)])])


def _with_conflict(found: Value, others: Iterable[Value]) -> Value:
    """A day, with the first in its evidence that the page states besides and that is no neighbour of it."""
    day = date.fromisoformat(found.value)
    apart = (other for other in others if abs(date.fromisoformat(other.value) - day) > timedelta(days=1))
    other = next(apart, None)
    return found._replace(evidence=f"{found.evidence}; but {other.evidence} says {other.value}") if other else found


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
    holders = list(headline.iterancestors())
    return [*_dated(following(headline), holders, None), *_dated(preceding(headline), holders, frame)]


def _dated(
    pieces: Iterable[Piece], holders: "list[HtmlElement]", until: "HtmlElement | None"
) -> Iterator[tuple[Value, bool]]:
    """Days on lines of their own and in `<time>`, as far as the text's second long stretch of text. What holds the
    headline is no other story, whatever it is called.
    """
    short = long = 0
    before = ""
    for element, line in islice(pieces, _NEAR):
        if short > 40 or long > 1 or (line is None and element is until):
            return
        if line is None and element.tag == "time":
            short += 1
            stated = one_line((element.get("datetime") or "")[:_LONG])
            shown = text_of(element)
            day = _shown_day(shown, _day(stated))
            evidence = f"time beside the headline: {shown or stated}"
        elif line is not None and (shown := one_line(line)):
            if element.tag in _UNSEEN or next(element.iterancestors(*_UNSEEN), None) is not None:
                continue
            caption = element.tag == "figcaption" or next(element.iterancestors("figcaption"), None) is not None
            short, long = short + 1, long + (len(shown) > _LONG and not caption)
            day, evidence = _lone_day(shown[:_LONG]), f"beside the headline: {shown}"
        else:
            continue
        if day and day not in _NO_DAY:
            around = [element, *element.iterancestors()]
            says, marks = fold(f"{before} {shown}"), fold(_marks(around[: 3 if line is None else 2]))
            marks = marks.replace("date updated", "date")  # hAtom's name for a day, updated or not
            published = bool(_PUBLISHED.search(f"{says} {marks}"))
            # Marked as both, it is the day of publication and nothing was updated since.
            updated = _UPDATED.search(says) or (_UPDATED.search(marks) and not _PUBLISHED.search(marks))
            if not updated and not _is_elsewhere(takewhile(lambda parent: parent not in holders, around)):
                yield Value(day, evidence[:100]), published
        before = "" if day or len(shown) > 30 else shown


def _shown_day(shown: str, stated: str | None) -> str | None:
    """The day of a `<time>`: what it states, but what people read where that is another by more than its zone."""
    read = _day(shown)
    apart = abs((date.fromisoformat(read) - date.fromisoformat(stated)).days) if read and stated else 0
    return read if apart > 1 else stated or read


def _lone_day(line: str) -> str | None:
    """The day of a line that is only a date, with `by`, a country or what a `|` sets off behind it at most."""
    return only_day(line.partition("|")[0].strip()) or only_day(_BEHIND_A_DAY.sub("", line))


def _marked(headline: "HtmlElement | None") -> Value | None:
    """The day of the elements nearest around the headline that are marked as that of publication, or in a post's
    footer say so.
    """
    around = [] if headline is None else list(headline.iterancestors())
    levels = {parent: level for level, parent in enumerate(around) if level == 0 or parent.tag not in ("body", "html")}
    found: dict[int, list[Value]] = {}
    elements = next(reversed(levels)).iter() if levels else ()
    for element in islice((element for element in elements if element.attrib and _is_marked(element)), _MOST_MARKED):
        path = list(takewhile(lambda parent: parent not in levels, (element, *element.iterancestors())))
        day = _marked_day(element)
        if path and day and day not in _NO_DAY and not _is_elsewhere(path):
            level = levels[path[-1].getparent()]
            found.setdefault(level, []).append(Value(day, f"marked as published: {text_of(element)}"[:100]))
    return _only(found[min(found)]) if found else None


def _is_marked(element: "HtmlElement") -> bool:
    names = _marks([element])
    is_stated = "pubdate" in element.attrib or "publishdate" in element.attrib
    return is_stated or _MARKED.search(names) is not None or _POST_FOOTER.search(names) is not None


def _marked_day(element: "HtmlElement") -> str | None:
    """The day that a marked element states or shows; a post's footer has to call it that of publication."""
    shown = text_of(element)
    if _UPDATED.search(fold(shown)):
        return None
    stated = (_day(one_line(element.get(name, "")[:_LONG])) for name in _STATED_IN)
    if day := next(filter(None, stated), None):
        return day
    line = read_line(shown)
    if line is None or len(line.stamps) != 1 or len(line.stamps[0].days) != 1:
        return None
    is_named = "pubdate" in element.attrib or _MARKED.search(_marks([element])) is not None
    return line.stamps[0].days[0] if is_named or line.stamps[0].kind == "published" else None


def _marks(elements: "list[HtmlElement]") -> str:
    """Class, id and the like of these elements."""
    names = ("class", "id", "itemprop", "pubdate", "data-testid", "data-test", "data-qa", "data-cy")
    return " ".join(element.get(name, "")[:_LONG] for element in elements for name in names)


def _is_elsewhere(around: "Iterable[HtmlElement]") -> bool:
    """Whether what stands in these elements belongs to other stories, to comments or to the frame of the page."""
    for parent in around:
        if parent.tag in ("body", "html", "main", "article"):
            return False
        names = f"{parent.get('class', '')[:_LONG]} {parent.get('id', '')[:_LONG]}"
        if _POST_FOOTER.search(names):
            continue
        if parent.tag in ("aside", "footer", "nav", "figure", "table") or _ELSEWHERE.search(fold(names)):
            return True
    return False
