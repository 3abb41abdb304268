"""Results as one HTML page that needs nothing else: no script, no other file, no request.

Articles are hostile: Jinja2 escapes every value, the only markup made here is `<mark>`, only http(s)
addresses and the indexed files are links, and the Content Security Policy allows one style sheet, by hash.
"""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from index.errors import DatelineError
from search import present
from search.results import FacetCount, Marked, Results

if TYPE_CHECKING:
    from markupsafe import Markup

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class TemplatesMissingError(DatelineError):
    """The templates are neither beside the package nor beside the checkout."""

    def __init__(self, looked_in: Sequence[Path]) -> None:
        self.looked_in = tuple(looked_in)
        places = " or ".join(map(str, looked_in))
        super().__init__(f"The page templates are not in {places}. Install Dateline again.")


def templates_dir() -> Path:
    """The folder of the templates: inside an installed package, or beside it in a checkout.

    Raises:
        TemplatesMissingError: It is in neither place.
    """
    here = Path(__file__).resolve().parent
    places = (here / "templates", here.parent / "templates")
    for place in places:
        if (place / "results.html").is_file():
            return place
    raise TemplatesMissingError(places)


def write_html(results: Results, out: TextIO, *, root: str = ".") -> None:
    """Write a page of hits as a complete HTML document; the same results give the same bytes.

    Args:
        results: What to show.
        out: Any text stream; the document says that it is UTF-8.
        root: The folder that the hits' relative paths start from, as a relative path from the folder that the
            page will be in.

    Raises:
        TemplatesMissingError: The templates are not where they are installed.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = templates_dir()
    css = (folder / "results.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "articles": present.articles,
        "clean": present.clean,
        "day": day,
        "file_link": lambda path: file_link(path, root),
        "highlight": highlight,
        "period": period,
        "share": share,
        "web_address": present.web_address,
    }
    outlets, outlets_left_out = present.leading(results.facets.get("outlet", ()))
    values: dict[str, Any] = {
        "results": results,
        "summary": present.summary(results),
        "headline": present.headline,
        "location": present.location,
        "outlets": outlets,
        "outlets_left_out": outlets_left_out,
        "periods": present.periods(results.facets.get("month", ())),
        "no_date": present.NO_DATE,
        "unknown": present.UNKNOWN,
        "css": _verbatim(css),
        "css_hash": base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii"),
    }
    out.write(environment.get_template("results.html").render(values))


def highlight(marked: Marked) -> "Markup":
    """The text escaped, with its matches in `<mark>`."""
    from markupsafe import Markup, escape

    parts = (
        Markup("<mark>{}</mark>").format(text) if matched else escape(text)
        for text, matched in present.pieces(present.clean_marked(marked))
    )
    return Markup("").join(parts)


def file_link(path: str, root: str) -> str:
    """A link to an indexed file that can't be read as any other scheme: `./wire/2025.jsonl`."""
    if path.startswith("/"):
        return "file://" + quote(path, errors="replace")
    return quote(f"{root}/{path}" if root.startswith(".") else f"./{root}/{path}", errors="replace")


def day(date: str) -> str:
    """`2025-04-24` as `24 April 2025`."""
    year, month, number = date.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def period(value: str) -> str:
    """`2025-04` as `Apr 2025`; a year or decade as it is."""
    if value == present.UNDATED:
        return "No date"
    return f"{_MONTHS[int(value[5:]) - 1][:3]} {value[:4]}" if len(value) == 7 else value


def share(count: FacetCount, counts: Sequence[FacetCount]) -> str:
    """A bar's length in hundredths of the longest; anything above nothing shows."""
    longest = max(other.count for other in counts) or 1
    return f"{max(1.0, 100 * count.count / longest):.1f}" if count.count else "0"


def _verbatim(css: str) -> "Markup":
    """The project's own style sheet, as it is: its hash must hold."""
    from markupsafe import Markup

    return Markup(css)  # noqa: S704 - a file of this project
