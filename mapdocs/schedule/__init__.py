"""Dates for a plan: both companies' calendars, links, agreed dates and what has happened (docs/scheduling.md)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mapdocs.schedule.drivers import critical_chain, driving_arcs
from mapdocs.schedule.faults import Faults, nowhere
from mapdocs.schedule.findings import Found, find_all
from mapdocs.schedule.prepared import NOTHING_HELD, Prepared, prepare, run
from mapdocs.schedule.shown import go_live_day, idle_spans, signs, task_dates
from mapdocs.timetable import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mapdocs.deal import Deal
    from mapdocs.problems import Where
    from mapdocs.schedule.answers import Answers
    from mapdocs.schedule.faults import Path
    from mapdocs.schedule.grid import Grid

__all__ = ["Prepared", "make_schedule", "prepare", "schedule_of", "tell"]


def make_schedule(
    deal: Deal,
    today: date,
    place: Callable[[Path], Where | None] = nowhere,
    left_out: frozenset[str] = frozenset(),
    held: Mapping[str, date] = NOTHING_HELD,
) -> Schedule:
    """The dates of a composed deal as of `today`; DealError with everything that stops them. See `prepare`."""
    return schedule_of(prepare(deal, today, place, left_out, held))


def schedule_of(prepared: Prepared) -> Schedule:
    """The dates of a deal that was read."""
    return tell(prepared, *run(prepared))


def tell(prepared: Prepared, grid: Grid, answers: Answers) -> Schedule:
    """What the passes found, as dates, drivers and findings."""
    deal, today, faults = prepared.deal, prepared.today, Faults(prepared.place)
    drives = driving_arcs(grid, answers)
    critical = critical_chain(grid, answers, drives)
    dates = task_dates(deal, grid, answers, drives, critical, prepared.left_out)
    shortfall = _shortfall(grid, answers)
    find_all(Found(deal, grid, answers, drives, critical, dates, today, shortfall, prepared.held), faults)
    start, forecast = deal.start or today, go_live_day(deal, grid, answers.both, answers.ends)
    go_live = _go_live(deal, grid, answers) or forecast
    finishes = [day.finish for day in dates.values()]
    return Schedule(
        today=today,
        start=start,
        target=deal.go_live.date,
        go_live=go_live,
        forecast=forecast,
        signature=next(
            (dates[k].finish for k, task in deal.tasks.items() if signs(deal, k, task) and k in dates), None
        ),
        proposed=deal.go_live.date is None,
        shortfall=shortfall,
        tasks=dates,
        critical=tuple(grid.network.nodes[k].id for k in critical),
        findings=tuple(faults.findings),
        idle=tuple(idle_spans(grid, prepared.calendars, start, max([go_live, *finishes]))),
    )


def _shortfall(grid: Grid, answers: Answers) -> int:
    """Business days from the target to the forecast, at least one where that is later.

    What holds go-live and yet waits for it counts from the plan, where it is after the target by its own doing.
    """
    waits = any(grid.groups.on_path[k] for k in grid.groups.tail)
    ends = max(answers.ends, answers.plan_ends) if waits else answers.ends
    if answers.target is None or ends <= answers.target:
        return 0
    index = grid.late_days(answers.both).index
    return max(1, index[ends] - index[answers.target])


def _go_live(deal: Deal, grid: Grid, answers: Answers) -> date | None:
    """The plan's go-live: the target, unless it can't be kept or is over."""
    if answers.target is None:
        return None
    path = [node for node in grid.network.nodes if node.on_path]
    over = path and not any(node.live for node in path)
    if answers.plan_ends > answers.target or over:
        return go_live_day(deal, grid, answers.both, answers.plan_ends)
    return deal.go_live.date
