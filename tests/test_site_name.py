"""What a site calls itself around its articles, and what doesn't tell it."""

import pytest

from dateline.index.extract.text.outlet import owners_of
from dateline.index.extract.text.site_hosts import hosts
from dateline.index.extract.text.site_name import site_name
from dateline.index.extract.text.text_lines import Line, LineValue, lines_of

BODY = "The ferry to Oru was late again on Monday, said the harbour master, who had waited for it since dawn."


def named(*around: str, body: str = BODY) -> str | None:
    """The name that lines below an article give; all are of the site's frame but a reporter's and a picture's."""
    lines = lines_of("\n\n".join([body, *around]))
    frame = {at for at, line in enumerate(lines) if at and not line.text.startswith(("Ann Lee", "By Ann", "Photo"))}
    found = site_name(lines, {0}, frame)
    return found.value if found else None


@pytest.mark.parametrize(
    "around",
    [
        ("Tide Table", "About Tide Table", "Join Tide Table", "Careers at Tide Table", "editor@tidetable.example"),
        ("Tide Table logo", "Photo: Ann Lee / Tide Table", "More from Tide Table"),
        ("Download Tide Table app", "Tide Table Jobs", "Tide Table logo", "tidetable.example"),
        ("Tide Table logo", "About Tide Table", "Ann Lee is a reporter at Tide Table, and sails."),
        ("© 2024 Tide Table", "Contact Tide Table", "Join Tide Table"),
        ("#Tide Table » Feed Tide Table » Comments Feed", "Tide Table logo", "Careers at Tide Table"),
        ("Subscribe to Tide Table and save", "Your Tide Table account", "tidetable.example", "Photo: Tide Table"),
        ("By Ann Lee | lee@tidetable.example | Tide Table", "© 2024 Tide Table"),
        ("Want more coast stories from Tide Table? Read these", "Contact Tide Table", "© 2024 Tide Table"),
        ("By Tide Table staff", "Photo: Ann Lee / Tide Table", "More at tidetable.example"),
        ("Sign up for Tide Table's free weekly newsletter to hear of it first", "Tide Table logo", "Join Tide Table"),
    ],
)
def test_places_that_have_it_for_different_reasons_name_the_site(around: tuple[str, ...]) -> None:
    assert named(*around) == "Tide Table"


def test_a_name_is_given_once_and_without_marks() -> None:
    assert named("TideTable TideTable Logo", "TideTable Guidelines", "Have a look at tidetable.example") == "TideTable"
    assert named("#TideTable.example", "TideTable.example homepage", "© TideTable.example") == "TideTable.example"


def test_a_name_is_given_as_the_page_says_it_most_often_by_itself() -> None:
    places = ("Tide Table logo", "© 2024 The Tide Table Company", "About Tide Table", "Tide Table", "Join Tide Table")
    assert named(*places) == "Tide Table"
    with_article = ("The Tide Table", "Letters to The Tide Table", "Write for The Tide Table", "Why The Tide Table?")
    assert named(*places, "The Tide Table", *with_article) == "The Tide Table"
    logo = (*3 * ("TIDE TABLE",), "TIDE TABLE logo", "Careers at The Tide Table", "© 2024 The Tide Table")
    assert named(*logo) == "The Tide Table"
    assert named(*places, *3 * ("Write to TideTable.example today",)) == "Tide Table"


def test_the_page_s_title_tells_whose_page_it_is_and_no_section() -> None:
    lines = lines_of(f"Ferry late again | Coast | Tide Table\n\nFerry late again\n\n{BODY}\n\nAbout Tide Table\n\nJobs")
    found = site_name(lines, {2}, set(), headline="Ferry late again")
    assert found == ("Tide Table", lines[0])
    blog = lines_of(f"Ferry late again - Blog\n\nFerry late again\n\n{BODY}\n\nAbout Blog\n\nJobs")
    assert site_name(blog, {2}, set(), headline="Ferry late again") is None


