"""Which compounds are looked for with an archive's words: what `search.query.compounds` tells of one word, of all."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from dateline.index.analysis.terms import COMPOUND, closed
from dateline.index.arrays import Array
from dateline.index.schema import GAP
from dateline.index.segment.reader import SegmentReader
from dateline.search.query.compounds import MOST, OPEN

Compounds = dict[bytes, list[bytes]]
"""By stem compounds, each with its hyphens: `-cease-fire`."""


def compounds_of(segments: Sequence[SegmentReader], live: Sequence[Array]) -> tuple[Compounds, Compounds]:
    """By the stem of a word the compounds that are looked for with it, in the order of the articles that have them; and
    those that may be meant by it.
    """
    hyphens, pairs, stem_of = Counter[bytes](), Counter[bytes](), dict[bytes, bytes]()
    for segment, some in zip(segments, live, strict=True):
        if segment.compounds:
            names = [segment.words[number] for number in segment.compounds]
            stem_of |= zip(names, (segment.stems[segment.word_stem.item(at)] for at in segment.compounds), strict=True)
            hyphens.update(dict(zip(names, _articles(segment, some), strict=True)))
    for segment, some in zip(segments if stem_of else (), live, strict=False):
        pairs.update(_side_by_side(segment, some, stem_of))
        segment.release()
    parted = defaultdict[bytes, list[tuple[int, bytes]]](list), defaultdict[bytes, list[tuple[int, bytes]]](list)
    for name, count in hyphens.items():
        is_apart = count * OPEN < pairs[name]
        if count and (not is_apart or pairs[name] >= _as_one(segments, live, name)):
            parted[is_apart][stem_of[name].removeprefix(COMPOUND.encode())].append((-count, name))
    accepted, apart = ({stem: [name for _, name in sorted(of)[:MOST]] for stem, of in some.items()} for some in parted)
    return accepted, apart


def _articles(segment: SegmentReader, live: Array) -> list[int]:
    """In how many live articles each of a segment's compounds stands."""
    return [_count(segment, live, word) for word in segment.compounds]


def _count(segment: SegmentReader, live: Array, word: int) -> int:
    return int(np.count_nonzero(live[segment.word_postings(word)[0]]))


def _as_one(segments: Sequence[SegmentReader], live: Sequence[Array], name: bytes) -> int:
    """In how many live articles a compound stands as one word."""
    word = closed(name.decode().removeprefix(COMPOUND)).encode()
    found = ((segment, some, segment.words.find(word)) for segment, some in zip(segments, live, strict=True))
    return sum(_count(segment, some, number) for segment, some, number in found if number is not None)


def _side_by_side(segment: SegmentReader, live: Array, names: dict[bytes, bytes]) -> dict[bytes, int]:
    """In how many live articles the two words of each compound stand side by side, with a hyphen or without."""
    codes = dict[int, bytes]()
    for name in names:
        one, other = map(segment.words.find, name[1:].split(b"-"))
        if one is not None and other is not None:
            codes[one << 32 | other] = name
    wanted = np.array(sorted(codes), np.int64)
    text, begin = _texts(segment, np.unique(np.concatenate([wanted >> 32, wanted & 0xFFFFFFFF])))
    at = np.flatnonzero((text[:-1] > 0) & (text[1:] > 0))
    code = (text[at].astype(np.int64) - 1) << 32 | (text[at + 1].astype(np.int64) - 1)
    is_wanted = np.isin(code, wanted)
    doc = np.searchsorted(begin, at[is_wanted], side="right") - 1
    found = np.unique(np.stack([code[is_wanted], doc])[:, live[doc]], axis=1)[0]
    code, count = np.unique(found, return_counts=True)
    return dict(zip(map(codes.__getitem__, code.tolist()), count.tolist(), strict=True))


def _texts(segment: SegmentReader, words: Array) -> tuple[Array, Array]:
    """The articles' texts end to end, and where each begins. A word of these is its number and 1; all else is 0."""
    lengths = segment.lengths[:, :2].astype(np.int64)
    size = lengths[:, 0] + GAP + lengths[:, 1] + 1
    begin = np.cumsum(size) - size
    text = np.zeros(int(size.sum()), np.int32)
    for word in words.tolist():
        doc, position = segment.word_positions(word)
        text[begin[doc] + position] = word + 1
    return text, begin
