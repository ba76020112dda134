"""The Plan and its parts: every value that any output shows, typed, with no markup and no ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

Edition = Literal["buyer", "internal"]
Size = Literal["full", "brief"]


@dataclass(frozen=True, slots=True)
class Who:
    """A person, or, `open`, a role that nobody holds yet; `part` is the role in polite words."""

    key: str
    name: str
    part: str
    side: Literal["buyer", "seller"]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """One of the two sides."""

    name: str
    short: str
    country: str
    lead: Who | None
    has_logo: bool


@dataclass(frozen=True, slots=True)
class Step:
    """An action under a row."""

    key: str
    title: str
    buyer: Who | None
    seller: Who | None
    due: date | None
    status: str


@dataclass(frozen=True, slots=True)
class Row:
    """A task or milestone. `mark`: proposed, agreed or done; slack, critical and notes in the internal edition only.

    `waits_for`: keys of open rows before it. `moment`: what it is to the plan (signature, go-live, ...), or "".
    `was`: the due date it had in the version that changes are told against.
    """

    key: str
    title: str
    start: date
    due: date
    mark: Literal["proposed", "agreed", "done"]
    status: str
    needs_new_date: bool
    milestone: bool
    moment: str = ""
    buyer: Who | None = None
    seller: Who | None = None
    approver: Who | None = None
    contributors: tuple[Who, ...] = ()
    informed: tuple[Who, ...] = ()
    deliverable: str = ""
    done_when: str = ""
    why: str = ""
    note: str = ""
    serves: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    agreed_on: date | None = None
    agreed_by: tuple[str, ...] = ()
    optional: bool = False
    after_go_live: bool = False
    internal: bool = False
    internal_note: str = ""
    was: date | None = None
    slack: int | None = None
    critical: bool = False


@dataclass(frozen=True, slots=True)
class PhaseBlock:
    """A phase with its rows in the order of their dates; `purpose` is Markdown; `share` of its rows is done."""

    key: str
    title: str
    purpose: str
    exit: tuple[str, ...]
    start: date
    finish: date
    share: float
    rows: tuple[Row, ...]
    guidance: str = ""
    was: tuple[date, date] | None = None


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

    `reasons` are people's own words; `titles` the steps behind it where nobody gave any.
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
