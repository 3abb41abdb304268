"""Which words a pattern or a fuzzy word means: one rule for look-up in a vocabulary and for marking in a text."""

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, run_starts
from dateline.index.segment.array_file import StringTable
from dateline.index.segment.letters import letters_of
from dateline.index.segment.reader import SegmentReader


@lru_cache(maxsize=256)
def expression(pattern: str) -> re.Pattern[bytes]:
    """A pattern as a regular expression over UTF-8: `*` is any letters, `?` exactly one.

    The first occurrence of a piece between two `*` will do, and a look ahead is not tried again for another one.
    """
    one = rb"(?:[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]+)"
    pieces = [re.escape(piece).replace(rb"\?", one) for piece in pattern.encode().split(b"*")]
    for at, piece in enumerate(pieces[1:-1], 1):
        pieces[at] = b"(?=(?P<p%d>.*?%s))(?P=p%d)" % (at, piece, at)
    *most, last = pieces
    return re.compile(b"".join([*most, b".*" if most else b"", last]), re.DOTALL)


def pattern_words(segment: SegmentReader, pattern: str) -> Array:
    """The numbers of the words that a pattern matches, ascending.

    All words at once: what stands before the first `*` is compared at their beginnings, what stands after the last at
    their ends, and each piece between is looked for in all of the table's bytes. The first occurrence of a piece will
    do, as pieces have one length, in letters. UTF-8 lets bytes be compared for letters: none is a part of another.
    """
    words, prefix = segment.words, re.split(r"[*?]", pattern, maxsplit=1)[0]
    within = words.span(prefix.encode()) if prefix else range(segment.compounds.stop, len(words))
    if pattern == prefix + "*" or not within:
        return np.arange(within.start, within.stop)
    first, *others = _WILDCARDS.sub(_letters_first, pattern).encode().split(b"*")
    left = _Unmatched.of(words, within).after_prefix(first)
    if not others:
        return np.compress(left.begin == left.end, left.numbers)
    left = left.before_suffix(others[-1])
    for piece in others[:-1]:
        left = left.after_occurrence(piece)
    return left.numbers


_WILDCARDS = re.compile("[*?]{2,}")
_ANY_LETTER = ord("?")
_SIZE = np.repeat(np.array([1, 2, 3, 4], np.uint8), [0xC0, 0x20, 0x10, 0x10])
"""How many bytes a letter has, by its first one."""


def _letters_first(wildcards: re.Match[str]) -> str:
    """`*?` as `?*`, which means the same: then each piece after a `*` begins with a letter to look for."""
    return "?" * wildcards[0].count("?") + "*" * ("*" in wildcards[0])


class _Unmatched(NamedTuple):
    """Words that have matched a pattern so far, and what of each is left for the rest of it: `blob[begin:end]`."""

    blob: Array
    numbers: Array
    begin: Array
    end: Array

    @classmethod
    def of(cls, words: StringTable, within: range) -> "_Unmatched":
        """All of the words in a range."""
        ends = words.ends[within.start : within.stop].astype(np.int64)
        first = int(words.ends[within.start - 1]) if within.start else 0
        return cls(words.blob, np.arange(within.start, within.stop), np.append(first, ends[:-1]), ends)

    def _take(self, chosen: Array) -> "_Unmatched":
        return self._replace(numbers=self.numbers[chosen], begin=self.begin[chosen], end=self.end[chosen])

    def after_prefix(self, piece: bytes) -> "_Unmatched":
        """The words that go on with a piece."""
        left = self
        for byte in piece:
            letters = left.blob.take(left.begin, mode="clip")
            fits = left.begin < left.end
            fits &= (byte == _ANY_LETTER) | (letters == byte)
            sizes = _SIZE[letters[fits]]
            left = left._take(fits)
            left = left._replace(begin=left.begin + (sizes if byte == _ANY_LETTER else 1))
        return left

    def before_suffix(self, piece: bytes) -> "_Unmatched":
        """The words that end with a piece."""
        left = self
        for byte in reversed(piece):
            last = left.end - 1
            if byte == _ANY_LETTER:
                while (inside := left.blob[last] & 0xC0 == 0x80).any():
                    last -= inside
                fits = left.begin <= last
            else:
                fits = (left.blob[last] == byte) & (left.begin <= last)
            left = left._take(fits)._replace(end=last[fits])
        return left

    def after_occurrence(self, piece: bytes) -> "_Unmatched":
        """The words that have a piece somewhere, after the first of its occurrences."""
        if not len(self.numbers):
            return self
        letters = piece.partition(b"?")[0]
        start, stop = int(self.begin[0]), int(self.end[-1])
        at = _find_all(self.blob[start:stop], letters) + start
        found = _Unmatched(self.blob, at, at + len(letters), np.full(len(at), stop)).after_prefix(piece[len(letters) :])
        word = np.searchsorted(self.end, found.numbers, "right")
        fits = (self.begin[word] <= found.numbers) & (found.begin <= self.end[word])
        word, begin = word[fits], found.begin[fits]
        first = run_starts(word)
        return self._take(word[first])._replace(begin=begin[first])


