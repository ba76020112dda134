"""What the team's finished work says of its estimates (docs/scheduling.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.schedule.calendars import Calendars, owner_side, table, years_around
from mapdocs.schedule.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mapdocs.deal import Deal, Task

Kind = tuple[str, str]
"""A phase and, in it, a role, tags, or whose work it is."""
Experience = dict[Kind, tuple[float, ...]]
"""By kind: what finished tasks took, as shares of their estimates, in order."""
ENOUGH = 8
NONE: Mapping[Kind, tuple[float, ...]] = {}


def kind_of(task: Task) -> Kind:
    """What it is compared with: its phase's tasks of the same role, else the same tags, else the same side."""
    return task.phase, task.role or ",".join(sorted(task.tags)) or owner_side(task)


def experience_of(deals: Iterable[Deal]) -> Experience:
    """Of all tasks that were finished, with both days given; kinds with fewer than 8 of them tell nothing."""
    found: dict[Kind, list[float]] = {}
    for deal in deals:
        for kind, share in _finished(deal):
            found.setdefault(kind, []).append(share)
    return {kind: tuple(sorted(shares)) for kind, shares in sorted(found.items()) if len(shares) >= ENOUGH}


def _finished(deal: Deal) -> Iterator[tuple[Kind, float]]:
    """Kind and actual duration as a share of the estimate, in the estimate's unit."""
    calendars = Calendars(deal, Faults())
    for task in deal.tasks.values():
        estimate = task.duration.likely if task.duration else None
        if task.status == "cancelled" or not (task.started and task.finished and estimate and estimate.days):
            continue
        start, finish = task.started.toordinal(), task.finished.toordinal() + 1
        days = finish - start
        if estimate.unit == "bd":
            base, _ = calendars.of_task(task, ())
            days = table(base, *years_around((start, finish), 0)).count(start, finish)
        if finish > start:
            yield kind_of(task), max(days, 1) / estimate.days
