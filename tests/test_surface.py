import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.analysis.chunks import encode_chunks
from dateline.index.analysis.surface import plain_term, surface_forms
from dateline.index.analysis.terms import tokens

PIECES = st.sampled_from(
    [
        *("US", "U.S.", "us", "WHO", "WHO’s", "IT", "McD", "ÖVP", "США", "сша", "İŞ", "“", "”", "’", "—", "C", "c"),
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
        ("McDONALD'S GIVES IT UP\nso does the EU", ["EU"]),
        ("قال US قال", ["US"]),
        ("a B, I am G7, MPs, an UNESCO, a NATIONAL", ["UNESCO"]),
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
