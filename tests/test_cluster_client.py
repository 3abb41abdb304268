"""What needs no cluster: certificates and credentials of the environment, and how articles that one gave are ranked."""

from collections.abc import Iterator
from itertools import product

import pytest
from archives import ENGLISH
from gate import Gate, gate

from dateline.index.article import Article
from dateline.index.build.batch import batch_of
from dateline.index.cluster.address import parse_address
from dateline.index.cluster.client import Client
from dateline.index.cluster.documents import documents
from dateline.index.cluster.errors import UntrustedCluster, WrongCredentials
from dateline.index.cluster.schema import stem_hash
from dateline.search.engine.cluster.candidates import Candidates
from dateline.search.engine.ranking import MatchCounts, RankedDoc, Ranking
from dateline.search.engine.segment_view import Averages
from dateline.search.query.request import request

BASIC = {"DATELINE_CLUSTER_USER": "ed", "DATELINE_CLUSTER_PASSWORD": "secret"}


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    with gate(tmp_path_factory.mktemp("gate")) as opened:
        yield opened


def check(gated: Gate, monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """Ask the cluster what it is, with these variables."""
    for name in ("USER", "PASSWORD", "API_KEY", "CA"):
        monkeypatch.delenv(f"DATELINE_CLUSTER_{name}", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    Client(parse_address(f"{gated.host}/news")).check()


@pytest.mark.parametrize("variables", [BASIC, {"DATELINE_CLUSTER_API_KEY": "a2V5"}])
def test_who_is_known_passes(gated: Gate, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    before = len(gated.passed)
    check(gated, monkeypatch, DATELINE_CLUSTER_CA=str(gated.authority), **variables)
    assert gated.passed[before:] == ["GET /"]


@pytest.mark.parametrize("variables", [{}, BASIC | {"DATELINE_CLUSTER_PASSWORD": "guess"}])
def test_who_is_not_known_is_told_so(gated: Gate, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    with pytest.raises(WrongCredentials, match="DATELINE_CLUSTER_API_KEY") as refused:
        check(gated, monkeypatch, DATELINE_CLUSTER_CA=str(gated.authority), **variables)
    assert "guess" not in str(refused.value)


@pytest.mark.parametrize("authority", [None, "missing.pem"])
def test_a_cluster_that_can_not_show_who_it_is_gets_no_credentials(
    gated: Gate, monkeypatch: pytest.MonkeyPatch, authority: str | None
) -> None:
    before = len(gated.passed)
    with pytest.raises(UntrustedCluster, match="DATELINE_CLUSTER_CA"):
        check(gated, monkeypatch, **BASIC, **({"DATELINE_CLUSTER_CA": authority} if authority else {}))
    assert len(gated.passed) == before


def test_articles_are_ranked_by_the_words_asked_for_alone_as_by_all() -> None:
    """Words whose hash is that of one asked for are not taken for it, in whatever letters."""
    same = next(word for word in map("".join, product("bdfg", repeat=12)) if stem_hash(word) == stem_hash("gas"))
    texts = (
        ("Gas prices", f"Gas and more gas went up the río {same} gas"),
        ("", f"No gas here, but many other words are: {same}, {same}"),
    )
    made = [
        Article(str(at), "a.txt", title, None, None, None, None, None, body, {})
        for at, (title, body) in enumerate(texts)
    ]
    found = list(documents(batch_of((one, one.id, 0) for one in made), ENGLISH))
    averages, known = Averages(10, 1.5, 8.0), MatchCounts(2, 0, [2])

    def ranked(stems: set[str] | None) -> list[RankedDoc]:
        candidates = Candidates(found, averages, stems)
        return Ranking(request("gas"), candidates.views, ENGLISH.stem, known=known).sure(2)

    assert [one.doc for one in ranked({"gas"})] == [0, 1]
    assert ranked({"gas"}) == ranked(None)