def test_a_name_is_given_in_full_where_the_page_shortens_it() -> None:
    owned = ("© 2024 Oru News Service Inc.", "Oru News Service logo")
    assert named(*owned, "About ONS", "Join ONS", "More from ONS", "ONS logo", "ONS store") == "Oru News Service"


def test_a_byline_of_the_site_s_address_is_no_author_s() -> None:
    around = ("by TideTable.example", "Tide Table logo", "#Tide Table » Feed Tide Table » Comments Feed")
    assert named(*around) == "Tide Table"


def test_the_owner_is_read_of_a_long_copyright_line_and_without_its_legal_form() -> None:
    terms = "Use of any part of this site constitutes acceptance of our terms, which are said below. " * 5
    around = (f"© 2024 Tide Table, Inc. All rights reserved. {terms}", "About Tide Table", "Tide Table logo")
    assert named(*around) == "Tide Table"


def test_the_copyright_line_of_the_foot_is_the_site_s_though_its_year_differs() -> None:
    lines = lines_of(f"{BODY}\n\nContact\n\nCareers at Tide Table\n\nTerms\n\n© 2024 Tide Table")
    found = site_name(lines, {0}, {1, 2, 3})
    assert found is not None
    assert found.value == "Tide Table"


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("版权所有 奥鲁网", "奥鲁网"),
        ("奥鲁网版权所有", "奥鲁网"),
        ("© 2024 奥鲁网 版权所有", "奥鲁网"),
        ("© 2024 オル新聞社 無断転載を禁じます", "オル新聞社"),
        ("저작권자 ⓒ 오루신문 무단전재 및 재배포 금지", "오루신문"),
        ("جميع الحقوق محفوظة لموقع أورو نيوز © 2024", "أورو نيوز"),
        ("\u200f© 2024 أورو نيوز. جميع الحقوق محفوظة\u200f", "أورو نيوز"),
        ("כל הזכויות שמורות © אורו", "אורו"),
        ("© 2024 Νέα του Όρου. Με επιφύλαξη παντός δικαιώματος", "Νέα του Όρου"),
    ],
)
def test_who_owns_the_rights_in_scripts_without_capitals_and_from_the_right(line: str, owner: str) -> None:
    assert [one.value for one in owners_of(Line(1, line, gap=True))] == [owner]
    assert owners_of(Line(1, "未经版权所有者许可不得转载", gap=True)) == []


@pytest.mark.parametrize(
    "around",
    [
        ("Der Orubote", "Der Orubote als E-Paper", "redaktion@derorubote.example", "© 2024 Der Orubote GmbH"),
        ("La Marée", "À propos de La Marée", "Abonnement La Marée", "© La Marée 2024. Tous droits réservés"),
        ("Diario de Oru", "Suscríbete a Diario de Oru", "@diariodeoru", "© Diario de Oru S.A."),
        ("Орский вестник", "О нас", "RSS Орский вестник", "Photo: Анна Ли / Орский вестник", "© 2024 «Орский вестник»"),
    ],
)
def test_in_any_language(around: tuple[str, ...]) -> None:
    assert named(*around) == around[0]


def test_the_text_says_for_whom_it_was_written() -> None:
    note = "Ann Lee is a reporter at TideTable, where she covers harbours."
    told = "“We waited,” the master told TideTable. He did not respond to TideTable’s questions on Tuesday."
    assert named(note, body=f"{BODY} {told}") == "TideTable"
    assert named(note, body=f"{BODY} At TideTable, we had asked for a year when it would be repaired.") == "TideTable"
    wire = "“We waited,” the master told Oru Wire. “For long,” he told Oru Wire on Tuesday."
    assert named("About us", body=f"{BODY} {wire}") is None


def test_one_reason_is_a_section_s_a_person_s_a_topic_s_or_the_publisher_s() -> None:
    assert named("Travel", "More from Travel", "Search Travel") is None
    assert named("Tide Table logo") is None
    assert named("By Ann Lee", "Ann Lee", "About Ann Lee", "Follow Ann Lee", "Subscribe to Ann Lee") is None
    assert named("Valley Holdings", "Careers at Valley Holdings", "© 2024 Valley Holdings") is None
    assert named("OruBank", "OruBank Loans", "OruBank Cards", "OruBank Savings", "Visit orubank.example") is None


