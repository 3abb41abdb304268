"""Fragments of a body around its matches, cut at the ends of sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from search.mark import Match, joined
from search.results import Marked

LENGTH = 240
"""Characters that a snippet has at most, the dots at its ends aside."""

# A sentence ends at . ! ? or … with any closing quotes, before white space and what may open the next. One set comes
# first, which is what `re` scans for fast.
_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)[\"'”’»)\]]*\s+(?=[\"'“‘«(\[¿¡]*[^\W_a-z]))")
_BLANK, _BLANKS = re.compile(r"\s"), re.compile(r"\s+")
# What is no end: an initial, U.S., and the titles and months that newsrooms shorten.
_SHORT = re.compile(
    r"(?:\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|\.[^\W\d_])\.\s+\Z"
)
_LONGEST = 4
"""Letters that a shortened word has at most."""


class _Window(NamedTuple):
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
    for found in _END.finditer(body):
        if not _shortened(body, start, found):
            sentences.append(_Window(start, found.end()))
            start = found.end()
    if body[start:].strip():
        sentences.append(_Window(start, len(body)))
    return sentences


def _shortened(body: str, start: int, end: re.Match[str]) -> bool:
    """Whether what looks like the end of a sentence is a shortened word's."""
    dot = end.start()
    before = body[max(0, dot - _LONGEST - 1) : dot]
    if body[dot] != "." or (before.isalpha() and len(before) > _LONGEST) or "\n" in end.group():
        return False
    return _SHORT.search(body, max(start, end.end() - 16, dot - _LONGEST), end.end()) is not None


def _window(body: str, sentences: list[_Window], first: int, matches: Sequence[Match]) -> _Window:
    start, end = sentences[first]
    if len(body[start:end].rstrip()) > LENGTH:
        return _cut(body, sentences[first], matches)
    for at in range(first + 1, len(sentences)):
        if len(body[start : sentences[at].end].rstrip()) > LENGTH:
            break
        end = sentences[at].end
    return _Window(start, end)


def _cut(body: str, sentence: _Window, matches: Sequence[Match]) -> _Window:
    """The best part of a sentence that is too long, begun some words before a match."""
    inside = matches[bisect_left(matches, (sentence.start,)) : bisect_left(matches, (sentence.end,))]
    best, most = _Window(sentence.start, sentence.start), (0, 0)
    for match in inside or [Match(sentence.start, sentence.start, 0)]:
        start = max(sentence.start, match.start - LENGTH // 4)
        if start > sentence.start:
            blank = _BLANK.search(body, start, match.start)
            start = blank.end() if blank else match.start
        end = min(sentence.end, start + LENGTH)
        if end < sentence.end:
            blank_at = max(body.rfind(" ", match.end, end), body.rfind("\n", match.end, end))
            end = blank_at if blank_at > 0 else end
        window = _Window(start, end)
        worth = _worth(window, inside)
        if best.end == best.start or worth > most:
            best, most = window, worth
    return best


def _worth(window: _Window, matches: Sequence[Match]) -> tuple[int, int]:
    inside = _inside(window, matches)
    return len({match.leaf for match in inside}), len(inside)


def _inside(window: _Window, matches: Sequence[Match]) -> list[Match]:
    """The matches that a window holds whole."""
    some = matches[bisect_left(matches, (window.start,)) : bisect_left(matches, (window.end,))]
    return [match for match in some if match.end <= window.end]


def _marked(body: str, window: _Window, sentences: list[_Window], matches: Sequence[Match]) -> Marked:
    """The window's text with white space made one blank, and its spans moved along."""
    edges = {edge for sentence in sentences for edge in sentence}
    end = window.start + len(body[window.start : window.end].rstrip())
    text, at = "" if window.start in edges else "… ", window.start
    spans = []
    for start, stop in joined(_inside(_Window(window.start, end), matches)):
        if start > at:
            text += _BLANKS.sub(" ", body[at:start])
        spans.append((len(text), len(text) + stop - start))
        text, at = text + body[start:stop], stop
    text += _BLANKS.sub(" ", body[at:end])
    return Marked(text + ("" if window.end in edges else " …"), tuple(spans))
