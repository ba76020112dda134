"""Errors in dates that people wrote: contradictions, days off, the future (docs/problems.md)."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING

from mapdocs.dates import OutOfTableError
from mapdocs.schedule.calendars import late_table, table
from mapdocs.schedule.words import days_text, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from mapdocs.dates import WorkCalendar
    from mapdocs.deal import Deal
    from mapdocs.schedule.calendars import Parts
    from mapdocs.schedule.faults import Faults
    from mapdocs.schedule.network import Network, Node


def dates_in(deal: Deal, today: date, held: Mapping[str, date]) -> Iterator[int]:
    """All days that calendar tables must hold, as ordinals."""
    yield today.toordinal()
    days = [deal.start, deal.go_live.date, *held.values()]
    for task in deal.tasks.values():
        days += (task.due, task.not_before, task.deadline, task.started, task.finished)
    for calendar in (deal.buyer.calendar, deal.seller.calendar, *deal.calendars.values()):
        days += calendar.only
    yield from (day.toordinal() for day in days if day)


def check_pins(network: Network, today: date, faults: Faults) -> None:
    """Dates of one task that can't be true together, and actual dates that can't be true yet."""
    for node in network.nodes:
        if node.state != "passed":
            _check_actuals(node, today, faults)
        if node.live:
            _check_order(node, faults)


def _check_actuals(node: Node, today: date, faults: Faults) -> None:
    task = node.task
    for key, day in (("started", task.started), ("finished", task.finished)):
        if day and day > today:
            hint = f"Write a day up to {said(today)}, or leave {key} empty until then."
            faults.add(
                "actual-in-future", f"{node.called} has {key}: {said(day)}, after today.", (*node.path, key), hint
            )
    if task.started and task.finished and task.started > task.finished:
        message = f"{node.called} started on {said(task.started)}, after it finished on {said(task.finished)}."
        faults.add("start-after-finish", message, (*node.path, "started"), "Correct one of the two.")


def _check_order(node: Node, faults: Faults) -> None:
    """not_before <= due <= deadline, as far as they are given; and a fixed date needs a date."""
    task = node.task
    given = [("not_before", task.not_before), ("due", task.due), ("deadline", task.deadline)]
    dates = [(key, day) for key, day in given if day]
    for (key, day), (later_key, later) in pairwise(dates):
        if day > later:
            message = f"{node.called} has {key}: {said(day)}, which is after its {later_key}: {said(later)}."
            faults.add("pin-contradiction", message, (*node.path, later_key), f"Move {key} or {later_key}.")
    if task.fixed and not task.due:
        hint = "Add due:, or remove fixed:."
        faults.add("pin-contradiction", f"{node.called} is fixed, but has no due date.", (*node.path, "fixed"), hint)


def check_days(network: Network, both: Parts, first: int, last: int, faults: Faults) -> None:
    """Calendars without a working day, and due dates on which nobody works."""
    empty = set()
    for parts in {both: None} | {node.works: None for node in network.nodes}:
        if table(parts, first, last).days[-1] < 0:
            empty.add(parts)
            alone = next(((part,) for part in parts if table((part,), first, last).days[-1] < 0), parts)
            names = " and ".join(part.name for part in alone)
            hint = "Give it work_days, or shorten what is closed."
            faults.add("no-working-days", f"The calendar {names} has no working day.", _place_of(alone, network), hint)
    for node in network.nodes:
        if node.live and node.task.due and node.works not in empty:
            _check_due(node, node.task.due, first, last, faults)


def _place_of(parts: Parts, network: Network) -> tuple[str | int, ...]:
    """Where the calendar is that has no days: a side's, a named one, or, for a freeze, the task that it binds."""
    name = parts[0].name
    if name in {"buyer", "seller"}:
        return (name, "calendar")
    bound = next((node for node in network.nodes if parts[0] in node.works and parts[0] not in node.base), None)
    return (*bound.path, "tags") if bound else ("calendars", name)


def _check_due(node: Node, due: date, first: int, last: int, faults: Faults) -> None:
    calendar, day = table(node.works, first, last), due.toordinal()
    if day in calendar:
        return
    near = late_table(node.works, first, last)
    choices = " or ".join(said(type(due).fromordinal(k)) for k in _around(near, day) if k in calendar)
    message = f"{node.called} is due on {said(due)}, a day off on its calendar ({days_text(node.works)})."
    faults.add("pin-nonworking", message, (*node.path, "due"), f"Take {choices or 'a day on which they work'}.")


def _around(calendar: WorkCalendar, day: int) -> Iterator[int]:
    """The working days before and after a day, where there are any."""
    with suppress(OutOfTableError):
        yield calendar.prev(day) - 1
    with suppress(OutOfTableError):
        yield calendar.next(day)
