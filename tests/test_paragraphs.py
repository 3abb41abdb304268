import re
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.extract.paragraphs import from_html, has_markup, one_line, paragraphs

# Too short to be hard-wrapped.
TEXTS = st.text(st.sampled_from("ab.é  \n\t\r\v\x1c\u00a0\u200b\u2060\ufeff\u2028"), max_size=45)


@given(TEXTS)
def test_a_line_has_single_blanks_and_nothing_invisible(text: str) -> None:
    assert one_line(text) == re.sub(r"[\s\u200b\u2060\ufeff]+", " ", text).strip()


@given(TEXTS)
def test_every_line_is_a_paragraph_but_blank_ones(text: str) -> None:
    assert paragraphs(text) == [line for line in map(one_line, text.split("\n")) if line]


def test_lines_that_are_hard_wrapped_are_joined() -> None:
    lines = [
        "The ferry to the northern islands was late again on Monday, and the",
        "harbour master blamed the fog, which he said had not lifted since the",
        "weekend and would not before Thursday, whatever the forecast promised",
        "to the people on the quay.",
    ]
    assert paragraphs("\n".join(lines)) == [" ".join(lines)]
    nouns = "Der Hafen blieb am Abend für Frachter, Fähren und Kutter aus dem Norden geschlossen."
    text = " ".join([*lines, nouns, *lines])
    for width in (72, 120, 160):
        assert paragraphs("\n".join(wrap(text, width))) == [text], width
    assert paragraphs(" \n".join(lines) + "\n\nThe end.") == [" ".join(lines), "The end."]
    headline = "Ferries to the northern islands were late again on Monday, and the harbour master blamed the fog for it"
    assert paragraphs("\n\n".join([headline, "\n".join(lines * 2)])) == [headline, " ".join(lines), " ".join(lines)]


def test_paragraphs_of_a_line_each_are_not_joined_however_alike_in_length() -> None:
    lines = [f"The ferry to island {n:02} was late on Monday, and the harbour master blamed fog." for n in range(20)]
    assert paragraphs("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Ilvane Shipping <DD>, <AXP.N> and <P> rose",
        "<B and R Dredging Co> and <Li & Fathom Ltd> merged",
        "if a <b and c> d, 3 < 5",
    ],
)
def test_names_and_tickers_in_brackets_are_text(text: str) -> None:
    assert not has_markup(text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("It <b>fell</b>.", "It fell."),
        ("Rain.<P>Snow.<P>Hail.", "Rain.\n\nSnow.\n\nHail."),
        ("Rain.<BR>Snow.", "Rain.\n\nSnow."),
        ('<a href="/rain">Rain', "Rain"),
        ("<li>Rain<li>Snow", "Rain\n\nSnow"),
        ("Rain<script async>fall()</script>", "Rain"),
        ("<b>Rain</b> at <B and R Dredging Co>, <AXP.N>", "Rain at <B and R Dredging Co>, <AXP.N>"),
    ],
)
def test_markup_is_told_by_ends_attributes_and_what_has_no_end(html: str, text: str) -> None:
    assert has_markup(html)
    assert from_html(html) == text
