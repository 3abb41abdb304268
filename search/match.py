"""Which words a pattern or a fuzzy word means: one rule for look-up in a vocabulary and for marking in a text."""

import re
from functools import lru_cache

from index.container import Strings


@lru_cache(maxsize=256)
def expression(pattern: str) -> re.Pattern[bytes]:
    """A pattern as a regular expression over UTF-8: `*` is any letters, `?` exactly one."""
    wild = {"*": b"(?s:.*)", "?": rb"(?:[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]+)"}
    return re.compile(b"".join(wild.get(char, re.escape(char.encode())) for char in pattern))


def matching(words: Strings, pattern: str) -> list[int]:
    """The numbers of the words that a pattern matches."""
    prefix = re.split(r"[*?]", pattern, maxsplit=1)[0].encode()
    within = words.span(prefix)
    if pattern == prefix.decode() + "*":
        return list(within)
    fits = expression(pattern).fullmatch
    return [number for number in within if fits(words[number])]


def fuzzy(words: Strings, term: str, edits: int) -> list[int]:
    """The numbers of the words at most `edits` away from a term."""
    return [number for number, word in enumerate(words) if near(term, word.decode(), edits)]


def near(term: str, word: str, edits: int) -> bool:
    """Whether two words are at most `edits` insertions, deletions, changes or swaps of neighbours apart (optimal
    string alignment: no stretch is edited twice)."""
    if abs(len(term) - len(word)) > edits:
        return False
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(term, 1):
        last, before, row = before, row, [i]
        for j, other in enumerate(word, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and term[i - 2] == other:
                best = min(best, last[j - 2] + 1)
            row.append(best)
        if min(row) > edits and min(before) > edits:
            return False
    return row[-1] <= edits
