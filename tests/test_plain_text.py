import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.article import Article, RawDocument
from dateline.index.extract.datelines import dateline
from dateline.index.extract.text.plain_text import article
from dateline.index.extract.text.text_lines import lines_of

LEAD = "Farmers in the Oru valley said on Monday that they had waited for rain since the winter and that wells ran dry."
SECOND = "The ministry of water promised forty lorries, but by the evening only three had come up the road, they said."
THIRD = "Prices for bread in the market have doubled since the spring, and the bakers blame the mills for all of it."

MENU = ["* Home", "* Harbour", "* Markets", "* Sport", "* Sign in", "Thursday, 2 May 2024", "Harbour Courier", "More"]
SHORT = ["Dock rents rise again", "Tide tables", "Weather", "Crossword", "About", "Terms", "Contact", "Help"]
LIST = [
    "* Home",
    "* Politics",
    "* Sport",
    "* Weather for the coast",
    "* Letters",
    "* Recipes",
    "* Search",
    "* Archive",
    "",
]
LIST_FOOT = ["", "* Contact", "* About us", "* Terms", "* Help", "* Jobs"]


def scrape(*lines: str) -> Article:
    return article(RawDocument("valley.txt", None, "plain_text", "\n".join(lines)))


def paragraphs(*lines: str) -> list[str]:
    return scrape(*lines).body.split("\n\n")


def test_headline_date_line_outlet_dateline_and_body() -> None:
    found = scrape(
        "Farmers wait for rain", "", "24-04-2025", "Zahrin", "A+ A-", "", f"ORU, Northern Region – {LEAD}", "",
        SECOND, "", "Comments", "",
        "Zahrin moderates all comments that its readers send, and prints those which are about the article and kind.",
    )  # fmt: skip
    assert found.title == "Farmers wait for rain"
    assert (found.date, found.outlet, found.place) == ("2025-04-24", "Zahrin", "ORU, Northern Region")
    assert found.body == f"ORU, Northern Region – {LEAD}\n\n{SECOND}"
    assert found.evidence["date"] == "line 3: 24-04-2025"
    assert found.evidence["outlet"] == "line 4: Zahrin"


def test_bylines_in_their_usual_forms() -> None:
    assert scrape("Farmers wait", "By Jane Doe", "", LEAD).author == "Jane Doe"
    assert scrape("Farmers wait", "Written by Jane Doe and Bob Ray | March 28, 2024", "", LEAD).date == "2024-03-28"
    both = scrape("Farmers wait", "28 March 2024", "Jane Doe, The Zahrin Times", "", LEAD)
    assert (both.author, both.body) == ("Jane Doe", LEAD)
    assert scrape("Farmers wait", "By The Numbers", "", LEAD).author is None


def test_the_outlet_above_the_headline() -> None:
    found = scrape("Zahrin News", "Farmers in the valley wait for rain", "", LEAD)
    assert (found.title, found.outlet) == ("Farmers in the valley wait for rain", "Zahrin News")


def test_published_comes_before_updated_and_may_stand_above_the_headline() -> None:
    found = scrape("Published: March 28, 2024 | Updated: March 30, 2024", "Farmers wait for rain", "", LEAD)
    assert (found.title, found.date) == ("Farmers wait for rain", "2024-03-28")


def test_dates_of_events_and_ambiguous_dates_are_not_taken() -> None:
    timeline = scrape("A history of the well", "", LEAD, "", "3 March 2003", "", SECOND, "", "4 May 2011", "", THIRD)
    assert timeline.date is None
    assert "3 March 2003" in timeline.body
    assert scrape("Farmers wait (2024)", "", "On 3 March 2003 " + LEAD).date is None
    assert scrape("Farmers wait", "04/05/2024", "", LEAD).date is None


def test_days_are_called_by_labels_of_any_language() -> None:
    for published, updated in (("Publié le", "Mis à jour le"), ("Veröffentlicht:", "Aktualisiert:"), ("公開", "更新")):
        lines = ["Farmers wait for rain", f"{updated} 30.03.2024", f"{published} 28.03.2024", "", LEAD]
        assert scrape(*lines).date == "2024-03-28"
    assert scrape("Farmers wait for rain", "Posted on", "28 March 2024", "30 March 2024", "", LEAD).date == "2024-03-28"
    assert scrape("Farmers wait for rain", "28 Mar 2024 9:10 AM30 Mar 2024 6:02 PM", "", LEAD).date == "2024-03-28"


def test_a_date_beside_names_and_counts() -> None:
    for line in ("by Ann Lee - 03/28/24 12:24 PM ET", "Ann Lee published 28 March 2024", "Ann LeeMar 28, 20242 Shares"):
        assert scrape("Farmers wait for rain", line, "", LEAD).date == "2024-03-28"
    caption = "A map of the lower valley on March 28, 2024 made by the ministry of water"
    assert scrape("Farmers wait for rain", caption, "", LEAD).date is None


