"""Which words a pattern or a fuzzy word means: one rule for look-up in a vocabulary and for marking in a text."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.array_file import StringTable
from dateline.index.segment.inverted_index import letters_of
from dateline.index.segment.reader import SegmentReader


@lru_cache(maxsize=256)
def expression(pattern: str) -> re.Pattern[bytes]:
    """A pattern as a regular expression over UTF-8: `*` is any letters, `?` exactly one."""
    wild = {"*": b"(?s:.*)", "?": rb"(?:[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]+)"}
    return re.compile(b"".join(wild.get(char, re.escape(char.encode())) for char in pattern))


def matching(words: StringTable, pattern: str) -> Sequence[int]:
    """The numbers of the words that a pattern matches; a range where they are in a row."""
    prefix = re.split(r"[*?]", pattern, maxsplit=1)[0].encode()
    within = words.span(prefix)
    if pattern == prefix.decode() + "*":
        return within
    fits = expression(pattern).fullmatch
    return [number for number in within if fits(words[number])]


def fuzzy(segment: SegmentReader, term: str, edits: int) -> list[int]:
    """The numbers of the words at most `edits` away from a term, as `near` tells.

    An edit that changes a word's size changes at most one of the letters that it has, any other at most two. That
    sieves out most words before any is compared.
    """
    sizes, letters = segment.letters
    differing = np.bitwise_count(letters ^ letters_of(term.encode()))
    alike = np.flatnonzero(differing <= 2 * edits)
    apart = abs(sizes[alike].astype(np.int64) - len(term))
    alike = alike[(apart <= edits) & (differing[alike] <= 2 * edits - apart)]
    return alike[_all_near(term, segment.words, alike, edits)].tolist() if len(alike) else []


def _spelt(words: StringTable, numbers: Array, width: int) -> Array:
    """The letters of some words as code points: a row for each place in the word, 0 where it has ended."""
    ends = words.ends[numbers].astype(np.int64)
    begin = np.where(numbers > 0, words.ends[numbers - 1], 0).astype(np.int64)
    at = begin + np.arange(width)[:, None]
    letters = np.where(at < ends, words.blob[np.minimum(at, len(words.blob) - 1)], 0).astype(np.uint32)
    for row in np.flatnonzero((letters >= 128).any(axis=0)).tolist():
        word = words[int(numbers[row])].decode()
        letters[:, row] = np.frombuffer(word.ljust(width, "\0").encode("utf-32-le"), "<u4")
    return letters


def _all_near(term: str, words: StringTable, numbers: Array, edits: int) -> Array:
    """`near` for many words at once, which differ from the term in length by no more than the edits."""
    letters = _spelt(words, numbers, len(term) + edits)
    width = len(letters)
    far = np.full(len(numbers), edits + 1, np.int8)
    before: dict[int, Array] = {}
    row = {j: np.full(len(numbers), j, np.int8) for j in range(edits + 1)}
    for i, letter in enumerate(map(ord, term), 1):
        last, before, row = before, row, {0: np.full(len(numbers), i, np.int8)} if i <= edits else {}
        for j in range(max(1, i - edits), min(width, i + edits) + 1):
            best = before.get(j - 1, far) + (letters[j - 1] != letter)
            best = np.minimum(best, np.minimum(before.get(j, far), row.get(j - 1, far)) + 1)
            if i > 1 and j > 1:
                swapped = (letters[j - 2] == letter) & (letters[j - 1] == ord(term[i - 2]))
                best = np.where(swapped, np.minimum(best, last.get(j - 2, far) + 1), best)
            row[j] = best
    sizes = np.count_nonzero(letters, axis=0)
    distance = far
    for j, value in row.items():
        distance = np.where(sizes == j, value, distance)
    within: Array = distance <= edits
    return within


def near(term: str, word: str, edits: int) -> bool:
    """Whether two words are at most `edits` insertions, deletions, changes or swaps of neighbours apart (optimal
    string alignment: no stretch is edited twice).
    """
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
