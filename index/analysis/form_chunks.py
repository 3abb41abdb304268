"""Surface forms of a batch of texts, found in arrays: where one may be is told by the bytes of capitals and symbols,
and what it is by `index.analysis.surface`, of each distinct chunk once.
"""

import re
from typing import NamedTuple

import numpy as np

from dateline.index.analysis.distinct import encode_slices, slices
from dateline.index.analysis.surface import (
    BEYOND,
    CURRENCIES,
    NUMBER_MAX,
    in_capitals,
    of_capitals,
    with_capitals,
    with_symbols,
)
from dateline.index.analysis.terms import tokens
from dateline.index.arrays import Array, expand_runs, run_starts

_SYMBOLS = f"{CURRENCIES}%+#"
_SYMBOL = 3
"""In the tables below, of the first bytes of a letter: a symbol; of a capital, how many bytes it has."""
_AFTER, _AFTER_HYPHEN = 8, NUMBER_MAX + 6
"""Bytes behind a chunk that tell whether a symbol belongs to it: a blank, the symbol, and what comes next; or a hyphen,
a number, a point and what comes next.
"""
_SMALL = re.compile(rb"[a-z]{2}")
_OUTSIDE = re.compile("[ $%+#-]")
"""What parts chunks, where a symbol follows."""


class FormOccurrences(NamedTuple):
    """Where surface forms stand in texts that were cut into chunks.

    Attributes:
        dictionary: The distinct forms, with a blank between.
        codes: All occurrences in order, as places in the dictionary (int32).
        chunks: The chunk that each stands in, counted over all texts.
        offsets: Which of the chunk's tokens each is, from 0.
    """

    dictionary: str
    codes: Array
    chunks: Array
    offsets: Array

    def only(self, kept: Array) -> "FormOccurrences":
        """Those in some of the chunks, given by a mask."""
        inside = kept[self.chunks]
        number = np.cumsum(kept) - 1
        return self._replace(codes=self.codes[inside], chunks=number[self.chunks[inside]], offsets=self.offsets[inside])


def find_forms(raw: bytes, begin: Array, end: Array) -> FormOccurrences:
    """The surface forms of texts.

    Args:
        raw: The texts in UTF-8, parted by lines, with some line ends behind.
        begin: Where their chunks begin.
        end: Where they end.
    """
    chunks, has_symbol = _candidates(raw, begin, end)
    is_shouted = _is_shouted(raw, begin, end, chunks)
    chosen = has_symbol | ~is_shouted
    doubtful = chunks[~chosen]
    chosen[~chosen] = _has_small(raw, begin[doubtful], end[doubtful])
    chunks, is_shouted = chunks[chosen], is_shouted[chosen]
    begin, end = _with_symbols(raw, begin[chunks], end[chunks])
    codes, first = encode_slices(raw, begin, end)
    number: dict[str, int] = {}
    found = [_forms_of(one.decode("utf-8", "ignore")) for one in slices(raw, begin[first], end[first])]
    rows = [(number.setdefault(form, len(number)), *rest) for some in found for form, *rest in some]
    form, offset, is_of_capitals = np.array(rows, np.int32).reshape(-1, 3).T
    counts = np.fromiter(map(len, found), np.int64, len(found))
    length = counts[codes]
    row, at = expand_runs((np.cumsum(counts) - counts)[codes], length), np.repeat(np.arange(len(chunks)), length)
    right = ~(is_of_capitals[row] & is_shouted[at]).astype(bool)
    row, at = row[right], at[right]
    return FormOccurrences(" ".join(number), form[row], chunks[at], offset[row])


def _with_symbols(raw: bytes, begin: Array, end: Array) -> tuple[Array, Array]:
    """Where chunks begin and end together with what tells whether symbols beside them belong to them."""
    letters = np.frombuffer(raw, np.uint8)
    is_followed = _IS_SYMBOL[letters[end]] | ((letters[end] == ord(" ")) & _IS_SYMBOL[letters[end + 1]])
    after = _AFTER * is_followed + _AFTER_HYPHEN * _is_numbered(letters, end)
    return begin - (letters[begin - 1] == ord("$")), end + after


def _is_numbered(letters: Array, end: Array) -> Array:
    """Whether a hyphen and a digit follow chunks."""
    found: Array = (letters[end] == ord("-")) & _IS_DIGIT[letters[end + 1]]
    return found


def _forms_of(part: str) -> list[tuple[str, int, int]]:
    """The surface forms of a chunk with the symbols around it: each with the number of its token, and whether it is of
    capitals alone.
    """
    if part.isascii() and part.isalpha():
        return [(part, 0, of_capitals(part))] if with_capitals(part) else []
    outside = _OUTSIDE.search(part, 1)
    found: list[tuple[str, int, int]] = []
    for number, token in enumerate(tokens(part)):
        if outside and token.start > outside.start():
            break
        if form := with_capitals(part[token.start : token.end]):
            found.append((form, number, of_capitals(form)))
        found += ((form, number, 0) for form in with_symbols(part, token))
    return found


