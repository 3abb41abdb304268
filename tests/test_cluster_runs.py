"""Runs that index onto a cluster: cut off, beside each other, anew, and refused.

They need a cluster of their own, whose address is in `DATELINE_TEST_CLUSTER`: `make test-cluster` starts one.
"""

from pathlib import Path

import pytest
from archives import counts, record, run, save
from conftest import Dateline
from gate import Gate
from on_cluster import NEEDS_CLUSTER, behind, compare_generated, index
from sites import generated

from dateline.index.cluster.address import parse_address
from dateline.index.cluster.client import Client
from dateline.index.cluster.documents import document_key
from dateline.index.cluster.errors import (
    ClusterWriterBusy,
    NoClusterIndex,
    OtherIndex,
    ReadOnlyCluster,
    RunCutOff,
    StrictNeedsRebuild,
)
from dateline.index.cluster.writer import ClusterWriter
from dateline.search.engine.engine import open_engine
from dateline.search.query.request import request

pytestmark = NEEDS_CLUSTER


def test_a_run_that_is_cut_off_is_finished_by_the_next(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = list(generated(3, 60))
    save(tmp_path / "news" / "one.jsonl", *made[:20])
    index(address, Path("news"))
    client = Client(parse_address(address))
    block = f"/{client.address.name}.1/_settings"
    client.ask("PUT", block, {"index.blocks.read_only_allow_delete": True})  # as a full disk does
    save(tmp_path / "news" / "one.jsonl", *made[:10], age=2000)
    save(tmp_path / "news" / "two.jsonl", *made[20:])
    with pytest.raises(RunCutOff, match="takes no changes") as cut_off:
        index(address, Path("news"))
    assert isinstance(cut_off.value.cause, ReadOnlyCluster)
    engine = open_engine(address)
    assert engine.count(request(duplicates="show")) == 20
    client.ask("PUT", block, {"index.blocks.read_only_allow_delete": None})
    assert counts(index(address, Path("news"))) == (40, 0, 10, 10)
    run(tmp_path / ".dateline", Path("news"))
    compare_generated(address, tmp_path / ".dateline", seed=4, count=30)


def test_what_a_lost_run_has_sent_is_told_and_taken_up(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run ends before its commit: articles are in, and files that are gone by then leave none behind."""
    monkeypatch.chdir(tmp_path)
    made = list(generated(6, 60))
    save(tmp_path / "news" / "one.jsonl", *made[:20])
    index(address, Path("news"))
    lost = save(tmp_path / "news" / "two.jsonl", *made[20:40])
    commit = ClusterWriter.commit
    monkeypatch.setattr(ClusterWriter, "commit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        index(address, Path("news"))
    monkeypatch.setattr(ClusterWriter, "commit", commit)
    engine = open_engine(address)
    assert not engine.status()["cluster"]["whole"]
    assert [text for text in engine.search(request(), 1).warnings if "under way or was cut off" in text]
    lost.unlink()
    save(tmp_path / "news" / "three.jsonl", *made[40:])
    assert counts(index(address, Path("news"))) == (20, 0, 20, 20)
    run(tmp_path / ".dateline", Path("news"))
    compare_generated(address, tmp_path / ".dateline", seed=5, count=30)


def interrupted(writer: ClusterWriter, *_: object) -> None:
    """What `commit` does where a run is interrupted once everything has been sent."""
    writer._bulk.flush()
    raise KeyboardInterrupt


def test_an_archive_is_built_anew_beside_the_old_one(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever searches the old one meanwhile goes on with the new one."""
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "news.jsonl", record("a", "Gas"), record("b", "Oil"))
    index(address, Path("news.jsonl"))
    before = open_engine(address)
    save(tmp_path / "news.jsonl", record("a", "Gas"), record("c", "Gas again"), age=2000)
    index(address, Path("news.jsonl"), rebuild=True, strict=True)
    assert [hit.id for hit in before.search(request("gas"), 10)] == ["a", "c"]
    assert [hit.id for hit in open_engine(address).search(request("oil"), 10)] == []
    name = parse_address(address).name
    found = Client(parse_address(address)).ask("GET", f"/{name}.*?filter_path=*.aliases")
    assert sorted(found) == [f"{name}.2", f"{name}.2.files", f"{name}.2.words", f"{name}.lock"]


def test_an_archive_gets_no_words_of_another(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which the same program has indexed before."""
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "secret.jsonl", record("a", "Gas"))
    save(tmp_path / "news.jsonl", record("b", "Oil"))
    index(f"{address}-2", Path("secret.jsonl"))
    index(address, Path("news.jsonl"))
    found = Client(parse_address(address)).ask("GET", f"/{parse_address(address).name}.1.words/_search")
    assert [hit["_source"]["word"] for hit in found["hits"]["hits"]] == ["oil"]


def test_an_index_in_use_takes_no_second_writer(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "news.jsonl", record("a", "Gas"))
    with ClusterWriter(address), pytest.raises(ClusterWriterBusy, match="--wait"):
        index(address, Path("news.jsonl"))
    assert counts(index(address, Path("news.jsonl"))) == (1, 0, 0, 0)


def test_each_failure_has_its_name(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "news.jsonl", record("a", "Gas"))
    with pytest.raises(NoClusterIndex):
        open_engine(address)
    client = Client(parse_address(address))
    client.ask("PUT", f"/{client.address.name}")
    with pytest.raises(OtherIndex, match="not made by Dateline"):
        open_engine(address)
    client.ask("DELETE", f"/{client.address.name}")
    index(address, Path("news.jsonl"))
    with pytest.raises(StrictNeedsRebuild):
        index(address, Path("news.jsonl"), strict=True)
    client.ask("PUT", f"/{client.address.name}.1/_mapping", {"_meta": {"dateline": {"format": 99}}})
    with pytest.raises(OtherIndex, match="format 99"):
        open_engine(address)
    index(address, Path("news.jsonl"), rebuild=True)
    assert open_engine(address).count(request("gas")) == 1


def test_a_check_names_what_is_damaged(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dateline: Dateline
) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "news.jsonl", record("a", "Gas"), record("b", "Oil"), record("c", "Coal"))
    index(address, Path("news.jsonl"))
    whole = dateline("check", "--deep", "--index", address)
    assert (whole.code, whole.err) == (0, "")
    assert "3 articles" in whole.out
    client = Client(parse_address(address))
    for identity, change in (("a", {"body_words": "more than there was"}), ("b", {"title_stems": "gas"})):
        path = f"/{client.address.name}.1/_update/{document_key(identity)}?refresh=true"
        client.ask("POST", path, {"doc": change})
    assert dateline("check", "--index", address).out == "a: what is stored of it is damaged\n"
    deep = dateline("check", "--deep", "--index", address)
    assert deep.code == 2
    assert deep.out.splitlines()[1:] == ["b: its text gives another value of title_stems"]
    assert "2 faults" in deep.err
    assert "--rebuild" in deep.err


def test_every_run_waits_for_copies_that_are_being_made(gated: Gate, address: str, tmp_path: Path) -> None:
    """What is acknowledged before is on one node alone."""
    for text in ("Gas", "Oil"):
        save(tmp_path / f"{text}.jsonl", record(text, text))
        before = len(gated.passed)
        index(behind(gated, address), Path(f"{text}.jsonl"))
        asked = gated.passed[before:]
        assert [one.startswith("GET /_cluster/health") for one in asked[: asked.index("POST /_bulk")]].count(True) == 1
