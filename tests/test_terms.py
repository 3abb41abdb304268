import unicodedata
from itertools import islice, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.index.analysis.analyzer import Analyzer, UnknownLanguage
from dateline.index.analysis.chunks import encode_chunks
from dateline.index.analysis.terms import APOSTROPHES, fold, normalize, tokens

SCRIPTS = {
    "Latin": "a-zßàéñöøłđħıæœþðşğñçáîū",
    "Greek": "αβγδεζηθλμάέίόύώς",
    "Cyrillic": "абвгдежзйклмёїў",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچژگ",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשתםןףץ",
    "Devanagari": "कखगघचछजझटठडढणतथदधनपफबभम",
}
LETTERS = "".join(SCRIPTS.values()).replace("a-z", "abcdefghijklmnopqrstuvwxyz")
MARKS = "\u0301\u0308\u064e\u0651\u05b7\u093e\u094d"
NEWS = st.text(st.sampled_from(LETTERS + LETTERS.upper() + MARKS + APOSTROPHES + "0123456789.,-–—/&@_ \n東京ニュース"))


def terms(text):
    return [token.term for token in tokens(text)]


# NLTK 3.10 matches with the `regex` module, whose \w has marks in it and no ¼.
@given(st.lists(st.text() | NEWS, max_size=4))
@example(["gas \0 oil", "a\0", "\0"])
@settings(deadline=None, max_examples=300)
def test_articles_are_cut_as_queries_are(texts):
    analyzer = Analyzer()
    numbers, lengths, *_ = analyzer.term_numbers(encode_chunks(texts))
    found = iter([analyzer.vocabulary[number] for number in numbers])
    assert [list(islice(found, length)) for length in lengths] == [terms(text) for text in texts]
    assert not list(found)


@given(st.text() | NEWS)
@settings(deadline=None, max_examples=300)
def test_tokens_stand_in_order_where_they_say_and_no_term_is_empty(text):
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.term
        assert token.term == normalize(text[token.start : token.end])
        assert not set(token.term) & set(" \n-/")
        end = token.end


@given(NEWS)
@settings(deadline=None, max_examples=300)
def test_every_letter_and_digit_is_in_a_token(text):
    covered = {at for token in tokens(text) for at in range(token.start, token.end)}
    assert all(at in covered for at, letter in enumerate(text) if letter.isalnum() and letter not in APOSTROPHES)


@given(st.text(st.sampled_from(LETTERS + LETTERS.upper() + "0123456789"), min_size=1))
@settings(deadline=None, max_examples=300)
def test_the_term_of_a_word_is_a_word_with_the_same_term(word):
    for term in terms(word):
        assert terms(term) == [term]
        assert fold(term) == term


@given(NEWS)
@example("A.Ş0")
@settings(deadline=None, max_examples=200)
def test_analysis_does_not_mind_how_accents_are_encoded(text):
    assert terms(unicodedata.normalize("NFC", text)) == terms(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. embassy", ["us", "embassy"]),
        ("US embassy", ["us", "embassy"]),
        ("the U.S.", ["the", "us"]),
        ("U.N.-led", ["un", "led"]),
        ("a.m. and 3 p.m.", ["am", "and", "3", "pm"]),
        ("It ended.It began", ["it", "ended", "it", "began"]),
        ("rudaw.net", ["rudaw", "net"]),
        ("Mohammed Shia al-Sudani", ["mohammed", "shia", "al", "sudani"]),
        ("al Sudani", ["al", "sudani"]),
        ("Iraq's", ["iraq"]),
        ("Iraq’s oil", ["iraq", "oil"]),
        ("the ministers' plan", ["the", "ministers", "plan"]),
        ("O'Neil O’Neil Oʼneil O`Neil O＇Neil", ["o'neil"] * 5),
        ("don’t 'quoted' ‘words’", ["don't", "quoted", "words"]),
        ("1,750 barrels", ["1750", "barrels"]),
        ("1,234,567.89", ["1234567.89"]),
        ("12,34 and 1,2345", ["12", "34", "and", "1", "2345"]),
        ("$1.13bn, 3rd, G7, COVID-19", ["1.13bn", "3rd", "g7", "covid", "19"]),
        ("24-04-2025 12:44", ["24", "04", "2025", "12", "44"]),
        ("naïve Café ÉLYSÉE Détroit", ["naive", "cafe", "elysee", "detroit"]),
        ("Straße Łódź Ærø Þór İstanbul ırmak", ["strasse", "lodz", "aero", "thor", "istanbul", "irmak"]),
        ("Йод и ёлка", ["йод", "и", "елка"]),
        ("и\u0306од", ["йод"]),
        ("Αθήνα", ["αθηνα"]),
        ("مُحَمَّد", ["محمد"]),
        ("東京でニュース", ["東", "京", "で", "ニ", "ュ", "ー", "ス"]),
        ("ＴＯＫＹＯ ２０２５", ["tokyo", "2025"]),
        ("ﬁnance", ["finance"]),
        ("snake_case _x_", ["snake", "case", "x"]),
        ("… — !?", []),
        ("", []),
    ],
)
def test_terms(text, expected):
    assert terms(text) == expected


