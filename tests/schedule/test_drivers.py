from __future__ import annotations

from mapdocs.schedule.drivers import chain_to, critical_chain, driving_arcs
from mapdocs.timetable import Driver
from tests.schedule.plans import laid_out, schedule

DIAMOND = {
    "a": {"duration": "2bd"},
    "b": {"duration": "4bd", "after": ["a"]},
    "c": {"duration": "1bd", "after": ["a"]},
    "d": {"duration": "1bd", "after": ["b", "c"]},
}


def test_only_links_that_decide_a_start_drive_it() -> None:
    """Of two links, the one that alone would give the same start."""
    grid, answers = laid_out(DIAMOND)
    drives = driving_arcs(grid, answers)

    assert [[], [0], [0], [1]] == [[arc.source for arc in arcs] for arcs in drives]
    assert [0, 1, 3] == critical_chain(grid, answers, drives) == chain_to(3, grid, drives)


def test_links_over_a_weekend_tie() -> None:
    """What ends on Friday and what ends on Saturday both let Monday's task begin on Monday."""
    days = {"work_days": ["mon", "tue", "wed", "thu", "fri", "sat"]}
    tasks = {"a": {"duration": "5bd"}, "b": {"duration": "6bd", "calendar": "six"}, "c": {"after": ["a", "b"]}}

    assert ("a", "b", "c") == schedule(tasks, calendars={"six": days}).critical


def test_a_driver_is_told_past_what_was_cancelled() -> None:
    """The link that people can act on is the one from the task before it."""
    tasks = {"a": {"duration": "2bd"}, "b": {"status": "cancelled", "after": ["a"]}, "c": {"after": ["b"]}}

    assert Driver("link", "a") == schedule(tasks).tasks["c"].driver