def test_a_line_by_the_headline_is_the_outlet_s_where_something_else_bears_it_out() -> None:
    def by_headline(name: str, *around: str) -> str | None:
        lines = lines_of("\n\n".join([name, BODY, "Contact", *around]))
        found = site_name(lines, {1}, set(), LineValue(name, lines[0]))
        return found.value if found else None

    policy = "Zahrin moderates what you send us, and prints only those letters which are kind."
    assert by_headline("Zahrin") is None
    assert by_headline("Zahrin", policy) == "Zahrin"
    assert by_headline("Tide Table", "About Tide Table") == "Tide Table"
    assert by_headline("The Zahrin Gazette") == "The Zahrin Gazette"
    assert by_headline("The Zahrin Gazette", "© 2024 Tide Table") is None
    assert by_headline("TideTable.example") is None


def test_a_label_for_readers_names_no_site() -> None:
    assert named("Service", "About Service", "More from Service", "Contact Service", "Photo: Ann Lee / Service") is None


def test_a_link_to_write_to_the_author_is_no_outlet() -> None:
    lines = lines_of(f"Mail to our author\n\n{BODY}\n\nContact")
    assert site_name(lines, {1}, set(), LineValue("Mail to our author", lines[0])) is None
    other = lines_of(f"The Oru Mail\n\n{BODY}\n\nContact")
    assert site_name(other, {1}, set(), LineValue("The Oru Mail", other[0])) is not None


def test_a_product_is_no_outlet() -> None:
    assert named("Harbourbook", "Get Harbourbook App", "Harbourbook Songs", "Harbourbook Cards", "Harbourbook") is None


def test_an_agency_or_a_guest_casts_no_doubt_on_the_outlet() -> None:
    pictures = ("Photo: Ann Lee / Tide Table", "Photo: Ann Lee / OruWire")
    told = "“We waited,” the master told OruWire. “For long,” he told OruWire on Tuesday."
    assert named("About Tide Table", "More at tidetable.example", *pictures, body=f"{BODY} {told}") == "Tide Table"


def test_two_names_alike_sure_are_none() -> None:
    names = ("Tide Table", "Harbour Sound")
    assert named(*(line for one in names for line in (f"{one} logo", f"About {one}", f"© 2024 {one}"))) is None


def test_the_longer_name_owns_the_rights() -> None:
    labels = ("About The Courier", "Contact The Courier", "More from The Courier", "Photo: Ann Lee / The Courier")
    assert named(*labels, "Oru Courier Events", "© 2024 Oru Courier Ltd.") == "Oru Courier"
    assert named(*labels, "Courier Shop", "© 2024 Valley Media") == "The Courier"


def test_a_picture_s_rights_are_not_the_page_s() -> None:
    assert named("Photo: © Blue Anchor", "Blue Anchor", "Harbour Café") is None
    assert named("The harbour of Oru at dawn. © Oru Tourism", "Oru Tourism", "By Ann Lee / Oru Tourism") is None
    assert named("© SailPix", "Harbour Café") is None
    assert named("© 2024 SailPix", "Harbour Café") == "SailPix"


def test_who_owns_the_rights_to_several_outlets_is_their_publisher() -> None:
    owner = ("More from Valley Gull", "© 2024 Valley Gull. All rights reserved")
    assert named(*owner) == "Valley Gull"
    assert named("Tide Table", "About Tide Table", "The best of Tide Table", *owner) != "Valley Gull"


def test_a_section_or_a_topic_is_no_outlet() -> None:
    page = ("Coast", "Sail", BODY, "Photo: Ann Lee / Coast", "Coast has had no rain for a year now", "Coast")
    lines = lines_of("\n\n".join(page))
    assert site_name(lines, {2}, {0, 1, 5}) is None
    assert named("Tide Table BrandDesk", "Sign up for TideAdviser") is None
    section = "TideTable.example HarbourDesk"
    by_section = lines_of(f"By Ann Lee\n\n{section}\n\n{BODY}\n\nPhoto: {section}")
    found = site_name(by_section, {2}, set(), LineValue(section, by_section[1]))
    assert found is not None
    assert found.value == "TideTable.example"


