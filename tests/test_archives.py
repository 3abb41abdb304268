"""Several archives searched as one: the answers of one archive of all their articles, whose names are unmistakable."""

from pathlib import Path

import pytest
from archives import archive, record, run, save
from conftest import Dateline

import dateline as api
from dateline.archive import Archive, NoSuchArticle
from dateline.search.errors import OtherLanguage, UnsupportedUnion

STORY = "The harbour board of Calvessa voted late on Tuesday to close its eastern ferry quay until the spring of 2026."
ONE = [
    record("a", "Ferry quay to close", f"{STORY} Nobody spoke for it.", date="2025-04-24", outlet="Rudaw"),
    record("b", "Eels return", "Eels and ferries share the river again.", date="2025-03-02"),
    record("c", "Gas exports", "Exports of gas rose by 3 percent.", outlet="Harbour Courier"),
]
OTHER = [
    record("d", "Quay shuts", f"{STORY} Nobody spoke for it.", date="2025-04-25", outlet="Harbour Courier"),
    record("e", "Ferries, ferries", "A ferry and a ferryman.", outlet="Rudaw", date="2024-01-01"),
]


def test_answers_are_those_of_one_archive_of_all_articles(tmp_path: Path) -> None:
    whole = Archive(archive(tmp_path / "whole", ONE, OTHER))
    several = api.open(archive(tmp_path / "one", ONE, [record("gone", "Ferry")], deleted=["gone"]),
                       archive(tmp_path / "other", OTHER))  # fmt: skip
    for query in ("ferry", "", '"ferry quay"', "ferr* OR gas", "exprots", "harbour rose", "outlet:rudaw"):
        for duplicates in ("fold", "show"):
            found, expected = (
                one.search(query, facets=["author"], explain=True, duplicates=duplicates) for one in (several, whole)
            )  # fmt: skip
            paths = [{hit.id: hit.path for hit in some} for some in (found, expected)]
            assert [hit.to_dict() | {"path": ""} for hit in found] == [hit.to_dict() | {"path": ""} for hit in expected]
            assert found.to_dict() | {"hits": []} == expected.to_dict() | {"hits": []}
            assert paths[0].keys() == paths[1].keys()
    assert several.similar("a").query == whole.similar("a").query
    assert {article.id for article in several.articles()} == set("abcde")


def test_articles_of_one_id_are_told_apart_and_paths_are_seen_from_the_first(tmp_path: Path) -> None:
    here = save(tmp_path / "one" / "wire.jsonl", record("1", "Eels"), record("2", "Terns"))
    there = save(tmp_path / "two" / "wire.jsonl", record("1", "Otters"), record("3", "Eels and otters"))
    run(tmp_path / "one" / "index", here)
    run(tmp_path / "two" / "index", there)
    both = Archive(tmp_path / "one" / "index", tmp_path / "two" / "index", tmp_path / "one" / "index")
    assert {hit.id: hit.path for hit in both.search("eels OR otters")} == {
        "1": "wire.jsonl",
        "1~2": str(there),
        "3": str(there),
    }
    assert [both.article(name).title for name in ("1", "1~2", "3")] == ["Eels", "Otters", "Eels and otters"]
    with pytest.raises(NoSuchArticle) as error:
        both.article("two/wire.jsonl")
    assert error.value.candidates == ["1~2", "3"]
    status = both.status()
    assert (status["articles"], status["segments"]) == (4, 2)


def test_only_folders_of_one_language_are_searched_together(tmp_path: Path) -> None:
    one, other = archive(tmp_path / "one", ONE), tmp_path / "other"
    run(other, save(tmp_path / "wire.jsonl", *OTHER), language="german")
    with pytest.raises(OtherLanguage, match=r"one in english and .*other in german"):
        Archive(one, other)
    with pytest.raises(UnsupportedUnion, match="http://here:9200/news"):
        Archive(one, "http://here:9200/news")


def test_a_command_takes_several_and_knows_the_hits_of_their_last_search(dateline: Dateline, tmp_path: Path) -> None:
    one, other = archive(tmp_path / "one", ONE), archive(tmp_path / "other", OTHER)
    both = ("--index", one, "--index", other)
    assert "Gas exports" in dateline("search", *both, "gas OR ferryman", "--sort", "oldest").out
    assert "Ferries, ferries" in dateline("show", *both, "1").out
    assert "Gas exports" in dateline("show", *both, "2").out
    assert dateline("show", "--index", one, "2").code == 2
    assert f"dateline search --index {one} --index {other} " in dateline("search", *both, "ferrymann").out
    assert "2  2024-01-01 to 2025-04-24  Rudaw" in dateline("outlets", *both).out
