from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.dates import MAX_DAYS, Duration, OutOfTableError, Span, WorkCalendar, parse_span, work_calendar

MONDAY = date(2026, 11, 2).toordinal()
FIRST, LAST = MONDAY - 700, MONDAY + 700


def weekdays() -> WorkCalendar:
    return work_calendar(FIRST, LAST, (day for day in range(FIRST, LAST + 1) if (day - MONDAY) % 7 < 5))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10bd", Span(10)),
        ("2w", Span(10)),
        ("10cd", Span(10, "cd")),
        ("0", Span(0)),
        ("-3bd", Span(-3)),
        ("+1bd", Span(1)),
    ],
)
def test_spans_are_read(text: str, span: Span) -> None:
    """Business days, weeks of five of them, calendar days, nothing, and either sign."""
    assert span == parse_span(text)


@pytest.mark.parametrize("text", ["", "5", "5d", "5 days", "bd", "1.5bd", "٣bd", "10BD"])
def test_what_is_no_span_says_what_is_expected(text: str) -> None:
    """A number alone is refused: it could mean either kind of day."""
    with pytest.raises(ValueError, match="Write 10bd"):
        parse_span(text)


def test_a_span_of_centuries_is_refused() -> None:
    """Ten years of days are the most."""
    assert Span(MAX_DAYS) == parse_span(f"{MAX_DAYS}bd")
    with pytest.raises(ValueError, match="longer than 3650 days"):
        parse_span("99999999bd")
    with pytest.raises(ValueError, match="longer than 3650 days"):
        parse_span(f"{MAX_DAYS + 1}bd")


@given(st.integers(-MAX_DAYS, MAX_DAYS), st.sampled_from(["bd", "cd"]))
def test_a_span_is_written_as_it_is_read(days: int, unit: str) -> None:
    """Text to span to text to span is the same span."""
    span = parse_span(f"{days}{unit}") if days else Span(0)

    assert span == parse_span(str(span))


def test_a_duration_counts_in_its_likely_span() -> None:
    """Days and unit of a duration in three points are those of the likely one."""
    duration = Duration(Span(10, "cd"), Span(5, "cd"), Span(20, "cd"))

    assert (10, "cd") == (duration.days, duration.unit)


def test_business_days_are_added_over_weekends() -> None:
    """Adding ends at the boundary after the last day worked, taking off at the morning of the first."""
    calendar = weekdays()

    assert MONDAY + 5 == calendar.add(MONDAY, 5)
    assert MONDAY + 8 == calendar.add(MONDAY + 5, 1)
    assert MONDAY == calendar.add(MONDAY + 7, -5)
    assert MONDAY + 6 == calendar.add(MONDAY + 6, 0)


def test_the_next_working_morning_and_the_end_of_the_last_working_day() -> None:
    """Around a weekend: Saturday's morning is followed by Monday's, and what ends by Monday's ended on Friday."""
    calendar = weekdays()

    assert MONDAY + 7 == calendar.next(MONDAY + 5)
    assert MONDAY + 5 == calendar.prev(MONDAY + 7)
    assert MONDAY + 2 == calendar.next(MONDAY + 2) == calendar.prev(MONDAY + 2)


def test_a_day_works_or_does_not() -> None:
    """Friday does, Saturday doesn't, and no day beyond the table."""
    calendar = weekdays()

    assert [True, False, False] == [day in calendar for day in (MONDAY + 4, MONDAY + 5, LAST + 1)]


@given(st.integers(-300, 300), st.integers(1, 200))
def test_adding_and_taking_off_undo_each_other(offset: int, days: int) -> None:
    """From a working morning n days on and n days back is the same morning, n days counted between."""
    calendar = weekdays()
    morning = calendar.next(MONDAY + offset)
    boundary = calendar.add(morning, days)

    assert morning == calendar.add(boundary, -days)
    assert days == calendar.count(morning, boundary) == -calendar.count(boundary, morning)


@pytest.mark.parametrize("step", [("add", LAST, 3), ("add", FIRST, -3), ("add", FIRST + 2, -1000), ("next", LAST + 2)])
def test_beyond_its_table_a_calendar_gives_no_day(step: tuple[str, int, int]) -> None:
    """On either side, it says so rather than give a wrong day."""
    name, *numbers = step
    with pytest.raises(OutOfTableError):
        getattr(weekdays(), name)(*numbers)
