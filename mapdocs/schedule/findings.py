"""What people should know about a schedule that stands: each with a place and a next step (SCHEDULING.md 11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mapdocs.schedule.drivers import chain_to, demands
from mapdocs.schedule.shown import days_of, go_live_day
from mapdocs.schedule.words import days, days_text, listing, said

if TYPE_CHECKING:
    from mapdocs.deal import Deal
    from mapdocs.schedule.answers import Answers
    from mapdocs.schedule.faults import Faults
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Arc, Node
    from mapdocs.timetable import TaskDates

LONG_LAG = 20
_GO_LIVE = ("go_live", "date")


@dataclass(frozen=True, slots=True)
class Found:
    """A schedule and what it was made from, as every finding looks at it."""

    deal: Deal
    grid: Grid
    answers: Answers
    drives: list[list[Arc]]
    critical: list[int]
    dates: dict[str, TaskDates]
    today: date
    shortfall: int


def find_all(found: Found, faults: Faults) -> None:
    """All findings, those about go-live first."""
    for look in (
        _target,
        _deadlines,
        _dues,
        _fixed_links,
        _out_of_sequence,
        _negative,
        _overdue,
        _ends,
        _lags,
        _actuals,
    ):
        look(found, faults)


def _target(found: Found, faults: Faults) -> None:
    grid, target = found.grid, found.deal.go_live.date
    if target is None or not any(node.on_path and node.live for node in grid.network.nodes):
        return
    if target < found.today:
        hint = f"Agree a new date; the plan as it is can be live on {said(_forecast(found))}."
        faults.find("target-in-past", f"The go-live date {said(target)} has passed.", _GO_LIVE, hint)
    elif target.toordinal() not in grid.tables.days(found.answers.both):
        before, after = (date.fromordinal(k) for k in _around(found, target))
        hint = f"Take {said(before)} or {said(after)}, or keep it where people work that day."
        faults.find("target-nonworking", f"Go-live on {said(target)} is a day off for one side.", _GO_LIVE, hint)
    if found.shortfall:
        message = (
            f"Go-live on {said(target)} is missed by {days(found.shortfall)}: the work ends {said(_forecast(found))}."
        )
        faults.find("target-missed", message, _GO_LIVE, _remedy(found))


def _around(found: Found, day: date) -> tuple[int, int]:
    calendar = found.grid.late_days(found.answers.both)
    return calendar.prev(day.toordinal()) - 1, calendar.next(day.toordinal())


def _forecast(found: Found) -> date:
    return go_live_day(found.deal, found.grid, found.answers.both, found.answers.ends)


def _remedy(found: Found) -> str:
    """Start earlier where the first task may, shorten the longest of the chain, or move the date."""
    nodes, length = found.grid.network.nodes, found.grid.steps.length
    ways = []
    chain = [nodes[k] for k in found.critical]
    first = chain[0] if chain else None
    if first and first.state == "waiting" and found.grid.reason[first.number].kind == "start":
        calendar = found.grid.late_days(first.works)
        start = calendar.days[calendar.index[found.answers.early.start[first.number]] - found.shortfall]
        if start >= found.grid.today:
            ways.append(f"move {first.called} to {said(date.fromordinal(found.grid.first + start))} or earlier")
    longest = max(chain, key=lambda node: length[node.number], default=None)
    if longest and length[longest.number] > found.shortfall:
        ways.append(f"shorten {longest.called} by {days(found.shortfall)}")
    elif longest and length[longest.number]:
        ways.append(f"run {longest.called} beside other work")
    ways.append(f"agree go-live on {said(_forecast(found))}")
    return _step(", ".join(ways[:-1]), ways[-1])


def _deadlines(found: Found, faults: Faults) -> None:
    for node in found.grid.network.nodes:
        deadline = node.task.deadline
        if not deadline or not node.live:
            continue
        path, finish = (*node.path, "deadline"), found.dates[node.id].early_finish
        if deadline < found.today:
            message = f"The deadline of {node.called}, {said(deadline)}, has passed."
            faults.find("deadline-in-past", message, path, "Finish it, or agree a new deadline.")
        elif finish > deadline:
            late = _late_by(found, node, deadline)
            message = f"{node.called} finishes on {said(finish)}, {days(late)} after its deadline, {said(deadline)}."
            faults.find("deadline-missed", message, path, _step(_sooner(found, node, late), "agree a later deadline"))


def _late_by(found: Found, node: Node, day: date) -> int:
    """Business days from the end of a day to a task's early finish; at least one where it is later."""
    index = found.grid.late_days(node.base).index
    boundary = node.edge(day.toordinal()) - found.grid.first
    return max(1, index[found.answers.early.finish[node.number]] - index[boundary])


def _sooner(found: Found, node: Node, late: int) -> str:
    """What would bring a task forward: what drives it, its own length, or the links of its chain."""
    driver = found.dates[node.id].driver
    ways = []
    if driver and driver.kind == "link":
        title = found.deal.tasks[driver.source].title or driver.source
        ways.append(f'bring "{title}" forward by {days(late)}')
    if driver and driver.kind == "not-before":
        ways.append(f"move its not_before {days(late)} earlier")
    if found.grid.steps.length[node.number] > late:
        ways.append(f"shorten {node.called} by {days(late)}")
    return " or ".join(ways)


