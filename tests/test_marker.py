"""What is highlighted, held to reading every word of a text."""

import re
import sys
from collections import Counter
from itertools import product
from string import ascii_lowercase
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.analysis.surface import surface_forms
from dateline.index.analysis.terms import tokens
from dateline.index.schema import LEAD
from dateline.search.highlight.marker import Marker, spans_of
from dateline.search.query.expand import within_edits
from dateline.search.query.parse import parse
from dateline.search.query.request import request
from dateline.search.query.tree import And, Fuzzy, Pattern, Phrase, SurfaceForm, Word, atoms

WORDS = [
    "gas", "Gas", "gases", "export", "exports", "exported", "the", "U.S.", "u.s", "us", "US", "a", "1,750", "1750",
    "17,504", "1.13bn", "3rd", "1980's", "reporter's", "reporter’s", "O’Neil", "o'neil", "o`neil", "café", "cafe",
    "Ⅷ", "ﬁsh", "fish", "İzmir", "izmir", "Straße", "strasse", "东京", "東京ニュース", "(gas)", "gas-price",
    "gas/export", "“export”", "—", "...", "_gas_", "Baghdad", "bagdad", "baghdadi", "العراق", "Ираk", "x",
    "C++", "$1.13bn", "50%", "50", "MPs", "F-16", "F‑16.", "16",
]  # fmt: skip
BLANKS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\t", "\u00a0", ""])
ZONES = st.sampled_from(["text", "text", "title", "lead"])
AT = (0, 0)


COMPOUNDS = [(), (("gas", "exports"),)]


def terms_of(text):
    return [token.term for token in tokens(text)]


def stem(term):
    return term[:3]


@st.composite
def patterns(draw, terms):
    term = draw(terms)
    start = draw(st.integers(0, len(term) - 1))
    end = draw(st.integers(start, len(term)))
    pattern = term[:start] + draw(st.sampled_from("*?")) + term[end:]
    return pattern if pattern.strip("*?'.") else f"{term}*"


@st.composite
def texts_and_queries(draw):
    """A text of few words, and atoms of the same words."""
    words = st.sampled_from(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)))
    text = "".join(word + blank for word, blank in draw(st.lists(st.tuples(words, BLANKS), min_size=1)))
    terms = st.sampled_from(sorted(set(terms_of(text))) or ["gas"])
    wild = terms | patterns(terms).map(lambda pattern: pattern.replace("?", "*"))
    phrases = st.tuples(st.lists(wild, min_size=2, max_size=3), ZONES, st.none() | st.integers(0, 6), st.booleans())
    atom = (
        st.builds(Word, terms, st.just(AT), ZONES, st.booleans(), st.just(""), st.sampled_from(COMPOUNDS), st.just(()))
        | st.builds(Pattern, patterns(terms), st.just(AT), ZONES)
        | st.builds(SurfaceForm, st.sampled_from(["US", "c++", "$1.13bn", "50%", "MPs", "F-16"]), st.just(AT), ZONES)
        | st.builds(Fuzzy, terms.map(lambda term: f"{term}ed"), st.integers(1, 2), st.just(AT), ZONES)
        | phrases.map(lambda one: Phrase(tuple(one[0]), AT, one[1], one[2], one[3] or one[2] is not None))
    )
    return text, And(tuple(draw(st.lists(atom, min_size=2, max_size=3))), AT)


def meant(term, atom):
    """Whether an atom, or a word of a phrase, means this term."""
    if isinstance(atom, Fuzzy):
        return within_edits(atom.term, term, atom.edits)
    if isinstance(atom, Pattern):
        letters = "".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in atom.pattern)
        return re.fullmatch(letters, term, re.DOTALL) is not None
    return term == atom.term if atom.exact else stem(term) == stem(atom.term)


