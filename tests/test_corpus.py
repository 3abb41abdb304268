"""The bundled corpus: what is promised of it, and queries whose answers were found by reading it.

The lists in `cases/search.json` were made with regular expressions over the articles, not with the engine; where
`ordered` is true the order counts, and `why` says what it rests on.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Dateline, environment

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "search.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def articles(desk: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "dateline", "extract", "corpus", "--rules", "corpus/rules.toml"]
    lines = subprocess.run(command, cwd=desk, env=environment(), check=True, capture_output=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def test_it_is_an_archive_worth_a_look(articles: list[dict[str, Any]]) -> None:
    assert len(articles) >= 60
    assert len({article["outlet"] for article in articles} - {None}) >= 6
    assert {article["date"][:4] for article in articles if article["date"]} == {"2023", "2024", "2025"}
    assert all(120 <= len(article["body"].split()) <= 500 for article in articles)
    assert len({article["id"] for article in articles}) == len(articles)


def test_every_kind_of_file_is_in_it(articles: list[dict[str, Any]]) -> None:
    paths = {article["path"] for article in articles}
    kinds = {"".join(Path(path).suffixes[-2:]) if path.endswith(".gz") else Path(path).suffix for path in paths}
    assert kinds >= {".txt", ".html", ".htm", ".xhtml", ".md", ".json", ".jsonl", ".sgm", ".txt.gz", ".ndjson.gz"}


def test_what_can_not_be_known_stays_open(articles: list[dict[str, Any]]) -> None:
    undated = {Path(article["path"]).name for article in articles if article["date"] is None}
    assert undated == {"bees at cape dunning.txt", "short-history-number-4-tram.txt"}
    assert {Path(article["path"]).parent.name for article in articles if article["outlet"] is None} == {"clippings"}


def test_stories_are_told_by_several_outlets(articles: list[dict[str, Any]]) -> None:
    for story in ("Maid of Sorrel", "Ropewalk", "mackerel", "strike", "quake"):
        outlets = {article["outlet"] for article in articles if story in article["title"] + article["body"]}
        assert len(outlets) >= 4, story


def test_agency_copy_is_printed_by_several(articles: list[dict[str, Any]]) -> None:
    sentences = Counter(
        sentence for article in articles for sentence in set(article["body"].split(". ")) if len(sentence.split()) > 8
    )
    assert sum(count > 1 for count in sentences.values()) >= 10


@pytest.mark.usefixtures("at_desk")
def test_a_line_cut_short_and_an_empty_file_are_named(dateline: Dateline) -> None:
    lines = dateline("extract", "corpus").err.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        "skipped corpus/calvessa-wire/feed-2023-2024.jsonl:5",
        "skipped corpus/clippings/untitled.txt",
    ]
    assert all(line.partition(": ")[2] for line in lines)


@pytest.mark.parametrize(
    "furniture",
    ["A+ A-", "Share this", "All rights reserved", "cookie", "Powered by", "newsletter", "Comment policy", "Read more"],
)
def test_site_furniture_is_not_in_the_bodies(articles: list[dict[str, Any]], furniture: str) -> None:
    assert [article["path"] for article in articles if furniture.lower() in article["body"].lower()] == []


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40


def named(case: dict[str, Any]) -> str:
    return " ".join([case["query"], *case.get("options", []), case.get("duplicates", "")]).strip()


@pytest.mark.usefixtures("at_desk")
@pytest.mark.parametrize("case", CASES, ids=named)
def test_query(case: dict[str, Any], dateline: Dateline) -> None:
    options = ["--duplicates", case.get("duplicates", "show"), *case.get("options", [])]
    outcome = dateline("search", "--format", "json", "-n", 200, *options, "--", case["query"])
    results = json.loads(outcome.out)
    found = [hit["id"] for hit in results["hits"]]
    assert (found if case.get("ordered") else sorted(found)) == case["expect"], case["why"]
    assert results["total"] == case["total"]
    assert results["copies"] == case.get("copies", 0)
    assert outcome.code == (0 if case["total"] else 1)
