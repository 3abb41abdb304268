"""A fragment of a body around its matches, cut at the ends of sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from dateline.index.analysis.passages import passages
from dateline.search.highlight.marker import Match, spans_of
from dateline.search.results import Marked, Span

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
# One set comes first, which is what `re` scans for fast; after four small letters nothing is shortened.
_END = re.compile(
    r"[.!?…\n](?:(?<=\n)\n*"
    rf"|(?<!\n)(?:(?<=[a-z]{{4}}.)|(?!(?:{_SHORT})[^\S\n]+\S))[\"'”’»)\]]*\s+(?=[\"'“‘«(\[¿¡]*[^\W_a-z]))"
)
_BLANK, _BLANKS = re.compile(r"\s"), re.compile(r"\s+")
_BLANK_LINE = "\n\n"
"""Between paragraphs."""


class _Fragment(NamedTuple):
    """Some sentences of a body, or a part of one."""

    start: int
    end: int


class _Matches:
    """The matches in a body, by where they are."""

    def __init__(self, matches: Sequence[Match]) -> None:
        self._all, self.starts = matches, [match[0] for match in matches]
        self._atoms = len({match[2] for match in matches})

    def most(self, first: int, end: int) -> tuple[int, int]:
        """What a fragment covers at most, from one of them up to those that begin before an offset."""
        count = bisect_left(self.starts, end, first) - first
        return min(count, self._atoms), count

    def beyond(self, coverage: tuple[int, int]) -> int:
        """A fragment that covers more than this has more matches than this number."""
        atoms, count = coverage
        return atoms if atoms < self._atoms else count

    def between(self, start: int, end: int) -> Sequence[Match]:
        """Those that begin between two offsets."""
        first = bisect_left(self.starts, start)
        return self._all[first : bisect_left(self.starts, end, first)]

    def inside(self, start: int, end: int) -> Sequence[Match]:
        """Those that lie whole between two offsets."""
        some = self.between(start, end)
        return some if not some or some[-1][1] <= end else [match for match in some if match[1] <= end]

    def coverage(self, fragment: _Fragment) -> tuple[int, int]:
        """How many atoms a fragment shows, and how many matches."""
        inside = self.inside(*fragment)
        return len({match[2] for match in inside}) if self._atoms > 1 else min(len(inside), 1), len(inside)


def snippet(body: str, matches: Sequence[Match], shared: Collection[int] = (), *, context: bool = False) -> Marked:
    """The fragment that shows most of the query: most atoms, then most matches, then the earliest. What lies in a
    `shared` passage (by its number, see `index.analysis.passages`), which other stories have too, counts only where all
    else together shows less than half as many atoms.

    It is made of whole sentences while they fit `LENGTH`; a longer sentence is cut between words, with `…` where text
    of the same sentence is left out. White space is one blank. Without matches it is the body's beginning.
    With `context` it is the whole paragraphs that have a part of it.
    """
    ends, found = _sentence_ends(body), _Matches(matches)
    best = _best(body, ends, found)
    if best is None:
        return Marked("")
    if shared:
        own = _Matches(_outside(body, matches, shared))
        other = _best(body, ends, own)
        if other and 2 * own.coverage(other)[0] >= found.coverage(best)[0]:
            best = other
    if context:
        return _marked(body, _paragraphs(body, best), found, "", "")
    before, after = ("" if edge in ends or not edge else "…" for edge in best)
    return _marked(body, best, found, before and f"{before} ", after and f" {after}")


def _best(body: str, ends: list[int], matches: _Matches) -> _Fragment | None:
    """The fragment that shows most, of those that begin with a sentence that has a match; the first of no matches."""
    best, most, at, least = None, (0, 0), 0, 0
    starts = matches.starts
    while at + least < len(starts):
        first = bisect_right(ends, starts[at])
        if first == len(ends):
            break
        start, end = ends[first - 1] if first else 0, ends[first]
        # Whole sentences have no match beyond the length; a part of one too long may be anywhere in it.
        if best is None or starts[at + least] < start + LENGTH or starts[at + least] < end:
            fragment = _beginning_with(body, ends, first, matches)
            coverage = matches.coverage(fragment)
            if best is None or coverage > most:
                best, most, least = fragment, coverage, matches.beyond(coverage)
        at = bisect_left(starts, end, at)
    return best if starts or not ends else _beginning_with(body, ends, 0, matches)


def _outside(body: str, matches: Sequence[Match], shared: Collection[int]) -> list[Match]:
    """The matches that begin in no shared passage."""
    numbers = frozenset(shared)
    inside = [span for number, span in enumerate(passages(body)) if number in numbers]
    starts = [start for start, _ in inside]
    last = ((match, bisect_right(starts, match[0]) - 1) for match in matches)
    return [match for match, at in last if at < 0 or match[0] >= inside[at][1]]


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


def _beginning_with(body: str, ends: list[int], first: int, matches: _Matches) -> _Fragment:
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


def _cut(body: str, sentence: _Fragment, matches: _Matches) -> _Fragment:
    """The best part of a sentence that is too long, begun some words before a match."""
    inside = matches.between(*sentence)
    if not inside:
        return _part_around(body, sentence, (sentence.start, sentence.start))
    found, best, most = _Matches(inside), sentence, (-1, -1)
    for span in dict.fromkeys(match[:2] for match in inside):  # many atoms may match one word
        part = _part_around(body, sentence, span)
        if found.most(bisect_left(found.starts, part.start), part.end) > most:
            coverage = found.coverage(part)
            if coverage > most:
                best, most = part, coverage
    return best


def _part_around(body: str, sentence: _Fragment, match: Span) -> _Fragment:
    """As much of a sentence as fits the length, from a quarter of it before a match on, cut at white space."""
    first, stop = match
    start = max(sentence.start, first - LENGTH // 4)
    if start > sentence.start:
        blank = _BLANK.search(body, start, first)
        start = blank.end() if blank else first
    end = min(sentence.end, start + LENGTH)
    if end < sentence.end:
        last_blank = max(body.rfind(" ", stop, end), body.rfind("\n", stop, end))
        end = last_blank if last_blank > 0 else end
    return _Fragment(start, end)


def _marked(body: str, fragment: _Fragment, matches: _Matches, before: str, after: str) -> Marked:
    """The fragment's text with white space made one blank, and its spans moved along."""
    done = fragment.start
    plain = body[done : fragment.end].rstrip()
    found = spans_of(matches.inside(done, done + len(plain)))
    joined = plain.replace(_BLANK_LINE, " ")
    if not _has_single_blanks(joined):
        text, spans = _joined(body, found, done, done + len(plain))
        return Marked(f"{before}{text}{after}", tuple((start + len(before), end + len(before)) for start, end in spans))
    moved, spans = len(before) - done, []
    for start, end in found:
        moved -= body.count(_BLANK_LINE, done, start)
        spans.append((start + moved, end + moved))
        done = start
    return Marked(f"{before}{joined}{after}", tuple(spans))


def _joined(body: str, found: Sequence[Span], begin: int, end: int) -> tuple[str, list[Span]]:
    """A stretch of a body with all white space made one blank, and its spans moved along."""
    parts, size, spans = [], 0, list[Span]()
    for start, stop in found:
        parts += [_BLANKS.sub(" ", body[begin:start]), body[start:stop]]
        size += len(parts[-2])
        spans.append((size, size + stop - start))
        begin, size = stop, spans[-1][1]
    return "".join([*parts, _BLANKS.sub(" ", body[begin:end])]), spans


def _has_single_blanks(text: str) -> bool:
    """Whether all white space is one blank."""
    return text.isprintable() and "  " not in text
