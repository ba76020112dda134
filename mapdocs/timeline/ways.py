"""Ways to win days back: what could be shortened, run side by side or dated anew, each proven by scheduling it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from mapdocs.dates import Duration, Span
from mapdocs.links import Link
from mapdocs.problems import DealError
from mapdocs.schedule.prepared import prepare
from mapdocs.schedule.prepared import run as run_passes
from mapdocs.schedule.shown import days_of, go_live_day
from mapdocs.timeline.parts import WayBack

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from mapdocs.deal import Deal, Task
    from mapdocs.timeline.changes import State
    from mapdocs.timeline.parts import Remedy, TaskRef

MOST_WAYS, _MOST_TRIED = 3, 40
_LEAST_TO_CRASH = 4


@dataclass(frozen=True, slots=True)
class Idea:
    """A way back before it is proven: the tasks with it in place, and what a `WayBack` tells of it."""

    kind: Remedy
    tasks: tuple[str, ...]
    changed: dict[str, Task]
    from_: int = 0
    to: int = 0
    was: date | None = None


def ways_back(
    state: State,
    critical: Sequence[str],
    forecast: date,
    ref: Callable[[str], TaskRef],
    moved: Collection[str] = (),
) -> list[WayBack]:
    """What wins most days of the forecast, best first; at most one of each kind for a task, and three in all.

    `moved`: tasks that somebody has just given their dates, which nobody wants to be told to take back.
    """
    found: list[WayBack] = []
    ideas = (idea for idea in _ideas(state, critical) if idea.kind != "re-pin" or idea.tasks[0] not in moved)
    for idea in list(ideas)[:_MOST_TRIED]:
        proven = _proven(state, idea)
        if proven and proven[0] < forecast:
            go_live, day = proven
            refs, days = tuple(map(ref, idea.tasks)), (forecast - go_live).days
            day_told = day if idea.kind == "re-pin" else None
            found.append(WayBack(idea.kind, refs, days, go_live, idea.from_, idea.to, idea.was, day_told))
    found.sort(key=lambda way: -way.days)
    return found[:MOST_WAYS]


def _ideas(state: State, critical: Sequence[str]) -> Iterator[Idea]:
    for name in critical:
        yield from chain(_pinned(state, name), _overlapped(state.deal, name, critical), _crashed(state.deal, name))


def _open(task: Task) -> bool:
    return task.status not in ("done", "cancelled") and not task.finished


def _crashed(deal: Deal, name: str) -> Iterator[Idea]:
    """To its best estimate, or by a quarter."""
    task = deal.tasks[name]
    if not _open(task) or task.is_milestone:
        return
    estimate = task.duration or Duration(Span(5))
    span = task.remaining or estimate.likely
    least = span.days - span.days // 4 if span.days >= _LEAST_TO_CRASH else span.days
    if estimate.best and not task.remaining:
        least = estimate.best.days
    if least >= span.days:
        return
    shorter = replace(span, days=least)
    update = {"remaining": shorter} if task.remaining else {"duration": replace(estimate, likely=shorter)}
    yield Idea("crash", (name,), {name: task.model_copy(update=update)}, span.days, least)


def _overlapped(deal: Deal, name: str, critical: Sequence[str]) -> Iterator[Idea]:
    """Started half-way through what it waits for, where both are work that is still to be done."""
    task = deal.tasks[name]
    if not _open(task) or task.started or task.is_milestone or task.role:
        return
    for source in critical:
        before = deal.tasks[source]
        span = before.duration.likely if before.duration else Span(5)
        waits = any(_plain(link, source) for link in task.after) or any(_plain(link, name) for link in before.before)
        if not waits or not _open(before) or before.is_milestone or span.unit != "bd" or span.days < 2:  # noqa: PLR2004
            continue
        lag = span.days // 2
        beside = Link(source, "SS", Span(lag))
        after = tuple(beside if _plain(link, source) else link for link in task.after)
        after = after if beside in after else (*after, beside)
        kept = tuple(link for link in before.before if not _plain(link, name))
        changed = {name: task.model_copy(update={"after": after}), source: before.model_copy(update={"before": kept})}
        yield Idea("overlap", (source, name), changed, span.days, lag)


def _plain(link: Link, name: str) -> bool:
    return link.task == name and link.type == "FS" and link.lag.days >= 0


def _pinned(state: State, name: str) -> Iterator[Idea]:
    """As early as links allow, where a date of its own holds it back, or the start that was agreed."""
    task = state.deal.tasks[name]
    if not _open(task) or task.started:
        return
    if task.due and not task.fixed:
        yield Idea("re-pin", (name,), {name: task.model_copy(update={"due": None})}, was=task.due)
    if task.not_before:
        yield Idea("re-pin", (name,), {name: task.model_copy(update={"not_before": None})}, was=task.not_before)
    elif name in state.held and state.deal.forecast == "hold" and not task.due:
        yield Idea("re-pin", (name,), {}, was=state.held[name])


def _proven(state: State, idea: Idea) -> tuple[date, date] | None:
    """Go-live with the idea in place, and the first task's finish, or start where that was pinned; None: impossible."""
    deal = state.deal.model_copy(update={"tasks": {**state.deal.tasks, **idea.changed}})
    held = {name: day for name, day in state.held.items() if name not in idea.tasks}
    try:
        prepared = prepare(deal, state.today, left_out=state.left_out, held=held)
        grid, answers = run_passes(prepared)
    except DealError:
        return None
    node = next(node for node in grid.network.nodes if node.id == idea.tasks[0])
    start, finish = days_of(grid, node, answers.early)
    task = state.deal.tasks[node.id]
    held_back = idea.was is not None and idea.was in (task.not_before, None if task.due else state.held.get(node.id))
    return go_live_day(deal, grid, prepared.both, answers.ends), start if held_back else finish
