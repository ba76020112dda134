from __future__ import annotations

from datetime import date

from tests.schedule.plans import MONDAY, laid_out


def day(text: str) -> int:
    """Days from the Monday of the plans to a date."""
    return date.fromisoformat(text).toordinal() - MONDAY.toordinal()


def test_what_holds_a_start_is_its_latest_limit() -> None:
    """Of the plan's start, today, a not-before date and a due date, with the reason beside it."""
    tasks = {
        "a": {},
        "b": {"not_before": "2026-11-16"},
        "c": {"duration": "2bd", "due": "2026-11-12"},
        "d": {"started": "2026-10-29"},
    }
    grid, _ = laid_out(tasks)

    assert [0, 14, 9, 0] == [floor - grid.today for floor in grid.floor]
    assert ["start", "not-before", "due", "data-date"] == [reason.kind for reason in grid.reason]


def test_the_rest_of_what_is_under_way_is_counted_from_its_start() -> None:
    """Estimated days less those worked; what is said to remain stands."""
    tasks = {
        "a": {"duration": "5bd", "started": "2026-10-29"},
        "b": {"duration": "1bd", "started": "2026-10-12"},
        "c": {"duration": "5bd", "started": "2026-10-29", "remaining": "9bd"},
    }
    grid, _ = laid_out(tasks)

    assert [3, 1, 9] == grid.steps.length


def test_a_due_date_and_a_deadline_cap_the_finish() -> None:
    """The earlier of the two, at the end of its day; without either there is no cap."""
    grid, _ = laid_out({"a": {"due": "2026-11-12", "deadline": "2026-11-20"}, "b": {}})

    assert [day("2026-11-12") + 1, grid.top - grid.today] == [cap - grid.today for cap in grid.cap]


def test_links_from_a_start_that_has_happened_leave_from_it() -> None:
    """A started task has a second number: its start stays, while the rest of it resumes today."""
    grid, answers = laid_out({"a": {"duration": "9bd", "started": "2026-10-29"}, "b": {"after": ["a SS+3bd"]}})

    assert day("2026-10-29") == grid.start[grid.began[0]] - grid.today
    assert day("2026-11-03") == answers.early.start[1] - grid.today
