"""Where does the article end, and the boilerplate of the page's foot begin?"""

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from dateline.index.extract import phrases
from dateline.index.extract.boilerplate import is_boilerplate, is_credit, is_prose, same
from dateline.index.extract.bylines import byline, names_press
from dateline.index.extract.date_lines import parts, read_line, split_day

_TITLE_WORDS, _DATE_WORDS = (4, 25), 8
_BOX = 3
"""Lines at the end of a text that may say who its author is."""
_QUOTED, _DATED, _STAMP_WORDS = 2, 3, 12
"""Paragraphs that readers' answers say again, at least; answers with a day and an hour; words that tell these."""


def dated_answers(lines: Sequence[str], start: int) -> int | None:
    """The first line from `start` on with the day and hour of a reader's answer; None without several, the oldest
    first: of what is live, and of teasers, which may stand above them, the newest is.
    """
    read = ((at, read_line(lines[at])) for at in range(start, len(lines)) if len(lines[at].split()) <= _STAMP_WORDS)
    found = [(at, line.stamps[0].days) for at, line in read if line and line.clock and not line.stamps[0].kind]
    oldest = min(range(len(found)), key=lambda at: found[at][1], default=0)
    return found[oldest][0] if len(found) - oldest >= _DATED and found[oldest][1] < found[-1][1] else None


def named_authors(lines: Sequence[str]) -> list[str]:
    """The names in bylines among some lines; `By` may stand above its name."""
    below = (f"{one} {other}" for one, other in pairwise(lines) if " " not in one)
    found = list[str]()
    for part in chain.from_iterable(map(parts, chain(lines, below))):
        dated = split_day(part)
        if names := byline(dated[1] if dated else part):
            found += re.split(r", | and | & ", names[0])
    return [name for name in found if " " in name]


