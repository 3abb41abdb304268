"""What is offered beside an answer: a word's other spellings and what it may be a slip of; the same on a site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import archive, record
from test_site_engine import check, site

from dateline.search.engine.local import LocalEngine
from dateline.search.query import spelling
from dateline.search.query.request import request
from dateline.search.query.spelling import other_spellings

TYPOS = {"goverment": 12, "government": 400, "tarrifs": 8, "tariffs": 360, "county": 9, "country": 400}
BESIDE = {"colour": 30, "color": 4, "organise": 3, "organize": 3, "centred": 1, "enter": 3, "entre": 1}
OFFERED = {
    "goverment": [("government", 400)],
    "tarrifs": [("tariffs", 360)],
    '"the tarrifs"': [('"the tariffs"', 360)],
    "title:note tarrifs": [("title:note AND tariffs", 360)],
    "county": [],
    "government": [],
    "colour": [("colour OR color", 34)],
    "Color": [("color OR colour", 34)],
    "note -color": [],
    "the color": [("the AND (color OR colour)", 34)],
    "=color": [],
    '"the color"': [],
    "organise": [("organise OR organize", 6)],
    "organising": [],
    "organizing": [],
    "centred": [],
    "enter": [],
}
"""What is offered beside each answer, where a word in one article of a hundred is rare."""


@pytest.fixture(scope="module", autouse=True)
def hundredth() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spelling, "RARE", 100)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = [f"the {word}" for word, count in {**TYPOS, **BESIDE}.items() for _ in range(count)]
    texts += [""] * (1_300 - len(texts))
    rows = [record(str(number), "Note", f"{number} {text}") for number, text in enumerate(texts)]
    return archive(tmp_path_factory.mktemp("offers") / "index", rows)


@pytest.mark.parametrize("text", OFFERED)
def test_likelier_and_other_spellings_are_offered_and_others_not(folder: Path, text: str) -> None:
    answer = LocalEngine(folder).search(request(text, duplicates="show"), 1)
    assert answer.total
    assert [(offer.query, offer.total) for offer in answer.relaxations] == OFFERED[text]


def test_a_site_offers_the_same(folder: Path, tmp_path: Path) -> None:
    check(folder, site(folder, tmp_path / "site"), [(text, {"duplicates": "show", "limit": 1}) for text in OFFERED])


def test_what_a_word_is_across_the_atlantic() -> None:
    for pair in (
        "colour color", "neighbourhoods neighborhoods", "favourite favorite", "analysed analyzed", "centres centers",
        "kilometre kilometer", "travelling traveling", "programmes programs", "catalogue catalog", "defence defense",
        "judgement judgment", "paediatrician pediatrician", "fulfil fulfill", "organisation organization",
    ):  # fmt: skip
        one, other = pair.split()
        assert other_spellings(one, "english") == [other]
        assert other_spellings(other, "english") == [one]
        assert other_spellings(one, "german") == []
    for word in ("hour", "four", "flour", "rise", "minister", "enter", "called", "smaller", "check", "story", "sense"):
        assert other_spellings(word, "english") == []
