"""What people should know about a schedule that stands: each with a place and a next step (docs/problems.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from mapdocs.schedule.answers import Buffer, answer
from mapdocs.schedule.drivers import chain_to, demands
from mapdocs.schedule.grid import redated
from mapdocs.schedule.shown import days_of, go_live_day
from mapdocs.schedule.words import days, days_in, days_text, listing, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapdocs.deal import Deal
    from mapdocs.schedule.answers import Answers
    from mapdocs.schedule.faults import Faults
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Arc, Node
    from mapdocs.timetable import TaskDates

LONG_LAG = 20
_DRIVEN_BY = {"start": "the plan's start", "not-before": "its earliest start"}
_MOST_TRIED = 3  # each try is a run of the passes
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
    held: Mapping[str, date]


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
    if found.shortfall and found.answers.ends > (found.answers.target or 0):
        message = (
            f"Go-live on {said(target)} is missed by {days(found.shortfall)}: the work ends {said(_forecast(found))}."
        )
        faults.find("target-missed", message, _GO_LIVE, _remedy(found))
    elif found.shortfall:
        _behind_go_live(found, faults)


def _behind_go_live(found: Found, faults: Faults) -> None:
    """Work that holds go-live, but waits for what comes after it."""
    grid = found.grid
    for node in (grid.network.nodes[k] for k in grid.groups.tail if grid.groups.on_path[k]):
        message = (
            f"{node.called} holds go-live, but waits for what comes after it: go-live is {days(found.shortfall)} late."
        )
        faults.find("target-missed", message, node.path, "Mark it after_target or off_path, or remove its link.")


def _around(found: Found, day: date) -> tuple[int, int]:
    calendar = found.grid.late_days(found.answers.both)
    return calendar.prev(day.toordinal()) - 1, calendar.next(day.toordinal())


def _forecast(found: Found) -> date:
    return go_live_day(found.deal, found.grid, found.answers.both, found.answers.ends)


def _remedy(found: Found) -> str:
    """What was tried and keeps the target: starts, agreed dates, durations; and the date that needs nothing else."""
    ways = [*_moved(found), *_started_before(found), *_shortened(found)]
    return _step(", ".join(ways), f"agree go-live on {said(_forecast(found))}")


def _keeps(found: Found, grid: Grid) -> bool:
    """Whether the target is kept on a grid with something changed."""
    try:
        return answer(found.deal, grid, found.answers.both, Buffer()).ends <= (found.answers.target or 0)
    except IndexError:
        return False


def _with(found: Found, nodes: Sequence[Node], rest: Mapping[int, int]) -> Grid:
    """The grid with these nodes changed, and with other earliest starts."""
    grid = found.grid
    all_nodes, limits = grid.network.nodes.copy(), grid.rest.copy()
    for node in nodes:
        all_nodes[node.number] = node
    for k, start in rest.items():
        limits[k] = (start, limits[k][1])
    numbers = [*rest, *(node.number for node in nodes)]
    return redated(replace(grid, rest=limits), replace(grid.network, nodes=all_nodes), numbers)


def _moved(found: Found) -> Iterator[str]:
    """A task that rests on the plan's start, or on a date of its own, so much earlier that the target is kept."""
    grid = found.grid
    resting = [(grid.network.nodes[k], grid.reason[k].kind) for k in found.critical]
    resting = [(node, kind) for node, kind in resting if node.state == "waiting" and kind in {"start", "due"}]
    for node, kind in resting[:_MOST_TRIED]:
        calendar, k = grid.late_days(node.works), node.number
        if kind == "start":
            start = calendar.days[calendar.index[found.answers.early.start[k]] - found.shortfall]
            if start >= grid.today and _keeps(found, _with(found, [], dict.fromkeys([*_linked(found), k], start))):
                yield f"move {node.called} to {said(date.fromordinal(grid.first + start))} or earlier"
                return
            continue
        last = calendar.index[found.answers.early.finish[k]] - (not node.morning)
        day = date.fromordinal(grid.first + max(calendar.days[last - found.shortfall], 0))
        earlier = replace(node, task=node.task.model_copy(update={"due": day}))
        if day >= found.today and not node.fixed and _keeps(found, _with(found, [earlier], {})):
            yield f"move the due date of {node.called} to {said(day)}"
            return


def _linked(found: Found) -> list[int]:
    """What waits for other work, and only beside that for the plan's start."""
    nodes, rest = found.grid.network.nodes, found.grid.rest
    apart = (n for n in nodes if n.state == "waiting" and rest[n.number][1].kind == "start" and n.id in found.dates)
    return [n.number for n in apart if (driver := found.dates[n.id].driver) and driver.kind == "link"]


def _started_before(found: Found) -> Iterator[str]:
    """Those that the forecast holds to the starts agreed on, where the target is kept once they need not wait."""
    grid, nodes = found.grid, found.grid.network.nodes
    if found.deal.forecast != "hold" or not found.held:
        return
    free = {
        node.number: max(grid.opening, grid.today, _own_start(grid, node))
        for node in nodes
        if node.id in found.held and node.state == "waiting"
    }
    told = [k for k in found.critical if k in free and grid.rest[k][0] > free[k]]
    if told and _keeps(found, _with(found, [], free)):
        names = listing([nodes[k].called for k in told])
        yield f"start {names} before {'its agreed start' if len(told) == 1 else 'their agreed starts'}"