def test_a_page_writes_its_dates_in_one_way() -> None:
    lines = ["Farmers wait for rain", "04/05/2024", "", LEAD, ""]
    assert scrape(*lines, "See the report of 04/28/2024.").date == "2024-04-05"
    assert scrape(*lines, "See the report of 28/04/2024.").date == "2024-05-04"
    assert scrape(*lines, SECOND, THIRD).date is None
    prose = "Los agricultores del valle dijeron el lunes que esperan la lluvia desde el invierno, y los pozos se secan."
    assert scrape("Los agricultores esperan", "04/05/2024", "", *[prose] * 4).date == "2024-05-04"


def test_a_date_between_the_standfirst_and_the_text() -> None:
    assert scrape("Farmers wait for rain", "", LEAD, "", "By Ann Lee", "28 March 2024", "", SECOND).date == "2024-03-28"
    assert scrape("Farmers wait for rain", "", LEAD, "", *["Share"] * 3, "28 March 2024 9:10", "", SECOND).date == (
        "2024-03-28"
    )
    tweet = "— Ann Lee (@annlee) March 28, 2024"
    assert (
        scrape("Farmers wait for rain", "", LEAD, "", SECOND, "", THIRD, "", LEAD, "", tweet, "", SECOND).date is None
    )


def test_a_date_right_above_the_text_far_below_the_headline() -> None:
    labels = [f"A label of number {number}" for number in range(30)]
    page = scrape(
        *LIST, "Farmers in the valley wait for rain", *labels, "28 March 2024", "", LEAD, "", SECOND, *LIST_FOOT
    )
    assert (page.title, page.date) == ("Farmers in the valley wait for rain", "2024-03-28")


def test_tags_that_a_converter_left_are_no_text() -> None:
    tags = '<page-lead layout="wide" data-id="7"></page-lead>'
    page = scrape(
        tags, "Farmers wait for rain", '<time class="a">28 March 2024</time>', "", LEAD, "", f"{tags} {SECOND}"
    )
    assert (page.title, page.date, page.body) == ("Farmers wait for rain", "2024-03-28", f"{LEAD}\n\n{SECOND}")


def test_a_title_with_the_outlet_gives_way_to_the_headline_itself() -> None:
    title = "Farmers in the valley wait for rain"
    page = scrape(f"{title} | The Oru Herald", *LIST, title, "28 March 2024", "", LEAD, "", SECOND, *LIST_FOOT)
    assert (page.title, page.date) == (title, "2024-03-28")


def test_a_place_or_a_section_by_the_date_is_no_outlet() -> None:
    assert scrape("Farmers wait", "28 March 2024", "Oru", "", f"Farmers met in Oru again. {LEAD}").outlet is None
    assert scrape("Farmers wait", "28 March 2024", "Middle East", "", LEAD).outlet is None
    assert scrape("Farmers wait", "28 March 2024", "Jane Doe", "", LEAD).outlet is None


def test_what_leads_to_a_byline_is_no_outlet_though_a_paragraph_below_begins_with_it() -> None:
    below = "Von allen Lesern dieser Seite hat bisher niemand gesagt, woher der Regen kommen soll, auf den alle warten."
    head = ["Farmers wait for rain", "", "28 March 2024", "Von", "Ann Lee", "", LEAD]
    assert scrape(*head, "", SECOND, "", "Comments", "", below).outlet is None


def test_comments_and_all_after_them_are_left_out() -> None:
    policy = ["Zahrin moderates all comments on this site. No threats and no abuse.", "", "Post a comment", "Required"]
    text = ["Farmers wait", "", LEAD, "", SECOND, "", "Comments", "", *policy, "", "The Latest", "", THIRD]
    assert paragraphs(*text) == [LEAD, SECOND]


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


def test_teasers_at_the_foot_go_and_those_in_the_text_go_alone() -> None:
    foot = ["Related", "", "Mill owners deny blame", "Lorries stopped at bridge"]
    assert paragraphs("Farmers wait", "", LEAD, "", SECOND, "", THIRD, "", *foot) == [LEAD, SECOND, THIRD]
    assert paragraphs("Farmers wait", "", LEAD, "", *foot, "", SECOND, "", THIRD) == [LEAD, SECOND, THIRD]


def test_a_teaser_said_twice_before_the_pages_own_date() -> None:
    found = scrape("Farmers wait", "", LEAD, "", SECOND, "", "Mill owners deny all blame", "",
                   "Mill owners deny all blame", "Updated: March 28, 2024, 12:44 PM")  # fmt: skip
    assert (found.body, found.date) == (f"{LEAD}\n\n{SECOND}", "2024-03-28")


def test_question_and_author_boxes_go_and_their_dates_with_them() -> None:
    box = ["References", "", "Article information", "", "Author: Ann Lee", "", "Author information", "",
           "Name: Ann Lee", "", "Birthday: 1994-03-19", "", "Hobby: Skydiving"]  # fmt: skip
    faq = ["FAQs", "", "Who owns the wells of the valley? ›", "", SECOND, "", "Why is there no rain? ›", "", THIRD]
    found = scrape("Farmers wait for rain", "", LEAD, "", "Farmers wait for rain", "", *faq, "", *box)
    assert (found.body, found.date, found.author) == (LEAD, None, None)
    assert scrape("Farmers wait", "", LEAD, "", *faq, "", *box).body == LEAD
    assert scrape("Farmers wait", "", LEAD, "", SECOND, "", *box).body == f"{LEAD}\n\n{SECOND}"


