"""Pairs of common words: which of them stand side by side, and in which articles, worked out as a segment is written.

A phrase is found by its words' positions, but words that stand everywhere have too many to go through. So the pairs
that two of them make are posted like words ("common grams" in Lucene): an article has about as many as it has words
such as "of the".
"""

from typing import Any

import numpy as np

from dateline.index.arrays import Array, run_starts, run_sums
from dateline.index.schema import GAP
from dateline.index.segment.postings import Postings, in_lead, in_title

COMMON = 1 << 14
"""A word is common in a segment where it occurs more often: a millisecond goes through fewer positions."""


def bigrams(postings: Postings, lengths: Array) -> tuple[Array, Array, Postings]:
    """The common words, the pairs of them as `key`s, both ascending, and the pairs' postings, without places.

    Args:
        postings: All of a segment.
        lengths: Words in headline, body and lead: a row an article.
    """
    words = np.bincount(postings.word, postings.count, 1)
    common = np.flatnonzero(words > COMMON)
    text, begin = _text(postings, lengths, common)
    at = np.flatnonzero((text[:-1] > 0) & (text[1:] > 0))
    doc = (np.searchsorted(begin, at, side="right") - 1).astype(np.int32)
    place = (at - begin[doc]).astype(np.int32)
    spans = text[at].astype(np.int64) * (len(common) + 1) + text[at + 1]
    order = np.sort(spans << 32 | np.arange(len(spans))) & 0xFFFFFFFF
    spans, doc, place = spans[order], doc[order], place[order]
    del at, order
    first = run_starts(spans, doc)
    pair = run_starts(spans)
    one, other = np.divmod(spans[pair], len(common) + 1)
    return (
        common,
        bigram_key(common[one - 1], common[other - 1]),
        Postings(
            word=(np.searchsorted(pair, first, side="right") - 1).astype(np.int32),
            doc=doc[first],
            count=np.diff(first, append=len(doc)).astype(np.int32),
            title=run_sums(in_title(doc, place, lengths), first),
            lead=run_sums(in_lead(doc, place, lengths), first),
            places=np.empty(0, np.int32),
        ),
    )


def bigram_key(one: Any, other: Any) -> Any:
    """The number of a pair of words, given by theirs; of many pairs, given by arrays."""
    return one << 32 | other


def _text(postings: Postings, lengths: Array, common: Array) -> tuple[Array, Array]:
    """The segment's texts end to end, a common word as its place among them, counted from 1, and any other word or gap
    as 0; and where each article begins.
    """
    size = lengths[:, 0].astype(np.int64) + GAP + lengths[:, 1] + 1
    begin = np.cumsum(size) - size
    text = np.zeros(int(size.sum()), np.uint16)
    bounds = np.searchsorted(postings.word, np.append(common, common + 1)).reshape(2, -1)
    ends = np.append(0, np.cumsum(postings.count))
    for number, (first, last) in enumerate(bounds.T.tolist(), 1):
        places = postings.places[ends[first] : ends[last]]
        text[np.repeat(begin[postings.doc[first:last]], postings.count[first:last]) + places] = number
    return text, begin