def _own_start(grid: Grid, node: Node) -> int:
    """The boundary of a task's own not-before date."""
    day = node.task.not_before
    return node.opening(day.toordinal()) - grid.first if day else 0


def _shortened(found: Found) -> Iterator[str]:
    """The longest task of the chain, or two that run side by side, so much shorter that the target is kept."""
    grid, length = found.grid, found.grid.steps.length
    chain = sorted((k for k in found.critical if length[k] > 1), key=lambda k: -length[k])[:_MOST_TRIED]
    for some in (*combinations(chain, 1), *combinations(chain, 2)):
        nodes = [grid.network.nodes[k] for k in some]
        less = [_too_long(found, node) for node in nodes]
        if any(length[k] <= n for k, n in zip(some, less, strict=True)):
            continue
        shorter = [
            replace(node, span=replace(node.span, days=node.span.days - n)) for node, n in zip(nodes, less, strict=True)
        ]
        if _keeps(found, _with(found, shorter, {})):
            told = (f"{node.called} by {_days_of(node, n)}" for node, n in zip(nodes, less, strict=True))
            yield f"shorten {' and '.join(told)}"
            return


def _too_long(found: Found, node: Node) -> int:
    """By how many of its own days a task is too long for the target."""
    calendar_days = found.answers.ends - (found.answers.target or 0)
    return calendar_days if node.span.unit == "cd" else found.shortfall


def _days_of(node: Node, count: int) -> str:
    return days(count) if node.span.unit == "bd" else f"{count} calendar day{'' if count == 1 else 's'}"


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
            told = f"{days_in(node.base, late)} after its deadline"
            message = f"{node.called} finishes on {said(finish)}, {told}, {said(deadline)}."
            faults.find("deadline-missed", message, path, _step(_sooner(found, node, late), "agree a later deadline"))


def _late_by(found: Found, node: Node, day: date) -> int:
    """Business days from the end of a day to a task's early finish; at least one where it is later."""
    index = found.grid.late_days(node.base).index
    boundary = node.edge(day.toordinal()) - found.grid.first
    return max(1, index[found.answers.early.finish[node.number]] - index[boundary])


def _sooner(found: Found, node: Node, late: int) -> str:
    """What would bring a task forward: what drives it, its own length, or the links of its chain."""
    driver = found.dates[node.id].driver
    ways, told = [], days_in(node.base, late)
    if driver and driver.kind == "link":
        title = found.deal.tasks[driver.source].title or driver.source
        ways.append(f'bring "{title}" forward by {told}')
    if driver and driver.kind == "not-before":
        ways.append(f"move its not_before {told} earlier")
    if found.grid.steps.length[node.number] > late:
        ways.append(f"shorten {node.called} by {told}")
    return " or ".join(ways)


def _dues(found: Found, faults: Faults) -> None:
    for node in found.grid.network.nodes:
        due = node.task.due
        if not due or not node.live:
            continue
        finish = found.dates[node.id].early_finish
        if finish > due:
            late = _late_by(found, node, due)
            told = days_in(node.base, late)
            message = f"{node.called} can't be done by {said(due)}; it needs {told} more, until {said(finish)}."
            if node.fixed:
                why = _DRIVEN_BY.get(found.grid.rest[node.number][1].kind, "today")
                fixed = f"{node.called} is fixed on {said(due)}, but"
                message = f"{fixed} {why} keeps it until {said(finish)}, {told} later."
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
            late_by = days_in(node.base, late)
            source = found.grid.network.nodes[arc.source]
            message = f"{node.called} is fixed on {_due(node)}, {late_by} before its link from {source.called} allows."
            faults.find(
                "link-violated", message, arc.path, f"Bring {source.called} forward by {late_by}, or free the date."
            )


def _due(node: Node) -> str:
    return said(node.task.due) if node.task.due else ""


def _out_of_sequence(found: Found, faults: Faults) -> None:
    """Work that began or ended before what it waits for had, also past what only passes its links on."""
    nodes = found.grid.network.nodes
    into: dict[int, list[Arc]] = {}
    for arc in found.grid.network.links:
        if nodes[arc.target].state == "passed":
            into.setdefault(arc.target, []).append(arc)
    for arc in found.grid.network.links:
        target = nodes[arc.target]
        if target.state != "done" and (target.state != "started" or arc.type[1] == "F"):
            continue
        for source, end in _sources(arc, nodes, into):
            if not source.live or (end == "S" and source.state == "started"):
                continue
            word, wanted = "done" if target.state == "done" else "under way", "done" if end == "F" else "under way"
            message = f"{target.called} is {word}, but {source.called}, which it waits for, is not {wanted}."
            hint = f"Mark {source.called} {wanted}, or change the link."
            faults.find("out-of-sequence", message, arc.path, hint)


def _sources(arc: Arc, nodes: list[Node], into: Mapping[int, list[Arc]]) -> list[tuple[Node, str]]:
    """What a link comes from, and from which end of it; for what passes its links on, what leads to that."""
    found, seen, left = [], {arc.source}, [arc]
    for link in left:  # grows as it is read
        if nodes[link.source].state != "passed":
            found.append((nodes[link.source], link.type[0]))
            continue
        fresh = [other for other in into.get(link.source, ()) if other.source not in seen]
        seen.update(other.source for other in fresh)
        left += fresh
    return found


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
