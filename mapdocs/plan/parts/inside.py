"""The seller's own view, for the internal edition alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LogLine:
    """What happened, for the internal edition."""

    on: date
    by: str
    what: str
    reason: str
    key: str


@dataclass(frozen=True, slots=True)
class Range:
    """Go-live days that are kept with a chance of 10, 50, 80 and 90 percent; `chance` of the target, 0 to 1."""

    p10: date
    p50: date
    p80: date
    p90: date
    chance: float | None


@dataclass(frozen=True, slots=True)
class InternalPart:
    """The seller's own view; None in a buyer's Plan."""

    forecast: str
    probability: Decimal | None
    notes: str
    stage: str
    opportunity: str
    close_date: date | None
    owner: str
    log: tuple[LogLine, ...]
    chain: tuple[str, ...]
    expected: date
    findings: tuple[str, ...]
    state_why: str
    range: Range | None = None
