import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapes import LEAD, LIST, LIST_FOOT, MENU, SCRIPT, SECOND, SHORT, THIRD, paragraphs, scrape

from dateline.index.extract.datelines import dateline
from dateline.index.extract.text.text_lines import lines_of


def test_bylines_in_their_usual_forms() -> None:
    assert scrape("Farmers wait", "By Jane Doe", "", LEAD).author == "Jane Doe"
    assert scrape("Farmers wait", "Written by Jane Doe and Bob Ray | March 28, 2024", "", LEAD).date == "2024-03-28"
    both = scrape("Farmers wait", "28 March 2024", "Jane Doe, The Zahrin Times", "", LEAD)
    assert (both.author, both.body) == ("Jane Doe", LEAD)
    assert scrape("Farmers wait", "By The Numbers", "", LEAD).author is None


def test_what_leads_to_a_byline_is_no_outlet_though_a_paragraph_below_begins_with_it() -> None:
    below = "Von allen Lesern dieser Seite hat bisher niemand gesagt, woher der Regen kommen soll, auf den alle warten."
    head = ["Farmers wait for rain", "", "28 March 2024", "Von", "Ann Lee", "", LEAD]
    assert scrape(*head, "", SECOND, "", "Comments", "", below).outlet is None


def test_an_article_about_comments_and_cookies_keeps_its_text() -> None:
    text = [
        "Why the Gazette closed its comments",
        "",
        f"Comments below our stories are gone. {LEAD}",
        "",
        "Comments",
        "",
        f"Cookies tell us who reads them. {SECOND}",
        "",
        THIRD,
        "",
        f"Subscribe to that view who will. {SECOND}",
    ]
    assert paragraphs(*text) == [line for line in text[1:] if line]


def test_wrapped_lines_are_joined_and_others_are_not() -> None:
    wrapped = [
        "Farmers in the Oru valley said on Monday that they had waited for",
        "rain since the winter, and that the wells of three villages had run",
        "dry.",
        "",
        "The ministry of water promised forty lorries, but by the evening only",
        "three had come up the road.",
    ]
    assert paragraphs("Farmers wait", "", *wrapped) == [" ".join(wrapped[:3]), " ".join(wrapped[4:])]
    assert paragraphs("Farmers wait", LEAD, SECOND, "Gold: Ann Lee", "Silver: Bob Ray") == [
        LEAD, SECOND, "Gold: Ann Lee", "Silver: Bob Ray",
    ]  # fmt: skip


def test_headers_above_the_text() -> None:
    found = scrape("Title: Farmers wait", "Date: 28 March 2024", "Source: The Zahrin Times", "By: Jane Doe",
                   "URL: https://zahrin.example/rain", "", "Farmers wait", "", LEAD)  # fmt: skip
    assert (found.title, found.date, found.outlet) == ("Farmers wait", "2024-03-28", "The Zahrin Times")
    assert (found.author, found.url, found.body) == ("Jane Doe", "https://zahrin.example/rain", LEAD)


def test_little_text_is_no_trouble() -> None:
    assert scrape("Farmers wait for rain").title == "Farmers wait for rain"
    assert scrape(LEAD).body == LEAD
    assert scrape("") == scrape("\n \n")


def test_datelines() -> None:
    assert dateline("ORU, Northern Region – Farmers") == ("ORU, Northern Region", "Farmers")
    assert dateline("WASHINGTON (Agency) — The farmers") == ("WASHINGTON", "The farmers")
    assert dateline("LONDON, March 3 - Oil rose") == ("LONDON", "Oil rose")
    assert dateline("NEW YORK, N.Y., 3 March 2024 (Reuters) -- Oil") == ("NEW YORK, N.Y.", "Oil")
    assert dateline("Baghdad (Reuters) - Oil rose") == ("Baghdad", "Oil rose")


def test_what_only_looks_like_a_dateline() -> None:
    for line in ("EXCLUSIVE – Oil rose", "BREAKING NEWS - Oil rose", "Oil rose - The price", "NEW YORK–based firms",
                 "US - the price", "Baghdad - Oil rose", "The farmers, who wait - They are many", ""):  # fmt: skip
        assert dateline(line) is None


WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéü’", min_size=2, max_size=9)
SENTENCE = st.lists(WORD, min_size=18, max_size=40).map(lambda words: " ".join(words).capitalize() + ".")


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    found = scrape(text)
    assert "\n" not in found.title
    assert "\n" not in found.body.replace("\n\n", "")


@given(st.lists(SENTENCE, min_size=1, max_size=6, unique=True))
def test_no_word_of_plain_prose_is_lost(sentences: list[str]) -> None:
    found = scrape("Farmers wait for rain", "", *(line for sentence in sentences for line in (sentence, "")))
    assert found.body.split("\n\n") == sentences
    assert (found.date, found.outlet, found.author, found.place) == (None, None, None, None)


def test_a_link_with_capitals_in_a_paragraph_is_part_of_it() -> None:
    lines = [
        "Farmers wait for rain",
        "",
        "Farmers in the valley said on Monday, as",
        "The Oru Herald",
        "reports, that " + LEAD,
    ]
    assert paragraphs(*lines) == [f"Farmers in the valley said on Monday, as The Oru Herald reports, that {LEAD}"]