def occurrences(text, atom):
    """Each group of tokens that an atom matches."""
    terms = terms_of(text)
    if isinstance(atom, SurfaceForm):
        starts = {token.start for token in surface_forms(text) if token.term == atom.form}
        size = 1 + ("-" in atom.form)
        return [[at, at + 1][:size] for at, token in enumerate(tokens(text)) if token.start in starts]
    if not isinstance(atom, Phrase):
        pairs = [Phrase(pair, AT) for pair in atom.compounds] if isinstance(atom, Word) else []
        alone = [[at] for at, term in enumerate(terms) if meant(term, atom)]
        return alone + [group for pair in pairs for group in occurrences(text, pair)]
    words = [
        Pattern(term, AT) if atom.exact and "*" in term else Word(term, AT, exact=atom.exact) for term in atom.terms
    ]
    if atom.slop is None:
        starts = range(len(terms) - len(words) + 1)
        rows = [list(range(at, at + len(words))) for at in starts]
        closed = occurrences(text, Word(atom.closed, AT)) if atom.closed else []
        return closed + [row for row in rows if all(map(meant, [terms[at] for at in row], words))]
    found = []
    for start in range(len(terms)):
        window = range(start, min(len(terms), start + len(words) + atom.slop))
        held = [[at for at in window if meant(terms[at], word)] for word in words]
        every = sorted({at for ats in held for at in ats})
        times = Counter(atom.terms)
        enough = all(len(ats) >= times[term] for ats, term in zip(held, atom.terms, strict=True))
        if start in every and enough and len(every) >= len(words):
            found.append(every)
    return found


def read_whole(node, text, part):
    read = list(tokens(text))
    lead = min(LEAD, sum(1 for _ in tokens(text.partition("\n")[0])))
    return sorted({
        (read[at].start, read[at].end, number)
        for number, atom in enumerate(atoms(node))
        for group in occurrences(text, atom)
        if atom.zone == "text" or (atom.zone == part and (part == "title" or group[0] < lead))
        for at in group
    })  # fmt: skip


def marker_of(node, text):
    """A marker that knows the words of a text."""
    return Marker(node, lambda term: {other for other in terms_of(text) if stem(other) == stem(term)})


@given(texts_and_queries())
@settings(deadline=None, max_examples=500)
def test_all_that_matches_is_marked_and_nothing_else(case):
    text, node = case
    marker = marker_of(node, text)
    assert marker.body(text) == read_whole(node, text, "lead")
    assert list(marker.title(text)) == sorted({match[:2] for match in read_whole(node, text, "title")})
    many = And((*node.parts, *[Word("absent", AT)] * 40), AT)
    assert marker_of(many, text).body(text) == marker.body(text)


@pytest.mark.parametrize("words", [LEAD - 1, LEAD, LEAD + 1])
def test_a_lead_is_its_first_sixty_words(words):
    marker = marker_of(parse("lead:gas"), "gas")
    assert len(marker.body("gas " * words)) == min(words, LEAD)
    assert len(marker.body("gas\n\ngas")) == 1


def test_a_phrase_is_marked_across_blanks():
    text = "Gas\n(export) of gas-export"
    spans = spans_of(marker_of(parse('"gas export"'), text).body(text))
    assert [text[start:end] for start, end in spans] == ["Gas", "export", "gas", "export"]


@given(
    st.lists(st.sampled_from(["gas", "Gas", "gases", "gas-gas", "x", "gas,", "x-gas-x", "\n"]), max_size=40),
    st.lists(st.sampled_from(["gas", "x"]), min_size=1, max_size=2),
    st.integers(3, 5),
)
def test_words_so_often_in_a_row_are_marked_as_any_phrase_is(words: list[str], unit: list[str], times: int) -> None:
    text, wanted = " ".join(words), unit * times
    found = [(token.start, token.end, token.term) for token in tokens(text)]
    rows = [found[at : at + len(wanted)] for at in range(len(found))]
    expected = {span[:2] for row in rows if [term for *_, term in row] == wanted for span in row}
    query = request(f'"{" ".join(wanted)}"').node
    assert set(spans_of(Marker(query, lambda _: {"gas", "gases"}).body(text))) == expected


def test_of_hundreds_of_patterns_few_are_asked_of_a_word() -> None:
    pairs = ["".join(pair) for pair in product(ascii_lowercase, repeat=2)]
    text = " ".join(f"{one}{other}" for one, other in zip(pairs, reversed(pairs), strict=True))
    marker = Marker(parse(" OR ".join(f"{pair}*" for pair in pairs)), lambda _: ())
    calls, found = 0, []

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        found = marker.body(text)
    finally:
        sys.setprofile(None)
    assert [match[2] for match in found] == list(range(len(pairs)))
    assert calls < 100 * len(pairs)
