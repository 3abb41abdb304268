"""Elements of a page that run together in its text, taken apart: what is had of a page where nothing is put between its
elements (`HomeNewsSportSign in`, `… said on Friday.The council …`).

Only a capital tells where one element ends and the next begins, and names have capitals within, too (`YouTube`). A seam
is believed behind a sentence, where others are close, as in a menu, and between two words that stand alone elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

SEAM = "\x1e"
"""Stands where two elements met (the record separator of ASCII)."""

_LETTERS = [chr(code) for code in range(0x530)]  # Latin, Greek, Cyrillic
_UPPER, _LOWER = ("".join(filter(test, _LETTERS)) for test in (str.isupper, str.islower))
_WITHIN = re.compile(
    rf"(?<=[^\W\d_][{_LOWER}])(?=[{_UPPER}\d])|(?<=[{_UPPER}]{{3}})(?=[{_UPPER}][{_LOWER}]{{2}})"
    rf"|(?<=\d)(?=[{_UPPER}][{_LOWER}])|(?<=\d [AP]M)(?=[{_UPPER}])"
)
_ROUGHLY = re.compile(f"[{_LOWER}][{_UPPER}]")
"""Most of what is within a word, and found much faster."""
_SENTENCE = re.compile(rf"(?<=[{_LOWER}\d)][.!?…])(?=[{_UPPER}“‘])|(?<=[.!?…,][”’\"])(?=[{_UPPER}“‘])")
_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"(?<=[%_/=&?@#])|[^\W_]+(?:\"[:=]|[=%_/@])|[^\W\d_]*\d+[^\W\d_]+\d")
"""What a word of an address or a script begins with, or letters that are data."""
_UNDERLINED = re.compile(r"(?<!\S)[^\s_/@=&#]+(?:_+[^\s_/@=&#]+)+(?!\S)")
"""What html2text (the one in C++) makes of a link, whose blanks it underlines: `Sign_in`."""
_LINK = re.compile(rf"[^\w\[]*[{_UPPER}][{_LOWER}]+_+[^\W_]")
"""Such a link with a capital, unlike the names in code and of pictures."""
_ENOUGH, _SHARE = 10, 0.03
"""Seams close together that a text has where its elements run together: so many, and so many a word."""
_CLOSE, _RUN = 120, 3
"""Characters from one seam to the next in a menu, and seams that make one."""


def with_blanks(text: str) -> str:
    """The text with blanks in its links where all of them are underlined; most texts come back as they are."""
    if text.count("_") < _ENOUGH or sum(1 for word in text.split() if "_" in word and _LINK.match(word)) < _ENOUGH:
        return text
    return _UNDERLINED.sub(lambda link: link.group().replace("_", " "), text)


def taken_apart(text: str) -> str:
    """The text with a SEAM between elements that ran together; most texts come back as they are."""
    enough = max(_ENOUGH, _SHARE * len(text.split()))
    if len(_ROUGHLY.findall(text)) < enough:
        return text
    seams = [match.start() for match in _WITHIN.finditer(text)]
    words = list(_words(text, seams))
    close = _close(text, [at for word in words for at in word.seams])
    different = {word.text: close.intersection(word.seams) for word in words}  # a name is said again and again
    if sum(map(len, different.values())) < enough:
        return text
    free = {word.text for word in words if not word.seams}
    times = Counter(word.text for word in words)
    names = {word.text for word in words if times[word.text] > 1 and not close.issuperset(word.seams)}
    places = {match.start() for match in _SENTENCE.finditer(text)}
    for word in words:
        is_label = text.startswith(":", word.start + len(word.text))
        if word.text not in names and (is_label or close.issuperset(word.seams) or free.issuperset(word.parts)):
            places.update(word.seams)
    return SEAM.join(text[a:b] for a, b in pairwise([0, *sorted(places), len(text)]))


def _close(text: str, seams: Sequence[int]) -> set[int]:
    """The seams that stand close together in a line, some at a time."""
    found, run = set[int](), list[int]()
    for at in seams:
        if run and (at - run[-1] > _CLOSE or "\n" in text[run[-1] : at]):
            run = []
        run.append(at)
        if len(run) >= _RUN:
            found.update(run[-_RUN:])
    return found


class _Word(NamedTuple):
    text: str
    start: int
    seams: list[int]

    @property
    def parts(self) -> list[str]:
        """What the seams leave of it."""
        cuts = [0, *(at - self.start for at in self.seams), len(self.text)]
        return [self.text[a:b] for a, b in pairwise(cuts)]


def _words(text: str, seams: Sequence[int]) -> Iterator[_Word]:
    """Each word with the seams within; those of scripts and addresses are none."""
    at = 0
    for match in _WORD.finditer(text):
        inner = []
        while at < len(seams) and seams[at] < match.end():
            inner.append(seams[at])
            at += 1
        is_code = inner and _CODE.match(text, match.start())
        if not is_code:
            yield _Word(match.group(), match.start(), inner)
