"""A network laid out on calendar tables: every duration, date and link as integers that the passes read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from mapdocs.schedule.calendars import Tables
from mapdocs.schedule.passes import Lagged, Steps, Table
from mapdocs.timetable import Driver

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from mapdocs.dates import WorkCalendar
    from mapdocs.deal import Deal
    from mapdocs.schedule.calendars import Parts
    from mapdocs.schedule.network import Arc, Network, Node

Limit = tuple[int, Driver]
"""The earliest start, and why."""
_PAST: Limit = (0, Driver("data-date"))
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Groups:
    """Node numbers by what the passes tell apart, found once, so that they need not ask every node.

    `path`, `path_marks`: what holds go-live, live milestones apart. `marks`: all live milestones. `after`: what waits
    for go-live. `dated`: unfinished, with a due date or deadline. `head`, `tail`: the order cut in two: what does not
    wait for a task after go-live, and what does. `beside`: the order's nodes that don't hold go-live.
    """

    on_path: list[bool]
    live: list[int]
    path: list[int]
    path_marks: list[int]
    marks: list[int]
    passed: list[int]
    after: list[int]
    go_live: list[int]
    fixed: frozenset[int]
    dated: frozenset[int]
    head: list[int]
    tail: list[int]
    beside: list[int]


@dataclass(frozen=True, slots=True)
class Grid:
    """The network on tables of working days; boundaries are offsets into them.

    `floor`: no unfinished node starts before it, because of `reason`. `rest`: the same without its due date.
    `cap`: its own latest finish, else `top`.
    `start`, `finish`: what has happened; for a started node the finish is still open.
    `evening`: go-live is at the end of its day. `order`: unfinished nodes in working order.
    `began`: the extra numbers that hold starts of started nodes.
    """

    network: Network
    tables: Tables
    today: int
    opening: int
    evening: bool
    steps: Steps
    order: list[int]
    floor: list[int]
    rest: list[Limit]
    reason: list[Driver]
    cap: list[int]
    start: list[int]
    finish: list[int]
    began: dict[int, int]
    groups: Groups

    @property
    def first(self) -> int:
        """The ordinal of the tables' first day: offset 0."""
        return self.tables.first

    @property
    def top(self) -> int:
        """The last boundary of the tables."""
        return self.tables.last - self.tables.first

    def late_days(self, parts: Parts) -> WorkCalendar:
        """The table in which every boundary has days on both sides."""
        return self.tables.late_days(parts)


def lay_out(deal: Deal, network: Network, today: date, held: Mapping[str, date], first: int, last: int) -> Grid:
    """All numbers of the network on tables between two days (ordinals)."""
    layout = _Layout(network, first, last, today.toordinal() - first)
    opening = max((deal.start or today).toordinal() - first, 0)
    kind = "start" if opening >= layout.today else "data-date"
    began = _fill_actuals(layout, opening)
    for node in network.nodes:
        limits = [(max(opening, layout.today), Driver(kind))]  # type: ignore[arg-type]  # one of the literals
        if node.state == "started":
            limits = [(layout.today, Driver("data-date"))]
        limits.extend(_own_limits(layout, node, held if deal.forecast == "hold" else {}))
        rest = max(limits, key=itemgetter(0)) if node.live else _PAST
        limit, reason = max((rest, *_due_limit(layout.tables, node, layout.length[node.number])), key=itemgetter(0))
        layout.rest.append(rest)
        layout.floor.append(limit)
        layout.reason.append(reason)
        layout.cap.append(_own_cap(layout.tables, node))
    return layout.grid(
        [_from_actual(arc, began) for arc in network.arcs], began, opening, evening=deal.go_live.at == "end"
    )


def redated(grid: Grid, network: Network, numbers: list[int]) -> Grid:
    """The grid of the network with some unfinished nodes changed: other durations or due dates, the same links."""
    tables, length = grid.tables, grid.steps.length.copy()
    floor, reason, cap = grid.floor.copy(), grid.reason.copy(), grid.cap.copy()
    for k in numbers:
        node = network.nodes[k]
        length[k] = left_of(tables, grid.today, node, node.span.days)
        floor[k], reason[k] = max((grid.rest[k], *_due_limit(tables, node, length[k])), key=itemgetter(0))
        cap[k] = _own_cap(tables, node)
    dated = grid.groups.dated.union(k for k in numbers if network.nodes[k].task.due)
    groups, steps = replace(grid.groups, dated=dated), replace(grid.steps, length=length)
    return replace(grid, network=network, steps=steps, floor=floor, reason=reason, cap=cap, groups=groups)


