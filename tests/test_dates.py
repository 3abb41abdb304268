import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.extract.dates import only_day, parse_day, split_day


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
