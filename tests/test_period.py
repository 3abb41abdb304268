"""Dates as users write them."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.search.errors import BadDate
from dateline.search.query.period import _RECENT, _recent, after, before, date_range, period

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2025-04-24", "2025-04-24", "2025-04-24"),
    ("2025-4-1", "2025-04-01", "2025-04-01"),
    ("2025-04", "2025-04-01", "2025-04-30"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2100-2", "2100-02-01", "2100-02-28"),
    ("2025", "2025-01-01", "2025-12-31"),
    ("2025/04/24", "2025-04-24", "2025-04-24"),
    ("2025.4.1", "2025-04-01", "2025-04-01"),
    ("2024/02", "2024-02-01", "2024-02-29"),
    ("2025.04", "2025-04-01", "2025-04-30"),
    ("20250424", "2025-04-24", "2025-04-24"),
])
def test_a_period_is_its_first_and_last_day(text: str, first: str, last: str) -> None:
    assert period(text) == (first, last)


@pytest.mark.parametrize(("text", "reason"), [
    ("2025-02-31", "February 2025 has 28 days"),
    ("2024-02-30", "February 2024 has 29 days"),
    ("2025-04-00", "April 2025 has 30 days"),
    ("2025-13", "there is no month 13"),
    ("2025-00-10", "there is no month 0"),
    ("24-04-2025", "a date is written year first, with hyphens"),
    ("24/04/2025", "a date is written year first, with hyphens"),
    ("2025/04-24", "a date is written year first, with hyphens"),
    ("2025.", "a date is written year first, with hyphens"),
    ("202504", "a date is written year first, with hyphens"),
    ("20251404", "there is no month 14"),
    ("20250431", "April 2025 has 30 days"),
    ("20255", "a date is written year first, with hyphens"),
    ("٢٠٢٥", "a date is written year first, with hyphens"),
    ("2025-04-24\n", "a date is written year first, with hyphens"),
    ("the day before", "a date is written year first, with hyphens"),
    ("", "a date is written year first, with hyphens"),
])
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadDate) as caught:
        period(text)
    assert (caught.value.text, caught.value.reason) == (text, reason)
    assert reason in str(caught.value)
    assert "2025-04-24" in str(caught.value)


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2025-04..2025-05", "2025-04-01", "2025-05-31"),
    ("2025-04-10..2025", "2025-04-10", "2025-12-31"),
    ("..2024", None, "2024-12-31"),
    ("2025-04-25..", "2025-04-25", None),
    ("2025-04", "2025-04-01", "2025-04-30"),
    ("2025-04-10..2025-04-10", "2025-04-10", "2025-04-10"),
    ("2025/04/10..2025/05", "2025-04-10", "2025-05-31"),
    ("2025.04.10..2025.05.01", "2025-04-10", "2025-05-01"),
    ("2025/04/10-2025/05/01", "2025-04-10", "2025-05-01"),
    ("2025/04/10/2025/05/01", "2025-04-10", "2025-05-01"),
    ("2024/2025", "2024-01-01", "2025-12-31"),
    ("20250410-20250501", "2025-04-10", "2025-05-01"),
    ("..2025.04.10", None, "2025-04-10"),
    ("2025.04.10..", "2025-04-10", None),
])
def test_a_range_holds_both_its_ends(text: str, first: str | None, last: str | None) -> None:
    assert date_range(text) == (first, last)


@pytest.mark.parametrize(("text", "reason"), [
    ("2025..2024", "it ends before it starts"),
    ("..", "a range needs at least one end"),
    ("2025-02-30..", "February 2025 has 28 days"),
    ("2024..2025..2026", "a date is written year first, with hyphens"),
])
def test_what_is_no_range_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadDate) as caught:
        date_range(text)
    assert caught.value.reason == reason


def test_after_and_before_leave_the_period_itself_out() -> None:
    assert after("2025-04") == "2025-05-01"
    assert after("2024-02-28") == "2024-02-29"
    assert before("2025-04") == "2025-03-31"
    assert before("2025") == "2024-12-31"


@settings(deadline=None)
@given(DAYS)
def test_a_day_lies_between_what_is_before_and_after_it(day: date) -> None:
    assert period(str(day)) == (str(day), str(day))
    assert before(str(day)) == str(day - timedelta(1))
    assert after(str(day)) == str(day + timedelta(1))


@pytest.mark.parametrize(("text", "first", "last"), [
    ("today", 0, 0),
    ("Yesterday", -1, -1),
    ("7d", -7, 0),
    ("0d", 0, 0),
    ("2w", -14, 0),
])  # fmt: skip
def test_days_as_seen_from_today(text: str, first: int, last: int) -> None:
    today = date.today()  # noqa: DTZ011 - the day where the tests run
    assert period(text) == tuple((today + timedelta(days)).isoformat() for days in (first, last))


@pytest.mark.parametrize(("text", "today", "days"), [
    ("this-week", "2025-01-01", ("2024-12-30", "2025-01-05")),
    ("last week", "2025-01-01", ("2024-12-23", "2024-12-29")),
    ("last-week", "2025-03-03", ("2025-02-24", "2025-03-02")),
    ("this month", "2024-02-10", ("2024-02-01", "2024-02-29")),
    ("last-month", "2025-01-31", ("2024-12-01", "2024-12-31")),
    ("LAST-YEAR", "2025-06-15", ("2024-01-01", "2024-12-31")),
])  # fmt: skip
def test_weeks_months_and_years_as_seen_from_a_day(text: str, today: str, days: tuple[str, str]) -> None:
    match = re.fullmatch(_RECENT, text)
    assert match
    assert _recent(match, date.fromisoformat(today)) == days