def test_lines_of_boilerplate_go_wherever_they_stand() -> None:
    lines = ["Powered by automated translation", "Advertisement", "Photo: Jane Doe/Zahrin", "Facebook", "WhatsApp",
             "3 min read", "Sign up for our newsletter to read more", "This website uses cookies to serve you better.",
             "© 2024 Zahrin. All rights reserved."]  # fmt: skip
    assert paragraphs("Farmers wait", "", LEAD, "", *lines, "", SECOND) == [LEAD, SECOND]
    assert paragraphs("Farmers wait", "Two men by a dry well. AFP", LEAD) == [LEAD]
    assert paragraphs("Farmers wait", "", LEAD, "", "Facebook", "", SECOND) == [LEAD, "Facebook", SECOND]


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


def test_a_date_that_reads_two_ways_is_no_date_and_no_text() -> None:
    page = "Port to close for a week\n\n04/05/2024\nThe Harbor Courier\nBy Mariam al-Sahli\n\n"
    text = "PORT ALDANE – The port will close for a week while divers look for a lost anchor, the harbour master said."
    found = article(RawDocument("news/port.txt", None, "plain_text", page + text))
    assert (found.date, found.outlet, found.author, found.body) == (None, "The Harbor Courier", "Mariam al-Sahli", text)


def test_a_headline_is_told_from_the_teasers_and_the_standfirst_around_it() -> None:
    page = scrape(
        *LIST, "A school for bakers opens", "Valley council meets again", "", "Farmers in the valley wait for rain", "",
        "Wells ran dry, farmers of Oru said, and the winter brought no rain", "28 March 2024", "By Ann Lee",
        "", LEAD, "", SECOND, "", THIRD, *LIST_FOOT,
    )  # fmt: skip
    assert (page.title, page.date, page.author) == ("Farmers in the valley wait for rain", "2024-03-28", "Ann Lee")
    assert page.body.endswith(f"{LEAD}\n\n{SECOND}\n\n{THIRD}")


def test_a_headline_of_another_language_needs_no_day_under_it() -> None:
    text = [
        "Los agricultores del valle de Oru dijeron que esperan la lluvia desde el invierno y que los pozos se secan.",
        "El ministerio del agua les prometió cuarenta camiones, pero por la tarde solo tres habían subido.",
    ]
    page = scrape(*LIST, "El consejo se reúne", "", "Los agricultores esperan la lluvia", "", *text, *text, *LIST_FOOT)
    assert page.title == "Los agricultores esperan la lluvia"


def test_a_headline_stands_alone_or_in_the_title_of_the_page_and_what_shares_more_words_does_not() -> None:
    caption = "Farmers in the valley of Oru with a lorry of the water ministry"
    headline, text = "Still dry after a winter without rain", [LEAD, "", SECOND, "", THIRD]
    assert scrape(*LIST, "", headline, "", caption, *text, *LIST_FOOT).title == headline
    assert scrape(f"Oru Herald - {headline}", *LIST, headline, caption, *text, *LIST_FOOT).title == headline


def test_a_long_headline_may_end_with_a_full_stop_and_stand_far_above_the_text() -> None:
    headline = "Where have all the farmers of the valley gone? Ask the water ministry."
    menu = [f"Region {number}" for number in range(100)]
    assert scrape(*LIST, "", headline, "", *menu, LEAD, "", SECOND, "", THIRD, *LIST_FOOT).title == headline


def test_the_hour_of_the_visit_and_the_day_of_a_post_shown_within_are_not_the_pages() -> None:
    post = "A post shared by the mill (@oru.mill) on Mar 15, 2024 at 11:55am PDT"
    assert scrape(*LIST, "Farmers wait for rain", "", LEAD, "", SECOND, "", THIRD, "", post, *LIST_FOOT).date is None
    assert scrape("Saturday, 2024-03-30, 8:26 AM", *LIST, *LIST, "Farmers wait for rain", "", LEAD, SECOND).date is None


def test_a_link_with_capitals_in_a_paragraph_is_part_of_it() -> None:
    lines = [
        "Farmers wait for rain",
        "",
        "Farmers in the valley said on Monday, as",
        "The Oru Herald",
        "reports, that " + LEAD,
    ]
    assert paragraphs(*lines) == [f"Farmers in the valley said on Monday, as The Oru Herald reports, that {LEAD}"]


def test_the_first_line_of_an_article_without_a_page_is_its_headline() -> None:
    assert scrape("What really divides them", "", "So who waits for rain in the valley?", "", LEAD, SECOND).title == (
        "What really divides them"
    )
    table = [f"{number} Ann Lee (Oru)" for number in range(1, 90)]
    assert paragraphs("The list of the farmers", "", LEAD, "", SECOND, "", *table) == [LEAD, SECOND, *table]


