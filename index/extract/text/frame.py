"""Which of a page's lines are its site's frame, as the pairs of lines tell that recur across the archive's files?

A run of lines that recur together is of the frame where a label is among them. One of sentences alone is journalism:
what articles on one matter truly share, as articles of one author share his byline, and those of one day its line.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from dateline.index.extract.bylines import byline
from dateline.index.extract.date_lines import is_day_line
from dateline.index.extract.paragraphs import ends_sentence
from dateline.index.extract.text.line_pairs import pair_hashes
from dateline.index.extract.text.main_text import is_sentence
from dateline.index.extract.text.text_lines import Line


class Frame(NamedTuple):
    """Indexes of a page's lines.

    Attributes:
        lines: Those of the frame.
        starts: Where runs of them begin.
        shared: Sentences and bylines among them that may be the article's where its text goes on after them.
    """

    lines: frozenset[int] = frozenset()
    starts: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()


def frame_of(lines: Sequence[Line], recurring: AbstractSet[int]) -> Frame:
    """The frame of a page.

    Args:
        lines: The page's.
        recurring: The pairs that recur, as `line_pairs` has them; those of this page suffice.
    """
    frame, starts, shared = set[int](), set[int](), set[int]()
    for recurs in _runs(lines, recurring) if recurring else ():
        of_articles = {at for at in recurs if at < len(lines) and _may_be_of_articles(lines[at].text)}
        run = _from_label_to_label(recurs, of_articles)
        of_articles &= set(run)
        if len(of_articles) < len(run):
            frame.update(run)
            starts.add(run.start)
            if len(of_articles) * 2 > len(run):
                shared |= of_articles
    return Frame(frozenset(frame - {len(lines)}), frozenset(starts), frozenset(shared))


def _may_be_of_articles(text: str) -> bool:
    """Whether a line is a sentence, however short, a byline or a day's."""
    return is_sentence(text) or ends_sentence(text) or is_day_line(text) or byline(text) is not None


def _runs(lines: Sequence[Line], recurring: AbstractSet[int]) -> Iterator[range]:
    """The runs of lines that recur together; the end of the page may be the last."""
    start, end = 0, 0
    for at, pair in enumerate(pair_hashes(lines).tolist()):
        if pair not in recurring:
            continue
        if at >= end:
            if end > start:
                yield range(start, end)
            start = at
        end = at + 2
    if end > start:
        yield range(start, end)


def _from_label_to_label(run: range, of_articles: AbstractSet[int]) -> range:
    """A run without the lines of articles that it begins and ends with, which two of them may share by the frame."""
    labels = [at for at in run if at not in of_articles]
    return range(labels[0], labels[-1] + 1) if labels else range(run.start, run.start)