def can_drop(grid: Grid, number: int) -> bool:
    """Whether a node can be dropped without another link falling away: something leads to it, and it leads on."""
    node, steps = grid.network.nodes[number], grid.steps
    ahead, behind = (
        steps.plain_in[number] or steps.lagged_in[number],
        steps.plain_out[number] or steps.lagged_out[number],
    )
    return node.state == "waiting" and not node.fixed and bool(ahead) and bool(behind)


def dropped(grid: Grid, network: Network, number: int) -> Grid:
    """The grid of the network with a node, of which `can_drop` is true, that now only passes its links on."""
    tables, steps = grid.tables, grid.steps
    works, late = tables.days(network.nodes[number].works), tables.late_days(network.nodes[number].works)
    on_path = _with(grid.groups.on_path, number, value=False)
    groups = replace(
        grid.groups,
        on_path=on_path,
        live=_without(grid.groups.live, number),
        path=_without(grid.groups.path, number),
        path_marks=_without(grid.groups.path_marks, number),
        marks=_without(grid.groups.marks, number),
        passed=[*grid.groups.passed, number],
        dated=grid.groups.dated - {number},
        beside=[k for k in grid.order if not on_path[k]],
    )
    return replace(
        grid,
        network=network,
        steps=replace(
            steps,
            length=_with(steps.length, number, 0),
            works=_with(steps.works, number, (works.days, works.index)),
            late=_with(steps.late, number, (late.days, late.index)),
        ),
        floor=_with(grid.floor, number, 0),
        rest=_with(grid.rest, number, _PAST),
        reason=_with(grid.reason, number, _PAST[1]),
        cap=_with(grid.cap, number, grid.top),
        start=_with(grid.start, number, grid.today),
        finish=_with(grid.finish, number, grid.today),
        groups=groups,
    )


def _with(values: list[Value], position: int, value: Value) -> list[Value]:
    found = values.copy()
    found[position] = value
    return found


def _without(numbers: list[int], number: int) -> list[int]:
    return [k for k in numbers if k != number]


class _Layout:
    """The lists while they are filled."""

    def __init__(self, network: Network, first: int, last: int, today: int) -> None:
        self.network, self.tables, self.first, self.today = network, Tables(first, last), first, today
        self.floor: list[int] = []
        self.rest: list[Limit] = []
        self.reason: list[Driver] = []
        self.cap: list[int] = []
        self.start = [0] * len(network.nodes)
        self.finish = [0] * len(network.nodes)
        self.length = [left_of(self.tables, today, node, node.span.days) for node in network.nodes]

    def offset(self, day: date) -> int:
        return day.toordinal() - self.first

    def grid(self, arcs: list[Arc], began: dict[int, int], opening: int, *, evening: bool) -> Grid:
        nodes = self.network.nodes
        steps = _steps(self, arcs)
        order = [k for k in self.network.order if nodes[k].live or steps.plain_in[k] or steps.lagged_in[k]]
        order = [k for k in order if nodes[k].state != "done"]
        return Grid(
            self.network, self.tables, self.today, opening, evening, steps, order,
            self.floor, self.rest, self.reason, self.cap, self.start, self.finish, began, _groups(nodes, steps, order),
        )  # fmt: skip


def left_of(tables: Tables, today: int, node: Node, days: int) -> int:
    """What is still to work of so many days."""
    done = worked(tables, today, node)
    return days if done is None else max(1, days - done)


def worked(tables: Tables, today: int, node: Node) -> int | None:
    """Days worked so far, where what remains follows from them."""
    if node.state != "started" or node.task.remaining or node.task.is_milestone:
        return None
    since = node.task.started.toordinal() if node.task.started else tables.first + today
    return max(tables.days(node.works).count(since, tables.first + today), 0)


def _back(tables: Tables, node: Node, boundary: int, days: int) -> int:
    """So many of the node's days before a boundary; 0 where the table ends first."""
    calendar = tables.late_days(node.works)
    return max(calendar.days[calendar.index[boundary] - days], 0) if days else boundary


def _actual_start(layout: _Layout, node: Node) -> int:
    return layout.offset(node.task.started) if node.task.started else layout.today


def _fill_actuals(layout: _Layout, opening: int) -> dict[int, int]:
    """Starts and finishes that have happened."""
    nodes, began = layout.network.nodes, {}
    for node in nodes:
        k, task = node.number, node.task
        if node.state == "done":
            day = layout.offset(task.finished) if task.finished else _missing_finish(layout, node, opening)
            layout.finish[k] = node.edge(day)
            layout.start[k] = layout.finish[k]
            if not task.is_milestone:
                early = _back(layout.tables, node, layout.finish[k], node.span.days)
                layout.start[k] = layout.offset(task.started) if task.started else min(early, day)
        elif node.state == "started":
            began[k] = len(layout.start)
            at = node.edge(_actual_start(layout, node)) if task.is_milestone else _actual_start(layout, node)
            layout.start.append(at)
            layout.finish.append(at)
        elif node.state == "passed":
            layout.start[k] = layout.finish[k] = layout.today
    return began


