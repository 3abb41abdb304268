"""Which words of a query gain where they are near each other, and how much."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.inverted_index import Words
from dateline.search.engine.bm25 import COMMON, PASSAGE, ROUND, proximity
from dateline.search.engine.postings import Stem, forms_of, passages
from dateline.search.engine.segment_view import SegmentView
from dateline.search.query.tree import Atom, Word

_FEW = 8
"""Words whose positions are read without asking first whether two that are a pair stand in an article."""


class Pair(NamedTuple):
    """Two words side by side in a query, and the lesser of their idfs."""

    one: Word
    other: Word
    idf: float


def proximity_pairs(atoms: Sequence[Atom], counts: Sequence[int], idfs: Sequence[float], articles: int) -> list[Pair]:
    """The pairs of a query that may gain.

    Args:
        atoms: The query's.
        counts: In how many articles each stands.
        idfs: The idf of each.
        articles: How many there are.
    """
    return [
        Pair(one, other, min(one_idf, other_idf))
        for (one, count, one_idf), (other, other_count, other_idf) in pairwise(zip(atoms, counts, idfs, strict=True))
        if isinstance(one, Word) and isinstance(other, Word) and one.zone == other.zone == "text"
        if one.term != other.term and count and other_count and max(count, other_count) <= COMMON * articles
    ]


def gains(pairs: Sequence[Pair], view: SegmentView, docs: Array, stem: Stem) -> Iterator[Array]:
    """What each pair adds to the scores of some of a segment's articles, in the order of the pairs."""
    segment, norm = view.segment, view.norms.body[docs]
    words = dict.fromkeys(word for pair in pairs for word in pair[:2])
    forms = {word: forms_of(segment, word, stem) for word in words}
    near = pairs if len(words) <= _FEW else _together(pairs, view, docs, forms)
    wanted = dict.fromkeys(word for pair in near for word in pair[:2])
    masks = {word: passages(segment, forms[word], docs, PASSAGE, ROUND) for word in wanted}
    nothing = np.zeros(len(docs))
    for one, other, idf in pairs:
        yield proximity(masks[one], masks[other], norm, idf) if one in masks and other in masks else nothing


def _together(
    pairs: Sequence[Pair], view: SegmentView, docs: Array, forms: Mapping[Word, Words]
) -> Iterator[Pair]:
    """The pairs of which both words stand in one of the articles."""
    known = [word for word, numbers in forms.items() if len(numbers)]
    if not known:
        return
    sizes = np.array([len(forms[word]) for word in known])
    has = view.segment.has(np.array([*chain.from_iterable(forms[word] for word in known)]), docs)
    rows = dict(zip(known, np.logical_or.reduceat(has, np.cumsum(sizes) - sizes), strict=True))
    for pair in pairs:
        one, other, _ = pair
        if one in rows and other in rows and (rows[one] & rows[other]).any():
            yield pair