class Foot:
    """Where the foot of a page begins.

    Attributes:
        start: The first line of the boilerplate; the number of lines where there is none.
        dropped: Lines before it that belong to a block of teasers inside the text.
        dated: Whether a labelled date in the boilerplate is still the article's: only where it is a teaser or
            two that stand between the text and the page's own date line.
    """

    def __init__(self, lines: Sequence[str], headline: str, authors: Sequence[str] = ()) -> None:
        self.lines = lines
        self.authors = tuple(authors)
        self.headline = headline
        self.dropped: set[int] = set()
        self.dated = False
        self._measure()
        self.start = self._find()
        self.dropped.update(at for at in range(self.start) if self._tells_author(at))

    def _measure(self) -> None:
        """For each line: how many words and paragraphs come from it on, and whether the next line is a paragraph."""
        size = len(self.lines) + 1
        self._words, self._prose, self._next_is_prose = [0] * size, [0] * size, [False] * size
        self._last_pair = -1  # where the last two paragraphs in a row begin
        for at in range(size - 2, -1, -1):
            line = self.lines[at]
            beside = is_boilerplate(line) or is_credit(line)
            prose = not beside and is_prose(line)
            self._words[at] = self._words[at + 1] + len(line.split())
            self._prose[at] = self._prose[at + 1] + prose
            self._next_is_prose[at] = self._next_is_prose[at + 1] if beside else prose
            if prose and self._next_is_prose[at + 1]:
                self._last_pair = max(self._last_pair, at)

    def _find(self) -> int:
        self._text = next((at for at, line in enumerate(self.lines) if is_prose(line)), len(self.lines))
        answers = (self._dated_answers(), self._quoted_answers())
        for at in range(self._text + 1, len(self.lines)):
            line = self.lines[at]
            if at in answers or (self._names_author(line) and self._is_under_text(at) and self._is_foot(at)):
                return at
            if len(line) > 250:
                continue
            if self._begins_boilerplate(at, line):
                return at
            if self._begins_dated_teasers(at):
                return at
            if self._is_twin(at):
                self.dated = True
                return at
        return len(self.lines)

    def _begins_boilerplate(self, at: int, line: str) -> bool:
        following = self.lines[at + 1 : at + 11]
        if len(self.headline) > 15 and same(line, self.headline):
            return self._is_under_text(at) and self._prose[at] * 3 <= self._prose[0] * 2
        if phrases.COUNTED_COMMENTS.fullmatch(line) and self._is_under_text(at):
            return True
        if phrases.RIGHTS.match(line) and self._is_under_text(at):
            return self._is_foot(at)
        if phrases.COMMENTS.fullmatch(line):
            return self._is_foot(at) or any(phrases.COMMENT_FORM.fullmatch(after) for after in following)
        if phrases.TEASERS.fullmatch(line):
            if self._is_foot(at) and not self._resumes(at):
                return True
            self._drop_block(at)
            return False
        if phrases.FAQ.fullmatch(line):
            return any(_is_marked_question(after) for after in following[:2])
        if phrases.BOXES.fullmatch(line):
            box = sum(phrases.BOX_FIELD.fullmatch(after) is not None for after in following) > 1
            return box or self._is_foot(at)
        return _is_marked_question(line)

    def _names_author(self, line: str) -> bool:
        return bool(self.authors) and line.startswith(self.authors)

    def _tells_author(self, at: int) -> bool:
        """Whether a sentence says who an author is, under a text by first name too if nobody else in it has it; one
        that he says has a colon behind the name.
        """
        line = self.lines[at]
        if phrases.SENTENCE_END.fullmatch(line) is None:
            return False
        if self._names_author(line):
            return not any(line.startswith(f"{name}:") for name in self.authors)
        known = line.partition(" ")[0]
        is_box = at >= self.start - _BOX and self._is_under_text(at)
        is_first_name = is_box and any(name.startswith(f"{known} ") for name in self.authors if not names_press(name))
        return is_first_name and not any(known in above for above in self.lines[self._text : self.start - _BOX])

    def _quoted_answers(self) -> int | None:
        """Where readers' answers begin, who quote one another: paragraphs are there twice, and not in a row."""
        first, quoted = dict[str, int](), set[int]()
        for at, line in enumerate(self.lines):
            is_paragraph = self._prose[at] > self._prose[at + 1]
            if is_paragraph and at > first.setdefault(line, at) + 1 and self._is_under_text(first[line]):
                quoted.add(first[line])
        above = reversed(range(min(quoted))) if len(quoted) >= _QUOTED else ()
        return next((at for at in above if not phrases.SENTENCE_END.fullmatch(self.lines[at])), None)

    def _dated_answers(self) -> int | None:
        """Where readers' answers begin that have their hours: with the labels above the first."""
        under = next((at for at in range(self._text, len(self.lines)) if self._is_under_text(at)), len(self.lines))
        first = dated_answers(self.lines, under)
        above = range(first - 1, self._text - 1, -1) if first is not None else ()
        return next((at + 1 for at in above if phrases.SENTENCE_END.fullmatch(self.lines[at])), None)

    def _is_under_text(self, at: int) -> bool:
        """Whether a repeated headline closes the article, rather than opens it under a page's menu."""
        return self._prose[0] - self._prose[at] > 2

    def _is_foot(self, at: int) -> bool:
        """Whether little text comes after a line: a small part of the page's words, or hardly a paragraph."""
        after, words = self._words[at], self._words[0]
        if after * 2 <= words and after <= max(120, words // 3):
            return True
        is_small = after * 3 <= words * 2
        return is_small and self._prose[at + 1] * 5 < len(self.lines) - at - 1 and not self._resumes(at)

    def _resumes(self, at: int) -> bool:
        """Whether the article goes on after a label of teasers: prose at once, or two paragraphs in a row."""
        return self._next_is_prose[at + 1] or self._last_pair > at

    def _is_twin(self, at: int) -> bool:
        """A headline said twice, as picture and link, with no more text after it."""
        line, after = self.lines[at], self.lines[at + 1 : at + 2]
        is_teaser = bool(after) and 3 < len(line.split()) < 30 and same(line, after[0])
        return is_teaser and self._prose[at + 1] == 0

    def _begins_dated_teasers(self, at: int) -> bool:
        """Whether a dated teaser is the first of more, with no text after them."""
        if not self._is_dated_teaser(at) or not self._is_under_text(at) or self._last_pair > at:
            return False
        return any(self._is_dated_teaser(after) for after in range(at + 2, min(at + 6, len(self.lines))))

    def _is_dated_teaser(self, at: int) -> bool:
        """A headline and, right under it, the day of another story."""
        line, after = self.lines[at], self.lines[at + 1 : at + 2]
        is_title = _TITLE_WORDS[0] <= len(line.split()) <= _TITLE_WORDS[1] and not phrases.SENTENCE_END.fullmatch(line)
        return is_title and bool(after) and len(after[0].split()) <= _DATE_WORDS and read_line(after[0]) is not None

    def _drop_block(self, at: int) -> None:
        """The label of teasers in mid-text, and the few headlines under it."""
        self.dropped.add(at)
        for place in range(at + 1, min(at + 6, len(self.lines))):
            if phrases.SENTENCE_END.fullmatch(self.lines[place]) or len(self.lines[place].split()) > 20:
                break
            self.dropped.add(place)


def _is_marked_question(line: str) -> bool:
    return phrases.MARKED_QUESTION.fullmatch(line) is not None
