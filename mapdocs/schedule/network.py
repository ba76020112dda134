"""The plan as a graph: nodes for tasks, arcs for links, and an order for both (docs/scheduling.md)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from mapdocs.dates import Span
from mapdocs.problems import nearest
from mapdocs.schedule.calendars import EVERY_DAY, listed
from mapdocs.schedule.words import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapdocs.deal import Deal, Task
    from mapdocs.links import Link, LinkType
    from mapdocs.schedule.calendars import Calendars, Parts
    from mapdocs.schedule.faults import Faults, Path

# `passed`: cancelled, or left out by its condition: takes no time and hands its links on.
State = Literal["waiting", "started", "done", "passed"]
DEFAULT = Span(5)
_MOST_STEPS = 2_000_000
_MOST_HINTS = 20  # each is a search through all names


@dataclass(frozen=True, slots=True)
class Node:
    """A task as the passes see it.

    `base`: the days that lags and floats count; `works`: the days it can be worked on (freezes, calendar days).
    `morning`: a milestone that stands at the start of its day.
    """

    number: int
    id: str
    task: Task
    state: State
    span: Span
    base: Parts
    works: Parts
    morning: bool = False

    @property
    def live(self) -> bool:
        """Whether it is still to be done."""
        return self.state in ("waiting", "started")

    @property
    def fixed(self) -> bool:
        """Whether its due date stands against logic."""
        return self.live and self.task.fixed and self.task.due is not None

    @property
    def on_path(self) -> bool:
        """Whether it holds go-live."""
        return self.state != "passed" and not (self.task.after_target or self.task.off_path)

    @property
    def path(self) -> Path:
        """Its place in the deal."""
        return ("tasks", self.id)

    @property
    def called(self) -> str:
        """For messages."""
        return f'"{self.task.title or self.id}"'

    def edge(self, day: int) -> int:
        """The boundary at which a milestone on that day stands, or a task that finishes on it."""
        return day if self.morning else day + 1

    def opening(self, day: int) -> int:
        """The boundary from which on it may start on that day."""
        return self.edge(day) if self.span.days == 0 else day


@dataclass(frozen=True, slots=True)
class Arc:
    """A link between nodes by number, with the days its lag counts and its place in the deal."""

    source: int
    target: int
    type: LinkType
    lag: Span
    days: Parts
    path: Path


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes in the deal's order, an order in which sources come before targets, and the arcs that can move anything.

    `links`: all arcs, those into done tasks too.
    """

    nodes: list[Node]
    arcs: list[Arc]
    order: list[int]
    links: list[Arc]


def read_network(deal: Deal, left_out: frozenset[str], calendars: Calendars, faults: Faults) -> Network:
    """Tasks and links of a composed deal; wrong links and cycles are faults."""
    nodes = [_node(k, name, deal, left_out, calendars) for k, name in enumerate(deal.tasks)]
    arcs = list(_arcs(nodes, calendars, faults))
    order = topological(len(nodes), arcs)
    if len(order) < len(nodes):
        _add_cycle(nodes, shortest_cycle(len(nodes), arcs, order), faults)
    holding = [arc for arc in arcs if _holds(deal, nodes[arc.target])]
    return Network(nodes, without_loose_ends(nodes, holding, order), order, arcs)


def _holds(deal: Deal, target: Node) -> bool:
    """Whether links still hold a task: none does once it is done, nor, where progress overrides, once it is started."""
    return target.state != "done" and not (target.state == "started" and deal.progress == "override")


def _node(number: int, name: str, deal: Deal, left_out: frozenset[str], calendars: Calendars) -> Node:
    task = deal.tasks[name]
    state = "passed" if name in left_out else _state(task)
    base, works = calendars.of_task(task, ("tasks", name))
    span = task.duration.likely if task.duration else DEFAULT
    if state == "passed":
        return passed(number, name, task, base)
    if state == "started" and task.remaining:
        span = Span(task.remaining.days, task.remaining.unit) if task.remaining.days else Span(0, span.unit)
    works = EVERY_DAY if span.unit == "cd" and not task.is_milestone else works
    return Node(number, name, task, state, span, base, works, _morning(deal, task, works))


def passed(number: int, name: str, task: Task, base: Parts) -> Node:
    """A node that takes no time and hands its links on."""
    return Node(number, name, task, "passed", Span(0), base, EVERY_DAY)


def _state(task: Task) -> State:
    if task.status == "cancelled":
        return "passed"
    if task.status == "done" or task.finished:
        return "done"
    under_way = task.status == "in-progress" or (task.started and task.status != "blocked")
    return "started" if under_way and not task.is_milestone else "waiting"


