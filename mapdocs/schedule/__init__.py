"""Dates for a plan: both companies' calendars, links, agreed dates and what has happened (SCHEDULING.md)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mapdocs.schedule.answers import answer, read_buffer
from mapdocs.schedule.calendars import Calendars, listed, years_around
from mapdocs.schedule.drivers import critical_chain, driving_arcs
from mapdocs.schedule.faults import Faults, nowhere
from mapdocs.schedule.findings import Found, find_all
from mapdocs.schedule.grid import lay_out
from mapdocs.schedule.network import read_network
from mapdocs.schedule.passes import PassError
from mapdocs.schedule.pins import check_days, check_pins, dates_in
from mapdocs.schedule.shown import go_live_day, idle_spans, task_dates
from mapdocs.schedule.words import said
from mapdocs.timetable import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mapdocs.deal import Deal, Task
    from mapdocs.problems import Where
    from mapdocs.schedule.answers import Answers, Buffer
    from mapdocs.schedule.calendars import Parts
    from mapdocs.schedule.faults import Path
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Network

__all__ = ["make_schedule"]

_MARGINS = (3, 20, 100, 400)
_NOTHING_HELD: Mapping[str, date] = {}


def make_schedule(
    deal: Deal,
    today: date,
    place: Callable[[Path], Where | None] = nowhere,
    left_out: frozenset[str] = frozenset(),
    held: Mapping[str, date] = _NOTHING_HELD,
) -> Schedule:
    """The dates of a composed deal as of `today`; DealError with everything that stops them.

    `place`: where a path such as ("tasks", "dpa", "after", 0) stands in its file. `left_out`: tasks whose condition is
    false; their links pass through. `held`: starts in the last agreed version, which the forecast `hold` keeps.
    """
    faults = Faults(place)
    calendars = Calendars(deal, faults)
    network = read_network(deal, left_out, calendars, faults)
    buffer = read_buffer(deal.buffer, faults)
    check_pins(network, today, faults)
    faults.stop()
    grid, answers = _run(deal, network, today, held, calendars.named("both", ()), buffer, faults)
    return _schedule(deal, today, grid, answers, calendars, left_out, faults)


def _run(
    deal: Deal, network: Network, today: date, held: Mapping[str, date], both: Parts, buffer: Buffer, faults: Faults
) -> tuple[Grid, Answers]:
    """The passes, on tables that grow until the plan fits."""
    dates = list(dates_in(deal, today, held))
    for margin in _MARGINS:
        first, last = years_around(dates, margin)
        check_days(network, both, first, last, faults)
        faults.stop()
        try:
            grid = lay_out(deal, network, today, held, first, last)
            return grid, answer(deal, grid, both, buffer)
        except PassError as error:
            _check_list(network, error.node, faults, last_try=margin == _MARGINS[-1])
            faults.stop()
    raise AssertionError


def _check_list(network: Network, number: int, faults: Faults, *, last_try: bool) -> None:
    """An error where a list of days has run out, or where no calendar can be long enough."""
    node = network.nodes[number]
    used = [node.works, *(arc.days for arc in network.arcs if last_try and arc.target == number)]
    part = next(filter(None, map(listed, used)), None)
    if part:
        end = date.fromordinal(part.only[-1])
        message = f'{node.called} needs a day of "{part.name}" after the last one, {said(end)}.'
        faults.add("calendar-range", message, ("calendars", part.name, "only"), "Add later days, or start earlier.")
    elif last_try:
        message = f"{node.called} would lie beyond the years that calendars cover."
        faults.add("calendar-range", message, node.path, "Check durations and lags.")


def _schedule(
    deal: Deal,
    today: date,
    grid: Grid,
    answers: Answers,
    calendars: Calendars,
    left_out: frozenset[str],
    faults: Faults,
) -> Schedule:
    drives = driving_arcs(grid, answers)
    critical = critical_chain(grid, answers, drives)
    dates = task_dates(deal, grid, answers, drives, critical, left_out)
    shortfall = _shortfall(grid, answers)
    find_all(Found(deal, grid, answers, drives, critical, dates, today, shortfall), faults)
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
            (dates[k].finish for k, task in deal.tasks.items() if _signs(deal, k, task) and k in dates), None
        ),
        proposed=deal.go_live.date is None,
        shortfall=shortfall,
        tasks=dates,
        critical=tuple(grid.network.nodes[k].id for k in critical),
        findings=tuple(faults.findings),
        idle=tuple(idle_spans(grid, calendars, start, max([go_live, *finishes]))),
    )


def _shortfall(grid: Grid, answers: Answers) -> int:
    """Business days from the target to the forecast, at least one where that is later."""
    if answers.target is None or answers.ends <= answers.target:
        return 0
    index = grid.late_days(answers.both).index
    return max(1, index[answers.ends] - index[answers.target])


def _go_live(deal: Deal, grid: Grid, answers: Answers) -> date | None:
    """The plan's go-live: the target, unless it can't be kept or is over."""
    if answers.target is None:
        return None
    path = [node for node in grid.network.nodes if node.on_path]
    over = path and not any(node.live for node in path)
    if answers.plan_ends > answers.target or over:
        return go_live_day(deal, grid, answers.both, answers.plan_ends)
    return deal.go_live.date


def _signs(deal: Deal, name: str, task: Task) -> bool:
    return name == deal.signature if deal.signature else task.role == "signature"
