import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.arrays import expand_runs, repeat_runs, run_starts
from dateline.index.schema import GAP
from dateline.index.segment.postings import Postings, TokenStreams, invert, merge, stem_postings

ARTICLES = st.lists(
    st.tuples(
        st.lists(st.integers(0, 5), max_size=4),  # headline
        st.lists(st.integers(0, 5), max_size=6),  # lead
        st.lists(st.integers(0, 5), max_size=6),  # the rest
    ),
    min_size=1,
    max_size=6,
)


def streams(articles):
    words = [word for parts in articles for part in parts for word in part]
    lengths = np.array([[len(title), len(lead) + len(rest), len(lead)] for title, lead, rest in articles], np.int64)
    return TokenStreams(np.array(words, np.int32), *lengths.T)


def rows(postings):
    """Postings as [word, article, count, in the headline, in the lead, positions]."""
    ends = np.cumsum(postings.count)
    columns = (postings.word, postings.doc, postings.count, postings.title, postings.lead)
    return [
        [*map(int, row[:-1]), postings.positions[row[-1] - row[2] : row[-1]].tolist()]
        for row in zip(*columns, ends.tolist(), strict=True)
    ]


def counted(articles):
    found = []
    for word in range(6):
        for doc, (title, lead, rest) in enumerate(articles):
            body = [*lead, *rest]
            positions = [position for position, other in enumerate(title) if other == word]
            positions += [len(title) + GAP + position for position, other in enumerate(body) if other == word]
            if positions:
                found.append([word, doc, len(positions), title.count(word), lead.count(word), positions])
    return found


@given(ARTICLES)
@settings(deadline=None, max_examples=150)
def test_inverting_counts_and_positions_every_word(articles):
    assert rows(invert(streams(articles))) == counted(articles)


@given(ARTICLES, ARTICLES)
@settings(deadline=None, max_examples=100)
def test_merging_is_inverting_all_at_once(some, others):
    first, second = invert(streams(some)), invert(streams(others))
    moved = Postings(
        second.word, second.doc + len(some), second.count, second.title, second.lead, second.positions
    )
    assert rows(merge([first, moved])) == counted(some + others)


@given(ARTICLES, st.lists(st.integers(0, 2), min_size=6, max_size=6))
@settings(deadline=None, max_examples=100)
def test_a_stem_of_several_words_adds_them_up(articles, stem):
    expected: dict[tuple[int, int], list[int]] = {}
    for word, doc, *sums, _ in counted(articles):
        if stem.count(stem[word]) > 1:
            old = expected.get((stem[word], doc), [0, 0, 0])
            expected[stem[word], doc] = [one + other for one, other in zip(old, sums, strict=True)]
    found = stem_postings(invert(streams(articles)), np.array(stem))
    columns = zip(found.word, found.doc, found.count, found.title, found.lead, strict=True)
    assert [[int(value) for value in row] for row in columns] == [[*key, *expected[key]] for key in sorted(expected)]


def test_packed_counts_end_at_their_caps():
    def one(*values):
        return [np.array([value]) for value in values]

    empty = np.empty(0, np.int32)
    assert Postings(*one(0, 0, 5, 2, 3), empty).frequency.tolist() == [5 | 2 << 8 | 3 << 11]
    assert Postings(*one(0, 0, 255, 7, 31), empty).frequency.tolist() == [0xFFFF]
    assert Postings(*one(0, 0, 100_000, 9_000, 60_000), empty).frequency.tolist() == [0xFFFF]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4)), max_size=8), st.randoms())
@settings(deadline=None, max_examples=50)
def test_ragged_runs_lie_end_to_end_in_the_order_asked_for(runs, random):
    order = random.sample(range(len(runs)), len(runs))
    begin, length = np.array(runs, np.int64).reshape(-1, 2)[np.array(order, np.int64)].T
    found = expand_runs(begin, length)
    assert found.tolist() == [at for run in order for at in range(runs[run][0], sum(runs[run]))]
    assert repeat_runs(begin, length).tolist() == np.repeat(begin, length).tolist()
    with pytest.raises(ValueError, match="run"):
        expand_runs(np.append(begin, 3), np.append(length, -1))


def test_starts_mark_where_any_key_changes():
    assert run_starts(np.array([1, 1, 1, 2]), np.array([5, 5, 6, 6])).tolist() == [0, 2, 3]
    assert run_starts(np.empty(0)).tolist() == []
