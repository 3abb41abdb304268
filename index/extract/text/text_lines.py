"""A plain-text scrape as logical lines: wrapped ones joined, the marks of lists and of dumps taken off.

Browsers in a terminal and converters of HTML write a page's text in their own ways: `* Menu`, `[12]a link`,
`# Headline`, a paragraph broken where a link stood.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dateline.index.extract.date_lines import is_day_line, label, only_day
from dateline.index.extract.paragraphs import one_line, unwrapped
from dateline.index.extract.text.code import without_code
from dateline.index.extract.text.run_together import SEAM, taken_apart, with_blanks

_MARKS = re.compile(r"(?:[*•·▪◦‣+□○o-](?=\s|\Z)\s*|\((?:BUTTON)\)\s*|\[\d{1,4}\]\s*)+")
_BUTTON = re.compile(r"(?<=\S)\s+(?=\(BUTTON\))")
_MARK = frozenset("*+•·▪◦‣□○o-([")
"""What such a mark begins with."""
_HEADING = re.compile(r"#{1,6}\s+|(?P<stars>\*{2,6}) (?=.* (?P=stars)\Z)")
_APART = re.compile(r"\s*(?:\xa0\s|\s\xa0)\s*")
"""Holds two facts of one line apart, as a byline and its outlet."""
_LINK = re.compile(r"(?<!!)\[([^\[\]]{1,300})\]\([^()\s]{0,999}(?: \"[^\"]{0,300}\")?\)")
_PICTURE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,999}\)")
_REFERENCE = re.compile(r"\[\d{1,4}\](?=\w)")
_STRESS = re.compile(
    r"(?<![\w*/.])(?P<mark>\*{1,3}(?!\*)|__?(?!_))(?P<words>\S(?:.{0,300}?\S)??)(?P=mark)(?![\w*]|\.\w)"
)
"""Markdown's marks around what is said with stress."""
_OPEN = re.compile(r"(?:__|\*\*)\s*(?=[^\s_*])")
_ESCAPED = re.compile(r"\\(?=[-.+*_#>()\[\]!])")
_TAG = re.compile(r"</?[a-zA-Z][\w-]*(?:\s+[\w:@-]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*\s*/?>")  # what a converter left
_LINK_ENDS = re.compile(r"[^\[\]]{0,300}\]\([^()\s]{0,999}\)")  # a link around several paragraphs, as teasers are
_UNDERLINE = re.compile(r"={3,}|-{3,}")
"""Stands under a heading in Markdown."""
_RULE = re.compile(r"[_=*~#–—-]{3,}(?: [_=*~#–—-]+)*")
_CODE, _CODE_WORDS, _SIGNS = 200, 3, '{}=;"<>()[]'
"""Characters from which a line may be code, and how many words it has at most for each of these signs."""
_LONGEST_FACTS = 80
_FEW = 4
"""Words up to which a line is a label."""
_CLOSING = ",;.!?)]%"
_ENDS, _BEHIND = frozenset(".!?…。！？।:"), '"”’»“」』)]'
"""What ends a sentence, and what may stand behind it."""
_DIGITS = re.compile(r"\d")
_BYLINE = re.compile(r"(?:by|von|par|por|di|da|av|af|door|text|foto)\b", re.IGNORECASE)


class Line(NamedTuple):
    """A line that is not blank.

    Attributes:
        number: Its number in the file, from 1.
        text: Without the marks before it.
        gap: Whether a blank line stands before it.
        listed: Whether it was marked as an item of a list, a button or a link.
        heading: Whether it was marked as a heading.
    """

    number: int
    text: str
    gap: bool
    listed: bool = False
    heading: bool = False


class LineValue(NamedTuple):
    """A value and where it stands."""

    value: str
    line: Line

    @property
    def evidence(self) -> str:
        """`line 3: 24-04-2025`."""
        return f"line {self.line.number}: {self.line.text[:80]}"


