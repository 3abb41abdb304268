"""Dictionary encoding of texts: each distinct stretch of letters once, and the texts as numbers of these.

A chunk is a stretch of text that ends where tokens end for sure, such as `the` or `1,750`: a batch holds it thousands
of times, and the analyzer sees it once. All of a batch is encoded at a time, in arrays.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from dateline.index.analysis.distinct import KEY_BYTES, encode_slices, joined
from dateline.index.analysis.form_chunks import FormOccurrences, find_forms
from dateline.index.analysis.terms import WITHIN
from dateline.index.arrays import Array, pack

END = "\0"
"""A chunk of its own, behind each text. It has no token."""
_IS_INSIDE = bytes(byte >= 128 or chr(byte).isalnum() or chr(byte) in WITHIN + END for byte in range(256))
_IS_EDGE = np.isin(np.arange(256), list(WITHIN.encode()))
_HYPHENS = {ord(each): "-" for each in "‐‑"}
_PADDING = "\n" * KEY_BYTES


class Chunks(NamedTuple):
    """Texts cut at ASCII that no token has inside, without most of `WITHIN` at the ends, dictionary-encoded.

    Attributes:
        dictionary: The distinct chunks, ASCII letters small, with a blank between; a few may be there twice. One text
            passes from process to process faster than many.
        codes: All chunks, all texts end to end, as places in the dictionary.
        lengths: How many chunks each text has (int64).
        forms: The surface forms in them.
        hyphens: Chunks that a hyphen joins with the next one, and no other, as places in `codes`, ascending.
    """

    dictionary: str
    codes: Array
    lengths: Array
    forms: FormOccurrences
    hyphens: Array

    def only(self, chosen: Array) -> "Chunks":
        """Of some of the texts, given by a mask."""
        kept = np.repeat(chosen, self.lengths)
        used, codes = np.unique(self.codes[kept], return_inverse=True)
        dictionary = self.dictionary.split(" ")
        of_used = " ".join(map(dictionary.__getitem__, used.tolist()))
        hyphens = (np.cumsum(kept) - 1)[self.hyphens[kept[self.hyphens]]]
        return Chunks(of_used, codes, self.lengths[chosen], self.forms.only(kept), hyphens)


def encode_chunks(texts: Iterable[str]) -> Chunks:
    """Cut texts into chunks, each text with one without letters at its end, and encode them."""
    raw = _joined(texts)
    data = raw.lower()
    begin, end = _boundaries(data)
    codes, first = encode_slices(data, begin, end)
    is_end = np.flatnonzero(np.frombuffer(data, np.uint8)[begin] == ord(END))
    dictionary = joined(data, begin[first], end[first]).decode()
    forms, hyphens = find_forms(raw, begin, end), _hyphens(data, begin, end)
    return Chunks(dictionary, pack(codes), np.diff(is_end, prepend=-1), forms, hyphens)


def _joined(texts: Iterable[str]) -> bytes:
    """All texts in UTF-8, with `END` behind each and room for the last chunk's key."""
    plain = (text if text.isascii() else text.translate(_HYPHENS) for text in texts)
    whole = f"\n{END}\n".join([*(text.replace(END, " ") for text in plain), ""])
    return f"\n{whole}{_PADDING}".encode("utf-8", "replace")


def _boundaries(data: bytes) -> tuple[Array, Array]:
    """Where chunks begin and end, one of `WITHIN` at the beginning and two at the end left out; a byte always stays."""
    inside = np.frombuffer(data.translate(_IS_INSIDE), np.int8)
    begin, end = (np.flatnonzero(inside[1:] != inside[:-1]) + 1).reshape(-1, 2).T
    letters = np.frombuffer(data, np.uint8)
    begin = begin + (_IS_EDGE[letters[begin]] & (end - begin > 1))
    for _ in range(2):
        end = end - (_IS_EDGE[letters[end - 1]] & (end - begin > 1))
    return begin, end


def _hyphens(data: bytes, begin: Array, end: Array) -> Array:
    """The chunks that a hyphen joins with the next: two in a row, not three."""
    close = np.flatnonzero(begin[1:] - end[:-1] == 1)
    joined = close[np.frombuffer(data, np.uint8)[end[close]] == ord("-")]
    is_far = np.diff(joined, prepend=-2, append=len(begin) + 1) > 1
    return pack(joined[is_far[:-1] & is_far[1:]])
