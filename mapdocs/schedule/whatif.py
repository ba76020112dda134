"""What a change would do to the dates, before it is made; nothing is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic_core import PydanticCustomError

from mapdocs.dates import MAX_DAYS, Duration, Span, parse_span
from mapdocs.problems import Problem, UsageError, brief, nearest
from mapdocs.scalars import read_day
from mapdocs.schedule.answers import answer
from mapdocs.schedule.faults import Faults
from mapdocs.schedule.grid import can_drop, dropped, redated
from mapdocs.schedule.network import DEFAULT, passed
from mapdocs.schedule.pins import check_days, check_pins
from mapdocs.schedule.prepared import prepare, run
from mapdocs.schedule.words import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapdocs.deal import Deal, Task
    from mapdocs.schedule.answers import Answers
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Network, Node
    from mapdocs.schedule.prepared import Prepared

_LONGER = re.compile(r"(?P<task>[\w-]+?)\s*(?P<days>[+-]\s*\d{1,6}(?:bd|cd|w))", re.ASCII)
_DUE = re.compile(r"(?P<task>[\w-]+?)\s*=\s*(?P<day>\d{4}-\d{2}-\d{2})", re.ASCII)
_DROP = re.compile(r"drop\s+(?P<task>[\w-]+)", re.ASCII)
_FORMS = "Write M-07+5bd (longer), M-07-3bd, M-07=2026-12-18 (due) or drop M-09."


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be otherwise with a task: so many days longer, another due date, or no task at all."""

    task: str
    kind: Literal["longer", "due", "drop"]
    days: Span = Span(0)
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A deal with its grid and the passes' answers: as it is, or as it would be."""

    prepared: Prepared
    grid: Grid
    answers: Answers


def as_it_is(prepared: Prepared) -> Outcome:
    """What changes are compared with."""
    return Outcome(prepared, *run(prepared))


def read_changes(
    texts: Iterable[str], deal: Deal, keys: Mapping[str, str], left_out: frozenset[str] = frozenset()
) -> list[Change]:
    """`M-07+5bd`, `M-07=2026-12-18`, `drop M-09`; tasks by id, or by key, `keys` being id -> key.

    UsageError with all that are wrong, those of tasks that a condition leaves out among them.
    """
    tasks = {name: task for name, task in deal.tasks.items() if name not in left_out}
    ids = {key.casefold(): name for name, key in keys.items() if name in tasks}
    found = [_read(text.strip(), tasks, ids) for text in texts]
    problems = [change for change in found if isinstance(change, Problem)]
    changes = [change for change in found if isinstance(change, Change)]
    problems += _conflicts(changes, tasks)
    if problems:
        raise UsageError(*problems)
    return changes


def _conflicts(changes: Sequence[Change], tasks: Mapping[str, Task]) -> Iterator[Problem]:
    """Tasks that would be dropped and changed too, or be due on two days."""
    for name in dict.fromkeys(change.task for change in changes):
        own = [change for change in changes if change.task == name]
        called, days = f'"{tasks[name].title or name}"', {change.day for change in own if change.day}
        if len({change.kind == "drop" for change in own}) > 1:
            message = f"{called} can't be dropped and changed at once."
            yield Problem("bad-what-if", message, None, "Ask about one at a time.")
        elif len(days) > 1:
            message = f"{called} can't be due on {' and '.join(map(said, sorted(days)))}."
            yield Problem("bad-what-if", message, None, "Ask about one day at a time.")


def _read(text: str, tasks: Mapping[str, Task], ids: Mapping[str, str]) -> Change | Problem:
    match = _DROP.fullmatch(text) or _DUE.fullmatch(text) or _LONGER.fullmatch(text)
    if not match:
        return Problem("bad-what-if", f'"{brief(text)}" is not a change.', None, _FORMS)
    name, given = match["task"], match.groupdict()
    task = name if name in tasks else ids.get(name.casefold())
    if task is None:
        known = [*tasks, *(key.upper() for key in ids)]
        return Problem("unknown-task", f'"{brief(name)}" is not a task of this deal.', None, nearest(name, known))
    try:
        day = read_day(given["day"]) if "day" in given else None
        days = parse_span(given["days"].replace(" ", "")) if "days" in given else Span(0)
    except PydanticCustomError as error:
        return Problem("bad-what-if", error.message(), None, "Write a day as M-07=2026-12-18.")
    except ValueError as error:
        return Problem("bad-what-if", str(error), None, "Write a number of days as M-07+5bd.")
    kind: Literal["longer", "due", "drop"] = "due" if day else "longer" if "days" in given else "drop"
    change = Change(task, kind, days, day)
    return _impossible(tasks[task], change) or change


