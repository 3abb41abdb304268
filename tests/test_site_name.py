"""What a site calls itself around its articles, and what doesn't tell it."""

import pytest

from dateline.index.extract.site_name import site_name
from dateline.index.extract.text_lines import LineValue, lines_of

BODY = "The ferry to Oru was late again on Monday, said the harbour master, who had waited for it since dawn."


def named(*around: str, owner: str = "") -> str | None:
    """The name that lines around an article give, all of the site's frame."""
    lines = lines_of("\n\n".join([BODY, *around]))
    owners = [LineValue(owner, lines[-1])] if owner else []
    found = site_name(lines, {0}, owners, set(range(1, len(lines))))
    return found.value if found else None


@pytest.mark.parametrize(
    "around",
    [
        ("Tide Table", "About Tide Table", "Write to editor@tidetable.example"),
        ("Tide Table logo", "Photo: Ann Lee / Tide Table", "More from Tide Table"),
        ("Download Tide Table app", "Subscribe to Tide Table", "Careers at Tide Table"),
        ("Tide Table logo", "Ann Lee is a reporter at Tide Table, and has sailed since she was nine years old."),
        ("Tide Table", "Tide Table is read in every harbour of the strait, and has been for years.", "Join Tide Table"),
    ],
)
def test_places_that_have_it_for_different_reasons_name_the_site(around: tuple[str, ...]) -> None:
    assert named(*around) == "Tide Table"


def test_one_reason_is_a_section_s_a_person_s_a_topic_s_or_the_publisher_s() -> None:
    assert named("Travel", "More from Travel", "Search Travel") is None
    assert named("Tide Table logo") is None
    assert named("By Ann Lee", "Ann Lee", "About Ann Lee", "Follow Ann Lee", "Subscribe to Ann Lee") is None
    assert named("Valley Holdings", "Careers at Valley Holdings", owner="Valley Holdings") is None
    assert named("Write to jobs@valley.example", owner="Valley") is None


def test_two_names_alike_sure_are_none() -> None:
    assert named("Tide Table logo", "About Tide Table", "Harbour Post logo", "About Harbour Post") is None


def test_a_part_of_a_longer_name_is_none() -> None:
    said = "Readers of the Oru Courier have written to the Oru Courier since the Oru Courier was founded in spring."
    assert named(said, "About Courier", "Subscribe to Courier", "Careers at Courier") == "Courier"
    labels = ("About Courier", "Ann Lee, reporter, Oru Courier", "Photo: Ann Lee / Oru Courier")
    assert named(said, *labels) is None
