"""Which words of a query gain where they are near each other."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dateline.search.engine.bm25 import COMMON
from dateline.search.query.tree import Atom, Word


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