def _impossible(task: Task, change: Change) -> Problem | None:
    """Why a task can't be changed like this."""
    called = f'"{task.title or change.task}"'
    if task.status in ("done", "cancelled") or task.finished:
        state = "cancelled" if task.status == "cancelled" else "done"
        return Problem("bad-what-if", f"{called} is {state}.", None, "Ask about a task that is still to be done.")
    if change.kind != "longer":
        return None
    span = task.remaining or (task.duration.likely if task.duration else DEFAULT)
    if task.is_milestone:
        hint = "Give it a day, as M-07=2026-12-18, or change a task before it."
        return Problem("bad-what-if", f"{called} is a milestone: it takes no time.", None, hint)
    if change.days.unit != span.unit:
        message = f"{called} takes {span}; {change.days} is of another unit."
        return Problem("bad-what-if", message, None, f"Write {change.days.days:+d}{span.unit}.")
    if not 1 <= span.days + change.days.days <= MAX_DAYS:
        message = f"{called} takes {span}: {change.days} leaves {span.days + change.days.days} days."
        return Problem("bad-what-if", message, None, f"Leave 1 to {MAX_DAYS} days, or drop the task.")
    return None


def what_if(base: Outcome, changes: Sequence[Change]) -> Outcome:
    """The same deal with all changes made, as if they stood in its file; DealError where that can't be.

    What leaves the links as they are is changed on the grid that is there already; all else is read anew.
    """
    tasks = dict(base.prepared.deal.tasks)
    for change in changes:
        tasks[change.task] = _changed(tasks[change.task], change)
    prepared = replace(base.prepared, deal=base.prepared.deal.model_copy(update={"tasks": tasks}))
    try:
        return _on_grid(base, prepared, changes)
    except IndexError:
        pass  # the tables must grow, or links fall away
    return as_it_is(prepare(prepared.deal, prepared.today, prepared.place, prepared.left_out, prepared.held))


def _changed(task: Task, change: Change) -> Task:
    """The task as its file would tell it."""
    if change.kind == "drop":
        return task.model_copy(update={"status": "cancelled"})
    if change.kind == "due":
        return task.model_copy(update={"due": change.day})
    more = change.days.days
    estimate = task.duration or Duration(DEFAULT)
    update: dict[str, object] = {
        "duration": Duration(*(_longer(s, more) for s in (estimate.likely, estimate.best, estimate.worst)))  # type: ignore[arg-type]  # the first is never None
    }
    if task.remaining:
        update["remaining"] = _longer(task.remaining, more)
    return task.model_copy(update=update)


def _longer(span: Span | None, days: int) -> Span | None:
    return replace(span, days=min(max(span.days + days, 1), MAX_DAYS)) if span else None


def _on_grid(base: Outcome, prepared: Prepared, changes: Sequence[Change]) -> Outcome:
    """The passes once more over the same network, tables and order; IndexError where these don't do."""
    grid, nodes = base.grid, base.grid.network.nodes.copy()
    names = {change.task for change in changes}
    gone = {change.task for change in changes if change.kind == "drop"}
    numbers = [node.number for node in nodes if node.id in names]
    for k in numbers:
        nodes[k] = _node(nodes[k], prepared.deal.tasks[nodes[k].id], drop=nodes[k].id in gone)
    network = replace(grid.network, nodes=nodes)
    if any(change.day for change in changes):
        _check(prepared, replace(network, nodes=[nodes[k] for k in numbers]), grid)
    for k in numbers:
        if nodes[k].state != "passed":
            continue
        if not can_drop(grid, k):
            raise IndexError(k)
        grid = dropped(grid, network, k)
    prepared = replace(prepared, network=network)
    grid = redated(grid, network, [k for k in numbers if nodes[k].live])
    return Outcome(prepared, grid, answer(prepared.deal, grid, prepared.both, prepared.buffer))


def _node(node: Node, task: Task, *, drop: bool) -> Node:
    """The node of a changed task."""
    if drop:
        return passed(node.number, node.id, task, node.base)
    span = task.duration.likely if task.duration else DEFAULT
    if node.state == "started" and task.remaining:
        span = task.remaining
    return replace(node, task=task, span=span)


def _check(prepared: Prepared, changed: Network, grid: Grid) -> None:
    """DealError where a new due date can't be; IndexError where the tables don't reach it."""
    tables = grid.tables
    for node in changed.nodes:
        if node.task.due and not tables.first < node.task.due.toordinal() < tables.last:
            raise IndexError(node.number)
    faults = Faults(prepared.place)
    check_pins(changed, prepared.today, faults)
    check_days(changed, prepared.both, tables.first, tables.last, faults)
    faults.stop()