def _missing_finish(layout: _Layout, node: Node, opening: int) -> int:
    """When something was done that has no date: when it was due, else the last day that holds nothing up today."""
    calendar, since = layout.tables.late_days(node.base), opening
    day = calendar.days[calendar.index[layout.today] - 1]
    if node.task.due:
        day = since = layout.offset(node.task.due)
    if node.task.started:
        since = layout.offset(node.task.started)
    return min(max(day, since), layout.today)


def _own_limits(layout: _Layout, node: Node, held: Mapping[str, date]) -> Iterator[Limit]:
    """What else keeps a node from starting: its agreed start or not-before date."""
    if node.state == "waiting":
        if node.id in held:
            yield node.opening(held[node.id].toordinal()) - layout.first, Driver("not-before")
        if node.task.not_before:
            day = layout.offset(node.task.not_before)
            if node.span.days == 0 and not node.morning:
                calendar = layout.tables.late_days(node.works)
                day = calendar.days[calendar.index[day]]
            yield node.opening(day), Driver("not-before")


def _due_limit(tables: Tables, node: Node, length: int) -> Iterator[Limit]:
    """The start that ends on its due date."""
    if node.task.due and node.live:
        yield _back(tables, node, node.edge(node.task.due.toordinal() - tables.first), length), Driver("due")


def _own_cap(tables: Tables, node: Node) -> int:
    dates = (node.task.due, node.task.deadline) if node.live else ()
    return min([tables.last - tables.first, *(node.edge(day.toordinal() - tables.first) for day in dates if day)])


def _from_actual(arc: Arc, began: dict[int, int]) -> Arc:
    """A link that leaves from a start that has happened leaves from that, not from where the rest resumes."""
    return replace(arc, source=began[arc.source]) if arc.type[0] == "S" and arc.source in began else arc


def _steps(layout: _Layout, arcs: list[Arc]) -> Steps:
    nodes, numbers = layout.network.nodes, range(len(layout.start))
    # One pair for each calendar, not for each node: at ten thousand nodes a processor's cache feels it.
    pairs: dict[int, Table] = {}
    works, late = (
        [pairs.setdefault(id(c), (c.days, c.index)) for c in (find(node.works) for node in nodes)]
        for find in (layout.tables.days, layout.tables.late_days)
    )
    steps = Steps(
        layout.length,
        works,
        late,
        *([[] for _ in numbers] for _ in range(4)),  # type: ignore[arg-type]  # four lists of lists
    )
    for arc in arcs:
        moves = not nodes[arc.target].fixed
        if arc.type == "FS" and not arc.lag.days:
            steps.plain_out[arc.source].append(arc.target)
            if moves:
                steps.plain_in[arc.target].append(arc.source)
            continue
        late_days = layout.tables.late_days(arc.days)
        steps.lagged_out[arc.source].append(lagged(arc, arc.target, late_days))
        if moves:
            steps.lagged_in[arc.target].append(lagged(arc, arc.source, layout.tables.days(arc.days)))
    return steps


def _groups(nodes: list[Node], steps: Steps, order: list[int]) -> Groups:
    on_path = [node.on_path for node in nodes]
    marks = [n.number for n in nodes if n.live and n.task.is_milestone]
    apart = set(marks)
    after = [n.number for n in nodes if n.task.after_target]
    behind = {k for k in after if nodes[k].live}
    if behind:
        for k in order:
            if k in behind:
                behind.update(steps.plain_out[k], (link[0] for link in steps.lagged_out[k]))
    return Groups(
        on_path=on_path,
        live=[n.number for n in nodes if n.live],
        path=[k for k, holds in enumerate(on_path) if holds and k not in apart],
        path_marks=[k for k in marks if on_path[k]],
        marks=marks,
        passed=[n.number for n in nodes if n.state == "passed"],
        after=after,
        go_live=[n.number for n in nodes if n.task.role == "go-live"],
        fixed=frozenset(n.number for n in nodes if n.fixed),
        dated=frozenset(n.number for n in nodes if n.live and (n.task.due or n.task.deadline)),
        head=[k for k in order if k not in behind] if behind else order,
        tail=[k for k in order if k in behind] if behind else [],
        beside=[k for k in order if not on_path[k]],
    )


def lagged(arc: Arc, other: int, calendar: WorkCalendar) -> Lagged:
    """A link as the passes read it, seen from one end."""
    days = None if arc.lag.unit == "cd" else calendar.days
    return other, arc.type[0] == "S", arc.type[1] == "F", arc.lag.days, days, calendar.index
