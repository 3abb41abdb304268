"""Which letters words have: by these most of a vocabulary is told apart from a word at once."""

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.array_file import StringTable

_LETTER_BITS = np.array(
    [1 << (byte - 97 if 97 <= byte <= 122 else 26 + byte % 5 if byte < 128 else 31) for byte in range(256)], np.uint32
)


def letters_of(word: bytes) -> np.uint32:
    """Which letters a word has: a bit for each of a to z, five for other ASCII, one for all the rest."""
    bits: np.uint32 = np.bitwise_or.reduce(_LETTER_BITS[np.frombuffer(word, np.uint8)])
    return bits


def letters_in(words: StringTable) -> tuple[Array, Array]:
    """For each word how many letters it has, at most 65,535, and which, as `letters_of` has it."""
    blob, ends = words.blob, words.ends
    if not len(ends):
        return np.empty(0, np.uint8), np.empty(0, np.uint32)
    begin = np.append(0, ends[:-1])
    sizes = np.add.reduceat(blob & 0xC0 != 0x80, begin, dtype=np.int64)
    return np.minimum(sizes, 65_535).astype(np.uint16), np.bitwise_or.reduceat(_LETTER_BITS[blob], begin)
