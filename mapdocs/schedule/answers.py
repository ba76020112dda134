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
    early, ends, floor = _forward(grid, grid.floor, None)
    target, plan, plan_ends = _target(deal, grid), early, ends
    if target is not None:
        aim = max(buffer_days.before(grid, both, target), 0)
        plan, plan_ends = _plan(grid, early, target, aim)
    goal = ends if target is None else target
    horizon = max(
        [goal, *(end_of(grid, n.number, found) for n in grid.network.nodes if n.live for found in (early, plan))]
    )
    latest = late = _late(grid, early, goal, horizon, grid.cap)
    if any(node.live and (node.task.due or node.task.deadline) for node in grid.network.nodes):
        latest = _late(grid, early, goal, horizon, [grid.top] * len(grid.cap))
    return Answers(early, late, latest, plan, target, ends, plan_ends, floor, both)


def _target(deal: Deal, grid: Grid) -> int | None:
    day = deal.go_live.date
    return None if day is None else day.toordinal() - grid.first + (deal.go_live.at == "end")


def _forward(grid: Grid, floor: list[int], least: int | None) -> tuple[Range, int, list[int]]:
    """Forward over what leads to go-live, then, from go-live on, what comes after it; when it is live; the floors used.

    `least`: go-live is not before this boundary.
    """
    found = Range(grid.start.copy(), grid.finish.copy())
    head, tail = _split(grid)
    forward(grid.steps, head, floor, found.start, found.finish)
    ends = _ends(grid, found)
    if not tail:
        return found, ends, floor
    live = max(ends, least or 0)
    nodes = grid.network.nodes
    floor = [max(f, live) if node.task.after_target else f for f, node in zip(floor, nodes, strict=True)]
    forward(grid.steps, tail, floor, found.start, found.finish)
    return found, _ends(grid, found), floor


def _split(grid: Grid) -> tuple[list[int], list[int]]:
    """The order cut in two: what does not wait for a task after go-live, and what does."""
    nodes, steps = grid.network.nodes, grid.steps
    behind = {node.number for node in nodes if node.live and node.task.after_target}
    if behind:
        for k in grid.order:
            if k in behind:
                behind.update(steps.plain_out[k], (link[0] for link in steps.lagged_out[k]))
    return [k for k in grid.order if k not in behind], [k for k in grid.order if k in behind]


def end_of(grid: Grid, number: int, found: Range) -> int:
    """When a task is over: a finish milestone at the end of the last working day, not on the next morning."""
    node, boundary = grid.network.nodes[number], found.finish[number]
    if not node.live or not node.task.is_milestone or node.morning:
        return boundary
    calendar = grid.late_days(node.works)
    return calendar.days[calendar.index[boundary] - 1] + 1


def _ends(grid: Grid, found: Range) -> int:
    """The latest finish of what holds go-live."""
    numbers = [node.number for node in grid.network.nodes if node.on_path]
    return max((end_of(grid, k, found) for k in numbers), default=max(grid.opening, grid.today))


def _late(grid: Grid, early: Range, target: int, horizon: int, own: list[int]) -> Range:
    """Latest dates that keep the target; what doesn't hold go-live counts to its own dates, or the end of all."""
    nodes = grid.network.nodes
    found = _backward(grid, early, [min(c, target) if n.on_path else c for c, n in zip(own, nodes, strict=True)])
    beside = [k for k in grid.order if not nodes[k].on_path]
    if beside:
        cap = [min(c, horizon) for c in own]
        backward(grid.steps, beside, cap, found.start, found.finish)
    return found


def _backward(grid: Grid, early: Range, cap: list[int]) -> Range:
    """A backward pass; fixed tasks stand where they stand, done ones where they were."""
    for node in grid.network.nodes:
        if node.fixed:
            cap[node.number] = early.finish[node.number]
        elif node.state == "passed":
            cap[node.number] = grid.top
    found = Range(grid.start.copy(), grid.finish.copy())
    backward(grid.steps, grid.order, cap, found.start, found.finish)
    return found


def _plan(grid: Grid, early: Range, target: int, aim: int) -> tuple[Range, int]:
    """Backward from the aim, a due date in its stead, go-live at the target; then forward, so none is in the past."""
    nodes = grid.network.nodes
    cap = []
    for node, own in zip(nodes, grid.cap, strict=True):
        end = (target if node.task.due else aim) if node.on_path else grid.top
        cap.append(min(own, end))
    wanted = _backward(grid, early, cap)
    floor = [max(f, early.start[k]) for k, f in enumerate(grid.floor)]
    for node in nodes:
        if node.live and not node.task.after_target and wanted.finish[node.number] <= target:
            floor[node.number] = max(floor[node.number], wanted.start[node.number])
    for node in nodes:
        if (
            node.task.role == "go-live"
            and node.state == "waiting"
            and not node.task.due
            and not _holds(grid, node.number)
        ):
            floor[node.number] = max(floor[node.number], _start_for(grid, node.number, target))
    over = any(node.task.role == "go-live" and node.state == "done" for node in nodes)
    plan, plan_ends, _ = _forward(grid, floor, None if over else target)
    return plan, plan_ends


def _holds(grid: Grid, number: int) -> bool:
    """Whether something that holds go-live waits for this task."""
    steps = grid.steps
    after = [*steps.plain_out[number], *(link[0] for link in steps.lagged_out[number])]
    return any(grid.network.nodes[k].on_path and grid.network.nodes[k].live for k in after)


def _start_for(grid: Grid, number: int, finish: int) -> int:
    """The start from which a task finishes at a boundary."""
    calendar = grid.late_days(grid.network.nodes[number].works)
    days = grid.steps.length[number]
    return calendar.days[calendar.index[finish] - days] if days else finish


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
