"""The two answers, always both: the forecast from today, the plan back from the target (docs/scheduling.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from mapdocs.dates import parse_span
from mapdocs.schedule.passes import backward, forward

if TYPE_CHECKING:
    from mapdocs.deal import Deal
    from mapdocs.schedule.calendars import Parts
    from mapdocs.schedule.faults import Faults
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Node

_PERCENT = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)\s*%", re.ASCII)
_LEAST, _MOST = 3, 15


@dataclass(frozen=True, slots=True)
class Range:
    """Start and finish boundaries by node number."""

    start: list[int]
    finish: list[int]


@dataclass(frozen=True, slots=True)
class Answers:
    """Early, late and planned boundaries; `latest`: late ones by the target alone, without due dates and deadlines.

    `target` is None without a go-live date; `ends`: when the forecast is live; `floor`: what each early start rests on.
    """

    early: Range
    late: Range
    latest: Range
    plan: Range
    target: int | None
    ends: int
    plan_ends: int
    floor: list[int]
    both: Parts


def answer(deal: Deal, grid: Grid, both: Parts, buffer_days: Buffer) -> Answers:
    """Run the passes: early; late and latest to the target; the plan to the target less the buffer, then forward."""
    early, ends, floor = _forward(grid)
    target, plan, plan_ends = target_of(deal, grid), early, ends
    if target is not None:
        aim = max(buffer_days.before(grid, both, target), 0)
        plan, plan_ends = _plan(grid, early, target, aim)
    goal = ends if target is None else target
    latest = late = _late(grid, early, plan, goal, own=True)
    if grid.groups.dated:
        latest = _late(grid, early, plan, goal, own=False)
    return Answers(early, late, latest, plan, target, ends, plan_ends, floor, both)


def target_of(deal: Deal, grid: Grid) -> int | None:
    """The boundary of the go-live that is wanted."""
    day = deal.go_live.date
    return None if day is None else day.toordinal() - grid.first + (deal.go_live.at == "end")


def _forward(grid: Grid) -> tuple[Range, int, list[int]]:
    """Forward over what leads to go-live, then, from go-live on, what comes after it; when it is live; the floors."""
    found, groups = Range(grid.start.copy(), grid.finish.copy()), grid.groups
    forward(grid.steps, groups.head, grid.floor, found.start, found.finish)
    live = _ends(grid, found)
    if not groups.tail:
        return found, live, grid.floor
    floor = _after_target(grid, live)
    forward(grid.steps, groups.tail, floor, found.start, found.finish)
    return found, _ends(grid, found), floor


def _after_target(grid: Grid, live: int) -> list[int]:
    """The floors, where what comes after go-live waits for it."""
    floor = grid.floor.copy()
    for k in grid.groups.after:
        floor[k] = max(floor[k], live)
    return floor


def end_of(grid: Grid, number: int, found: Range) -> int:
    """When a task is over: a milestone at the end of the day that people read, not on the next working morning."""
    node, boundary = grid.network.nodes[number], found.finish[number]
    if not node.live or not node.task.is_milestone:
        return boundary
    if node.morning:
        return boundary + grid.evening
    calendar = grid.late_days(node.works)
    return calendar.days[calendar.index[boundary] - 1] + 1


def ends_told(grid: Grid, found: Range) -> list[int]:
    """When each task is over for those who read its day: no finish milestone before what it waits for is finished."""
    nodes, steps = grid.network.nodes, grid.steps
    told = found.finish.copy()
    for k in grid.order:
        node = nodes[k]
        if node.live and not node.task.is_milestone:
            continue
        told[k] = end_of(grid, k, found)
        if node.live and node.morning:
            told[k] = found.finish[k] + 1
            continue
        before = [*steps.plain_in[k], *(link[0] for link in steps.lagged_in[k] if not link[1] and link[3] >= 0)]
        reached = max((told[i] for i in before), default=0)
        told[k] = max(told[k], reached) if node.live else min(told[k], reached or told[k])
    return told


def _ends(grid: Grid, found: Range) -> int:
    """The latest finish of what holds go-live."""
    groups = grid.groups
    ends = [end_of(grid, k, found) for k in groups.path_marks]
    ends += map(found.finish.__getitem__, groups.path)
    return max(ends, default=max(grid.opening, grid.today))


def _late(grid: Grid, early: Range, plan: Range, target: int, *, own: bool) -> Range:
    """Latest dates that keep the target and, where asked, each task's `own` dates; without a target the end of all."""
    groups = grid.groups
    found = _backward(grid, early, [target if on_path else grid.top for on_path in groups.on_path], own=own)
    fixed = groups.fixed if own else frozenset()
    beside = [k for k in groups.beside if k not in fixed]
    # Those that only pass their links on have no end of their own.
    if any(grid.network.nodes[k].live for k in beside):
        horizon = max([target, *(end_of(grid, k, dates) for k in groups.live for dates in (early, plan))])
        backward(grid.steps, beside, _caps(grid, [horizon] * len(groups.on_path), own=own), found.start, found.finish)
    return found


def _backward(grid: Grid, early: Range, ends: list[int], *, own: bool) -> Range:
    """A backward pass from each task's end; where their own dates count, fixed tasks stand where they are."""
    found, fixed = Range(grid.start.copy(), grid.finish.copy()), grid.groups.fixed if own else frozenset()
    order = [k for k in grid.order if k not in fixed] if fixed else grid.order
    for k in fixed:
        found.start[k], found.finish[k] = early.start[k], early.finish[k]
    backward(grid.steps, order, _caps(grid, ends, own=own), found.start, found.finish)
    return found


