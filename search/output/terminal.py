"""Results and articles for a terminal or a pipe.

Only this module writes escape sequences; everything from an article or a query passes `display.clean` first, so none of
theirs gets through.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO
from urllib.parse import quote

from dateline.search.output import display
from dateline.search.output.cell_width import cells, shortened, shortened_path, wrap
from dateline.search.results import FacetCount, Hit, Marked, Results, ScorePart

if TYPE_CHECKING:
    from dateline.index.article import Article

MEASURE = 100
"""The widest column of running text, in cells: longer lines are hard to read."""
NARROWEST = 16
"""A column of text is never narrower, even if the terminal then wraps it."""
NARROWEST_BESIDE = 24
"""Where less would be left for a column beside another, it stands below."""
WIDEST_BAR = 40
WIDEST_LABEL = 32
TELLING = 6
"""Words of an article that are told of those by which others are like it."""

Shorten = Callable[[str, int], str]

_FACETS = {"outlet": "Outlets", "author": "Authors", "place": "Places", "path": "Folders", "url": "Sites"}

BOLD, DIM, _MATCH, _BAR, _NOTE = "1", "2", "1;31", "36", "33"


class Style(NamedTuple):
    """What the terminal can do: colours, its width in cells, OSC 8 hyperlinks; and where articles' paths start from."""

    colour: bool
    width: int
    hyperlinks: bool
    root: Path = Path()


def write_results(
    results: Results, style: Style, out: TextIO, *, facets: Iterable[str] = (), command: str = "dateline search",
    alike: str = "",
) -> None:  # fmt: skip
    """Write a page of hits: the total, warnings, the hits, then facet counts if wanted, or what would match.

    Args:
        results: What to show.
        style: How to show it.
        out: Any text stream.
        facets: Which counts to show: `outlet`, `month`, and what else the results have.
        command: The command line in front of a query, filters included, for what would match.
        alike: The headline of the article that the hits are like: of their explanations the words alone are shown.
    """
    printer = Printer(style, out)
    query = display.clean(results.query).strip()
    if alike:
        _write_alike(alike, query.split(), len(results.hits), printer)
    else:
        heading = f"{display.summary(results)} for {query}" if query else display.summary(results)
        printer.text(Marked(heading, ((len(heading) - len(query), len(heading)),) * bool(query)), mark=BOLD)
    if note := display.folded(results):
        printer.text(Marked(f"{note}."), sgr=_NOTE)
    for warning in results.warnings:
        printer.text(Marked(f"Note: {warning}"), sgr=_NOTE)
    if results.relaxations and results.total:
        printer.line("Did you mean:")
        _write_relaxations(results, command, printer)
    margin = len(str(results.hits[-1].rank)) + 2 if results.hits else 0
    for hit in results.hits:
        printer.line()
        _write_hit(hit, margin, printer, alike=bool(alike))
    if results.relaxations and not results.total:
        printer.line("\nWhat would match:")
        _write_relaxations(results, command, printer)
    counted = ", copies included" * bool(results.copies)
    for name in facets:
        counts = results.facets.get(name, ())
        if name == "month":
            printer.bars(f"Dates{counted}", display.periods(counts))
        else:
            shorten = shortened_path if name == "path" else shortened
            printer.bars(f"{_FACETS[name]}{counted}", *display.leading(counts), shorten=shorten)