def test_the_text_of_a_page_is_found_among_its_menus() -> None:
    page = [*MENU, "Farmers wait for rain in a valley without wells", "By Ann Lee", "30 April 2024", "",
            LEAD, "", SECOND, "", THIRD, "", *SHORT, "© 2024 Courier Group"]  # fmt: skip
    found = scrape(*page)
    assert found.title == "Farmers wait for rain in a valley without wells"
    assert found.body == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
    assert (found.date, found.author) == ("2024-04-30", "Ann Lee")


def test_the_day_of_a_masthead_is_no_date() -> None:
    page = [*MENU, *SHORT, "Farmers wait for rain in a valley without wells", "", LEAD, "", SECOND, "", THIRD]
    assert scrape(*page).date is None


def test_a_day_far_above_counts_where_a_label_a_byline_or_a_clock_tells_it_from_a_masthead_s() -> None:
    article = [*MENU, *SHORT[1:], "Farmers wait for rain in a valley without wells", "", LEAD, "", SECOND, "", THIRD]
    for line in ("Published: 30 April 2024", "Publicado: 30 de abril de 2024", "By Ann Lee on 30 April 2024"):
        assert scrape(line, *article).date == "2024-04-30", line
    assert scrape(*LIST[:3], "30 April 2024 10:15", *article).date == "2024-04-30"
    assert scrape("30 April 2024", *article).date is None
    assert scrape("Updated: 30 April 2024", *article).date is None
    assert scrape("Published: 30 April 2024", "Published: 2 May 2024", *article).date is None


def test_a_day_below_counts_where_it_has_a_clock_and_the_page_tells_no_other() -> None:
    article = [*LIST, "Farmers wait for rain in a valley without wells", "", LEAD, "", SECOND, "", THIRD, *LIST_FOOT]
    more = ["* Goats for sale", "* Lorries for rent", "* Wells for all"]
    assert scrape(*article, *more, "30 April 2024 10:15").date == "2024-04-30"
    assert scrape(*article, *more, "30 April 2024 10:15", "", "2 May 2024").date is None


def test_a_paragraph_broken_at_a_link_is_one_again() -> None:
    page = [*MENU, *SHORT, "Farmers wait for rain in the valley", "", "Farmers who asked the", "Oru Water Board",
            ", which owns the wells of the valley, were told to wait for the lorries until the evening of Monday.",
            "", SECOND, "", THIRD]  # fmt: skip
    assert scrape(*page).body.startswith("Farmers who asked the Oru Water Board, which owns the wells")


def test_an_update_alone_is_no_day_of_publication() -> None:
    assert scrape("Farmers wait for rain", "Updated: 30 April 2024", "", LEAD, "", SECOND).date is None


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
    assert scrape(*head, *LIST_FOOT, "© 2024 The Oru Herald").outlet is None
    herald = ("About The Oru Herald", "© 2024 The Oru Herald")
    assert scrape(*head, *LIST_FOOT, *herald).outlet == "The Oru Herald"
    assert scrape(*head, *LIST_FOOT, "© 2024 Oru Valley").outlet is None
    assert scrape(*head, *LIST_FOOT, "© 2024 Zahrin Times Ltd").outlet == "Zahrin Times"
    offer = scrape(
        "Farmers wait for rain", "28 March 2024", "Zahrin Magazine – 5 issues for 5 crowns", "", LEAD, SECOND
    )
    assert offer.outlet is None


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


def test_captions_credits_and_notices_go_wherever_they_stand() -> None:
    lines = [
        "A lorry of the ministry on the road to Oru. (Ann Lee/AFP via Getty Images)",
        "A well in the lower valley Credit: Ann Lee",
        "Ann Lee via Getty Images",
        "(Image credit: Ann Lee)",
        "Foto: Anna Berg/Oru",
        "© 2024 Oru. Alle Rechte vorbehalten.",
        "Wir verwenden Cookies, um unsere Seiten zu verbessern.",
        "If you buy something through our links, we may earn an affiliate commission.",
        "Copyright 2024 Oru Media. All rights reserved. This material may not be published, broadcast or rewritten.",
    ]
    for line in lines:
        assert paragraphs("Farmers wait for rain", "", LEAD, "", line, "", SECOND) == [LEAD, SECOND], line
    prose = "The ministry said on Monday (and the farmers agreed) that the photo of the well was taken by AFP."
    assert paragraphs("Farmers wait for rain", "", LEAD, "", prose, "", SECOND) == [LEAD, prose, SECOND]


def test_who_the_author_is_and_counted_comments_end_the_text() -> None:
    text = ["Farmers wait for rain", "By Ann Lee", "28 March 2024", "", LEAD, "", SECOND, "", THIRD, ""]
    assert paragraphs(*text, "Ann Lee writes on water.", "Tea") == [LEAD, SECOND, THIRD]
    assert paragraphs(*text, "8 COMMENTS", "", LEAD, "", SECOND) == [LEAD, SECOND, THIRD]
    assert paragraphs(*text, "Bob Ray writes on water.") == [LEAD, SECOND, THIRD, "Bob Ray writes on water."]


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


