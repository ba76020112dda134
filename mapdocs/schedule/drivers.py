"""What decides each task's early dates, and the chain that decides go-live (docs/scheduling.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.schedule.answers import end_of, ends_told
from mapdocs.schedule.grid import lagged
from mapdocs.schedule.passes import leaves
from mapdocs.timetable import Driver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.schedule.answers import Answers
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Arc

_LONGEST = 200


def driving_arcs(grid: Grid, answers: Answers) -> list[list[Arc]]:
    """By node: the links that alone would give it the early start it has, in the deal's order."""
    drives: list[list[Arc]] = [[] for _ in grid.network.nodes]
    for arc in grid.network.arcs:
        if not grid.network.nodes[arc.target].fixed and _drives(grid, answers, arc):
            drives[arc.target].append(arc)
    for arcs in drives:
        arcs.sort(key=lambda arc: arc.source)
    return drives


def _drives(grid: Grid, answers: Answers, arc: Arc) -> bool:
    start = answers.early.start[arc.target]
    boundary = demands(grid, answers, arc)
    if boundary < grid.top and grid.network.nodes[arc.target].state == "started":
        return boundary > grid.today and _next(grid, arc.target, boundary) == start
    return _next(grid, arc.target, boundary) == start


def demands(grid: Grid, answers: Answers, arc: Arc) -> int:
    """The earliest start that a link leaves to its target."""
    source = grid.began.get(arc.source, arc.source) if arc.type[0] == "S" else arc.source
    link = lagged(arc, source, grid.late_days(arc.days))
    boundary = leaves(link, answers.early.start, answers.early.finish)
    days = grid.steps.length[arc.target]
    if arc.type[1] == "F" and days:
        calendar = grid.late_days(grid.network.nodes[arc.target].works)
        return calendar.days[calendar.index[boundary] - days]
    return boundary


def _next(grid: Grid, number: int, boundary: int) -> int:
    if not 0 <= boundary < grid.top:
        return boundary
    days, index = grid.steps.works[number]
    return days[index[boundary]] if index[boundary] < len(days) else grid.top


def driver_of(grid: Grid, answers: Answers, number: int, drives: list[list[Arc]]) -> Driver:
    """The first link that drives the node, told past passed tasks; else what its early start rests on."""
    node = grid.network.nodes[number]
    if node.state == "done":
        return Driver("actual")
    for arc in drives[number]:
        source = _real(grid, arc.source, drives)
        if source is not None:
            lag = f"{arc.lag.days:+d}{arc.lag.unit}" if arc.lag.days else ""
            kind = "" if arc.type == "FS" else arc.type
            return Driver("link", grid.network.nodes[source].id, f"{kind}{lag}")
    if answers.floor[number] > grid.floor[number]:
        return Driver("go-live", _go_live(grid))
    return grid.reason[number]


def _real(grid: Grid, number: int, drives: list[list[Arc]]) -> int | None:
    """The node itself, or, for one that passes its links on, what drives that."""
    while grid.network.nodes[number].state == "passed":
        if not drives[number]:
            return None
        number = drives[number][0].source
    return number


def _go_live(grid: Grid) -> str:
    return next((node.id for node in grid.network.nodes if node.task.role == "go-live"), "")


def critical_chain(grid: Grid, answers: Answers, drives: list[list[Arc]]) -> list[int]:
    """What drives the forecast go-live, all ties, from first to last; done tasks drive nothing any more."""
    nodes, told = grid.network.nodes, ends_told(grid, answers.early)
    path = (n.number for n in nodes if n.on_path and n.live)
    ends = [k for k in path if answers.ends in (told[k], end_of(grid, k, answers.early))]
    found = set(_behind(ends, grid, drives))
    live = [k for k in found if nodes[k].live]
    return sorted(live, key=lambda k: (answers.early.start[k], answers.early.finish[k], k))


def chain_to(number: int, grid: Grid, drives: list[list[Arc]]) -> list[int]:
    """One driving chain that ends in a node, first to last, unfinished tasks only; of a very long one its end."""
    chain = [number]
    while drives[chain[-1]] and len(chain) < _LONGEST:
        chain.append(drives[chain[-1]][0].source)
    return [k for k in reversed(chain) if grid.network.nodes[k].live]


def _behind(numbers: list[int], grid: Grid, drives: list[list[Arc]]) -> Iterator[int]:
    seen = set(numbers)
    while numbers:
        k = numbers.pop()
        yield k
        if grid.network.nodes[k].state == "done":
            continue
        for arc in drives[k]:
            if arc.source not in seen:
                seen.add(arc.source)
                numbers.append(arc.source)
