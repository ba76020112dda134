"""Why go-live moved: the causes of each recording in the order in which they came (docs/slip.md)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mapdocs.timeline.changes import HELD, State
from mapdocs.timeline.model import Model
from mapdocs.timeline.shares import MOST_EXACT, shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mapdocs.deal import LogEntry
    from mapdocs.history import Snapshot
    from mapdocs.timeline.batch import Bools, Ints
    from mapdocs.timeline.changes import Change

Name = tuple[str, str, str, str]
"""What makes causes of several recordings one: kind, task, and the title and side of those without a task."""


@dataclass(slots=True)
class Found:
    """A cause while its recordings are added up. `own`: business days that it alone delays its own task."""

    change: Change
    share: Fraction = Fraction(0)
    alone: int = 0
    without: int = 0
    own: int = 0


@dataclass(slots=True)
class Attribution:
    """All causes, and what they leave of the slip: not nothing only where a version was scheduled by other rules."""

    causes: dict[Name, Found] = field(default_factory=dict)
    rest: int = 0
    exact: bool = True


def attribute(was: Snapshot, now: Snapshot, recordings: Sequence[Snapshot]) -> Attribution:
    """The causes between two snapshots, replayed over the versions published between them."""
    slip = (now.schedule.forecast - was.schedule.forecast).days
    found, states = Attribution(), [state_of(snapshot) for snapshot in (was, *recordings, now)]
    direct = None
    for (before, after), later in zip(pairwise(states), (*recordings, now), strict=True):
        direct = Model(before, after)
        _replay(direct, later, before, found)
    found.rest = slip - int(sum(cause.share for cause in found.causes.values()))
    if recordings or direct is None:
        direct = Model(states[0], states[-1])
    _compare(direct, found, slip)
    return found


def state_of(snapshot: Snapshot) -> State:
    """What of a snapshot moves dates."""
    return State(snapshot.deal, snapshot.left_out, snapshot.today, snapshot.held)


def named(change: Change) -> Name:
    """What it is told as."""
    return change.kind, change.task, change.title, change.party


def _replay(model: Model, later: Snapshot, before: State, found: Attribution) -> None:
    """Add the shares of one recording, split where its log says when what happened."""
    base = np.zeros((len(model.changes), 1), dtype=np.bool_)

    def days(sets: Bools) -> Ints:
        return model.days(sets)[0]

    for players in _groups(model.changes, later.deal.log, before.deal.log):
        moving = [player for player in players if player in model.decisive]
        found.exact &= len(moving) <= MOST_EXACT
        for player, share in zip(moving, shares(days, base, moving), strict=True):
            change = model.changes[player]
            found.causes.setdefault(named(change), Found(change)).share += share
        base[players] = True


def _groups(changes: Sequence[Change], log: Sequence[LogEntry], known: Sequence[LogEntry]) -> Iterator[list[int]]:
    """Numbers of the changes that came together: by the day of the first log entry about them, others last.

    Dates that were agreed count first: that was done with the version before.
    """
    news = sorted((entry for entry in log if entry not in known), key=lambda entry: entry.on)
    agreed = [number for number, change in enumerate(changes) if HELD in change.atoms]
    if agreed:
        yield agreed
    groups: dict[date | None, list[int]] = defaultdict(list)
    for number in sorted(set(range(len(changes))).difference(agreed), key=lambda k: changes[k].order):
        groups[next((entry.on for entry in news if changes[number].told_by(entry)), None)].append(number)
    for day in sorted(day for day in groups if day):
        yield groups[day]
    if None in groups:
        yield groups[None]


def _compare(model: Model, found: Attribution, slip: int) -> None:
    """Beside each share: the slip that the cause makes by itself, and the slip had it not happened."""
    members: dict[Name, list[int]] = defaultdict(list)
    for number, change in enumerate(model.changes):
        members[named(change)].append(number)
        found.causes.setdefault(named(change), Found(change))
    count = len(members)
    sets = np.zeros((len(model.changes), 2 * count + 2), dtype=np.bool_)
    sets[:, count:] = True
    for column, numbers in enumerate(members.values()):
        sets[numbers, column], sets[numbers, count + column] = True, False
    sets[:, 2 * count] = False
    watch = {task: None for _, task, _, _ in members if task}
    values, finishes = model.days(sets, watch)
    nothing, everything = int(values[-2]), int(values[-1])
    for column, name in enumerate(members):
        cause = found.causes[name]
        cause.alone = int(values[column]) - nothing
        cause.without = slip - (everything - int(values[count + column]))
        if name[1] and cause.change.kind not in ("scope-added", "scope-removed"):
            finish = finishes[name[1]]
            cause.own = model.worked(name[1], int(finish[-2]), int(finish[column]))
    for name in found.causes.keys() - members.keys():
        found.causes[name].without = slip
