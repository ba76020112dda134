"""Total and free float in business days of the task's own calendar (docs/scheduling.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.schedule.answers import end_of
from mapdocs.schedule.grid import lagged
from mapdocs.schedule.passes import allows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.schedule.answers import Answers, Range
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Node


def total_floats(grid: Grid, early: Range, late: Range, target: int) -> list[int | None]:
    """By node: the least of start and finish float; the finish float alone once started, None once done."""
    found: list[int | None] = []
    length = grid.steps.length
    for node in grid.network.nodes:
        k, index = node.number, grid.late_days(node.base).index
        if not node.live:
            found.append(None)
            continue
        finish = index[late.finish[k]] - index[early.finish[k]]
        start = index[late.start[k]] - index[early.start[k]]
        if node.state == "started":
            found.append(finish)
        elif length[k]:
            found.append(min(start, finish))
        else:
            found.append(min(start, finish, *_by_own_day(grid, node, early, target)))
    return found


def _by_own_day(grid: Grid, node: Node, early: Range, target: int) -> Iterator[int]:
    """What a finish milestone standing at today has until its own last day: it takes today, and not the day before."""
    first, k = max(grid.today, grid.opening), node.number
    if not node.task.is_milestone or node.morning or node.fixed:
        return
    calendar = grid.late_days(node.works)
    if early.finish[k] == calendar.days[calendar.index[first]]:
        index = grid.late_days(node.base).index
        last = min(grid.cap[k], target if node.on_path else grid.top)
        yield index[last] - index[early.finish[k] + 1]


def free_floats(grid: Grid, answers: Answers) -> list[int]:
    """By node: days it can slip without moving the early dates of another task, or the end."""
    nodes, early = grid.network.nodes, answers.early
    end = max([answers.ends, *(end_of(grid, node.number, early) for node in nodes if node.live)])
    free: list[int | None] = [None] * len(nodes)
    reach = _reach(grid, early)
    for arc in grid.network.arcs:
        k, target = arc.source, nodes[arc.target]
        if not nodes[k].live or target.fixed or (arc.type[0] == "S" and k in grid.began):
            continue
        limit = allows(lagged(arc, arc.target, grid.late_days(arc.days)), early.start, reach)
        index = grid.late_days(nodes[k].base).index
        mine = early.start[k] if arc.type[0] == "S" else early.finish[k]
        days = max(index[limit] - index[mine], 0)
        free[k] = days if free[k] is None else min(free[k] or 0, days)
    return [
        _or_to_end(grid, k, early, answers.ends if nodes[k].on_path else end, found) for k, found in enumerate(free)
    ]


def _reach(grid: Grid, early: Range) -> list[int]:
    """By node: the latest boundary that its finish can be asked for without moving it, through days off behind it."""
    found = early.finish.copy()
    for k in grid.order:
        if grid.steps.length[k]:
            calendar = grid.late_days(grid.network.nodes[k].works)
            found[k] = calendar.days[calendar.index[found[k]]]
    return found


def _or_to_end(grid: Grid, number: int, early: Range, end: int, found: int | None) -> int:
    node = grid.network.nodes[number]
    if found is not None or not node.live:
        return found or 0
    index = grid.late_days(node.base).index
    return max(index[end] - index[early.finish[number]], 0)
