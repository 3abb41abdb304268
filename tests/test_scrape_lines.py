"""Which lines above, between and below the paragraphs of a scrape are no text?"""

import pytest
from scrapes import FIFTH, FOURTH, LEAD, SECOND, THIRD, paragraphs, scrape

PAGE = ["© 2024 Harbour Courier. All rights reserved."]


@pytest.mark.parametrize(
    "line",
    [
        "Dock rents | Tide tables | Letters to the harbour master | Ferries that are late",
        "A lorry on the road to Oru. Photograph: Jane Doe/EPA",
        "Two men by the dry well in the upper valley (Credit: Jane Doe)",
        "A map of the wells of Oru. Credit: Valley Survey.",
        "Photo of the pass. Foto: Jane Doe",
        "Related: The mill that stopped",
        "Lesen Sie auch: Der Mühle fehlt das Wasser",
        "Lire aussi : Le moulin manque d'eau",
        "Читайте также: Мельница осталась без воды",
        "関連記事：井戸が干上がる",
    ],
)
def test_links_side_by_side_credits_and_what_leads_elsewhere_are_no_text(line: str) -> None:
    assert paragraphs("Farmers wait", "", LEAD, "", line, "", SECOND, "", THIRD, "", *PAGE) == [LEAD, SECOND, THIRD]


def test_labels_between_headline_and_text_are_no_text_but_a_standfirst_is() -> None:
    standfirst = "Wells run dry in the upper valley, and the ministry has sent only three lorries"
    head = ["Farmers wait for rain", "", "Valley affairs", "", "28 March 2024", "", standfirst, "", "Long read", ""]
    assert paragraphs(*head, LEAD, "", SECOND) == [standfirst, LEAD, SECOND]
    assert paragraphs("Farmers wait for rain", "", "Oru valley", "", LEAD, "", SECOND) == ["Oru valley", LEAD, SECOND]


def test_a_short_line_above_a_text_of_whose_words_it_is_is_its_standfirst() -> None:
    head = [
        "No rain since winter",
        "",
        "28 March 2024",
        "",
        "Farmers in the valley waited",
        "",
        "Harbour Courier long reads",
        "",
    ]
    assert paragraphs(*head, LEAD, "", SECOND) == ["Farmers in the valley waited", LEAD, SECOND]


def test_a_call_closes_no_text() -> None:
    text = [LEAD, "", SECOND, "", THIRD, "", FOURTH, "", FIFTH, ""]
    call = "This story originally appeared in the Harbour Courier and has been shortened."
    assert paragraphs("Farmers wait", "", *text, call) == [LEAD, SECOND, THIRD, FOURTH, FIFTH]


def test_other_articles_headlines_below_a_dated_article_go_and_its_own_list_stays() -> None:
    teasers = [
        "Harbour council sells the northern quay",
        "Ferry captain wins fourth regatta in a row",
        "Library opens on Sundays from autumn on",
        "Museum shows nets of three hundred years",
        "Tunnel below the bay costs twice as much",
        "Crossword champion comes from the lighthouse",
        "Chess club moves into the old customs house",
    ]
    head = ["Farmers wait for rain", "", "28 March 2024", ""]
    text = [LEAD, "", SECOND, "", THIRD, ""]
    assert paragraphs(*head, *text, *teasers) == [LEAD, SECOND, THIRD]
    wells = [f"Farmers of the village by well {name} waited since winter" for name in "ABCDEFG"]
    assert paragraphs(*head, *text, *wells) == [LEAD, SECOND, THIRD, *wells]
    assert paragraphs("Farmers wait for rain", "", *text, *teasers) == [LEAD, SECOND, THIRD, *teasers]


def test_a_button_within_a_line_and_items_of_a_list_are_lines_of_their_own() -> None:
    wrapped = [
        "   Farmers in the Oru valley said on Monday that they had waited for",
        "   rain since the winter and that all the wells ran dry, and that the",
        "   ministry of water had promised forty lorries that never came up the",
        "   road, while the bakers blame the mills for the prices in the market.",
    ]
    items = [
        "     * Of the lorries that were to bring it up the road, three came now",
        "     * The mills blame the bakers",
    ]
    found = paragraphs("Farmers wait for rain", "", *wrapped, *items, "", f"{SECOND} (BUTTON) Enlarge", "", FOURTH)
    assert [line for line in found if line.startswith(("Of the", "The mills", "Enlarge"))] == [
        "Of the lorries that were to bring it up the road, three came now",
        "The mills blame the bakers",
        "Enlarge",
    ]


