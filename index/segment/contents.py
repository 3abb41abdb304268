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
        forms: The surface forms (`index.analysis.surface`), sorted by bytes.
        form_postings: Of all of these, without positions; `word` is a place in `forms`.
        ids: The articles' ids; an article's number is its place. The other lists have an item an article too.
        day: When they were published, as `index.schema.ordinal` has it.
        lengths: Words in headline, body and lead: three columns.
        sketches: Of their bodies, as `index.analysis.sketch` has them: a row each.
        passages: Of their bodies, as `index.analysis.passages` hashes them.
        attributes: By attribute the articles' values as they are shown, empty where missing.
        stored: Their fields, as `index.segment.docstore.encode_article` has them.
    """

    words: list[bytes]
    stems: list[bytes]
    postings: Postings
    forms: list[bytes]
    form_postings: Postings
    ids: list[bytes]
    day: Array
    lengths: Array
    sketches: Array
    passages: list[bytes]
    attributes: dict[str, list[bytes]]
    stored: list[bytes]


def merge_contents(parts: Sequence[SegmentContents]) -> SegmentContents:
    """One of several, their articles in order. Words that no article has any more are gone."""
    stem_of: dict[bytes, bytes] = {}
    for part in parts:
        stem_of |= zip(part.words, part.stems, strict=True)
    sizes = [len(part.ids) for part in parts]
    words, postings = _merge_lists([part.words for part in parts], [part.postings for part in parts], sizes)
    forms, form_postings = _merge_lists([part.forms for part in parts], [part.form_postings for part in parts], sizes)
    return SegmentContents(
        words=words,
        stems=[stem_of[word] for word in words],
        postings=postings,
        forms=forms,
        form_postings=form_postings,
        ids=[value for part in parts for value in part.ids],
        day=np.concatenate([part.day for part in parts]),
        lengths=np.concatenate([part.lengths for part in parts]),
        sketches=np.concatenate([part.sketches for part in parts]),
        passages=[value for part in parts for value in part.passages],
        attributes={name: [value for part in parts for value in part.attributes[name]] for name in ATTRIBUTES},
        stored=[value for part in parts for value in part.stored],
    )


def _merge_lists(
    vocabularies: Sequence[list[bytes]], lists: Sequence[Postings], sizes: Sequence[int]
) -> tuple[list[bytes], Postings]:
    """The words, or surface forms, of all parts, and their postings, numbered anew; `sizes` counts parts' articles."""
    words = sorted(set().union(*vocabularies))
    number = {word: at for at, word in enumerate(words)}
    renumbered, docs_before = [], 0
    for vocabulary, old, size in zip(vocabularies, lists, sizes, strict=True):
        new_number = np.fromiter((number[word] for word in vocabulary), np.int32, len(vocabulary))
        renumbered.append(replace(old, word=new_number[old.word], doc=old.doc + docs_before))
        docs_before += size
    postings = merge(renumbered)
    used, word = np.unique(postings.word, return_inverse=True)
    return [words[at] for at in used.tolist()], replace(postings, word=word.astype(np.int32))