def write_article(
    article: "Article", title: Marked, body: Marked, style: Style, out: TextIO, *, evidence: bool = False
) -> None:
    """Write a whole article, matches marked: what is known of it, then its paragraphs.

    Args:
        article: The article.
        title: Its headline with the matches.
        body: Its body with the matches; a blank line parts paragraphs.
        style: How to show it.
        out: Any text stream.
        evidence: Whether to say where each value came from.
    """
    printer = Printer(style, out)
    printer.text(display.headline(title), sgr=BOLD)
    printer.text(outlet_and_date(article.outlet, article.date), mark=DIM)
    byline = f"By {article.author}" if article.author else None
    printer.text(Marked(" · ".join(filter(None, (byline, article.place)))))
    if article.url:
        printer.line(printer.link(display.clean(article.url), display.web_address(article.url)))
    printer.line(printer.link(display.clean(article.path), _file_uri(article.path, style.root)))
    if evidence and article.evidence:
        printer.line("\nWhere this comes from")
        rows = ((name, f"{source} ({article.confidence(name)})") for name, source in article.evidence.items())
        printer.table([(display.clean(name), source) for name, source in rows], indent=2)
    start = 0
    for paragraph in body.text.split("\n\n"):
        if paragraph.strip():
            printer.line()
            printer.text(display.cut(body, start, start + len(paragraph)))
        start += len(paragraph) + 2


def _write_alike(title: str, words: Sequence[str], hits: int, printer: "Printer") -> None:
    """The heading of articles like one, with the words that tell most of it."""
    printer.text(Marked(f"{f'The {hits:,}' if hits else 'No'} articles most like {title}"), sgr=BOLD)
    if hits:
        printer.text(Marked(f"by its words {', '.join(words[:TELLING])}{', …' * (len(words) > TELLING)}"))


def _write_hit(hit: Hit, margin: int, printer: "Printer", *, alike: bool) -> None:
    indent = " " * margin
    rank = printer.paint(f"{hit.rank:>{margin - 2}}", DIM) + "  "
    printer.text(display.headline(hit.title), indent=margin, first=rank, sgr=BOLD)
    printer.text(outlet_and_date(hit.outlet, hit.date), indent=margin, mark=DIM)
    printer.text(hit.snippet, indent=margin)
    if hit.copies:
        printer.text(Marked(display.also_in(hit)), indent=margin, sgr=DIM)
    address = display.web_address(hit.url)
    where = printer.paint(display.location(hit), DIM)
    printer.line(indent + printer.link(where, address or _file_uri(hit.path, printer.style.root)))
    if hit.url and not (address and printer.style.hyperlinks):
        printer.line(indent + printer.paint(display.clean(hit.url), DIM))
    if alike:
        words = ", ".join(display.clean(part.what) for part in hit.explanation)
        printer.text(Marked(f"alike in {words}"), indent=margin, sgr=DIM)
    elif hit.explanation:
        printer.line(f"{indent}score {hit.score:.4f}")
        printer.table(_explained(hit.explanation), indent=margin + 2)


def _explained(parts: Iterable[ScorePart]) -> list[tuple[str, str]]:
    rows = [(shortened(display.clean(part.what), WIDEST_LABEL), part) for part in parts]
    width = max(cells(what) for what, _ in rows)
    return [(f"{_pad(what, width)}  {part.score:8.4f}", part.detail) for what, part in rows]


def outlet_and_date(outlet: str | None, date: str | None) -> Marked:
    """The two in one line; what is missing is marked."""
    who, when = outlet or display.UNKNOWN, date or display.NO_DATE
    text = f"{who} · {when}"
    missing = ([] if outlet else [(0, len(who))]) + ([] if date else [(len(text) - len(when), len(text))])
    return Marked(text, tuple(missing))


def _write_relaxations(results: Results, command: str, printer: "Printer") -> None:
    """Command lines to copy, one below another; counts and reasons beside them, or below if too wide."""
    import shlex

    rows = []
    for relaxation in results.relaxations:
        query = display.clean(relaxation.query)
        options_end = "-- " if query.startswith("-") else ""
        line = f"{command} {options_end}{shlex.quote(query)}"
        rows.append((line, display.found(relaxation, results.duplicates), display.clean(relaxation.why)))
    lines, counts, whys = (max(map(cells, column)) for column in zip(*rows, strict=True))
    beside = lines + counts + whys + 6 <= printer.style.width
    for line, count, why in rows:
        found = printer.paint(f"{count:>{counts}}" if beside else count, BOLD)
        lead = f"  {_pad(line, lines)}  " if beside else f"  {line}\n      "
        if not why:
            printer.line(f"{lead}{found}")
            continue
        printer.text(Marked(why), indent=0 if beside else 8 + cells(count), first=f"{lead}{found}  ", sgr=DIM)


