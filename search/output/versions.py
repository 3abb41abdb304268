"""The versions of one story, one after another, with what each changed of the first, word by word."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TextIO

from dateline.search.output import display
from dateline.search.output.terminal import BOLD, DIM, Printer, Style, outlet_and_date
from dateline.search.results import Copy, Marked

if TYPE_CHECKING:
    from dateline.index.article import Article

CONTEXT = 6
"""Words shown on either side of a change."""
LONG = 5_000
"""Words from which a text is long."""
LONGEST = 60
"""Words of one change that are shown."""


def write_versions(versions: "Sequence[tuple[Copy, Article]]", style: Style, out: TextIO) -> None:
    """Write each version's source and headline, and how its body differs from the first one's.

    Args:
        versions: In time's order.
        style: How to show them.
        out: Any text stream.
    """
    printer = Printer(style, out)
    if not versions:
        printer.line("No copies of this article are in the archive.")
        return
    first = versions[0][1].body.split()
    for number, (copy, article) in enumerate(versions):
        if number:
            printer.line()
        printer.text(outlet_and_date(article.outlet, article.date), sgr=BOLD)
        printer.line(printer.paint(display.clean(article.id) + ", the earliest" * copy.earliest, DIM))
        printer.text(display.headline(Marked(article.title)))
        if number:
            _write_changes(first, article.body.split(), printer)
        else:
            printer.line(f"{len(first):,} words; the versions below are compared with these")


def _write_changes(first: list[str], words: list[str], printer: Printer) -> None:
    # Of long texts the common words are no anchors: the time would grow with the square of how often they stand there.
    matcher = SequenceMatcher(None, first, words, autojunk=len(words) > LONG)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    gone = sum(end - start for _, start, end, _, _ in changes)
    new = sum(end - start for *_, start, end in changes)
    printer.line(f"words left out: {gone:,}, added: {new:,}" if changes else "the same words")
    for _, start, end, begin, stop in changes:
        printer.text(_hunk(first, (start, end), words[begin:stop]), indent=2)


def _hunk(first: list[str], gone: tuple[int, int], new: list[str]) -> Marked:
    """A change between some words of the first version: `… the old [-county-] {+city+} council …`, marked."""
    start, end = gone
    before, after = first[max(start - CONTEXT, 0) : start], first[end : end + CONTEXT]
    text = "… " * (start > CONTEXT) + "".join(f"{word} " for word in before)
    spans = []
    for form, words in (("[-{}-]", first[start:end]), ("{{+{}+}}", new)):
        if words:
            piece = form.format(" ".join(_cut(words)))
            spans.append((len(text), len(text) + len(piece)))
            text += f"{piece} "
    return Marked(text + " ".join(after) + " …" * (end + CONTEXT < len(first)), tuple(spans))


def _cut(words: list[str]) -> Iterator[str]:
    """The words of a change, or the first ones of a long one."""
    yield from words[:LONGEST]
    if len(words) > LONGEST:
        yield f"… ({len(words) - LONGEST:,} more words)"