def _candidates(raw: bytes, begin: Array, end: Array) -> tuple[Array, Array]:
    """The chunks that may have a surface form, ascending: a capital behind a letter or a digit or with a point between,
    a digit behind a letter, or a symbol in them or beside them; and which have a symbol.
    """
    letters, two_bytes_at = np.frombuffer(raw, np.uint8), np.ndarray(len(raw) - 1, "<u2", raw, strides=(1,))
    marks = np.flatnonzero(np.frombuffer(raw.translate(_MARKS), np.bool_))
    kind = _KINDS.take(two_bytes_at[marks])
    capital = marks[(kind > 0) & (kind < _SYMBOL)]
    before = letters[capital - 1]
    before = np.where(before == ord("."), letters[capital - 2], before)
    is_letter, is_digit = (np.frombuffer(raw.translate(of.tobytes()), np.bool_) for of in (_MAY_BE_LETTER, _IS_DIGIT))
    hits = [capital[(_MAY_BE_LETTER | _IS_DIGIT)[before]], 1 + np.flatnonzero(is_letter[:-1] & is_digit[1:])]
    after = np.searchsorted(begin, marks[kind == _SYMBOL] + 1, "right")
    has_symbol = np.zeros(len(begin) + 1, bool)  # the first one for what comes before all chunks
    has_symbol[after] = has_symbol[np.maximum(after - 1, 0)] = True
    is_candidate = has_symbol.copy()
    for some in hits:
        is_candidate[np.searchsorted(begin, some, "right")] = True
    numbered = np.flatnonzero(_is_numbered(letters, end))
    numbered = 1 + numbered[is_candidate[1 + numbered] | _MAY_BE_CAPITAL[letters[end[numbered] - 1]]]
    is_candidate[numbered] = has_symbol[numbered] = True
    chunks = np.flatnonzero(is_candidate[1:])
    return chunks, has_symbol[1:][chunks]


def _has_small(raw: bytes, begin: Array, end: Array) -> Array:
    """Whether chunks may have a small letter."""
    letters = np.frombuffer(raw, np.uint8)
    small = np.append(0, np.cumsum(_MAY_BE_SMALL[letters[expand_runs(begin, end - begin)]]))
    found: Array = np.diff(small[np.append(0, np.cumsum(end - begin))]) > 0
    return found


def _is_shouted(raw: bytes, begin: Array, end: Array, chunks: Array) -> Array:
    """Whether chunks, which ascend, stand where capitals are the rule."""
    ends = np.flatnonzero(np.frombuffer(raw, np.uint8) == ord("\n"))
    line = np.searchsorted(ends, begin[chunks])
    first = run_starts(line)
    spans = zip((ends[line[first] - 1] + 1).tolist(), ends[line[first]].tolist(), strict=True)
    of_lines = np.fromiter((_is_in_capitals(raw, *span) for span in spans), bool, len(first))
    found: Array = np.repeat(of_lines, np.diff(first, append=len(line)))
    left = np.flatnonzero(~found)
    found[left] = _in_a_row(raw, begin, end, chunks[left])
    return found


def _in_a_row(raw: bytes, begin: Array, end: Array, chunks: Array) -> Array:
    """As `index.analysis.surface.in_a_row`, of chunks."""
    letters, most = np.frombuffer(raw, np.uint8), max(len(begin) - 1, 0)

    def goes_on(step: int) -> Array:
        """Whether the word some steps away and the next one begin and end with capitals, a blank between."""
        one, other = (np.clip(chunks + some, 0, most) for some in (step, step + 1))
        follows: Array = (begin[other] - end[one] == 1) & (letters[end[one]] == ord(" "))
        for edge in (begin[one], end[one] - 1, begin[other], end[other] - 1):
            follows &= _IS_CAPITAL[letters[edge]]
        return follows

    second, first, next_one, last = map(goes_on, (-2, -1, 0, 1))
    found: Array = (second & first) | (first & next_one) | (next_one & last)
    return found


def _is_in_capitals(raw: bytes, start: int, stop: int) -> bool:
    if _SMALL.search(raw, start, stop):
        return False
    line = raw[start:stop]
    return line.isascii() or in_capitals(line.decode())


def _kinds() -> tuple[bytes, Array]:
    """Which bytes capitals and symbols begin with; and by the first two bytes what they are."""
    kinds = np.zeros((256, 256), np.uint8)  # by the second, then the first, as little-endian numbers of two bytes are
    for letter in filter(str.isupper, map(chr, range(ord(BEYOND)))):
        first, *rest = letter.encode()
        kinds[rest or slice(None), first] = 1 + len(rest)
    for symbol in _SYMBOLS:
        first, *rest = symbol.encode()
        kinds[rest[:1] or slice(None), first] = _SYMBOL
    return kinds.any(axis=0).tobytes(), kinds.reshape(-1)


_MARKS, _KINDS = _kinds()
_IS_SYMBOL = np.isin(np.arange(256), [symbol.encode()[0] for symbol in _SYMBOLS])
_IS_DIGIT = np.isin(np.arange(256), list(b"0123456789"))
_IS_CAPITAL = np.isin(np.arange(256), list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
_MAY_BE_CAPITAL = _IS_CAPITAL | (np.arange(256) >= 128)
_MAY_BE_SMALL = np.roll(_IS_CAPITAL, 32) | (np.arange(256) >= 128)
_MAY_BE_LETTER = _MAY_BE_CAPITAL | _MAY_BE_SMALL
