"""Sketches of bodies: a few bytes an article, from which alone it is told how alike two articles are.

A sketch is a MinHash signature (Broder, "On the resemblance and containment of documents", SEQUENCES 1997): of each
of some hash functions the least value over a set, and of that one byte (Li and König, "b-bit minwise hashing", WWW
2010). Two sets agree in a byte as often as their Jaccard index says, and by chance once in 256. The sets are a body's
shingles, `SHINGLE` words in a row each, and its numbers: routine reports have the same words every week, but never the
same numbers, which a copy keeps. Of shingles, which are many, one hash function makes all bytes: the range of its
values is cut into as many bins (Li, Owen and Zhang, "One permutation hashing", NIPS 2012), and a bin that is empty
takes the byte of one that is not (Shrivastava, "Optimal densification for fast and accurate minwise hashing", ICML
2017).

Words are the chunks of `index.analysis.chunks`: each distinct one of a batch is hashed once.
"""

import zlib
from typing import TYPE_CHECKING

import numpy as np

from dateline.index.arrays import Array, run_starts

if TYPE_CHECKING:
    from dateline.index.analysis.chunks import Chunks

TEXT, NUMBERS = 96, 31
"""Bytes of a sketch that are of shingles and of numbers."""
COUNT = TEXT + NUMBERS
"""Where a sketch has how many distinct numbers there are, at most 255."""
SIZE = COUNT + 1
SHINGLE = 3
SHORT = 24
"""Words below which a body is no evidence by itself: with its headline it counts as one shingle."""
_EMPTY = (1 << 32) - 1
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": None, "”": None, "„": None, "«": None, "»": None})


def sketches(chunks: "Chunks") -> Array:
    """The sketches of articles of three texts each: headline, first paragraph, the rest. A row of `SIZE` bytes each;
    of zeros where a body has no words.
    """
    lengths = chunks.lengths.reshape(-1, 3) - 1  # without their ends
    count, words, sizes = len(lengths), lengths.sum(axis=1), lengths[:, 1:].sum(axis=1)
    is_short, in_title = (sizes > 0) & (sizes < SHORT), np.array([True, False, False])
    article, few = (np.repeat(of_each, words) for of_each in (np.arange(count), is_short))
    some, in_title = (
        np.repeat(of_texts.ravel(), lengths.ravel())
        for of_texts in ((sizes >= SHORT)[:, None] & ~in_title, np.broadcast_to(in_title, lengths.shape))
    )
    word, is_number = _words(chunks)
    whole = _joined(word[few], article[few], in_title[few], count)[is_short]
    shingles, owner = _shingles(word[some], article[some])
    rows = np.zeros((count, SIZE), np.uint8)
    rows[is_short, :TEXT] = _signatures(whole, np.arange(len(whole)), TEXT)
    rows[sizes >= SHORT, :TEXT] = _binned(shingles, owner, TEXT)
    numbers = np.sort(article[some & is_number] << 32 | word[some & is_number])
    numbers = numbers[run_starts(numbers)]  # `np.unique` imports much
    first = run_starts(numbers >> 32)
    owner = numbers[first] >> 32
    rows[owner, TEXT:COUNT] = _signatures(numbers.astype(np.uint32), first, NUMBERS)
    rows[owner, COUNT] = np.minimum(np.diff(first, append=len(numbers)), 255)
    return rows


def _words(chunks: "Chunks") -> tuple[Array, Array]:
    """Of each word its hash, and whether it has a digit."""
    plain = chunks.dictionary.translate(_STRAIGHT).encode("utf-8", "replace")
    distinct = plain.split(b" ")
    hashes = _mixed(np.fromiter(map(zlib.crc32, distinct), np.uint32, len(distinct)))
    letters = np.frombuffer(plain + b" ", np.uint8)
    begin = np.append(0, np.flatnonzero(letters == ord(" "))[:-1] + 1)
    has_digit = np.logical_or.reduceat((letters >= ord("0")) & (letters <= ord("9")), begin)
    numbers = np.delete(chunks.codes, np.cumsum(chunks.lengths) - 1)  # without their texts' ends
    return hashes[numbers], has_digit[numbers]


def _shingles(word: Array, article: Array) -> tuple[Array, Array]:
    """The hashes of the shingles of bodies, and the article of each."""
    count = max(len(word) - SHINGLE + 1, 0)
    hashes = np.zeros(count, np.uint32)
    for at in range(SHINGLE):
        hashes = _mixed(hashes * np.uint32(31) + word[at : at + count])
    whole = article[:count] == article[len(article) - count :]
    return hashes[whole], article[:count][whole]


def _joined(word: Array, article: Array, in_title: Array, count: int) -> Array:
    """A hash of all of each article's words in order, whatever it is of an article that has none."""
    place = np.arange(len(word)) - np.searchsorted(article, article)
    sums = np.bincount(article, _mixed(word ^ _mixed(place * 2 + in_title)), minlength=count)  # exact: they are few
    return _mixed(sums % (1 << 32))


def _signatures(values: Array, begin: Array, size: int) -> Array:
    """For each run of hashes, given by where it begins, and each hash function the low byte of the least value."""
    rows = np.empty((len(begin), size), np.uint8)
    functions = _mixed(np.arange(1, 2 * size + 1)) | np.uint32(1)
    for at, (mask, factor) in enumerate(functions.reshape(size, 2) if len(begin) else ()):
        hashes = (values ^ mask) * factor
        hashes ^= hashes >> np.uint32(15)
        rows[:, at] = np.minimum.reduceat(hashes, begin) & np.uint32(255)
    return rows


def _binned(values: Array, owner: Array, size: int) -> Array:
    """The same for many hashes of each owner, which are numbers that ascend, from one hash function."""
    row = np.cumsum(np.diff(owner, prepend=owner[:1]) != 0)
    least = np.full((int(row[-1]) + 1 if len(row) else 0) * size, _EMPTY, np.uint32)
    bins = values.astype(np.uint64) * np.uint64(size) >> np.uint64(32)
    np.minimum.at(least, row * size + bins.astype(np.int64), values)
    filled, empty, turn = least.copy(), np.flatnonzero(least == _EMPTY), 0
    while len(empty):
        turn += 1
        lender = _mixed(np.arange(size) + turn * size) % size
        filled[empty] = least[empty - empty % size + lender[empty % size]]
        empty = empty[filled[empty] == _EMPTY]
    return filled.reshape(-1, size).astype(np.uint8)


def _mixed(values: Array) -> Array:
    """Numbers of 32 bits with their bits mixed, as the finalizer of MurmurHash3 does."""
    mixed = values.astype(np.uint32)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        mixed ^= mixed >> np.uint32(shift)
        mixed *= np.uint32(factor)
    mixed ^= mixed >> np.uint32(16)
    return mixed
