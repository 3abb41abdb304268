"""Results as one HTML page that needs nothing else: no script, no other file, no request.

Articles are hostile: Jinja2 escapes every value, the only markup made here is `<mark>`, only http(s)
addresses and the indexed files are links, and the Content Security Policy allows one style sheet, by hash.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

from dateline.search.calendar import MONTHS
from dateline.search.output import display
from dateline.search.output.templates import Templates
from dateline.search.results import FacetCount, Marked, Results

if TYPE_CHECKING:
    from markupsafe import Markup


def write_html(results: Results, out: TextIO, *, root: str = ".") -> None:
    """Write a page of hits as a complete HTML document; the same results give the same bytes.

    Args:
        results: What to show.
        out: Any text stream; the document says that it is UTF-8.
        root: The folder that the hits' relative paths start from, as a relative path from the folder that the
            page will be in.

    Raises:
        BadTemplate: The template has an error.
    """
    templates = Templates()
    templates.filters |= {
        "found": display.found,
        "file_href": lambda path: file_href(path, root),
        "highlight": highlight,
        "period": period,
        "share": share,
    }
    outlets, outlets_left_out = display.leading(results.facets.get("outlet", ()))
    page = templates.render(
        "results.html",
        results=results,
        summary=display.summary(results),
        folded=display.folded(results),
        also_in=display.also_in,
        headline=display.headline,
        location=display.location,
        outlets=outlets,
        outlets_left_out=outlets_left_out,
        periods=display.periods(results.facets.get("month", ())),
        style=templates.style_sheet("results.css"),
    )
    out.write(page)


def highlight(marked: Marked) -> "Markup":
    """The text escaped, with its matches in `<mark>`."""
    from markupsafe import Markup, escape

    parts = (
        Markup("<mark>{}</mark>").format(text) if matched else escape(text)
        for text, matched in display.pieces(display.clean_marked(marked))
    )
    return Markup("").join(parts)


def file_href(path: str, root: str) -> str:
    """A link to an indexed file that can't be read as any other scheme: `./wire/2025.jsonl`."""
    if path.startswith("/"):
        return "file://" + quote(path, errors="replace")
    return quote(f"{root}/{path}" if root.startswith(".") else f"./{root}/{path}", errors="replace")


def period(value: str) -> str:
    """`2025-04` as `Apr 2025`; a year or decade as it is."""
    if value == display.UNDATED:
        return "No date"
    return f"{MONTHS[int(value[5:]) - 1][:3]} {value[:4]}" if len(value) == 7 else value


def share(count: FacetCount, counts: Sequence[FacetCount]) -> str:
    """A bar's length in hundredths of the longest; anything above nothing shows."""
    longest = max(other.count for other in counts) or 1
    return f"{max(1.0, 100 * count.count / longest):.1f}" if count.count else "0"