def test_the_text_of_a_page_is_found_among_its_menus() -> None:
    page = [*MENU, "Farmers wait for rain in a valley without wells", "By Ann Lee", "30 April 2024", "",
            LEAD, "", SECOND, "", THIRD, "", *SHORT, "© 2024 Courier Group"]  # fmt: skip
    found = scrape(*page)
    assert found.title == "Farmers wait for rain in a valley without wells"
    assert found.body == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
    assert (found.date, found.author) == ("2024-04-30", "Ann Lee")


def test_a_paragraph_broken_at_a_link_is_one_again() -> None:
    page = [*MENU, *SHORT, "Farmers wait for rain in the valley", "", "Farmers who asked the", "Oru Water Board",
            ", which owns the wells of the valley, were told to wait for the lorries until the evening of Monday.",
            "", SECOND, "", THIRD]  # fmt: skip
    assert scrape(*page).body.startswith("Farmers who asked the Oru Water Board, which owns the wells")


def test_an_article_keeps_its_table() -> None:
    table = [f"{name}: {place}" for place, name in enumerate(("Gold", "Silver", "Bronze", "Tin", "Iron", "Clay") * 3)]
    assert paragraphs("Farmers wait for rain", "", LEAD, "", SECOND, "", *table) == [LEAD, SECOND, *table]


def test_the_outlet_of_the_copyright_line_is_one_that_the_page_bears_out() -> None:
    text = ["Farmers in the valley wait for rain", "28 March 2024", "", LEAD, "", SECOND, "", THIRD, *LIST_FOOT]
    for line in (
        "© 2024 The Oru Herald. All rights reserved.",
        "Copyright 1998–2024 by The Oru Herald, Inc.",
        "The Oru Herald © 2024",
        "(c) 2024 The Oru Herald Media Ltd. | Terms",
        "© 2024 The Oru Herald. Alle Rechte vorbehalten",
        "© The Oru Herald, tous droits réservés",
    ):
        page = scrape("Welcome to The Oru Herald", *LIST, "Letters to The Oru Herald", "", *text, "", line)
        assert (page.outlet, page.title) == ("The Oru Herald", "Farmers in the valley wait for rain"), line
        assert page.evidence["outlet"].endswith(line)
    assert scrape(*LIST, *text, "", "© 2024 Valley Holdings Ltd.").outlet is None
    assert scrape("Valley Holdings", *LIST, *text, "", "© 2024 Valley Holdings Ltd.").outlet is None
    assert scrape(*LIST, *text, "", "Tiede", "Contact Tiede", "", "© 2024 Tiede").outlet == "Tiede"
    assert scrape(*LIST, *text, "", "Holdings AG", "Contact Holdings AG", "", "© 2024 Holdings AG").outlet is None
    assert scrape("Oru Shop", "Oru News", *LIST, "", *text, "", "© 2024 Oru").outlet == "Oru"


def test_names_in_a_byline_end_before_a_weekday_and_an_outlet() -> None:
    for line in ("By Ann Lee on Monday, March 1, 2021", "By Ann Lee, Monday, March 1, 2021",
                 "By Ann Lee, The Harbour Courier, March 1, 2021", "Published March 1, 2021 | Author: Ann Lee",
                 "Veröffentlicht am 1. März 2021 von Ann Lee", "Publié le 1 mars 2021 par Ann Lee",
                 "Publicado el 1 de marzo de 2021 por Ann Lee", "Door Ann Lee op maandag 1 maart 2021"):  # fmt: skip
        page = scrape("Farmers wait for rain", line, "", LEAD, "", SECOND)
        assert (page.author, page.date, page.body) == ("Ann Lee", "2021-03-01", f"{LEAD}\n\n{SECOND}"), line
    assert scrape("Farmers wait for rain", "By Ming Sun March 1, 2021", "", LEAD).author == "Ming Sun"


