"""PDF files with text to articles, by pypdf: their words in the order of the page, read as a scrape is.

The dates of the file's metadata are those of the file, which is often far younger than the article, and its author is
whoever made it; neither is read.
"""

import logging
import re
from collections import Counter
from io import BytesIO

from dateline.index.article import Article, RawDocument
from dateline.index.extract.text import plain_text
from dateline.index.sources.decode import clean_text
from dateline.index.sources.extras import extra

_PAGES_MAX, _TEXT_MAX = 2000, 1 << 25
_FREE, _FACTOR = 1 << 21, 20
"""Bytes of pages that a file may have, and for each of its own so many more: pages may share what is in them."""
_STEP, _DRAWN = 16, 1 << 10
"""Bytes that an operator of a page counts, and one that draws a form: that is read again each time."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
_ENDS = re.compile(r"[.!?:…。][\"'”’»)]*$")
_NUMBER = re.compile(r"\W*(?:\w+\s+)?\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W*")
_FULL = 0.75
"""Of the usual width: a line shorter than that ends a paragraph."""


def article(raw: RawDocument) -> Article:
    """The article of a PDF file.

    Args:
        raw: Form `pdf`; its content is the file's bytes.

    Raises:
        MissingExtra: pypdf is not installed.
        ValueError: It is damaged, locked, or has no text.
    """
    text = _text(_pages(bytes(raw.content)))  # type: ignore[arg-type]
    if not text:
        raise ValueError("a PDF without text; if it was scanned, make its text readable first (with ocrmypdf, say)")
    return plain_text.article(raw._replace(form="plain_text", content=text))


class _Bomb(BaseException):
    """Showing a file takes far more than its size. No `Exception`: pypdf goes on after those in forms."""


class _Work:
    """What is left to do of a file."""

    def __init__(self, most: int) -> None:
        self._left = most

    def take(self, count: int) -> None:
        """Raises _Bomb where that is too much."""
        self._left -= count
        if self._left < 0:
            raise _Bomb

    def step(self, operator: bytes, *_: object) -> None:
        """Count an operator."""
        self.take(_DRAWN if operator == b"Do" else _STEP)


def _pages(data: bytes) -> list[list[str]]:
    """The lines of each page."""
    with extra("pdf"):
        from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each oddity
    pages, size = [], 0
    try:
        work = _Work(_FREE + _FACTOR * len(data))
        for page, _ in zip(PdfReader(BytesIO(data)).pages, range(_PAGES_MAX), strict=False):
            contents = page.get_contents()
            work.take(0 if contents is None else len(contents.get_data()))
            text = page.extract_text(visitor_operand_before=work.step)
            lines = [line.strip() for line in clean_text(text).split("\n")]
            pages.append(lines)
            size += sum(map(len, lines))
            if size > _TEXT_MAX:
                break
    except (MemoryError, RecursionError):
        raise
    except _Bomb:
        raise ValueError("a PDF whose pages show far more than it holds, as a bomb's do") from None
    except Exception as error:  # pypdf lets out whatever a damaged file leads to
        said = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise ValueError(f"a broken or locked PDF file: {said[:200]}") from error
    return pages


def _text(pages: list[list[str]]) -> str:
    """The text, its lines joined to paragraphs, without page numbers and what stands on most pages."""
    often = Counter(line for lines in pages for line in {*lines[:3], *lines[-3:]} if line)
    repeated = {line for line, count in often.items() if count > max(2, len(pages) / 2)}
    lines: list[str] = []
    for page in pages:
        kept = [line for line in page if line not in repeated]
        while kept and (not kept[-1] or _NUMBER.fullmatch(kept[-1])):
            kept.pop()
        lines += kept
    widths = sorted(len(line) for line in lines if len(line) > 20)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    joined: list[list[str]] = []
    goes_on = False
    for line in lines:
        if goes_on and line:
            before = joined[-1][-1]
            is_cut = _HYPHEN.search(before) and line[0].islower()
            joined[-1][-1:] = (before[:-1], line) if is_cut else (before, " ", line)
        elif line:
            joined.append([line])
        goes_on = bool(line) and len(line) > _FULL * usual and not (_ENDS.search(line) and len(line) < 0.95 * usual)
    return "\n\n".join(map("".join, joined))
