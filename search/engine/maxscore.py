"""Which matches of a segment may still be among the best, told without scoring them all.

The best of a sample, then of the segments before, give a score to reach. A posting's frequencies tell the most that it
can add to a score: its weight in the shortest article there is. Leaves that cannot reach the score even together need
not be looked at, as in Turtle and Flood, "Query evaluation: strategies and optimizations", Information Processing &
Management 31, 1995 (MaxScore). What passes is weighed roughly, in four bytes a number, before it is weighed in earnest.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, contains
from dateline.search.engine.bm25 import IN_BODY, IN_TITLE, K1, Norms
from dateline.search.engine.evaluate import Evaluation
from dateline.search.engine.postings import PostingList

_SLACK = 1 - 1e-6
"""What keeps rounding from losing an article."""


class UpperBounds(NamedTuple):
    """The most that a posting of a segment can weigh.

    Attributes:
        body: What each packed frequency counts for in the body, before its length.
        title: What it weighs at most in the headline.
        weight: What it weighs at most in all, wherever it stands.
        norm: How long each article's body is.
    """

    body: Array
    title: Array
    weight: Array
    norm: Array

    @classmethod
    def of(cls, norms: Norms) -> "UpperBounds":
        """From the lengths of a segment's articles."""
        body, title = IN_BODY, IN_TITLE / norms.title.min(initial=1.0)
        arrays = body, title, title + body / norms.body.min(initial=1.0), norms.body
        return cls(*(array.astype(np.float32) for array in arrays))

    def reaching(self, found: PostingList, weight: float) -> PostingList:
        """The postings that may weigh so much, and perhaps some that don't."""
        at = np.flatnonzero((self.weight >= weight).take(found.frequency))
        docs, frequency = found.docs[at], found.frequency[at]
        at = np.flatnonzero(self.body.take(frequency) / self.norm.take(docs) + self.title.take(frequency) >= weight)
        return PostingList(docs[at], frequency[at])


def candidates(one: Evaluation, worths: Sequence[float], upper_bounds: UpperBounds, least: float) -> tuple[Array, list[PostingList]]:
    """Those of a segment's matches that may score `least`, ascending, and perhaps some that don't; and what the atoms
    found, of which others may be left out.

    Args:
        one: The matches.
        worths: The idfs of the query's atoms.
        upper_bounds: That of the segment.
        least: The score to reach, proximity apart.
    """
    most = [worth * (K1 + 1) for worth in worths]
    mask = np.zeros(len(one.segment), bool)
    for atom in _essential(most, least * _SLACK):
        found = one.atoms[atom]
        wanted = least * _SLACK - (sum(most) - most[atom])
        if wanted > 0:
            found = upper_bounds.reaching(found, wanted * K1 / (most[atom] - wanted) if wanted < most[atom] else np.inf)
        if len(most) == 1 and one.atoms[0].docs is one.docs:
            return found.docs, [found]
        mask[found.docs] = True
    docs = np.flatnonzero(mask)
    return docs[contains(one.docs, docs, len(one.segment))], one.atoms


def _essential(most: Sequence[float], least: float) -> list[int]:
    """Leaves of which an article must match one to reach a score: all but those too little even together."""
    order, together = sorted(range(len(most)), key=most.__getitem__), 0.0
    for place, atom in enumerate(order):
        together += most[atom]
        if together >= least:
            return order[place:]
    return []
