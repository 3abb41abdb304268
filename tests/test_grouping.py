"""Which articles are told to be copies of one another, by planted copies and by hand."""

import random

import numpy as np
import pytest
from planted import grouped, planted, score, trimmed

from dateline.index.analysis.chunks import encode_chunks
from dateline.index.analysis.sketch import COUNT, SHORT, TEXT, sketches
from dateline.index.archive.grouping import leaders

HELD_OUT = (101, 102, 103)
"""Seeds that no figure of the grouping was chosen by."""


def sketched(*articles):
    """The sketches of `(title, body)` articles, and the words in each body."""
    parts = (part for title, body in articles for part in (title, *body.partition("\n")[::2]))
    return sketches(encode_chunks(parts)), np.array([len(body.split()) for _, body in articles])


def together(*articles):
    """For each article the first one of its group."""
    rows, words = sketched(*articles)
    found = leaders(rows, words).tolist()
    return [found.index(leader) for leader in found]


def shingles(text):
    words = text.split()
    return set(zip(words, words[1:], words[2:], strict=False))


@pytest.mark.parametrize("seed", HELD_OUT)
def test_planted_copies_are_found_and_nothing_else_is(seed):
    made = list(planted(seed))
    precision, recall, kinds = score(made, grouped(made))
    assert precision >= 0.98
    assert recall >= 0.95
    assert min(kinds.values()) >= 0.9, kinds


def test_groups_do_not_depend_on_the_order_of_the_articles():
    made = list(planted(104, stories=20))
    groups = grouped(made)
    order = np.random.default_rng(5).permutation(len(made)).tolist()
    others = grouped([made[at] for at in order])
    pairs = {(groups[at], others[place]) for place, at in enumerate(order)}
    assert len(pairs) == len(set(groups)) == len(set(others))


def test_bytes_of_sketches_agree_as_often_as_the_jaccard_index_says():
    originals = [article for _, kind, article in planted(105, stories=40) if kind == "original"]
    rng = random.Random(3)  # noqa: S311 - nothing secret
    pairs = [(one["body"], trimmed(rng, one)["body"]) for one in originals]
    rows, _ = sketched(*[("", body) for pair in pairs for body in pair])
    agreeing = (rows[::2, :TEXT] == rows[1::2, :TEXT]).mean(axis=1)
    true = [len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other)) for one, other in pairs]
    assert abs(np.mean(agreeing) - np.mean(true)) < 0.02
    assert np.max(np.abs(agreeing - true)) < 0.25


LONG = " ".join(f"word{number} and" for number in range(SHORT))


def test_headline_case_line_breaks_and_quotation_marks_do_not_count():
    typed = LONG.replace("word3 ", "“Word3” ").replace("word9 ", "editor’s ")
    other = LONG.replace("word3 ", '"word3" ').replace("word9 and ", "editor's and\n\n").upper()
    rows, _ = sketched(("One headline", typed), ("Quite another", other))
    assert rows[0].tolist() == rows[1].tolist()


def test_a_short_body_is_a_copy_only_word_for_word_and_under_the_same_headline():
    short = "The council meets on Monday at ten to vote on the ferry"
    assert together(("Council to vote", short), ("Council to vote", short)) == [0, 0]
    assert together(("Council to vote", short), ("Board to vote", short)) == [0, 1]
    assert together(("Council to vote", short), ("Council to vote", short.replace("ten", "nine"))) == [0, 1]
    assert together(("Council to vote", "the ferry"), ("Council to vote the", "ferry")) == [0, 1]


def test_articles_without_a_body_are_no_copies():
    rows, _ = sketched(("Markets", ""), ("Markets", ""))
    assert not rows.any()
    assert together(("Markets", ""), ("Markets", "")) == [0, 1]
    assert together() == []


def test_a_routine_report_with_other_figures_is_no_copy():
    form = (
        "New claims for help with heating rose to {} in the week to May {} from {} a week before the welfare office"
        " said and the number of households that have it stood at {} which was up from {} in the month before and the"
        " office counted {} letters {} calls and {} visits in the week while the sum it paid out was {} crowns"
    )
    one = form.format("3,101", 7, "2,994", "61,220", "60,870", 412, "1,931", 88, "904,112")
    other = form.format("3,340", 14, "3,101", "61,655", "61,220", 398, "2,054", 91, "911,630")
    assert together(("Claims rise", one), ("Claims rise again", one)) == [0, 0]
    assert together(("Claims rise", one), ("Claims rise", other)) == [0, 1]


def test_a_chain_of_versions_is_not_one_group():
    """Each shares three quarters with the next; the first and the last share a quarter."""
    words = [f"w{number}" for number in range(400)]
    versions = [("", " ".join(words[start : start + 200])) for start in (0, 50, 100, 150)]
    assert len(set(together(*versions))) > 1


def test_how_many_numbers_an_article_has_is_capped():
    rows, _ = sketched(("", " ".join(map(str, range(300)))))
    assert rows[0, COUNT] == 255
