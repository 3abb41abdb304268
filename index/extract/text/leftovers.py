"""What is no text among the lines of an article: pictures' captions said twice, lone numbers, labels said again and
again, other articles' headlines, what follows the last sentence, and who the author is.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, pairwise

from dateline.index.extract.boilerplate import is_boilerplate, is_boilerplate_block, is_credit
from dateline.index.extract.paragraphs import ends_sentence
from dateline.index.extract.text.main_text import WIDE, is_label, is_paragraph, is_row, is_sentence

_TAIL = 4
"""Lines at the end of a text among which it says who its author is, of one that has more paragraphs than these."""
_OFTEN = 3
"""Times that a label stands in a text which is none of its own words."""
_DOUBLED = 0.4
"""The part of a text's lines from which on all of it is there twice."""
_NUMBER, _CREDIT_WORDS = 6, 7
_LONGEST_HANDLE = 100
"""Characters of an account or an address that stands alone, at most."""
_REST, _OTHER_REST = 0.1, 0.2
"""The parts of a text's paragraphs which may be of something else under labels, and where hardly a word is shared."""
_SHARED = 0.1
"""The part of a rest's words which the text has as well, at most, and as much more for each label above."""
_LABELS, _MOST_ENDS = 3, 50
"""Labels in a row that count, and ends of a text that are looked at."""
_FEW_WORDS, _OTHER_WORDS = 4, 12
"""Words of a line of which none need be the text's, and how many more until all need be."""
_TITLE_WORDS = range(8, 20)
"""Words of a headline that is no heading of a few."""
_TITLE = re.compile(r"[^\d“\"„].*\w")
_MANY, _HEADLINE_WORDS, _OTHER_SHARED = 6, 5, 0.4
"""Lines of other articles' headlines under a text, their words on average, and what part of these it has, at most."""
_STEM = 5
"""Letters of a word which inflection leaves as they are."""
_LONGEST_BOX = 90
"""Words of who an author is, at most."""
_PERSON = r"(?:[^\W\d_a-z][\w.'’-]+ ){1,3}[^\W\d_a-z][\w.'’-]+"
_ROLE = (
    r"\b(?:editor|reporter|correspondent|writer|columnist|journalist|author|contributor|producer|fellow|intern|analyst"
    r"|critic|blogger|redakteurin?|journalistin?|reporterin|korrespondentin?|autorin?|journaliste|rédact(?:eur|rice)"
    r"|correspondante?|periodista|redactora?|corresponsal|jornalista|repórter|redatora?|giornalista|redattore|redattrice"
    r"|redacteur|verslaggever|toimittaja|dziennikar(?:z|ka)|novinář(?:ka)?|újságíró|журналист(?:ка)?|корреспондент)\b"
)
_AUTHOR = re.compile(
    rf"(?:{_PERSON}\s)?(?P<name>{_PERSON}),? (?:is|has been|ist|est|es|é|è|är|er|on|jest|—|–) .*{_ROLE}.*", re.DOTALL
)
_REACHED = re.compile(r"(?:\A|\s)[\w.+-]*@\w[\w.-]+")
"""An account or an address at which someone is reached."""
_HANDLE = re.compile(
    r"(?:(?:twitter|x|instagram|threads|follow|e-?mail|contact)\s*:?\s*)*@?[\w.+-]*@[\w.-]+", re.IGNORECASE
)


def leftovers(lines: Sequence[str], *, is_page: bool, is_dated: bool) -> set[int]:
    """The indexes of such lines.

    Args:
        lines: Those of a text, in order.
        is_page: Whether they were part of a page; else they may end in a table or a list of their own.
        is_dated: Whether a day stood by the headline, as on a page.
    """
    sentences = [at for at, line in enumerate(lines) if is_sentence(line)] if is_page else []
    last = _last(lines, sentences)
    found = _captions(lines) | _shown(lines) | _numbers(lines) | _handles(lines) | _repeated(lines)
    found |= _others(lines, sentences)
    if last >= 0:
        found.update(range(last + 1, len(lines)))
    if is_dated and not is_page and _are_teasers(lines):
        found.update(range(_tail(lines), len(lines)))
    if is_page:
        found.update(at for at, line in enumerate(lines) if is_row(line))
    return found | _authors(lines)


def labels(above: Sequence[str], text: Sequence[str]) -> set[int]:
    """The indexes of lines above a text that are no standfirst: a section, a name, what a button says. One of several
    words is a standfirst where the text has them all.
    """
    short = {
        at: _words([line]) if len(line.split()) >= _FEW_WORDS else [] for at, line in enumerate(above) if is_label(line)
    }
    known = set(_words(text)) if any(short.values()) else set()
    return {at for at, words in short.items() if not words or not known.issuperset(words)}


def _last(lines: Sequence[str], sentences: Sequence[int]) -> int:
    """Which of the sentences is the text's last: below others stand labels, and they share few of its words."""
    known, read = set[str](), 0
    for before, at, most in islice(_ends(lines, sentences), _MOST_ENDS):
        known.update(_words(lines[read : before + 1]))
        read = before + 1
        words = _words(lines[below] for below in sentences[bisect_left(sentences, at) :])
        if sum(word in known for word in words) < most * max(1, len(words)):
            return before
    return sentences[-1] if sentences else -1


def _tail(lines: Sequence[str]) -> int:
    """Where the lines begin that follow the last sentence."""
    return next((at + 1 for at in reversed(range(len(lines))) if is_sentence(lines[at])), len(lines))


