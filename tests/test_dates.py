import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.extract.date_lines import Stamp, label, only_day, read_line, split_day
from dateline.index.extract.dates import parse_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24-04-2025", "2025-04-24"),
        ("2025-04-24", "2025-04-24"),
        ("2025-04-24T23:30:00+03:00", "2025-04-24"),
        ("2025-04-24T00:30:00.000Z", "2025-04-24"),
        ("20250424", "2025-04-24"),
        ("20250424T103000Z", "2025-04-24"),
        ("March 28, 2024, 12:44 PM", "2024-03-28"),
        ("Thursday 28 March 2024", "2024-03-28"),
        ("28 Mar. 2024", "2024-03-28"),
        ("Sept. 3rd, 2024", "2024-09-03"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        ("Thu, 28 Mar 2024 12:44:00 +0000", "2024-03-28"),
        ("Thu Mar 28 12:44:00 UTC 2024", "2024-03-28"),
        ("Updated: March 28, 2024", "2024-03-28"),
        ("28.03.2024", "2024-03-28"),
        ("05.04.2024", "2024-04-05"),
        ("3/28/2024", "2024-03-28"),
        ("04/04/2024", "2024-04-04"),
        ("3 avril 2024", "2024-04-03"),
        ("1er août 2023", "2023-08-01"),
        ("3. März 2024", "2024-03-03"),
        ("28 de marzo de 2024", "2024-03-28"),
        ("28 марта 2024", "2024-03-28"),
        ("March 3, 2024 (2024-03-03)", "2024-03-03"),
    ],
)
def test_a_written_date_is_its_day(text: str, day: str) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "04/05/2024",
        "04-05-2025",
        "31 February 2024",
        "2024-13-01",
        "29.02.2023",
        "March 2024",
        "28 March",
        "5 March 24",
        "1 May 1599",
        "2 January 3000",
        "March 3, 2024 and March 4, 2024",
        "March 3, 2024 or 31 February 2024",
        "27-28 March 2024",
        "12 May 20245",
        "yesterday",
        "",
    ],
)
def test_a_doubtful_date_is_none(text: str) -> None:
    assert parse_day(text) is None


def test_a_date_line_is_told_from_prose() -> None:
    assert only_day("Published on Thursday, 28 March 2024 at 10:20 GMT") == "2024-03-28"
    assert only_day("The war began on 3 March 2003") is None


def test_what_stands_beside_a_date_is_kept() -> None:
    assert split_day("Zahrin Gazette 2024/03/28 10:20") == ("2024-03-28", "Zahrin Gazette")
    assert split_day("no date here") is None


@given(st.text(alphabet="0123456789-/. :,TZ+marchapilv", max_size=40) | st.text(max_size=60))
def test_what_comes_out_is_a_real_day_or_none(text: str) -> None:
    day = parse_day(text)
    assert day is None or date.fromisoformat(day).isoformat() == day


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2026, 12, 31)))
def test_every_day_is_read_back_in_the_unambiguous_forms(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y%m%d", "%a, %d %b %Y 23:59:00 -0900"):
        # %Y drops leading zeros on some systems; years here have four digits.
        written = day.strftime(form)
        assert re.search(r"\d{4}", written)
        assert parse_day(written) == day.isoformat()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("22.12.2023 klo 12.45", "2023-12-22"),
        ("jueves 2 de abril de 2020", "2020-04-02"),
        ("Veröffentlicht am 22.12.2023 um 12:45 Uhr", "2023-12-22"),
        ("Erstellt: 22.12.23, 12:45 Uhr", "2023-12-22"),
        ("Publicat: vineri, 22 decembrie 2023, 14:30", "2023-12-22"),
        ("Publié le 22 décembre 2023 à 14h30", "2023-12-22"),
        ("Pátek 22. prosince 2023 v 14:05", "2023-12-22"),
        ("22 grudnia 2023, godz. 12:45", "2023-12-22"),
        ("Sist oppdatert 22. desember 2023 kl. 12.45", "2023-12-22"),
        ("2023. december 22. péntek", "2023-12-22"),
        ("22 Aralık 2023 Cuma", "2023-12-22"),
        ("Πέμπτη, 22 Δεκεμβρίου 2023", "2023-12-22"),
        ("Пятница, 22 декабря 2023 г. в 12:45", "2023-12-22"),
        ("2023年12月22日 10時30分", "2023-12-22"),
        ("입력 2023.12.22 오후 3:45", "2023-12-22"),
        ("22 ديسمبر 2023", "2023-12-22"),
        ("12/22/23 12:24 PM ET", "2023-12-22"),
        ("22-Dec-23", "2023-12-22"),
        ("Ngày 22 tháng 12 năm 2023", "2023-12-22"),
        ("9/8/2015 12:15 PM PT", "2015-09-08"),
        ("Dec 20, 20236:46 PM", "2023-12-20"),
        ("9/8/15", None),
        ("1.2.23", None),
    ],
)
def test_a_date_line_in_other_languages_and_forms(line: str, day: str | None) -> None:
    assert only_day(line) == day


def test_a_line_says_which_of_its_days_is_that_of_an_update() -> None:
    line = read_line("Publié le 22 décembre 2023 à 14h30 - Mis à jour le 23 décembre 2023 à 09h05")
    assert line
    assert line.stamps == [Stamp(("2023-12-22",), "published"), Stamp(("2023-12-23",), "updated")]
    after = read_line("2023年12月22日 更新")
    assert after
    assert after.stamps == [Stamp(("2023-12-22",), "updated")]
    assert (label("Aktualisiert am:"), label("Published"), label("Published poets")) == ("updated", "published", None)
    glued = read_line("Ann LeeDec 05, 20232 Shares")
    assert glued
    assert (glued.stamps, glued.rest) == ([Stamp(("2023-12-05",), "")], "Ann Lee 2 Shares")
