"""Text to paragraphs and lines: the small steps that every form of source shares."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

_INVISIBLE = "\u200b\u2060\ufeff"
_SPACE = re.compile(rf"[\s{_INVISIBLE}]+")
_BLOCKS = re.compile(
    r"</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre"
    r"|section|table|td|th|tr|ul)\b",
    re.IGNORECASE,
)
# What is no element of HTML is text: <AXP.N> and <DD> are tickers, <Li & Fung Ltd> is a company.
_NAME = (
    r"(?i:a|abbr|address|article|aside|b|big|blockquote|body|br|caption|center|cite|code|dd|del|div|dl|dt|em|figcaption"
    r"|figure|font|footer|h[1-6]|head|header|hr|html|i|iframe|img|ins|li|link|main|mark|meta|nav|noscript|ol|p|picture|pre"
    r"|q|s|script|section|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|template|tfoot|th|thead|time"
    r"|title|tr|tt|u|ul|video|wbr)"
)
_TAG = rf"/?{_NAME}(?=\s*/?>|\s[^<>]*=|\s+[a-z]+\s*/?>)"
# Elements are told by an end, an attribute, or being such as have no end; <P>, a ticker too, by what stands before it.
# All begin alike, which `re` finds fast.
_MARKUP = re.compile(
    rf"</{_NAME}\s*>|<{_NAME}\s[^<>]*=|<(?:(?i:br|hr|img)|li|p)\s*/?>|<(?<![^\n.!?:\"”]<)P>|<(?<=[.!?:\"”] <)P>"
)
_TEXT_IN_BRACKETS = re.compile(rf"<(?!{_TAG}|!--|!(?i:doctype))")
_SENTENCE_END = re.compile(r"[.!?…。！？।][\"”’»“」』)\]]*\Z")
_ITEM = re.compile(r"\s*[*+•o#-] ")
_NARROWEST, _WIDEST = 50, 200  # columns that hard-wrapped text is set in
_RAGGED = 8
"""Characters by which wrapped lines differ in width."""
_UNBROKEN = re.compile(r"\s*(?:[*+•o-] .*\]\(|(?:\d+\. +)?\S+\s*\Z|\d+\. +\w+:)")
"""A line that is not broken: an item with a link in Markdown, a single word, an address with its number."""
_BROKEN_ADDRESS = re.compile(r"(?<=-) +(?=[^()\s]*(?:- [^()\s]*)*\))")
_STARS, _START = "**", re.compile(r"\s*(?:\*\*|[*+•#] |\d+\. +\w+:\S)")
"""What stands around a heading, and what begins one, an item of a list or an address with its number."""
_MOST, _MANY = 0.6, 0.4
"""Shares of lines that fill the column, of those that don't end a paragraph, and of all."""
_FILLED = 4
"""Lines that fill the column for each wider one, where those are headings."""


