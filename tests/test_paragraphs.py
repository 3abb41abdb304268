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


WRAPPED = """\
The ferry to the northern islands was late again on Monday, and the
harbour master blamed the fog, which he said had not lifted since the
weekend and would not before Thursday, whatever the forecast promised
to the people on the quay."""


@pytest.mark.parametrize(
    "wide",
    [
        "\n".join(f"  {at}. https://harbour.example/{'ferries-to-the-islands-' * 9}{at}" for at in range(1, 9)),
        "\n".join(f"  * [Tides](https://harbour.example/{'tide-tables-' * 9}{at})" for at in range(1, 9)),
    ],
)
def test_addresses_that_are_wider_than_the_column_keep_no_text_from_being_joined(wide: str) -> None:
    found = paragraphs(f"{WRAPPED}\n\n{wide}")
    assert found[0] == " ".join(WRAPPED.split("\n"))
    assert len(found) == 9


def test_an_item_that_is_hard_wrapped_is_joined_with_what_is_indented_below_it() -> None:
    item = ["   * The harbour of Norrby, which the storm had closed for a week, is", "     open again, and its market."]
    lines = [*(f"   {line}" for line in WRAPPED.split("\n")), "", *item, *item]
    joined = "* The harbour of Norrby, which the storm had closed for a week, is open again, and its market."
    assert paragraphs("\n".join(lines))[1:] == [joined, joined]


def test_an_address_in_markdown_that_was_broken_at_a_hyphen_is_whole() -> None:
    link = "[harbour master](https://harbour.example/who-is-the-\nmaster-of-the-fog)"
    lines = WRAPPED.replace("harbour master", link)
    assert "(https://harbour.example/who-is-the-master-of-the-fog)" in paragraphs(lines)[0]


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
