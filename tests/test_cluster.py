"""An archive on a cluster against one in a folder: the same answers, in every field and to the last bit.

It needs a cluster of its own, whose address is in `DATELINE_TEST_CLUSTER`: `make test-cluster` starts one.
"""

import json
import os
from pathlib import Path

import pytest
from archives import counts, record, run, save
from client import serving
from conftest import PROJECT, Dateline
from gate import Gate
from on_cluster import CLUSTER, NEEDS_CLUSTER, behind, both, compare, compare_generated, index
from planted import planted
from sites import HARD, generated
from test_compounds import FOUND
from test_compounds import RECORDS as COMPOUNDS

from dateline.index.extract.outlet_rules import load_rules
from dateline.search.engine.cluster import facets
from dateline.search.engine.engine import open_engine
from dateline.search.engine.similar import similar
from dateline.search.query.request import request

pytestmark = NEEDS_CLUSTER


@pytest.fixture(scope="module")
def desk_on_cluster(desk: Path) -> str:
    """The sample corpus on the cluster."""
    before = Path.cwd()
    os.chdir(desk)
    try:
        index(f"{CLUSTER}/desk", Path("corpus"), rules=load_rules(Path("corpus/rules.toml")), rebuild=True)
    finally:
        os.chdir(before)
    return f"{CLUSTER}/desk"


CASES = json.loads((PROJECT / "tests" / "cases" / "search.json").read_text("utf-8"))


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("duplicates", ["fold", "show", "only"])
def test_the_shared_cases_are_answered_alike(desk_on_cluster: str, desk: Path, sort: str, duplicates: str) -> None:
    cluster, local = both(desk_on_cluster, desk / ".dateline")
    for case in CASES:
        compare(
            cluster, local, case["query"], any_word=case.get("any", False), sort=sort, duplicates=duplicates,
            explain=True, limit=100,
        )  # fmt: skip


def test_generated_queries_of_the_sample_corpus_are_answered_alike(desk_on_cluster: str, desk: Path) -> None:
    compare_generated(desk_on_cluster, desk / ".dateline", seed=11, count=1000)


def test_hard_letters_are_answered_alike(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "one.jsonl", *HARD)
    index(address, Path("one.jsonl"))
    run(tmp_path / ".dateline", Path("one.jsonl"))
    compare_generated(address, tmp_path / ".dateline", seed=3, count=400)


