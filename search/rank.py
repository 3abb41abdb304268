"""Ranking: BM25F over headline, lead and body, and the choice of the best.

    weight(tf)  = title_weight * title / norm_title + (body + lead_weight * lead) / norm_body
    norm        = 1 - b + b * length / average length
    score       = idf * weight * (K1 + 1) / (weight + K1), summed over the query's leaves in the order they are written

After Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. A lead's words
are the body's too, so `lead` adds to what they count. A pattern's or fuzzy word's spellings are one word.

Every operation is one of IEEE 754's + - * / on doubles, in this order, and `log` is our own series of them, so that any
language computes the same bits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.container import Array
from search.lookup import Found

K1 = 1.2
B_TITLE, B_BODY = 0.6, 0.75
TITLE_WEIGHT, LEAD_WEIGHT = 2.0, 0.5


@dataclass(frozen=True, slots=True)
class Averages:
    """Over all articles of an archive: how many there are, and words in a headline and in a body."""

    count: int
    title: float
    body: float


def log(value: float) -> float:
    """The natural logarithm of a number of at least 1, by + - * / alone.

    Halvings bring it below 2; there ln x = 2 artanh((x - 1) / (x + 1)), whose series has converged after 20 terms.
    """
    halvings = 0
    while value >= 2:
        value /= 2
        halvings += 1
    ratio = (value - 1) / (value + 1)
    square, power, total = ratio * ratio, ratio, 0.0
    for odd in range(1, 41, 2):
        total += power / odd
        power *= square
    return 2 * total + halvings * 0.6931471805599453


def idf(count: int, matching: int) -> float:
    """How much a leaf tells that `matching` of `count` articles match; always above 0 (Lucene's form of BM25's)."""
    return log(1 + (count - matching + 0.5) / (matching + 0.5))


def weights(found: Found, lengths: Array, averages: Averages) -> Array:
    """The `weight` of each article that a leaf matches. `lengths` has a row an article of the segment."""
    length = lengths[found.docs]
    title = found.title / (1 - B_TITLE + B_TITLE * (length[:, 0] / averages.title))
    body = (found.count - found.title) + LEAD_WEIGHT * found.lead
    return TITLE_WEIGHT * title + body / (1 - B_BODY + B_BODY * (length[:, 1] / averages.body))


def score(weight: Array, inverse_frequency: float) -> Array:
    """A leaf's part of the score of each article."""
    return inverse_frequency * (weight * (K1 + 1) / (weight + K1))


def best(keys: Sequence[Array], limit: int) -> Array:
    """The places of the `limit` largest, by the first key, among equals by the next, and so on; in no order.

    The last key must tell all apart. Only what ties at the border of a key is looked at by the next.
    """
    chosen = [np.empty(0, np.int64)]
    tied = np.arange(len(keys[0]))
    for key in keys:
        if len(tied) <= limit:
            break
        values = key[tied]
        border = np.partition(values, len(values) - limit)[len(values) - limit]
        above = tied[values > border]
        chosen.append(above)
        limit -= len(above)
        tied = tied[values == border]
    return np.concatenate([*chosen, tied[:limit]])
