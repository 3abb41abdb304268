"""A web page's dump in Markdown as plain text: its lines, with the marks that `text_lines` knows.

Converters write a whole page, menus and all. Its lines stay where they were in the file, so that evidence tells them.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.index.analysis.terms import fold
from dateline.index.article import RawDocument
from dateline.index.extract import record
from dateline.index.extract.boilerplate import is_boilerplate
from dateline.index.extract.date_lines import parts
from dateline.index.extract.markdown import opened
from dateline.index.extract.paragraphs import from_html, one_line
from dateline.index.extract.text.main_text import is_paragraph

if TYPE_CHECKING:
    from markdown_it.token import Token

_FEWEST, _FEWEST_ABOVE = 8, 3
"""Lines of menus that a page's dump has, and those above its first paragraph."""
_MENU_LIKE = re.compile(r"^[ \t]*(?:[*+-][ \t]|\d+[.)][ \t]|\[|!\[)", re.MULTILINE)
_MENU_WORDS = 5
_COLUMN = 70
"""Characters: a line is broken to fit where the next word would have gone beyond."""
_WIDEST = 100
"""Characters of a line, without links, that was not broken to fit, nor any other of its text."""
_LONGEST_ADDRESS = 2000
_OPEN_ADDRESS = re.compile(r"\]\([^()\s]*\Z")
_HYPHEN = re.compile(r"[^\W\d_]-\Z")
_LEFT = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()]{0,2000}\)")  # links that are none by CommonMark's rules
_LIKE = 0.3
"""The share of words that a headline and a page's title have in common."""


class _Line(NamedTuple):
    """A line of a dump: its row, from 0, its mark (`# `, `* `), its text, and whether all of it is link."""

    row: int
    mark: str
    text: str
    linked: bool


def plain_text(source: str) -> str | None:
    """A page's dump as plain text, what its front matter states as headers above; None where the source is an article:
    it has no menus.
    """
    stated, start = opened(source)
    if sum(1 for _ in islice(_MENU_LIKE.finditer(source, start), _FEWEST)) < _FEWEST:
        return None
    lines = list(_lines(source[start:]))
    if not _has_menus(lines):
        return None
    above = source.count("\n", 0, start)
    headers = _headers(stated, [line.text for line in lines if line.mark == "# "])[: max(0, above - 1)]
    rows = [*headers, *[""] * (source.count("\n") + 1 - len(headers))]
    for line in lines:
        row = rows[above + line.row]
        rows[above + line.row] = f"{row} {line.text}" if row else f"{line.mark}{line.text}"
    return "\n".join(rows)


def _has_menus(lines: list[_Line]) -> bool:
    """Whether a page stands around the text: menus of links above its first paragraph, or with boilerplate any. A list
    of ingredients is none.
    """
    prose = next((at for at, line in enumerate(lines) if is_paragraph(line.text)), len(lines))
    if sum(line.linked for line in lines) >= _FEWEST and sum(line.linked for line in lines[:prose]) >= _FEWEST_ABOVE:
        return True
    items = sum(line.linked or (line.mark == "* " and len(line.text.split()) < _MENU_WORDS) for line in lines)
    return items >= _FEWEST and any(is_boilerplate(line.text) for line in lines)


def _headers(stated: Mapping[str, Any], headings: list[str]) -> list[str]:
    """What front matter states, a header a line."""
    found = record.article(RawDocument("", None, "record", stated))
    title = _headline(found.title, headings) if found.title else ""
    values = {"Title": title, "Date": found.date, "Outlet": found.outlet, "Author": found.author, "URL": found.url}
    return [f"{name}: {one_line(value)}" for name, value in values.items() if value]


def _headline(title: str, headings: list[str]) -> str:
    """The heading that a stated title speaks of; where none is like it, the title without the outlet behind it."""
    words = set(fold(title).split())
    shared = {heading: set(fold(heading).split()) & words for heading in headings}
    likeness = {heading: len(same) / len(words | set(fold(heading).split())) for heading, same in shared.items()}
    best = max(likeness, key=lambda heading: likeness[heading], default="")
    return best if likeness.get(best, 0) > _LIKE else max(parts(title), key=len, default=title)


def _lines(source: str) -> Iterator[_Line]:
    """The lines that a dump shows, links by their texts alone."""
    from markdown_it import MarkdownIt

    numbered = list(_rows(source))
    rows = [row for _, row in numbered]
    is_wrapped = not any(len(row) > _WIDEST and "](" not in row and "|" not in row for row in rows)
    mark, heading = "", -1
    for token in MarkdownIt("commonmark").parse("\n".join(rows)):
        if token.type in ("list_item_open", "heading_open"):
            mark = "# " if token.type == "heading_open" else "* "
        for row, text, linked in _shown(token, rows if is_wrapped else []):
            if not (line := one_line(_LEFT.sub(_link_text, text)).strip("| ")):
                continue
            goes_on = is_wrapped and row == heading + 1 and not mark and _is_broken(rows, heading)
            row = heading if goes_on else min(row, len(rows) - 1)  # noqa: PLW2901
            yield _Line(numbered[row][0], mark, line, linked)
            heading = row if mark == "# " else -1
            mark = ""


def _rows(source: str) -> Iterator[tuple[int, str]]:
    """The rows of a dump, numbered from 0; those joined within which a link's address was broken to fit."""
    first, parts, end = 0, list[str](), ""
    for number, row in enumerate(source.split("\n")):
        if parts and not (row and not row[0].isspace() and _OPEN_ADDRESS.search(end)):
            yield first, "".join(parts)
            first, parts, end = number, [], ""
        parts.append(row)
        end = (end + row)[-_LONGEST_ADDRESS:]
    yield first, "".join(parts)


def _link_text(link: re.Match[str]) -> str:
    return "" if link.group().startswith("!") else link[1]


def _shown(token: "Token", rows: list[str]) -> Iterator[tuple[int, str, bool]]:
    """The lines of a block: their rows, their texts, and whether all of it is link."""
    start = token.map[0] if token.map else 0
    if token.type == "inline":
        yield from _paragraph(token.children or [], start, rows)
    elif token.type in ("fence", "code_block"):
        yield from ((row, line, False) for row, line in zip(count(start), token.content.split("\n")))
    elif token.type == "html_block":
        last = start + token.content.count("\n")
        texts = from_html(token.content).split("\n\n")
        yield from ((min(row, last), text, False) for row, text in zip(count(start), texts))


def _paragraph(children: "list[Token]", row: int, rows: list[str]) -> Iterator[tuple[int, str, bool]]:
    """The lines of a paragraph; those joined that were broken to fit, in a text where lines are (else without rows)."""
    start, shown, outside, is_link = row, "", "", False
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            if child.type == "softbreak" and _is_broken(rows, row):
                shown += "" if _HYPHEN.search(rows[row]) else " "
            else:
                yield start, shown, not outside.strip()
                start, shown, outside = row + 1, "", ""
            row += 1
        elif child.type in ("link_open", "link_close"):
            is_link = child.type == "link_open" and not str(child.attrGet("href") or "").startswith("#")
        elif child.type not in ("image", "html_inline"):
            shown += child.content
            outside += "" if is_link else child.content
    yield start, shown, not outside.strip()


def _is_broken(rows: list[str], row: int) -> bool:
    """Whether a line ends because the next one's first word would not have fit."""
    after = rows[row + 1].split(None, 1) if row + 1 < len(rows) else []
    return bool(after) and len(rows[row]) + 1 + len(after[0]) > _COLUMN
