"""The formulas of ranking: BM25F over headline, lead and body, and proximity for the best.

    weight(tf)  = TITLE_WEIGHT * title / norm_title + (body + LEAD_WEIGHT * lead) / norm_body
    norm        = 1 - B + B * length / average length
    idf         = plain * plain / (plain + DAMPING),  plain = ln(1 + (N - n + 0.5) / (n + 0.5))
    score       = idf * (weight * (K1 + 1) / (weight + K1)), summed over the query's atoms as they are written

BM25F is from Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004, where K1
is between 1.2 and 2; the plain idf is Lucene's, always above 0. The damping takes from words that most articles have,
since no stop words are dropped. A lead's words are the body's too, so `lead` adds to what they count. A pattern's or a
fuzzy word's spellings are one word.

The first `RERANKED` are then ranked anew with proximity: two words side by side in the query gain where they share a
passage, `PASSAGE` positions long, by PROXIMITY * (min(idfs) * (t * (K1 + 1) / (t + K1))), t = passages / norm_body
(after Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc retrieval", SIGIR 2006; passages for distances).
Passages are counted modulo `ROUND`. A word that more than `COMMON` of the articles have takes no part.

Every operation is one of IEEE 754's + - * / on doubles, in this order, and `log` is our own series of them, so that any
language computes the same bits. `docs/ranking.md` has the figures that the constants were chosen by.
"""

from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.frequency import DISTINCT, has_title, lead_count, title_count, total_count

K1 = 2.0
B_TITLE, B_BODY = 0.6, 0.65
TITLE_WEIGHT, LEAD_WEIGHT = 2.5, 0.2
DAMPING = 0.5
RERANKED, PROXIMITY, COMMON = 100, 0.2, 0.25
PASSAGE, ROUND = 16, 32


_FREQUENCIES = np.arange(DISTINCT)
IN_TITLE = TITLE_WEIGHT * title_count(_FREQUENCIES)
IN_BODY = total_count(_FREQUENCIES) - title_count(_FREQUENCIES) + LEAD_WEIGHT * lead_count(_FREQUENCIES)
"""What a packed frequency counts for, before lengths."""


class Norms(NamedTuple):
    """How long each article's headline and body are: 1 at the average over the archive."""

    title: Array
    body: Array

    @classmethod
    def of(cls, lengths: Array, title: float, body: float) -> "Norms":
        """From a row of lengths an article and the archive's averages."""
        return cls(
            1 - B_TITLE + B_TITLE * (lengths[:, 0] / title),
            1 - B_BODY + B_BODY * (lengths[:, 1] / body),
        )


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
    """How much an atom tells that `matching` of `count` articles match."""
    plain = log(1 + (count - matching + 0.5) / (matching + 0.5))
    return plain * plain / (plain + DAMPING)


def weights(docs: Array, frequency: Array, norms: Norms) -> Array:
    """The `weight` of each posting of an atom."""
    weight: Array = IN_BODY.take(frequency.astype(np.intp))  # else NumPy converts them one by one
    weight /= norms.body.take(docs)
    titled = np.flatnonzero(has_title(frequency))
    weight[titled] += IN_TITLE[frequency[titled]] / norms.title[docs[titled]]
    return weight


def saturate(weight: Array, idf: float) -> Array:
    """An atom's part of the score: more weight gives ever less."""
    part = weight * (K1 + 1)
    part /= weight + K1
    part *= idf
    return part


def proximity(one: Array, other: Array, norm: Array, idf: float) -> Array:
    """What two words side by side in the query add to articles' scores.

    Args:
        one: For each article the passages of the first word, a bit each.
        other: Those of the second.
        norm: The norms of the articles' bodies.
        idf: The lesser of the two words'.
    """
    return PROXIMITY * saturate(np.bitwise_count(one & other) / norm, idf)