def one_line(text: str) -> str:
    """The text with all white space collapsed: a headline, a name, a paragraph."""
    if not text.isascii():
        for mark in _INVISIBLE:
            text = text.replace(mark, " ")
    return " ".join(text.split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text, hard-wrapped lines joined."""
    lines = text.split("\n")
    is_loose = text.count("\n") == 2 * text.count("\n\n")  # no line has another below it, so that none is wrapped
    if not is_loose and _column(lines) is not None:
        lines = [paragraph for _, paragraph in unwrapped(lines)]
    elif _has_single_blanks(text):
        return [paragraph for line in lines if (paragraph := line.strip(" "))]
    return [paragraph for line in lines if (paragraph := one_line(line))]


def _has_single_blanks(text: str) -> bool:
    """Whether blanks are the only white space in ASCII lines, one at a time: nothing to collapse, as in most bodies."""
    data = text.encode() if text.isascii() and "  " not in text else b""
    return len(data.translate(None, b"\t\v\f\r\x1c\x1d\x1e\x1f")) == len(text)


def unwrapped(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Lines with hard-wrapped ones joined; blank lines stay.

    Text counts as wrapped where most lines end because the next word would not have fit in the column.

    Yields:
        The number, from 1, of each logical line's first line, and its text.
    """
    numbered = list(enumerate(lines, 1))
    width = _column([line for _, line in numbered])
    if width is None:
        yield from numbered
        return
    from dateline.index.extract.date_lines import is_day_line  # takes long to load

    start, joined = 1, list[str]()
    for number, line in numbered:
        runs_on = joined and joined[-1].strip() and line.strip() and _runs_on(joined[-1], line, width)
        runs_on = runs_on and not (is_day_line(line) or (len(joined) == 1 and is_day_line(joined[0])))
        if joined and not runs_on:
            yield start, _joined(joined)
            joined = []
        if not joined:
            start = number
        joined.append(line)
    if joined:
        yield start, _joined(joined)


def _joined(lines: list[str]) -> str:
    """Lines as one, the parts of an address together that was broken at a hyphen."""
    text = " ".join(lines)
    return _BROKEN_ADDRESS.sub("", text) if "](" in text else text


def _column(lines: list[str]) -> int | None:
    """The column that the text is wrapped to, or None: what can't be broken may be wider, or stands in a list."""
    wrapped = ((line.rstrip(), after) for line, after in pairwise(lines) if after and not after.isspace())
    followed = [(line, after) for line, after in wrapped if not _UNBROKEN.match(line)]
    widest = _usual_width([len(line) for line, _ in followed])
    if not widest:
        return None
    # Short lines are lists and headings, which tell nothing; nor does one above an item of a list.
    pairs = [
        (ends_sentence(line), _runs_on(line, after, widest))
        for line, after in followed
        if widest / 2 < len(line) <= widest and not _ITEM.match(after)
    ]
    # Nor does one that ends a sentence: paragraphs of one line each may be alike in length.
    filled = sum(runs_on and not ends for ends, runs_on in pairs)
    ended = sum(ends and not runs_on for ends, runs_on in pairs)
    wider = sum(len(line) > widest and len(line.rstrip()) > widest and not _UNBROKEN.match(line) for line in lines)
    enough = max(2, _MOST * (len(pairs) - ended), _MANY * len(pairs), _FILLED * wider)
    return widest if filled >= enough else None


def _usual_width(widths: list[int]) -> int:
    """The width, or nearly, that most of the lines have which are wide enough to be wrapped; 0 where none is."""
    counts = Counter(width for width in widths if _NARROWEST <= width <= _WIDEST)
    usual = max(counts, key=lambda width: (sum(counts[width - less] for less in range(_RAGGED)), width), default=0)
    return max((width for width in counts if width <= usual + _RAGGED), default=0)


def _runs_on(line: str, after: str, width: int) -> bool:
    """Whether `after` goes on with the paragraph of `line`: no further indent, no room for its word before."""
    line = line.rstrip()
    if line.endswith(_STARS) or _START.match(after):
        return False
    item = _ITEM.match(line)
    indent = len(after) - len(after.lstrip()) - (item.end() if item else len(line) - len(line.lstrip()))
    return indent <= 0 and len(line) + 1 + len(after.split(None, 1)[0]) > width - _RAGGED


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _SENTENCE_END.search(text[-20:]) is not None


def has_markup(text: str) -> bool:
    """Whether the text is HTML rather than plain."""
    return "<" in text and _MARKUP.search(text) is not None


def _with_unclosed_as_text(html: str) -> str:
    """HTML whose tags and comments that never end are text. The parser would look for each one's end through to the
    last character.
    """
    for begin, end in (("<!--", "-->"), ("<", ">")):
        at = html.rfind(end) + 1
        html = html[:at] + html[at:].replace(begin, f"&lt;{begin[1:]}")
    return html


def from_html(html: str) -> str:
    """The text of HTML, a blank line between its blocks, without scripts, styles and what stands in a title bar."""
    from bs4 import BeautifulSoup, Comment

    html = _with_unclosed_as_text(_TEXT_IN_BRACKETS.sub("&lt;", _SPACE.sub(" ", html)))
    soup = BeautifulSoup(_BLOCKS.sub(lambda tag: f"\n\n{tag.group()}", html), "html.parser")
    for element in soup(["script", "style", "template", "noscript", "title"]):
        element.decompose()
    for comment in soup(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    return "\n\n".join(filter(None, map(one_line, soup.get_text().split("\n\n"))))
