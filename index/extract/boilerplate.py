"""Is a line, or a block of a page, boilerplate wherever it stands: share buttons, credits, calls, labels of teasers?

Whole lines only are looked at, so that prose about comments or cookies stays.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from dateline.index.analysis.terms import fold
from dateline.index.extract import phrases
from dateline.index.extract.date_lines import only_day

LONGEST = 400
"""Characters: a longer line is prose, whatever it says."""
_LONGEST_BLOCK = 250
_LONGEST_CREDIT, _NOTICE_WITHIN = 150, 120
_SENTENCE_ENDS = frozenset('!?…"”’»')


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph rather than a headline, a caption or a label."""
    words = len(line.split())
    return words >= 40 or (words >= 18 and phrases.SENTENCE_END.fullmatch(line) is not None)


def is_boilerplate(line: str) -> bool:
    """Whether a line is never part of an article."""
    return len(line) < LONGEST and _is_boilerplate(line)


def is_credit(line: str) -> bool:
    """Whether a line is a picture's credit, or its caption with one (`… at the border. Photo: Jane Doe`)."""
    return len(line) < LONGEST and _is_credit(line)


@lru_cache(maxsize=1 << 13)  # a page's lines are asked for several times
def _is_boilerplate(line: str) -> bool:
    return phrases.NEVER_TEXT.fullmatch(line) is not None or _is_notice(line[:_NOTICE_WITHIN])


def _is_notice(text: str) -> bool:
    low = text.casefold()
    return any(word in low for word in phrases.NOTICE_WORDS) and phrases.NOTICE.search(text) is not None


@lru_cache(maxsize=1 << 13)
def _is_credit(line: str) -> bool:
    if line.endswith("Getty Images"):
        return True
    ends = phrases.CAPTION_END.search(line[-_LONGEST_CREDIT:]) if line[-1:] not in _SENTENCE_ENDS else None
    return bool(ends or phrases.CREDIT.fullmatch(line) or phrases.CAPTION.fullmatch(line))


def is_caption(line: str) -> bool:
    """Whether a line above the text is a caption: it ends in an agency's name (`… in Washington. AFP`), or is in
    brackets, as what a picture shows is in dumps.
    """
    if line[0] == "[" and line[-1] == "]":
        return True
    return len(line) < LONGEST and phrases.AGENCY_CAPTION.fullmatch(line) is not None


def share_buttons(lines: Sequence[str]) -> set[int]:
    """The indexes of two or more lines in a row that are share buttons (`Facebook`, `X`, `Print`)."""
    alike = {at for at, line in enumerate(lines) if len(line) < 20 and phrases.SHARE.fullmatch(line)}
    return {at for at in alike if at - 1 in alike or at + 1 in alike}


def same(line: str, other: str) -> bool:
    """Whether two lines say the same, capitals and marks aside."""
    return _bare(line) == _bare(other) != ""


def is_boilerplate_block(text: str) -> bool:
    """Whether a paragraph, heading or list item of a web page's main text is a label, a call or a lone date."""
    if len(text) > _LONGEST_BLOCK:
        return False
    plain = text.replace("’", "'")
    blocks = (phrases.BLOCK_LABEL, phrases.BLOCK, phrases.CALL)
    return any(block.match(plain) for block in blocks) or only_day(text) is not None


@lru_cache(maxsize=1 << 13)
def _bare(line: str) -> str:
    return " ".join(re.findall(r"\w+", fold(line)))
