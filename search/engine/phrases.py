"""Where phrases stand in a segment: words in a row, or within a window of some width.

`forms` holds for each term of a phrase the words, by number, that will do for it. An occurrence is a number, its key:
`article << 32 | position`; keys in an array ascend, so that a phrase's next word is at the key plus one.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from dateline.index.arrays import Array, find_sorted, run_starts
from dateline.index.segment.reader import SegmentReader

Forms = Sequence[Sequence[int]]


def article_and_position(keys: Array) -> tuple[Array, Array]:
    """What keys are made of."""
    return keys >> 32, keys & 0xFFFFFFFF


def in_a_row(segment: SegmentReader, forms: Forms) -> Array:
    """The keys at which the terms stand one after another: of the rarest term's occurrences those around which the
    others stand.
    """
    articles = _articles_with_all(segment, forms, _bigrams(segment, forms))
    occurrences = [sum(segment.occurrences(word) for word in words) for words in forms]
    rarest, *others = sorted(range(len(forms)), key=occurrences.__getitem__)
    begin = _keys(segment, forms[rarest], articles) - rarest
    for offset in others:
        if len(forms[offset]) == 1:
            begin = begin[segment.occurs_at(forms[offset][0], *article_and_position(begin + offset))]
        else:
            begin = begin[find_sorted(begin + offset, _keys(segment, forms[offset], articles))[1]]
    return begin


def within_window(segment: SegmentReader, forms: Forms, slop: int) -> Array:
    """The keys at which windows begin that hold every term at a position of its own and at most `slop` other words.

    A window begins with one of the terms. Each must follow within its width; a term asked for twice, twice. Only terms
    that may want the same word, as patterns can, are matched with positions one window at a time.
    """
    articles = _articles_with_all(segment, forms, {})
    keys = [_keys(segment, words, articles) for words in forms]
    width = len(keys) + slop
    begin = np.sort(np.concatenate(keys))
    begin = begin[run_starts(begin)]
    distinct = _counted(keys)
    for key, times in distinct:
        last = np.searchsorted(key, begin) + times - 1
        is_there = last < len(key)
        begin, last = begin[is_there], last[is_there]
        begin = begin[key[last] < begin + width]
    if _any_shared([key for key, _ in distinct]):
        begin = np.array([start for start in begin.tolist() if _all_placed(keys, start, width)], np.int64)
    return begin


def _bigrams(segment: SegmentReader, forms: Forms) -> dict[int, Array]:
    """The articles of a phrase's bigrams that have posting lists, by the offset of the first word in the phrase."""
    common = [len(words) == 1 and segment.in_bigrams(words[0]) for words in forms]
    return {
        offset: segment.bigram_postings(forms[offset][0], forms[offset + 1][0])[0]
        for offset in range(len(forms) - 1)
        if common[offset] and common[offset + 1]
    }


def _articles_with_all(segment: SegmentReader, forms: Forms, bigrams: Mapping[int, Array]) -> Array:
    """The articles that have every bigram, and a form of every term that is in none."""
    single = [words for offset, words in enumerate(forms) if offset not in bigrams and offset - 1 not in bigrams]
    fewest, *others = sorted([*bigrams.values(), *(segment.docs_of(words) for words in single)], key=len)
    with_all = np.zeros(len(segment), bool)
    with_all[fewest] = True
    for docs in others:
        with_these = np.zeros(len(segment), bool)
        with_these[docs] = True
        with_all &= with_these
    return np.flatnonzero(with_all)


def _keys(segment: SegmentReader, words: Sequence[int], articles: Array) -> Array:
    """The occurrences of words in some articles."""
    index, positions = segment.positions_in(words, articles)
    keys: Array = articles[index] << 32 | positions
    return keys if len(words) == 1 else np.sort(keys)


def _counted(keys: Sequence[Array]) -> list[tuple[Array, int]]:
    """The distinct ones of the terms' occurrences, and how many terms have each."""
    counted: list[tuple[Array, int]] = []
    for key in keys:
        same = next((number for number, (other, _) in enumerate(counted) if np.array_equal(other, key)), None)
        if same is None:
            counted.append((key, 1))
        else:
            counted[same] = (key, counted[same][1] + 1)
    return counted


def _any_shared(keys: Sequence[Array]) -> bool:
    """Whether two terms have an occurrence in common."""
    return any(find_sorted(one, other)[1].any() for at, one in enumerate(keys) for other in keys[at + 1 :])


def _all_placed(keys: Sequence[Array], start: int, width: int) -> bool:
    """Whether the terms and the positions of a window have a bipartite matching that leaves no term out.

    By augmenting paths, one from each term (Kuhn, "The Hungarian method for the assignment problem", Naval Research
    Logistics Quarterly 2, 1955): a term takes a free position, or one whose term can move to another.
    """
    positions = [key[np.searchsorted(key, start) : np.searchsorted(key, start + width)].tolist() for key in keys]
    taken: dict[int, int] = {}

    def assign(term: int, tried: set[int]) -> bool:
        for position in positions[term]:
            if position not in tried:
                tried.add(position)
                if position not in taken or assign(taken[position], tried):
                    taken[position] = term
                    return True
        return False

    return all(assign(term, set()) for term in range(len(keys)))