def _dues(found: Found, faults: Faults) -> None:
    for node in found.grid.network.nodes:
        due = node.task.due
        if not due or not node.live:
            continue
        finish = found.dates[node.id].early_finish
        if finish > due:
            late = _late_by(found, node, due)
            message = f"{node.called} can't be done by {said(due)}; it needs {days(late)} more, until {said(finish)}."
            hint = _step(_sooner(found, node, late), f"agree {said(finish)}")
            faults.find("pin-broken", message, (*node.path, "due"), hint)


def _breaks_its_pin(found: Found, node: Node) -> bool:
    """Whether `pin-broken` tells of this task already."""
    due = node.task.due
    return bool(due and node.live and found.dates[node.id].early_finish > due)


def _step(*ways: str) -> str:
    """One sentence of the ways there are."""
    told = ", or ".join(filter(None, ways))
    return f"{told[0].upper()}{told[1:]}."


def _fixed_links(found: Found, faults: Faults) -> None:
    """Links that a fixed date breaks."""
    for arc in found.grid.network.arcs:
        node = found.grid.network.nodes[arc.target]
        if not node.fixed:
            continue
        index = found.grid.late_days(node.base).index
        start = found.answers.early.start[arc.target]
        late = index[demands(found.grid, found.answers, arc)] - index[start]
        if late > 0:
            source = found.grid.network.nodes[arc.source]
            message = (
                f"{node.called} is fixed on {_due(node)}, {days(late)} before its link from {source.called} allows."
            )
            faults.find(
                "link-violated", message, arc.path, f"Bring {source.called} forward by {days(late)}, or free the date."
            )


def _due(node: Node) -> str:
    return said(node.task.due) if node.task.due else ""


def _out_of_sequence(found: Found, faults: Faults) -> None:
    """Work that began before what it waits for was done."""
    nodes = found.grid.network.nodes
    for arc in found.grid.network.links:
        source, target = nodes[arc.source], nodes[arc.target]
        if target.state not in ("started", "done") or arc.type != "FS" or not source.live:
            continue
        word = "done" if target.state == "done" else "under way"
        message = f"{target.called} is {word}, but {source.called}, which it waits for, is not done."
        hint = f"Mark {source.called} done, or change the link."
        faults.find("out-of-sequence", message, arc.path, hint)


def _negative(found: Found, faults: Faults) -> None:
    """Each chain of tasks without time left, told once, at its end."""
    nodes, dates = found.grid.network.nodes, found.dates
    short = {n.number for n in nodes if n.id in dates and (dates[n.id].total_float or 0) < 0}
    leads = {arc.source for arc in found.grid.network.arcs if arc.target in short}
    for k in sorted(short - leads):
        chain = [n for n in chain_to(k, found.grid, found.drives) if n in short]
        least = -min(dates[nodes[n].id].total_float or 0 for n in chain)
        if chain != [k]:
            told = listing([nodes[n].called for n in chain])
            message = f"The way to {nodes[k].called} is {days(least)} short: {told}."
            hint = f"Win back {days(least)} in this chain, or agree later dates."
            faults.find("negative-float", message, nodes[k].path, hint)
        elif not _breaks_its_pin(found, nodes[k]):
            hint = f"Win back {days(least)}, or agree a later date."
            faults.find("negative-float", f"{nodes[k].called} is {days(least)} short.", nodes[k].path, hint)


def _overdue(found: Found, faults: Faults) -> None:
    """Not begun, though the due date leaves too few days, or has passed."""
    for node in found.grid.network.nodes:
        due = node.task.due
        if node.state != "waiting" or not due:
            continue
        calendar, boundary = found.grid.late_days(node.works), node.edge(due.toordinal())
        begin = due if node.span.days == 0 else date.fromordinal(calendar.add(boundary, -node.span.days))
        if begin >= found.today:
            continue
        begun = "is not done" if node.span.days == 0 else f"should have started by {said(begin)}"
        hint = f"Write {'finished' if node.span.days == 0 else 'started'}:, or agree a new date."
        faults.find(
            "overdue-not-started", f"{node.called} is due on {said(due)} and {begun}.", (*node.path, "due"), hint
        )


def _ends(found: Found, faults: Faults) -> None:
    """Tasks that lead nowhere, though the plan has one end."""
    nodes = found.grid.network.nodes
    sources = {arc.source for arc in found.grid.network.links}
    ends = [n for n in nodes if n.live and n.on_path and n.number not in sources and n.task.role != "go-live"]
    if not any(n.task.role == "go-live" for n in nodes) and ends:
        ends.remove(max(ends, key=lambda n: found.answers.early.finish[n.number]))
    for node in ends:
        hint = "Link it to what needs it, or mark it off_path or after_target."
        faults.find("open-end", f"Nothing waits for {node.called}; it must be done by go-live.", node.path, hint)


def _lags(found: Found, faults: Faults) -> None:
    for arc in found.grid.network.arcs:
        if abs(arc.lag.days) > LONG_LAG * (1 if arc.lag.unit == "bd" else 7 / 5):
            target = found.grid.network.nodes[arc.target]
            hint = "Make the waiting a task of its own, with an owner."
            message = f"{target.called} has a lag of {arc.lag} on {days_text(arc.days)} days."
            faults.find("long-lag", message, arc.path, hint)


def _actuals(found: Found, faults: Faults) -> None:
    """Done without a day, or under way since nobody knows when: today is taken."""
    for node in found.grid.network.nodes:
        key = "finished" if node.state == "done" else "started"
        if node.state in ("done", "started") and not getattr(node.task, key):
            shown = days_of(found.grid, node, found.answers.early)[key == "finished"]
            message = f"{node.called} has no {key} date; {said(shown)} is taken."
            faults.find("actual-missing", message, (*node.path, "status"), f"Add {key}:.")
