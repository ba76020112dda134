"""What changed since a version, and the versions there were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A row whose due date moved, that came or that went; `days` are calendar days, later counts up."""

    key: str
    title: str
    kind: Literal["moved", "added", "removed", "changed"]
    was: date | None
    now: date | None
    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class WayLine:
    """A way to win days back, as mapdocs/timeline/parts.py has it, without ids."""

    kind: Literal["crash", "overlap", "re-pin"]
    titles: tuple[str, ...]
    days: int
    go_live: date
    was: int
    to: int
    day: date | None


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A cause's share of the slip, in calendar days; internal."""

    key: str
    title: str
    kind: str
    party: str
    share: Decimal
    alone: int
    without: int
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class Absorbed:
    """Business days of float that a delay used up; internal."""

    key: str
    title: str
    days: int


@dataclass(frozen=True, slots=True)
class ChangesPart:
    """What changed since a version. `cost`: of the delay so far, `per_week` of each further week, None where not told.

    `reasons` are people's own words; `titles` the steps behind it where nobody gave any. `agreed`: the version was.
    `at_p50`, `at_p80`: the cost up to the days that are kept with such a chance, in the internal edition.
    """

    version: str
    since: date
    was: date | None
    now: date | None
    days: int
    target_was: date | None
    target_now: date | None
    reasons: tuple[str, ...]
    rows: tuple[MovedRow, ...]
    per_week: Decimal | None
    cost: Decimal | None
    ways: tuple[WayLine, ...]
    titles: tuple[str, ...] = ()
    shares: tuple[ShareLine, ...] = ()
    absorbed: tuple[Absorbed, ...] = ()
    method: str = ""
    agreed: bool = False
    at_p50: Decimal | None = None
    at_p80: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Somebody who agreed to the plan: to which version last, and when."""

    name: str
    company: str
    version: int
    on: date


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A published version in a line: what moved since the one before, in the publisher's words or counted."""

    number: int
    on: date
    moved: str
    agreed: bool
