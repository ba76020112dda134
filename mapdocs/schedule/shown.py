"""From boundaries to the days that people read (docs/scheduling.md)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mapdocs.schedule.answers import Range, end_of, ends_told
from mapdocs.schedule.drivers import driver_of
from mapdocs.schedule.floats import free_floats, total_floats
from mapdocs.timetable import TaskDates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.deal import Deal, Task
    from mapdocs.schedule.answers import Answers
    from mapdocs.schedule.calendars import Calendars, Parts
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Arc, Node

Days = tuple[date, date]
_LONG = 3


def task_dates(
    deal: Deal, grid: Grid, answers: Answers, drives: list[list[Arc]], critical: list[int], left_out: frozenset[str]
) -> dict[str, TaskDates]:
    """Every task's dates by id; those left out by their condition are not there."""
    goal = answers.ends if answers.target is None else answers.target
    totals, free = total_floats(grid, answers.early, answers.late, goal), free_floats(grid, answers)
    slack, chain = _slack(grid, answers), set(critical)
    plan_told, early_told = ends_told(grid, answers.plan), ends_told(grid, answers.early)
    loose = _loose_days(grid, early_told)
    plan_fits = [plan <= late for plan, late in zip(answers.plan.finish, answers.late.finish, strict=True)]
    found = {}
    for node in grid.network.nodes:
        if node.id in left_out:
            continue
        k = node.number
        plan = days_of(grid, node, answers.plan, plan_told[k])
        if deal.go_live.date and _at_target(grid, answers, node):
            day = deal.go_live.date if grid.evening or node.task.is_milestone else plan[1]
            plan = (day if node.task.is_milestone else plan[0], day)
            slack[k] = max(slack[k], 0)
        early = days_of(grid, node, answers.early, early_told[k])
        # The last day of a milestone is not before its planned one where it is the same boundary.
        late = days_of(grid, node, answers.late, plan_told[k] if plan_fits[k] else 0, late=True)
        length = _business_days(grid, node, answers)
        if k in loose:
            plan = early = late = loose[k]
        driver = driver_of(grid, answers, k, drives)
        found[node.id] = TaskDates(*plan, *early, *late, length, totals[k], free[k], slack[k], k in chain, driver)
    return found


def _slack(grid: Grid, answers: Answers) -> list[int]:
    """Days from the printed finish to the last one that keeps the target; 0 for what is over."""
    found = []
    for node in grid.network.nodes:
        k, index = node.number, grid.late_days(node.base).index
        found.append(index[answers.latest.finish[k]] - index[answers.plan.finish[k]] if node.live else 0)
    return found


def _business_days(grid: Grid, node: Node, answers: Answers) -> int:
    """How long it takes: as estimated, calendar days counted as the business days among them."""
    if node.state == "passed":
        return 0
    estimate = node.task.duration.likely if node.task.duration else None
    if estimate is None or estimate.unit == "bd":
        return estimate.days if estimate else 5
    index = grid.late_days(node.base).index
    return index[answers.early.start[node.number] + estimate.days] - index[answers.early.start[node.number]]


def _at_target(grid: Grid, answers: Answers, node: Node) -> bool:
    """Whether go-live stands at the target, be that a day off."""
    if node.task.role != "go-live" or node.state != "waiting" or node.task.due or answers.target is None:
        return False
    if answers.target - grid.evening < max(grid.today, grid.opening):
        return False
    index = grid.late_days(node.works).index
    finish = answers.plan.finish[node.number]
    return (
        end_of(grid, node.number, answers.plan) <= answers.target
        and index[finish] == index[answers.target - (node.morning and grid.evening)]
    )


def days_of(grid: Grid, node: Node, found: Range, told: int = 0, *, late: bool = False) -> Days:
    """First and last day; a milestone's one day twice. Early and planned work never lies in the past.

    `told`: what `ends_told` says of a milestone: it shows no day before that.
    """
    start, finish = found.start[node.number], found.finish[node.number]
    if node.state == "done":
        start = start if not node.task.is_milestone else finish - (not node.morning)
        return _day(grid, start), _day(grid, finish - (not node.morning))
    if node.state == "passed" or (node.state == "waiting" and node.span.days == 0):
        day = max(_milestone_day(grid, node, finish, late=late), 0 if node.morning or not node.live else told - 1)
        return _day(grid, day), _day(grid, day)
    first = grid.start[grid.began[node.number]] if node.state == "started" else start
    last = finish - 1
    if node.state == "started":
        last = last if late else max(last, grid.today)
        first = min(first, last)
    return _day(grid, first), _day(grid, last)


def _loose_days(grid: Grid, told: list[int]) -> dict[int, Days]:
    """Of tasks that take no time and that nothing waits for: the day when what they wait for is over, or today."""
    loose = {n.number for n in grid.network.nodes if n.state == "passed"}.difference(grid.order)
    before: dict[int, list[int]] = {k: [] for k in loose}
    for arc in grid.network.links:
        if arc.target in loose:
            before[arc.target].append(arc.source)
    ends = told.copy()
    for k in (k for k in grid.network.order if k in loose):
        calendar = grid.late_days(grid.network.nodes[k].base)
        first = calendar.days[calendar.index[max(grid.today, grid.opening)]]
        ends[k] = max([first + 1, *(ends[i] for i in before[k])])
    return {k: (_day(grid, ends[k] - 1),) * 2 for k in loose}


def day_of(grid: Grid, node: Node, boundary: int) -> date:
    """The day on which a node is done that finishes at a boundary."""
    found = Range(grid.start.copy(), grid.finish.copy())
    if node.live:
        found.start[node.number] = found.finish[node.number] = boundary
    return days_of(grid, node, found)[1]


def _milestone_day(grid: Grid, node: Node, boundary: int, *, late: bool) -> int:
    calendar = grid.late_days(node.works or node.base)
    if node.state == "passed":
        boundary = max(boundary, grid.opening)
    day = calendar.days[calendar.index[boundary] - (not node.morning)]
    least = calendar.days[calendar.index[max(grid.today, grid.opening)]]
    return day if late or node.state == "passed" else max(day, least)


def _day(grid: Grid, offset: int) -> date:
    return date.fromordinal(grid.first + offset)


def go_live_day(deal: Deal, grid: Grid, both: Parts, boundary: int) -> date:
    """The day of go-live when all that leads to it is over at a boundary."""
    calendar = grid.late_days(both)
    day = calendar.days[calendar.index[boundary]] if deal.go_live.at == "morning" else boundary - 1
    if any(node.on_path and node.live for node in grid.network.nodes):
        day = max(day, calendar.days[calendar.index[max(grid.today, grid.opening)]])
    return _day(grid, day)


def idle_spans(grid: Grid, calendars: Calendars, first: date, last: date) -> Iterator[Days]:
    """Runs of days on which neither side works, of three days or more; plain weekends are none."""
    seller, buyer = (grid.late_days(calendars.named(side, ())) for side in ("seller", "buyer"))
    plain = frozenset(range(7)) - calendars.week
    run: list[int] = []
    for day in range(first.toordinal(), last.toordinal() + 2):
        if day not in seller and day not in buyer and day <= last.toordinal():
            run.append(day)
            continue
        if len(run) >= _LONG and any((d - 1) % 7 not in plain for d in run):
            yield date.fromordinal(run[0]), date.fromordinal(run[-1])
        run = []


def signs(deal: Deal, name: str, task: Task) -> bool:
    """Whether a task is the signature."""
    return name == deal.signature if deal.signature else task.role == "signature"
