"""Which line of a scrape is its headline?"""

from scrapes import FIFTH, FOURTH, LEAD, LIST, LIST_FOOT, MENU, SECOND, SHORT, THIRD, paragraphs, scrape


def test_the_outlet_above_the_headline() -> None:
    found = scrape("Zahrin News", "Farmers in the valley wait for rain", "", LEAD)
    assert (found.title, found.outlet) == ("Farmers in the valley wait for rain", "Zahrin News")


def test_a_title_with_the_outlet_gives_way_to_the_headline_itself() -> None:
    title = "Farmers in the valley wait for rain"
    page = scrape(f"{title} | The Oru Herald", *LIST, title, "28 March 2024", "", LEAD, "", SECOND, *LIST_FOOT)
    assert (page.title, page.date) == (title, "2024-03-28")


def test_a_headline_is_told_from_the_teasers_and_the_standfirst_around_it() -> None:
    page = scrape(
        *LIST, "A school for bakers opens", "Valley council meets again", "", "Farmers in the valley wait for rain", "",
        "Wells ran dry, farmers of Oru said, and the winter brought no rain", "28 March 2024", "By Ann Lee",
        "", LEAD, "", SECOND, "", THIRD, *LIST_FOOT,
    )  # fmt: skip
    assert (page.title, page.date, page.author) == ("Farmers in the valley wait for rain", "2024-03-28", "Ann Lee")
    assert page.body.endswith(f"{LEAD}\n\n{SECOND}\n\n{THIRD}")


def test_a_headline_stands_alone_or_in_the_title_of_the_page_and_what_shares_more_words_does_not() -> None:
    caption = "Farmers in the valley of Oru with a lorry of the water ministry"
    headline, text = "Still dry after a winter without rain", [LEAD, "", SECOND, "", THIRD]
    assert scrape(*LIST, "", headline, "", caption, *text, *LIST_FOOT).title == headline
    assert scrape(f"Oru Herald - {headline}", *LIST, headline, caption, *text, *LIST_FOOT).title == headline


def test_a_long_headline_may_end_with_a_full_stop_and_stand_far_above_the_text() -> None:
    headline = "Where have all the farmers of the valley gone? Ask the water ministry."
    menu = [f"Region {number}" for number in range(100)]
    assert scrape(*LIST, "", headline, "", *menu, LEAD, "", SECOND, "", THIRD, *LIST_FOOT).title == headline


def test_the_first_line_of_an_article_without_a_page_is_its_headline() -> None:
    assert scrape("What really divides them", "", "So who waits for rain in the valley?", "", LEAD, SECOND).title == (
        "What really divides them"
    )
    table = [f"{number} Ann Lee (Oru)" for number in range(1, 90)]
    assert paragraphs("The list of the farmers", "", LEAD, "", SECOND, "", *table) == [LEAD, SECOND, *table]


def test_an_outlet_by_the_headline_that_owns_no_rights_is_an_agency_or_a_guest() -> None:
    head = [
        "Farmers in the valley wait for rain",
        "28 March 2024",
        "Ann Lee, Zahrin Times",
        "",
        LEAD,
        "",
        SECOND,
        "",
        THIRD,
    ]
    assert scrape(*head).outlet is None
    assert scrape(*head, *LIST_FOOT, "About Zahrin Times").outlet == "Zahrin Times"
    assert scrape(*head, *LIST_FOOT, "About Zahrin Times", "© 2024 Oru Valley").outlet is None
    assert scrape(*head, *LIST_FOOT, "© 2024 The Oru Herald").outlet == "The Oru Herald"
    herald = ("About The Oru Herald", "© 2024 The Oru Herald")
    assert scrape(*head, *LIST_FOOT, *herald).outlet == "The Oru Herald"
    assert scrape(*head, *LIST_FOOT, "© 2024 Oru Valley").outlet is None
    assert scrape(*head, *LIST_FOOT, "© 2024 Zahrin Times Ltd").outlet == "Zahrin Times"
    offer = scrape(
        "Farmers wait for rain", "28 March 2024", "Zahrin Magazine – 5 issues for 5 crowns", "", LEAD, SECOND
    )
    assert offer.outlet is None


def test_headlines_after_the_last_sentence_of_a_page_are_no_text() -> None:
    others = ["Millers deny hoarding any flour", "Bridge below the village to be mended"]
    others += ["Goats sold for half their price", "Army keeps its lorries for itself"]
    page = ["* Home", "* Land", "Farmers wait for rain", "28 March 2024", "", LEAD, SECOND, THIRD]
    assert paragraphs(*page, *others) == [LEAD, SECOND, THIRD]


def test_underlined_headings_are_headings() -> None:
    teasers = ["Wells in the Oru valley run dry", "", "Oru valley waits for lorries", "---", ""]
    page = [*MENU, "", "The winter without rain", "===", "", *teasers[:2], LEAD, "", SECOND, "", THIRD]
    assert scrape(*page).title == "The winter without rain"