def _find_all(blob: Array, letters: bytes) -> Array:
    """Where these letters begin in an array of bytes."""
    count = max(len(blob) - len(letters) + 1, 0)
    fits = blob[:count] == letters[0]
    for offset, byte in enumerate(letters[1:], 1):
        fits &= blob[offset : offset + count] == byte
    return np.flatnonzero(fits)


def within_edits(term: str, word: str, edits: int) -> bool:
    """Whether two words are at most `edits` apart by optimal string alignment.

    An edit inserts, drops or changes a letter, or swaps two neighbours; no letter is edited twice (the restricted
    Damerau-Levenshtein distance). Our own rather than a library's, since the browser's engine must agree with it.
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


def fuzzy_words(segment: SegmentReader, term: str, edits: int) -> list[int]:
    """The numbers of a segment's words that are `within_edits` of a term, ascending."""
    similar = _similar(segment, term, edits)
    if not len(similar):
        return []
    distance = _distances(term, _code_points(segment.words, similar, len(term) + edits), edits)
    found: list[int] = similar[distance <= edits].tolist()
    return found


def _similar(segment: SegmentReader, term: str, edits: int) -> Array:
    """The words that may be within the edits, by the sets of their letters: few are left to be compared.

    An edit that changes a word's length changes at most one of the letters that it has, any other at most two.
    """
    lengths, letters = segment.letters
    differing = np.bitwise_count(letters ^ letters_of(term.encode()))
    differing[: segment.compounds.stop] = np.iinfo(differing.dtype).max
    by_letters: Array = np.flatnonzero(differing <= 2 * edits)
    longer = abs(lengths[by_letters].astype(np.int64) - len(term))
    within = (longer <= edits) & (differing[by_letters] <= 2 * edits - longer)
    return np.compress(within, by_letters)


def _code_points(words: StringTable, numbers: Array, width: int) -> Array:
    """Some words' letters as code points: a column a word, `width` rows, 0 where it has ended."""
    ends = words.ends[numbers].astype(np.int64)
    begin = np.where(numbers > 0, words.ends[numbers - 1], 0).astype(np.int64)
    index = begin + np.arange(width)[:, None]
    letters = np.where(index < ends, words.blob[np.minimum(index, len(words.blob) - 1)], 0).astype(np.uint32)
    for column in np.flatnonzero((letters >= 128).any(axis=0)).tolist():
        word = words[int(numbers[column])].decode()
        letters[:, column] = np.frombuffer(word.ljust(width, "\0").encode("utf-32-le"), "<u4")
    return letters


def _distances(term: str, letters: Array, edits: int) -> Array:
    """The optimal string alignment distance of each column of `letters` from a term; above `edits`, any number above.

    The dynamic programming of `within_edits`, its cells arrays over all words. Only the band of `edits` cells on either
    side of the diagonal is computed, since what leaves it costs more (Ukkonen, "Algorithms for approximate string
    matching", Information and Control 64, 1985); `row[j]` is the cell of the words' first j letters.
    """
    width, count = letters.shape
    beyond = np.full(count, edits + 1, np.int8)
    before: dict[int, Array] = {}
    row = {j: np.full(count, j, np.int8) for j in range(edits + 1)}
    for i, letter in enumerate(map(ord, term), 1):
        last, before, row = before, row, {0: np.full(count, i, np.int8)} if i <= edits else {}
        for j in range(max(1, i - edits), min(width, i + edits) + 1):
            best = before.get(j - 1, beyond) + (letters[j - 1] != letter)
            best = np.minimum(best, np.minimum(before.get(j, beyond), row.get(j - 1, beyond)) + 1)
            if i > 1 and j > 1:
                swapped = (letters[j - 2] == letter) & (letters[j - 1] == ord(term[i - 2]))
                best = np.where(swapped, np.minimum(best, last.get(j - 2, beyond) + 1), best)
            row[j] = best
    lengths = np.count_nonzero(letters, axis=0)
    distances = beyond
    for j, of_length_j in row.items():
        distances = np.where(lengths == j, of_length_j, distances)
    return distances