def test_a_token_s_place_is_that_of_its_letters():
    text = "The “U.S.” Embassy’s staff"
    assert [text[token.start : token.end] for token in tokens(text)] == ["The", "U.S.", "Embassy’s", "staff"]


def test_words_of_one_stem_meet_and_the_stem_is_folded_as_terms_are():
    english, french = Analyzer(), Analyzer("french")
    assert {english.stem(word) for word in ("export", "exports", "exported", "exporting")} == {"export"}
    assert english.stem("東") == "東"
    assert all(fold(french.stem(term)) == french.stem(term) for term in ("élevés", "eleves", "marche"))


def test_stems_are_those_of_nltk_whole():
    from nltk.stem.snowball import SnowballStemmer

    for language in SnowballStemmer.languages:
        whole, ours = SnowballStemmer(language), Analyzer(language)
        for word in ("minister", "generally", "running's", "اقتصادية", "élevés", "häuser", "государственная"):
            assert ours.stem(word) == fold(whole.stem(word))


def english_words():
    """Words that end as the steps of the English stemmer look for, or nearly, and all of three letters."""
    from nltk.stem.snowball import EnglishStemmer

    letters = "abcdefghijklmnopqrstuvwxyz"
    tables = (table for name, table in vars(EnglishStemmer).items() if name.startswith("_EnglishStemmer"))
    endings = [*letters, *{word[at:] for table in tables for word in table for at in range(len(word))}]
    begun = map("".join, product(("", "c", "bay", "gener", "arsen", "caterpill", "yell"), letters, endings))
    return [*begun, *map("".join, product(letters, repeat=3))]


def test_a_word_that_needs_no_stemmer_is_the_stem_that_it_would_give():
    from nltk.stem.snowball import SnowballStemmer

    whole, ours = SnowballStemmer("english"), Analyzer()
    assert [(word, ours.stem(word)) for word in english_words() if ours.stem(word) != whole.stem(word)] == []


def test_numbers_are_of_the_same_terms_as_tokens_and_start_anew_after_forgetting():
    analyzer, text = Analyzer(), "The U.S. and the US: gas, Gas’s, gases"
    numbers = analyzer.term_numbers(encode_chunks([text])).terms
    assert [analyzer.vocabulary[number] for number in numbers] == terms(text)
    assert len(set(analyzer.vocabulary)) == len(analyzer.vocabulary) == 5
    analyzer.forget()
    assert analyzer.vocabulary == []
    assert analyzer.term_numbers(encode_chunks(["oil"]))[0].tolist() == [0]


@given(
    st.lists(st.lists(st.sampled_from(["gas", "gases", "gas-field", "-", "U.S.", "oil", "1,750"])), min_size=1),
    st.integers(0, 8),
)
def test_the_first_terms_are_kept_where_the_rest_is_forgotten(texts, kept):
    analyzer, new = Analyzer(), [" ".join(text) for text in texts]
    before = [*map(terms, new)]
    for _ in range(2):
        for text, wanted in zip(new, before, strict=True):
            numbers = analyzer.term_numbers(encode_chunks([text])).terms
            assert [analyzer.vocabulary[number] for number in numbers] == wanted
        assert analyzer.stems() == [*map(analyzer.stem, analyzer.vocabulary)]
        first = analyzer.vocabulary[:kept]
        analyzer.forget(kept)
        assert analyzer.vocabulary == first


@given(st.lists(st.lists(st.sampled_from(["a", "A", "gas", "a" * 16, "a" * 17, "b" + "a" * 16, "é" * 8, "é" * 9]))))
def test_each_chunk_is_there_once_and_every_text_has_its_own(texts):
    chunks = encode_chunks([" \n".join(text) for text in texts])
    dictionary = chunks.dictionary.split(" ")
    assert len(set(dictionary)) == len(dictionary)
    found = iter([dictionary[code] for code in chunks.codes])
    expected = [[*(chunk.lower() for chunk in text), "\0"] for text in texts]
    assert [list(islice(found, length)) for length in chunks.lengths] == expected


def test_an_unknown_language_is_told_with_those_known():
    with pytest.raises(UnknownLanguage, match=r"'klingon'.*english.*french"):
        Analyzer("klingon")


@given(st.text(st.characters(max_codepoint=127)) | st.text(st.sampled_from("aBs09'`.,_-/ ")))
@settings(max_examples=300)
def test_ascii_is_cut_as_if_it_stood_among_other_letters(text):
    assert list(tokens(f"{text} ß"))[:-1] == list(tokens(text))
