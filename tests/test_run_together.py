"""Pages whose text was taken with nothing between its elements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.article import Article, RawDocument
from dateline.index.extract.text.plain_text import article
from dateline.index.extract.text.run_together import SEAM, taken_apart

MENU = "HomeNewsSportWeatherCrosswordTide TablesLettersSign InSubscribe"
FOOT = "About UsContactTerms of UsePrivacyJobs on the CoastAdvertise With UsHelp Desk"
HEADLINE = "Ferry workers call off strike over rents"
FIRST = "Ferry workers in Calvessa called off their strike on Thursday after the harbour office agreed to lower rents."
SECOND = "The office had raised them twice in a year, and the crews said that they could no longer live near the quay."
THIRD = "Boats will sail again from Friday morning, with the first crossing to Oru at six, the company told passengers."


def scrape(text: str) -> Article:
    return article(RawDocument("page.txt", None, "plain_text", text))


@pytest.mark.parametrize("byline", ["By Ann LeeMay 2, 2024", "By Ann LeePublished: 09:14, 2 May 2024"])
def test_a_page_without_anything_between_its_elements_is_read(byline: str) -> None:
    found = scrape(f"{MENU}{HEADLINE}{byline}{FIRST}{SECOND}{THIRD}{FOOT}")
    assert found.body == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert (found.title, found.date) == (HEADLINE, "2024-05-02")


@pytest.mark.parametrize(("seam", "parts"), [
    ("quay on the harbourRents fell there", ["quay on the harbour", "Rents fell there"]),
    ("by Zahrin OruPublished: soon", ["by Zahrin Oru", "Published: soon"]),
])
def test_a_seam_in_prose_is_told_by_words_that_stand_alone_or_a_label(seam: str, parts: list[str]) -> None:
    far = "that the crews had asked for in the spring and again in the long dry summer after it, when nobody answered "
    text = f"{MENU}{FOOT} {far * 2}of the harbour, {far}Rents {far * 2}{seam} {far * 2}"
    assert SEAM.join(parts) in taken_apart(text)


def test_names_stay_whole() -> None:
    text = f"{MENU}{HEADLINE}{FIRST} They told CoastPay so. CoastPay, which runs the tills, agreed.{SECOND}{FOOT}"
    assert "They told CoastPay so. CoastPay, which runs the tills, agreed." in scrape(text).body


def test_a_name_that_is_said_again_and_again_is_no_menu() -> None:
    text = f"{HEADLINE}\n\n{FIRST}\n\n" + "The tills of CoastPayAllDayLong failed, and CoastPayAllDayLong said so. " * 8
    assert taken_apart(text) == text


@pytest.mark.parametrize("form", ['"{}Page":"on",', "{}Page=1;", "/{}Page", "%2F{}Page"])
def test_a_script_and_an_address_are_no_menu(form: str) -> None:
    names = ["render", "dark", "harbour", "tide", "ferry", "quay", "dock", "mail", "sail", "oar"]
    code = "".join(map(form.format, names))
    text = f"{HEADLINE}\n\n{code}{code.replace('Page', 'View')}\n\n{FIRST}\n\n{SECOND}"
    assert taken_apart(text) == text


@given(st.text("aB. \n1”", max_size=300))
def test_nothing_is_lost_or_made(text: str) -> None:
    assert taken_apart(text).replace(SEAM, "") == text
