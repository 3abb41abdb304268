"""Scripts and styles that a page's text holds where a converter took the tags off and left what they enclosed.

What is code is told by signs that prose does not have, line by line, and only where a text has many such lines: the
example in an article on programming stays.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

_ENOUGH = 20
"""Lines of code from which a text is a page with its scripts."""
_LONGEST = 12
"""Words of a line that stands in a paragraph of code and may be code itself."""
_SIGNS, _LONG, _DENSE = '{}=;<>[]\\$_"', 40, 0.08
"""Signs of code, the length of a line from which they are counted, and what part of it they are at least."""
_WIDE = 1000
"""The length of a line in which text may have run together with code behind it."""
_LINK = re.compile(r"\]\([^()\s]*(?: \"[^\"]*\")?\)|https?://\S+")
_ESCAPED = re.compile(r"\\(?=[^\w\s])|(?<=\\)_")
_BEGINS = re.compile(
    r"""
    ["'\]},]*[\[{]+\s?["'{\[]|["'\]}]+,["'{]                       # `[{"@context": …`
    | [^\w\s]*[{}();][^\w\s]*\Z                                    # `});`
    | ,?\ ?["'][^"']{1,60}["']\ ?:\ ?\S                            # `"headline": "…",`
    | (?:var|let|const|return|function|if|else|for|while|try|catch|import|export|window|document)\b.*[=({;\[]
    | [\w$.\[\]"'-]{1,80}\ ?[+|]?=\ ?[\w"'\[{(]                    # `page.name = "…"`
    | [.@#:*\w][^.!?]{0,200}\{                                     # `.menu li {`
    | [\w-]{1,40}\ ?:\ ?[^.!?]*;\Z                                 # `margin: 0 auto;`
    | //
    """,
    re.VERBOSE,
)
_HOLDS = re.compile(r"[{}]\Z|=>|&&|\|\||\w ?[=!]==? ?\S|\) ?\{|\w\(\)|/\*|\*/|<!--|-->|\]\]>|!important|\w\(.*\)[;,]\Z")


def without_code(text: str) -> str:
    """A text whose lines of code are blank; most texts come back as they are."""
    if text.count("{") < _ENOUGH or text.count(";") < _ENOUGH:
        return text
    lines = text.split("\n")
    code = code_lines(lines)
    return "\n".join("" if at in code else line for at, line in enumerate(lines))


def code_lines(lines: Sequence[str]) -> frozenset[int]:
    """The indexes of a page's lines of code: of a paragraph that is mostly code, all but its sentences."""
    sure = {at for at, line in enumerate(lines) if _is_code(" ".join(line.split()))}
    if len(sure) < _ENOUGH:
        return frozenset()
    blank = [-1, *(at for at, line in enumerate(lines) if not line.strip()), len(lines)]
    for start, end in pairwise(blank):
        own = range(start + 1, end)
        if 2 * len(sure.intersection(own)) > len(own):
            sure.update(at for at in own if len(lines[at].split()) <= _LONGEST)
    return frozenset(sure)


def _is_code(line: str) -> bool:
    if not line.strip("=_-~*# "):
        return False
    line = _ESCAPED.sub("", _LINK.sub("", line))
    is_dense = len(line) > _LONG and sum(map(line.count, _SIGNS)) > len(line) * _DENSE
    return is_dense or bool(_BEGINS.match(line) or (len(line) < _WIDE and _HOLDS.search(line)))
