"""Which articles are copies of one story, told from their sketches alone.

Articles that agree in a band of their sketches are candidates (locality-sensitive hashing; Leskovec, Rajaraman and
Ullman, "Mining of Massive Datasets", chapter 3). Of each band an article is compared with the longest article that
shares it and with the next longer one: so the work grows with the articles, however many are alike.

A group is a longest article and what is a copy of it. That each is compared with the longest keeps a chain of articles,
each a little like the next, from becoming one group. Longest first, then by their sketches, the articles are always
taken in the same order, whatever order they were indexed in.
"""

import numpy as np

from dateline.index.analysis.sketch import COUNT, TEXT
from dateline.index.arrays import Array, run_starts

CONTAINED, FEW_WORDS = 0.6, 8.0
"""The part of the shorter article's shingles that a copy shares, and by its words how much more: few prove less."""
SAME_NUMBERS, FEW_NUMBERS = 0.75, 2
"""The part of the fewer numbers that a copy shares, where there are so many at least."""
LEAST = 0.6
"""The words of a copy, to those of the longest."""
_BAND = 3
_CHANCE = 1 / 256
"""How often two unlike bytes agree."""
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
_ROUGH, _ROUGH_LEAST = 16, 2
"""Of so many bytes of two copies so many agree, but for one pair in thousands; of most other pairs fewer do."""
_AT_ONCE = 1 << 15
"""Pairs that are compared together, so that memory stays bounded."""


def leaders(sketches: Array, words: Array) -> Array:
    """For each article the longest one of its group: itself where it is that, or has no copies.

    Args:
        sketches: As `index.analysis.sketch` has them, a row an article.
        words: In each body; articles without any have no copies.
    """
    order = _longest_first(sketches, words)
    one, other = _candidates(sketches, order)
    alike = likeness(sketches, words, order[one], order[other]) > 0
    one, other = one[alike], other[alike]
    leader = np.arange(len(order))
    for at in _levels(one, other, len(order)):  # the leaders of `other` are known
        pairs = np.sort(one[at] << 32 | leader[other[at]])
        pairs = pairs[run_starts(pairs)]
        here, head = pairs >> 32, pairs & 0xFFFFFFFF
        alike = likeness(sketches, words, order[here], order[head])
        best = np.lexsort((-head, alike, here))
        best = best[np.diff(here[best], append=-1) != 0]
        best = best[alike[best] > 0]
        leader[here[best]] = head[best]
    found = np.arange(len(words))
    found[order] = order[leader]
    return found


def likeness(sketches: Array, words: Array, one: Array, other: Array) -> Array:
    """For each two articles what part of the shorter one's shingles the other has, about; 0: they are no copies."""
    alike = np.zeros(len(one))
    able = np.flatnonzero(np.minimum(words[one], words[other]) >= LEAST * np.maximum(words[one], words[other]))
    for begin in range(0, len(able), _AT_ONCE):
        at = able[begin : begin + _AT_ONCE]
        rough = np.count_nonzero(_agreeing(sketches[:, :_ROUGH], one[at], other[at]), axis=1)
        at = at[rough >= _ROUGH_LEAST]
        pair = one[at], other[at]
        sizes = np.stack([words[some] for some in pair]).astype(np.int64)
        numbers = np.stack([sketches[some, COUNT] for some in pair]).astype(np.int64)
        contained = _contained(sketches[:, :TEXT], pair, sizes)
        fits = contained >= np.minimum(CONTAINED + FEW_WORDS / sizes.min(axis=0), 1)
        same_numbers = _contained(sketches[:, TEXT:COUNT], pair, numbers) >= SAME_NUMBERS
        fits &= same_numbers | (numbers.min(axis=0) < FEW_NUMBERS)
        alike[at] = np.where(fits, contained, 0)
    return alike


def _agreeing(rows: Array, one: Array, other: Array) -> Array:
    agree: Array = rows[one] == rows[other]
    return agree


def _contained(rows: Array, pair: tuple[Array, Array], sizes: Array) -> Array:
    """What part of the smaller of two sets is in the other, by their signatures and sizes."""
    agree = np.count_nonzero(_agreeing(rows, *pair), axis=1)
    jaccard = np.maximum((agree / rows.shape[1] - _CHANCE) / (1 - _CHANCE), 0)
    part: Array = jaccard / (1 + jaccard) * sizes.sum(axis=0) / np.maximum(sizes.min(axis=0), 1)
    return part


def _levels(one: Array, other: Array, count: int) -> list[Array]:
    """The pairs by how long a chain of them leads to `one`: those of one level need only what levels before tell."""
    depth = [0] * count
    for here, before in zip(one.tolist(), other.tolist(), strict=True):
        depth[here] = max(depth[here], depth[before] + 1)
    level = np.array(depth)[one]
    order = np.argsort(level, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(level[order])) + 1) if len(order) else []


def _longest_first(sketches: Array, words: Array) -> Array:
    """The articles that have words, longest first; those of one length by their sketches."""
    mixed = np.zeros(len(words), np.uint64)
    for column in sketches.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    order = np.lexsort((mixed, -words.astype(np.int64)))
    return order[: np.count_nonzero(words)]


def _candidates(sketches: Array, order: Array) -> tuple[Array, Array]:
    """Pairs of articles that share a band, each by its place in the order; of two the second comes first there."""
    places = np.arange(len(order), dtype=np.uint64)
    pairs = [np.empty(0, np.uint64)]
    for at in range(0, TEXT, _BAND):
        keys = places.copy()
        for number in range(_BAND):
            keys |= sketches[order, at + number].astype(np.uint64) << np.uint64(32 + 8 * number)
        keys.sort()
        later = np.flatnonzero(keys[1:] >> _HALF == keys[:-1] >> _HALF) + 1
        keys &= _LOW
        first = np.maximum.accumulate(np.where(np.diff(later, prepend=-1) != 1, later - 1, 0))
        pairs += [keys[later] << _HALF | keys[later - 1], keys[later] << _HALF | keys[first]]
    found = np.concatenate(pairs)
    found.sort()
    found = found[run_starts(found)]
    return (found >> _HALF).astype(np.int64), (found & _LOW).astype(np.int64)
