"""Snippets prefer an article's own passage to one that several stories share, however they came into the archive."""

import random

import pytest
from archives import archive, record

from dateline import Archive
from dateline.index.analysis.passages import passages

BACKGROUND = (
    "The dockers' strike began in March, when the harbour board sold two cranes. Nobody was told beforehand.\n\n"
    "Since then the strike has cost the dockers' union most of its fund."
)
SHARED = BACKGROUND.partition(".")[0]
OWN = {
    "a": "Lorry drivers queued for nine hours on Monday as dockers carried the strike to the northern gate.",
    "b": "A mediator from the capital has asked both sides of the strike to meet the dockers' families on Friday.",
    "c": "Bakers in the old town say the strike leaves them short of flour, and the dockers short of bread.",
    "d": "The magistrate threw out a claim by three ferry companies against dockers who joined the strike in May.",
}
REST = {
    "a": "Police turned back forty vehicles before noon and told the rest to try the southern road instead.",
    "b": "She has settled eleven disputes at mines and mills, most of them within a fortnight of her arrival.",
    "c": "One oven in three is cold; the guild wants the mayor to open the granary by the end of the week.",
    "d": "Costs of the hearing fall on the companies, whose counsel said they would think about an appeal.",
}
STORIES = [record(name, f"Report {name}", f"{OWN[name]} {REST[name]}\n\n{BACKGROUND}") for name in OWN]


def snippets(folder, query, **options):
    return {hit.id: hit.snippet.text for hit in Archive(folder).search(query, **options)}


def test_each_story_shows_what_only_it_says(tmp_path):
    folder = archive(tmp_path, STORIES)
    found = snippets(folder, "dockers strike")
    assert {name: text.startswith(OWN[name]) for name, text in found.items()} == dict.fromkeys(OWN, True)
    assert snippets(folder, "dockers strike", limit=1).items() <= found.items()
    whole = snippets(folder, "dockers strike", context=True)
    assert whole == {name: f"{OWN[name]} {REST[name]}" for name in OWN}


def test_what_stories_share_is_shown_where_nothing_of_their_own_answers(tmp_path):
    folder = archive(tmp_path, STORIES)
    assert all(text.startswith(SHARED) for text in snippets(folder, "cranes").values())
    found = snippets(folder, "harbour board sold cranes lorry")
    assert found["a"].startswith(SHARED)  # one of five words is no answer


def test_two_stories_share_nothing_that_counts(tmp_path):
    folder = archive(tmp_path / "two", STORIES[:2])
    assert snippets(folder, "dockers strike fund")["a"].startswith(SHARED)
    folder = archive(tmp_path / "left", STORIES[:3], deleted=["c"])
    assert snippets(folder, "dockers strike fund")["a"].startswith(SHARED)


def test_copies_count_once(tmp_path):
    a, b, *_ = STORIES
    copies = [a | {"id": f"a{number}"} for number in range(5)]
    folder = archive(tmp_path, [a, b, *copies])
    found = Archive(folder).search("dockers strike fund")
    assert sorted(len(hit.copies) for hit in found) == [0, 5]
    assert all(hit.snippet.text.startswith(SHARED) for hit in found)


@pytest.mark.parametrize("query", ["dockers strike", "strike fund", "march", "the dockers", "cranes OR flour"])
def test_the_order_of_indexing_and_the_cut_of_segments_do_not_matter(tmp_path, query):
    made = [*STORIES, STORIES[0] | {"id": "copy"}]
    expected = snippets(archive(tmp_path / "once", made), query, duplicates="show")
    assert expected
    for seed in range(3):
        shuffled = random.Random(seed).sample(made, len(made))  # noqa: S311 - nothing secret
        folder = archive(tmp_path / str(seed), *([one] for one in shuffled))
        assert snippets(folder, query, duplicates="show") == expected


def test_archives_that_are_searched_as_one_share_passages(tmp_path):
    folders = [archive(tmp_path / one["id"], [one]) for one in STORIES]
    assert snippets(folders[0], "dockers strike fund")["a"].startswith(SHARED)
    found = Archive(*folders).search("dockers strike fund")
    assert sorted(hit.snippet.text.split(".")[0] + "." for hit in found) == sorted(OWN.values())


def test_passages_are_whole_sentences_that_need_a_length():
    body = 'Yes. The U.S. envoy left the harbour at noon. "He was glad," said J. Marl." Crowds of 3.5 men ran.\nEnd'
    assert [body[start:end] for start, end in passages(body)] == [
        "Yes. The U.S. envoy left the harbour at noon.",
        ' "He was glad," said J. Marl.',
        '" Crowds of 3.5 men ran.',
    ]
