"""Which day does a scrape tell?"""

import textwrap

import pytest
from scrapes import LEAD, LIST, LIST_FOOT, MENU, SCRIPT, SECOND, SHORT, THIRD, paragraphs, scrape

from dateline.index.article import RawDocument
from dateline.index.extract.text.plain_text import article


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


def test_a_place_or_a_section_by_the_date_is_no_outlet() -> None:
    assert scrape("Farmers wait", "28 March 2024", "Oru", "", f"Farmers met in Oru again. {LEAD}").outlet is None
    assert scrape("Farmers wait", "28 March 2024", "Middle East", "", LEAD).outlet is None
    assert scrape("Farmers wait", "28 March 2024", "Jane Doe", "", LEAD).outlet is None


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


def test_a_date_that_reads_two_ways_is_no_date_and_no_text() -> None:
    page = "Port to close for a week\n\n04/05/2024\nThe Harbor Courier\nBy Mariam al-Sahli\n\n"
    text = "PORT ALDANE – The port will close for a week while divers look for a lost anchor, the harbour master said."
    found = article(RawDocument("news/port.txt", None, "plain_text", page + text))
    assert (found.date, found.outlet, found.author, found.body) == (None, "The Harbor Courier", "Mariam al-Sahli", text)


def test_a_headline_of_another_language_needs_no_day_under_it() -> None:
    text = [
        "Los agricultores del valle de Oru dijeron que esperan la lluvia desde el invierno y que los pozos se secan.",
        "El ministerio del agua les prometió cuarenta camiones, pero por la tarde solo tres habían subido.",
    ]
    page = scrape(*LIST, "El consejo se reúne", "", "Los agricultores esperan la lluvia", "", *text, *text, *LIST_FOOT)
    assert page.title == "Los agricultores esperan la lluvia"


def test_the_hour_of_the_visit_and_the_day_of_a_post_shown_within_are_not_the_pages() -> None:
    post = "A post shared by the mill (@oru.mill) on Mar 15, 2024 at 11:55am PDT"
    assert scrape(*LIST, "Farmers wait for rain", "", LEAD, "", SECOND, "", THIRD, "", post, *LIST_FOOT).date is None
    assert scrape("Saturday, 2024-03-30, 8:26 AM", *LIST, *LIST, "Farmers wait for rain", "", LEAD, SECOND).date is None


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


def test_an_update_alone_is_no_day_of_publication() -> None:
    assert scrape("Farmers wait for rain", "Updated: 30 April 2024", "", LEAD, "", SECOND).date is None


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


def test_a_day_s_line_stays_one_in_wrapped_text_and_before_a_broken_sentence() -> None:
    standfirst = "The ferry to Oru waited for the tide again on Monday, said the harbour"
    wrapped = [standfirst, "master.", "By Ann Lee Dec 22, 2023, 10:12am EST", *textwrap.wrap(f"{LEAD} {LEAD}", 72)]
    assert scrape("Farmers wait for the rain", "", *wrapped).date == "2023-12-22"
    wrapped[2] = "22 December 2023 10:12 - Ann Lee - The Oru Harbour Times"
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


def test_readers_answers_with_their_hours_end_the_text_and_tell_no_day() -> None:
    page = [*MENU[:5], *SHORT, "Farmers wait for rain", LEAD, SECOND, THIRD]
    said = "My brother drove to the mill himself to ask the people there about it, and nobody could tell him anything."
    hours = ["3 May 2024 at 09:12", "3 May 2024 at 18:40", "5 May 2024 at 07:03"]
    answers = [line for n, hour in enumerate(hours) for line in (f"orchard_{n}", hour, f"{n}. {said}")]
    found = scrape(*page, "Three thoughts", *answers, said)
    assert (found.body.split("\n\n"), found.date) == ([LEAD, SECOND, THIRD], None)
    teasers = ["Mill owners deny blame", "9 May 2024 at 08:30", "Lorries stopped at bridge", "7 May 2024 at 11:15"]
    assert paragraphs(*page, *teasers, "Three thoughts", *answers, said) == [LEAD, SECOND, THIRD]
    live = [line for hour in reversed(hours) for line in (hour, f"At {hour[-5:]} {said}")]
    assert live[-1] in paragraphs(*page, *live)


@pytest.mark.parametrize("other", ['"dateModified": "2024-06-20"', '"datePublished": "2024-05-09"'])
def test_what_a_page_s_data_state_counts_where_they_state_one_day(other: str) -> None:
    data = '{"datePublished": "2024-05-02", "inLanguage": "en"'
    page = ["Farmers wait for rain in the valley", "", *SCRIPT * 4, "", LEAD, "", SECOND, "", THIRD, ""]
    assert scrape(*page, f"{data}}}").date == "2024-05-02"
    assert scrape(*page, f"{data}, {other}}}").date is None


def test_a_tag_that_a_converter_left_states_the_day_where_it_states_one() -> None:
    page = ["Farmers wait for rain in the valley", "", "Ann Lee", ""]
    stamp = '<page-stamp layout="wide" publishdate="2024-05-02T18:42:14Z"></page-stamp>'
    assert scrape(*page, stamp, "", LEAD, "", SECOND).date == "2024-05-02"
    changed = stamp.replace("></", ' updatedate="2024-06-20"></')
    assert scrape(*page, changed, "", LEAD, "", SECOND).date is None


def test_a_day_under_the_headline_s_first_mention_is_the_page_s() -> None:
    shared = ["Print", "Save", *SHORT, "The harbour today"]
    page = [*MENU[:5], "Farmers wait for rain", "By Ann Lee", "May 3, 2024", "Friday, 3 May 2024", *shared]
    assert scrape(*page, "Farmers wait for rain", LEAD, SECOND, THIRD).date == "2024-05-03"
    page[5] = "Dock rents rise again"
    assert scrape(*page, "Farmers wait for rain", LEAD, SECOND, THIRD).date is None


def test_a_day_that_runs_together_with_a_name_s_initial() -> None:
    page = ["Farmers wait for rain", "", "By Dolores OMay 3, 2024 9:00 am EST", "", LEAD, "", SECOND]
    assert (scrape(*page).date, scrape(*page).author) == ("2024-05-03", "Dolores O")


def test_a_day_above_a_headline_with_days_below_is_another_story_s() -> None:
    stories = ["Dock rents rise again", "30 July 2010", "Farmers in the Oru valley wait for rain", "20 November 2015"]
    page = [*MENU, *SHORT, *stories, "Lorries stopped at the bridge", "12 September 2016", LEAD, SECOND, THIRD]
    assert scrape(*page).date is None
