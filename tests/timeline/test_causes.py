"""The causes of several recordings, added up."""

from __future__ import annotations

from mapdocs.timeline.causes import attribute
from tests.timeline.states import plan, snapshot

A, B = {"duration": "5bd"}, {"duration": "5bd", "after": ["a"]}


def test_a_cause_of_two_versions_is_one() -> None:
    """A task that grew twice has the sum of both shares, and alone what both make together."""
    was, between, now = plan(a=A, b=B), plan(a={"duration": "6bd"}, b=B), plan(a={"duration": "8bd"}, b=B)
    found = attribute(was, now, [between])
    (cause,) = found.causes.values()

    assert 5 == cause.share
    assert (5, 0) == (cause.alone, cause.without)
    assert 0 == found.rest
    assert found.exact


def test_how_long_a_cause_holds_up_its_own_task_is_known() -> None:
    """Three business days on the task, though go-live has float for two of them."""
    was = plan(a={"duration": "3bd"}, c={"duration": "5bd"}, live={"duration": "0", "after": ["a", "c"]})
    now = plan(a={"duration": "6bd"}, c={"duration": "5bd"}, live={"duration": "0", "after": ["a", "c"]})
    (cause,) = attribute(was, now, []).causes.values()

    assert (3, 3) == (cause.own, cause.alone)


def test_an_entry_that_was_logged_before_splits_nothing() -> None:
    """Only what was logged since the version counts."""
    old = [{"on": "2026-11-01", "what": "Told", "task": "b"}]
    tasks = {"a": {"duration": "5bd"}, "b": {"duration": "5bd"}}
    later = {"a": {"duration": "10bd"}, "b": {"duration": "10bd"}}
    found = attribute(snapshot({"log": old, "tasks": tasks}), snapshot({"log": old, "tasks": later}), [])

    assert [3.5, 3.5] == [float(cause.share) for cause in found.causes.values()]
