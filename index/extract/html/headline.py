"""The headline of a page, without outlet and section, and the element that shows it."""

from collections.abc import Mapping
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from dateline.index.analysis.terms import fold
from dateline.index.extract.evidence import Value, letters
from dateline.index.extract.html import jsonld
from dateline.index.extract.html.outlet import BREAK, same_name
from dateline.index.extract.html.tree import LONGEST, text
from dateline.index.extract.paragraphs import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST_LABEL = 30  # characters of a section's name, in scripts too that part no words


def h1s(tree: "HtmlElement") -> list[str]:
    """The texts of the first headings of a page."""
    return [shown for h1 in islice(tree.iter("h1"), 20) if (shown := text(h1))]


def page_title(tree: "HtmlElement") -> str:
    """The text of `<title>`, empty where there is none."""
    title = next(tree.iter("title"), None)
    return "" if title is None else one_line(unescape(text(title)))


def headline(
    shown: list[str], page_title: str, metas: Mapping[str, str], article: jsonld.Node, outlet: Value | None
) -> Value | None:
    """The h1, of several the one that the other titles speak of; else one of those; without the outlet.

    Args:
        shown: The texts of all `<h1>`.
        page_title: The text of `<title>`.
        metas: Contents of `<meta>` elements by small-letter name.
        article: The JSON-LD node of the page's article, perhaps empty.
        outlet: The outlet, which is no part of a headline.
    """
    name = outlet.value if outlet else ""
    others = [
        Value(_without_outlet(one_line(title)[:LONGEST], name), evidence)
        for title, evidence in (
            (metas.get("og:title", ""), "meta og:title"),
            (metas.get("twitter:title", ""), "meta twitter:title"),
            (jsonld.text(article, "headline"), "JSON-LD headline"),
            (page_title, "title"),
        )
        if title
    ]
    shown = [h1 for h1 in shown if not same_name(h1, name)]
    likeness = {h1: max((_overlap(h1, other.value) for other in others), default=1.0) for h1 in shown}
    best = max(likeness, key=lambda h1: likeness[h1], default="")
    # One h1 is the headline even where others are told another; but a word or two are a section's name.
    if best and (likeness[best] > 0.3 or (len(likeness) == 1 and len(best.split()) > 2)):
        return Value(_without_labels(_without_outlet(best, name), others, name), "h1")
    return next(iter(others), None)


def headline_element(tree: "HtmlElement", headline: str) -> "HtmlElement | None":
    """The heading that shows the headline."""
    headings = list(islice(tree.iter("h1", "h2", "h3"), 100))
    likeness = [_overlap(text(heading), headline) for heading in headings]
    best = max(likeness, default=0.0)
    return headings[likeness.index(best)] if best > 0.5 else None


def _overlap(one: str, other: str) -> float:
    """The share of the words of two titles that both have, 0 to 1."""
    a, b = set(fold(one).split()), set(fold(other).split())
    return len(a & b) / max(1, len(a | b))


def _without_outlet(title: str, outlet: str) -> str:
    """A title without the outlet's name as its last or first segment."""
    for at in BREAK.finditer(title):
        before, after = title[: at.start()], title[at.end() :]
        if before and same_name(after, outlet):
            return before
        if after and same_name(before, outlet):
            return after
    return title


def _without_labels(h1: str, others: list[Value], outlet: str) -> str:
    """A headline without a section's name before it or the outlet's behind, where another title does without."""
    for other in others:
        label = h1.removesuffix(other.value).strip(" |•·-")
        is_short = len(label.split()) in (1, 2, 3) and len(label) <= _LONGEST_LABEL
        if other.value and label != h1.strip() and is_short and label[-1] != ":":
            return other.value
        behind = h1.removeprefix(other.value)
        if other.value and behind != h1 and letters(outlet) and letters(behind) == letters(outlet):
            return other.value
    return h1
