"""All worlds between two states of a deal, made ready to be run at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from mapdocs.schedule.calendars import Calendars
from mapdocs.schedule.faults import Faults
from mapdocs.schedule.grid import lay_out
from mapdocs.schedule.network import read_network
from mapdocs.timeline.batch import Choice, Delta, Ending, Into, Values, Variant, code_of, run
from mapdocs.timeline.changes import Change, State, Worlds, find_changes, lasting
from mapdocs.timeline.happened import Happened, delta_of, outcome_of
from mapdocs.timeline.prune import prune
from mapdocs.timeline.tables import TableCache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mapdocs.schedule.calendars import Parts
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Arc
    from mapdocs.timeline.batch import Bools, Ints
    from mapdocs.timeline.changes import Atom
    from mapdocs.timeline.prune import Pruned

AT_ONCE = 4096  # what a processor's cache holds
MOST_TOUCHED = 4  # changes of one node: its variants are all their combinations
_ABSENT = (0, 0)


@dataclass(frozen=True, slots=True)
class World:
    """One of the worlds, laid out; `on`: the numbers of the changes that have happened in it."""

    on: frozenset[int]
    state: State
    grid: Grid
    numbers: Mapping[str, int]
    both: Parts
    into: Mapping[str, list[Arc]]


class Model:
    """Go-live under any set of the changes between two states."""

    def __init__(self, was: State, now: State) -> None:
        """Find the changes, and what has happened besides them."""
        self.worlds = Worlds(was, now)
        self.names = self.worlds.names
        self.number = {name: k for k, name in enumerate(self.names)}
        outcome = outcome_of(was), outcome_of(now)
        self._first = min(found.grid.tables.first for found in outcome)
        self._last = max(found.grid.tables.last for found in outcome)
        self._tables = TableCache(self._last - self._first)
        self.changes = find_changes(was, now)
        self._pivots: list[int] = []
        self._orders = self._sorted()
        self._laid: list[World] = []
        self._into_known: dict[tuple[object, ...], Into] = {}
        for on in (frozenset[int](), frozenset(range(len(self.changes)))):
            self._laid.append(self._lay(on))
        self._choices = [Choice(self._touched(name), {}) for name in self.names]
        empty = self._laid[0].grid
        self._ending = Ending(self._plan_wide(), {}, max(empty.opening, empty.today))
        self._happen(outcome[1].happened(self._first))
        self._pruned = self._prune()

    def days(self, sets: Bools, watch: Iterable[str] = ()) -> tuple[Ints, dict[str, Ints]]:
        """The day (ordinal) of go-live under each set, and the watched tasks' finishes; a row a change."""
        count = sets.shape[1]
        ends, watched = np.zeros(count, dtype=np.int64), {name: np.zeros(count, dtype=np.int64) for name in watch}
        for fixed, order in self._orders.items():
            for at in _portions(sets, fixed):
                some = np.ascontiguousarray(sets[:, at])
                if fixed in self._pruned and not watched:
                    pruned = self._pruned[fixed]
                    ends[at], _ = run(pruned.choices, pruned.order, self._ending, some, pruned.last)
                    continue
                self._fill(order, some)
                ends[at], found = run(self._choices, order, self._ending, some)
                for name, finishes in watched.items():
                    finishes[at] = found[self.number[name]].finish
        return ends + self._first, watched

    @property
    def decisive(self) -> frozenset[int]:
        """The changes, by number, that can move go-live under some set; the others have no share."""
        if not self._pruned:
            return frozenset(range(len(self.changes)))
        return frozenset().union(
            *(pruned.changes for pruned in self._pruned.values()), self._ending.touched, self._pivots
        )

    def worked(self, name: str, since: int, until: int) -> int:
        """Working days of a task, by its own calendar in the later state, between two boundaries."""
        world = self._laid[1] if name in self._laid[1].numbers else self._laid[0]
        index = world.grid.late_days(world.grid.network.nodes[world.numbers[name]].works).index
        return index[until] - index[since]

    # ---------------------------------------------------------------- the order

    def _sorted(self) -> dict[tuple[tuple[int, bool], ...], list[int]]:
        """By what the links of a ring are fixed to, an order of all nodes; changes that make a ring become one."""
        while True:
            try:
                choices = product((False, True), repeat=len(self._pivots))
                fixed = [tuple(zip(self._pivots, bits, strict=True)) for bits in choices]
                return {some: self._order(dict(some)) for some in fixed}
            except CycleError as error:
                self._join({self.names[k] for k in error.args[1]})

    def _order(self, fixed: Mapping[int, bool]) -> list[int]:
        of = self._by_atom()
        graph: dict[int, set[int]] = {k: set() for k in range(len(self.names))}
        for source, target, sides in self._links():
            if all(atom not in of or fixed.get(of[atom], happened) == happened for atom, happened in sides):
                graph[self.number[target]].add(self.number[source])
        return list(TopologicalSorter(graph).static_order())

    def _links(self) -> Iterator[tuple[str, str, list[tuple[Atom, bool]]]]:
        """All links of both states, each with what must or must not have happened for it to be there."""
        was, now = self.worlds.was, self.worlds.now
        for state, other, happened in ((was, now, False), (now, was, True)):
            for target, links in state.links.items():
                for source in {link.task for link in links}:
                    ends = [name for name in (source, target) if name not in other.deal.tasks]
                    if ends:
                        yield source, target, [((name, "presence"), happened) for name in ends]
                    elif target in other.deal.tasks:
                        same = source in {link.task for link in lasting(target, other, state)}
                        yield source, target, [] if same else [((target, "links"), happened)]

    def _join(self, ring: set[str]) -> None:
        """Changes of links that can't both have and not have happened are one."""
        wanted = ("links", "presence", "progress")
        chosen = [c for c in self.changes if any(name in ring and group in wanted for name, group in c.atoms)]
        pivots = [self.changes[k] for k in self._pivots]
        joined = replace(chosen[0], atoms=frozenset().union(*(change.atoms for change in chosen)))
        self.changes = [joined if c is chosen[0] else c for c in self.changes if c is chosen[0] or c not in chosen]
        kept = [joined if change in chosen else change for change in pivots]
        self._pivots = sorted({self.changes.index(change) for change in [*kept, joined]})

    # ---------------------------------------------------------------- the variants

    def _by_atom(self) -> dict[Atom, int]:
        return {atom: k for k, change in enumerate(self.changes) for atom in change.atoms}

    def _plan_wide(self) -> tuple[int, ...]:
        return tuple(k for k, change in enumerate(self.changes) if any(not name for name, _ in change.atoms))

    def _touched(self, name: str) -> tuple[int, ...]:
        """The changes that a node's variant depends on."""
        sources: dict[str, bool] = {}
        for state in (self.worlds.was, self.worlds.now):
            for link in state.links.get(name, ()):
                sources[link.task] = sources.get(link.task, False) or bool(link.lag.days)
        found = set(self._plan_wide())
        for k, change in enumerate(self.changes):
            for task, group in change.atoms:
                lagged = group == "calendar" and sources.get(task, False)
                if task == name or lagged or (group == "presence" and task in sources):
                    found.add(k)
        return tuple(sorted(found))

    def _lay(self, on: frozenset[int]) -> World:
        atoms = frozenset(atom for k in on for atom in self.changes[k].atoms)
        state, faults = self.worlds.state(atoms), Faults()
        calendars = Calendars(state.deal, faults)
        network = read_network(state.deal, state.left_out, calendars, faults)
        grid = lay_out(state.deal, network, state.today, state.held, self._first, self._last)
        numbers = {node.id: node.number for node in network.nodes}
        into: dict[str, list[Arc]] = {node.id: [] for node in network.nodes}
        for arc in network.links:
            into[network.nodes[arc.target].id].append(arc)
        return World(on, state, grid, numbers, calendars.named("both", ()), into)

    def _world(self, touched: tuple[int, ...], code: int) -> World:
        """A world in which just these of the touched changes have happened."""
        wanted = frozenset(change for bit, change in enumerate(touched) if code >> bit & 1)
        for world in self._laid:
            if world.on.intersection(touched) == wanted:
                return world
        self._laid.append(self._lay(wanted))
        return self._laid[-1]

    def _fill(self, order: Iterable[int], sets: Bools) -> None:
        """Make the variants that some sets need."""
        for k in order:
            choice = self._choices[k]
            for code in np.unique(code_of(choice.touched, sets)):
                if int(code) not in choice.variants:
                    variant = self._variant(self.names[k], self._world(choice.touched, int(code)))
                    self._choices[k] = choice = replace(choice, variants={**choice.variants, int(code): variant})
        for code in np.unique(code_of(self._ending.touched, sets)):
            world = self._world(self._ending.touched, int(code))
            table = (
                self._tables.of(world.grid.late_days(world.both)) if world.state.deal.go_live.at == "morning" else None
            )
            self._ending = replace(self._ending, mornings={**self._ending.mornings, int(code): table})

    def _variant(self, name: str, world: World) -> Variant:
        grid = world.grid
        if name not in world.numbers:
            return Variant(self._tables.every(), happened=_ABSENT)
        k = world.numbers[name]
        node, steps = grid.network.nodes[k], grid.steps
        works = self._tables.pair(*steps.works[k])
        if node.state == "done":
            return Variant(works, happened=(grid.start[k], grid.finish[k]), path=node.on_path)
        held = not node.fixed and not (node.state == "started" and world.state.deal.progress == "override")
        calendar = grid.late_days(world.both)
        mark = node.live and node.task.is_milestone
        return Variant(
            works=works,
            floor=grid.floor[k],
            length=steps.length[k],
            links=tuple(self._into(arc, world) for arc in world.into[name]) if held else (),
            began=grid.start[grid.began[k]] if k in grid.began else None,
            path=node.on_path,
            mark=self._tables.of(grid.late_days(node.works)) if mark and not node.morning else None,
            late=int(bool(mark and node.morning and grid.evening)),
            least=calendar.days[calendar.index[max(grid.today, grid.opening)]] if node.live and node.on_path else 0,
        )

    def _into(self, arc: Arc, world: World) -> Into:
        source = self.number[world.grid.network.nodes[arc.source].id]
        days = None if arc.lag.unit == "cd" else self._tables.of(world.grid.tables.days(arc.days))
        key = (source, arc.type, arc.lag.days, id(days))
        if key not in self._into_known:
            self._into_known[key] = Into(source, arc.type[0] == "S", arc.type[1] == "F", arc.lag.days, days)
        return self._into_known[key]

    def _prune(self) -> dict[tuple[tuple[int, bool], ...], Pruned]:
        """By what the links of a ring are fixed to, what counts; nothing where that would be too much to look at."""
        if max((len(choice.touched) for choice in self._choices), default=0) > MOST_TOUCHED:
            return {}
        count = len(self.changes)
        found = {}
        for fixed, order in self._orders.items():
            for k in order:
                touched = self._choices[k].touched
                sets = np.zeros((count, 1 << len(touched)), dtype=np.bool_)
                for bit, change in enumerate(touched):
                    sets[change] = np.arange(sets.shape[1]) >> bit & 1
                self._fill([k], sets)
            found[fixed] = prune(self._choices, order, count)
        return found

    # ---------------------------------------------------------------- what has happened

    def _happen(self, now: Happened) -> None:
        """Beside the changes of what a deal says: work begun, done or not begun until the later day."""
        every = np.ones((len(self.changes), 1), dtype=np.bool_)
        now_state = self.worlds.now
        evening = now_state.deal.go_live.at == "end"
        order = self._orders[tuple((pivot, True) for pivot in self._pivots)]
        self._fill(order, every)
        found = [Values(*(np.zeros(1, dtype=np.int64) for _ in range(3)))] * len(self.names)
        own = {name: k for k, change in enumerate(self.changes) for name, group in change.atoms if group == "presence"}
        own |= {name: k for k, change in enumerate(self.changes) for name, group in change.atoms if group == "progress"}
        for k in order:
            name, choice = self.names[k], self._choices[k]
            variant = choice.variants[(1 << len(choice.touched)) - 1]
            actual = now.of(name)
            lifted = variant.least + evening if variant.least and not now_state.done(name) else 0
            delta, found[k] = delta_of(variant, found, actual, lifted)
            if actual is None or delta == Delta():
                continue
            self._choices[k] = replace(choice, delta=self._numbered(name, delta, own.get(name)))

    def _numbered(self, name: str, delta: Delta, own: int | None) -> Delta:
        """The delta with the changes it stands for; new ones where no change of the deal brought the task about."""
        if own is not None:
            return replace(delta, start=own, rest=own)
        was, now = self.worlds.was, self.worlds.now
        waits = not now.done(name) and not now.begun(name)
        late = bool(delta.delay or delta.start_more)
        more = bool(delta.longer or delta.finish_more or delta.over_more)
        delta = replace(delta, done=now.done(name))
        if waits:
            number = self._add(Change("time", name, frozenset()))
            return replace(delta, start=number, rest=number)
        start = self._add(Change("start", name, frozenset())) if late else None
        old, new = was.deal.tasks[name].remaining, now.deal.tasks[name].remaining
        estimated = new is not None and old != new
        kind = "actual" if now.done(name) else "duration" if estimated else "time"
        texts = (str(old or ""), str(new)) if kind == "duration" else ("", "")
        rest = self._add(Change(kind, name, frozenset(), *texts)) if more else None  # type: ignore[arg-type]  # a kind
        return replace(delta, start=start, rest=rest)

    def _add(self, change: Change) -> int:
        self.changes.append(change)
        return len(self.changes) - 1


def _portions(sets: Bools, fixed: tuple[tuple[int, bool], ...]) -> Iterator[slice | Ints]:
    """The sets of just these pivots, so many at once; slices where there are none, which costs far less."""
    if not fixed:
        yield from (slice(begin, begin + AT_ONCE) for begin in range(0, sets.shape[1], AT_ONCE))
        return
    chosen = np.flatnonzero(np.logical_and.reduce([sets[pivot] == bit for pivot, bit in fixed]))
    yield from (chosen[begin : begin + AT_ONCE] for begin in range(0, len(chosen), AT_ONCE))
