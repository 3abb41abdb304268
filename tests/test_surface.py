from pathlib import Path

import numpy as np
import pytest
from archives import archive, record
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sites import check, site

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.analysis.chunks import encode_chunks
from dateline.index.analysis.surface import plain_term, surface_forms
from dateline.index.analysis.terms import tokens
from dateline.search.engine.local import LocalEngine
from dateline.search.query.request import request

PIECES = st.sampled_from(
    [
        *("US", "U.S.", "us", "WHO", "WHO’s", "IT", "McD", "MPs", "G7", "7G", "F", "-16", "‑19,", "-1.5"),
        *("ÖVP", "США", "сша", "İŞ", "“", "”", "’", "—", "C", "c"),
        *("$", "£", "€", "¥", "%", "+", "++", "#", "50", "1,750", "1.5bn", "1.5BN", "A", "x", "é", "東", "قال", "the"),
        *(" ", " ", "\n", "\u00a0", "\u202f", ".", ",", "'", "-", "(", "\0", "abcdefghijklmnopqrs", "NATION"),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def forms(text):
    return [token.term for token in surface_forms(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the US and the U.S.-led, US's, us", ["US", "US", "US"]),
        ("“US” troops—WHO’s said", ["US", "WHO"]),
        ("US, UK, EU and UN", ["US", "UK", "EU", "UN"]),
        ("die ÖVP und das Haus; США и", ["ÖVP", "США"]),
        ("IT IS NOT FOR US", []),
        ("they sang IT IS UP TO US; “the US FDA”, NEW YORK, US", ["US", "FDA", "NEW", "YORK", "US"]),
        ("A BIG US, UK or EU WHO: UN IT", ["UK", "EU", "WHO", "UN", "IT"]),
        ("McDONALD'S GIVES IT UP\nso does the EU", ["McDONALD", "EU"]),
        ("قال US قال", ["US"]),
        ("a B, I am G7, MPs, an UNESCO, a NATIONAL", ["G7", "MPs", "UNESCO"]),
        ("the 3G iPhone, MP3s’s, G20’s, mp3 Q1BN O'Neill 4TH", ["3G", "iPhone", "MP3s", "G20", "Q1BN", "4TH"]),
        ("3G IPHONES AND MPs; G7 UP\nso", ["MPs"]),
        ("an F-16, F‑16C’s MiG-2, Under-21, F-1,750, a-1", ["F-16", "F-16C", "16C", "MiG", "MiG-2"]),
        ("the COVID-19, a COVID–19, a COVID -19", ["COVID", "COVID-19", "COVID", "COVID"]),
        ("aVeryLongNameOfA, aVeryLongNameO, 1.5BN, F-12345678 end", ["aVeryLongNameO"]),
        ("so $1.5bn, $1.5BN, US$5, £1,750", ["$1.5bn", "$1.5bn", "US", "$5", "£1750"]),
        ("€50, 50 €, 50\u00a0€, 50€ ¥9", [*["€50"] * 4, "¥9"]),
        ("50%, 50 %, 3.5%; A%, 50 %x", ["50%", "50%", "3.5%"]),
        ("C++, c++ C# A+, 18+ F#x a+b 1+1 C+++ and TV+", ["c++", "c++", "c#", "a+", "18+", "TV", "tv+"]),
        ("A$AP, $TSLA up", ["AP", "$ap", "TSLA", "$tsla"]),
        ("", []),
    ],
)
def test_surface_forms(text, expected):
    assert forms(text) == expected


@given(st.lists(TEXTS, max_size=4))
@example(["%", "$", "€ "])
@example(["19,F-16"])
@settings(deadline=None, max_examples=300)
def test_articles_have_the_surface_forms_of_their_texts(texts):
    texts = [text.replace("\0", " ") for text in texts]
    chunks = encode_chunks(texts)
    _, lengths, at, _ = Analyzer().term_numbers(chunks)
    dictionary = chunks.forms.dictionary.split(" ")
    found = [(int(place), dictionary[code]) for place, code in zip(at, chunks.forms.codes, strict=True)]
    expected, before = [], 0
    for text in texts:
        number = {token.start: before + place for place, token in enumerate(tokens(text))}
        expected += [(number[token.start], token.term) for token in surface_forms(text)]
        before += len(number)
    assert found == expected
    assert before == lengths.sum()


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_a_surface_form_is_of_a_word_with_its_term(text):
    terms = {token.start: token.term for token in tokens(text)}
    assert all(plain_term(form.term) == terms[form.start] for form in surface_forms(text))


@given(st.lists(TEXTS, max_size=4), st.data())
@settings(deadline=None, max_examples=50)
def test_some_of_the_texts_keep_their_forms(texts, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    some = encode_chunks(texts).only(np.array(kept, bool))
    alone = encode_chunks([text for text, keep in zip(texts, kept, strict=True) if keep])

    def named(chunks):
        words = chunks.forms.dictionary.split(" ")
        return [(words[code], at) for code, at in zip(chunks.forms.codes, chunks.forms.chunks.tolist(), strict=True)]

    assert named(some) == named(alone)


RECORDS = [
    record("members", "Vote", "The MPs voted at the G7, and an MP did not."),
    record("metres", "Wind", "It blew at 20 mps at point g7 of the map, and 20 mps again."),
    record("jets", "WHY F-16S FLY", "One F‑16 flew. COVID‑19 kept the others down."),
    record("press", "Type", "Page f-16 of the covid-19 papers costs $1.5 billion."),
    record("bonds", "Type", "A billion for bonds, $1.5 for a page."),
]
FOUND = {
    "==MPs": ["members"],
    "mps": ["metres", "members"],
    "MPs": ["members", "metres"],
    "==G7": ["members"],
    "==F-16": ["jets"],
    "==COVID-19": ["jets"],
    "F-16": ["jets", "press"],
    "==$1.5 billion": ["bonds", "press"],
    '==$1.5 "1.5 billion"': ["press"],
}
"""What each query finds, the best first."""
NOTES = {
    "==$1.5 billion": '`==$1.5` ends there, and `billion` may stand anywhere; add "1.5 billion" for both in a row.',
    "mps or g7": "`or` is searched for as a word; write OR in capitals for one or the other.",
    "(vote) or -g7": "`or` is searched for as a word; write OR in capitals for one or the other.",
    "mps Not (voted)": "`Not` is searched for as a word; write NOT in capitals, or -, to leave out what follows.",
    "mps/voted": "`mps/voted` is searched for as words in a row; write (mps OR voted) for any, mps voted for all.",
    "mps,mp;at": "`mps,mp;at` is searched for as words in a row; write (mps OR mp OR at) for any, mps mp at for all.",
    "who voted?": "`voted?` is searched for as voted and one more letter; leave out the ? for the word itself.",
    "'mps voted' g7": 'Single quotes mean nothing here; write "mps voted" for words in a row.',
    **{
        text: f"`{raw}` is searched for in the text; a date is date:2025-04, a range date:2025-04..2025-05."
        for text, raw in {
            "mps between 2024-01 and 2024-03": "2024-01", "mps -(vote 2024-1-31)": "2024-1-31",
            "2024-01..": "2024-01..", "mps 1987..1988": "1987..1988",
            "date:2024-01 OR 2024-03": "2024-03", "date:2024 and 2025": "2025",
            "date:2024 Sept.": "Sept.", "mps 2024/1/31": "2024/1/31", "2024.01.31..2025": "2024.01.31..2025",
        }.items()
    },
    **{
        text: f'`{raw}` is searched for as a word; for words near each other write "{ours}.'
        for text, raw, ours in (
            ("mps SAME voted", "SAME", 'mps voted"~5'), ("mps near voted", "near", 'mps voted"~5'),
            ("mps adj3 voted", "adj3", 'mps voted"~3'), ('"mps at" W5 (voted)', "W5", 'a b"~5'),
            ("mps within 12 words of voted", "within", 'a b"~12'), ("mps BEFORE voted", "BEFORE", 'mps voted"~5'),
        )
    },
    "£1.5": "No article has `£1.5` as written; these have 1.5.",
    "mps xor voted": "`xor` is searched for as a word; write (a -b) OR (b -a) for one without the other.",
    "mps BUT NOT voted": "`BUT` is searched for as a word; leave it out before NOT.",
    "mps but -voted": "`but` is searched for as a word; leave it out before -.",
    "vot! mps": "`vot!` is searched for as vot; words that begin so are vot*.",
    "‘mps voted’": 'Single quotes mean nothing here; write "mps voted" for words in a row.',
}
UNNOTED = [
    *("mps OR voted", '"not this" OR "mps or g7"', "title:not voted", "vote or", "or vote", "==50% vote", "w/o mps"),
    *("date:2024 2 mps", "2024 or", "date:2024 to mps 2025", "mps 2025 date:2024", "title:2024-01", '"2024-01"'),
    *("mps 2024/25", "mps 2024.5", "mps date:2024/01/31"),
    *("24/7", "AND/or", "mps, voted", "vote?", "mp? voted", "the mps' 'vote", "=mps/mp", "title:mps/voted"),
    *("near mps", "mps near", "the same mps", "MPS SAME SEAT", "mps with mp", "mps n95 voted", "mps Yahoo!"),
    *("but NOT voted", "mps but voted"),
]


UNFOUND = ("Nothing matches", "No article is dated")
"""How what is said begins where nothing matches."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(tmp_path_factory.mktemp("surface") / "index", RECORDS[:2], RECORDS[2:])


@pytest.mark.parametrize("text", FOUND)
def test_words_with_capitals_are_found_as_they_stand_or_first(folder: Path, text: str) -> None:
    assert [hit.id for hit in LocalEngine(folder).search(request(text), 10).hits] == FOUND[text]


@pytest.mark.parametrize("text", [*NOTES, *UNNOTED])
def test_what_may_be_meant_otherwise_is_said_beside_the_answer(folder: Path, text: str) -> None:
    said = [one for one in LocalEngine(folder).search(request(text), 10).warnings if not one.startswith(UNFOUND)]
    assert said == ([NOTES[text]] if text in NOTES else [])


def test_a_site_finds_and_says_the_same(folder: Path, tmp_path: Path) -> None:
    texts = [*FOUND, *NOTES, *UNNOTED]
    check(folder, site(folder, tmp_path / "site"), [(text, {"explain": True}) for text in texts])
