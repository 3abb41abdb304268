"""The true parts of articles' scores: worked out for many articles in one pass over the posting lists."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array, locate
from dateline.index.segment.frequency import lead_count, title_count, total_count
from dateline.search.engine.bm25 import PASSAGE, saturate, weights
from dateline.search.engine.ranking import RankedDoc, Ranking
from dateline.search.query.render import render
from dateline.search.query.tree import Atom, SurfaceForm
from dateline.search.results import ScorePart

_CELLS = 1 << 22
"""Parts of scores that are worked out together."""


class _Parts(NamedTuple):
    """Of some articles, a row each, how often each atom stands there, as packed frequencies, 0 for not at all; what it
    adds to the score; and what each pair of words adds.
    """

    frequency: Array
    score: Array
    gain: Array


def explained(ranking: Ranking, ranked: Sequence[RankedDoc]) -> Iterator[tuple[ScorePart, ...]]:
    """Of each article of a ranking, in order, the parts of its score: they add up to it."""
    names = [render(atom) for atom in ranking.atoms]
    absent = [ScorePart(name, 0.0, "not in this article") for name in names]
    near = [f"{render(one)} near {render(other)}" for one, other, _ in ranking.pairs]

    @cache  # many articles have a word as often
    def places(number: int, frequency: int) -> str:
        matching, idf = ranking.counts[number], ranking.idfs[number]
        often = f"{matching:,} of {ranking.articles:,} articles, so it counts {idf:.3f}; "
        return often + _places(ranking.atoms[number], frequency)

    size = max(1, _CELLS // max(len(names) + len(near), 1))
    for begin in range(0, len(ranked), size):
        some = ranked[begin : begin + size]
        for one, *rows in zip(some, *_parts(ranking, some), strict=True):
            frequencies, scores, gains = (row.tolist() for row in rows)
            parts = [
                ScorePart(names[number], score, places(number, frequency)) if frequency else absent[number]
                for number, (frequency, score) in enumerate(zip(frequencies, scores, strict=True))
            ]
            if one.reranked:
                parts += (ScorePart(*pair, f"in passages of {PASSAGE} words") for pair in zip(near, gains, strict=True))
            yield tuple(parts)


def _parts(ranking: Ranking, ranked: Sequence[RankedDoc]) -> _Parts:
    shape = len(ranked), len(ranking.atoms)
    parts = _Parts(np.zeros(shape, np.uint16), np.zeros(shape), np.zeros((len(ranked), len(ranking.pairs))))
    for number in {one.segment_number for one in ranked}:
        rows = np.array([row for row, one in enumerate(ranked) if one.segment_number == number])
        docs, norms = np.array([ranked[row].doc for row in rows]), ranking.views[number].norms
        for atom, found in enumerate(ranking.evaluations[number].postings):
            posting, present = locate(docs, found.docs)
            frequency = found.frequency[posting[present]]
            parts.frequency[rows[present], atom] = frequency
            parts.score[rows[present], atom] = saturate(weights(docs[present], frequency, norms), ranking.idfs[atom])
        near = np.array([ranked[row].reranked for row in rows])
        if ranking.pairs and near.any():
            for pair, gain in enumerate(ranking.gains(number, docs[near])):
                parts.gain[rows[near], pair] = gain
        ranking.release(number)
    return parts


def _places(atom: Atom, frequency: int) -> str:
    """How often an atom stands where in an article."""
    if isinstance(atom, SurfaceForm) and atom.preferred:
        return "written so here, however often"
    title, lead = title_count(frequency), lead_count(frequency)
    return f"{title} in the headline, {total_count(frequency) - title} in the body, {lead} of them in the lead"
