from __future__ import annotations

from tests.schedule.plans import schedule


def test_total_float_is_the_lesser_of_start_and_finish() -> None:
    """A start that others wait for leaves less than the finish does."""
    tasks = {"a": {"duration": "2bd"}, "b": {"duration": "9bd", "after": ["a SS+1bd"]}}

    assert 0 == schedule(tasks).tasks["a"].total_float


def test_free_float_of_the_last_is_what_is_left_to_the_end() -> None:
    """Of two tasks that nothing waits for, the shorter has the difference."""
    found = schedule({"a": {"duration": "2bd"}, "b": {"duration": "9bd"}}).tasks

    assert (7, 0) == (found["a"].free_float, found["b"].free_float)


def test_a_link_into_a_fixed_task_leaves_free_float_alone() -> None:
    """A date that stands against logic is not moved by what comes before it."""
    tasks = {"a": {"duration": "2bd"}, "b": {"due": "2026-11-06", "fixed": "true", "after": ["a FS+3bd"]}}

    assert 3 == schedule(tasks).tasks["a"].free_float


def test_what_is_done_has_no_float() -> None:
    """None, rather than 0: it can't slip any more."""
    found = schedule({"a": {"status": "done", "started": "2026-10-29", "finished": "2026-10-30"}, "b": {}}).tasks["a"]

    assert (None, 0, 0) == (found.total_float, found.free_float, found.slack)
