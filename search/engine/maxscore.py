"""Which matches of a segment may still be among the best, told without scoring them all.

As in Turtle and Flood, "Query evaluation: strategies and optimizations", Information Processing & Management 31, 1995
(MaxScore): each posting list has an upper bound, the most that one of its postings can add to a score, and there is a
threshold, the score of the last of the best so far. Lists whose upper bounds do not reach the threshold even together
are not essential: an article that is in these alone need not be looked at. What an essential list has to add at least
then leaves out most of its postings, by bounds in float32 before any is scored.
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
    """The most that a posting of a segment can weigh, in float32.

    Attributes:
        body: What each packed frequency counts for in the body, before its length.
        title: What it weighs at most in the headline.
        weight: What it weighs at most in all, in the shortest article.
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

    def reaching(self, postings: PostingList, weight: float) -> PostingList:
        """The postings that may weigh so much, and perhaps some that don't: by their frequency alone, then of these by
        their article's length too.
        """
        may = np.flatnonzero((self.weight >= weight).take(postings.frequency))
        docs, frequency = postings.docs[may], postings.frequency[may]
        bounds = self.body.take(frequency) / self.norm.take(docs) + self.title.take(frequency)
        may = np.flatnonzero(bounds >= weight)
        return PostingList(docs[may], frequency[may])


def candidates(
    evaluation: Evaluation, idfs: Sequence[float], upper_bounds: UpperBounds, threshold: float
) -> tuple[Array, Sequence[PostingList]]:
    """The articles that may score the threshold, ascending, and perhaps some that don't; and posting lists to score
    them by, in which postings that don't matter may be left out.

    Args:
        evaluation: What matches in a segment.
        idfs: Those of the query's atoms.
        upper_bounds: The segment's.
        threshold: The score to reach, proximity apart.
    """
    bounds = [idf * (K1 + 1) for idf in idfs]
    threshold *= _SLACK
    essential = _essential(bounds, threshold)
    if _leave_all(evaluation, bounds, threshold, essential):
        return evaluation.docs, evaluation.postings
    mask = np.zeros(len(evaluation.segment), bool)
    for atom in essential:
        postings = evaluation.postings[atom]
        missing = threshold - (sum(bounds) - bounds[atom])
        if missing > 0:
            postings = upper_bounds.reaching(postings, _weight_for(missing, bounds[atom]))
        if len(bounds) == 1 and evaluation.postings[0].docs is evaluation.docs:
            return postings.docs, [postings]
        mask[postings.docs] = True
    docs = np.flatnonzero(mask)
    return docs[contains(evaluation.docs, docs, len(evaluation.segment))], evaluation.postings


def _essential(bounds: Sequence[float], threshold: float) -> list[int]:
    """The essential lists by the upper bound of each: all but the least, which together stay below the threshold."""
    ascending, together = sorted(range(len(bounds)), key=bounds.__getitem__), 0.0
    for index, atom in enumerate(ascending):
        together += bounds[atom]
        if together >= threshold:
            return ascending[index:]
    return []


def _leave_all(evaluation: Evaluation, bounds: Sequence[float], threshold: float, essential: Sequence[int]) -> bool:
    """Whether the essential lists leave out no posting, and have most matches: of hundreds hardly one is not."""
    most = max((bounds[atom] for atom in essential), default=threshold)
    is_whole = sum(bounds) - most >= threshold
    return is_whole and sum(evaluation.counts[atom] for atom in essential) > 2 * len(evaluation.docs)


def _weight_for(score: float, bound: float) -> float:
    """The weight at which an atom with this upper bound adds so much to a score: `bm25.saturate` turned round."""
    return score * K1 / (bound - score) if score < bound else np.inf
