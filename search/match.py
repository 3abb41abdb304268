"""Which words a pattern or a fuzzy word means: one rule for look-up in a vocabulary and for marking in a text."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.container import Array, Strings
from index.segment import Segment, letters_of


@lru_cache(maxsize=256)
def expression(pattern: str) -> re.Pattern[bytes]:
    """A pattern as a regular expression over UTF-8: `*` is any letters, `?` exactly one."""
    wild = {"*": b"(?s:.*)", "?": rb"(?:[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]+)"}
    return re.compile(b"".join(wild.get(char, re.escape(char.encode())) for char in pattern))


def matching(words: Strings, pattern: str) -> Sequence[int]:
    """The numbers of the words that a pattern matches; a range where they are in a row."""
    prefix = re.split(r"[*?]", pattern, maxsplit=1)[0].encode()
    within = words.span(prefix)
    if pattern == prefix.decode() + "*":
        return within
    fits = expression(pattern).fullmatch
    return [number for number in within if fits(words[number])]


def fuzzy(segment: Segment, term: str, edits: int) -> list[int]:
    """The numbers of the words at most `edits` away from a term, as `near` tells.

    An edit changes at most two of a word's letters, which sieves out most words before any is compared.
    """
    differing = segment.letters ^ letters_of(term.encode())
    bits = bit_count(differing)
    sizes = np.diff(segment.words.ends, prepend=0).astype(np.int64) - len(term.encode())
    candidates = np.flatnonzero((bits <= 2 * edits) & (abs(sizes) <= 4 * edits))
    words = [segment.words[number].decode() for number in candidates.tolist()]
    chosen = [at for at, word in enumerate(words) if abs(len(word) - len(term)) <= edits]
    return candidates[chosen][_all_near(term, [words[at] for at in chosen], edits)].tolist() if chosen else []


def _all_near(term: str, words: Sequence[str], edits: int) -> Array:
    """`near` for many words at once, which differ from the term in length by no more than the edits."""
    width = len(term) + edits
    letters = np.array(words, f"<U{width}").view("<u4").reshape(len(words), width).T
    far = np.full(len(words), edits + 1, np.int64)
    before: dict[int, Array] = {}
    row = {j: np.full(len(words), j) for j in range(edits + 1)}
    for i, letter in enumerate(map(ord, term), 1):
        last, before, row = before, row, {0: np.full(len(words), i)} if i <= edits else {}
        for j in range(max(1, i - edits), min(width, i + edits) + 1):
            best = before.get(j - 1, far) + (letters[j - 1] != letter)
            best = np.minimum(best, np.minimum(before.get(j, far), row.get(j - 1, far)) + 1)
            if i > 1 and j > 1:
                swapped = (letters[j - 2] == letter) & (letters[j - 1] == ord(term[i - 2]))
                best = np.where(swapped, np.minimum(best, last.get(j - 2, far) + 1), best)
            row[j] = best
    sizes = np.array([len(word) for word in words])
    distance = far
    for j, value in row.items():
        distance = np.where(sizes == j, value, distance)
    within: Array = distance <= edits
    return within


_BITS = np.unpackbits(np.arange(1 << 16, dtype="<u2").view(np.uint8)).reshape(-1, 16).sum(axis=1, dtype=np.uint8)


def bit_count(numbers: Array) -> Array:
    """How many bits each 32-bit number has."""
    halves: Array = _BITS[numbers & 0xFFFF] + _BITS[numbers >> 16]
    return halves


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