def test_stress_that_is_not_closed_is_no_part_of_a_line() -> None:
    page = scrape("# **Farmers wait for rain", "", LEAD, "", "## __ Wells and mills", "", FIFTH)
    assert (page.title, page.body.split("\n\n")) == ("Farmers wait for rain", [LEAD, "Wells and mills", FIFTH])


def test_who_the_author_of_a_dated_byline_is_closes_the_text_by_first_name_too() -> None:
    head = ["Farmers wait for rain", "", "By Ann Lee published 28 March 2024", ""]
    text = [LEAD, "", SECOND, "", THIRD, "", FOURTH, ""]
    box = "Ann is at home in the valley, where three dogs and a loom wait for every evening without a deadline."
    assert paragraphs(*head, *text, box) == [LEAD, SECOND, THIRD, FOURTH]
    assert paragraphs(*head, f"{LEAD} Ann was there.", "", *text[2:], box)[-1] == box
    assert paragraphs(*head, *text, "Ann Lee", "", box) == [LEAD, SECOND, THIRD, FOURTH]
    assert paragraphs("Farmers wait for rain", "", "By", "Ann Lee", "", *text, box)[-1] == FOURTH


def test_what_stands_below_a_copyright_line_with_its_year_is_no_text() -> None:
    foot = [
        "© 2019–2024 The Harbour Courier",
        "",
        "The Courier takes part in programs of shops, which pay it for what readers buy.",
    ]
    assert paragraphs("Farmers wait", "", LEAD, "", SECOND, "", THIRD, "", *foot) == [LEAD, SECOND, THIRD]
    credit = ["© Harbour Pictures", "", FOURTH]
    assert paragraphs("Farmers wait", "", LEAD, "", SECOND, "", THIRD, "", *credit) == [LEAD, SECOND, THIRD, FOURTH]


TEASERS = ["Meistgelesen", "Sur le même sujet", "Últimas noticias", "Mais lidas", "Leggi anche", "Lue lisää",
           "Najczęściej czytane", "Читайте также", "関連記事", "熱門新聞", "많이 본 뉴스", "الأكثر قراءة"]  # fmt: skip
ANSWERS = ["Kommentare", "Laisser un commentaire", "Deja una respuesta", "Komentarze", "Комментарии", "댓글"]
ADS = ["Anzeige", "Publicité", "Publicidad", "Реклама", "広告", "Teilen", "Temps de lecture : 3 min"]


@pytest.mark.parametrize("label", TEASERS + ANSWERS)
def test_labels_of_teasers_and_answers_in_other_languages_end_the_text(label: str) -> None:
    text = ["Farmers wait", "", LEAD, "", SECOND, "", THIRD, "", FOURTH, ""]
    assert paragraphs(*text, label, "", "Mill owners deny blame", "Lorries came late.") == [LEAD, SECOND, THIRD, FOURTH]


@pytest.mark.parametrize("label", ADS)
def test_labels_of_advertisements_and_buttons_in_other_languages_are_no_text(label: str) -> None:
    assert paragraphs("Farmers wait", "", LEAD, "", label, "", SECOND, "", THIRD) == [LEAD, SECOND, THIRD]
    assert paragraphs("Farmers wait", "", LEAD, "", f"Fünf Mal: {label}", "", SECOND)[1] == f"Fünf Mal: {label}"


def test_a_sentence_above_a_picture_s_credit_says_what_it_shows() -> None:
    shown = "Two men stand beside the dry well."
    credit = ["Photo: Jane Doe/Zahrin", ""]
    assert paragraphs("Farmers wait", "", LEAD, "", "The wells", "", shown, "", *credit, SECOND) == [
        LEAD,
        "The wells",
        SECOND,
    ]
    assert paragraphs("Farmers wait", "", LEAD, "", "The wells", "", shown, "", SECOND) == [
        LEAD,
        "The wells",
        shown,
        SECOND,
    ]
    assert paragraphs("Farmers wait", "", LEAD, "", shown, "", *credit, SECOND) == [LEAD, shown, SECOND]


def test_a_box_that_can_be_ticked_is_no_text() -> None:
    assert paragraphs("Farmers wait", "", LEAD, "", SECOND, "", "[ ] Send me word of the valley.", "", THIRD) == [
        LEAD,
        SECOND,
        THIRD,
    ]