def _morning(deal: Deal, task: Task, works: Parts) -> bool:
    """A day that was listed for a milestone is the day it takes place."""
    at_morning = task.role == "go-live" and deal.go_live.at == "morning"
    return task.is_milestone and (task.milestone == "start" or at_morning or listed(works) is not None)


def _arcs(nodes: list[Node], calendars: Calendars, faults: Faults) -> Iterator[Arc]:
    number = {node.id: node.number for node in nodes}
    for node in nodes:
        for side, links in (("after", node.task.after), ("before", node.task.before)):
            for k, link in enumerate(links):
                path = (*node.path, side, k)
                if link.task == node.id:
                    faults.add("self-link", f"{node.called} waits for itself.", path, "Remove the link.")
                elif link.task not in number:
                    hint = (
                        nearest(link.task, number) if len(faults.errors) < _MOST_HINTS else "Add it, or correct the id."
                    )
                    faults.add("unknown-task", f'"{link.task}" is not a task of this deal.', path, hint)
                else:
                    other = nodes[number[link.task]]
                    source, target = (other, node) if side == "after" else (node, other)
                    yield _arc(source, target, link, path, calendars)


def _arc(source: Node, target: Node, link: Link, path: Path, calendars: Calendars) -> Arc:
    days = calendars.named(link.lag_calendar, path) if link.lag_calendar else source.base
    return Arc(source.number, target.number, link.type, link.lag, days, path)


def topological(count: int, arcs: Sequence[Arc]) -> list[int]:
    """Node numbers with every source before its targets; nodes on or behind a cycle are missing.

    The order of the file where it is one already, as in most plans: nothing is nearer in memory.
    """
    if all(arc.source < arc.target for arc in arcs):
        return list(range(count))
    waits, after = [0] * count, _after(count, arcs)
    for arc in arcs:
        waits[arc.target] += 1
    order = [k for k in range(count) if not waits[k]]
    for k in order:  # grows as it is read
        for j in after[k]:
            waits[j] -= 1
            if not waits[j]:
                order.append(j)
    return order


def shortest_cycle(count: int, arcs: Sequence[Arc], order: Iterable[int]) -> list[int]:
    """The shortest ring of nodes among those that `order` misses; the work is bounded."""
    left = set(range(count)) - set(order)
    after = _after(count, [a for a in arcs if a.source in left and a.target in left])
    best: list[int] = []
    steps = 0
    for start in sorted(left):
        back, steps = _way_back(start, after, len(best) or count + 1, steps)
        best = back or best
        if len(best) == 2 or (best and steps > _MOST_STEPS):  # noqa: PLR2004 - no ring is shorter
            break
    return best


def _way_back(start: int, after: list[list[int]], shorter_than: int, steps: int) -> tuple[list[int], int]:
    """Breadth first from a node to itself, over fewer nodes than given; with the steps taken so far."""
    came, queue = {start: start}, deque([(start, 1)])
    while queue:
        k, length = queue.popleft()
        if length >= shorter_than:
            break
        for j in after[k]:
            steps += 1
            if j == start:
                return _ring(came, k), steps
            if j not in came:
                came[j] = k
                queue.append((j, length + 1))
    return [], steps


def _ring(came: dict[int, int], last: int) -> list[int]:
    ring = [last]
    while came[ring[-1]] != ring[-1]:
        ring.append(came[ring[-1]])
    return ring[::-1]


def _add_cycle(nodes: list[Node], ring: list[int], faults: Faults) -> None:
    names = [nodes[k].id for k in (*ring, ring[0])]
    told = listing([f"{b} waits for {a}" for a, b in pairwise(names)])
    hint = "Remove one of these links." if len(ring) > 1 else ""
    faults.add("cycle", f"Tasks wait for each other in a ring: {told}.", ("tasks", names[0], "after"), hint)


def without_loose_ends(nodes: list[Node], arcs: list[Arc], order: list[int]) -> list[Arc]:
    """The arcs that can move anything: none through passed tasks that link nothing to anything."""
    after = _after(len(nodes), arcs)
    fed = {node.number for node in nodes if node.state != "passed"}
    wanted = {node.number for node in nodes if node.live}
    for k in order:
        if k in fed:
            fed.update(after[k])
    for k in reversed(order):
        if not wanted.isdisjoint(after[k]):
            wanted.add(k)
    return [arc for arc in arcs if arc.source in fed and arc.target in wanted]


def _after(count: int, arcs: Iterable[Arc]) -> list[list[int]]:
    after: list[list[int]] = [[] for _ in range(count)]
    for arc in arcs:
        after[arc.source].append(arc.target)
    return after
