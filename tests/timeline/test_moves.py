"""What became of each task."""

from __future__ import annotations

from datetime import date

from mapdocs.timeline.moves import Moves
from tests.timeline.states import plan

A, B = {"duration": "5bd", "buyer": "x"}, {"duration": "5bd", "after": ["a"], "seller": "y"}


def test_tasks_moved_changed_added_and_removed_are_told() -> None:
    """Each with its dates as they were and are; what stayed as it was is not."""
    was = plan(a=A, b=B, r={"duration": "1bd"}, s={"duration": "1bd"}, o={"duration": "1bd", "buyer": "x"})
    now = plan(
        a=A | {"duration": "8bd"},
        b=B,
        n={"duration": "1bd"},
        s={"duration": "1bd"},
        o={"duration": "1bd", "buyer": "z"},
    )
    found = {shift.task.id: shift for shift in Moves(was, now).tasks()}

    assert {"a": "moved", "b": "moved", "n": "added", "o": "changed", "r": "removed"} == {
        name: shift.kind for name, shift in found.items()
    }
    assert (("duration",), ("owner",), ()) == (found["a"].changed, found["o"].changed, found["b"].changed)
    assert (date(2026, 11, 6), date(2026, 11, 11), 5, 3) == (
        found["a"].finish.was, found["a"].finish.now, found["a"].finish.days, found["a"].business_days,
    )  # fmt: skip
    assert (None, date(2026, 11, 2)) == (found["n"].start.was, found["n"].start.now)


def test_a_task_that_is_gone_keeps_its_key_and_title() -> None:
    """People know it by these."""
    was = plan(a=A, r={"duration": "1bd", "title": "Old one"})
    ref = Moves(was, plan(a=A)).ref("r")

    assert ("M-02", "Old one", "nobody") == (ref.key, ref.title, ref.party)


def test_business_days_are_the_tasks_own() -> None:
    """From Friday to Monday is one business day, the other way minus one."""
    moves = Moves(plan(a=A), plan(a=A))
    friday, monday = date(2026, 11, 6), date(2026, 11, 9)

    assert (3, 1) == ((shift := moves.task("a", friday, monday)).days, shift.business_days)
    assert (-3, -1) == ((shift := moves.plan(monday, friday)).days, shift.business_days)


def test_a_task_whose_dates_are_hidden_is_told_apart() -> None:
    """One that is cancelled; one that is open past its due date, with that date."""
    tasks = {"a": A | {"due": "2026-10-30"}, "b": B | {"status": "cancelled"}}
    found = {shift.task.id: shift for shift in Moves(plan(a=A, b=B), plan(**tasks)).tasks()}

    assert [(False, date(2026, 10, 30)), (True, None)] == [(found[n].cancelled, found[n].passed) for n in "ab"]
