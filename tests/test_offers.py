"""What is offered beside an answer: a word's other spellings and what it may be a slip of; the same on a site."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import archive, record
from sites import ask, check, site

from dateline.search.engine.local import LocalEngine
from dateline.search.query import spelling
from dateline.search.query.request import request
from dateline.search.query.spelling import other_spellings
from dateline.search.site import word_files
from dateline.search.site.encoding import COARSE, Granularity, hashed_name

TYPOS = {"goverment": 12, "government": 400, "tarrifs": 8, "tariffs": 360, "county": 9, "country": 400}
FEWER = {"tarifs": 2, "tariff": 30, "rariff": 1}
BESIDE = {"colour": 30, "color": 4, "organise": 3, "organize": 3, "centred": 1, "enter": 3, "entre": 1}
OFFERED = {
    "goverment": [("government", 400)],
    "tarrifs": [("tariffs", 390)],
    '"the tarrifs"': [('"the tariffs"', 360)],
    "title:note tarrifs": [("title:note AND tariffs", 390)],
    "tarifs": [("tariffs", 390)],
    "=tarifs": [("=tariffs", 360), ("=tariff", 30)],
    "tarifs the": [("tariffs AND the", 390)],
    "rariff": [],
    "county": [],
    "government": [],
    "colour": [("colour OR color", 34)],
    "Color": [("color OR colour", 34)],
    "note -color": [],
    "the color": [("the AND (color OR colour)", 34)],
    "=color": [],
    '"the color"': [('"the color" OR "the colour"', 34)],
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
    texts = [f"the {word}" for word, count in {**TYPOS, **FEWER, **BESIDE}.items() for _ in range(count)]
    texts += [""] * (1_300 - len(texts))
    rows = [record(str(number), "Note", f"{number} {text}") for number, text in enumerate(texts)]
    return archive(tmp_path_factory.mktemp("offers") / "index", rows)


@pytest.mark.parametrize("text", OFFERED)
def test_likelier_and_other_spellings_are_offered_and_others_not(folder: Path, text: str) -> None:
    answer = LocalEngine(folder).search(request(text, duplicates="show"), 1)
    assert answer.total
    assert [(offer.query, offer.total) for offer in answer.relaxations] == OFFERED[text]


@pytest.mark.parametrize("duplicates", ["show", "fold", "only"])
def test_a_site_offers_the_same(folder: Path, tmp_path: Path, duplicates: str) -> None:
    missing = ("tarifz", "=tarifz the", "coutry", "govrernmant")
    apart = ("tarifs 500", "goverment 50", '"the goverment" 50', "county 800")
    texts = (*OFFERED, *missing, *apart)
    asked = [(text, {"duplicates": duplicates, "limit": 1}) for text in texts]
    check(folder, site(folder, tmp_path / "site"), asked)


@pytest.mark.parametrize(("text", "kinds"), [("tarifs", "nt"), ("tarifz", "nt"), ("govrernmant", "cnt")])
def test_what_is_offered_for_a_word_needs_neither_its_postings_nor_all_words(
    folder: Path, tmp_path: Path, text: str, kinds: str
) -> None:
    out = site(folder, tmp_path / "site", granularity=COARSE._replace(terms=Granularity(1, None)))
    answer, loaded = ask(out, {"query": text, "options": {"limit": 1}}, {"loads": text})
    assert answer["relaxations"]
    data = [name[0] for name in loaded if len(name) == len("t" + hashed_name("")) or name.startswith("n0")]
    assert "".join(sorted(data)) == kinds


@pytest.mark.parametrize(("least", "offered"), [(13, []), (12, ["goverment"])])
def test_two_edits_away_words_are_offered_that_are_usual(
    folder: Path, tmp_path: Path, least: int, offered: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spelling, "USUAL", 1_300 // least)
        offers = LocalEngine(folder).search(request("gowermemt"), 1).relaxations
        assert [offer.query for offer in offers] == offered
        check(folder, site(folder, tmp_path / "site"), [("gowermemt", {}), ("gowernmemt", {}), ("tarifz", {})])


def test_words_one_edit_away_are_found_wherever_the_edit_is(tmp_path: Path) -> None:
    pick = random.Random(3)  # noqa: S311
    words = sorted({"".join(pick.choices("abé𝔊", k=pick.randrange(1, 8))) for _ in range(400)})
    index = archive(tmp_path / "index", [record(str(at), "Note", word) for at, word in enumerate(words)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_files, "_SHARE", 64)
        out = site(index, tmp_path / "site")
    assert len(list((out / "data").glob("n*.js"))) > 50
    asked = ["".join(pick.choices("abéx", k=pick.randrange(1, 8))) for _ in range(80)]
    check(index, out, [(f"{text}{pick.choice(['', '~1'])}", {"limit": 1}) for text in asked])


def test_of_words_of_one_stem_one_is_offered_where_nothing_is_found(folder: Path) -> None:
    offers = LocalEngine(folder).search(request("tarifz", duplicates="show"), 1).relaxations
    assert [(offer.query, offer.total) for offer in offers] == [("tariff", 390), ("tarifs", 2)]


def test_where_nothing_is_found_a_slip_is_told_from_words_that_are_merely_like_it(folder: Path) -> None:
    def offered(text: str) -> list[str]:
        offers = LocalEngine(folder).search(request(text, duplicates="show"), 1).relaxations
        return [offer.query for offer in offers if " instead of " in offer.why]

    assert offered("centrd") == ["centred"]
    assert offered("coutry") == ["country"]  # not `county`, which is two edits away
    assert offered("govrernmant") == ["government"]  # two edits away, in a longer word
    assert offered("tarifs 500") == ["tariffs AND 500"]  # both are there, but not in one article
    assert offered("goverment 50") == ["government AND 50"]  # in more than a few articles
    assert offered('"the goverment" 50') == ['"the government" AND 50']
    assert offered("county 800") == []


WRITTEN = {
    "the labour party won": 12, "the labor party lost": 2, "a defence programme": 3, "health care in the town": 60,
    "healthcare pays": 4, "mobile phone masts": 6, "the database is full": 2, "grey": 1, "mobile homes": 1,
    "beijing calls": 2, "being here": 70, "embarassed": 2, "embarrassed": 80,
    "a buyback of shares": 8, "to buy back shares": 30, "a buy-back": 2, "a takeover bid": 40, "to take over": 12,
    "the take-over": 1, "Müller sings": 7, "Mueller sings": 9, "Ødegård": 1, "Oedegaard": 1,
}  # fmt: skip
OTHERWISE = {
    '"labour party"': ['"labour party" OR "labor party"'],
    '"labor party" the': ['("labor party" OR "labour party") AND the'],
    '"labor union"': [],
    '"defense programme"': ['"defence programme"'],
    '"a defense program"': ['"a defence programme"'],
    "=defense": ["=defence"],
    "mobilephone": ['"mobile phone"'],
    '"mobilephone masts"': ['"mobile phone masts"'],
    "mobilephones-mast": ["mobile-phones-mast"],
    "data base full": ["database AND full"],
    "healthcare": ['healthcare OR "health care"'],
    "=healthcare": [],
    '"healthcare pays"': [],
    "mobile": [],
    "beijing": [],  # another name, two edits away
    "embarassed": ["embarrassed"],
    "buyback": ['buyback OR "buy back"'],
    "buybacks shares -bid": ['(buybacks OR "buy back") AND shares AND -bid'],
    "=buyback": [],
    '"buyback of"': [],
    "takeover": [],
    "Müller": ["muller OR mueller"],
    "MU\u0308LLER sings": ["(muller OR mueller) AND sings"],
    '"müller sings"': ['"muller sings" OR "mueller sings"'],
    "=müller": [],
    "muller": [],
    "mueller": [],
    "Ødegård": ["odegard OR oedegaard"],
}
"""What is offered for words that the archive writes in another way, beside what is merely looser."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = [text for text, count in WRITTEN.items() for _ in range(count)] + ["union"]
    rows = [record(str(number), "Note", f"{number} {text}") for number, text in enumerate(texts)]
    return archive(tmp_path_factory.mktemp("written") / "index", rows)


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_an_archive_writes_in_another_way_is_offered_in_quotes_too(written: Path, text: str) -> None:
    answer = LocalEngine(written).search(request(text, duplicates="show"), 1)
    assert [offer.query for offer in answer.relaxations][: len(OTHERWISE[text]) or None] == OTHERWISE[text]


