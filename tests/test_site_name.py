"""What a site calls itself around its articles, and what doesn't tell it."""

import pytest

from dateline.index.extract.text.site_name import site_name
from dateline.index.extract.text.text_lines import lines_of

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
    ],
)
def test_places_that_have_it_for_different_reasons_name_the_site(around: tuple[str, ...]) -> None:
    assert named(*around) == "Tide Table"


def test_a_name_is_given_once_and_without_marks() -> None:
    assert named("TideTable TideTable Logo", "TideTable Guidelines", "Have a look at tidetable.example") == "TideTable"
    assert named("#TideTable.example", "TideTable.example homepage", "TideTable.example menu") == "TideTable.example"


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


def test_two_names_alike_sure_are_none() -> None:
    names = ("Tide Table", "Harbour Sound")
    assert named(*(line for one in names for line in (f"{one} logo", f"About {one}", f"© 2024 {one}"))) is None


def test_the_longer_name_owns_the_rights() -> None:
    labels = ("About The Courier", "Contact The Courier", "More from The Courier", "Photo: Ann Lee / The Courier")
    assert named(*labels, "Oru Courier Events", "© 2024 Oru Courier Ltd.") == "Oru Courier"
    assert named(*labels, "Courier Shop", "© 2024 Valley Media") == "The Courier"


def test_a_picture_s_rights_are_not_the_page_s() -> None:
    assert named("Photo: © Blue Anchor", "Blue Anchor", "Harbour Café") is None


def test_a_part_of_a_longer_name_is_none() -> None:
    said = "Readers of the Oru Courier have written to the Oru Courier since the Oru Courier was founded in spring."
    labels = ("About Courier", "Ann Lee, reporter, Oru Courier", "Photo: Ann Lee / Oru Courier")
    assert named(said, *labels) != "Courier"
