"""The difference of two timelines and its parts: typed values with ids and keys, no words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Side = Literal["buyer", "seller", "both", "nobody"]
Moved = Literal["moved", "added", "removed", "changed"]
Field = Literal["duration", "owner", "link", "status", "date", "calendar", "path"]
CauseKind = Literal[
    "duration", "start", "actual", "link", "scope-added", "scope-removed", "calendar", "pin", "target", "time",
    "setting",
]  # fmt: skip
Remedy = Literal["crash", "overlap", "re-pin"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A date that was and is; `days` are calendar days, later counts up. None where there is or was no such date."""

    was: date | None
    now: date | None
    days: int = 0
    business_days: int = 0

    @property
    def moved(self) -> bool:
        """Whether the two differ."""
        return self.was != self.now


_NO_DAY = Shift(None, None)


@dataclass(frozen=True, slots=True)
class TaskRef:
    """A task as people know it. `internal`: never to be named in a buyer's edition."""

    id: str
    key: str
    title: str
    phase: str = ""
    party: Side = "nobody"
    internal: bool = False


@dataclass(frozen=True, slots=True)
class TaskShift:
    """What became of a task. `start`, `finish` are the plan's; `expected` is the forecast's finish.

    `business_days`: of the finish, on the task's own calendar. `changed`: the parts of its definition that differ.
    `cancelled`: it was left out. `passed`: the due date of one that is open, where that day has passed.
    """

    task: TaskRef
    kind: Moved
    start: Shift
    finish: Shift
    expected: Shift
    changed: tuple[Field, ...] = ()
    cancelled: bool = False
    passed: date | None = None

    @property
    def business_days(self) -> int:
        """By how much its finish moved, on its own calendar."""
        return self.finish.business_days


@dataclass(frozen=True, slots=True)
class Cause:
    """Why go-live moved. `share`: its part of the slip in calendar days; all shares add up to it exactly.

    `alone`: the slip that it would cause by itself; `without`: the slip had it not happened, both in calendar days.
    `task`: None for a cause of the whole plan (a side's calendar, the target, a setting), `title` then names it.
    `kind`: a negative share turns it round (`start`: earlier; `duration`: shorter; `calendar`: more working days).
    `was`, `now`: the value that changed as a deal file writes it (`10bd`, a date), or "".
    `reason`: the log's, of entries for all; `note`: what the log says, internal.
    """

    kind: CauseKind
    party: Side
    share: Decimal
    alone: int
    without: int
    title: str
    task: TaskRef | None = None
    reason: str = ""
    note: str = ""
    was: str = ""
    now: str = ""

    @property
    def internal(self) -> bool:
        """Whether a buyer's edition may not name it."""
        return self.task is not None and self.task.internal


@dataclass(frozen=True, slots=True)
class FloatUsed:
    """A delay that never reached go-live: business days of a task's float that a cause used up."""

    task: TaskRef
    days: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DelayCost:
    """What a later go-live costs the buyer; a negative amount is a benefit. `per_week`: a week's value, ramped and net.

    `at_p50`, `at_p80`: the same up to the days that are kept with such a chance, where a range was asked for.
    `seller_caused`: the seller's own share of the slip is not nothing.
    """

    amount: Decimal
    currency: str
    per_week: Decimal
    at_p50: Decimal | None = None
    at_p80: Decimal | None = None
    seller_caused: bool = False


@dataclass(frozen=True, slots=True)
class WayBack:
    """A change that wins days back, proven by scheduling the deal with it.

    `days`: calendar days by which go-live would be earlier, then on `go_live`.
    `crash`: tasks[0] takes `to` instead of `from_`, in its own days. `overlap`: tasks[1] starts `to` business days
    after tasks[0] started, instead of after its end. `re-pin`: tasks[0] gets its date `day` instead of `was`.
    """

    kind: Remedy
    tasks: tuple[TaskRef, ...]
    days: int
    go_live: date
    from_: int = 0
    to: int = 0
    was: date | None = None
    day: date | None = None

    @property
    def internal(self) -> bool:
        """Whether a buyer's edition may not name it."""
        return any(task.internal for task in self.tasks)


@dataclass(frozen=True, slots=True)
class TimelineDiff:
    """Two states of a deal compared. `from_`, `to`: version numbers as text, or `working`; `agreed`: the earlier was.

    `go_live`: the forecast's; `plan`: the plan's own go-live; `target`: the day wanted, which somebody may have moved.
    `signature`: the forecast's. `causes`: those that count first. `method`: how shares were found, `exact` or
    `2,000 permutations`. `ways_back`: the best first; each stands by itself. `own_day`: the go-live milestone's.
    """

    from_: str
    to: str
    since: date
    today: date
    go_live: Shift
    plan: Shift
    target: Shift
    signature: Shift | None
    tasks: tuple[TaskShift, ...] = ()
    causes: tuple[Cause, ...] = ()
    floats: tuple[FloatUsed, ...] = ()
    cost: DelayCost | None = None
    ways_back: tuple[WayBack, ...] = ()
    method: str = "exact"
    agreed: bool = False
    own_day: Shift = _NO_DAY

    @property
    def promised(self) -> Shift:
        """Go-live as people count on it: the target, or the later day on which it was and is expected.

        What only uses up the days before the target moves nothing that was promised, and costs nobody anything. But a
        go-live with a day of its own before the target is promised for that. A moved target is told by itself. Without
        business days.
        """
        was, now, target = self.go_live.was, self.go_live.now, self.target.now
        was, now = (max(day, target) if day and target else day for day in (was, now))
        if not self.target.moved:
            own = self.own_day
            was, now = (min(day, one) if day and one else day for day, one in ((was, own.was), (now, own.now)))
        return Shift(was, now, (now - was).days if was and now else 0)

    @property
    def nothing(self) -> bool:
        """Whether both states say the same."""
        shifts = (self.go_live, self.plan, self.target)
        return not (self.tasks or self.causes or self.floats or any(shift.moved for shift in shifts))

    def share_of(self, party: Side) -> Decimal:
        """The part of the slip that one side's causes add up to."""
        return sum((cause.share for cause in self.causes if cause.party == party), Decimal(0))
