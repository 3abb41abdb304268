"""Which of the lines above an article is its headline?

Each is weighed by what a headline is like in any language: it shares words with the text, chiefly those that the text
says often; it is a few words long, and stands between blank lines; day and byline follow; the page has it again, in
its title or its menu. The weights are a conditional logit's over all candidates of a page (McFadden, 1974), rounded.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from math import log1p
from typing import NamedTuple

from dateline.index.analysis.terms import normalize, word_pattern
from dateline.index.extract.boilerplate import is_boilerplate, is_caption, is_credit, is_prose
from dateline.index.extract.bylines import byline, is_section
from dateline.index.extract.date_lines import is_day_line, only_day, parts, read_line
from dateline.index.extract.datelines import dateline
from dateline.index.extract.evidence import letters
from dateline.index.extract.paragraphs import ends_sentence
from dateline.index.extract.text.main_text import words
from dateline.index.extract.text.text_lines import Line

_ABOVE, _TITLE_WITHIN = 150, 3
"""Lines above the text among which the headline is looked for; of the page that may be its title."""
_TEXT_LINES, _MOST_LINES = 8, 40
_LONGEST, _LONGEST_FIRST, _MOST_WORDS = 160, 200, 25
_USUAL_WORDS = range(5, 17)
_LABEL_WORDS = 3
_DATE_WITHIN = 8
"""Lines under the headline within which day and byline stand."""
_STANDFIRST_WITHIN, _FILE_HEAD = 10, 15
_MOST_OTHERS = 3
"""Lines between the headline and its day, each of which makes it less likely the headline."""
_OFTEN = 2
"""Times that the text has a line which is no headline."""
_REPEATED_LETTERS, _SHARED_LETTERS, _TELLING_LETTERS, _FEW_WORDS = 12, 7, 3, 4


class _Candidate(NamedTuple):
    """A line, how likely it is the headline, how many letters of its words the text has, and how it may look."""

    line: int
    weight: float
    shared: int
    leads: bool


def headline(lines: Sequence[Line], text: range, frame: AbstractSet[int] = frozenset()) -> int | None:
    """The index of the headline above the lines of the text; None where nothing there is like one. What other pages of
    the site have too (`index.extract.text.frame`) is less likely it, but may be, since they tease one another.
    """
    first = max(0, text.start - _ABOVE)
    often = Counter(lines[at].text for at in text)  # a credit, or what a button says
    above = (at for at in range(first, text.start) if often[lines[at].text] < _OFTEN)
    possible = [at for at in above if may_be_headline(lines[at].text)]
    if not possible:
        return None
    context = _Context(lines, text, first, frame, possible)
    found: list[_Candidate] = []
    for at in possible:
        found.append(_candidate(at, context, found))
    if not any(one.shared for one in found):
        return None
    best = max(found, key=lambda one: (one.weight, one.line)).line
    part_letters = {letters(part) for part in parts(lines[best].text)}
    return max((at for at in possible if letters(lines[at].text) in part_letters), default=best)


class _Context:
    """What candidates are weighed by: the words of the text and of its lead, where days and bylines stand, and all
    lines, each between line ends.
    """

    def __init__(
        self, lines: Sequence[Line], text: range, first: int, frame: AbstractSet[int], possible: Sequence[int]
    ) -> None:
        self.lines, self.frame, self.possible = lines, frame, possible
        terms = [_terms(lines[at].text) for at in text[:_MOST_LINES]]
        self.lead = set(chain.from_iterable(terms[:_TEXT_LINES]))
        self.text = Counter(chain.from_iterable(terms))
        self.dated = [at for at in range(first, text.start + _DATE_WITHIN) if _tells_day_or_author(lines, at)]
        self.page = "\n".join(["", *(line.text for line in lines), ""]).casefold()
        self.titles = [letters(line.text) for line in lines[:_TITLE_WITHIN]]

    def above_day(self, at: int) -> int | None:
        """How many other candidates stand between a line and the day or byline that follow soon; None where none do."""
        day = next((dated for dated in self.dated if at < dated <= at + _DATE_WITHIN), None)
        return None if day is None else bisect_left(self.possible, day) - bisect_right(self.possible, at)

    def is_repeated(self, line: Line) -> bool:
        """Whether another line holds this one and more."""
        own = line.text.casefold()
        return len(own) > _REPEATED_LETTERS and self.page.count(own) > self.page.count(f"\n{own}\n")

    def is_in_title(self, at: int) -> bool:
        """Whether one of the page's first lines, where its title stands, has this line's letters, perhaps with more."""
        own = letters(self.lines[at].text)
        return len(own) > _REPEATED_LETTERS and any(own in title for n, title in enumerate(self.titles) if n != at)

    def stands_alone(self, at: int) -> bool:
        """Whether a line stands between blank lines."""
        return (self.lines[at].gap or not at) and any(below.gap for below in self.lines[at + 1 : at + 2])


def may_be_headline(text: str) -> bool:
    """Whether a line can be a headline at all: no label, credit, date, byline or paragraph."""
    if len(text) > _LONGEST or not 1 < words(text) <= _MOST_WORDS or "://" in text:
        return False
    is_other = is_boilerplate(text) or is_credit(text) or is_caption(text) or is_section(text)
    return not (is_other or is_day(text) or byline(text) or dateline(text))


def is_day(text: str) -> bool:
    """Whether a line tells days and no more, or with its clock in which section."""
    line = read_line(text)
    return line is not None and (all(map(only_day, parts(text))) or (line.clock and is_day_line(text)))


def may_open(text: str, *, alone: bool) -> bool:
    """Whether the first line of a file can be its headline; `alone`: there is no other line."""
    if len(text) > _LONGEST_FIRST or dateline(text) is not None:
        return False
    return not (text.endswith(".") and (alone or is_prose(text)))


def has_head(lines: Sequence[Line], likely: int | None) -> bool:
    """Whether a text begins with its headline, one as long as most are: day or byline stand under it, or the likelier
    line is a sentence.
    """
    first = lines[0].text if lines else ""
    is_headed = _tells_day_or_author(lines, 1) or (likely is not None and ends_sentence(lines[likely].text))
    return is_headed and int(words(first)) in _USUAL_WORDS and may_be_headline(first) and not ends_sentence(first)


def is_section_above(lines: Sequence[Line]) -> bool:
    """Whether the first of two lines is a word or two above one that is more like a headline."""
    line, *below = (line.text for line in lines)
    are_usual = (int(words(text)) in _USUAL_WORDS and not ends_sentence(text) for text in below)
    return words(line) < _LABEL_WORDS and any(are_usual) and all(map(may_be_headline, below))


def _candidate(at: int, context: _Context, above: list[_Candidate]) -> _Candidate:
    line = context.lines[at]
    terms = set(_terms(line.text))
    telling = [term for term in terms if len(term) > _TELLING_LETTERS] or list(terms)
    shared = sum(len(term) for term in telling if term in context.lead)
    said = sum(len(term) * log1p(context.text[term]) for term in telling) / max(1, sum(map(len, telling)))
    is_short = words(line.text) < _FEW_WORDS
    above_day = context.above_day(at)
    is_dated = above_day is not None
    weight = 0.8 * log1p(shared) + 0.9 * said
    weight += 2.4 * is_dated - 0.4 * min(_MOST_OTHERS, above_day or 0)
    weight += 0.9 * (int(words(line.text)) in _USUAL_WORDS) + 2.6 * line.heading
    weight += 1.3 * context.is_repeated(line) + 2.2 * context.is_in_title(at) + 2.4 * context.stands_alone(at)
    weight -= 0.9 * is_short + 1.6 * line.listed
    weight -= 2.4 * line.text.endswith((".", ",")) + line.text.endswith(")")
    weight -= 2.2 * (at in context.frame)
    # Under a headline stands a standfirst or a caption, which may share more.
    weight -= 1.3 * any(one.leads and at - one.line <= _STANDFIRST_WITHIN for one in above)
    weight -= 0.4 * line.text[0].islower()
    is_other = is_short or line.listed or ends_sentence(line.text)
    leads = (is_dated or at < _FILE_HEAD) and shared > _SHARED_LETTERS and not is_other
    return _Candidate(at, weight, shared, leads)


_term = lru_cache(maxsize=1 << 14)(normalize)  # a page says the same words again and again


def _terms(text: str) -> list[str]:
    """The terms of a text, as `index.analysis.terms.tokens` has them."""
    return list(map(_term, word_pattern(ascii_only=text.isascii()).findall(text)))


def _tells_day_or_author(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text if at < len(lines) else ""
    return read_line(text) is not None or byline(text) is not None
