from __future__ import annotations

from typing import Any

import pytest

from mapdocs.deal import Task
from mapdocs.schedule.experience import experience_of, kind_of
from tests.schedule.plans import deal

DONE = {"phase": "p", "buyer": "x", "duration": "4bd", "started": "2026-10-05", "finished": "2026-10-08"}


def done(count: int, **more: object) -> dict[str, Any]:
    return {f"t{k}": {**DONE, **more} for k in range(count)}


def test_eight_finished_tasks_of_a_kind_are_experience_and_seven_are_not() -> None:
    """From however many deals; each is its working days as a share of the estimate."""
    long = done(4, finished="2026-10-12")

    assert {} == experience_of([deal(done(7))])
    assert {("p", "buyer"): (1.0,) * 4 + (1.5,) * 4} == experience_of([deal(long), deal(done(4))])


@pytest.mark.parametrize(
    "more",
    [{"started": None}, {"finished": None}, {"status": "cancelled"}, {"duration": "0"}, {"finished": "2026-10-01"}],
)
def test_what_tells_no_duration_is_no_experience(more: dict[str, Any]) -> None:
    """Without both days or an estimate, cancelled, or with days that can't be."""
    assert {} == experience_of([deal(done(8, **more))])


def test_calendar_days_are_compared_with_calendar_days() -> None:
    """Four days estimated, from a Thursday to the Tuesday: six."""
    tasks = done(8, duration="4cd", started="2026-10-08", finished="2026-10-13")

    assert {("p", "buyer"): (1.5,) * 8} == experience_of([deal(tasks)])


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        ({"role": "signature", "tags": ["x"]}, "signature"),
        ({"tags": ["prod", "data"], "buyer": "a"}, "data,prod"),
        ({"buyer": "a"}, "buyer"),
        ({"buyer": "a", "seller": "b"}, "both"),
    ],
)
def test_a_kind_is_a_role_else_tags_else_a_side(task: dict[str, Any], kind: str) -> None:
    """Within a phase."""
    assert ("p", kind) == kind_of(Task.model_validate({"phase": "p", **task}))
