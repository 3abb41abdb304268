"""Bigrams: pairs of frequent words that stand side by side, with posting lists of their own.

A phrase is found by its words' positions, but words that stand everywhere have too many to go through. So the bigrams
that two of them make are posted like words ("common grams" in Lucene): an article has about as many as it has words
such as "of the".
"""

from typing import Any, NamedTuple

import numpy as np

from dateline.index.arrays import Array, run_starts, run_sums, stable_order
from dateline.index.schema import GAP
from dateline.index.segment.postings import Postings, in_lead, in_title

FREQUENT = 1 << 14
"""A word is frequent in a segment where it occurs more often: a millisecond goes through fewer positions."""


class Bigrams(NamedTuple):
    """The bigrams of a segment.

    Attributes:
        words: The frequent words, ascending.
        keys: The bigrams as `bigram_key` numbers them, ascending.
        postings: Their postings; `word` is a place in `keys`. Without positions.
    """

    words: Array
    keys: Array
    postings: Postings


def find_bigrams(postings: Postings, lengths: Array, first_word: int) -> Bigrams:
    """The bigrams of a whole segment.

    Args:
        postings: All of its words'.
        lengths: Words in headline, body and lead: a row an article.
        first_word: The number of the first word that is no compound.
    """
    words = np.flatnonzero(np.bincount(postings.word, postings.count, 1) > FREQUENT)
    words = words[words >= first_word]
    code, doc, position = _occurrences(postings, lengths, words)
    distinct, first = run_starts(code), run_starts(code, doc)
    one, other = np.divmod(code[distinct], len(words) + 1)
    return Bigrams(
        words,
        bigram_key(words[one - 1], words[other - 1]),
        Postings(
            word=(np.searchsorted(distinct, first, side="right") - 1).astype(np.int32),
            doc=doc[first],
            count=np.diff(first, append=len(doc)).astype(np.int32),
            title=run_sums(in_title(doc, position, lengths), first),
            lead=run_sums(in_lead(doc, position, lengths), first),
            positions=np.empty(0, np.int32),
        ),
    )


def bigram_key(one: Any, other: Any) -> Any:
    """The number of a bigram, given by those of its two words; of many, given by arrays."""
    return one << 32 | other


def _occurrences(postings: Postings, lengths: Array, words: Array) -> tuple[Array, Array, Array]:
    """Every bigram that stands somewhere, sorted: its code (first word × (words + 1) + second, each as `_texts` numbers
    it), its article, and its first word's position.
    """
    text, begin = _texts(postings, lengths, words)
    at = np.flatnonzero((text[:-1] > 0) & (text[1:] > 0))
    code = text[at].astype(np.int64) * (len(words) + 1) + text[at + 1]
    doc = (np.searchsorted(begin, at, side="right") - 1).astype(np.int32)
    position = (at - begin[doc]).astype(np.int32)
    order = stable_order(code)
    return code[order], doc[order], position[order]


def _texts(postings: Postings, lengths: Array, words: Array) -> tuple[Array, Array]:
    """The articles' texts end to end, and where each begins. A frequent word is its place among them, counted from 1;
    all else, gaps and what parts two articles too, is 0.
    """
    size = lengths[:, 0].astype(np.int64) + GAP + lengths[:, 1] + 1
    begin = np.cumsum(size) - size
    text = np.zeros(int(size.sum()), np.uint16)
    lists = np.searchsorted(postings.word, np.append(words, words + 1)).reshape(2, -1)
    ends = np.append(0, np.cumsum(postings.count))
    for number, (first, last) in enumerate(lists.T.tolist(), 1):
        positions = postings.positions[ends[first] : ends[last]]
        text[np.repeat(begin[postings.doc[first:last]], postings.count[first:last]) + positions] = number
    return text, begin