@pytest.mark.parametrize("frequent", [6, 8192])
def test_a_site_offers_alike_what_is_written_in_another_way(written: Path, tmp_path: Path, frequent: int) -> None:
    out = site(written, tmp_path / "site", granularity=COARSE._replace(frequent=frequent, recurring=3))
    check(written, out, [(text, {"limit": 1}) for text in OTHERWISE])


PLACES = {
    "place:port aldane": ([], ['place:"port aldane"']),
    "place:port -aldane": ([], []),
    "place:port quay": ([], []),
    "place:aldane port": ([], []),
    "place:portaldane": (
        ["There is no place portaldane; there is PORT ALDANE; PORT Aldane Pier, C."], ['place:"port aldane"'],
    ),
    "outlet:thesextant": (["There is no outlet thesextant; there is Sextant."], ["outlet:sextant"]),
    "place:aldanepier": (["There is no place aldanepier; there is Aldane Pier, C.; PORT Aldane Pier, C."], []),
    "path:news.txt": (["There is no path news txt: it is of folders, not of files."], []),
    "place:sorrelx quay": (["There is no place sorrelx; there is Sorrel."], ["place:sorrel AND quay", "quay"]),
}  # fmt: skip
"""What is said of names that there are not, and what is offered."""


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    places = ["PORT ALDANE"] * 3 + ["Port Calv", "Aldane Pier, C.", "PORT Aldane Pier, C.", "Sorrel"]
    rows = [
        record(str(at), "Note", f"{at} aldane port quay", place=place, outlet="Sextant")
        for at, place in enumerate(places)
    ]
    return archive(tmp_path_factory.mktemp("placed") / "index", rows)


@pytest.mark.parametrize("text", PLACES)
def test_names_are_offered_that_are_written_in_another_way_or_go_on(placed: Path, text: str) -> None:
    answer = LocalEngine(placed).search(request(text, duplicates="show"), 1)
    said, offered = PLACES[text]
    assert [one for one in answer.warnings if "Nothing" not in one] == said
    assert [offer.query for offer in answer.relaxations][: len(offered) or (None if answer.total else 0)] == offered


def test_a_site_says_the_same_of_names(placed: Path, tmp_path: Path) -> None:
    check(placed, site(placed, tmp_path / "site"), [(text, {"limit": 1}) for text in PLACES])


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


def test_offers_count_live_articles_alone(tmp_path: Path) -> None:
    words = {"harbour": 30, "harbor": 5, "the": 300}
    texts = [word for word, count in words.items() for _ in range(count)]
    rows = [record(str(number), "Note", f"{number} {text}") for number, text in enumerate(texts)]
    folder = archive(tmp_path / "index", rows, deleted=[str(number) for number in range(28)])
    out = site(folder, tmp_path / "site")
    asked = [(query, {}) for query in ("harbur", "harbuor", "harbur the")]
    check(folder, out, asked)