def test_a_headline_said_again_above_most_of_the_text_and_what_stands_in_it_often_end_nothing() -> None:
    credit = "Oru Courier archive, the lower valley"
    picture = ["A dry well by the road.", credit]
    page = [*MENU, *picture, "Farmers wait for rain", LEAD, *picture, SECOND, *picture, THIRD, FOURTH, FIFTH]
    found = scrape(*page)
    assert found.title == "Farmers wait for rain"
    assert {LEAD, SECOND, THIRD, FOURTH, FIFTH} <= set(found.body.split("\n\n"))
    again = [LEAD, SECOND, THIRD, "Farmers wait for rain", *[f"{line} {LEAD}" for line in 7 * (SECOND,)]]
    assert len(paragraphs("Farmers wait for rain", *again)) > len(again) - 2


def test_a_headline_of_another_article_between_paragraphs_is_no_text() -> None:
    page = [*MENU, *SHORT, "Farmers wait for rain", LEAD, SECOND]
    other = "Tenor of Ostrava opera loses voice during premiere of Rusalka"
    assert paragraphs(*page, other, THIRD) == [LEAD, SECOND, THIRD]
    for own in ("Why farmers of the Oru valley had waited for rain since winter", "What bakers say", f"“{other}”"):
        assert paragraphs(*page, own, THIRD) == [LEAD, SECOND, own, THIRD]


def test_a_section_above_the_headline_and_a_line_with_an_address_are_none() -> None:
    assert scrape("Long reads", "", "How the valley waited for its rain", "", LEAD, "", SECOND).title == (
        "How the valley waited for its rain"
    )
    assert scrape("Oru waits", "", "Wells run dry, and no lorry comes up.", "", LEAD, "", SECOND).title == "Oru waits"
    address = "Farmers wait for rain https://courier.example/valley/farmers.mp4"
    page = scrape(*MENU, "Farmers in the valley wait", address, "", LEAD, "", SECOND, "", THIRD, "", *SHORT, *SHORT)
    assert page.title == "Farmers in the valley wait"


def test_the_first_line_is_the_headline_where_byline_or_day_stand_under_it() -> None:
    brief = ["The ministry of water said forty lorries come up the valley until its wells are full.",
             "The lorries of the ministry come up on Tuesday and stay until the wells in the valley are full, it said.",
             "Farmers in the valley have waited for rain since the winter and said it is too little."]  # fmt: skip
    for head in (["By Ann Lee", "28 March 2024"], ["28 March 2024"], ["By The Harbour Press"]):
        page = scrape("HELP IS ON ITS WAY", *head, "", "\n\n".join(brief))
        assert (page.title, page.body) == ("HELP IS ON ITS WAY", "\n\n".join(brief)), head


def test_a_sentence_under_the_first_line_is_the_text_where_no_page_is_around_it() -> None:
    first = "Farmers in the Oru valley have waited for rain since the winter, and their wells ran dry."
    page = scrape("Many empty wells in the hills", "Ann Lee, water reporter", "", first, "", SECOND, "", THIRD)
    assert (page.title, page.body.split("\n\n")[-3:]) == ("Many empty wells in the hills", [first, SECOND, THIRD])


def test_a_headline_in_capitals_with_a_dash_is_no_place_with_its_text() -> None:
    page = scrape("WELLS STILL DRY - FARMERS", "28 March 2024", "", f"HOLLIN - {LEAD}", "", SECOND)
    assert (page.title, page.place) == ("WELLS STILL DRY - FARMERS", "HOLLIN")


def test_a_table_alone_under_a_byline_and_a_day_is_the_text() -> None:
    table = ["Wheat 47 crowns vs 31", "Barley 22 crowns vs 28", "Rye 19 crowns vs 19"]
    assert paragraphs("Prices on the Oru market", "By Ann Lee", "28 March 2024", "", *table) == table


def test_a_day_with_its_section_is_no_headline_and_the_label_of_a_day_no_part_of_one() -> None:
    page = ["Harbour May 3, 2024 9:00 AM", "", "Why bread is dear", "", LEAD, "", SECOND]
    assert scrape(*page).title == "Why bread is dear"
    labelled = ["How farmers of the valley wait for rain today", "published", "May 3, 2024", "", LEAD, "", SECOND]
    assert (scrape(*labelled).title, scrape(*labelled).date) == (labelled[0], "2024-05-03")


def test_a_headline_stands_nearer_to_its_day_than_teasers_do_and_ends_in_no_brackets() -> None:
    teasers = [*SHORT, "Wells run dry in the valley", "Dock rents rise again", "Lorries stopped at the bridge"]
    page = [*MENU, *teasers, "Farmers wait for rain since winter", "By Ann Lee", "3 May 2024", LEAD, SECOND, THIRD]
    assert scrape(*page).title == "Farmers wait for rain since winter"
    title, caption = "Farmers wait for rain in the valley", "A well in the valley (Oru Archive)"
    page = [*MENU, *SHORT, title, "", caption, "", "By Ann Lee", "3 May 2024", "", LEAD, "", SECOND, "", THIRD]
    assert scrape(*page).title == title
