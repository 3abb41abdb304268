"""Which lines recur across an archive's files? Menus, comment policies, newsletter boxes and lists of the latest do.

A line is looked at together with the next one, since a page's frame is the same line after line, while a sentence that
two articles share stands among others of their own. A file's pairs are kept as hashes of eight bytes, so that a file
need not be read again to tell what it shares with a new one.

What copies of one article share tells nothing of a page's frame: of the files that have a pair, one at least must not
be a copy of the first, by name.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from dateline.index.arrays import Array, find_sorted, run_starts
from dateline.index.extract.text.main_text import is_sentence
from dateline.index.extract.text.text_lines import Line, lines_of

_MOST_LINES = 4096
"""Lines of a file that are looked at."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SENTENCE = np.uint64(1)
"""The bit of a hash that says that its second line is a sentence."""
_COPY = 2 / 3
"""What part of their sentences two copies of one article share at least."""
_APART = 1.5
"""Pairs by which more than chance must be shared where single sentences differ, each of which parts two pairs."""
NONE = np.empty(0, "<u8")


def pair_hashes(lines: Sequence[Line]) -> Array:
    """A hash for each line and the next, the last one and the end, in order: eight bytes, unsigned."""
    some = [*(line.text for line in lines[:_MOST_LINES]), ""]
    digests = [hashlib.blake2b(text.casefold().encode("utf-8", "replace"), digest_size=8).digest() for text in some]
    hashes = np.frombuffer(b"".join(digests), "<u8")
    ends = np.array(list(map(is_sentence, some)), "<u8")
    pairs: Array = (hashes[:-1] * _FACTOR + hashes[1:]) & ~_SENTENCE | ends[1:]
    return pairs


def line_pairs(text: str) -> Array:
    """The hashes of a text's pairs of lines, each once, ascending."""
    return np.unique(pair_hashes(lines_of(text)))


def all_pairs(files: Sequence[Array]) -> Array:
    """The pairs of some files together, each once, ascending."""
    return np.unique(np.concatenate([NONE, *files]))


def recurring(files: Mapping[str, Array], among: Array) -> Array:
    """Which of some pairs recur, ascending.

    Args:
        files: By name the pairs of each file, as `line_pairs` has them.
        among: The pairs of interest, ascending.
    """
    named = [files[name] for name in sorted(files)]
    hashes, owners = _flat(named, among)
    order = np.argsort(hashes, kind="stable")
    hashes = hashes[order]
    starts = run_starts(hashes)
    ends = np.append(starts[1:], len(hashes))
    several = ends - starts > 1
    are_copies = cache(lambda one, other: _are_copies(named[one], named[other]))
    found = []
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        first, *others = owners[order[start:end]].tolist()
        if not all(are_copies(first, other) for other in others):
            found.append(start)
    return hashes[np.array(found, np.int64)]


def differing(one: Array, other: Array) -> Array:
    """The pairs that recur in one state of an archive and not in the other."""
    return np.setxor1d(one, other, assume_unique=True)


def sharing(files: Mapping[str, Array], pairs: Array) -> list[str]:
    """The names of the files that have one of these pairs."""
    names = list(files)
    return [names[at] for at in np.unique(_flat(list(files.values()), pairs)[1])]


def shared(pairs: Array, recurring: Array) -> frozenset[int]:
    """Those of a file's pairs that recur."""
    return frozenset(pairs[find_sorted(pairs, recurring)[1]].tolist())


def _flat(files: Sequence[Array], among: Array) -> tuple[Array, Array]:
    """All pairs of some files that are among these, and the number of the file that each is of."""
    hashes = np.concatenate([NONE, *files])
    owners = np.repeat(np.arange(len(files), dtype=np.uint32), [len(own) for own in files])
    chosen = find_sorted(hashes, among)[1]
    return hashes[chosen], owners[chosen]


def _are_copies(one: Array, other: Array) -> bool:
    """Whether two files hold one article, by the pairs that end in a sentence: a part of the sentences as the part of
    the pairs, or, in longer ones, its square, as sentences are edited here and there.
    """
    own, others = (pairs[(pairs & _SENTENCE) == _SENTENCE] for pairs in (one, other))
    most = max(len(own), len(others))
    enough = min(_COPY * most, _COPY**2 * most + _APART)
    return most > 0 and int(find_sorted(own, others)[1].sum()) >= enough
