"""Words that a page may offer others for (`search.query.offers`): marked beside their postings, so that the page looks
for what to offer only where there is something.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from dateline.index.analysis.terms import COMPOUND
from dateline.search.query.absent import LONG
from dateline.search.query.expand import within_edits
from dateline.search.query.respell import OFTENER
from dateline.search.query.spelling import SURE, american, is_slip, rare, squeezed
from dateline.search.query.tree import FEW
from dateline.search.site.snapshot import Snapshot

SLIP, OTHERWISE, APART = "~", "^", "/"
"""What marks a word as one that may be a slip, and as one that is spelt in another way, too; and a compound as one that
may be meant by the words of a stem.
"""


def marks(site: Snapshot) -> dict[bytes, list[bytes]]:
    """By stem its words that others are offered for, and the compounds that are, with their marks."""
    marked = defaultdict[bytes, list[bytes]](list)
    slips, otherwise, stems = set(_slips(site)), set(_otherwise(site)), site.word_stems
    for word in sorted(slips | otherwise):
        found = [SLIP] * (word in slips) + [OTHERWISE] * (word in otherwise)
        marked[site.stems[stems[word]]] += (mark.encode() + site.words[word] for mark in found)
    for stem, names in site.apart.items():
        marked[stem] += (APART.encode() + name.removeprefix(COMPOUND.encode()) for name in names)
    return marked


def _otherwise(site: Snapshot) -> Iterator[int]:
    """The words that are spelt in another way, too."""
    spelt = defaultdict[str, list[int]](list)
    if site.language == "english":
        for number in range(len(site.words)):
            for other in american(site.words.text(number)):
                spelt[other].append(number)
    for number in range(len(site.words)):
        if others := spelt.get(site.words.text(number)):
            yield from (number, *others)


def _slips(site: Snapshot) -> Iterator[int]:
    """The words that others may be meant by, of those in more than FEW articles."""
    most, counts = rare(len(site.ids)), site.doc_counts
    frequent = defaultdict[str, list[int]](list)
    if most > FEW:
        for number in np.flatnonzero(counts >= OFTENER * (FEW + 1)).tolist():
            for key in _keys(site.words.text(number)):
                frequent[key].append(number)
    for number in np.flatnonzero((counts > FEW) & (counts <= most)).tolist():
        word = site.words.text(number)
        if len(word) >= LONG:
            others = {other for key in _keys(word) for other in frequent.get(key, ())}
            likelier = (site.words.text(other) for other in others if counts[other] >= OFTENER * counts[number])
            if any(within_edits(word, other, 2) and is_slip(word, other) for other in likelier):
                yield number


def _keys(word: str) -> set[str]:
    """Texts of which a word shares one with each that may be a slip of it."""
    without = {word[:at] + word[at + 1 :] for at in range(len(word))} | {word} if len(word) >= SURE - 1 else set()
    return {squeezed(word), "".join(sorted(word)), *without}
