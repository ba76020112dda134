"""The two answers, always both: the forecast from today, the plan back from the target (SCHEDULING.md 7)."""

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
    horizon = max(
        [goal, *(end_of(grid, n.number, found) for n in grid.network.nodes if n.live for found in (early, plan))]
    )
    latest = late = _late(grid, early, goal, horizon, own=True)
    if any(node.live and (node.task.due or node.task.deadline) for node in grid.network.nodes):
        latest = _late(grid, early, goal, horizon, own=False)
    return Answers(early, late, latest, plan, target, ends, plan_ends, floor, both)


def target_of(deal: Deal, grid: Grid) -> int | None:
    """The boundary of the go-live that is wanted."""
    day = deal.go_live.date
    return None if day is None else day.toordinal() - grid.first + (deal.go_live.at == "end")


def _forward(grid: Grid) -> tuple[Range, int, list[int]]:
    """Forward over what leads to go-live, then, from go-live on, what comes after it; when it is live; the floors."""
    found = Range(grid.start.copy(), grid.finish.copy())
    head, tail = split(grid)
    forward(grid.steps, head, grid.floor, found.start, found.finish)
    live = _ends(grid, found)
    if not tail:
        return found, live, grid.floor
    nodes = grid.network.nodes
    floor = [max(f, live) if node.task.after_target else f for f, node in zip(grid.floor, nodes, strict=True)]
    forward(grid.steps, tail, floor, found.start, found.finish)
    return found, _ends(grid, found), floor


def split(grid: Grid) -> tuple[list[int], list[int]]:
    """The order cut in two: what does not wait for a task after go-live, and what does."""
    nodes, steps = grid.network.nodes, grid.steps
    behind = {node.number for node in nodes if node.live and node.task.after_target}
    if behind:
        for k in grid.order:
            if k in behind:
                behind.update(steps.plain_out[k], (link[0] for link in steps.lagged_out[k]))
    return [k for k in grid.order if k not in behind], [k for k in grid.order if k in behind]


def end_of(grid: Grid, number: int, found: Range) -> int:
    """When a task is over: a milestone at the end of the day that people read, not on the next working morning."""
    node, boundary = grid.network.nodes[number], found.finish[number]
    if not node.live or not node.task.is_milestone:
        return boundary
    if node.morning:
        return boundary + grid.evening
    calendar = grid.late_days(node.works)
    return calendar.days[calendar.index[boundary] - 1] + 1


def _ends(grid: Grid, found: Range) -> int:
    """The latest finish of what holds go-live."""
    numbers = [node.number for node in grid.network.nodes if node.on_path]
    return max((end_of(grid, k, found) for k in numbers), default=max(grid.opening, grid.today))


def _late(grid: Grid, early: Range, target: int, horizon: int, *, own: bool) -> Range:
    """Latest dates that keep the target and, where asked, each task's `own` dates; without a target the end of all."""
    nodes = grid.network.nodes
    found = _backward(grid, early, [target if node.on_path else grid.top for node in nodes], own=own)
    beside = [k for k in grid.order if not nodes[k].on_path and not (own and nodes[k].fixed)]
    if beside:
        backward(grid.steps, beside, _caps(grid, [horizon] * len(nodes), own=own), found.start, found.finish)
    return found


def _backward(grid: Grid, early: Range, ends: list[int], *, own: bool) -> Range:
    """A backward pass from each task's end; where their own dates count, fixed tasks stand where they are."""
    found, nodes = Range(grid.start.copy(), grid.finish.copy()), grid.network.nodes
    order = [k for k in grid.order if not (own and nodes[k].fixed)]
    if len(order) < len(grid.order):
        for k in grid.order:
            if nodes[k].fixed:
                found.start[k], found.finish[k] = early.start[k], early.finish[k]
    backward(grid.steps, order, _caps(grid, ends, own=own), found.start, found.finish)
    return found


def _caps(grid: Grid, ends: list[int], *, own: bool) -> list[int]:
    """The latest finish of each task by itself: its end and, where asked, its own dates.

    A finish milestone keeps a day until the next working morning.
    """
    caps = []
    for node in grid.network.nodes:
        end = grid.top if node.state == "passed" else ends[node.number] - (node.morning and grid.evening)
        cap = min(grid.cap[node.number], end) if own else end
        if node.task.is_milestone and node.live and not node.morning:
            calendar = grid.late_days(node.works)
            cap = calendar.days[calendar.index[cap]] if calendar.index[cap] < len(calendar.days) else cap
        caps.append(cap)
    return caps


def _plan(grid: Grid, early: Range, target: int, aim: int) -> tuple[Range, int]:
    """Backward from the aim or a due date, though not before the early dates; forward from go-live what follows it."""
    nodes = grid.network.nodes
    ends = [(target if node.task.due else aim) if node.on_path else grid.top for node in nodes]
    wanted = _backward(grid, early, ends, own=True)
    plan = Range(grid.start.copy(), grid.finish.copy())
    head, tail = split(grid)
    bound = {k for k in head if wanted.finish[k] <= target}
    for k in bound:
        plan.start[k] = max(wanted.start[k], early.start[k])
        plan.finish[k] = max(wanted.finish[k], early.finish[k])
    for node in nodes:
        if _stands_at_target(grid, node) and node.number in bound:
            _lift(grid, plan, node.number, target)
    forward(grid.steps, [k for k in head if k not in bound], early.start, plan.start, plan.finish)
    live = _ends(grid, plan)
    if not any(node.task.role == "go-live" and node.state == "done" for node in nodes):
        live = max(live, target)
    floor = [max(f, live) if n.task.after_target else f for f, n in zip(grid.floor, nodes, strict=True)]
    forward(grid.steps, tail, floor, plan.start, plan.finish)
    return plan, _ends(grid, plan)


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
