"""Where in the lines of a page is its article? The run that gains most: prose counts its words, other lines cost.

No word of any language is looked at but those of boilerplate; a letter of Chinese, Japanese or Korean counts as half a
word.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import dropwhile
from typing import NamedTuple

from dateline.index.extract.boilerplate import is_boilerplate, is_credit
from dateline.index.extract.paragraphs import ends_sentence
from dateline.index.extract.text.text_lines import Line

PARAGRAPH_WORDS, LONG_WORDS, SENTENCE_WORDS = 18, 40, 6
"""Words from which a line that ends like a sentence is a paragraph, any line is one, and a sentence is not a label."""
_SHORTEST_SENTENCE = 10
"""Characters of a sentence of so few words, one of which a letter may be, or half of one."""
_COST, _LISTED = 8.0, 1.25
"""Words that a line costs at most which is no prose, and how much more an item of a list does: a menu is one."""
_HEAD = 2
"""Lines among which the text of a file begins that is no page."""
_MENU_WORDS = 5
"""Words that an item of a list has at least which is no menu's."""
_DROP = 240.0
"""What other lines may cost before a text after them is another one."""
_FIRST = 0.5
"""A page has its own article before others: the first run counts that gains so much of the best one."""
_FEW_OTHERS, _MANY_OTHERS = 8, 60
"""Lines that are no prose up to which a file is an article and no page, with a page's signs and without any."""
_STANDFIRST_WORDS = 8
_BARS = 2
"""Bars between the cells of a row, at least."""
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter that is a word, or half of one."""


@lru_cache(maxsize=1 << 13)  # a page's lines are asked for several times
def words(text: str) -> float:
    """How many words a line has."""
    count = len(text.split())
    return count if text.isascii() else count + len(WIDE.findall(text)) / 2


def is_sentence(text: str) -> bool:
    """Whether a line is a sentence, a short one too, or more."""
    if len(text) < _SHORTEST_SENTENCE:
        return False
    count = words(text)
    return count >= LONG_WORDS or (count >= SENTENCE_WORDS and ends_sentence(text))


def is_label(text: str) -> bool:
    """Whether a line is no sentence and too short for a standfirst: a section, a name, what a button says."""
    return words(text) < _STANDFIRST_WORDS and not is_sentence(text)


def is_row(text: str) -> bool:
    """Whether a line is the cells of a row, or links side by side."""
    return text.count(" | ") >= _BARS


def is_paragraph(text: str) -> bool:
    """Whether a line is prose rather than a headline, a caption or a label."""
    count = words(text)
    return count >= LONG_WORDS or (count >= PARAGRAPH_WORDS and ends_sentence(text))


class _Run(NamedTuple):
    gain: float
    lines: range


def main_run(lines: Sequence[Line], frame: AbstractSet[int] = frozenset()) -> range:
    """The lines that hold the article, boilerplate among them; all where nothing says that there is a page around it:
    few lines are anything else than prose, or a table's many have neither a menu's marks nor boilerplate beside them.

    Args:
        lines: The page's.
        frame: The indexes of those that are of the site's frame (`index.extract.text.frame`).
    """
    beside = [is_boilerplate(line.text) for line in lines]
    outside = frame | _cut_short(lines)
    gains = [-1.0 if beside[at] or at in outside else _gain(line) for at, line in enumerate(lines)]
    others = sum(gain == -1 for gain in gains) - sum(beside)
    is_framed = bool(frame) or has_frame(lines)
    begins_at_once = not is_framed and any(gain >= PARAGRAPH_WORDS for gain in gains[:_HEAD])
    if begins_at_once or others <= (_FEW_OTHERS if is_framed else _MANY_OTHERS):
        return range(len(lines))
    cost = min(_COST, others / 4)
    runs = [_Run(0.0, range(len(lines)))]
    total, start = 0.0, 0
    for index, (gain, line) in enumerate(zip(gains, lines, strict=True)):
        total += gain if gain >= 0 else -cost * (_LISTED if line.listed else 1)
        if total < 0 or total < runs[-1].gain - _DROP:
            total, start = 0.0, index + 1
            runs.append(_Run(0.0, range(start, start)))
        elif total >= runs[-1].gain and total > 0:
            runs[-1] = _Run(total, range(start, index + 1))
    enough = max(run.gain for run in runs) * _FIRST
    first, *later = dropwhile(lambda run: run.gain < enough, runs)
    of_page = [of or at in outside for at, of in enumerate(beside)]
    found = first.lines
    for run in later:
        between = range(found.stop, run.lines.start)
        if len(between) * cost > _DROP or any(of_page[at] for at in between):
            break
        if run.gain >= PARAGRAPH_WORDS:  # a list of products or of ingredients stands in the text
            found = range(found.start, run.lines.stop)
    return found


def _cut_short(lines: Sequence[Line]) -> set[int]:
    """The indexes of lines that break off in dots, in a list or one after another: teasers of other articles."""
    cut = [line.text.endswith(("...", "…")) for line in lines]
    beside = [False, *cut], [*cut[1:], False]
    return {at for at, line in enumerate(lines) if cut[at] and (line.listed or beside[0][at] or beside[1][at])}


def has_frame(lines: Sequence[Line]) -> bool:
    """Whether a page stands around the text: a menu's marks or boilerplate say so."""
    return any((line.listed and words(line.text) < _MENU_WORDS) or is_boilerplate(line.text) for line in lines)


def _gain(line: Line) -> float:
    """What a line adds to a run that is no boilerplate: its words, half as many of a sentence; -1: what others cost."""
    if is_credit(line.text) or ("|" in line.text and is_row(line.text)):
        return -1
    count, is_ended = words(line.text), ends_sentence(line.text)
    if count >= LONG_WORDS or (count >= PARAGRAPH_WORDS and is_ended):
        return count / 2 if line.listed and not is_ended else count
    if is_ended and count >= SENTENCE_WORDS:
        return count / 2
    return 0.0 if is_ended and not line.listed else -1
