"""Our search against a naive twin that reads every article for every query: the same articles, in the same order, with
the same scores to the last bit, the same counts and the same pages."""

import sys
from collections import Counter
from dataclasses import replace
from random import Random
from types import FrameType
from unittest.mock import patch

import pytest
from archives import ENGLISH, archive, articles, corpora, record
from hypothesis import given, settings
from hypothesis import strategies as st
from naive import AT, folded, naive, queries
from test_copies import groups as groups_of

from dateline.index.segment import bigrams
from dateline.search.engine import effort, posting_lists, ranking, segment_view
from dateline.search.engine.local import LocalEngine
from dateline.search.errors import QueryError
from dateline.search.query.parse import parse
from dateline.search.query.render import render
from dateline.search.query.tree import Phrase, Query
from dateline.search.results import Marked


@given(corpora(least=4, most=12), st.integers(1, 3), st.lists(queries, min_size=12, max_size=12), st.data())
@settings(deadline=None, max_examples=40)
def test_the_answer_is_the_naive_twins(tmp_path_factory, records, pieces, asked, data):
    again = data.draw(st.lists(st.sampled_from(records), max_size=4))
    records = records + [one | {"id": f"{one['id']}~{at}", "date": "2025-05-01"} for at, one in enumerate(again)]
    gone = data.draw(st.sets(st.sampled_from([one["id"] for one in records]), max_size=2))
    groups = [records[start::pieces] for start in range(pieces)]
    with patch.object(bigrams, "FREQUENT", data.draw(st.sampled_from([0, 3, bigrams.FREQUENT]))):
        folder = archive(tmp_path_factory.mktemp("ranking") / "index", *groups, deleted=sorted(gone))
    engine = LocalEngine(folder)
    left = [article for article in articles(records) if article.id not in gone]
    copies = groups_of(folder)
    large, many = data.draw(st.sampled_from([0, segment_view.LARGE])), data.draw(st.sampled_from([1, ranking.MANY]))
    held = data.draw(st.sampled_from([0, 5, posting_lists._HELD_MAX]))
    with (
        patch.object(segment_view, "LARGE", large),
        patch.object(segment_view, "KEPT", data.draw(st.sampled_from([0, segment_view.KEPT]))),
        patch.object(ranking, "MANY", many),
        patch.object(posting_lists, "_HELD_MAX", held),
    ):
        for query in asked:
            every, matching = naive(left, query)
            kept = list(folded(every, copies, query.duplicates))
            expected = [every[at] for at in kept]
            if query.duplicates == "only":
                matching = [one for one in matching if any(one.id in group for group in copies)]
            answer = engine.search(query, 100)
            assert [(hit.id, hit.score) for hit in answer.hits] == expected
            assert answer.total == len(expected)
            assert answer.total + answer.copies == len(matching)
            outlets = Counter(article.outlet or "(unknown)" for article in matching)
            assert {count.value: count.count for count in answer.facets["outlet"]} == outlets
            months = Counter(article.date[:7] if article.date else "(undated)" for article in matching)
            assert {count.value: count.count for count in answer.facets["month"]} == months
            assert engine.search(query, 0) == replace(answer, hits=())
            streamed = engine.stream(query, 100)
            unmarked = [hit._replace(title=Marked(hit.title.text)) for hit in answer.hits]
            assert (streamed.total, list(streamed.hits)) == (answer.total, unmarked)
            assert engine.ids(query, 100) == [identity for identity, _ in expected]
            page = engine.search(query, 2, 1)
            assert [hit.id for hit in page.hits] == engine.ids(query, 2, 1) == [one for one, _ in expected[1:3]]
            assert [hit.rank for hit in page.hits] == list(range(2, 2 + len(page.hits)))


@pytest.fixture
def paper(tmp_path):
    """A hundred and fifty articles of which a few tell of a ferry inquiry."""
    records = [record(f"n{number:03}", "Market day", f"Fish and news number {number}.") for number in range(150)]
    quiet = "Nothing happened for a long while. " * 12
    records[3] = record("apart", "Harbour", f"The ferry sailed. {quiet} inquiry")
    records[7] = record("near", "Harbour", f"The ferry inquiry opened. {quiet}")
    return LocalEngine(archive(tmp_path / "index", records))


def test_words_that_stand_together_rank_before_the_same_words_apart(paper):
    answer = paper.search(Query("", parse("ferry inquiry"), explain=True), 10)
    assert [hit.id for hit in answer.hits] == ["near", "apart"]
    assert [part.what for part in answer.hits[0].explanation] == ["ferry", "inquiry", "ferry near inquiry"]


def test_the_parts_of_an_explained_score_add_up_to_it(paper):
    for text in ("ferry inquiry", "title:harbour OR fish~", '"ferry inquiry" OR news', "nothing -market"):
        for hit in paper.search(Query("", parse(text), explain=True), 20).hits:
            assert sum(part.score for part in hit.explanation) == pytest.approx(hit.score, abs=1e-12)


def test_a_quotation_of_hundreds_of_words_is_found(tmp_path):
    words = [f"w{number}" for number in range(400)]
    long = record("long", "Speech", " ".join(words))
    engine = LocalEngine(archive(tmp_path / "index", [long, record("short", "Speech", " ".join(words[:300]))]))
    for some, slop in ((words[50:350], ""), (words[220:320], "~3")):
        text = f'"{" ".join(some)}"{slop}'
        assert [hit.id for hit in engine.search(Query(text, parse(text)), 10).hits] == ["long"]