def _are_teasers(lines: Sequence[str]) -> bool:
    """Whether other articles' headlines follow the last sentence: many, as long as such are, and of other words."""
    tail = lines[_tail(lines) :]
    if len(tail) < _MANY or sum(len(line.split()) for line in tail) < _HEADLINE_WORDS * len(tail):
        return False
    known, words = set(_words(lines[: -len(tail)])), _words(tail)
    return sum(word in known for word in words) < _OTHER_SHARED * len(words)


def _ends(lines: Sequence[str], sentences: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """Where a text may end: the sentence above labels near its end and the one below them, and the part of the rest's
    words that the text may have then.
    """
    size = {at: len(lines[at].split()) for at in sentences if is_paragraph(lines[at])}
    whole = rest = sum(size.values())
    for before, at in pairwise(sentences if len(size) > _LABELS else ()):
        rest -= size.get(before, 0)
        labels = min(at - before - 1, _LABELS)
        if labels and rest < _OTHER_REST * whole and not _are_parts(lines[before : at + 1]):
            yield before, at, _SHARED * (labels + 1) if rest < _REST * whole else _SHARED


def _others(lines: Sequence[str], sentences: Sequence[int]) -> set[int]:
    """Headlines of other articles and captions alone between sentences: the longer such a line is, the more of its
    words a text has that it belongs to.
    """
    alone = [at - 1 for before, at in pairwise(sentences) if at == before + 2 and _may_be_title(lines[before : at + 1])]
    known = set(_words(lines[at] for at in sentences)) if alone else set()
    return {at for at in alone if _is_other(lines[at], known)}


def _may_be_title(lines: Sequence[str]) -> bool:
    """Whether the line between two sentences is as long as a headline, no part of either, no speech and no item."""
    title = lines[1]
    return len(title.split()) in _TITLE_WORDS and _TITLE.fullmatch(title) is not None and not _are_parts(lines)


def _is_other(title: str, known: AbstractSet[str]) -> bool:
    """Whether a headline shares too few words with a text."""
    words = _words([title])
    shared = sum(word in known for word in words) / max(1, len(words))
    return bool(words) and shared * _OTHER_WORDS < len(title.split()) - _FEW_WORDS


def _are_parts(lines: Sequence[str]) -> bool:
    """Whether lines are parts of sentences, which a link or italics broke."""
    return not ends_sentence(lines[0]) or any(line[0].islower() or line[-1] == "," for line in lines[1:])


def _words(lines: Iterable[str]) -> list[str]:
    """How the longer words of lines begin, which inflection leaves as it is."""
    text = " ".join(lines).lower()
    words = [word[:_STEM] for word in text.split() if len(word) >= _STEM]
    return words if text.isascii() else words + WIDE.findall(text)


def _handles(lines: Sequence[str]) -> set[int]:
    """Lines that are an account or an address and nothing else."""
    return {at for at, line in enumerate(lines) if len(line) <= _LONGEST_HANDLE and _HANDLE.fullmatch(line)}


def _repeated(lines: Sequence[str]) -> set[int]:
    """Labels that stand again and again, as a link or a button says them, and lines that are one thing said twice, as
    what a picture shows and its caption.
    """
    often = {line for line, count in Counter(lines).items() if count >= _OFTEN and line[-1] != ":"}
    return {
        at
        for at, line in enumerate(lines)
        if line[-1] not in ".!?"
        if (line in often and not is_sentence(line)) or (line.count(" ") > 1 and _is_twice(f" {line}"))
    }


def _is_twice(text: str) -> bool:
    """Whether a text is another one, two times or more."""
    return (text + text).find(text, 1) < len(text)


def _captions(lines: Sequence[str]) -> set[int]:
    """Lines that stand twice in a row: as what a picture shows, and as its caption."""
    twice = {at for at in range(1, len(lines)) if lines[at] == lines[at - 1]}
    return twice | {at - 1 for at in twice} if len(twice) < _DOUBLED * len(lines) else set()


def _shown(lines: Sequence[str]) -> set[int]:
    """Sentences that say what a picture shows: its credit stands below alone, and no sentence above, to go on from."""
    return {
        at
        for at, (above, line, below) in enumerate(zip(["", *lines], lines, lines[1:], strict=False))
        if len(below.split()) <= _CREDIT_WORDS and is_credit(below) and not is_sentence(above)
        if is_sentence(line) and not is_paragraph(line) and not is_credit(line)
    }


def _numbers(lines: Sequence[str]) -> set[int]:
    """Numbers that stand alone between paragraphs: of a picture, or of comments."""
    return {
        at
        for at, line in enumerate(lines)
        if len(line) < _NUMBER and not any(map(str.isalpha, line))
        if all(is_sentence(beside) for beside in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))
    }


def _authors(lines: Sequence[str]) -> set[int]:
    """Who the author is, where that closes the text, a person of whom it does not speak, and where one is reached."""
    found = set[int]()
    paragraphs = [at for at, line in enumerate(lines) if is_paragraph(line)]
    for at in reversed(range(max(0, len(lines) - _TAIL), len(lines))):
        line = lines[at]
        is_box = len(paragraphs) > _TAIL and len(line.split()) <= _LONGEST_BOX
        author = _AUTHOR.fullmatch(line) if is_box else None
        surname = author["name"].split()[-1] if author else ""
        is_other = author and not any(surname in lines[above] for above in paragraphs if above < at)
        if is_other or (is_box and (_REACHED.search(line) or is_boilerplate_block(line))):
            found.add(at)
        elif is_paragraph(line) and not (is_boilerplate(line) or is_credit(line)):
            break
    return found
