"""What has become of tasks beside what their deal says."""

from __future__ import annotations

from datetime import date

from mapdocs.history import Snapshot
from mapdocs.timeline.causes import state_of
from mapdocs.timeline.happened import outcome_of
from mapdocs.timeline.model import Model
from tests.timeline.states import plan

A, B = {"duration": "5bd"}, {"duration": "5bd", "after": ["a"]}
DONE = A | {"started": "2026-11-03", "finished": "2026-11-10", "status": "done"}


def deltas(was: Snapshot, now: Snapshot) -> dict[str, tuple[int, int]]:
    model = Model(state_of(was), state_of(now))
    found = {name: choice.delta for name, choice in zip(model.names, model._choices, strict=True)}
    return {name: (delta.delay, delta.longer) for name, delta in found.items() if delta.delay or delta.longer}


def test_a_late_start_and_a_longer_stay_are_told_apart() -> None:
    """Begun a day late, worked at for six days instead of five."""
    assert {"a": (1, 1)} == deltas(plan(a=A, b=B), plan(date(2026, 11, 10), a=DONE, b=B))


def test_who_waits_for_another_is_not_late() -> None:
    """The second task waits all the time; as soon as it could have begun and has not, it is late, too."""
    assert {"a": (2, 0)} == deltas(plan(a=A, b=B), plan(date(2026, 11, 4), a=A, b=B))
    assert {"a": (1, 1), "b": (2, 0)} == deltas(plan(a=A, b=B), plan(date(2026, 11, 13), a=DONE, b=B))


def test_what_takes_no_part_has_no_boundaries() -> None:
    """A cancelled task holds nothing; others have theirs from the tables' first day on."""
    outcome = outcome_of(state_of(plan(a=A | {"status": "cancelled"}, b=B)))
    found = outcome.happened(outcome.grid.first)
    actual = found.of("b")

    assert found.of("a") is None
    assert actual
    assert date(2026, 11, 2).toordinal() == actual.start + outcome.grid.first
