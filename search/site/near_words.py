"""For words that few articles have, whether others may be meant (`search.query.offers`): in how many articles the
likeliest of these stands.
"""

import re
from collections import defaultdict
from operator import attrgetter

import numpy as np

from dateline.index.arrays import Array
from dateline.search.query.absent import LONG
from dateline.search.query.expand import within_edits
from dateline.search.query.relax import TIMES
from dateline.search.query.respell import SLIP
from dateline.search.query.spelling import squeezed, usual
from dateline.search.site.letter_hashes import known_of, letters_of
from dateline.search.site.snapshot import Snapshot

_DIGIT = re.compile(r"\d")


def near_counts(site: Snapshot, words: Array) -> Array:
    """In how many articles the most frequent word stands that is one edit away from each of these and begins as it
    does, of those in TIMES articles or more; 0 where there is none, for words with digits, and for short ones.
    """
    often, found = np.flatnonzero(site.doc_counts >= TIMES), np.zeros(len(words), np.int32)
    names = "whole", "without", "changed"
    whole, without, changed = (
        known_of(site.words, often, site.doc_counts[often], attrgetter(name), lambda of: of.place > 0) for name in names
    )
    for at, of in letters_of(site.words, words, lambda of: (of.place > 0) & (of.size >= LONG)):
        edited = whole.of(of.without), whole.of(of.swapped), without.of(of.whole), changed.of(of.changed)
        for likest in edited:
            np.maximum.at(found, at + of.word, likest)
    found[[at for at in np.flatnonzero(found).tolist() if _DIGIT.search(site.words.text(words[at]))]] = 0
    return found


def far_counts(site: Snapshot, words: Array) -> Array:
    """Likewise of the usual words that are two edits away, where only doubled letters differ."""
    often = defaultdict[str, list[tuple[int, str]]](list)
    for other in np.flatnonzero(site.doc_counts >= max(usual(len(site.ids)), TIMES)).tolist():
        text = site.words.text(other)
        often[squeezed(text)].append((int(site.doc_counts[other]), text))

    def likest(word: str) -> int:
        others = often.get(squeezed(word), ()) if len(word) >= SLIP else ()
        return max((count for count, other in others if _is_far(word, other)), default=0)

    return np.fromiter((likest(site.words.text(word)) for word in words.tolist()), np.int32, len(words))


def _is_far(word: str, other: str) -> bool:
    return within_edits(word, other, 2) and not within_edits(word, other, 1)
