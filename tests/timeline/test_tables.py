"""Calendars as arrays."""

from __future__ import annotations

import numpy as np

from mapdocs.dates import work_calendar
from mapdocs.timeline.tables import TableCache


def test_steps_are_those_of_the_calendar() -> None:
    """The working day at or after a boundary, and so many further on; beyond all days it is the top."""
    calendar = work_calendar(100, 110, [101, 102, 105])
    cache = TableCache(10)
    days = cache.of(calendar)
    at = days.at(np.array([0, 1, 3]))

    assert [1, 1, 5] == list(days.day(at))
    assert [2, 2, 10] == list(days.day(at + 1))
    assert days is cache.of(calendar)


def test_every_day_can_be_one() -> None:
    """On the table of all days a boundary is its own day."""
    days = TableCache(10).every()

    assert [0, 7] == list(days.day(days.at(np.array([0, 7]))))
