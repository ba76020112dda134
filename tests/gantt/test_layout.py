"""Where rows and bars go."""

from __future__ import annotations

from datetime import date

from mapdocs.gantt import Bar, Row, timeline
from mapdocs.gantt.layout import lay_out
from tests.drawings import LONG

WIDTH, SIZE = 480.0, 7.4


def test_the_chart_leaves_room_for_names() -> None:
    """Rows with long names never take more than a third of the width."""
    rows = (Row(LONG * 3, (Bar(date(2026, 9, 1), date(2027, 9, 30)),)),)

    assert lay_out(timeline(rows, name=lambda day, _: str(day.month)), WIDTH, SIZE).column < 0.35


def test_a_name_that_has_its_room_stands_on_one_line() -> None:
    """Whatever the picture's width: what rounding takes from the column parts no name."""
    rows = (Row("Agree what success looks like", (Bar(date(2026, 9, 1), date(2027, 9, 30)),)),)
    drawn = timeline(rows, name=lambda day, _: str(day.month))

    assert {1} == {len(lay_out(drawn, width / 10, SIZE).labels) for width in range(4000, 6000, 7)}