def test_teasers_with_their_days_end_the_text() -> None:
    teasers = [
        "A lock on the river. Image credit: Ann Lee.", "Dock rents rise again in the harbour", "27 March 2024 | Trade",
        "A tide table of the year. Image credit: Ann Lee.", "Tide tables are out of print again", "26 March 2024 | Sea",
    ]  # fmt: skip
    text = ["Farmers wait for rain", "28 March 2024", "", LEAD, "", SECOND, "", THIRD, ""]
    assert paragraphs(*text, *teasers) == [LEAD, SECOND, THIRD]
    events = ["3 March 2003", "", SECOND, "", "4 May 2011", "", THIRD]
    assert paragraphs("A history of the well", "", LEAD, "", SECOND, "", THIRD, "", *events)[3:] == [
        "3 March 2003", SECOND, "4 May 2011", THIRD,
    ]  # fmt: skip


FOURTH = "The mayor of the largest village has asked the army for its tank lorries, which stand idle behind the pass."
FIFTH = "Whoever can has sent the herds to relatives in the hills, where streams run and grass is green all year."


def test_the_day_of_an_update_counts_where_there_is_no_other_and_it_has_a_clock() -> None:
    assert scrape("Farmers wait for rain", "Updated: March 28, 2024, 12:44 PM", "", LEAD, SECOND).date == "2024-03-28"
    assert scrape("Farmers wait for rain", "Last updated 28 March 2024", "", LEAD, SECOND).date is None
    both = scrape("Farmers wait", "Updated: March 29, 2024, 12:44 PM", LEAD, SECOND, "Published: March 28, 2024")
    assert both.date == "2024-03-28"
    guide = scrape("Wells compared", "Updated: March 28, 2024, 12:44 PM", "", *[f"{LEAD} {one}." for one in range(90)])
    assert guide.date is None


def test_a_day_with_a_clock_may_stand_further_above_the_headline_and_right_below_the_text() -> None:
    head = ["March 27, 2024 at 3:17 p.m.", "", "Land", "Water", "Villages", "North", "Print", ""]
    assert scrape(*LIST, *head, "Farmers in the Oru valley wait for rain", "", LEAD, SECOND, THIRD).date == "2024-03-27"
    today = ["Wednesday, March 27, 2024", *head[1:]]
    assert scrape(*LIST, *today, "Farmers in the Oru valley wait for rain", "", LEAD, SECOND, THIRD).date is None


def test_dates_and_bylines_that_begin_with_a_small_letter_are_no_part_of_a_longer_headline() -> None:
    for line in ("jueves 2 de abril de 2020", "joi, 2 aprilie 2020, 12:45", "torstaina 2. huhtikuuta 2020 klo 12.45"):
        found = scrape("Farmers in the Oru valley still wait for rain", line, "", LEAD, SECOND)
        assert (found.title, found.date) == ("Farmers in the Oru valley still wait for rain", "2020-04-02")
    assert scrape("Farmers wait for rain", "By Jane Doe, at Oru", "2 April 2020", "", LEAD).author == "Jane Doe"
    assert scrape("Farmers wait for rain", "Szerző: Nagy Béla", "2020. április 2.", "", LEAD).author == "Nagy Béla"
    nobody = scrape("Farmers wait for rain", "By No Author", "2 Maret 2020, 10:14 WIB", "", LEAD)
    assert (nobody.author, nobody.date, nobody.body) == (None, "2020-03-02", LEAD)


def test_captions_said_twice_lone_numbers_and_who_the_author_is_are_no_text() -> None:
    text = [LEAD, "A dry well by the road to the pass.", "A dry well by the road to the pass.", SECOND, "3", THIRD]
    box = "Jane Doe is the Courier's correspondent for the valleys and has a goat, which she takes with her everywhere."
    found = scrape("Farmers wait for rain", "28 March 2024", "", *text, FOURTH, FIFTH, box, "@janedoe")
    assert found.body.split("\n\n") == [LEAD, SECOND, THIRD, FOURTH, FIFTH]
    closing = "Jane Doe is the correspondent of whom her village says that she knows each goat by its name, wells too."
    of_her = [f"{LEAD} Jane Doe was there.", SECOND, THIRD, FOURTH, FIFTH, closing]
    assert paragraphs("A reporter and her goat", "28 March 2024", "", *of_her) == of_her
    about_her = [box, LEAD, SECOND, THIRD, FOURTH, FIFTH]
    assert paragraphs("A reporter and her goat", "28 March 2024", "", *about_her) == about_her


def test_headlines_after_the_last_sentence_of_a_page_are_no_text() -> None:
    others = ["Millers deny hoarding any flour", "Bridge below the village to be mended"]
    others += ["Goats sold for half their price", "Army keeps its lorries for itself"]
    page = ["* Home", "* Land", "Farmers wait for rain", "28 March 2024", "", LEAD, SECOND, THIRD]
    assert paragraphs(*page, *others) == [LEAD, SECOND, THIRD]


