"""A fragment of a body around its matches, cut at the ends of sentences."""

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


class _Fragment(NamedTuple):
    """Some sentences of a body, or a part of one."""

    start: int
    end: int


def snippet(body: str, matches: Sequence[Match], *, context: bool = False) -> Marked:
    """The fragment that shows most of the query: most atoms, then most matches, then the earliest.

    It is made of whole sentences while they fit `LENGTH`; a longer sentence is cut between words, with `…` where text
    of the same sentence is left out. White space is one blank. Without matches it is the body's beginning.
    With `context` it is the whole paragraphs that have a part of it.
    """
    ends = _sentence_ends(body)
    with_match = sorted({bisect_right(ends, match.start) for match in matches} if matches else {0})
    fragments = [_beginning_with(body, ends, first, matches) for first in with_match if first < len(ends)]
    if not fragments:
        return Marked("")
    best = max(fragments, key=lambda one: _coverage(one, matches)) if len(fragments) > 1 else fragments[0]
    if context:
        return _marked(body, _paragraphs(body, best), matches, "", "")
    before, after = ("" if edge in ends or not edge else "…" for edge in best)
    return _marked(body, best, matches, before and f"{before} ", after and f" {after}")


def _paragraphs(body: str, fragment: _Fragment) -> _Fragment:
    """The paragraphs that a fragment has a part of."""
    start = body.rfind("\n\n", 0, fragment.start)
    end = body.find("\n\n", max(fragment.start, fragment.end - 2))
    return _Fragment(start + 2 if start >= 0 else 0, end if end >= 0 else len(body))


def _sentence_ends(body: str) -> list[int]:
    """Where each sentence ends, white space behind it included."""
    ends = [found.end() for found in _END.finditer(body)]
    if body[ends[-1] if ends else 0 :].strip():
        ends.append(len(body))
    return ends


def _beginning_with(body: str, ends: list[int], first: int, matches: Sequence[Match]) -> _Fragment:
    """A sentence and those after it that fit the length with it, or the best part of one that is too long. White space
    behind the last one does not count.
    """
    start = ends[first - 1] if first else 0
    most = start + LENGTH
    if ends[first] > most and not body[most : ends[first]].isspace():
        return _cut(body, _Fragment(start, ends[first]), matches)
    last = max(bisect_right(ends, most) - 1, first)
    while last + 1 < len(ends) and body[most : ends[last + 1]].isspace():
        last += 1
    return _Fragment(start, ends[last])


def _cut(body: str, sentence: _Fragment, matches: Sequence[Match]) -> _Fragment:
    """The best part of a sentence that is too long, begun some words before a match."""
    inside = matches[bisect_left(matches, (sentence.start,)) : bisect_left(matches, (sentence.end,))]
    if not inside:
        return _part_around(body, sentence, Match(sentence.start, sentence.start, 0))
    spans = dict.fromkeys(Match(match.start, match.end, 0) for match in inside)  # many atoms may match one word
    parts = (_part_around(body, sentence, match) for match in spans)
    return max(parts, key=lambda part: _coverage(part, inside))


def _part_around(body: str, sentence: _Fragment, match: Match) -> _Fragment:
    """As much of a sentence as fits the length, from a quarter of it before a match on, cut at white space."""
    start = max(sentence.start, match.start - LENGTH // 4)
    if start > sentence.start:
        blank = _BLANK.search(body, start, match.start)
        start = blank.end() if blank else match.start
    end = min(sentence.end, start + LENGTH)
    if end < sentence.end:
        last_blank = max(body.rfind(" ", match.end, end), body.rfind("\n", match.end, end))
        end = last_blank if last_blank > 0 else end
    return _Fragment(start, end)


def _coverage(fragment: _Fragment, matches: Sequence[Match]) -> tuple[int, int]:
    """How many atoms a fragment shows, and how many matches."""
    inside = _inside(fragment.start, fragment.end, matches)
    return len({match.atom for match in inside}), len(inside)


def _inside(start: int, end: int, matches: Sequence[Match]) -> Sequence[Match]:
    """The matches that lie whole between two offsets."""
    some = matches[bisect_left(matches, (start,)) : bisect_left(matches, (end,))]
    return some if not some or some[-1].end <= end else [match for match in some if match.end <= end]


def _marked(body: str, fragment: _Fragment, matches: Sequence[Match], before: str, after: str) -> Marked:
    """The fragment's text with white space made one blank, and its spans moved along."""
    text, done, spans = before, fragment.start, []
    text_end = done + len(body[done : fragment.end].rstrip())
    for start, end in spans_of(_inside(done, text_end, matches)):
        if start > done:
            text += _one_blank(body[done:start])
        spans.append((len(text), len(text) + end - start))
        text, done = text + body[start:end], end
    return Marked(text + _one_blank(body[done:text_end]) + after, tuple(spans))


def _one_blank(text: str) -> str:
    """White space made one blank; most text has no other."""
    return text if text.isprintable() and "  " not in text else _BLANKS.sub(" ", text)
