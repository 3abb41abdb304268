"""The files of a static site that hold words: their postings, their positions, and the words alone.

Each is a few sections, the first of them text: a line a stem, `stem word count word count …`, counts in decimal. The
others hold numbers, one column after another over all words of the file, since like numbers deflate best together.
"""

from collections.abc import Iterator

import numpy as np

from dateline.index.arrays import Array, expand_runs
from dateline.index.segment.frequency import COUNT_MAX, LEAD_MAX, has_title, total_count, zone_counts
from dateline.index.segment.postings import in_lead
from dateline.search.engine.bm25 import PASSAGE, ROUND
from dateline.search.site.encoding import BYTE_MAX, LAST_PASSAGE, MANY, DataFile, sections, varint_bytes
from dateline.search.site.snapshot import Snapshot

Column = tuple[Array, Array]
"""The bytes of all words, and the bounds of each word's: where they begin, and at last where all end."""


def stem_files(site: Snapshot) -> Iterator[tuple[DataFile, DataFile]]:
    """The postings of stems' words, and beside them the positions of the same words."""
    columns, positions = _postings(site), _positions(site)
    stems, ends = [], [0]
    for stem, words in site.stems():
        stems.append(stem)
        ends.append(words.stop)
    sizes = np.sum([np.diff(bounds[ends]) for _, bounds in columns], axis=0) + 12 * np.diff(ends)
    counts, lengths = site.doc_counts.tolist(), np.diff(positions[1]).tolist()
    for start, end in site.granularity.terms.portions(sizes.tolist(), stems):
        first, last = ends[start], ends[end]
        names = [(stems[at], range(ends[at], ends[at + 1])) for at in range(start, end)]
        of_postings = sections([_lines(site, names, counts), *_cut(columns, first, last)])
        of_positions = sections([_lines(site, names, lengths), *_cut([positions], first, last)])
        yield DataFile(stems[start], stems[end - 1], of_postings), DataFile(stems[start], stems[end - 1], of_positions)


def _lines(site: Snapshot, stems: list[tuple[str, range]], numbers: list[int]) -> bytes:
    """A line a stem: the stem, and each of its words with a number."""
    words = site.contents.words
    return "\n".join(
        " ".join([stem, *(f"{words[at].decode()} {numbers[at]}" for at in of)]) for stem, of in stems
    ).encode()


def _cut(columns: list[Column], first: int, last: int) -> list[bytes]:
    """What the columns have of a run of words."""
    return [content[bounds[first] : bounds[last]].tobytes() for content, bounds in columns]


def word_files(site: Snapshot) -> Iterator[DataFile]:
    """Words in order, each with the number of its articles and, but for English, its stem."""
    names = [word.decode() for word in site.contents.words]
    counts = site.doc_counts.tolist()
    stems = [b""] * len(names) if site.language == "english" else site.contents.stems
    order = sorted(range(len(names)), key=site.contents.words.__getitem__)
    lines = [f"{names[at]} {counts[at]} {stems[at].decode()}".rstrip().encode() for at in order]
    ordered = [names[at] for at in order]
    for start, end in site.granularity.words.portions([len(line) + 1 for line in lines], ordered):
        yield DataFile(ordered[start], ordered[end - 1], [b"\n".join(lines[start:end])])


def _postings(site: Snapshot) -> list[Column]:
    """Articles, how often in all, in headline and lead, headlines' and bodies' lengths, passages."""
    postings, bounds = site.contents.postings, site.word_bounds
    titled = np.flatnonzero(has_title(site.frequency))
    return [
        _varint_column(_steps(postings.doc, bounds, least=1), bounds),
        (total_count(site.frequency).astype(np.uint8), bounds),
        (zone_counts(site.frequency).astype(np.uint8), bounds),
        _varint_column(site.contents.lengths[postings.doc[titled], 0], np.searchsorted(titled, bounds)),
        *_body_lengths(site),
        _passages(site),
    ]


def _positions(site: Snapshot) -> Column:
    """Positions: of each posting the first and then differences; before a word's, its `_true_counts`."""
    steps = _steps(site.contents.postings.positions, site.posting_bounds)
    capped, true_counts = _true_counts(site)
    word_begin = site.posting_bounds[site.word_bounds]  # in positions
    before = word_begin[site.contents.postings.word[capped]]
    numbers = np.insert(steps, np.repeat(before, 2), true_counts.reshape(-1))
    return _varint_column(numbers, word_begin + 2 * np.searchsorted(capped, site.word_bounds))


def _true_counts(site: Snapshot) -> tuple[Array, Array]:
    """The postings whose counts are capped, and how often their words truly stand in the article and in the lead: two
    columns.
    """
    postings = site.contents.postings
    capped = np.flatnonzero((postings.count >= COUNT_MAX) | (postings.lead >= LEAD_MAX))
    count = postings.count[capped]
    owner = np.repeat(np.arange(len(capped)), count)
    positions = postings.positions[expand_runs(site.posting_bounds[capped], count)]
    inside = in_lead(postings.doc[capped][owner], positions, site.contents.lengths)
    lead = np.bincount(owner[inside], minlength=len(capped))
    return capped, np.stack([count, lead], axis=1)


def _steps(numbers: Array, bounds: Array, least: int = 0) -> Array:
    """Of each run the first number as it is, of the others how much more they are than the one before and `least`."""
    steps: Array = np.diff(numbers, prepend=0) - least
    first = bounds[:-1][np.diff(bounds) > 0]
    steps[first] = numbers[first]
    return steps


def _varint_column(numbers: Array, bounds: Array) -> Column:
    """A column of varints, of words whose bounds are given in numbers."""
    content, begin = varint_bytes(numbers)
    return content, begin[bounds]


def _body_lengths(site: Snapshot) -> list[Column]:
    """Words in the bodies of a word's articles; for a word that many have, the page loads those of all instead."""
    postings = site.contents.postings
    few = np.flatnonzero((site.doc_counts * MANY <= len(site.ids))[postings.word])
    lengths = site.body_lengths[postings.doc[few]]
    bounds = np.searchsorted(few, site.word_bounds)
    long = np.flatnonzero(lengths >= BYTE_MAX)
    return [
        (np.minimum(lengths, BYTE_MAX).astype(np.uint8), bounds),
        _varint_column(lengths[long] - BYTE_MAX, np.searchsorted(long, bounds)),
    ]


def _passages(site: Snapshot) -> Column:
    """A byte for each passage of a posting, `position // PASSAGE % ROUND`, the last marked; common words have none."""
    postings = site.contents.postings
    uncommon = site.doc_counts <= site.common
    owner = np.repeat(np.arange(len(postings.doc)), postings.count)
    passage = postings.positions // PASSAGE % ROUND
    distinct = np.unique((owner * ROUND + passage)[uncommon[postings.word[owner]]])
    owner, passage = distinct // ROUND, distinct % ROUND
    last = np.diff(owner, append=-1) != 0
    return (passage | np.where(last, LAST_PASSAGE, 0)).astype(np.uint8), np.searchsorted(owner, site.word_bounds)