def test_bylines_of_other_languages() -> None:
    for line, author in (
        ("Von Anna Berg", "Anna Berg"),
        ("Par Jean-Paul Orval", "Jean-Paul Orval"),
        ("Por Juan Pérez Ávila", "Juan Pérez Ávila"),
        ("Door Jan de Vries", "Jan de Vries"),
        ("Text: Anna Berg", "Anna Berg"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("By Ann Lee, at", "Ann Lee"),
        ("Published By : Ann Lee", "Ann Lee"),
    ):
        assert (
            scrape("Farmers in the valley wait for rain", line, "28 March 2024", "", LEAD, "", SECOND).author == author
        )
    for line in ("By No Author", "Par la fenêtre", "Von Trapp Family Singers Return", "Text Messages Leak"):
        assert scrape("Farmers in the valley wait for rain", line, "28 March 2024", "", LEAD, "", SECOND).author is None


def test_a_page_s_own_article_comes_before_the_next_one() -> None:
    menu = [f"* Label {number}" for number in range(40)]
    next_one = ["Dock rents rise again in the old harbour", "", f"In the harbour. {THIRD}", "", f"At the docks. {LEAD}"]
    page = [
        *LIST,
        "Farmers in the valley wait for rain",
        "28 March 2024",
        "",
        LEAD,
        "",
        SECOND,
        "",
        *menu,
        *next_one,
        "",
    ]
    found = scrape(*page, f"Dockers said so too. {SECOND}", *LIST_FOOT)
    assert (found.title, found.body) == ("Farmers in the valley wait for rain", f"{LEAD}\n\n{SECOND}")


def test_a_picture_s_name_a_list_of_sections_and_an_agency_are_no_outlet() -> None:
    for beside in ("IMG-2324", "Ana Sorel Bridges, News", "AFP"):
        assert scrape("Farmers wait", f"{beside} / 6 February 2024", "", LEAD).outlet is None


def test_captions_end_in_a_name_without_a_blank() -> None:
    caption = "A dry well in the hills near Oru, where the farmers wait.Zahrin Pictures"
    assert paragraphs("Farmers wait for rain", "", LEAD, "", caption, "", SECOND) == [LEAD, SECOND]
    spoken = 'The mill is full.Nobody "buys flour"'
    assert paragraphs("Farmers wait for rain", "", LEAD, "", spoken, "", SECOND) == [LEAD, spoken, SECOND]


@pytest.mark.parametrize(
    "head",
    [
        ["---", "title: Wells run dry", "url: https://valley.example/a", "date: 2024-05-02", "---"],
        ["Title: Wells run dry", "", "URL Source: https://valley.example/a", "", "Published Time: 2024-05-02T09:00:00Z",
         "", "Markdown Content:"],
    ],
)  # fmt: skip
def test_headers_between_rules_or_blank_lines(head: list[str]) -> None:
    found = scrape(*head, LEAD, "", SECOND)
    assert (found.title, found.date, found.url) == ("Wells run dry", "2024-05-02", "https://valley.example/a")
    assert found.body == f"{LEAD}\n\n{SECOND}"
    assert found.evidence["body"] == f"lines {len(head) + 1} to {len(head) + 3}"


def test_a_link_around_paragraphs_makes_items_of_a_list_of_them() -> None:
    first, second = lines_of("[Bread grows dearer\n\nin the valley\n\nMarch 3, 2024](https://valley.example/bread)")
    assert (first.text, first.listed, second.text) == ("Bread grows dearer", True, "in the valley")


def test_marks_of_stress_and_escapes_are_no_part_of_the_words() -> None:
    said = SECOND.replace("promised", "__promised__").replace("forty lorries", "**_forty_ lorries**")
    page = scrape(
        "_The Dry Year_ wins", "", f"{LEAD} \\- _Oru_.", "", said, "", "Its file is rain_2024_march.txt, 2*3*4 lines."
    )
    assert (page.title, page.body) == (
        "The Dry Year wins",
        f"{LEAD} - Oru.\n\n{SECOND}\n\nIts file is rain_2024_march.txt, 2*3*4 lines.",
    )


def test_links_with_underlined_blanks_and_headings_between_stars_are_words() -> None:
    menu = ["Home_page", "Harbour_news", "Tide_tables", "Dock_rents_rise", "Letters_to_us", "Sign_in", "About_us"]
    links = [f"    * {item}" for item in menu]
    told = "Minister_Ann_Lee,_who_went_there, said at the well that all of this was in the file rain_sums as well."
    headline = "****** Farmers wait for rain in the valley ******"
    page = scrape(*links, "[Harbour Courier logo]", headline, *links, "The_Author", "", LEAD, "", told, "", SECOND)
    assert page.title == "Farmers wait for rain in the valley"
    assert "Minister Ann Lee, who went there, said" in page.body
    assert scrape("Rain tables", LEAD, "", "It wrote Day_Sums and rain_sums.").body.endswith("Day_Sums and rain_sums.")


def test_a_wrapped_line_goes_on_with_its_own_paragraph_alone() -> None:
    lines = lines_of("Farmers wait for rain in the valley\n\nWells that ran dry in spring and bread\nthat grew dearer")
    assert [line.text for line in lines] == [
        "Farmers wait for rain in the valley", "Wells that ran dry in spring and bread that grew dearer"
    ]  # fmt: skip


def test_what_follows_labels_and_has_none_of_the_text_s_words_is_no_part_of_it() -> None:
    more = [f"{line} {LEAD}" for line in (SECOND, THIRD, LEAD)]
    about = "Anna Brandt studied cello in Ostrava before she joined us, and she likes marzipan and long walks by night."
    assert paragraphs(*MENU, *SHORT, "Farmers wait for rain", *more, SECOND, "The desk", about) == [*more, SECOND]
    assert paragraphs(*MENU, *SHORT, "Farmers wait for rain", *more, SECOND, "The price", THIRD)[-1] == THIRD


def test_the_example_of_an_article_on_programming_stays() -> None:
    assert "\n\n".join(SCRIPT[1:3]) in scrape("How menus open", "", LEAD, "", *SCRIPT[1:3], "", SECOND).body
