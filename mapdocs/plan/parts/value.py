"""What the plan is worth to the buyer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mapdocs.plan.parts.rows import Who

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DriverLine:
    """A value driver: amounts as given, `worth` a year, `periods` of `per` in a year, ramp in months."""

    key: str
    metric: str
    unit: str
    per: str
    today: Decimal | None
    target: Decimal | None
    change: Decimal | None
    unit_value: Decimal | None
    periods: int
    worth: Decimal | None
    kind: Literal["cash", "capacity"]
    ramp: Decimal
    source: str
    owner: Who | None
    confirmed: bool
    confirmed_by: str
    confirmed_on: date | None
    measured: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Value of three years under one assumption: low, base or high."""

    name: Literal["low", "base", "high"]
    years: tuple[Decimal, ...]
    total: Decimal
    net: Decimal | None


@dataclass(frozen=True, slots=True)
class ValuePart:
    """Why it is worth it. Costs, net and payback are there only where the edition may show the price.

    `payback`: months after go-live; `inaction`: what a month without it costs.
    """

    problem: str
    current_state: str
    future_state: str
    impact: tuple[tuple[str, str], ...]
    drivers: tuple[DriverLine, ...]
    total: Decimal | None
    cases: tuple[Case, ...]
    costs: tuple[Decimal, ...]
    once: Decimal | None
    yearly: Decimal | None
    effort: Decimal | None
    payback: int | None
    inaction: Decimal | None
