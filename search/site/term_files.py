"""The files of a static site that hold words' postings and their positions.

Each is a few sections, the first of them text: a line a stem, `stem word count word count …`, counts in decimal. The
others hold numbers, one column after another over all words of the file, since like numbers deflate best together.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise, repeat
from typing import Any

import numpy as np

from dateline.index.arrays import Array, distinct, expand_runs
from dateline.index.segment.frequency import COUNT_MAX, LEAD_MAX, has_title, total_count, zone_counts
from dateline.index.segment.postings import in_lead
from dateline.search.engine.bm25 import PASSAGE, ROUND
from dateline.search.site.ahead import answer
from dateline.search.site.encoding import BYTE_MAX, LAST_PASSAGE, MANY, DataFile, Granularity, sections, varint_bytes
from dateline.search.site.ngrams import NGrams
from dateline.search.site.rare_words import RareWords
from dateline.search.site.run import Run
from dateline.search.site.snapshot import Snapshot

Column = tuple[Array, Array]
"""The bytes of some words, and the bounds of each word's: where they begin, and at last where all end."""
_Read = tuple[Run, list[Column], list[Column], list[Column]]
"""Some words' postings; their columns, those of their positions and those of what is apart."""
_POSTING, _WORD = 6, 12
"""Bytes that a posting and a word take in a file of terms, about."""
_AT_ONCE = 1 << 20
"""Words' bytes, as counted so, that are written at once, if no file is larger."""


def stem_files(
    site: Snapshot, ngrams: NGrams, rare: RareWords, marked: Mapping[bytes, list[bytes]], stories: Array
) -> Iterator[DataFile]:
    """The postings of stems' words; beside them the same words' positions, and answers of common ones counted ahead.
    `marked` is as `marks` gives it; `stories` takes for each word how many stories its stem has, and how many articles
    that leaves out: two columns, of stems with compounds noughts.
    """
    ends = site.stem_words
    besides = {
        stem: [one + b" 0" for one in (*site.compounds.get(stem, ()), *marked.get(stem, ()))]
        for stem in {*site.compounds, *marked}
    }
    size = np.append(0, np.cumsum(_POSTING * site.doc_counts + _WORD))
    for files in _together(site.granularity.terms, size[ends], site.stems.text):
        run, columns, positions, apart = _of_words(site, ngrams, size, range(ends[files[0][0]], ends[files[-1][1]]))
        lengths = np.diff(positions[0][1]).tolist()
        stories[run.first : ends[files[-1][1]]] = _stories(site, run, ends[files[0][0] : files[-1][1] + 1])
        for start, end in files:
            bounds = (ends[start : end + 1] - run.first).tolist()
            names = [(site.stems.text(at), range(*of)) for at, of in enumerate(pairwise(bounds), start)]
            of = bounds[0], bounds[-1]
            lists = [(stem, [(site.words.text(run.first + at), at) for at in words]) for stem, words in names]
            meant = rare.marks(site, run, range(start, end))
            beside_lists = [(*besides.get(stem.encode(), ()), *meant.get(stem.encode(), ())) for stem, _ in lists]
            lines = _lines(lists, run.doc_counts, beside_lists)
            of_postings = sections([lines, *_cut(columns, *of)])
            beside = {"p": sections([_lines(lists, lengths), *_cut(positions, *of)]), **_any("k", _cut(apart, *of))}
            answers = {
                stem: {"words": [word for word, _ in words], **_marked(marked, stem), **answer(site, run, span)}
                for (stem, words), (_, span) in zip(lists, names, strict=True)
                if run.doc_counts[span.start : span.stop].max(initial=0) >= site.granularity.frequent
                if stem.encode() not in site.compounds
            }
            yield DataFile(lists[0][0], lists[-1][0], of_postings, beside | _as_json("h", answers))
    stories *= np.array([stem not in site.compounds for stem in site.stems], bool)[site.word_stems, np.newaxis]


def _marked(marked: Mapping[bytes, list[bytes]], stem: str) -> dict[str, list[str]]:
    found = [mark.decode() for mark in marked.get(stem.encode(), ())]
    return {"marks": found} if found else {}


