"""Fragments of a body around its matches, cut at the ends of sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from dateline.search.highlight.marker import Match, spans_of
from dateline.search.results import Marked

LENGTH = 240
"""Characters that a snippet has at most, the dots at its ends aside."""

# What is no end, though a point is there: an initial, U.S., the titles and months that newsrooms shorten. `re` looks
# back for patterns of one length each.
_SHORT = "|".join(
    rf"(?<={shortened}\.)"
    for shortened in (
        r"\b[^\W\d_]",
        r"\.[^\W\d_]",
        r"\b(?:Mr|Ms|Dr|Lt|St|No|vs)",
        r"\b(?:Mrs|Gen|Col|Maj|Sgt|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec)",
        r"\b(?:Prof|Capt|Sept)",
    )
)
# A sentence ends at . ! ? or … with any closing quotes, before white space and what may open the next, and with a line.
# One set comes first, which is what `re` scans for fast.
_END = re.compile(
    r"[.!?…\n](?:(?<=\n)\n*"
    rf"|(?<!\n)(?!(?:{_SHORT})[^\S\n]+\S)[\"'”’»)\]]*\s+(?=[\"'“‘«(\[¿¡]*[^\W_a-z]))"
)
_BLANK, _BLANKS = re.compile(r"\s"), re.compile(r"\s+")


class _Window(NamedTuple):
    """A stretch of a body; `solid` is where it ends without white space."""

    start: int
    end: int
    solid: int


def snippet(body: str, matches: Sequence[Match]) -> Marked:
    """The stretch of the body that shows most of the query: most atoms, then most matches, then the earliest.

    It runs over whole sentences while they fit `LENGTH`; a longer sentence is cut between words, with `…` where text of
    the same sentence is left out. White space is one blank. Without matches it is the body's beginning.
    """
    sentences = _sentences(body)
    ends = [sentence.end for sentence in sentences]
    first = sorted({bisect_right(ends, match.start) for match in matches} if matches else {0})
    windows = [_window(body, sentences, at, matches) for at in first if at < len(sentences)]
    best = max(windows, key=lambda window: _worth(window, matches)) if len(windows) > 1 else next(iter(windows), None)
    if best is None:
        return Marked("")
    edges = {0, *ends}
    return _marked(body, best, matches, "" if best.start in edges else "… ", "" if best.end in edges else " …")


def _sentences(body: str) -> list[_Window]:
    ends = [found.end() for found in _END.finditer(body)]
    if body[ends[-1] if ends else 0 :].strip():
        ends.append(len(body))
    sentences, start, solid = [], 0, 0
    for end in ends:
        text = body[start:end].rstrip()
        solid = start + len(text) if text else solid
        sentences.append(_Window(start, end, solid))
        start = end
    return sentences


def _window(body: str, sentences: list[_Window], first: int, matches: Sequence[Match]) -> _Window:
    start, end, solid = sentences[first]
    if solid - start > LENGTH:
        return _cut(body, sentences[first], matches)
    for at in range(first + 1, len(sentences)):
        if sentences[at].solid - start > LENGTH:
            break
        _, end, solid = sentences[at]
    return _Window(start, end, solid)


def _cut(body: str, sentence: _Window, matches: Sequence[Match]) -> _Window:
    """The best part of a sentence that is too long, begun some words before a match."""
    inside = matches[bisect_left(matches, (sentence.start,)) : bisect_left(matches, (sentence.end,))]
    best, most = _Window(sentence.start, sentence.start, sentence.start), (0, 0)
    for match in inside or [Match(sentence.start, sentence.start, 0)]:
        start = max(sentence.start, match.start - LENGTH // 4)
        if start > sentence.start:
            blank = _BLANK.search(body, start, match.start)
            start = blank.end() if blank else match.start
        end = min(sentence.end, start + LENGTH)
        if end < sentence.end:
            blank_at = max(body.rfind(" ", match.end, end), body.rfind("\n", match.end, end))
            end = blank_at if blank_at > 0 else end
        window = _Window(start, end, start + len(body[start:end].rstrip()))
        worth = _worth(window, inside)
        if best.end == best.start or worth > most:
            best, most = window, worth
    return best


def _worth(window: _Window, matches: Sequence[Match]) -> tuple[int, int]:
    inside = _inside(window.start, window.end, matches)
    return len({match.atom for match in inside}), len(inside)


def _inside(start: int, end: int, matches: Sequence[Match]) -> Sequence[Match]:
    """The matches that a stretch holds whole."""
    some = matches[bisect_left(matches, (start,)) : bisect_left(matches, (end,))]
    return some if not some or some[-1].end <= end else [match for match in some if match.end <= end]


def _marked(body: str, window: _Window, matches: Sequence[Match], before: str, after: str) -> Marked:
    """The window's text with white space made one blank, and its spans moved along."""
    text, at = before, window.start
    spans = []
    for start, stop in spans_of(_inside(window.start, window.solid, matches)):
        if start > at:
            text += _single(body[at:start])
        spans.append((len(text), len(text) + stop - start))
        text, at = text + body[start:stop], stop
    return Marked(text + _single(body[at : window.solid]) + after, tuple(spans))


def _single(text: str) -> str:
    """White space made one blank; most text has no other."""
    return text if text.isprintable() and "  " not in text else _BLANKS.sub(" ", text)
