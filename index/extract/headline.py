"""Which of the lines above an article is its headline? The one that shares most words with the text under it.

A standfirst or a caption under the headline may share more: of lines close together the topmost counts that shares
enough. A line that the page has again, in its title or its menu, is likelier.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dateline.index.analysis.terms import tokens
from dateline.index.extract.boilerplate import is_boilerplate, is_caption, is_credit
from dateline.index.extract.bylines import byline, is_section
from dateline.index.extract.date_lines import only_day
from dateline.index.extract.datelines import dateline
from dateline.index.extract.evidence import letters
from dateline.index.extract.main_text import ends_sentence, words
from dateline.index.extract.text_lines import Line

_ABOVE = 45
"""Lines above the text among which the headline is looked for."""
_TEXT_LINES = 8
_SENTENCE = 12
"""Words from which a line with a full stop is a sentence of the text."""
_LONGEST, _MOST_WORDS = 160, 25
_TOGETHER, _ENOUGH = 12, 0.2
"""How many lines above the likeliest one another may stand, and what part of its likeliness it must have."""
_REPEATED_LETTERS = 12


class _Candidate(NamedTuple):
    line: int
    likeness: float
    shared: int
    repeated: bool


def headline(lines: Sequence[Line], text: int) -> int | None:
    """The index of the headline above the line at which the text begins; None where none shares a word with it."""
    wanted = {token.term for line in lines[text : text + _TEXT_LINES] for token in tokens(line.text)}
    plain = [letters(line.text) for line in lines]
    found = [
        _candidate(index, lines[index], wanted, plain)
        for index in range(max(0, text - _ABOVE), text)
        if may_be_headline(lines[index].text)
    ]
    best = max(found, key=lambda candidate: candidate.likeness, default=None)
    if best is None or not best.likeness:
        return None
    close = (
        one.line
        for one in found
        if best.line - _TOGETHER <= one.line <= best.line
        and one.likeness >= _ENOUGH * best.likeness
        and (one.shared > 1 or one.repeated or one is best)
        and (not lines[one.line].listed or one is best)
    )
    return _without_trail(next(close), [one.line for one in found], plain)


def may_be_headline(text: str) -> bool:
    """Whether a line can be a headline at all: no label, credit, date, byline or paragraph."""
    if len(text) > _LONGEST or not 1 < words(text) <= _MOST_WORDS:
        return False
    if text.endswith(".") and words(text) >= _SENTENCE:
        return False
    is_other = is_boilerplate(text) or is_credit(text) or is_caption(text) or is_section(text)
    return not (is_other or only_day(text) or byline(text) or dateline(text))


def _candidate(index: int, line: Line, wanted: set[str], plain: Sequence[str]) -> _Candidate:
    """How like a headline of the text a line is: the letters of its longer words that the text has, by their share."""
    terms = {token.term for token in tokens(line.text)}
    telling = [term for term in terms if len(term) > 3] or list(terms)
    shared = [term for term in telling if term in wanted]
    size = sum(map(len, shared))
    likeness = size * size / max(1, sum(map(len, telling)))
    if line.listed:
        likeness *= 0.4
    if words(line.text) < 4:
        likeness *= 0.6
    if ends_sentence(line.text) and not re.search(r"[?!]\W*\Z", line.text):
        likeness *= 0.4
    own = plain[index]
    repeated = len(own) > _REPEATED_LETTERS and any(own in other for at, other in enumerate(plain) if at != index)
    return _Candidate(index, likeness * (1.6 if repeated else 1.0), len(shared), repeated)


def _without_trail(best: int, found: Sequence[int], plain: Sequence[str]) -> int:
    """Of a line that is a trail of sections and the headline (`Home › News › The headline`), the headline's own."""
    inner = [
        index
        for index in found
        if _REPEATED_LETTERS < len(plain[index]) < len(plain[best])
        and (plain[best].endswith(plain[index]) or plain[best].startswith(plain[index]))
    ]
    return max(inner, key=lambda index: len(plain[index]), default=best)