def _of_words(site: Snapshot, ngrams: NGrams, size: Array, words: range) -> _Read:
    """The postings of some words, without positions, and their columns. These are made of a part of the words at a
    time: each of a common stem's has many. `size` has where each word's begin.
    """
    several = groupby(words, key=lambda word: int(size[word]) // _AT_ONCE)
    parts = [_of_part(site, ngrams, list(part)) for _, part in several]
    runs, columns, positions, apart = zip(*parts, strict=True)
    return Run.joined(runs), _joined(columns), _joined(positions), _joined(apart)


def _of_part(site: Snapshot, ngrams: NGrams, words: Sequence[int]) -> _Read:
    run = Run.of(site, ngrams.texts, words[0], words[-1] + 1)
    columns = [*_postings(site, run), _passages(site, run)]
    positions = [_positions(site, run), *_neighbours(site, run, ngrams.ranks)]
    return Run.joined([run]), columns, positions, _apart(site, run)


def _joined(parts: Sequence[list[Column]]) -> list[Column]:
    """The columns of runs that follow each other as those of one."""
    return [
        (
            np.concatenate([content for content, _ in column]),
            np.append(0, np.cumsum(np.concatenate([np.diff(bounds) for _, bounds in column]))),
        )
        for column in zip(*parts, strict=True)
    ]


def ngram_files(site: Snapshot, ngrams: NGrams) -> Iterator[DataFile]:
    """The postings of bigrams and trigrams of frequent words, by the first; beside them their positions, and answers of
    common ones counted ahead.
    """

    def name(number: int) -> str:
        return " ".join(ngrams.spelt(number))

    size = np.append(0, np.cumsum(_POSTING * ngrams.doc_counts + _WORD))
    for files in _together(site.granularity.ngrams, size, name):
        run = ngrams.run(files[0][0], files[-1][1])
        columns, positions, apart = _postings(site, run), _positions(site, run), _apart(site, run)
        lengths = np.diff(positions[1]).tolist()
        for start, end in files:
            of = start - run.first, end - run.first
            spelt = enumerate(map(ngrams.spelt, range(start, end)), of[0])
            lists = [
                (first, [("_".join(others), at) for at, (_, *others) in several])
                for first, several in groupby(spelt, key=lambda one: one[1][0])
            ]
            of_postings = sections([_lines(lists, run.doc_counts), *_cut(columns, *of)])
            beside = {"q": sections([_lines(lists, lengths), *_cut([positions], *of)]), **_any("j", _cut(apart, *of))}
            answers = {
                name(run.first + at): answer(site, run, range(at, at + 1))
                for at in range(*of)
                if run.doc_counts[at] >= site.granularity.frequent
            }
            yield DataFile(name(start), name(end - 1), of_postings, beside | _as_json("g", answers))


def _together(granularity: Granularity, size: Array, name: Callable[[int], str]) -> Iterator[list[tuple[int, int]]]:
    """The files of terms, each as `[start, end)` of their names, several at a time; `size` has where each begins."""
    portions = list(granularity.portions(np.diff(size), name))
    for _, several in groupby(portions, key=lambda portion: int(size[portion[0]]) // _AT_ONCE):
        yield list(several)


def _any(kind: str, parts: list[bytes]) -> dict[str, list[bytes]]:
    """The content of a file of numbers, by its kind, if there are any."""
    return {kind: sections(parts)} if any(parts) else {}


def _as_json(kind: str, answers: dict[str, Any]) -> dict[str, list[bytes]]:
    """The content of a file of answers, by its kind, if there are any."""
    return {kind: [json.dumps(answers, separators=(",", ":")).encode()]} if answers else {}


def _lines(
    lists: list[tuple[str, list[tuple[str, int]]]],
    numbers: Sequence[int] | Array,
    besides: Iterable[Iterable[bytes]] = repeat(()),
) -> bytes:
    """A line a list: its name, each of its words with the number at the word's index, and what stands beside them."""
    return b"\n".join(
        b" ".join([" ".join([name, *(f"{word} {numbers[at]}" for word, at in words)]).encode(), *beside])
        for (name, words), beside in zip(lists, besides, strict=False)
    )


def _cut(columns: list[Column], first: int, last: int) -> list[bytes]:
    """What the columns have of a run of words."""
    return [content[bounds[first] : bounds[last]].tobytes() for content, bounds in columns]


def _stories(site: Snapshot, run: Run, ends: Array) -> Array:
    """For each word of a run how many stories its stem has, whose words end there, and how many articles beyond."""
    bounds = ends - run.first
    stem = np.repeat(np.arange(len(bounds) - 1), np.diff(run.word_bounds[bounds])) << 32
    doc = run.postings.doc
    found = (distinct(stem | of_each) >> 32 for of_each in (site.stories(doc), doc))
    stories, articles = (np.bincount(stems, minlength=len(bounds) - 1) for stems in found)
    return np.repeat(np.stack([stories, articles - stories], axis=1), np.diff(bounds), axis=0)


def _postings(site: Snapshot, run: Run) -> list[Column]:
    """Articles, how often in all, in headline and lead, headlines' lengths; but for frequent words `_besides`."""
    postings, bounds = run.postings, run.word_bounds
    titled = np.flatnonzero(has_title(run.frequency))
    return [
        _varint_column(_steps(postings.doc, bounds, least=1), bounds),
        (total_count(run.frequency).astype(np.uint8), bounds),
        (zone_counts(run.frequency).astype(np.uint8), bounds),
        _varint_column(site.lengths[postings.doc[titled], 0], np.searchsorted(titled, bounds)),
        *_besides(site, run, run.doc_counts < site.granularity.frequent),
    ]


def _apart(site: Snapshot, run: Run) -> list[Column]:
    """`_besides` of frequent words, which a search with a rarer one does without; none of those of MANY articles."""
    counts = run.doc_counts
    return _besides(site, run, (counts >= site.granularity.frequent) & (counts * MANY <= len(site.ids)))


def _positions(site: Snapshot, run: Run) -> Column:
    """Positions: of each posting the first and then differences; before a word's, its `_true_counts`."""
    steps = _steps(run.postings.positions, run.posting_bounds)
    capped, true_counts = _true_counts(site, run)
    word_begin = run.posting_bounds[run.word_bounds]  # in positions
    before = word_begin[run.postings.word[capped]]
    numbers = np.insert(steps, np.repeat(before, 2), true_counts.reshape(-1)) if len(capped) else steps
    return _varint_column(numbers, word_begin + 2 * np.searchsorted(capped, run.word_bounds))


def _neighbours(site: Snapshot, run: Run, ranks: Array) -> list[Column]:
    """What `neighbours.Text.beside` tells of each occurrence, frequent words by rank; not of words that many have."""
    carried = np.flatnonzero((run.doc_counts <= site.carrying)[np.repeat(run.postings.word, run.postings.count)])
    before, after = run.before[carried], run.after[carried]
    bounds = np.searchsorted(carried, run.posting_bounds[run.word_bounds])
    return [
        _varint_column(ranks[before >> 1] << 1 | before & 1, bounds),
        _varint_column(ranks[after], bounds),
    ]


def _true_counts(site: Snapshot, run: Run) -> tuple[Array, Array]:
    """The postings whose counts are capped, and how often their words truly stand in the article and in the lead: two
    columns.
    """
    postings = run.postings
    capped = np.flatnonzero((postings.count >= COUNT_MAX) | (postings.lead >= LEAD_MAX))
    count = postings.count[capped]
    owner = np.repeat(np.arange(len(capped)), count)
    positions = postings.positions[expand_runs(run.posting_bounds[capped], count)]
    inside = in_lead(postings.doc[capped][owner], positions, site.lengths)
    lead = np.bincount(owner[inside], minlength=len(capped))
    return capped, np.stack([count, lead], axis=1)


def _steps(numbers: Array, bounds: Array, least: int = 0) -> Array:
    """Of each run the first number as it is, of the others how much more they are than the one before and `least`."""
    steps: Array = np.diff(numbers, prepend=numbers[:1]) - numbers.dtype.type(least)
    first = bounds[:-1][np.diff(bounds) > 0]
    steps[first] = numbers[first]
    return steps


def _varint_column(numbers: Array, bounds: Array) -> Column:
    """A column of varints, of words whose bounds are given in numbers."""
    return varint_bytes(numbers, bounds)


def _besides(site: Snapshot, run: Run, words: Array) -> list[Column]:
    """Of the postings of these words the bodies' words, up to BYTE_MAX and beyond; twice the number of the outlet, and
    one more where the article has copies; and of those their group.
    """
    chosen = np.flatnonzero(words[run.postings.word])
    docs, bounds = run.postings.doc[chosen], np.searchsorted(chosen, run.word_bounds)
    lengths, groups = site.lengths[docs, 1], site.groups[docs]
    long, copied = np.flatnonzero(lengths >= BYTE_MAX), np.flatnonzero(groups >= 0)
    return [
        (np.minimum(lengths, BYTE_MAX).astype(np.uint8), bounds),
        _varint_column(lengths[long] - BYTE_MAX, np.searchsorted(long, bounds)),
        _varint_column(2 * site.outlet.codes[docs] + (groups >= 0), bounds),
        _varint_column(groups[copied], np.searchsorted(copied, bounds)),
    ]


def _passages(site: Snapshot, run: Run) -> Column:
    """A byte for each passage of a posting, `position // PASSAGE % ROUND`, the last marked; common words have none."""
    postings = run.postings
    uncommon = np.flatnonzero((run.doc_counts <= site.common)[postings.word])
    counts = postings.count[uncommon]
    positions = postings.positions[expand_runs(run.posting_bounds[uncommon], counts)]
    found = distinct(np.repeat(uncommon, counts) * ROUND + positions // PASSAGE % ROUND)
    owner, passage = found // ROUND, found % ROUND
    last = np.diff(owner, append=-1) != 0
    return (passage | np.where(last, LAST_PASSAGE, 0)).astype(np.uint8), np.searchsorted(owner, run.word_bounds)
