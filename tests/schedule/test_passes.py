from __future__ import annotations

import pytest

from mapdocs.dates import work_calendar
from mapdocs.schedule.passes import Lagged, PassError, Steps, allows, backward, forward, leaves

CALENDAR = work_calendar(1, 365, (day for day in range(1, 366) if day % 7 not in (6, 0)))
TABLE = (CALENDAR.days, CALENDAR.index)


def steps(*lengths: int) -> Steps:
    """Nodes one after the other, all on the same days."""
    count = len(lengths)
    after = [[k + 1] for k in range(count - 1)]
    before = [[k] for k in range(count - 1)]
    tables = [TABLE] * count
    none: list[list[Lagged]] = [[] for _ in lengths]
    return Steps([*lengths], tables, tables, [[], *before], [*after, []], none, none)


def test_forward_lays_tasks_on_working_days_in_turn() -> None:
    """Day 1 is a Monday: four days, then three, over the weekend."""
    start, finish = [0, 0], [0, 0]
    forward(steps(4, 3), [0, 1], [0, 0], start, finish)

    assert ([0, 4], [4, 9]) == (start, finish)


def test_backward_lays_them_before_the_cap() -> None:
    """By the second Friday's evening: the three days last, the four before them."""
    start, finish = [0, 0], [0, 0]
    backward(steps(4, 3), [0, 1], [300, 12], start, finish)

    assert ([3, 9], [9, 12]) == (start, finish)


@pytest.mark.parametrize(("late", "node"), [(True, 1), (False, 0)])
def test_a_pass_that_leaves_the_tables_names_the_node(*, late: bool, node: int) -> None:
    """Past either end it stops at the node that found no day, and gives no wrong one."""
    walk, bounds = (forward, [356, 0]) if late else (backward, [300, 3])
    with pytest.raises(PassError) as stopped:
        walk(steps(4, 3), [0, 1], bounds, [0, 0], [0, 0])

    assert node == stopped.value.node


@pytest.mark.parametrize("lag", [-4, -1, 0, 1, 6])
@pytest.mark.parametrize("elapsed", [True, False])
def test_a_lag_taken_off_is_the_lag_that_was_added(lag: int, *, elapsed: bool) -> None:
    """From a Wednesday's evening on and back again, in either kind of days."""
    link: Lagged = (0, False, False, lag, None if elapsed else CALENDAR.days, CALENDAR.index)
    there = leaves(link, [0], [24])
    back = allows(link, [there], [0])

    assert CALENDAR.index[24] == CALENDAR.index[back]
