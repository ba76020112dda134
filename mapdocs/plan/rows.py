"""The plan's rows by phase, from the deal's tasks and their dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from mapdocs.plan.parts import PersonTime, PhaseBlock, Row, Step, Who

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mapdocs.deal import Deal, Task
    from mapdocs.keys import Keys
    from mapdocs.plan.parts import Edition
    from mapdocs.plan.people import Directory
    from mapdocs.timetable import Schedule

CLOSED = ("done", "cancelled")
_WAITING = ("FS", "FF")
"""Links that hold a row back until the other is done; the others only let it start."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What rows are made of; `deal` is the edition's."""

    deal: Deal
    schedule: Schedule
    keys: Keys
    directory: Directory
    edition: Edition
    today: date


def phase_blocks(sources: Sources) -> tuple[PhaseBlock, ...]:
    """Phases that have rows, in order of work; rows by due date."""
    before = _predecessors(sources.deal)
    by_phase: dict[str, list[Row]] = {}
    for name, task in sources.deal.tasks.items():
        by_phase.setdefault(task.phase, []).append(_row(name, task, sources, before.get(name, ())))
    blocks = []
    for name, phase in sources.deal.phases.items():
        rows = sorted(by_phase.get(name, ()), key=lambda row: (row.due, row.start))
        if not rows:
            continue
        counted = [row for row in rows if row.status != "cancelled"]
        share = sum(row.status == "done" for row in counted) / len(counted) if counted else 1.0
        start, finish = min(row.start for row in rows), max(row.due for row in rows)
        key = sources.keys.phases.get(name, "")
        blocks.append(
            PhaseBlock(key, phase.called, phase.purpose, phase.exit, start, finish, share, tuple(rows), phase.guidance)
        )
    return tuple(blocks)


def _predecessors(deal: Deal) -> dict[str, tuple[str, ...]]:
    """Task -> the tasks it waits for, whichever end told the link; only those the edition knows."""
    found: dict[str, dict[str, None]] = {}
    for name, task in deal.tasks.items():
        for link in task.after:
            if link.type in _WAITING:
                found.setdefault(name, {})[link.task] = None
        for link in task.before:
            if link.type in _WAITING:
                found.setdefault(link.task, {})[name] = None
    return {name: tuple(n for n in names if n in deal.tasks) for name, names in found.items()}


def _row(name: str, task: Task, sources: Sources, before: tuple[str, ...]) -> Row:
    dates = sources.schedule.tasks[name]
    directory, inside = sources.directory, sources.edition == "internal"
    is_open = task.status not in CLOSED
    due = _due(task, dates.finish, sources.today)
    asked = task.due if is_open and task.due and task.due < due else None
    waits = [other for other in before if sources.deal.tasks[other].status not in CLOSED]
    return Row(
        key=sources.keys.tasks[name],
        title=task.title,
        start=dates.start,
        due=due,
        mark="proposed" if asked else _mark(task),
        status=task.status,
        needs_new_date=is_open and due < sources.today,
        milestone=task.is_milestone,
        moment=_moment(name, task, sources.deal),
        buyer=directory.who(task.buyer, "buyer"),
        seller=directory.who(task.seller, "seller"),
        approver=directory.who(task.approver),
        contributors=directory.all(task.contributors),
        informed=directory.all(task.informed),
        deliverable=task.deliverable,
        done_when=task.done_when,
        why=task.why,
        note=task.note,
        serves=_serves(task, sources.deal),
        waits_for=tuple(sources.keys.tasks[other] for other in waits) if is_open else (),
        steps=_steps(name, task, sources),
        agreed_on=task.agreed.on if task.agreed else None,
        agreed_by=directory.names(task.agreed.by) if task.agreed else (),
        asked=asked,
        optional=task.off_path,
        after_go_live=task.after_target,
        internal=task.audience == "internal",
        internal_note=task.internal_note if inside else "",
        slack=dates.slack if inside and is_open and not task.after_target else None,
        critical=inside and dates.critical,
    )


def _due(task: Task, planned: date, today: date) -> date:
    """When it was done, or is due; an agreed day that has passed stays as it was agreed until there is a new one."""
    if task.status == "done" and task.finished:
        return task.finished
    return task.due if task.due and task.due < today else planned


def _mark(task: Task) -> Literal["proposed", "agreed", "done"]:
    if task.status == "done":
        return "done"
    return "agreed" if task.due and task.agreed else "proposed"


def _moment(name: str, task: Task, deal: Deal) -> str:
    if deal.signature:
        return "signature" if name == deal.signature else "" if task.role == "signature" else task.role or ""
    return task.role or ""


def _serves(task: Task, deal: Deal) -> tuple[str, ...]:
    found = []
    for aim in task.serves:
        driver, criterion = deal.value.drivers.get(aim), deal.success_criteria.get(aim)
        found += [driver.metric] if driver else [criterion.what] if criterion else []
    return tuple(found)


def _steps(name: str, task: Task, sources: Sources) -> tuple[Step, ...]:
    who = sources.directory.who
    return tuple(
        Step(
            sources.keys.actions.get(f"{name}/{step}", ""),
            action.title,
            who(action.buyer, "buyer"),
            who(action.seller, "seller"),
            action.due,
            action.status,
        )
        for step, action in task.actions.items()
    )


def times(sources: Sources, blocks: tuple[PhaseBlock, ...]) -> tuple[PersonTime, ...]:
    """The buyer's hours still asked for, by person, most first."""
    rows = {row.key: row for block in blocks for row in block.rows}
    asked: dict[Who, PersonTime] = {}
    for name, task in sources.deal.tasks.items():
        row = rows[sources.keys.tasks[name]]
        if not task.effort.buyer or task.status in CLOSED or row.buyer is None:
            continue
        hours = task.effort.buyer
        old = asked.get(row.buyer) or PersonTime(row.buyer, Decimal(0), (), row.start, row.due)
        start, finish = min(old.start, row.start), max(old.finish, row.due)
        asked[row.buyer] = replace(old, hours=old.hours + hours, keys=(*old.keys, row.key), start=start, finish=finish)
    return tuple(sorted(asked.values(), key=lambda time: -time.hours))


def followers(deal: Deal, keys: Mapping[str, str]) -> dict[str, str]:
    """Key of a row -> title of the first open row that waits for it."""
    found: dict[str, str] = {}
    for name, names in _predecessors(deal).items():
        if name in deal.tasks and deal.tasks[name].status not in CLOSED:
            for other in names:
                found.setdefault(keys[other], deal.tasks[name].title)
    return found
