"""The files of a static site that hold words alone: for patterns, and for what to offer in place of others."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np

from dateline.index.arrays import Array
from dateline.search.query.respell import OFTENER
from dateline.search.query.spelling import usual
from dateline.search.query.tree import FEW
from dateline.search.site.encoding import DataFile, hashed_name
from dateline.search.site.snapshot import Snapshot

_SHARE = 1 << 12
"""Bytes of words, before deflating, that a file of `near_files` has on average at most."""
_Line = Callable[[int], bytes]


def word_files(site: Snapshot) -> Iterator[DataFile]:
    """All words in order."""
    return _in_order(site, np.arange(len(site.words)), _lines(site))


def usual_files(site: Snapshot, stories: Array) -> Iterator[DataFile]:
    """Likewise those that may be meant by a word two edits away (`search.query.respell`, `search.query.offers`), with
    what `term_files.stem_files` tells of their stems.
    """
    least = min(usual(len(site.ids)), OFTENER * (FEW + 1))
    return _in_order(site, np.flatnonzero(site.doc_counts >= least), _lines(site, stories))


def near_files(site: Snapshot, stories: Array) -> Iterator[bytes]:
    """Likewise all words, each in the files of its `near_keys`. There are as many files as a power of two, so that most
    words stay where they are when some are added.
    """
    line, count = _lines(site, stories), len(site.words)
    total = 2 * sum(len(line(word)) + 1 for word in range(count))
    files = 1 << (total // _SHARE).bit_length() if count else 0
    file_of = lru_cache(maxsize=1 << 16)(lambda key: int(hashed_name(key)[:8], 16) % files)
    keys = (file_of(key) for word in range(count) for key in near_keys(site.words.text(word)))
    file = np.fromiter(keys, np.int32, 2 * count)
    order = np.argsort(file, kind="stable")
    for start, end in pairwise(np.searchsorted(file[order], np.arange(files + 1)).tolist()):
        yield b"\n".join(map(line, dict.fromkeys((order[start:end] // 2).tolist())))


def near_keys(word: str) -> tuple[str, str]:
    """What a word has in common with every one that is one edit away: its length and the letters of its first half, or
    of its last, one letter between them, as the edit leaves one of the two as it is.
    """
    size = len(word)
    return f"{size}{word[: (size - 1) // 2]}", f"{word[size - size // 2 :]}{size}"


def _lines(site: Snapshot, stories: Array | None = None) -> _Line:
    """What gives a word's line: it, but for English its stem, the number of its articles, and of `stories` what that
    does not tell.
    """
    stems, counts = site.word_stems, site.doc_counts

    def line(word: int) -> bytes:
        stem = [] if site.language == "english" else [site.stems[stems[word]]]
        numbers = [counts[word]]
        if stories is not None and (stories[word, 0] != counts[word] or stories[word, 1]):
            numbers += stories[word].tolist()
        return b" ".join([site.words[word], *stem, *(b"%d" % number for number in numbers)])

    return line


def _in_order(site: Snapshot, chosen: Array, line: _Line) -> Iterator[DataFile]:
    order = sorted(chosen.tolist(), key=site.words.__getitem__)
    sizes = np.fromiter((len(line(word)) + 1 for word in order), np.int64, len(order))
    for start, end in site.granularity.words.portions(sizes, lambda at: site.words.text(order[at])):
        of = order[start:end]
        yield DataFile(site.words.text(of[0]), site.words.text(of[-1]), [b"\n".join(map(line, of))])
