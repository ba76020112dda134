"""The Schedule's data: what the engine says, kept apart from how it came to say it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from mapdocs.timetable import Driver, Schedule, TaskDates

DAY = date(2026, 11, 23)
DATES = TaskDates(DAY, DAY, DAY, DAY, DAY, DAY, 0, 0, 0, 0)


def test_a_schedule_cannot_be_changed() -> None:
    """Documents of one build tell the same dates."""
    schedule = Schedule(DAY, DAY, None, DAY, DAY, None, proposed=True, shortfall=0, tasks={"a": DATES})
    for value in (schedule, DATES, Driver("link", "a")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, value.__slots__[0], "x")


def test_a_schedule_without_findings() -> None:
    """Nothing critical, nothing found, nobody idle, unless it is said."""
    schedule = Schedule(DAY, DAY, DAY, DAY, DAY, DAY, proposed=False, shortfall=0, tasks={})

    assert ((), (), ()) == (schedule.critical, schedule.findings, schedule.idle)


def test_a_task_without_a_driver() -> None:
    """Not critical, and held by nothing."""
    assert (False, None) == (DATES.critical, DATES.driver)
    assert ("", "") == (Driver("target").source, Driver("target").lag)
