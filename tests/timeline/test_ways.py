"""Ways to win days back."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.dates import Duration, Span
from mapdocs.links import Link
from mapdocs.schedule import make_schedule
from mapdocs.timeline.causes import state_of
from mapdocs.timeline.diff import diff_timelines
from mapdocs.timeline.moves import Moves
from mapdocs.timeline.parts import WayBack
from mapdocs.timeline.ways import ways_back
from tests.timeline.states import plan, random_pair, snapshot


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


def test_nobody_is_told_to_take_back_what_was_just_moved() -> None:
    """A date that somebody gave a reason for is no way back; what else wins days is told."""
    was, now = plan(a={"duration": "8bd"}), plan(a={"duration": "8bd", "due": "2026-11-30"})
    found = diff_timelines(was, now)

    assert ["pin"] == [cause.kind for cause in found.causes]
    assert () == found.ways_back
    assert ("re-pin", "a", 19) == told(ways(a={"duration": "8bd", "due": "2026-11-30"}))[0]


def test_a_start_that_was_agreed_may_move() -> None:
    """Where the forecast holds work to it and its links would let it begin before; the day told is a start."""
    held = {"a": date(2026, 11, 2), "b": date(2026, 11, 16)}
    tasks = {"a": {"duration": "5bd"}, "b": {"duration": "2bd", "after": ["a"]}}
    now = snapshot({"start": "2026-11-02", "tasks": tasks}, held=held)
    found = ways_back(state_of(now), now.schedule.critical, now.schedule.forecast, Moves(now, now).ref)

    assert [("re-pin", "b", 7)] == told(found)
    assert (date(2026, 11, 16), date(2026, 11, 9)) == (found[0].was, found[0].day)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**9))
def test_every_way_wins_what_it_says(seed: int) -> None:
    """Scheduled anew with the change made in the deal file, go-live is on the day that was told."""
    _, now = random_pair(seed)
    for way in ways_back(state_of(now), now.schedule.critical, now.schedule.forecast, Moves(now, now).ref):
        name, held = way.tasks[0].id, dict(now.held)
        tasks = dict(now.deal.tasks)
        task = tasks[name]
        if way.kind == "crash":
            unit = (task.remaining or (task.duration.likely if task.duration else Span(5))).unit
            length = Span(way.to, unit)
            update: dict[str, Any] = {"remaining": length} if task.remaining else {"duration": Duration(length)}
        elif way.kind == "overlap":
            other = way.tasks[1].id
            links = [link for link in tasks[other].after if link.task != name or link.type != "FS"]
            tasks[other] = tasks[other].model_copy(update={"after": (*links, Link(name, "SS", Span(way.to)))})
            before = tuple(link for link in task.before if link.task != other or link.type != "FS")
            held.pop(other, None)
            update = {"before": before}
        else:
            update = {"due": None} if task.due == way.was else {"not_before": None}
        held.pop(name, None)
        tasks[name] = task.model_copy(update=update)
        deal = now.deal.model_copy(update={"tasks": tasks})
        then = make_schedule(deal, now.today, left_out=now.left_out, held=held)

        assert way.go_live == then.forecast
        assert way.days == (now.schedule.forecast - then.forecast).days > 0