def lines_of(text: str) -> list[Line]:
    """The logical lines of a text."""
    found: list[Line] = []
    for marked in _marked(text):
        line = marked
        if found and _continues(line, found[-1], found[-2] if len(found) > 1 else None):
            line = _joined(found.pop(), line)
            if found and line.gap == marked.gap and _goes_on(marked) and _breaks_off(found[-1]):
                line = _joined(found.pop(), line)
        found.append(line)
    return found


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """The lines, blank ones too, and their numbers in the file: wrapped ones joined, and what ran together apart."""
    has_buttons = "(BUTTON)" in text
    for number, line in unwrapped(taken_apart(with_blanks(without_code(text))).split("\n")):
        for part in (_BUTTON.sub(SEAM, line) if has_buttons else line).split(SEAM):
            yield number, one_line(_held_apart(part) if "\xa0" in part else part)


def _marked(text: str) -> Iterator[Line]:
    """The lines that are not blank, and what their marks said of them."""
    has_links = "](" in text
    gap = True
    for (number, line), (_, below) in pairwise([*_rows(text), (0, "")]):
        if not line:
            gap = True
            continue
        heading = _HEADING.match(line) if line[0] in "#*" else None
        marks = _MARKS.match(line) if line[0] in _MARK and not heading else None
        bare = line[heading.end() :] if heading else line[marks.end() :] if marks else line
        if heading and heading["stars"]:
            bare = bare.rstrip("* ")
        begins_link = False
        if has_links:
            bare = _LINK.sub(r"\1", _PICTURE.sub("", bare)).strip()
            if gap and _LINK_ENDS.fullmatch(bare):
                continue
            begins_link = gap and bare.startswith("[") and "]" not in bare
            bare = bare[begins_link:]
        if "[" in bare:
            bare = one_line(_REFERENCE.sub("", bare).replace("[]", ""))  # a picture without a text
        if "</" in bare or '="' in bare:
            bare = one_line(_TAG.sub(" ", bare))
        if "_" in bare or "*" in bare or "\\" in bare:
            bare = _ESCAPED.sub("", _STRESS.sub(r"\g<words>", _STRESS.sub(r"\g<words>", bare)))
            bare = bare[opened.end() :] if (opened := _OPEN.match(bare)) else bare
        if bare and not _RULE.fullmatch(bare) and not _is_code(bare):
            is_heading = heading is not None or (below[:1] in {"=", "-"} and _UNDERLINE.fullmatch(below) is not None)
            yield Line(number, bare, gap, marks is not None or begins_link, is_heading)
        gap = False


def _held_apart(line: str) -> str:
    """A short line with a bar where it holds two facts apart by blanks that don't break."""
    facts = [fact for fact in _APART.split(line) if fact] if len(line) <= _LONGEST_FACTS else []
    return " | ".join(facts) if len(facts) == 2 else line


def _is_code(text: str) -> bool:
    """Whether a long line is a script, a style or data, which a converter left."""
    if len(text) < _CODE or not ("{" in text or "=" in text):
        return False
    return sum(map(text.count, _SIGNS)) * _CODE_WORDS > text.count(" ")


def _goes_on(line: Line) -> bool:
    """Whether a line begins within a sentence; in many languages a date begins with a small letter too."""
    text = line.text
    if text[0] in _CLOSING:
        return True
    return text[0].islower() and not _BYLINE.match(text) and not (_DIGITS.search(text) and only_day(text))


def _continues(line: Line, before: Line, above: Line | None) -> bool:
    """Whether a line goes on with the sentence of the one before: it stood apart because a link did, or the line
    before is that link and the sentence began above it.
    """
    if line.listed or line.heading or before.listed or before.heading or before.text.rstrip(_BEHIND)[-1:] in _ENDS:
        return False
    if line.text[0] in _CLOSING:
        return True
    goes_on = _goes_on(line) and not is_day_line(before.text) and not label(line.text)
    if not goes_on or _blanks(before) >= _FEW:
        return goes_on
    if above is None or line.gap or before.gap:
        return False
    return _breaks_off(above) and _blanks(above) >= _FEW


def _breaks_off(line: Line) -> bool:
    """Whether a line ends in the middle of a sentence, as one does before a link."""
    ends_low = line.text[-1].islower() or line.text[-1] == ","
    is_other = line.listed or line.heading or only_day(line.text)
    return ends_low and not is_other and _blanks(line) >= 2


def _blanks(line: Line) -> int:
    """How many blanks a line has: one between any two words."""
    return line.text.count(" ")


def _joined(one: Line, other: Line) -> Line:
    blank = "" if other.text[0] in _CLOSING else " "
    return one._replace(text=f"{one.text}{blank}{other.text}")