def test_a_picture_s_name_a_list_of_sections_and_an_agency_are_no_outlet() -> None:
    for beside in ("IMG-2324", "Ana Sorel Bridges, News", "AFP"):
        assert scrape("Farmers wait", f"{beside} / 6 February 2024", "", LEAD).outlet is None


def test_a_day_s_line_stays_one_in_wrapped_text_and_before_a_broken_sentence() -> None:
    standfirst = "The ferry to Oru waited for the tide again on Monday, said the harbour"
    wrapped = [standfirst, "master.", "By Ann Lee Dec 22, 2023, 10:12am EST", *textwrap.wrap(f"{LEAD} {LEAD}", 72)]
    assert scrape("Farmers wait for the rain", "", *wrapped).date == "2023-12-22"
    broken = ("22 December 2023 • 3:54pm", "I wake early, and read of the", "ferry", "that was late again.")
    assert scrape("Farmers wait for the rain", "", *broken, "", LEAD, "", LEAD).date == "2023-12-22"


def test_of_two_days_with_clocks_under_one_another_the_later_is_an_update() -> None:
    days = ("Nov 12, 2023 1:00 AM", "Nov 17, 2023 6:02 PM")
    assert scrape("Farmers wait for the rain", "", *days, "", LEAD).date == "2023-11-12"
    assert scrape("Farmers wait for the rain", "", *reversed(days), "", LEAD).date is None
    assert scrape("Farmers wait for the rain", "", "Nov 12, 2023", "Nov 17, 2023", "", LEAD).date is None


def test_the_day_of_a_post_that_the_text_shows_is_not_the_article_s() -> None:
    post = ("Ann Lee (@annlee)", "December 17, 2023")
    text = [line for paragraph in (LEAD, SECOND, THIRD, LEAD, SECOND) for line in (paragraph, "")]
    assert scrape("Farmers wait for the rain", "", *text, *post, "", *text).date is None
    assert scrape("Farmers wait for the rain", "", *text, post[1], "", *text).date == "2023-12-17"


def test_teasers_that_break_off_are_no_article() -> None:
    said = "The harbour master of pier {} tells why the ferry of last night came in an hour late and what..."
    teasers = ["* " + said.format(number) for number in range(40)]
    text = [LEAD, SECOND, THIRD]
    assert paragraphs(*MENU, *teasers, "", "Farmers wait for rain", "", LEAD, "", SECOND, "", THIRD) == text


def test_what_is_said_twice_in_a_line_and_labels_that_stand_again_and_again_are_no_text() -> None:
    picture = "A dry well near Oru A dry well near Oru"
    label = "Open the picture"
    found = paragraphs("Farmers wait for rain", "", LEAD, "", label, "", picture, "", SECOND, "", label, "", THIRD, "",
                       label, "", f"{LEAD} {SECOND}")  # fmt: skip
    assert found == [LEAD, SECOND, THIRD, f"{LEAD} {SECOND}"]


def test_captions_end_in_a_name_without_a_blank() -> None:
    caption = "A dry well in the hills near Oru, where the farmers wait.Zahrin Pictures"
    assert paragraphs("Farmers wait for rain", "", LEAD, "", caption, "", SECOND) == [LEAD, SECOND]
    spoken = 'The mill is full.Nobody "buys flour"'
    assert paragraphs("Farmers wait for rain", "", LEAD, "", spoken, "", SECOND) == [LEAD, spoken, SECOND]


def test_where_the_author_is_reached_is_no_text_at_its_end() -> None:
    reached = "Jane Doe may be reached at jdoe@zahrin.example and followed at @janedoe."
    text = [LEAD, SECOND, THIRD, f"{LEAD} {SECOND}", f"{SECOND} {THIRD}"]
    assert paragraphs("Farmers wait for rain", "", *text, reached) == text


def test_a_text_goes_on_after_a_list_in_it_but_not_after_another_article_s_teasers() -> None:
    grain = [f"* {kind} of field {field}" for field in range(8) for kind in ("Barley", "Wheat", "Oats")]
    page = (*MENU, "Farmers wait for rain", "", LEAD, "", SECOND, "", "What grows on each field", "")
    found = paragraphs(*page, *grain, "", THIRD)
    assert (found[0], len(found), found[-1]) == (LEAD, 3 + len(grain) + 1, THIRD)
    assert paragraphs(*page[:-2], *grain, *grain, "", THIRD) == [LEAD, SECOND]
    assert paragraphs(*page[:-2], *grain, "", "Subscribe to our newsletter", "", THIRD) == [LEAD, SECOND]


def test_underlined_headings_are_headings() -> None:
    teasers = ["Wells in the Oru valley run dry", "", "Oru valley waits for lorries", "---", ""]
    page = [*MENU, "", "The winter without rain", "===", "", *teasers[:2], LEAD, "", SECOND, "", THIRD]
    assert scrape(*page).title == "The winter without rain"


