"""The shards of a static site that hold words: their postings, their positions, and the words alone.

Each is a few sections, the first of them text: a line a stem, `stem word count word count …`, counts in decimal. The
others hold numbers, one column after another over all words of the shard, since like numbers deflate best together.
"""

from collections.abc import Iterator

import numpy as np

from index.container import Array
from index.postings import COUNT_MAX, LEAD_MAX, TITLE_MAX, ragged
from index.segment import in_lead
from search.rank import PASSAGE, ROUND
from search.shard_codec import Grain, Shard, sections, spelt
from search.shard_draft import Site

_LAST = 0x20
"""Marks a posting's last passage."""

Column = tuple[Array, Array]
"""Bytes, and where each word's begin, with where all end at last."""


def term_shards(site: Site) -> Iterator[Shard]:
    """Postings: articles, how often in all, in headline and lead, headlines' and bodies' lengths, passages."""
    posts = site.draft.postings
    gaps = np.diff(posts.doc, prepend=-1) - 1
    first = site.start[:-1][np.diff(site.start) > 0]
    gaps[first] = posts.doc[first]
    titled = np.flatnonzero(site.frequency >> 8 & TITLE_MAX)
    columns = [
        _column(gaps, site.start),
        ((site.frequency & COUNT_MAX).astype(np.uint8), site.start),
        ((site.frequency >> 8).astype(np.uint8), site.start),
        _column(site.draft.lengths[posts.doc[titled], 0], np.searchsorted(titled, site.start)),
        _bodies(site),
        _passages(site),
    ]
    counts = np.diff(site.start)
    yield from _sharded(site, columns, counts, site.grain.terms)


def position_shards(site: Site) -> Iterator[Shard]:
    """Positions: of each posting the first and then differences.

    Before a word's, for each of its postings whose counts are capped, how often it stands in the article and in the
    lead. A line's counts are a word's bytes here.
    """
    posts = site.draft.postings
    steps = np.diff(posts.places, prepend=0)
    steps[site.place[:-1]] = posts.places[site.place[:-1]]
    capped = np.flatnonzero((posts.count >= COUNT_MAX) | (posts.lead >= LEAD_MAX))
    posting = np.repeat(capped, posts.count[capped])
    places = posts.places[ragged(site.place[:-1], posts.count, capped)]
    lead = np.bincount(posting, in_lead(posts.doc[posting], places, site.draft.lengths), len(posts.doc))[capped]
    true = np.stack([posts.count[capped], lead.astype(np.int64)], axis=1).reshape(-1)
    owner = posts.word[capped]
    numbers = np.insert(steps, np.repeat(site.place[site.start[owner]], 2), true)
    column = _column(numbers, site.place[site.start] + 2 * np.searchsorted(capped, site.start))
    yield from _sharded(site, [column], np.diff(column[1]), site.grain.positions)


def word_shards(site: Site) -> Iterator[Shard]:
    """Words in order, each with the number of its articles and, but for English, its stem."""
    names = [word.decode() for word in site.draft.words]
    counts = np.diff(site.start).tolist()
    stems = [b""] * len(names) if site.language == "english" else site.draft.stems
    order = sorted(range(len(names)), key=site.draft.words.__getitem__)
    lines = [f"{names[at]} {counts[at]} {stems[at].decode()}".rstrip().encode() for at in order]
    for start, end in site.grain.words.portions([len(line) + 1 for line in lines]):
        yield Shard(names[order[start]], names[order[end - 1]], [b"\n".join(lines[start:end])])


def _sharded(site: Site, columns: list[Column], counts: Array, grain: Grain) -> Iterator[Shard]:
    names, numbers = [word.decode() for word in site.draft.words], counts.tolist()
    stems, lines, ends = [], [], []
    for stem, words in site.stems():
        stems.append(stem)
        lines.append(" ".join([stem, *(f"{names[at]} {numbers[at]}" for at in words)]).encode())
        ends.append(words.stop)
    bounds = [0, *ends]
    sizes = np.array([len(line) for line in lines]) + sum(np.diff(begin[bounds]) for _, begin in columns)
    for start, end in grain.portions(sizes.tolist()):
        first, last = bounds[start], bounds[end]
        content = [content[begin[first] : begin[last]].tobytes() for content, begin in columns]
        yield Shard(stems[start], stems[end - 1], sections([b"\n".join(lines[start:end]), *content]))


def _column(numbers: Array, bounds: Array) -> Column:
    """Numbers as bytes, and the bounds of words in numbers as bounds in bytes."""
    content, begin = spelt(numbers)
    return content, begin[bounds]


def _bodies(site: Site) -> Column:
    """Words in the bodies of a word's articles; for a word that many have, the page loads those of all instead."""
    docs = site.draft.postings.doc
    counts = np.diff(site.start)
    few = np.flatnonzero((counts * site.grain.many <= len(site.ids))[site.draft.postings.word])
    return _column(site.body_lengths[docs[few]], np.searchsorted(few, site.start))


def _passages(site: Site) -> Column:
    """A byte for each passage of a posting, `position // PASSAGE % ROUND`; common words need none."""
    posts = site.draft.postings
    uncommon = np.diff(site.start) <= site.common
    posting = np.repeat(np.arange(len(posts.doc)), posts.count)
    keys = (posting * ROUND + posts.places // PASSAGE % ROUND)[uncommon[posts.word[posting]]]
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) > 0]
    owner = keys // ROUND
    last = np.diff(owner, append=-1) != 0
    content = (keys % ROUND | np.where(last, _LAST, 0)).astype(np.uint8)
    return content, np.searchsorted(owner, site.start)
