"""The engine of a static site, in Node, against the one of the command line: the same answers to the last bit."""

import json
import random
import shutil
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from archives import archive, record, run, save
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import HARD, Asker, ask, check, expected, generated, site

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.analysis.terms import tokens
from dateline.search.engine import effort
from dateline.search.query.parse import parse_lenient
from dateline.search.site.encoding import COARSE, FINE, Granularity, hashed_name

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="node is missing")

HERE = Path(__file__).parent
BOTH = (False, True)
LETTERS = "eaiyoubdlnstgmz'ck"
SUFFIXES = (
    "s sses ied ies us ss eed eedly ed edly ing ingly y ization ational fulness ousness iveness tional biliti lessli"
    " entli ation alism aliti ousli iviti fulli enci anci abli izer ator alli bli ogi li alize icate iciti ative ical"
    " ness ful ement ance ence able ible ment ant ent ism ate iti ous ive ize ion al er ic e l 's atlas skies dying"
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sites")


NOTHING: list[tuple[str, list[str]]] = [
    ("", ["phare"]), ("ferry", ["sextant", "bpb"]), ("", ["The"]), ("", ["!"]), ("", ["sexton"]),
    ("ferry", ["nowhere"]),
    ("outlet:bpb", []), ("outlet:phara harbour", []), ("(outlet:sextan OR place:calvesa) ferry", []),
    ("author:okafr", []), ('"maid of sorel"', []), ("mackerall quotas", []), ('ferri "harbor striek"', []),
    ("harbour-lien", []), ("brexit", []), ("sorell", []), ("ferry OR mackeral", []), ("magistrat", []),
    ("date:today", []), ("date:last-week ferry", []), ("after:yesterday", []), ("date:2w..today", []), ("date:8x", []),
    ("sorel between 2024-01 and 2024-03", []), ("date:2024 sept", []), ("date:2024-01 OR 2024-03", []),
    ("date:this-month", []), ("date:last-year..", []),
]  # fmt: skip
"""Queries that find nothing, and the outlets that they ask for."""


@pytest.mark.parametrize("pages", BOTH)
def test_a_site_of_the_sample_corpus_answers_as_the_command_line(desk: Path, scratch: Path, pages: bool) -> None:
    folder = desk / ".dateline"
    out = site(folder, scratch / f"desk-{pages}", pages=pages)
    cases = json.loads((HERE / "cases" / "search.json").read_text("utf-8"))
    asked = [
        (case["query"], {"limit": 100, "any": case.get("any", False), "duplicates": case.get("duplicates", "show")})
        for case in cases
    ]
    asked += [(text, {"outlets": outlets}) for text, outlets in NOTHING]
    check(folder, out, asked + Asker(folder, seed=1 + pages).asked(300))


def test_a_site_answers_alike_whatever_letters_its_articles_hold(scratch: Path) -> None:
    folder = archive(scratch / "hard" / "index", HARD[:3], HARD[3:], deleted=["b"])
    asked = [("", {}), ("gas exports", {"explain": True}), *Asker(folder, seed=3).asked(400)]
    check(folder, site(folder, scratch / "hard" / "site"), asked)


@given(seed=st.integers(0, 1 << 30))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_generated_archives_answer_alike(scratch: Path, seed: int) -> None:
    folder = scratch / f"made-{seed}"
    if folder.exists():
        return
    index = archive(folder / "index", list(generated(seed, 150)))
    check(index, site(index, folder / "site", pages=bool(seed % 2)), Asker(index, seed).asked(150))


def test_words_counted_ahead_answer_alike(desk: Path, scratch: Path) -> None:
    folder = desk / ".dateline"
    out = site(folder, scratch / "ahead", granularity=FINE._replace(frequent=6, recurring=3))
    assert all(list((out / "data").glob(f"{kind}*.js")) for kind in "hbgq")
    asker = Asker(folder, seed=11)
    words = [*asker.random.choices(asker.words, k=150), "the", "of", "said", "ferry", "harbour", "strike"]
    pick = asker.random.choice
    limits = [{}, {}, {"limit": 130}, {"offset": 5}, {"duplicates": "show"}, {"sort": "newest"}, {"explain": True}]
    pairs = [f'{pick(["", "", "title:", "lead:", "ferry "])}"{asker.run(pick([2, 2, 3, 4, 5]))}"' for _ in range(200)]
    check(folder, out, [(text, pick(limits)) for text in words + pairs] + asker.asked(60))


def test_a_phrase_of_frequent_words_loads_neither_their_postings_nor_where_each_stands(scratch: Path) -> None:
    rows = [record(f"{at}", "Note", f"{'so ' * at} one two three {'so on' if at % 2 else 'on so'}") for at in range(8)]
    folder = archive(scratch / "frequent" / "index", rows)
    apart = COARSE._replace(terms=Granularity(1, None), ngrams=Granularity(1, None), frequent=6, recurring=3)
    out = site(folder, scratch / "frequent" / "site", granularity=apart)
    asked = {"one two": {"g"}, "one two three": {"g"}, "three so on": {"b"}, "one two three so on": {"b", "q"}}
    check(folder, out, [(f'"{phrase}"', {"duplicates": "show"}) for phrase in asked])
    for phrase, kinds in asked.items():
        [loaded] = ask(out, {"loads": f'"{phrase}"'})
        assert {name[0] for name in loaded if len(name) == len("b" + hashed_name(""))} == kinds, phrase


def test_phrases_that_repeat_themselves_answer_alike(scratch: Path) -> None:
    pick = random.Random(5)  # noqa: S311
    units = [pick.choices(["gas", "gases", "port", "the"], k=pick.choice([1, 2, 3])) for _ in range(40)]
    texts = [" ".join(unit * 12 + pick.choice(units)) for unit in units]
    folder = archive(scratch / "repeats" / "index", [record(str(at), text, text) for at, text in enumerate(texts)])
    phrases = [" ".join(pick.choice(units) * pick.choice([1, 4, 9]) + pick.choice([[], ["port"]])) for _ in range(120)]
    phrases += ["g* ga* " * 5, "gas gas", "*s g* " * 4]
    asked: list[tuple[str, dict[str, Any]]] = [(f'"{one}"{pick.choice(["", "", "~2"])}', {}) for one in phrases]
    for granularity in (COARSE, FINE._replace(frequent=6, recurring=3)):
        out = site(folder, scratch / "repeats" / f"site-{granularity.frequent}", granularity=granularity)
        check(folder, out, asked)


def test_words_are_stemmed_as_nltk_stems_them(desk: Path, scratch: Path) -> None:
    words = set(Asker(desk / ".dateline", seed=4).words)
    pick = random.Random(5)  # noqa: S311
    starts = ["".join(pick.choices(LETTERS, k=pick.randrange(1, 7))) for _ in range(1500)]
    starts += ["gener", "commun", "arsen", "y", "rel", "hop", "24hour"]
    words |= {start + suffix for start in starts for suffix in SUFFIXES.split()}
    wanted = sorted(word for word in words if word.strip("'"))
    folder = archive(scratch / "one" / "index", [record("a", "One")])
    [stems] = ask(site(folder, scratch / "one" / "site"), {"stems": wanted})
    stemmer = Analyzer()
    assert dict(zip(wanted, stems, strict=True)) == {word: stemmer.stem(word) for word in wanted}


# Letters that Python and the browser both know: newer ones depend on the Unicode that each was made with.
KNOWN = st.characters(exclude_categories=("Cs",)).filter(lambda char: unicodedata.ucd_3_2_0.category(char) != "Cn")


@given(st.lists(st.text(KNOWN, max_size=80) | st.text("aé'’.,1٣½ß東😀-_İΣ \u0301й", max_size=30), max_size=200))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_are_parted_into_the_same_terms(scratch: Path, texts: list[str]) -> None:
    out = scratch / "tokens" / "site"
    if not out.exists():
        site(archive(scratch / "tokens" / "index", [record("a", "One")]), out)
    [found] = ask(out, {"terms": texts})
    assert found == [[[token.term, token.start, token.end] for token in tokens(text)] for text in texts]


def test_another_language_carries_its_stems(scratch: Path, run_in_french: Path) -> None:
    out = site(run_in_french, scratch / "french")
    check(run_in_french, out, [("chevaux", {}), ("naufrages", {}), ("title:cheval -mer", {})])


@pytest.fixture
def run_in_french(tmp_path: Path) -> Path:
    source = tmp_path / "presse.jsonl"
    save(
        source,
        record("1", "Les chevaux du roi", "Le cheval royal galope. Les naufrages continuent, continuellement."),
        record("2", "Un naufrage au détroit", "Le naufragé raconte; chevaucher la mer était une continuation."),
    )
    run(tmp_path / "index", source, language="french", jobs=1)
    return tmp_path / "index"


def test_patterns_that_mean_too_many_words_are_refused_alike(scratch: Path) -> None:
    articles = [record(str(at), "", "gas port " * 90 + "gas " * 99 + "rare quay") for at in range(3)]
    folder, long = archive(scratch / "patterns", articles), "g* ga* " * 6
    asked = ['"g* p*"~5', '"ra* q*"~5', f'"{long}"', f'"{long}ra*"', '𝔊as -"p* ga*"~9', '"ra* ga*"', '"port gas"~50']
    asked += [f'"{"g* p* " * 9}"', '"rare* q*"~5 "quay* r*"~7', '"ra* p* q*" nowhere', '"ra* nothing*"~5'] + asked[
        :1
    ] * 2
    for most in (11, 300, 3000):
        with patch.object(effort, "NEAR_MAX", most):
            check(folder, site(folder, scratch / f"patterns-{most}"), [(text, {}) for text in asked])
            refused = [text for text in asked if "errors" in expected(folder, text, {})]
        assert len(refused) == {11: 8, 300: 5, 3000: 0}[most]


def test_long_phrases_of_patterns_are_refused_alike_whatever_order_they_are_looked_for_in(scratch: Path) -> None:
    pick, words = random.Random(5), ["gas", "gases", "port", "ports", "the", "of", "quay"]  # noqa: S311
    folder = scratch / "long"
    for part in range(2):  # a segment each
        texts = [" ".join(pick.choices(words, range(7, 0, -1), k=60)) for _ in range(9)]
        save(scratch / f"{part}.jsonl", *(record(f"{part}{at}", "", text) for at, text in enumerate(texts)))
        run(folder, scratch / f"{part}.jsonl", jobs=1)
    terms = [*words, "g*", "ga*", "p*s", "q*", "nothing*"]
    rows = [pick.choices(terms, k=pick.randrange(9, 14)) * pick.choice([1, 1, 3]) for _ in range(30)]
    asked = [f'"{" ".join(row)}"' for row in rows]
    asked += [f"{one} {other}" for one, other in pairwise(asked)] + [f"{asked[0]} {asked[0]}"]
    counts = set()
    for most in (100, 400, 1500):
        with patch.object(effort, "NEAR_MAX", most):
            check(folder, site(folder, scratch / f"long-{most}"), [(text, {}) for text in asked])
            counts.add(sum("errors" in expected(folder, text, {}) for text in asked))
    assert len(counts) == 3


def test_more_patterns_and_fuzzy_words_than_can_be_looked_up_are_refused_alike(desk: Path, scratch: Path) -> None:
    known = ' (fery~ OR hat? OR "ha* q"~3) -"ferry h*"'
    texts = ["zz* OR " * 997 + known[1:], "\U0001d50a " + "zz? OR " * 997 + f"-z*{known}", "z~ (" + "z* " * 2000 + ")"]
    texts += ["fery~ OR " * 200 + "z*", "fery~2 OR " * 201 + "z*"]
    check(desk / ".dateline", site(desk / ".dateline", scratch / "thousand"), [(text, {}) for text in texts])
    reasons = [str(parse_lenient(text)[1]) for text in texts]
    assert ["more than 1,000 words with * or ?" in reason for reason in reasons] == [False, True, True, False, False]
    assert ["more than 200 words with ~" in reason for reason in reasons] == [False, False, False, False, True]


def test_what_is_said_again_is_looked_up_once(desk: Path, scratch: Path) -> None:
    asked = ["fer* OR h* OR " * 300 + "fer*", "fer* h* " * 300, "ferry harbour " * 300, "(ferry -tram) OR " * 90 + "h*"]
    out = site(desk / ".dateline", scratch / "again")
    check(desk / ".dateline", out, [(text, {"explain": True}) for text in asked])


@pytest.mark.parametrize("nothing", ["zzyzx ", "outlet:zzyzx "])
def test_of_a_long_query_no_word_is_offered_in_place_of_each(desk: Path, scratch: Path, nothing: str) -> None:
    few, many = (nothing + " ".join(f"fery{at}" for at in range(count)) for count in (31, 32))
    out = site(desk / ".dateline", scratch / f"long-{len(nothing)}")
    check(desk / ".dateline", out, [(few, {}), (many, {}), (many, {"since": "2024"}), (f"ferry {many}", {})])
    assert "without zzyzx" not in str(expected(desk / ".dateline", f"tram {many}", {}))


@pytest.mark.parametrize("pages", BOTH)
def test_the_same_archive_gives_the_same_bytes(desk: Path, scratch: Path, pages: bool) -> None:
    one, other = (site(desk / ".dateline", scratch / f"same-{pages}-{turn}", pages=pages) for turn in "ab")
    files = [path.relative_to(one) for path in one.rglob("*.js")]
    assert files
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in files)


def test_new_articles_at_the_end_leave_the_texts_of_others_as_they_are(scratch: Path) -> None:
    records = [fields | {"date": "2024-05-05", "id": f"{at:04}"} for at, fields in enumerate(generated(7, 900, 0))]
    grown = [(scratch / f"grown{count}", records[:count]) for count in (890, 900)]
    before, after = (site(archive(at / "index", some), at / "site", pages=True) for at, some in grown)
    texts = [path.name for path in (before / "data").glob("x*.js")]
    changed = [name for name in texts if (before / "data" / name).read_bytes() != (after / "data" / name).read_bytes()]
    assert len(changed) <= 1 < len(texts)
