"""The data_files of a static site that hold words: their postings, their positions, and the words alone.

Each is a few sections, the first of them text: a line a stem, `stem word count word count …`, counts in decimal. The
others hold numbers, one column after another over all words of the data_file, since like numbers deflate best together.
"""

from collections.abc import Iterator

import numpy as np

from dateline.index.arrays import Array, expand_runs
from dateline.index.segment.frequency import COUNT_MAX, LEAD_MAX, has_title, total_count, zone_counts
from dateline.index.segment.postings import in_lead
from dateline.search.engine.bm25 import PASSAGE, ROUND
from dateline.search.site.encoding import BYTE, DataFile, sections, varint_bytes
from dateline.search.site.snapshot import Snapshot

_LAST = 0x20
"""Marks a posting's last passage."""

Column = tuple[Array, Array]
"""Bytes, and where each word's begin, with where all end at last."""


def stem_files(site: Snapshot) -> Iterator[tuple[DataFile, DataFile]]:
    """The postings of stems' words, and beside them the positions of the same words."""
    columns, positions = _postings(site), _positions(site)
    stems, ends = [], [0]
    for stem, words in site.stems():
        stems.append(stem)
        ends.append(words.stop)
    sizes = np.sum([np.diff(begin[ends]) for _, begin in columns], axis=0) + 12 * np.diff(ends)
    counts, lengths = np.diff(site.start).tolist(), np.diff(positions[1]).tolist()
    for start, end in site.granularity.terms.portions(sizes.tolist(), stems):
        first, last = ends[start], ends[end]
        names = [(stems[at], range(ends[at], ends[at + 1])) for at in range(start, end)]
        postings = sections([_lines(site, names, counts), *_cut(columns, first, last)])
        places = sections([_lines(site, names, lengths), *_cut([positions], first, last)])
        yield DataFile(stems[start], stems[end - 1], postings), DataFile(stems[start], stems[end - 1], places)


def _lines(site: Snapshot, stems: list[tuple[str, range]], numbers: list[int]) -> bytes:
    """A line a stem: the stem, and each of its words with a number."""
    words = site.contents.words
    return "\n".join(
        " ".join([stem, *(f"{words[at].decode()} {numbers[at]}" for at in of)]) for stem, of in stems
    ).encode()


def _cut(columns: list[Column], first: int, last: int) -> list[bytes]:
    return [content[begin[first] : begin[last]].tobytes() for content, begin in columns]


def word_files(site: Snapshot) -> Iterator[DataFile]:
    """Words in order, each with the number of its articles and, but for English, its stem."""
    names = [word.decode() for word in site.contents.words]
    counts = np.diff(site.start).tolist()
    stems = [b""] * len(names) if site.language == "english" else site.contents.stems
    order = sorted(range(len(names)), key=site.contents.words.__getitem__)
    lines = [f"{names[at]} {counts[at]} {stems[at].decode()}".rstrip().encode() for at in order]
    ordered = [names[at] for at in order]
    for start, end in site.granularity.words.portions([len(line) + 1 for line in lines], ordered):
        yield DataFile(ordered[start], ordered[end - 1], [b"\n".join(lines[start:end])])


def _postings(site: Snapshot) -> list[Column]:
    """Articles, how often in all, in headline and lead, headlines' and bodies' lengths, passages."""
    posts = site.contents.postings
    gaps = np.diff(posts.doc, prepend=-1) - 1
    first = site.start[:-1][np.diff(site.start) > 0]
    gaps[first] = posts.doc[first]
    titled = np.flatnonzero(has_title(site.frequency))
    return [
        _column(gaps, site.start),
        (total_count(site.frequency).astype(np.uint8), site.start),
        (zone_counts(site.frequency).astype(np.uint8), site.start),
        _column(site.contents.lengths[posts.doc[titled], 0], np.searchsorted(titled, site.start)),
        *_bodies(site),
        _passages(site),
    ]


def _positions(site: Snapshot) -> Column:
    """Positions: of each posting the first and then differences.

    Before a word's, for each of its postings whose counts are capped, how often it stands in the article and in the
    lead.
    """
    posts = site.contents.postings
    steps = np.diff(posts.positions, prepend=0)
    steps[site.place[:-1]] = posts.positions[site.place[:-1]]
    capped = np.flatnonzero((posts.count >= COUNT_MAX) | (posts.lead >= LEAD_MAX))
    posting = np.repeat(capped, posts.count[capped])
    places = posts.positions[expand_runs(site.place[capped], posts.count[capped])]
    lead = np.bincount(posting, in_lead(posts.doc[posting], places, site.contents.lengths), len(posts.doc))[capped]
    true = np.stack([posts.count[capped], lead.astype(np.int64)], axis=1).reshape(-1)
    owner = posts.word[capped]
    numbers = np.insert(steps, np.repeat(site.place[site.start[owner]], 2), true)
    return _column(numbers, site.place[site.start] + 2 * np.searchsorted(capped, site.start))


def _column(numbers: Array, bounds: Array) -> Column:
    """Numbers as bytes, and the bounds of words in numbers as bounds in bytes."""
    content, begin = varint_bytes(numbers)
    return content, begin[bounds]


def _bodies(site: Snapshot) -> list[Column]:
    """Words in the bodies of a word's articles; for a word that many have, the page loads those of all instead."""
    docs = site.contents.postings.doc
    counts = np.diff(site.start)
    few = np.flatnonzero((counts * site.granularity.many <= len(site.ids))[site.contents.postings.word])
    separator = site.body_lengths[docs[few]]
    long = np.flatnonzero(separator >= BYTE)
    begin = np.searchsorted(few, site.start)
    return [
        (np.minimum(separator, BYTE).astype(np.uint8), begin),
        _column(separator[long] - BYTE, np.searchsorted(long, begin)),
    ]


def _passages(site: Snapshot) -> Column:
    """A byte for each passage of a posting, `position // PASSAGE % ROUND`; common words need none."""
    posts = site.contents.postings
    uncommon = np.diff(site.start) <= site.common
    posting = np.repeat(np.arange(len(posts.doc)), posts.count)
    keys = (posting * ROUND + posts.positions // PASSAGE % ROUND)[uncommon[posts.word[posting]]]
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) > 0]
    owner = keys // ROUND
    last = np.diff(owner, append=-1) != 0
    content = (keys % ROUND | np.where(last, _LAST, 0)).astype(np.uint8)
    return content, np.searchsorted(owner, site.start)
