"""The forward pass over many samples at once, and what drove each of them (docs/scheduling.md).

As `passes.forward`, a node at a time, but every number is an array with one value a sample. Where a list of days runs
out, a sample ends at the tables' last boundary instead of failing: it stands for "later than any day listed".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapdocs.dates import PAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapdocs.schedule.chances import Ints
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Node
    from mapdocs.schedule.passes import Lagged

    Bools = np.typing.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Days:
    """A calendar's table for arrays: see WorkCalendar. Behind its last working day all steps end at the top."""

    days: Ints
    index: Ints

    def at(self, boundaries: Ints) -> Ints:
        """The position of the first working day at or after each boundary; beyond the table its end."""
        return self.index.take(boundaries, mode="clip")

    def day(self, positions: Ints) -> Ints:
        """The working days at some positions."""
        return self.days.take(positions, mode="clip")


class Sampled:
    """Starts and finishes of all nodes, as arrays over the samples."""

    def __init__(self, grid: Grid, count: int, lengths: Mapping[int, Ints], tables: dict[int, Days]) -> None:
        """What has happened stands as it is. `lengths`: of the nodes that vary; `tables`: kept from run to run."""
        self.grid, self.count, self._lengths, self._tables = grid, count, lengths, tables
        happened = {boundary: self.same(boundary) for boundary in {*grid.start, *grid.finish}}
        self.start = [happened[boundary] for boundary in grid.start]
        self.finish = [happened[boundary] for boundary in grid.finish]

    def same(self, boundary: int) -> Ints:
        """One value for all samples."""
        return np.full(self.count, boundary, dtype=np.int64)

    def days(self, days: list[int], index: list[int]) -> Days:
        """The table of these lists."""
        found = self._tables.get(id(index))
        if not found:
            padded = np.array(days + [self.grid.top] * PAD, dtype=np.int64)
            found = self._tables[id(index)] = Days(padded, np.array(index, dtype=np.int64))
        return found

    def forward(self, order: Iterable[int], live: Ints | None) -> None:
        """Earliest start and finish of the nodes of `order`; those after the target wait until it is `live`."""
        steps = self.grid.steps
        for j in order:
            table = self.days(*steps.works[j])
            earliest = self._floor(j, live)
            for i in steps.plain_in[j]:
                np.maximum(earliest, self.finish[i], out=earliest)
            for link in steps.lagged_in[j]:
                np.maximum(earliest, self.demand(link, j), out=earliest)
            at = table.at(earliest)
            self.start[j] = self.finish[j] = table.day(at)
            if steps.length[j]:
                at += self._length(j)
                at -= 1
                self.finish[j] = table.day(at)
                self.finish[j] += 1

    def _length(self, number: int) -> Ints | int:
        return self._lengths.get(number, self.grid.steps.length[number])

    def _floor(self, number: int, live: Ints | None) -> Ints:
        """What its start rests on besides links; a due date asks for the start that ends on it."""
        grid, length = self.grid, self._lengths.get(number)
        node = grid.network.nodes[number]
        floor = self.same(grid.floor[number])
        if node.task.due and length is not None:
            calendar = grid.late_days(node.works)
            edge = calendar.index[node.edge(node.task.due.toordinal() - grid.first)]
            floor = np.maximum(self.days(calendar.days, calendar.index).day(edge - length), grid.rest[number][0])
        if live is not None and node.task.after_target:
            np.maximum(floor, live, out=floor)
        return floor

    def demand(self, link: Lagged, target: int) -> Ints:
        """The earliest start that a link leaves to its target."""
        i, from_start, to_finish, lag, days, index = link
        found = self.start[i] if from_start else self.finish[i]
        if lag and days is None:
            found = np.maximum(found + lag, 0)
        elif lag:
            table = self.days(days or [], index)
            found = table.day(table.at(found) + (lag - (lag > 0)))
            found = found + 1 if lag > 0 else np.maximum(found, 0)
        if to_finish and self.grid.steps.length[target]:
            # As in drivers.demands: on days before a list begins, so that a link can drive its first day.
            table = self.days(*self.grid.steps.late[target])
            found = table.day(table.at(found) - self._length(target))
        return found

    def over(self, number: int) -> Ints:
        """When a task is over, as `answers.end_of`."""
        grid = self.grid
        node, finish = grid.network.nodes[number], self.finish[number]
        if not (node.live and node.task.is_milestone):
            return finish
        if node.morning:
            return finish + grid.evening
        calendar = grid.late_days(node.works)
        table = self.days(calendar.days, calendar.index)
        # What lies beyond all days must stay there.
        return np.where(finish >= grid.top, grid.top, table.day(table.at(finish) - 1) + 1)

    def ends(self, path: Sequence[Node]) -> Ints:
        """When all tasks that hold go-live are over."""
        ends = self.same(0)
        for node in path:
            ends = np.maximum(ends, self.over(node.number))
        return ends if path else self.same(max(self.grid.opening, self.grid.today))

    def driving(self, order: list[int], path: Iterable[Node], ends: Ints) -> dict[int, Bools]:
        """By node: the samples in which it was on the chain that decided when all was over."""
        steps, nodes = self.grid.steps, self.grid.network.nodes
        source_of = {extra: number for number, extra in self.grid.began.items()}
        found: dict[int, Bools] = {}
        told = self._told(order)
        for node in path:
            if node.live:
                k = node.number
                found[k] = (self.over(k) == ends) | (told.get(k, self.finish[k]) == ends)
        for j in reversed(order):
            chain = found.get(j)
            if chain is None or not chain.any():
                continue
            after = self._before(j)
            for i in steps.plain_in[j]:
                _add(found, i, chain & (self.finish[i] > after))
            for link in steps.lagged_in[j]:
                demand = self.demand(link, j)
                _add(found, source_of.get(link[0], link[0]), chain & (demand > after))
        return {k: chain for k, chain in found.items() if nodes[k].live}

    def _told(self, order: list[int]) -> dict[int, Ints]:
        """As `answers.ends_told`, of milestones and of what passes its links on."""
        steps, nodes, told = self.grid.steps, self.grid.network.nodes, dict[int, "Ints"]()
        for k in order:
            node = nodes[k]
            if node.live and not node.task.is_milestone:
                continue
            if node.live and node.morning:
                told[k] = self.finish[k] + 1
                continue
            before = [*steps.plain_in[k], *(link[0] for link in steps.lagged_in[k] if not link[1] and link[3] >= 0)]
            reached = [told.get(i, self.finish[i]) for i in before]
            if node.live:
                told[k] = np.maximum.reduce([self.over(k), *reached])
            else:
                latest = np.maximum.reduce(reached) if reached else self.finish[k]
                told[k] = np.minimum(self.finish[k], latest)
        return told

    def _before(self, number: int) -> Ints:
        """A link decides a start where it demands more than this: the working day before, or, once started, today."""
        table = self.days(*self.grid.steps.works[number])
        before = table.day(table.at(self.start[number]) - 1)
        started = self.grid.network.nodes[number].state == "started"
        return np.maximum(before, self.grid.today) if started else before


def _add(found: dict[int, Bools], number: int, samples: Bools) -> None:
    if number in found:
        found[number] |= samples
    else:
        found[number] = samples
