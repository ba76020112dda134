"""What became of each task: its dates as they were and are, and what of its definition changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mapdocs.dates import OutOfTableError
from mapdocs.schedule.calendars import EVERY_DAY, Calendars, owner_side, table, years_around
from mapdocs.schedule.faults import Faults
from mapdocs.timeline.changes import State
from mapdocs.timeline.parts import Shift, TaskRef, TaskShift

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mapdocs.dates import WorkCalendar
    from mapdocs.deal import Deal, Task
    from mapdocs.history import Snapshot
    from mapdocs.schedule.calendars import Parts
    from mapdocs.timeline.parts import Field, Moved, Side


class Moves:
    """Shifts between two snapshots, counted on the later one's calendars."""

    def __init__(self, was: Snapshot, now: Snapshot) -> None:
        """The calendars' tables cover all dates of both."""
        self.was, self.now = was, now
        self._calendars = Calendars(now.deal, Faults())
        days = [day for snapshot in (was, now) for day in _days(snapshot)]
        self._first, self._last = years_around(days, 1)

    def plan(self, was: date | None, now: date | None) -> Shift:
        """A date of the whole plan, in days on which both sides work."""
        return self._shift(was, now, self._calendars.named("both", ()))

    def task(self, name: str, was: date | None, now: date | None) -> Shift:
        """A task's date, in its own days."""
        task = self.now.deal.tasks.get(name)
        parts = self._calendars.of_task(task, ("tasks", name))[0] if task else self._calendars.named("both", ())
        return self._shift(was, now, parts)

    def _shift(self, was: date | None, now: date | None, parts: Parts) -> Shift:
        if was is None or now is None or was == now:
            return Shift(was, now)
        return Shift(was, now, (now - was).days, _count(table(parts or EVERY_DAY, self._first, self._last), was, now))

    def later(self, days: int) -> int:
        """Business days of both sides in so many calendar days after the go-live that was expected."""
        was = self.was.schedule.forecast
        return self.plan(was, was + timedelta(days)).business_days

    def ref(self, name: str) -> TaskRef:
        """The task as people know it: as it is now, else as it was."""
        snapshot = self.now if name in self.now.deal.tasks and name not in self.now.left_out else self.was
        snapshot = snapshot if name in snapshot.deal.tasks else self.now
        task = snapshot.deal.tasks[name]
        key = self.now.keys.tasks.get(name) or self.was.keys.tasks.get(name, "")
        phase = self.now.keys.phases.get(task.phase) or self.was.keys.phases.get(task.phase, "")
        both = [other.deal.tasks.get(name) for other in (self.was, self.now)]
        internal = any(found and found.audience == "internal" for found in both)
        return TaskRef(name, key, task.title or name, phase, party_of(task), internal)

    def tasks(self) -> Iterator[TaskShift]:
        """Every task that moved, changed, came or went, in the deal's order, those that went last."""
        old, new = self.was.schedule.tasks, self.now.schedule.tasks
        states = (
            State(self.was.deal, self.was.left_out, self.was.today),
            State(self.now.deal, self.now.left_out, self.now.today),
        )
        for name in {**new, **old}:
            a, b = old.get(name), new.get(name)
            start = self.task(name, a.start if a else None, b.start if b else None)
            finish = self.task(name, a.finish if a else None, b.finish if b else None)
            expected = self.task(name, a.early_finish if a else None, b.early_finish if b else None)
            changed = tuple(_changed(name, *states)) if a and b else ()
            kind: Moved = "moved" if a and b else "added" if b else "removed"
            if kind == "moved" and not (start.moved or finish.moved):
                if not changed:
                    continue
                kind = "changed"
            yield TaskShift(self.ref(name), kind, start, finish, expected, changed, *self._stands(name))

    def _stands(self, name: str) -> tuple[bool, date | None]:
        """Whether a task is cancelled now; the due date of one that is open, where that day has passed."""
        dates, task = self.now.schedule.tasks.get(name), self.now.deal.tasks.get(name)
        if dates is None or task is None or task.status in ("cancelled", "done"):
            return bool(dates and task and task.status == "cancelled"), None
        passed = (day for day in (task.due, dates.finish) if day and day < self.now.today)
        return False, next(passed, None)


def party_of(task: Task) -> Side:
    """Whose task it is."""
    return owner_side(task) if task.buyer or task.seller else "nobody"  # type: ignore[return-value]  # a side


def _days(snapshot: Snapshot) -> Iterator[int]:
    schedule = snapshot.schedule
    yield from (day.toordinal() for day in (snapshot.today, schedule.go_live, schedule.forecast))
    for dates in schedule.tasks.values():
        for day in (dates.start, dates.finish, dates.early_start, dates.early_finish):
            yield day.toordinal()
    if schedule.target:
        yield schedule.target.toordinal()


def _count(calendar: WorkCalendar, was: date, now: date) -> int:
    try:
        return calendar.count(was.toordinal() + 1, now.toordinal() + 1)
    except OutOfTableError:
        return 0


def _changed(name: str, was: State, now: State) -> Iterator[Field]:
    """What of a task's definition differs, as far as people see it."""
    old, new = was.deal.tasks[name], now.deal.tasks[name]
    if _likely(was.deal, name) != _likely(now.deal, name) or old.remaining != new.remaining:
        yield "duration"
    if _owners(old) != _owners(new):
        yield "owner"
    if was.links[name] != now.links[name]:
        yield "link"
    if (old.status, old.started, old.finished) != (new.status, new.started, new.finished):
        yield "status"
    if any(getattr(old, key) != getattr(new, key) for key in ("due", "not_before", "deadline", "fixed")):
        yield "date"
    if (old.calendar, old.tags) != (new.calendar, new.tags):
        yield "calendar"
    if (old.off_path, old.after_target) != (new.off_path, new.after_target):
        yield "path"


def _likely(deal: Deal, name: str) -> str:
    duration = deal.tasks[name].duration
    return str(duration.likely) if duration else ""


def _owners(task: Task) -> tuple[object, ...]:
    return task.buyer, task.seller, task.approver, task.contributors