def test_the_day_of_a_teaser_is_not_the_pages() -> None:
    teaser = ["[Bread grows dearer in the valley", "", "March 3, 2024](https://valley.example/bread)", ""]
    found = scrape("# Farmers wait for rain in the valley", "", *teaser, LEAD, "", SECOND, "", THIRD)
    assert (found.title, found.date) == ("Farmers wait for rain in the valley", None)


def test_a_day_line_may_be_long_and_does_not_run_on() -> None:
    long = "By Ann Lee and Mariam Oduya Valley Staff and Harbour Correspondent,Updated December 22, 2023, 3:31 p.m."
    assert scrape("Farmers wait for rain in the valley", "", long, "", LEAD, "", SECOND).date == "2023-12-22"
    by = "Posted On : December 12, 2023 Published By : AnnLee"
    found = scrape("Farmers wait for rain", "", by, "a well in the valley", "", LEAD, "", SECOND)
    assert (found.date, found.author) == ("2023-12-12", "AnnLee")


def test_the_day_of_the_last_of_a_list_of_stories_is_not_the_pages() -> None:
    labels = ["Watch", "", "Bread grows dear", "", "Share", "", "Subtitles", "", "Off", "", "English", ""]
    player = ["By Ann Lee", "", "Published Thursday 1:30PM", "", SECOND, "", *labels, "Watch", ""]
    first, last = ["Ferries stay in the harbour", "", "May 2, 2024", ""], ["Who pays for the new mill?", ""]
    assert scrape(*player, *first, *last, "April 27, 2024", "", LEAD, THIRD).date is None
    assert scrape(*player, *first[:2], *last, "April 27, 2024", "", LEAD, THIRD).date == "2024-04-27"


def test_the_day_of_a_forecast_an_offer_or_a_thing_is_not_the_pages() -> None:
    offer = "Spring sale – 3 months for $1 – Ends 5/20/24"
    for lines in (["Thursday, 2 May 2024", "11PM", "9°C"], [offer], ["Release date May 2, 2024"]):
        assert scrape("Farmers wait for rain in the valley", *lines, "", LEAD, "", SECOND).date is None


def test_pictures_without_a_text_are_nothing() -> None:
    picture = "[Farmers and rain in the valley]"
    found = scrape("Farmers wait for rain in the valley", "", "[]", "", picture, "", f"[]{LEAD}")
    assert (found.title, found.body) == ("Farmers wait for rain in the valley", LEAD)


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


def test_a_wrapped_line_goes_on_with_its_own_paragraph_alone() -> None:
    lines = lines_of("Farmers wait for rain in the valley\n\nWells that ran dry in spring and bread\nthat grew dearer")
    assert [line.text for line in lines] == [
        "Farmers wait for rain in the valley", "Wells that ran dry in spring and bread that grew dearer"
    ]  # fmt: skip


def test_readers_answers_that_quote_one_another_end_the_text() -> None:
    found = paragraphs(
        *MENU, *SHORT, "Farmers wait for rain", LEAD, SECOND, THIRD, "More of the valley", "I have a well of my own.",
        "Nobody told us when the lorries would come, and so my brother drove to the mill himself to ask them about it.",
        "It was the same two years ago, when we carried water up from the river for nine weeks and nobody came at all.",
        "orchard_9 said:",
        "Nobody told us when the lorries would come, and so my brother drove to the mill himself to ask them about it.",
        "And what did they say to him?", "mill7 said:",
        "It was the same two years ago, when we carried water up from the river for nine weeks and nobody came at all.",
        "That was worse.",
    )  # fmt: skip
    assert found == [LEAD, SECOND, THIRD]


def test_what_follows_labels_and_has_none_of_the_text_s_words_is_no_part_of_it() -> None:
    more = [f"{line} {LEAD}" for line in (SECOND, THIRD, LEAD)]
    about = "Anna Brandt studied cello in Ostrava before she joined us, and she likes marzipan and long walks by night."
    assert paragraphs(*MENU, *SHORT, "Farmers wait for rain", *more, SECOND, "The desk", about) == [*more, SECOND]
    assert paragraphs(*MENU, *SHORT, "Farmers wait for rain", *more, SECOND, "The price", THIRD)[-1] == THIRD


def test_who_the_author_is_is_no_text_above_it_either() -> None:
    about = "Ann Lee has been writing for the Courier since the great flood, mostly on wells, and lives above the mill."
    text = [LEAD, SECOND, THIRD]
    assert paragraphs("Farmers wait for rain", "By Ann Lee", "28 March 2024", about, *text) == text
    said = f"Ann Lee: {LEAD}"
    assert paragraphs("Farmers wait for rain", "By Ann Lee", "28 March 2024", said, *text) == [said, *text]