@pytest.mark.parametrize("seed", [1, 2])
def test_generated_archives_with_deletions_are_answered_alike(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Articles change, go and come; the local index is a new one, since old segments keep words that are gone."""
    monkeypatch.chdir(tmp_path)
    made = list(generated(seed, 400))
    save(tmp_path / "news" / "one.jsonl", *made[:200])
    save(tmp_path / "news" / "two.jsonl", *made[200:300])
    assert counts(index(address, Path("news"))) == (300, 0, 0, 0)
    changed = [one | {"body": f"{one['body']} Corrected."} for one in made[:20]]
    save(tmp_path / "news" / "one.jsonl", *changed, *made[20:150], age=2000)
    save(tmp_path / "news" / "three.jsonl", *made[300:])
    (tmp_path / "news" / "two.jsonl").unlink()
    assert counts(index(address, Path("news"))) == (100, 20, 130, 150)
    assert counts(index(address, Path("news"))) == (0, 0, 250, 0)
    run(tmp_path / ".dateline", Path("news"))
    compare_generated(address, tmp_path / ".dateline", seed, 300)


def test_compounds_are_found_alike(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "news.jsonl", *COMPOUNDS)
    index(address, Path("news.jsonl"))
    save(tmp_path / "news.jsonl", *COMPOUNDS[:-1], age=2000)
    index(address, Path("news.jsonl"))
    run(tmp_path / ".dateline", Path("news.jsonl"))
    cluster, local = both(address, tmp_path / ".dateline")
    for text in [*FOUND, "ceasefire valley", "ceasefire quiet OR take-over"]:
        compare(cluster, local, text, explain=True)


def test_a_query_of_hundreds_of_words_is_answered_alike(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words, long = [f"word{number}" for number in range(400)], "ab" * 600
    ticks = " ".join(["tick"] * 100)
    made = [record("1", "Gas", " ".join(words)), record("2", "Oil", f"{long}-sea"), record("3", ticks, ticks)]
    save(tmp_path / "news.jsonl", *COMPOUNDS, *made, record("4", "Clocks", f"They go {ticks} tock {ticks}"))
    index(address, Path("news.jsonl"))
    run(tmp_path / ".dateline", Path("news.jsonl"))
    cluster, local = both(address, tmp_path / ".dateline")
    phrase, again = f'"{" ".join(words[9:])}"', f'"{ticks}"'
    beginning = f'lead:"{" ".join(words[:200])}"'
    for text in (" ".join(words), " OR ".join([*words, "cease fire"]), f"{long} sea", phrase, again, beginning):
        assert compare(cluster, local, text, explain=True), text
        assert cluster.count(request(text))


def test_copies_are_folded_alike(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outlets = [None, "Courier", "The Post", "Wire"]
    made = [
        record(f"{number:03}", one["title"], one["body"], date=one["date"], outlet=outlets[number % 4])
        for number, (_, _, one) in enumerate(planted(5, 40))
    ]
    save(tmp_path / "news.jsonl", *made)
    index(address, Path("news.jsonl"))
    run(tmp_path / ".dateline", Path("news.jsonl"))
    compare_generated(address, tmp_path / ".dateline", seed=8, count=300)
    cluster, local = both(address, tmp_path / ".dateline")
    assert any(local.copies(one["id"]) for one in made)
    for one in made:
        assert cluster.copies(one["id"]) == local.copies(one["id"])


def test_the_command_line_answers_from_a_cluster_as_from_a_folder(
    desk_on_cluster: str, at_desk: Path, dateline: Dateline
) -> None:
    assert at_desk == Path.cwd()
    for words in (["search", "dockers strike", "--facets", "--explain"], ["search", "mackerel", "--format", "csv"],
                  ["search", "zeppelins"], ["show", "23001", "tonnage"], ["outlets"],
                  ["authors", "ferry"], ["doctor"]):  # fmt: skip
        found, wanted = dateline(*words, "--index", desk_on_cluster), dateline(*words)
        assert found.err == ""
        assert found.out.replace(f" --index {desk_on_cluster}", "") == wanted.out
        assert found.code == wanted.code
    assert "health: " in dateline("status", "--index", desk_on_cluster).out


def test_a_site_of_an_archive_on_a_cluster_is_that_of_a_folder(
    desk_on_cluster: str, at_desk: Path, dateline: Dateline, tmp_path: Path
) -> None:
    assert at_desk == Path.cwd()
    assert dateline("site", str(tmp_path / "one")).code == 0
    assert dateline("site", str(tmp_path / "other"), "--index", desk_on_cluster).code == 0
    files = [path for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(files) == sum(path.is_file() for path in (tmp_path / "other").rglob("*"))
    for path in files:
        assert (tmp_path / "other" / path.relative_to(tmp_path / "one")).read_bytes() == path.read_bytes(), path


def test_the_status_counts_every_outlet(desk_on_cluster: str, at_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are: more than one answer lists."""
    monkeypatch.setattr(facets, "_AT_ONCE", 2)
    cluster, local = (engine.status() for engine in both(desk_on_cluster, at_desk / ".dateline"))
    assert cluster["outlets"] == local["outlets"] > 2


def test_articles_like_one_are_the_same(desk_on_cluster: str, at_desk: Path) -> None:
    for wanted in ("23003", "corpus/daily-cormorant/bananas.txt"):
        found = similar(open_engine(desk_on_cluster), wanted, 10)
        assert found == similar(open_engine(str(at_desk / ".dateline")), wanted, 10)


def test_a_cluster_is_served_as_a_folder_is(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run changes meanwhile is in the next answer."""
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "news" / "one.jsonl", record("a", "Gas", date="2024-05-01"), record("b", "Oil and gas"))
    index(address, Path("news"))
    run(tmp_path / ".dateline", Path("news"))
    with serving(address) as cluster, serving(tmp_path / ".dateline") as folder:
        for asked in ("/search?q=gas&explain=1", "/article?id=a", "/mark?id=a&q=gas", "/browse/2024-05.html", "/"):
            assert cluster.get(asked).body == folder.get(asked).body, asked
        save(tmp_path / "news" / "two.jsonl", record("c", "Gas again"))
        index(address, Path("news"))
        assert {hit["id"] for hit in cluster.search("gas")["hits"]} == {"a", "b", "c"}


def test_an_archive_behind_tls_and_a_key(gated: Gate, address: str, tmp_path: Path) -> None:
    save(tmp_path / "news.jsonl", record("a", "Gas"), record("b", "Oil"))
    assert counts(index(behind(gated, address), Path("news.jsonl"))) == (2, 0, 0, 0)
    assert [hit.id for hit in open_engine(behind(gated, address)).search(request("gas"), 10)] == ["a"]


def test_few_articles_come_with_what_counts_them(gated: Gate, address: str, tmp_path: Path) -> None:
    """Once it is known how often a query's words stand, one request is all that a search takes."""
    save(tmp_path / "news.jsonl", *(record(str(at), "Quarrel", f"The harbour {at} and its pilots") for at in range(12)))
    index(address, Path("news.jsonl"))
    engine = open_engine(behind(gated, address))
    for query in ("harbour pilots", '"harbour pilots"~9', "quarrel", "harbour 3"):
        engine.search(request(query), 10)
        before = len(gated.passed)
        assert engine.search(request(query), 10).total
        assert len(gated.passed) == before + 1, query


def test_articles_are_read_by_the_thousand(gated: Gate, address: str, tmp_path: Path) -> None:
    """What bounds memory, however many an archive has."""
    save(tmp_path / "news.jsonl", *(record(str(at), "Gas", f"Gas {at}") for at in range(1001)))
    index(address, Path("news.jsonl"))
    engine = open_engine(behind(gated, address))
    before = len(gated.passed)
    assert sum(1 for _ in engine.articles()) == 1001
    assert len(gated.passed) == before + 2
