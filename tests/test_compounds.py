"""Words as one, with a hyphen, and as two: what a plain word finds, what stays exact, and the same on a site."""

from pathlib import Path

import pytest
from archives import archive, record
from sites import check, site

from dateline.search.engine.local import LocalEngine
from dateline.search.query.parse import parse
from dateline.search.query.tree import Query

RECORDS = [
    record("closed", "Quiet", "The ceasefire holds in the valley, and a second ceasefire is near."),
    record("hyphen", "Cease‑fire signed", "The two sides signed it."),
    record("open", "Quiet", "At dawn both sides will cease fire."),
    record("apart", "Quiet", "Cease all that, then light a fire. Setting up took a day; set up again."),
    record("mail", "Post", "Send an e-mail, or two e-mails."),
    record("works", "Towns", "The co-operation of towns; they co-operated."),
    record("work", "Towns", "Cooperation pays, says Cooper of the F-16 yard at 3-4 Quay."),
    record("takeover", "Firms", "The takeover failed. 34 lost."),
    *(record(f"take{number}", "Firms", "They take over the yard.") for number in range(6)),
    record("take-over", "Firms", "A take-over bid. The F16 flew."),
    record("gone", "Firms", "Take-over take-over."),
]
FOUND = {
    "ceasefire": {"closed", "hyphen", "open"},
    "ceasefires": {"closed", "hyphen", "open"},
    "cease-fire": {"closed", "hyphen", "open"},
    "cease fire": {"hyphen", "open", "apart"},
    '"cease fire"': {"hyphen", "open"},
    "=ceasefire": {"closed"},
    '"ceasefire"': {"closed"},
    "title:ceasefire": {"hyphen"},
    "lead:ceasefire valley": {"closed"},
    "quiet -ceasefire": {"apart"},
    "email": {"mail"},
    "emails OR ceasefire": {"mail", "closed", "hyphen", "open"},
    "cooperation": {"works", "work"},
    "co-operate": {"works", "work"},
    "takeover": {"takeover"},
    "take-over": {"takeover", "take-over", *(f"take{number}" for number in range(6))},
    "f16": {"work", "take-over"},
    "F-16": {"work", "take-over"},
    "3-4": {"work"},
    "cease*": {"closed", "hyphen", "open", "apart"},
    "*fire": {"closed", "hyphen", "open", "apart"},
    "e-mail~": set(),
}
"""What each query finds. `take over` stands apart far more often than with a hyphen: those are other words."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("compounds") / "index"
    return archive(made, RECORDS[:5], RECORDS[5:], deleted=["gone"])


@pytest.mark.parametrize("text", [text for text, found in FOUND.items() if found])
def test_a_plain_word_finds_every_form_that_the_archive_shows(folder: Path, text: str) -> None:
    results = LocalEngine(folder).search(Query(text, parse(text)), 20)
    assert {hit.id for hit in results.hits} | {copy.id for hit in results.hits for copy in hit.copies} == FOUND[text]


def test_every_form_is_marked_and_its_part_of_the_score_told(folder: Path) -> None:
    hits = LocalEngine(folder).search(Query("ceasefire", parse("ceasefire"), explain=True), 20).hits
    assert [hit.id for hit in hits] == ["closed", "hyphen", "open"]  # twice; in the headline; once
    shown = {hit.id: [hit.snippet.text[slice(*span)] for span in hit.snippet.spans] for hit in hits}
    assert shown == {"hyphen": [], "closed": ["ceasefire", "ceasefire"], "open": ["cease", "fire"]}
    assert hits[1].title.spans == ((0, 5), (6, 10))
    assert [part.detail.partition(",")[0] for part in hits[1].explanation] == ["3 of 15 articles"]


@pytest.mark.parametrize("pages", [False, True])
def test_a_site_finds_the_same(folder: Path, tmp_path: Path, pages: bool) -> None:
    out = site(folder, tmp_path / "site", pages=pages)
    check(folder, out, [(text, {"explain": True}) for text in FOUND] + [("ceasefire valley", {"duplicates": "show"})])