def test_a_headline_said_again_above_most_of_the_text_and_what_stands_in_it_often_end_nothing() -> None:
    credit = "Oru Courier archive, the lower valley"
    picture = ["A dry well by the road.", credit]
    page = [*MENU, *picture, "Farmers wait for rain", LEAD, *picture, SECOND, *picture, THIRD, FOURTH, FIFTH]
    found = scrape(*page)
    assert found.title == "Farmers wait for rain"
    assert {LEAD, SECOND, THIRD, FOURTH, FIFTH} <= set(found.body.split("\n\n"))
    again = [LEAD, SECOND, THIRD, "Farmers wait for rain", *[f"{line} {LEAD}" for line in 7 * (SECOND,)]]
    assert len(paragraphs("Farmers wait for rain", *again)) > len(again) - 2


def test_code_that_a_converter_left_is_no_text() -> None:
    style = " ".join(f".well-{n} {{ color: #33{n}; margin: {n}px auto }}" for n in range(9))
    data = " ".join(f'<oru-box data="{{"well": {n}, "dry": false, "name": "pump {n}" }}" id="b{n}">' for n in range(9))
    script = " ".join(f"let well{n} = {{ deep: [{n}] }}; show(well{n}.map((x) => x.id));" for n in range(9))
    page = [*MENU, *SHORT, "Farmers wait for rain", LEAD]
    for code in (style, data, script):
        assert paragraphs(*page, code, SECOND, THIRD) == [LEAD, SECOND, THIRD], code


def test_a_headline_of_another_article_between_paragraphs_is_no_text() -> None:
    page = [*MENU, *SHORT, "Farmers wait for rain", LEAD, SECOND]
    other = "Tenor of Ostrava opera loses voice during premiere of Rusalka"
    assert paragraphs(*page, other, THIRD) == [LEAD, SECOND, THIRD]
    for own in ("Why farmers of the Oru valley had waited for rain since winter", "What bakers say", f"“{other}”"):
        assert paragraphs(*page, own, THIRD) == [LEAD, SECOND, own, THIRD]


def test_readers_answers_with_their_hours_end_the_text_and_tell_no_day() -> None:
    page = [*MENU[:5], *SHORT, "Farmers wait for rain", LEAD, SECOND, THIRD]
    said = "My brother drove to the mill himself to ask the people there about it, and nobody could tell him anything."
    hours = ["3 May 2024 at 09:12", "3 May 2024 at 18:40", "5 May 2024 at 07:03"]
    answers = [line for n, hour in enumerate(hours) for line in (f"orchard_{n}", hour, f"{n}. {said}")]
    found = scrape(*page, "Three thoughts", *answers, said)
    assert (found.body.split("\n\n"), found.date) == ([LEAD, SECOND, THIRD], None)
    live = [line for hour in reversed(hours) for line in (hour, f"At {hour[-5:]} {said}")]
    assert live[-1] in paragraphs(*page, *live)


SCRIPT = [
    "window.page = window.page || {};",
    'var menu = document.getElementById("menu");',
    "function open(item) {",
    "item.hidden = false;",
    "sections",
    "}",
]
STYLE = ["@media (min-width:40em){.menu{display:none}}", ".menu li {", "margin: 0 auto;", "}"]
DATA = ['{"@type":"NewsArticle","datePublished":"2024-05-02T08:00:00Z","articleBody":"Wells run dry. Bread is dear."}']


def test_scripts_and_styles_that_a_page_s_text_holds_are_no_text() -> None:
    head = ["Farmers wait for rain in the valley - Harbour Courier", "", *STYLE * 3, "", *SCRIPT * 3, ""]
    text = ["Farmers wait for rain in the valley", "", LEAD, "", *SCRIPT, "", SECOND, "", *SCRIPT, "", THIRD, ""]
    found = scrape(*head, *text, *DATA, "", *SCRIPT * 2)
    assert found.title == "Farmers wait for rain in the valley"
    assert found.body.split("\n\n") == [LEAD, SECOND, THIRD]
    assert (found.date, found.evidence["date"].split(":")[1]) == ("2024-05-02", " datePublished")


def test_the_example_of_an_article_on_programming_stays() -> None:
    assert "\n\n".join(SCRIPT[1:3]) in scrape("How menus open", "", LEAD, "", *SCRIPT[1:3], "", SECOND).body


@pytest.mark.parametrize("other", ['"dateModified": "2024-06-20"', '"datePublished": "2024-05-09"'])
def test_what_a_page_s_data_state_counts_where_they_state_one_day(other: str) -> None:
    data = '{"datePublished": "2024-05-02", "inLanguage": "en"'
    page = ["Farmers wait for rain in the valley", "", *SCRIPT * 4, "", LEAD, "", SECOND, "", THIRD, ""]
    assert scrape(*page, f"{data}}}").date == "2024-05-02"
    assert scrape(*page, f"{data}, {other}}}").date is None


def test_a_label_of_teasers_above_most_of_a_text_in_pieces_ends_nothing() -> None:
    pieces = ["The Oru lorries came", "", "Bread", "", "Forty barrels of water stood in the town on", "", "Monday", ""]
    text = [LEAD, "", SECOND, "", "SEE ALSO:", "", "Bread grows dear in the market", "", *pieces * 6]
    page = [*MENU, "", "Farmers wait for rain in the valley", "", *text, "", THIRD]
    assert scrape(*page).body.endswith(THIRD)