def _caps(grid: Grid, ends: list[int], *, own: bool) -> list[int]:
    """The latest finish of each task by itself: its end and, where asked, its own dates.

    A finish milestone keeps a day until the next working morning.
    """
    nodes, caps = grid.network.nodes, ends
    for k in grid.groups.passed:
        caps[k] = grid.top
    for k in grid.groups.marks:
        caps[k] -= nodes[k].morning and grid.evening
    if own:
        for k in grid.groups.dated:
            caps[k] = min(caps[k], grid.cap[k])
    for k in grid.groups.marks:
        if not nodes[k].morning:
            calendar = grid.late_days(nodes[k].works)
            position = calendar.index[caps[k]]
            caps[k] = calendar.days[position] if position < len(calendar.days) else caps[k]
    return caps


def _plan(grid: Grid, early: Range, target: int, aim: int) -> tuple[Range, int]:
    """Backward from the aim or a due date, though not before the early dates; forward from go-live what follows it."""
    nodes, groups = grid.network.nodes, grid.groups
    ends = [aim if on_path else grid.top for on_path in groups.on_path]
    for k in groups.dated:
        if groups.on_path[k] and nodes[k].task.due:
            ends[k] = target
    wanted = _backward(grid, early, ends, own=True)
    plan = Range(grid.start.copy(), grid.finish.copy())
    late = _not_before(groups.head, wanted, early, plan, target)
    for k in groups.go_live:
        if _stands_at_target(grid, nodes[k]) and k not in late:
            _lift(grid, plan, k, target)
    forward(grid.steps, late, early.start, plan.start, plan.finish)
    live = _ends(grid, plan)
    if not any(nodes[k].state == "done" for k in groups.go_live):
        live = max(live, target)
    if groups.tail:
        forward(grid.steps, groups.tail, _after_target(grid, live), plan.start, plan.finish)
    return plan, _ends(grid, plan)


def _not_before(numbers: list[int], wanted: Range, early: Range, plan: Range, target: int) -> list[int]:
    """Plan each node where it is wanted, or as early as it can be if that is later; those wanted too late are left."""
    late = []
    for k in numbers:
        if wanted.finish[k] > target:
            late.append(k)
            continue
        start, finish = wanted.start[k], wanted.finish[k]
        plan.start[k] = start if start > early.start[k] else early.start[k]  # noqa: FURB136 - a call costs here
        plan.finish[k] = finish if finish > early.finish[k] else early.finish[k]  # noqa: FURB136
    return late


def _stands_at_target(grid: Grid, node: Node) -> bool:
    """Whether it is go-live, with no date of its own and nothing after it that holds go-live."""
    if node.task.role != "go-live" or node.state != "waiting" or node.task.due:
        return False
    return not _holds(grid, node.number)


def _lift(grid: Grid, plan: Range, number: int, target: int) -> None:
    """Plan a task to finish at the target, where it would be earlier."""
    node, days = grid.network.nodes[number], grid.steps.length[number]
    calendar = grid.late_days(node.works)
    target -= node.morning and grid.evening
    if days:
        start, finish = calendar.days[calendar.index[target] - days], calendar.days[calendar.index[target] - 1] + 1
    else:
        start = finish = target if node.morning else calendar.days[calendar.index[target]]
    if finish > plan.finish[number]:
        plan.start[number], plan.finish[number] = start, finish


def _holds(grid: Grid, number: int) -> bool:
    """Whether something that holds go-live waits for this task."""
    steps = grid.steps
    after = [*steps.plain_out[number], *(link[0] for link in steps.lagged_out[number])]
    return any(grid.network.nodes[k].on_path and grid.network.nodes[k].live for k in after)


@dataclass(frozen=True, slots=True)
class Buffer:
    """What is kept free before go-live: a share of the working days until then, or a number of days."""

    percent: Decimal | None = None
    days: int = 0
    calendar_days: bool = False

    def before(self, grid: Grid, both: Parts, target: int) -> int:
        """The boundary so much before the target."""
        if self.calendar_days:
            return target - self.days
        calendar = grid.late_days(both)
        days = self.days
        if self.percent is not None:
            span = calendar.index[target] - calendar.index[min(grid.opening, target)]
            share = (self.percent * span / 100).quantize(Decimal(1), ROUND_HALF_UP)
            days = min(max(int(share), _LEAST), _MOST) if self.percent else 0
        return calendar.days[calendar.index[target] - days - 1] + 1


def read_buffer(text: str, faults: Faults) -> Buffer:
    """`10%`, `5bd`, `2w`, `7cd` or `0`."""
    percent = _PERCENT.fullmatch(text)
    if percent:
        return Buffer(percent=Decimal(percent[1]))
    try:
        span = parse_span(text)
    except ValueError:
        span = None
    if span is None or span.days < 0:
        hint = "Write a share such as 10%, days such as 5bd, or 0 for none."
        faults.add("bad-duration", f'"{text}" is not a buffer.', ("buffer",), hint)
        return Buffer()
    return Buffer(days=span.days, calendar_days=span.unit == "cd")
