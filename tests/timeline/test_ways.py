"""Ways to win days back."""

from __future__ import annotations

from datetime import date
from typing import Any

from mapdocs.timeline.causes import state_of
from mapdocs.timeline.moves import Moves
from mapdocs.timeline.parts import WayBack
from mapdocs.timeline.ways import ways_back
from tests.timeline.states import plan


def ways(**tasks: Any) -> list[WayBack]:  # noqa: ANN401 - as a deal file has them
    now = plan(**tasks)
    return ways_back(state_of(now), now.schedule.critical, now.schedule.forecast, Moves(now, now).ref)


def told(found: list[WayBack]) -> list[tuple[str, str, int]]:
    return [(way.kind, " ".join(task.id for task in way.tasks), way.days) for way in found]


def test_work_run_side_by_side_wins_days() -> None:
    """Two tasks in a row may overlap by half; the lag is told, and go-live as scheduled with it."""
    found = ways(a={"duration": "10bd"}, b={"duration": "10bd", "after": ["a"]})

    assert ("overlap", "a b", 7) == told(found)[0]
    assert (10, 5, date(2026, 11, 20)) == (found[0].from_, found[0].to, found[0].go_live)


def test_work_is_shortened_to_its_best_estimate() -> None:
    """Where there is one; else by a quarter."""
    best = ways(a={"duration": {"likely": "10bd", "best": "5bd", "worst": "20bd"}})
    quarter = ways(a={"duration": "8bd"})

    assert [("crash", "a", 7)] == told(best)
    assert (10, 5) == (best[0].from_, best[0].to)
    assert (8, 6) == (quarter[0].from_, quarter[0].to)


def test_a_date_that_holds_work_back_may_move() -> None:
    """A due date later than its links ask for is told with the day that would do."""
    found = ways(a={"duration": "5bd"}, b={"duration": "1bd", "after": ["a"], "due": "2026-11-30"})

    assert ("re-pin", "b", 21) == told(found)[0]
    assert (date(2026, 11, 30), date(2026, 11, 9)) == (found[0].was, found[0].day)


def test_what_wins_nothing_is_not_told() -> None:
    """Of two critical strands shortening one wins nothing; what is done can't be shortened."""
    assert [] == ways(a={"duration": "10bd"}, b={"duration": "10bd"})


def test_a_signature_is_never_run_beside_what_it_waits_for() -> None:
    """What a task is to the plan keeps its place."""
    found = ways(a={"duration": "3bd"}, sign={"duration": "3bd", "after": ["a"], "role": "signature"})

    assert [] == told(found)
