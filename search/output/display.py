"""What the terminal and the HTML page share: safe text, counts in words, links, facets cut to size."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from dateline.search.calendar import MONTHS
from dateline.search.results import Duplicates, FacetCount, Hit, Marked, Relaxation, Results

UNKNOWN = "(unknown)"
UNDATED = "(undated)"
NO_DATE = "no date"
NO_HEADLINE = "(no headline)"
MOST_COPIES = 5
MOST_OUTLETS = 15
MOST_PERIODS = 24

# Articles are hostile. White space becomes a space, other controls are shown to have been there, and the
# invisible characters that reorder or hide text (bidi controls, zero-width space, tags) go. The zero-width
# joiners stay: Persian, Indic scripts and emoji need them.
_SPACE = "[\t-\r\x1c-\x1f\x85\u2028\u2029]"
_CONTROL = "[\x00-\x1f\x7f-\x9f\ud800-\udfff]"
_INVISIBLE = (
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACES = re.compile("  +")
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_URL_SAFE = "%:/?#[]@!$&()*+,;=~"


def clean(text: str) -> str:
    """The text without anything that could command a terminal, break a line or reorder its neighbours."""
    if text.isprintable():  # most are, and compiling these sets takes longer than showing a page
        return text
    return re.sub(_INVISIBLE, "", re.sub(_CONTROL, "\ufffd", re.sub(_SPACE, " ", text)))


def clean_marked(marked: Marked) -> Marked:
    """`clean` and runs of spaces made one, with the spans moved to where their text now stands."""
    text, spans = "", []
    for piece, matched in pieces(marked):
        shown = _SPACES.sub(" ", clean(piece))
        start, text = len(text), text + (shown.lstrip(" ") if text.endswith(" ") else shown)
        if matched:
            spans.append((start, len(text)))
    return Marked(text, tuple(spans))


def pieces(marked: Marked) -> Iterator[tuple[str, bool]]:
    """The text from start to end in stretches: (stretch, whether it matches the query)."""
    at = 0
    for start, end in marked.spans:
        if start > at:
            yield marked.text[at:start], False
        yield marked.text[start:end], True
        at = end
    if at < len(marked.text):
        yield marked.text[at:], False


def cut(marked: Marked, start: int, end: int) -> Marked:
    """`marked.text[start:end]`, with its share of the spans."""
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in marked.spans if a < end and b > start]
    return Marked(marked.text[start:end], tuple(inside))


def headline(title: Marked) -> Marked:
    """The headline fit to show, or a word that there is none."""
    title = clean_marked(title)
    return title if title.text.strip() else Marked(NO_HEADLINE)


def articles(count: int) -> str:
    """`1 article`, `1,204 articles`."""
    return f"{count:,} article" if count == 1 else f"{count:,} articles"


def found(counted: Results | Relaxation, duplicates: Duplicates) -> str:
    """How much matches, with `duplicates` as asked for: articles, or stories where copies count once: `1,204 articles`,
    `1 story`.
    """
    if not counted.copies and duplicates != "only":
        return articles(counted.total)
    stories = "1 story" if counted.total == 1 else f"{counted.total:,} stories"
    return f"{stories} with copies" if duplicates == "only" else stories


def folded(results: Results) -> str:
    """What is not shown of the copies, and how to see it; empty where nothing is left out."""
    if not results.copies:
        return ""
    what = "1 more article is a copy" if results.copies == 1 else f"{results.copies:,} more articles are copies"
    return f"{what}, folded into the best of each story; --duplicates show lists every one"


def also_in(hit: Hit) -> str:
    """Where a hit's copies are: `Also in Harbour Courier (24 April 2025, earliest), (unknown) (no date) and 3 more`."""
    if not hit.copies:
        return ""
    shown = [
        f"{copy.outlet or UNKNOWN} ({day(copy.date) if copy.date else NO_DATE}{', earliest' * copy.earliest})"
        for copy in hit.copies[:MOST_COPIES]
    ]
    more = f" and {len(hit.copies) - MOST_COPIES:,} more" if len(hit.copies) > MOST_COPIES else ""
    return f"Also in {', '.join(shown)}{more}{'; this is the earliest' * hit.earliest}"


def day(date: str) -> str:
    """`2025-04-24` as `24 April 2025`."""
    return f"{int(date[8:])} {month_name(date[:7])}"


def month_name(month: str) -> str:
    """`2025-04` as `April 2025`."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def summary(results: Results) -> str:
    """How much was found and which of it this is: `1–10 of 1,204 articles`, `1 story`, `No articles`."""
    if not results.total:
        return "No articles"
    counted = found(results, results.duplicates)
    if not results.hits:
        return f"{counted}, none of them this far down" if results.offset else counted
    if len(results.hits) == results.total:
        return counted
    first, last = results.hits[0].rank, results.hits[-1].rank
    page = f"{first:,}–{last:,}" if first < last else f"{first:,}"
    return f"{page} of {counted}"


def location(hit: Hit) -> str:
    """Where the article is, and its id where the path does not tell it."""
    path, name = clean(hit.path), clean(hit.id)
    return name if name.startswith(path) else f"{path} · {name}"


def web_address(url: str | None) -> str | None:
    """The address as plain ASCII without white space, quotes, braces or backslashes; None unless http(s)."""
    if url is None or not _WEB.fullmatch(url.strip()):
        return None
    return quote(url.strip(), safe=_URL_SAFE, errors="replace")


def leading(counts: Iterable[FacetCount], most: int = MOST_OUTLETS) -> tuple[tuple[FacetCount, ...], str]:
    """The first values of a facet, and what is left out in words (empty if nothing is)."""
    counts = tuple(counts)
    shown, rest = counts[:most], counts[most:]
    if not rest:
        return shown, ""
    return shown, f"and {len(rest):,} more, {articles(sum(count.count for count in rest))}"


def periods(months: Iterable[FacetCount]) -> tuple[FacetCount, ...]:
    """The months from first to last without gaps; if those are too many, years (`2025`), decades (`1980s`).

    Undated articles come last, as `(undated)`.
    """
    months = tuple(months)
    dated = [month for month in months if month.value != UNDATED]
    undated = tuple(month for month in months if month.value == UNDATED)
    for length in (7, 4, 3):
        counts: Counter[str] = Counter()
        for month in dated:
            counts[month.value[:length]] += month.count
        between = _between(min(counts), max(counts)) if counts else []
        if len(between) <= MOST_PERIODS:
            break
    else:
        between = sorted(counts)  # centuries apart: gaps would be most of it
    decade = "0s" if length == 3 else ""
    return (*(FacetCount(period + decade, counts[period]) for period in between), *undated)


def _between(first: str, last: str) -> list[str]:
    """Every period from one to another, both included, all of the same length."""
    if len(first) < 7:
        return [f"{number:0{len(first)}}" for number in range(int(first), int(last) + 1)]
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]
