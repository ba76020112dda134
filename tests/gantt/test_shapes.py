"""The shapes of a timeline, and their mirror image."""

from __future__ import annotations

from datetime import date

import pytest

from mapdocs.gantt import Bar, Row, timeline
from mapdocs.gantt.layout import lay_out
from mapdocs.gantt.shapes import Box, Symbol, Text
from tests.drawings import marks_on

WIDTH, SIZE = 480.0, 7.4


def test_right_to_left_is_the_mirror_image() -> None:
    """Bars, symbols and labels lie where they would in a mirror; texts end where they began."""
    rows = (Row("Prove", (Bar(date(2026, 9, 1), date(2026, 9, 30)),)), Row("M", marks=marks_on([20], "Signed")))
    left = lay_out(timeline(rows, name=lambda day, _: str(day.month)), WIDTH, SIZE)
    right = lay_out(timeline(rows, name=lambda day, _: str(day.month), rtl=True), WIDTH, SIZE)

    for one, other in zip(left.shapes, right.shapes, strict=True):
        if isinstance(one, Box) and isinstance(other, Box):
            assert one.x0 == pytest.approx(1 - other.x1)
        if isinstance(one, Symbol) and isinstance(other, Symbol):
            assert one.x == pytest.approx(1 - other.x)
        if isinstance(one, Text) and isinstance(other, Text):
            assert one.x == pytest.approx(1 - other.x)
            assert one.end is not other.end
