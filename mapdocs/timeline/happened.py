"""What has really become of a state's tasks, and how that differs from what its deal alone would say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapdocs.schedule.answers import end_of
from mapdocs.schedule.prepared import prepare
from mapdocs.schedule.prepared import run as run_passes
from mapdocs.timeline.batch import Delta, Values, over_of, rests_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.schedule.answers import Answers
    from mapdocs.schedule.calendars import Parts
    from mapdocs.schedule.grid import Grid
    from mapdocs.timeline.batch import Variant
    from mapdocs.timeline.changes import State


@dataclass(frozen=True, slots=True)
class Actual:
    """A task's start, as links see it, and finish; when it is over, as go-live sees it. Boundaries."""

    start: int
    finish: int
    over: int


@dataclass(frozen=True, slots=True)
class Happened:
    """All tasks of a state that take part; those passed or left out are None."""

    tasks: Mapping[str, Actual | None]

    def of(self, name: str) -> Actual | None:
        """The task's boundaries."""
        return self.tasks.get(name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A state's passes."""

    grid: Grid
    answers: Answers
    both: Parts

    def happened(self, first: int) -> Happened:
        """Its forecast, on tables that begin on the day `first`."""
        grid, early, shift = self.grid, self.answers.early, self.grid.first - first
        calendar = grid.late_days(self.both)
        least = calendar.days[calendar.index[max(grid.today, grid.opening)]] + 1
        found: dict[str, Actual | None] = {}
        for node in grid.network.nodes:
            if node.state == "passed" or node.task.after_target:
                found[node.id] = None
                continue
            start = grid.start[grid.began[node.number]] if node.number in grid.began else early.start[node.number]
            over = end_of(grid, node.number, early)
            if node.live and node.on_path:
                over = max(over, least - (not grid.evening))
            found[node.id] = Actual(start + shift, early.finish[node.number] + shift, over + shift)
        return Happened(found)


def outcome_of(state: State) -> Outcome:
    """Run the passes over a state; DealError where it has none."""
    prepared = prepare(state.deal, state.today, left_out=state.left_out, held=state.held)
    return Outcome(*run_passes(prepared), prepared.both)


def delta_of(variant: Variant, found: list[Values], actual: Actual | None, lifted: int = 0) -> tuple[Delta, Values]:
    """By how much a task differs from its variant, once all before it is as in `found`; and its own boundaries.

    `lifted`: the boundary before which nothing is over that is still to be done, as both states have it.
    """
    if variant.happened:
        begin, end = variant.happened
        more = actual.finish - end if actual else 0
        over = int(over_of(variant, np.array([end + more]))[0])
        beyond = actual.over - over if actual and variant.path else 0
        return Delta(finish_more=more, over_more=beyond), _values(begin, end + more, over + beyond)
    works = variant.works
    position = int(works.at(rests_on(variant, found))[0])
    if actual is None:
        begin, end = _worked(variant, position, variant.length)
        return Delta(), _values(begin, end, int(over_of(variant, np.array([end]))[0]))
    delay = 0 if variant.began is not None else int(works.at(np.array([actual.start]))[0]) - position
    position += delay
    lasted = max(int(works.at(np.array([actual.finish]))[0]) - position, 0)
    longer = lasted - variant.length if variant.length else 0
    begin, end = _worked(variant, position, variant.length + longer)
    more = actual.finish - end
    over = int(over_of(variant, np.array([actual.finish]))[0])
    beyond = actual.over - over if variant.path and not over < actual.over == lifted else 0
    delta = Delta(None, None, delay, longer, actual.start - begin, more, beyond)
    return delta, _values(actual.start, actual.finish, actual.over)


def _worked(variant: Variant, position: int, length: int) -> tuple[int, int]:
    """Start, as links see it, and finish."""
    begin = int(variant.works.day(np.array([position]))[0])
    end = int(variant.works.day(np.array([position + length - 1]))[0]) + 1 if length > 0 else begin
    return variant.began if variant.began is not None else begin, end


def _values(start: int, finish: int, over: int) -> Values:
    return Values(np.array([start]), np.array([finish]), np.array([over]))