class Printer(NamedTuple):
    """A stream and the style to write on it."""

    style: Style
    out: TextIO

    def line(self, text: str = "") -> None:
        """Write a line that is already clean and painted."""
        self.out.write(f"{text}\n")

    def text(
        self, marked: Marked, *, indent: int = 0, first: str = "", sgr: str = "", mark: str = _MATCH
    ) -> None:
        """Write any text wrapped and painted line by line; `first` stands in for the first indent."""
        width = max(NARROWEST, min(self.style.width - indent, MEASURE))
        lead = first or " " * indent
        for line in wrap(display.clean_marked(marked), width):
            colours = ((piece, mark if matched else sgr) for piece, matched in display.pieces(line))
            self.line(lead + "".join(self.paint(piece, colour) for piece, colour in colours))
            lead = " " * indent

    def table(self, rows: Collection[tuple[str, str]], *, indent: int) -> None:
        """Write two columns: clean names, dimmed, and any text, wrapped beside them, or below if that is too narrow."""
        width = max(cells(name) for name, _ in rows)
        beside = indent + width + 2 + NARROWEST_BESIDE <= self.style.width
        for name, value in rows:
            first = " " * indent + self.paint(_pad(name, width) if beside else name, DIM)
            if not beside:
                self.line(first)
            self.text(Marked(value or "–"), indent=indent + (width + 2 if beside else 4), first=f"{first}  " * beside)

    def bars(
        self, heading: str, counts: Collection[FacetCount], rest: str = "", *, shorten: Shorten = shortened
    ) -> None:
        """Write a facet as a bar chart, scaled to the width; no bars where there is no room."""
        if not counts:
            return
        widest = min(WIDEST_LABEL, self.style.width // 2)
        labels = [shorten(display.clean(count.value), widest) for count in counts]
        numbers = [f"{count.count:,}" for count in counts]
        label_width, number_width = max(map(cells, labels)), max(map(len, numbers))
        room = min(WIDEST_BAR, self.style.width - label_width - number_width - 6)
        most = max(count.count for count in counts)
        self.line(f"\n{self.paint(heading, BOLD)}")
        for label, number, count in zip(labels, numbers, counts, strict=True):
            bar = self.paint(_bar(count.count, most, room), _BAR)
            self.line(f"  {_pad(label, label_width)}  {number:>{number_width}}  {bar}".rstrip())
        if rest:
            self.line(f"  {self.paint(rest, DIM)}")

    def paint(self, text: str, sgr: str) -> str:
        """The text in a colour or weight that ends with it (SGR, ECMA-48 8.3.117)."""
        return f"\x1b[{sgr}m{text}\x1b[0m" if self.style.colour and sgr and text else text

    def link(self, text: str, uri: str | None) -> str:
        """The text as an OSC 8 hyperlink; `uri` is ASCII without controls."""
        return f"\x1b]8;;{uri}\x1b\\{text}\x1b]8;;\x1b\\" if self.style.hyperlinks and uri else text


def _bar(count: int, most: int, room: int) -> str:
    """A bar of eighths of a cell; anything above nothing shows."""
    if room < 4 or not count:
        return ""
    full, eighths = divmod(max(1, round(count / most * room * 8)), 8)
    return "█" * full + (" ▏▎▍▌▋▊▉"[eighths] if eighths else "")


def _file_uri(path: str, root: Path) -> str:
    # Path.as_uri asks for a name that the file system can hold; an index may name files of another system.
    return "file://" + quote((root / path).absolute().as_posix(), errors="replace")


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
