"""The timeline as data: its days, its axis, its pauses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mapdocs.gantt import Bar, Row, Scale, begin, timeline
from tests.drawings import drawing, name


def test_a_timeline_covers_whole_months_and_names_each() -> None:
    """The axis begins and ends with a month, and its ticks are the months between."""
    drawn = drawing()

    assert (date(2026, 10, 1), date(2027, 3, 31)) == (drawn.start, drawn.finish)
    assert [f"month 2026-{m:02}-01" for m in (10, 11, 12)] == [tick.label for tick in drawn.ticks[:3]]


@pytest.mark.parametrize(
    ("days", "scale"), [(0, "week"), (75, "week"), (76, "month"), (430, "month"), (431, "quarter"), (1301, "year")]
)
def test_the_scale_leaves_room_for_its_names(days: int, scale: str) -> None:
    """Weeks for a short plan, years for a very long one; never more than fifteen ticks."""
    first = date(2026, 1, 5)
    drawn = timeline([Row("x", (Bar(first, first + timedelta(days=days)),))], name=name)

    assert drawn.ticks[0].label.startswith(scale)
    assert len(drawn.ticks) <= 16


@pytest.mark.parametrize(
    ("last", "first_ticks", "count"),
    [
        (date(2037, 12, 31), ["2026", "2027"], 12),
        (date(2038, 1, 1), ["2026", "2028"], 7),
        (date(2050, 6, 30), ["2025", "2030"], 6),
        (date(2072, 3, 1), ["2025", "2030"], 10),
        (date(2200, 12, 31), ["2020", "2040"], 10),
    ],
)
def test_a_plan_of_many_years_has_few_ticks(last: date, first_ticks: list[str], count: int) -> None:
    """Each stands for some years, from one whose number they divide, so that names have room and tables columns."""
    rows = [Row("r", (Bar(date(2026, 11, 2), last),))]
    drawn = timeline(rows, name=lambda day, _scale: f"{day.year}")
    found = [tick.label for tick in drawn.ticks]

    assert first_ticks == found[:2]
    assert count == len(found)
    assert drawn.start <= date(2026, 11, 2)
    assert drawn.finish >= last


@pytest.mark.parametrize("scale", ["week", "month", "quarter", "year"])
def test_a_day_lies_in_the_span_that_begins_before_it(scale: Scale) -> None:
    """Each day of three years begins its span, or comes after the beginning of its own."""
    for number in range(1100):
        day = date(2026, 1, 1) + timedelta(days=number)

        assert begin(day, scale) <= day
        assert begin(begin(day, scale), scale) == begin(day, scale)


def test_weekends_are_not_shown_in_a_long_plan() -> None:
    """Only pauses that are longer than a weekend are drawn."""
    assert ((date(2026, 12, 21), date(2027, 1, 3)),) == drawing().idle


def test_a_plan_without_a_day_has_no_picture() -> None:
    """There is nothing to draw, and whoever asks hears of it."""
    with pytest.raises(ValueError, match="empty"):
        timeline([], name=name)
