"""The rules of scheduling, told by case files: a deal, a day, and what is expected of the schedule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mapdocs.deal import Deal
from mapdocs.problems import DealError, Problem, Where
from mapdocs.schedule import make_schedule
from mapdocs.timetable import Driver, Schedule, TaskDates

FILES = sorted((Path(__file__).parent.parent / "schedule_cases").glob("*.yaml"))
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['name']}")
    for file in FILES
    for case in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - plain text only
]
GIVEN = ("name", "today", "left_out", "held", "deal")


@pytest.mark.parametrize("case", CASES)
def test_schedule_is_as_the_case_says(case: dict[str, Any]) -> None:
    """Every date, float, driver, error and finding that a case names comes out as it says."""
    expected = {key: value for key, value in case.items() if key not in GIVEN}

    assert expected == told(case, expected)


def told(case: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What came out, in the words of the case, as far as it asks."""
    deal = Deal.model_validate({"buyer": {"name": "B"}, "seller": {"name": "S"}} | case["deal"])
    held = {name: date.fromisoformat(day) for name, day in case.get("held", {}).items()}
    left_out = frozenset(case.get("left_out", ()))
    try:
        schedule = make_schedule(deal, date.fromisoformat(case["today"]), place, left_out, held)
    except DealError as error:
        found: dict[str, Any] = {"errors": coded(error.problems), "says": said(error.problems, expected)}
    else:
        found = in_words(schedule, expected)
    return {key: found.get(key) for key in expected}


def in_words(schedule: Schedule, expected: dict[str, Any]) -> dict[str, Any]:
    plain = ("go_live", "forecast", "signature", "shortfall", "proposed")
    tasks = expected.get("tasks", {})
    return {
        **{key: str(getattr(schedule, key)).lower() for key in plain},
        "tasks": {name: {key: row(schedule.tasks[name])[key] for key in tasks[name]} for name in tasks},
        "absent": [name for name in expected.get("absent", ()) if name not in schedule.tasks],
        "critical": list(schedule.critical),
        "findings": coded(schedule.findings),
        "says": said(schedule.findings, expected),
        "idle": [f"{first} {last}" for first, last in schedule.idle],
    }


def row(dates: TaskDates) -> dict[str, str]:
    return {
        "plan": f"{dates.start} {dates.finish}",
        "early": f"{dates.early_start} {dates.early_finish}",
        "late": f"{dates.late_start} {dates.late_finish}",
        "duration": str(dates.duration),
        "total": str(dates.total_float),
        "free": str(dates.free_float),
        "slack": str(dates.slack),
        "critical": str(dates.critical).lower(),
        "driver": driver(dates.driver),
    }


def driver(found: Driver | None) -> str:
    return " ".join(filter(None, (found.kind, found.source, found.lag))) if found else ""


def coded(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.code} at {problem.where}" for problem in problems]


def said(problems: tuple[Problem, ...], expected: dict[str, Any]) -> str:
    """The part of a case's `says` that some message and its next step contain: all of it, or nothing."""
    wanted = str(expected.get("says", ""))
    return wanted if any(wanted in f"{problem.message} {problem.hint}" for problem in problems) else str(problems)


def place(path: tuple[str | int, ...]) -> Where:
    """The path itself stands for a place."""
    return Where(".".join(map(str, path)))
