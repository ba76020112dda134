"""The Plan and its parts: every value that any output shows, typed, with no markup and no ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mapdocs.plan.parts.around import (
    Closed,
    CriterionLine,
    DecisionLine,
    Milestone,
    Need,
    OpenRole,
    PersonLine,
    PersonTime,
    RiskLine,
    WorkPart,
)
from mapdocs.plan.parts.changes import Absorbed, ChangesPart, Confirmed, MovedRow, ShareLine, VersionLine, WayLine
from mapdocs.plan.parts.inside import InternalPart, LogLine, Range
from mapdocs.plan.parts.rows import Company, PhaseBlock, Row, Step, Who
from mapdocs.plan.parts.value import Case, DriverLine, ValuePart

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "Absorbed",
    "Case",
    "ChangesPart",
    "Closed",
    "Company",
    "Confirmed",
    "CriterionLine",
    "DecisionLine",
    "DriverLine",
    "Edition",
    "InternalPart",
    "LogLine",
    "Milestone",
    "MovedRow",
    "Need",
    "OpenRole",
    "PersonLine",
    "PersonTime",
    "PhaseBlock",
    "Plan",
    "Range",
    "RiskLine",
    "Row",
    "ShareLine",
    "Size",
    "Step",
    "ValuePart",
    "VersionLine",
    "WayLine",
    "Who",
    "WorkPart",
]

Edition = Literal["buyer", "internal"]
Size = Literal["full", "brief"]


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it, for one edition. Dates are dates, amounts Decimals in `currency`, texts as typed.

    `version`: 0 for a draft; `after`: the version that a draft comes after, or 0.
    `proposed`: there is no go-live date yet. `shortfall`: business days missing;
    `expected`: go-live, or the later day on which it is expected.
    `summary` is Markdown; `idle`: spans on which nobody works, first and last day.
    """

    name: str
    edition: Edition
    size: Size
    currency: str
    today: date
    version: int
    agreed: bool
    confidential: bool
    state: str
    buyer: Company
    seller: Company
    start: date
    finish: date
    go_live: date
    go_live_why: str
    proposed: bool
    expected: date
    shortfall: int
    signature: date | None
    objective: str
    summary: str
    needs: tuple[Need, ...]
    milestones: tuple[Milestone, ...]
    done: int
    rows: int
    phases: tuple[PhaseBlock, ...]
    times: tuple[PersonTime, ...]
    decisions: tuple[DecisionLine, ...]
    criteria: tuple[CriterionLine, ...]
    people: tuple[PersonLine, ...]
    open_roles: tuple[OpenRole, ...]
    value: ValuePart | None
    risks: tuple[RiskLine, ...]
    work: WorkPart
    idle: tuple[tuple[date, date], ...]
    internal: InternalPart | None = None
    changes: ChangesPart | None = None
    after: int = 0
    confirmed: tuple[Confirmed, ...] = ()
    versions: tuple[VersionLine, ...] = ()
