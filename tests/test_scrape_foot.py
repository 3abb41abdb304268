"""Which lines of a scrape are no text?"""

from scrapes import FIFTH, FOURTH, LEAD, MENU, SCRIPT, SECOND, SHORT, THIRD, paragraphs, scrape


def test_tags_that_a_converter_left_are_no_text() -> None:
    tags = '<page-lead layout="wide" data-id="7"></page-lead>'
    page = scrape(
        tags, "Farmers wait for rain", '<time class="a">28 March 2024</time>', "", LEAD, "", f"{tags} {SECOND}"
    )
    assert (page.title, page.date, page.body) == ("Farmers wait for rain", "2024-03-28", f"{LEAD}\n\n{SECOND}")


def test_comments_and_all_after_them_are_left_out() -> None:
    policy = ["Zahrin moderates all comments on this site. No threats and no abuse.", "", "Post a comment", "Required"]
    text = ["Farmers wait", "", LEAD, "", SECOND, "", "Comments", "", *policy, "", "The Latest", "", THIRD]
    assert paragraphs(*text) == [LEAD, SECOND]


def test_teasers_at_the_foot_go_and_those_in_the_text_go_alone() -> None:
    foot = ["Related", "", "Mill owners deny blame", "Lorries stopped at bridge"]
    assert paragraphs("Farmers wait", "", LEAD, "", SECOND, "", THIRD, "", *foot) == [LEAD, SECOND, THIRD]
    assert paragraphs("Farmers wait", "", LEAD, "", *foot, "", SECOND, "", THIRD) == [LEAD, SECOND, THIRD]


def test_lines_of_boilerplate_go_wherever_they_stand() -> None:
    lines = ["Powered by automated translation", "Advertisement", "Photo: Jane Doe/Zahrin", "Facebook", "WhatsApp",
             "3 min read", "Sign up for our newsletter to read more", "This website uses cookies to serve you better.",
             "© 2024 Zahrin. All rights reserved."]  # fmt: skip
    assert paragraphs("Farmers wait", "", LEAD, "", *lines, "", SECOND) == [LEAD, SECOND]
    assert paragraphs("Farmers wait", "Two men by a dry well. AFP", LEAD) == [LEAD]
    assert paragraphs("Farmers wait", "", LEAD, "", "Facebook", "", SECOND) == [LEAD, "Facebook", SECOND]


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


def test_a_short_text_keeps_sentences_that_begin_as_an_author_s_name_does() -> None:
    brief = ["The wells ran dry in the spring, and no lorry has come.", "Will the rain come? The farmers hope so."]
    for author in ("By The Harbour Press", "By Ann Lee, The Harbour Courier", "By Will Lee"):
        assert paragraphs("Farmers wait for rain", author, "28 March 2024", "", LEAD, "", *brief) == [LEAD, *brief]


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


def test_pictures_without_a_text_are_nothing() -> None:
    picture = "[Farmers and rain in the valley]"
    found = scrape("Farmers wait for rain in the valley", "", "[]", "", picture, "", f"[]{LEAD}")
    assert (found.title, found.body) == ("Farmers wait for rain in the valley", LEAD)


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


def test_who_the_author_is_is_no_text_above_it_either() -> None:
    about = "Ann Lee has been writing for the Courier since the great flood, mostly on wells, and lives above the mill."
    text = [LEAD, SECOND, THIRD]
    assert paragraphs("Farmers wait for rain", "By Ann Lee", "28 March 2024", about, *text) == text
    said = f"Ann Lee: {LEAD}"
    assert paragraphs("Farmers wait for rain", "By Ann Lee", "28 March 2024", said, *text) == [said, *text]


def test_code_that_a_converter_left_is_no_text() -> None:
    style = " ".join(f".well-{n} {{ color: #33{n}; margin: {n}px auto }}" for n in range(9))
    data = " ".join(f'<oru-box data="{{"well": {n}, "dry": false, "name": "pump {n}" }}" id="b{n}">' for n in range(9))
    script = " ".join(f"let well{n} = {{ deep: [{n}] }}; show(well{n}.map((x) => x.id));" for n in range(9))
    page = [*MENU, *SHORT, "Farmers wait for rain", LEAD]
    for code in (style, data, script):
        assert paragraphs(*page, code, SECOND, THIRD) == [LEAD, SECOND, THIRD], code


STYLE = ["@media (min-width:40em){.menu{display:none}}", ".menu li {", "margin: 0 auto;", "}"]
DATA = ['{"@type":"NewsArticle","datePublished":"2024-05-02T08:00:00Z","articleBody":"Wells run dry. Bread is dear."}']


def test_scripts_and_styles_that_a_page_s_text_holds_are_no_text() -> None:
    head = ["Farmers wait for rain in the valley - Harbour Courier", "", *STYLE * 3, "", *SCRIPT * 3, ""]
    text = ["Farmers wait for rain in the valley", "", LEAD, "", *SCRIPT, "", SECOND, "", *SCRIPT, "", THIRD, ""]
    found = scrape(*head, *text, *DATA, "", *SCRIPT * 2)
    assert found.title == "Farmers wait for rain in the valley"
    assert found.body.split("\n\n") == [LEAD, SECOND, THIRD]
    assert (found.date, found.evidence["date"].split(":")[1]) == ("2024-05-02", " datePublished")


def test_a_label_of_teasers_above_most_of_a_text_in_pieces_ends_nothing() -> None:
    pieces = ["The Oru lorries came", "", "Bread", "", "Forty barrels of water stood in the town on", "", "Monday", ""]
    text = [LEAD, "", SECOND, "", "SEE ALSO:", "", "Bread grows dear in the market", "", *pieces * 6]
    page = [*MENU, "", "Farmers wait for rain in the valley", "", *text, "", THIRD]
    assert scrape(*page).body.endswith(THIRD)
