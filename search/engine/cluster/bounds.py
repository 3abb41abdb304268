"""The most that an article may score, told from columns: the cluster's score, and where hashes of its words stand.

Where another stem has the same hash, or only some words of a stem will do, an article seems to have more than it has.
"""

from collections.abc import Callable, Sequence

import numpy as np

from dateline.index.arrays import Array
from dateline.index.cluster.schema import stem_hash
from dateline.index.schema import GAP
from dateline.search.engine.bm25 import B_BODY, PASSAGE, RERANKED, ROUND, proximity
from dateline.search.engine.cluster.matches import Match
from dateline.search.engine.proximity import Pair

CLOSE = 1e-6
"""The part of a score that the cluster's float32 may be off by."""


def most(matches: Sequence[Match], pairs: Sequence[Pair], average: float, stem: Callable[[str], str]) -> Array:
    """The most that each match may score, proximity included.

    Args:
        matches: The best, best first, more than gain by proximity if there are more.
        pairs: The words that gain.
        average: How many words a body has.
        stem: Gives a term's stem.
    """
    bounds = np.array([match.score for match in matches])
    if pairs and matches:
        border = bounds[min(RERANKED, len(bounds)) - 1]
        near = matches[: int(np.count_nonzero(bounds >= border * (1 - 2 * CLOSE)))]
        bounds[: len(near)] += _gains(near, pairs, average, stem)
    return bounds * (1 + CLOSE)


def surely_gaining(matches: Sequence[Match]) -> int:
    """How many of the best matches are surely among the `RERANKED` that gain by proximity."""
    if len(matches) <= RERANKED:
        return len(matches)
    return sum(match.score > matches[RERANKED].score * (1 + 2 * CLOSE) for match in matches[:RERANKED])


def _gains(matches: Sequence[Match], pairs: Sequence[Pair], average: float, stem: Callable[[str], str]) -> Array:
    """What matches gain by proximity, or more: where another stem has the same hash, or only some words of a stem will
    do.
    """
    titles, bodies = np.array([(one.title_length, one.body_length) for one in matches]).T
    hashes = np.frombuffer(b"".join(match.hashes for match in matches), "<u2")
    ends = np.cumsum(titles + bodies)

    def passages(term: str) -> Array:
        at = np.flatnonzero(hashes == stem_hash(stem(term)))
        article = np.searchsorted(ends, at, "right")
        position = at - (ends - titles - bodies)[article]
        position += GAP * (position >= titles[article])
        masks = np.zeros(len(matches), np.uint32)
        np.bitwise_or.at(masks, article, np.uint32(1) << (position // PASSAGE % ROUND).astype(np.uint32))
        return masks

    masks = {word.term: passages(word.term) for pair in pairs for word in pair[:2]}
    norm = 1 - B_BODY + B_BODY * (bodies / average)
    gains = [proximity(masks[one.term], masks[other.term], norm, idf) for one, other, idf in pairs]
    total: Array = np.array(gains).sum(axis=0)
    return total