def test_an_agency_by_the_headline_is_not_the_outlet_of_a_page_whose_head_does_not_name_it() -> None:
    told = "“We waited,” the master told The Oru Gazette."
    lines = lines_of(f"Menu\n\nSign in\n\nThe Oru Gazette\n\n{BODY} {told}\n\nShare\n\nContact")
    beside = LineValue("The Oru Gazette", lines[2])
    assert site_name(lines, {3}, {4, 5}, beside) == beside
    assert site_name(lines, {3}, {0, 1, 4, 5}, beside) is None


def test_a_file_s_name_is_no_host() -> None:
    assert list(hosts(["https://www.tidetable.example/coast/sailing.html or write to @tide_table"])) == [
        "tidetable",
        "tidetable",
    ]


def test_a_part_of_a_longer_name_is_none() -> None:
    said = "Readers of the Oru Courier have written to the Oru Courier since the Oru Courier was founded in spring."
    labels = ("About Courier", "Ann Lee, reporter, Oru Courier", "Photo: Ann Lee / Oru Courier")
    assert named(said, *labels) != "Courier"


@pytest.mark.parametrize(
    ("name", "around"),
    [
        ("SAILGATE", ("Ann Lee is a News Editor at SAILGATE. Mail her at ann.lee@sailgate.example",)),
        ("SAILGATE", ("Ann Lee is a SAILGATE reporter on the coast. Mail: ann.lee@sailgate.example",)),
        ("Oru Daily News", ("By Ann Lee | ann@orudailynews.example | Oru Daily News and",)),
        ("The Oru Herald", ("ann.lee@oruherald.example", "Know more? Send it to The Oru Herald here.")),
        ("Oru Daily News", ("© 2024, Oru Daily News. All rights reserved.",)),
        ("TideTable", ("Ann Lee, who was born in Oru, is an editor at TideTable, and sails.",)),
    ],
)
def test_mail_to_its_people_their_roles_and_its_rights_name_an_outlet(name: str, around: tuple[str, ...]) -> None:
    assert named(*around) == name


@pytest.mark.parametrize(
    "around",
    [
        ("Tickets from Tide Table: office@tidetable.example",),  # not of the press: whom the text is about
        ("Write to news@post-gull.example", "Oru Post-Gull", "Post-Gull"),  # the end of a longer name
        ("© 2024 Oru News Pty Ltd",),  # a publisher, which may have many outlets
        ("© 2024 Copyright TideCorp News",),
        ("Ann Lee was an editor at TideTable, and sails.",),  # and is none now
        ("Ann Lee, a former editor at TideTable, sails.",),
        ("Ann Lee previously was a clerk, a diver at Oru Docks, and a reporter for TideTable.",),
    ],
)
def test_mail_a_business_and_what_an_author_was_name_none(around: tuple[str, ...]) -> None:
    assert named(*around) is None


def test_labels_and_an_author_s_note_within_the_text_count_too() -> None:
    paragraphs = [f"{BODY} The {time} crossing left at noon." for time in ("first", "second", "third", "last")]
    note = "Ann Lee is a reporter at Tide Table. ann@tidetable.example"
    lines = lines_of("\n\n".join([*paragraphs[:3], "MORE FROM TIDE TABLE", note, *paragraphs]))
    found = site_name(lines, set(range(len(lines))), set())
    assert found is not None
    assert found.value == "Tide Table"


def test_blanks_that_do_not_break_hold_a_byline_and_its_outlet_apart() -> None:
    assert [line.text for line in lines_of("Ann Lee \xa0 ORU TODAY")] == ["Ann Lee | ORU TODAY"]
    assert [line.text for line in lines_of("A fare of\xa05 crowns \xa0 a day, and\xa0 no more")] == [
        "A fare of 5 crowns a day, and no more"
    ]
