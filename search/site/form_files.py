"""The files of a static site that hold surface forms: in order, each with its posting list."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.frequency import total_count, zone_counts
from dateline.index.segment.postings import Postings, merge_unordered
from dateline.index.segment.reader import SegmentReader
from dateline.search.site.encoding import DataFile, sections, varints
from dateline.search.site.snapshot import Snapshot

_POSTING, _FORM = 4, 8
"""Bytes that a posting and a surface form take in a file, about."""
_AT_ONCE = 1 << 20
"""Bytes, as counted so, that are read at once, if no file is larger."""


def form_files(site: Snapshot) -> Iterator[DataFile]:
    """All surface forms of the articles."""
    places = [site.numbered(segment) for segment in range(len(site.segments))]
    counts: Counter[bytes] = Counter()
    for segment, numbers in zip(site.segments, places, strict=True):
        counts.update(_doc_counts(segment, numbers >= 0))
    forms = sorted(counts)
    names = [form.decode() for form in forms]
    size = np.array([_FORM + _POSTING * counts[form] for form in forms], np.int64)
    before = np.append(0, np.cumsum(size))
    portions = list(site.granularity.words.portions(size, names.__getitem__))
    for _, several in groupby(portions, key=lambda portion: int(before[portion[0]]) // _AT_ONCE):
        files = list(several)
        first, last = files[0][0], files[-1][1]
        postings = _postings(site, places, forms[first:last])
        bounds = np.searchsorted(postings.word, np.arange(last - first + 1))
        for start, end in files:
            of = postings.take(np.arange(bounds[start - first], bounds[end - first]))
            lines = "\n".join(f"{names[at]} {counts[forms[at]]}" for at in range(start, end))
            yield DataFile(names[start], names[end - 1], sections([lines.encode(), *_columns(of)]))


def _columns(postings: Postings) -> list[bytes]:
    """The steps from one article to the next, how often in all, and how often in headline and lead."""
    steps = np.diff(postings.doc, prepend=-1) - 1
    first = np.flatnonzero(np.diff(postings.word, prepend=-1))
    steps[first] = postings.doc[first]
    counts = (of(postings.frequency).astype(np.uint8) for of in (total_count, zone_counts))
    return [varints(steps), *(column.tobytes() for column in counts)]


def _doc_counts(segment: SegmentReader, live: Array) -> dict[bytes, int]:
    """In how many live articles each surface form stands, if in any."""
    before = np.append(0, np.cumsum(live[segment.array("form.doc")]))
    counts = np.diff(before[segment.array("form.postings")])
    return {form: count for form, count in zip(segment.forms, counts.tolist(), strict=True) if count}


def _postings(site: Snapshot, places: list[Array], forms: list[bytes]) -> Postings:
    """The postings of some forms in a row, numbered among these, and articles as in the site."""
    number = {form: at for at, form in enumerate(forms)}
    parts = []
    for segment, numbers in zip(site.segments, places, strict=True):
        known = segment.forms
        there = range(bisect_left(known, forms[0]), bisect_right(known, forms[-1]))
        found = segment.form_occurrences(there)
        word = np.fromiter((number.get(known[at], -1) for at in there), np.int32, len(there))
        found = replace(found, word=word[found.word], doc=numbers[found.doc])
        parts.append(found.take(np.flatnonzero(found.doc >= 0)))
    return merge_unordered(parts)
