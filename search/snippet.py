"""Fragments of a body around its matches, cut at the ends of sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from search.mark import Match, joined
from search.results import Marked

LENGTH = 240
"""Characters that a snippet has at most, the dots at its ends aside."""

# A sentence ends at . ! ? or … with any closing quotes, before white space and what may open the next.
_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[¿¡]*[^\W_a-z])|\n+")
# What is no end: an initial, U.S., and the titles and months that newsrooms shorten.
_BLANKS = re.compile(r"\s+")
_SHORT = re.compile(
    r"(?:\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|\.[^\W\d_])\.\s+\Z"
)


@dataclass(frozen=True, slots=True)
class _Window:
    start: int
    end: int


def snippet(body: str, matches: Sequence[Match]) -> Marked:
    """The stretch of the body that shows most of the query: most leaves, then most matches, then the earliest.

    It runs over whole sentences while they fit `LENGTH`; a longer sentence is cut between words, with `…` where text of
    the same sentence is left out. White space is one blank. Without matches it is the body's beginning.
    """
    sentences = _sentences(body)
    ends = [sentence.end for sentence in sentences]
    first = {bisect_right(ends, match.start) for match in matches} if matches else {0}
    windows = (_window(body, sentences, at, matches) for at in sorted(first) if at < len(sentences))
    best = max(windows, key=lambda window: _worth(window, matches), default=None)
    return Marked("") if best is None else _marked(body, best, sentences, matches)


def _sentences(body: str) -> list[_Window]:
    sentences, start = [], 0
    for end in _END.finditer(body):
        if "\n" not in end.group() and _SHORT.search(body, max(0, start, end.end() - 16), end.end()):
            continue
        sentences.append(_Window(start, end.end()))
        start = end.end()
    if body[start:].strip():
        sentences.append(_Window(start, len(body)))
    return sentences


def _window(body: str, sentences: list[_Window], first: int, matches: Sequence[Match]) -> _Window:
    start, end = sentences[first].start, sentences[first].end
    if len(body[start:end].rstrip()) > LENGTH:
        return _cut(body, sentences[first], matches)
    for sentence in sentences[first + 1 :]:
        if len(body[start : sentence.end].rstrip()) > LENGTH:
            break
        end = sentence.end
    return _Window(start, end)


def _cut(body: str, sentence: _Window, matches: Sequence[Match]) -> _Window:
    """The best part of a sentence that is too long, begun some words before a match."""
    inside = [match for match in matches if sentence.start <= match.start < sentence.end]
    best = _Window(sentence.start, sentence.start)
    for match in inside or [Match(sentence.start, sentence.start, 0)]:
        start = max(sentence.start, match.start - LENGTH // 4)
        if start > sentence.start:
            blank = re.compile(r"\s").search(body, start, match.start)
            start = blank.end() if blank else match.start
        end = min(sentence.end, start + LENGTH)
        if end < sentence.end:
            blank_at = max(body.rfind(" ", match.end, end), body.rfind("\n", match.end, end))
            end = blank_at if blank_at > 0 else end
        window = _Window(start, end)
        if best.end == best.start or _worth(window, inside) > _worth(best, inside):
            best = window
    return best


def _worth(window: _Window, matches: Sequence[Match]) -> tuple[int, int]:
    low = bisect_left(matches, (window.start,))
    inside = [match for match in matches[low : bisect_left(matches, (window.end,))] if match.end <= window.end]
    return len({match.leaf for match in inside}), len(inside)


def _marked(body: str, window: _Window, sentences: list[_Window], matches: Sequence[Match]) -> Marked:
    """The window's text with white space made one blank, and its spans moved along."""
    edges = {edge for sentence in sentences for edge in (sentence.start, sentence.end)}
    end = window.start + len(body[window.start : window.end].rstrip())
    inside = [(start, stop) for start, stop in joined(matches) if window.start <= start and stop <= end]
    text, at = "" if window.start in edges else "… ", window.start
    spans = []
    for start, stop in inside:
        if start > at:
            text += _BLANKS.sub(" ", body[at:start])
        spans.append((len(text), len(text) + stop - start))
        text, at = text + body[start:stop], stop
    text += _BLANKS.sub(" ", body[at:end])
    return Marked(text + ("" if window.end in edges else " …"), tuple(spans))