def test_phrases_that_repeat_themselves_are_found(tmp_path):
    pick, words = Random(7), ["gas", "gases", "port", "the"]  # noqa: S311
    texts = [pick.choices(words, k=pick.choice([1, 2, 3])) * 20 + pick.choices(words, k=20) for _ in range(60)]
    rows = [record(str(at), "", " ".join(text)) for at, text in enumerate(texts)]
    engine = LocalEngine(archive(tmp_path / "index", rows))
    for _ in range(200):
        terms = pick.choices(words, k=pick.choice([2, 3])) * pick.choice([1, 4, 9])
        for exact in (True, False):
            found = [[term if exact else ENGLISH.stem(term) for term in one] for one in (terms, *texts)]
            wanted, *held = (f" {' '.join(one)} " for one in found)
            query = Query("", Phrase(tuple(terms), AT, exact=exact), duplicates="show")
            assert engine.count(query) == sum(wanted in text for text in held), query


def test_patterns_near_each_other_that_mean_too_many_words_are_refused(paper):
    with patch.object(effort, "NEAR_MAX", 300):
        assert paper.count(Query("", parse('"ferr* inq*"~5'))) == 1
        assert paper.count(Query("", parse('"news number"~5'))) == 148
        for text, span in (('"n* *r"~5', (0, 9)), ('ferry -"f* n*"~5', (7, 16))):
            with pytest.raises(QueryError, match="more than 300 words") as error:
                paper.search(Query(text, parse(text)), 10)
            assert error.value.span == span


def test_phrases_of_patterns_that_stand_everywhere_are_refused(tmp_path):
    engine = LocalEngine(archive(tmp_path / "index", [record("a", "Gas", "gas " * 400)]))
    for text, most in (("g* ga* " * 6, 300), ("g* ga*", 49)):
        query = Query("", parse(f'"{text}"'))
        assert engine.count(query) == 1
        with patch.object(effort, "NEAR_MAX", most), pytest.raises(QueryError, match="write more of their letters"):
            engine.search(query, 10)
    with patch.object(effort, "NEAR_MAX", 49):
        assert engine.count(Query("", parse('"gas gas"'))) == 1


def test_every_offered_query_finds_what_it_says(paper):
    texts = ["ferrry inquiry", '"inquiry ferry"', '"ferrry inquiry ferrry"', "ferry =inquiries"]
    for text in (*texts, "ferry inquiry zeppelin", "title:ferry fish"):
        for offer in paper.search(Query(text, parse(text)), 10).relaxations:
            assert paper.search(Query(offer.query, parse(offer.query)), 10).total == offer.total > 0
            assert offer.query == render(parse(offer.query))


def test_a_query_that_finds_nothing_looks_its_patterns_up_once(tmp_path):
    engine = LocalEngine(archive(tmp_path / "index", [record("1", "Gas", "exports of gas"), record("2", "Oil")]))
    text, asked = '"gas oil" ex* *s', list[str]()

    def note(frame: FrameType, event: str, _arg: object) -> None:
        if event == "call" and frame.f_code.co_name == "pattern_words":
            asked.append(frame.f_locals["pattern"])

    sys.setprofile(note)
    try:
        answer = engine.search(Query(text, parse(text)), 10)
    finally:
        sys.setprofile(None)
    assert "ex* AND *s" in {one.query for one in answer.relaxations}
    assert sorted(asked) == ["*s", "ex*"]


def test_a_likelier_spelling_is_offered_where_little_is_found(tmp_path):
    rows = [record(f"t{number}", "Tariffs", f"New tariffs on steel, day {number}") for number in range(40)]
    rows += [record("typo", "Trade", "New tarrifs on steel"), record("brexit", "Brexit"), record("credits", "Credit")]
    rows += [record(f"c{number}", "Credit", f"credit line {number}") for number in range(40)]
    engine = LocalEngine(archive(tmp_path / "index", rows))

    def offered(text):
        answer = engine.search(Query(text, parse(text), duplicates="show"), 10)
        return answer.total, [(one.query, one.total) for one in answer.relaxations]

    assert offered("tarrifs") == (1, [("tariffs", 40)])
    assert offered('"new tarrifs" steel') == (1, [('"new tariffs" AND steel', 40)])
    assert offered("brexit") == (1, [])
    assert offered("tariffs") == (40, [])
    assert offered("tarrifs trade") == (1, [])


def test_offers_count_copies_as_the_answer_to_them_does(tmp_path):
    wire = "The ferry company said on Monday that it would raise its fares by a tenth, for the third time now. " * 3
    rows = [record(f"copy{number}", f"Fares, {number}", wire, outlet=f"Paper {number}") for number in range(30)]
    rows += [record(f"t{number}", "Fares", f"A {10**number} ferry {'fare ' * number}") for number in range(20)]
    engine = LocalEngine(archive(tmp_path / "index", rows))
    for text in ("ferrry", "ferry =raised monday", "zeppelin monday"):
        answers = [engine.search(Query(text, parse(text), duplicates=one), 10) for one in ("fold", "show")]
        for answer in answers:
            for offer in answer.relaxations:
                again = Query(offer.query, parse(offer.query), duplicates=answer.duplicates)
                assert engine.search(again, 10).total == offer.total
        folded, shown = ([offer.total for offer in answer.relaxations] for answer in answers)
        assert folded < shown
