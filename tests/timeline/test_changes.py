"""Atomic changes, and the worlds between two states."""

from __future__ import annotations

from mapdocs.history import Snapshot
from mapdocs.timeline.causes import state_of
from mapdocs.timeline.changes import Change, Worlds, find_changes
from tests.timeline.states import plan

A, B = {"duration": "5bd"}, {"duration": "5bd", "after": ["a"]}


def changes(was: Snapshot, now: Snapshot) -> list[Change]:
    return find_changes(state_of(was), state_of(now))


def test_a_task_may_change_in_several_ways_at_once() -> None:
    """Duration, link, date and days are told apart, each with what it was and is."""
    later = {"duration": "8bd", "after": ["a FS+1bd"], "due": "2026-12-04", "seller": "x"}
    found = changes(plan(a=A, b=B), plan(a=A, b=later))

    assert {"duration", "link", "pin", "calendar"} == {change.kind for change in found}
    assert ("5bd", "8bd") == next((change.was, change.now) for change in found if change.kind == "duration")
    assert ("a", "a FS+1bd") == next((change.was, change.now) for change in found if change.kind == "link")


def test_texts_move_nothing() -> None:
    """A new title, note, person of the same side or order of links is no change of dates."""
    was = plan(a={"duration": "5bd", "buyer": "x"}, b=B, c={"duration": "1bd", "after": ["a", "b"]})
    a = {"duration": "5bd", "buyer": "y", "title": "Other", "note": "New"}

    assert [] == changes(was, plan(a=a, b=B, c={"duration": "1bd", "after": ["b", "a"]}))


def test_a_link_is_the_same_from_either_end() -> None:
    """`before` here and `after` there are one link."""
    assert [] == changes(plan(a=A, b=B), plan(a=A | {"before": ["b"]}, b={"duration": "5bd"}))


def test_a_world_has_what_has_happened_in_it() -> None:
    """Each group of a task's fields is of either state, and a task is there or not."""
    worlds = Worlds(*(state_of(s) for s in (plan(a=A, b=B), plan(a={"duration": "8bd"}, n=A))))
    first = worlds.state(frozenset({("a", "duration")}))
    second = worlds.state(frozenset({("n", "presence"), ("b", "presence")}))

    assert ["a", "b"] == list(first.deal.tasks)
    assert ["a", "n"] == list(second.deal.tasks)
    assert ["8bd", "5bd"] == [str(s.deal.tasks["a"].duration.likely) for s in (first, second)]  # type: ignore[union-attr]
    assert ["a"] == [link.task for link in first.links["b"]]
