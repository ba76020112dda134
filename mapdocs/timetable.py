"""The Schedule: every task's dates and what the engine says of them. Dates are inclusive, floats business days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mapdocs.problems import Problem

DriverKind = Literal["link", "start", "data-date", "not-before", "due", "deadline", "target", "go-live", "actual"]


@dataclass(frozen=True, slots=True)
class Driver:
    """What decides a task's early dates: a link from `source` (task id), a constraint, or the data date."""

    kind: DriverKind
    source: str = ""
    lag: str = ""


@dataclass(frozen=True, slots=True)
class TaskDates:
    """`start`, `finish` are the plan's; early is the forecast's; late and total float count to the target itself.

    A milestone has start == finish, the day that people read. `total_float` is None once done.
    """

    start: date
    finish: date
    early_start: date
    early_finish: date
    late_start: date
    late_finish: date
    duration: int
    total_float: int | None
    free_float: int
    slack: int
    critical: bool = False
    driver: Driver | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """All tasks by id, in the deal's order.

    `target`: the go-live wanted, None where none is given; then `proposed` is true and the plan is the forward one.
    `go_live`: the plan's date; `forecast`: the latest early finish on the path; `signature`: the plan's, or None.
    `shortfall`: business days by which the plan misses its target (0: feasible).
    `idle`: days on which neither side works, as (first, last) spans, for pictures.
    """

    today: date
    start: date
    target: date | None
    go_live: date
    forecast: date
    signature: date | None
    proposed: bool
    shortfall: int
    tasks: Mapping[str, TaskDates]
    critical: tuple[str, ...] = ()
    findings: tuple[Problem, ...] = ()
    idle: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """Dates that are kept with a chance of 10, 50, 80 and 90 percent; None: after the days that calendars list."""

    p10: date | None
    p50: date | None
    p80: date | None
    p90: date | None


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the forecast is, over the work that remains.

    `chance`: of keeping the target, 0 to 1; None without one. `criticality`: by task, how often it was on the driving
    chain. `uncertain`: how many tasks vary; with none of them the range is a single day and says nothing.
    """

    go_live: Spread
    signature: Spread | None
    chance: float | None
    criticality: Mapping[str, float]
    uncertain: int
    samples: int
    seed: int
