"""What differs between two states of a deal as far as it moves dates: atomic changes, and the worlds between both."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mapdocs.links import Link
from mapdocs.schedule.calendars import owner_side
from mapdocs.schedule.prepared import NOTHING_HELD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from mapdocs.deal import Deal, LogEntry, Task
    from mapdocs.timeline.parts import CauseKind

Atom = tuple[str, str]
"""A task's id, or "" for the plan itself, and the group of its fields that changes as one."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "scope": ("off_path", "after_target"),
    "progress": ("status", "started", "finished", "remaining"),
    "duration": ("duration", "milestone"),
    "pin": ("due", "not_before", "fixed", "role"),
    "calendar": ("calendar", "tags", "buyer", "seller"),
}
_SETTINGS = ("start", "forecast", "progress")
HELD: Atom = ("", "held")
"""The starts that the forecast holds, all of them: another version was agreed on."""
_FRESH: Mapping[str, Any] = {"status": "not-started", "started": None, "finished": None, "remaining": None}


@dataclass(frozen=True)
class State:
    """A composed deal as it stood on a day; `held` as `prepare` takes it. `links`: by target, told from that end."""

    deal: Deal
    left_out: frozenset[str]
    today: date
    held: Mapping[str, date] = field(default_factory=lambda: NOTHING_HELD)
    links: Mapping[str, tuple[Link, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Links are told by the task that waits, whichever end they were written at."""
        found: dict[str, list[Link]] = {name: [] for name in self.deal.tasks}
        for name, task in self.deal.tasks.items():
            for link in task.after:
                found[name].append(link)
            for link in task.before:
                found[link.task].append(Link(name, link.type, link.lag, link.lag_calendar))
        links = {name: tuple(sorted(set(some), key=str)) for name, some in found.items()}
        object.__setattr__(self, "links", links)

    def done(self, name: str) -> bool:
        """Whether a task is over."""
        task = self.deal.tasks[name]
        return task.status == "done" or (task.finished is not None and task.status != "cancelled")

    def begun(self, name: str) -> bool:
        """Whether work on a task has begun and is not over."""
        task = self.deal.tasks[name]
        under_way = task.status == "in-progress" or task.started is not None
        return under_way and not self.done(name) and task.status != "cancelled" and not task.is_milestone


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise; `title` names what no task stands for, `was` and `now` as a deal file writes it."""

    kind: CauseKind
    task: str
    atoms: frozenset[Atom]
    was: str = ""
    now: str = ""
    title: str = ""
    party: str = ""

    @property
    def order(self) -> tuple[str, str, list[Atom]]:
        """A place among others that does not depend on how a file is ordered."""
        return self.task, self.kind, sorted(self.atoms)

    def told_by(self, entry: LogEntry) -> bool:
        """Whether a log entry is about it: about its task, or the calendar of the plan."""
        if self.task:
            return self.task == entry.task
        sides = ("buyer", "seller") if entry.calendar == "both" else (entry.calendar,)
        about = {f"calendar:{side}" for side in sides} | {f"calendars:{entry.calendar}"}
        return bool(entry.calendar) and any(group in about for _, group in self.atoms)


def find_changes(was: State, now: State) -> list[Change]:
    """Everything that may move dates but progress and time, in an order of its own."""
    found = [*_task_changes(was, now), *_plan_changes(was, now)]
    return sorted(_rejoined(found, was, now), key=lambda change: change.order)


def _task_changes(was: State, now: State) -> Iterator[Change]:
    for name in {**was.deal.tasks, **now.deal.tasks}:
        if name not in now.deal.tasks:
            yield Change("scope-removed", name, frozenset({(name, "presence")}))
        elif name not in was.deal.tasks:
            yield Change("scope-added", name, frozenset({(name, "presence")}))
        else:
            yield from _definition(name, was, now)


def _definition(name: str, was: State, now: State) -> Iterator[Change]:
    old, new = was.deal.tasks[name], now.deal.tasks[name]
    out = name in now.left_out or new.off_path or new.after_target
    if (name in was.left_out) != (name in now.left_out) or _differ(old, new, "scope"):
        yield Change("scope-removed" if out else "scope-added", name, frozenset({(name, "scope")}))
    cancelled = new.status == "cancelled"
    if cancelled != (old.status == "cancelled"):
        yield Change("scope-removed" if cancelled else "scope-added", name, frozenset({(name, "progress")}))
    elif was.done(name) and not now.done(name):
        yield Change("actual", name, frozenset({(name, "progress")}), str(old.finished or ""), "")
    if was.done(name) and now.done(name):
        return
    if _length(old) != _length(new):
        yield Change("duration", name, frozenset({(name, "duration")}), _length(old), _length(new))
    if _differ(old, new, "pin"):
        dates = (str(old.due or old.not_before or ""), str(new.due or new.not_before or ""))
        yield Change("pin", name, frozenset({(name, "pin")}), *dates)
    if _days(old) != _days(new):
        yield Change("calendar", name, frozenset({(name, "calendar")}), _days(old)[0], _days(new)[0])
    links = [lasting(name, state, other) for state, other in ((was, now), (now, was))]
    if links[0] != links[1]:
        yield Change("link", name, frozenset({(name, "links")}), *(", ".join(map(str, some)) for some in links))


def _differ(old: Task, new: Task, group: str) -> bool:
    return any(getattr(old, key) != getattr(new, key) for key in GROUPS[group])


def _length(task: Task) -> str:
    if task.is_milestone:
        return f"0 {task.milestone}" if task.milestone != "finish" else "0"
    return str(task.duration.likely) if task.duration else "5bd"


def _days(task: Task) -> tuple[str, frozenset[str]]:
    return task.calendar or owner_side(task), frozenset(task.tags)


def lasting(name: str, state: State, other: State) -> tuple[Link, ...]:
    """The links into a task from tasks that both states have."""
    return tuple(link for link in state.links[name] if link.task in other.deal.tasks)


def _plan_changes(was: State, now: State) -> Iterator[Change]:
    old, new = was.deal, now.deal
    for side in ("buyer", "seller"):
        a, b = old.party(side), new.party(side)
        regional = (a.country, a.subdivision, a.calendar.holidays) != (b.country, b.subdivision, b.calendar.holidays)
        own = any(getattr(a, key) != getattr(b, key) for key in ("closures", "freezes")) or (
            a.calendar.model_copy(update={"holidays": ""}) != b.calendar.model_copy(update={"holidays": ""})
        )
        if own or regional:
            title = _closed(_closures(a), _closures(b)) or f"{b.called}: working days"
            party = side if own else "nobody"
            yield Change("calendar", "", frozenset({("", f"calendar:{side}")}), title=title, party=party)
    for name in new.calendars:
        if name in old.calendars and old.calendars[name] != new.calendars[name]:
            title = _closed(old.calendars[name].closures, new.calendars[name].closures) or name
            yield Change("calendar", "", frozenset({("", f"calendars:{name}")}), title=title)
    for key in _SETTINGS:
        if getattr(old, key) != getattr(new, key):
            values = (str(getattr(old, key) or ""), str(getattr(new, key) or ""))
            yield Change("setting", "", frozenset({("", key)}), *values, title=key)
    if old.go_live.at != new.go_live.at:
        yield Change("setting", "", frozenset({("", "at")}), old.go_live.at, new.go_live.at, title="go_live.at")
    if _held(was, now) != _held(now, was):
        yield Change("setting", "", frozenset({HELD}), title="agreed")


def _held(state: State, other: State) -> dict[str, date]:
    """The starts that are held of tasks that both states have and one of them has still to do."""
    both = (name for name in state.held if name in state.deal.tasks and name in other.deal.tasks)
    return {name: state.held[name] for name in both if not (state.done(name) and other.done(name))}


def _closures(party: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a Party
    return (*party.closures, *party.calendar.closures, *party.freezes, *party.calendar.freezes)


def _closed(was: tuple[Any, ...], now: tuple[Any, ...]) -> str:
    """The names of what is newly closed, or newly open where nothing is."""
    fresh = [c for c in now if c not in was] or [c for c in was if c not in now]
    return ", ".join(dict.fromkeys(c.name or str(c.first) for c in fresh))


def _rejoined(found: list[Change], was: State, now: State) -> list[Change]:
    """A link that only closes the gap of a removed task, or opens it for an added one, goes with that task."""
    kept = {min(change.atoms): change for change in found}
    there = [change for change in found if change.kind != "link" and (change.task, "presence") in change.atoms]
    there.sort(key=lambda change: change.order)
    for link in [change for change in found if change.kind == "link"]:
        name = link.task
        sources = {old.task for old in {*was.links[name]} ^ {*now.links[name]}}
        for change in there:
            near = _near(change.task, was if change.kind == "scope-removed" else now)
            if name in near and sources & near:
                joined = kept[change.task, "presence"]
                kept[change.task, "presence"] = replace(joined, atoms=joined.atoms | link.atoms)
                del kept[name, "links"]
                break
    return list(kept.values())


def _near(name: str, state: State) -> set[str]:
    after = {target for target, links in state.links.items() if any(link.task == name for link in links)}
    return after | {link.task for link in state.links[name]}


class Worlds:
    """The deals between two states: what they share, and of each group of fields either side's."""

    def __init__(self, was: State, now: State) -> None:
        """`names`: the tasks of both, those of the earlier state first."""
        self.was, self.now = was, now
        self.names = list({**was.deal.tasks, **now.deal.tasks})

    def there(self, name: str, on: frozenset[Atom]) -> bool:
        """Whether a task is part of the world in which the atoms of `on` have happened."""
        if name not in self.was.deal.tasks:
            return (name, "presence") in on
        return name in self.now.deal.tasks or (name, "presence") not in on

    def state(self, on: frozenset[Atom]) -> State:
        """That world, as of the earlier day."""
        tasks = {name: self._task(name, on) for name in self.names if self.there(name, on)}
        pick = {atom for task, atom in on if not task}
        old, new = self.was.deal, self.now.deal
        update: dict[str, Any] = {"tasks": tasks}
        update |= {side: getattr(new if f"calendar:{side}" in pick else old, side) for side in ("buyer", "seller")}
        update |= {key: getattr(new if key in pick else old, key) for key in _SETTINGS}
        named = {**old.calendars, **new.calendars}
        named |= {name: c for name, c in old.calendars.items() if f"calendars:{name}" not in pick}
        at = (new if "at" in pick else old).go_live.at
        update |= {"calendars": named, "go_live": old.go_live.model_copy(update={"at": at})}
        held = self.now.held if HELD in on else self.was.held
        held = {name: day for name in tasks if (day := held.get(name))}
        left_out = frozenset(name for name in tasks if name in self._of(name, "scope", on).left_out)
        return State(old.model_copy(update=update), left_out, self.was.today, held)

    def _of(self, name: str, group: str, on: frozenset[Atom]) -> State:
        """The state that a group of a task's fields is taken from."""
        if name not in self.was.deal.tasks:
            return self.now
        return self.now if (name, group) in on and name in self.now.deal.tasks else self.was

    def _task(self, name: str, on: frozenset[Atom]) -> Task:
        base = self._of(name, "", on).deal.tasks[name]
        update: dict[str, Any] = {"after": self._links(name, on), "before": ()}
        for group, keys in GROUPS.items():
            if (name, group) in on:
                update |= {key: getattr(self.now.deal.tasks[name], key) for key in keys}
        fresh = name not in self.was.deal.tasks or (name, "progress") in on
        if fresh and update.get("status", base.status) != "cancelled":
            update |= _FRESH
        return base.model_copy(update=update)

    def _links(self, name: str, on: frozenset[Atom]) -> tuple[Link, ...]:
        """Between tasks that both states have, either state's links; others where both their ends are there."""
        if name not in self.was.deal.tasks or name not in self.now.deal.tasks:
            own = self.now if name in self.now.deal.tasks else self.was
            return tuple(link for link in own.links[name] if self.there(link.task, on))
        state, other = (self.now, self.was) if (name, "links") in on else (self.was, self.now)
        links = [*lasting(name, state, other)]
        for own, than in ((self.was, self.now), (self.now, self.was)):
            gone = (link for link in own.links[name] if link.task not in than.deal.tasks)
            links += [link for link in gone if self.there(link.task, on)]
        return tuple(links)
