"""What stands around the rows: page one, decisions, criteria, people, risks, how both sides work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mapdocs.plan.parts.rows import Who

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Need:
    """What comes next: from whom, by when, and why it matters."""

    key: str
    who: tuple[Who, ...]
    what: str
    by: date | None
    why: str
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A row worth seeing on page one."""

    key: str
    title: str
    day: date
    status: str
    moment: str


@dataclass(frozen=True, slots=True)
class PersonTime:
    """Hours asked of a person, and for which rows."""

    who: Who
    hours: Decimal
    keys: tuple[str, ...]
    start: date
    finish: date


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision, open or taken."""

    key: str
    what: str
    owner: Who | None
    by: date | None
    why: str
    decided: str
    on: date | None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """What both sides call a success."""

    key: str
    what: str
    measured_by: str
    owner: Who | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody on either side and what they are asked to do."""

    who: Who
    title: str
    asked_for: str
    email: str
    phone: str
    lead: bool
    until: date | None
    handed_to: str
    cares_about: str = ""


@dataclass(frozen=True, slots=True)
class OpenRole:
    """A role not yet named; `role` is its id in the locale files, `company` whom it belongs to."""

    key: str
    role: str
    part: str
    company: str
    side: Literal["buyer", "seller"]


@dataclass(frozen=True, slots=True)
class RiskLine:
    """What may go wrong."""

    key: str
    what: str
    owner: Who | None
    mitigation: str
    likelihood: str
    impact: str
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which one side does not work, or certain work rests."""

    company: str
    name: str
    first: date
    last: date
    freeze: bool = False


@dataclass(frozen=True, slots=True)
class WorkPart:
    """How both sides work together."""

    cadence: str
    next: date | None
    expected: str
    leads: tuple[Who, ...]
    resources: tuple[tuple[str, str], ...]
    closed: tuple[Closed, ...]
