"""What may be meant by words that few articles have (`search.query.offers`), told beside their postings, so that a page
looks for what to offer only where there is something.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import INDEX_BITS, INDEX_MASK, Array, distinct, expand_runs
from dateline.search.query.tree import FEW
from dateline.search.site.near_words import far_counts, near_counts
from dateline.search.site.open_forms import OpenForms, find_open_forms
from dateline.search.site.run import Run
from dateline.search.site.snapshot import Snapshot

NEAR, FAR, OPEN = b"?", b"=", b"|"
"""What marks in how many articles the likeliest word one edit away stands, or two; and two words that are meant."""


class RareWords(NamedTuple):
    """Words of stems no word of which more than FEW articles have, ascending.

    Attributes:
        words: Their numbers.
        near, far: Of each in how many articles the likeliest word one edit away stands, or two (`near_words`).
        open_forms: What they may be as two.
    """

    words: Array
    near: Array
    far: Array
    open_forms: OpenForms

    def marks(self, site: Snapshot, run: Run, stems: range) -> dict[bytes, list[bytes]]:
        """By stem, of some in a row whose postings these are, the marks, each with its number."""
        bounds = site.stem_words[stems.start : stems.stop + 1]
        found = defaultdict[bytes, list[bytes]](list)
        for word, mark in (*self._likely(*bounds[[0, -1]].tolist()), *self._open(site, run, bounds)):
            stem = stems.start + int(np.searchsorted(bounds, word, "right")) - 1
            found[site.stems[stem]].append(mark)
        return found

    def _likely(self, first: int, last: int) -> Iterator[tuple[int, bytes]]:
        some = slice(*np.searchsorted(self.words, [first, last]))
        for mark, counts in ((NEAR, self.near[some]), (FAR, self.far[some])):
            for at in np.flatnonzero(counts).tolist():
                yield int(self.words[some][at]), b"%s %d" % (mark, counts[at])

    def _open(self, site: Snapshot, run: Run, bounds: Array) -> Iterator[tuple[int, bytes]]:
        """Each two words, and of what they and the word find how many copies are left out, and how many stories are."""
        words, places, found = self.open_forms.of(*bounds[[0, -1]].tolist())
        stem = np.searchsorted(bounds, words, "right") - 1
        begin, end = (run.word_bounds[bounds[of] - run.first] for of in (stem, stem + 1))
        own = run.postings.doc[expand_runs(begin, end - begin)]
        own_pair = np.repeat(np.arange(len(words)), end - begin)
        together = distinct(np.concatenate([found, own_pair << INDEX_BITS | own]))
        pair = together >> INDEX_BITS
        stories = distinct(pair << INDEX_BITS | site.stories(together & INDEX_MASK)) >> INDEX_BITS
        articles, counts = (np.bincount(of, minlength=len(words)).tolist() for of in (pair, stories))
        for at, (word, place) in enumerate(zip(words.tolist(), places.tolist(), strict=True)):
            text = site.words.text(word)
            mark = f"{text[:place]}-{text[place:]}-{articles[at] - counts[at]} {counts[at]}"
            yield word, OPEN + mark.encode()


def find_rare_words(site: Snapshot, folder: Path) -> RareWords:
    """Those of an archive; `folder` takes files that are needed as long as they are."""
    sizes = np.diff(site.stem_words)
    first = site.stem_words[:-1][sizes > 0]
    most = np.maximum.reduceat(site.doc_counts, first) if len(first) else site.doc_counts
    words = np.flatnonzero(np.repeat(most <= FEW, sizes[sizes > 0]))
    return RareWords(words, near_counts(site, words), far_counts(site, words), find_open_forms(site, words, folder))

