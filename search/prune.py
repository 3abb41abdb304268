"""Which matches of a segment may still be among the best, told without scoring them all.

The best of the segments before give a score to reach. A posting's frequencies tell the most that it can add to a score:
its weight in the shortest article there is. Leaves that cannot reach the score even together need not be looked at,
as in Turtle and Flood, "Query evaluation: strategies and optimizations", Information Processing & Management 31, 1995
(MaxScore).
"""

from collections.abc import Sequence

import numpy as np

from index.container import Array
from search.evaluate import Evaluation, among
from search.lookup import Found
from search.rank import K1

_SLACK = 1 - 1e-9
"""What keeps rounding from losing an article."""


def promising(one: Evaluation, worths: Sequence[float], ceiling: Array, least: float) -> tuple[Array, list[Found]]:
    """Those of a segment's matches that may score `least`, ascending, and perhaps some that don't; and what the leaves
    found, of which others may be left out.

    Args:
        one: The matches.
        worths: The rarities of the query's leaves.
        ceiling: The weight that a packed frequency has at most in this segment.
        least: The score to reach, nearness apart.
    """
    most = [worth * (K1 + 1) for worth in worths]
    mask = np.zeros(len(one.segment), bool)
    for leaf in _needed(most, least * _SLACK):
        found = one.leaves[leaf]
        wanted = least * _SLACK - (sum(most) - most[leaf])
        if wanted > 0:
            weight = wanted * K1 / (most[leaf] - wanted) if wanted < most[leaf] else np.inf
            able = np.flatnonzero((ceiling >= weight).take(found.frequency))
            found = Found(found.docs[able], found.frequency[able])
        if len(most) == 1 and one.leaves[0].docs is one.docs:
            return found.docs, [found]
        mask[found.docs] = True
    docs = np.flatnonzero(mask)
    return docs[among(docs, one.docs, len(one.segment))], one.leaves


def _needed(most: Sequence[float], least: float) -> list[int]:
    """Leaves of which an article must match one to reach a score: all but those too little even together."""
    order, together = sorted(range(len(most)), key=most.__getitem__), 0.0
    for place, leaf in enumerate(order):
        together += most[leaf]
        if together >= least:
            return order[place:]
    return []
