from __future__ import annotations

from datetime import date

from tests.schedule.plans import schedule


def test_a_milestone_is_one_day() -> None:
    """Start and finish are the day that people read, in every answer."""
    tasks = {"a": {"duration": "5bd"}, "m": {"duration": "0", "after": ["a"]}}
    found = schedule(tasks, go_live="2026-11-27", buffer="0").tasks["m"]

    assert found.start == found.finish == found.late_start == found.late_finish == date(2026, 11, 27)
    assert found.early_start == found.early_finish == date(2026, 11, 6)


def test_no_weekend_is_ever_shown_for_work() -> None:
    """Plan, early and late dates of a plan across weekends all lie on working days."""
    tasks = {f"t{k}": {"duration": f"{k}bd", "after": [f"t{k - 1}"] if k else []} for k in range(9)}
    for found in schedule(tasks, go_live="2027-03-31").tasks.values():
        days = (found.start, found.finish, found.early_start, found.early_finish, found.late_start, found.late_finish)

        assert all(day.weekday() < 5 for day in days)


def test_calendar_days_are_told_as_business_days() -> None:
    """Ten calendar days from a Monday hold eight business days."""
    assert 8 == schedule({"a": {"duration": "10cd"}}).tasks["a"].duration


def test_slack_counts_from_the_date_that_is_printed() -> None:
    """The plan ends five days before the target: each task on the path can slip by these, go-live by none."""
    tasks = {"a": {"duration": "5bd"}, "live": {"duration": "0", "role": "go-live", "after": ["a"]}}
    found = schedule(tasks, go_live="2026-11-27", buffer="5bd").tasks

    assert (5, 0) == (found["a"].slack, found["live"].slack)
    assert 15 == found["a"].total_float


def test_an_agreed_date_does_not_use_up_the_slack() -> None:
    """How far a task can slip without moving go-live is not how far it can slip past its own date."""
    found = schedule({"a": {"duration": "2bd", "due": "2026-11-06"}}, go_live="2026-11-27", buffer="0").tasks["a"]

    assert (0, 15) == (found.total_float, found.slack)
