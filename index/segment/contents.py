"""What a segment holds, whole in memory: what a segment builder makes, a reader gives back, and a merge joins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dateline.index.arrays import Array
from dateline.index.schema import ATTRIBUTES
from dateline.index.segment.postings import Postings, merge

DOCS_MAX = 1 << 16
"""Articles in a segment at most, so that an article's number takes two bytes."""


@dataclass(slots=True)
class SegmentContents:
    """A segment's words with their postings, and its articles in order.

    Attributes:
        words: Sorted by bytes; a word's number is its place.
        stems: The stem of each word.
        postings: Of all words.
        ids: The articles' ids; an article's number is its place. The other lists have an item an article too.
        day: When they were published, as `index.schema.ordinal` has it.
        lengths: Words in headline, body and lead: three columns.
        sketches: Of their bodies, as `index.analysis.sketch` has them: a row each.
        attributes: By attribute the articles' values as they are shown, empty where missing.
        stored: Their fields, as `index.segment.docstore.encode_article` has them.
    """

    words: list[bytes]
    stems: list[bytes]
    postings: Postings
    ids: list[bytes]
    day: Array
    lengths: Array
    sketches: Array
    attributes: dict[str, list[bytes]]
    stored: list[bytes]


def merge_contents(parts: Sequence[SegmentContents]) -> SegmentContents:
    """One of several, their articles in order. Words that no article has any more are gone."""
    words, stems, postings = _merge_words(parts)
    return SegmentContents(
        words=words,
        stems=stems,
        postings=postings,
        ids=[value for part in parts for value in part.ids],
        day=np.concatenate([part.day for part in parts]),
        lengths=np.concatenate([part.lengths for part in parts]),
        sketches=np.concatenate([part.sketches for part in parts]),
        attributes={name: [value for part in parts for value in part.attributes[name]] for name in ATTRIBUTES},
        stored=[value for part in parts for value in part.stored],
    )


def _merge_words(parts: Sequence[SegmentContents]) -> tuple[list[bytes], list[bytes], Postings]:
    """The words of all parts with their stems, and the postings, numbered anew."""
    stem_of: dict[bytes, bytes] = {}
    for part in parts:
        stem_of |= zip(part.words, part.stems, strict=True)
    words = sorted(stem_of)
    number = {word: at for at, word in enumerate(words)}
    renumbered, docs_before = [], 0
    for part in parts:
        new_number = np.fromiter((number[word] for word in part.words), np.int32, len(part.words))
        old = part.postings
        renumbered.append(replace(old, word=new_number[old.word], doc=old.doc + docs_before))
        docs_before += len(part.ids)
    postings = merge(renumbered)
    used, word = np.unique(postings.word, return_inverse=True)
    words = [words[at] for at in used.tolist()]
    return words, [stem_of[each] for each in words], replace(postings, word=word.astype(np.int32))
