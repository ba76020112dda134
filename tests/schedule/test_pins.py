from __future__ import annotations

from datetime import date

import pytest

from mapdocs.deal import Deal
from mapdocs.problems import DealError
from mapdocs.schedule import make_schedule
from mapdocs.schedule.pins import dates_in


def deal(**more: object) -> Deal:
    return Deal.model_validate({"buyer": {"name": "B"}, "seller": {"name": "S"}} | more)


def test_every_date_is_within_the_tables() -> None:
    """Start, go-live, a task's dates, a committee's days and what was agreed: none is left out."""
    tasks = {"a": {"due": "2030-01-02", "finished": "1999-02-03"}}
    made = deal(start="2026-01-05", go_live="2031-01-02", tasks=tasks, calendars={"c": {"only": ["2040-05-01"]}})
    years = {date.fromordinal(day).year for day in dates_in(made, date(2026, 11, 2), {"a": date(2027, 1, 1)})}

    assert {1999, 2026, 2027, 2030, 2031, 2040} == years


def test_all_errors_of_a_plan_are_told_at_once() -> None:
    """Links and dates of several tasks, each with a next step."""
    tasks = {
        "a": {"after": ["nobody"], "due": "2026-11-12", "deadline": "2026-11-10"},
        "b": {"status": "done", "finished": "2027-01-01"},
    }
    with pytest.raises(DealError) as stopped:
        make_schedule(deal(tasks=tasks), date(2026, 11, 2))

    assert ["unknown-task", "pin-contradiction", "actual-in-future"] == [p.code for p in stopped.value.problems]
    assert all(problem.hint for problem in stopped.value.problems)
