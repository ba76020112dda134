"""The Deal and its parts, as docs/deal-file.md has them: frozen, typed, with all defaults but what a playbook gives."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from mapdocs.model import Calendar, Closures, Ids, Links, Model, Texts, short
from mapdocs.scalars import (
    Amount,
    Day,
    DurationValue,
    Email,
    Flag,
    Hours,
    Id,
    Months,
    Number,
    Role,
    SpanValue,
    Text,
    read_list,
    wrong,
)

Side = Literal["buyer", "seller"]
Audience = Literal["all", "internal"]
Status = Literal["not-started", "in-progress", "at-risk", "blocked", "done", "cancelled"]
Part = Literal["signature", "kick-off", "decision", "go-live", "first-value"]


class Party(Model):
    """One of the two companies."""

    name: Text
    short: Text = ""
    country: Text = ""
    subdivision: Text = ""
    logo: Text = ""
    lead: Text = ""
    calendar: Calendar = Calendar()
    closures: Closures = ()
    freezes: Closures = ()

    @property
    def called(self) -> str:
        """The name for running text and column heads."""
        return self.short or self.name


class State(Model):
    """Whether the deal is worked on."""

    is_: Literal["open", "on-hold", "won", "lost"] = Field("open", alias="is")
    why: Text = ""


class Crm(Model):
    """What the CRM knows; internal."""

    opportunity: Text = ""
    stage: Text = ""
    close_date: Day | None = None
    owner: Text = ""


class GoLive(Model):
    """The compelling event: the day, and why that day."""

    date: Day | None = None
    why: Text = ""
    at: Literal["end", "morning"] = "end"


class Impact(Model):
    """What changes, for whom."""

    users: Text = ""
    customers: Text = ""
    productivity: Text = ""
    margin: Text = ""


class Confirmation(Model):
    """Who said so, and when."""

    by: Text = ""
    on: Day | None = None


class Measure(Model):
    """A driver's value as measured on a day."""

    on: Day
    is_: Number = Field(alias="is")


class ValueDriver(Model):
    """One reason why the plan is worth it: a metric today and at target, worth an amount a year."""

    metric: Text
    unit: Text = ""
    per: Literal["day", "week", "month", "quarter", "year"] = "year"
    today: Number | None = None
    target: Number | None = None
    unit_value: Amount | None = None
    worth: Amount | None = None
    kind: Literal["cash", "capacity"] = "cash"
    ramp: Months = Decimal(0)
    source: Text = ""
    owner: Text = ""
    confirmed: Annotated[Confirmation, short("by")] | None = None
    measured: Annotated[tuple[Measure, ...], BeforeValidator(read_list)] = ()

    @model_validator(mode="after")
    def _one_worth(self) -> ValueDriver:
        if self.worth is not None and self.unit_value is not None:
            raise wrong("two-worths", "The driver has both unit_value and worth. Keep one of them.")
        if self.unit_value is not None and (self.today is None or self.target is None):
            raise wrong("missing-key", "A driver with unit_value needs today and target. Add them, or write worth.")
        return self


class Investment(Model):
    """What the buyer pays and spends; printed for buyers only with `audience: all`."""

    once: Amount = Decimal(0)
    yearly: Amount | None = None
    effort: Hours | None = None
    audience: Audience = "internal"


class Value(Model):
    """Why the buyer does this, in the buyer's words."""

    problem: Text = ""
    current_state: Text = ""
    future_state: Text = ""
    objective: Text = ""
    summary: Text = ""
    impact: Impact = Impact()
    drivers: Mapping[Id, ValueDriver] = {}
    investment: Investment | None = None
    cost_of_delay: Literal["confirmed", "always", "never"] = "confirmed"


class Person(Model):
    """Somebody on either side, or, with `unknown`, a role that nobody holds yet."""

    name: Text = ""
    title: Text = ""
    party: Side
    role: Role = ""
    asked_for: Text = ""
    email: Text = ""
    phone: Text = ""
    time_zone: Text = ""
    until: Day | None = None
    handed_to: Text = ""
    cares_about: Text = ""
    unknown: Flag = False

    @model_validator(mode="after")
    def _named(self) -> Person:
        if not self.name and not self.unknown:
            raise wrong("missing-key", "The person has no name. Add name:, or unknown: true for a role not yet named.")
        if self.unknown and not self.role:
            raise wrong("missing-key", "A person not yet known needs a role. Add role:.")
        return self


class Criterion(Model):
    """What both sides call a success, and how it is measured."""

    what: Text
    measured_by: Text = ""
    owner: Text = ""


class Phase(Model):
    """A stretch of the plan; texts come from its template, overrides from the deal."""

    title: Text = ""
    buyer_title: Text = ""
    exit: Texts = ()
    purpose: Text = ""
    guidance: Text = ""

    @property
    def called(self) -> str:
        """The buyer's word for it, else the seller's."""
        return self.buyer_title or self.title


class Agreement(Model):
    """Who agreed a date, and when."""

    on: Day
    by: Ids = ()


class Effort(Model):
    """Hours asked of each side."""

    buyer: Hours | None = None
    seller: Hours | None = None


class Action(Model):
    """A step under a milestone or deliverable."""

    title: Text
    buyer: Text = ""
    seller: Text = ""
    due: Day | None = None
    status: Status = "not-started"
    audience: Audience = "all"


class Task(Model):
    """A row of the plan: work, or, with duration 0, a milestone."""

    phase: Text = ""
    title: Text = ""
    deliverable: Text = ""
    done_when: Text = ""
    why: Text = ""
    serves: Ids = ()
    buyer: Text = ""
    seller: Text = ""
    approver: Text = ""
    contributors: Ids = ()
    informed: Ids = ()
    effort: Effort = Effort()
    duration: DurationValue | None = None
    milestone: Literal["finish", "start"] = "finish"
    after: Links = ()
    before: Links = ()
    calendar: Text = ""
    tags: Texts = ()
    due: Day | None = None
    agreed: Agreement | None = None
    not_before: Day | None = None
    deadline: Day | None = None
    fixed: Flag = False
    role: Part | None = None
    after_target: Flag = False
    off_path: Flag = False
    status: Status = "not-started"
    started: Day | None = None
    finished: Day | None = None
    remaining: SpanValue | None = None
    audience: Audience = "all"
    when: Text = ""
    note: Text = ""
    internal_note: Text = ""
    actions: Mapping[Id, Action] = {}

    @model_validator(mode="before")
    @classmethod
    def _finished_is_done(cls, value: object) -> object:
        """A task with the day on which it was finished, and nothing else said, is done."""
        if isinstance(value, dict) and value.get("finished") and "status" not in value:
            return {**value, "status": "done"}
        return value

    @property
    def is_milestone(self) -> bool:
        """Whether it takes no time."""
        return self.duration is not None and self.duration.days == 0


class Risk(Model):
    """What may go wrong and what is done about it; internal unless said otherwise."""

    what: Text
    owner: Text = ""
    mitigation: Text = ""
    likelihood: Literal["low", "medium", "high"] | None = None
    impact: Literal["low", "medium", "high"] | None = None
    audience: Audience = "internal"


class Decision(Model):
    """What somebody decides, or has decided."""

    what: Text
    owner: Text = ""
    by: Day | None = None
    why: Text = ""
    decided: Text = ""
    on: Day | None = None
    audience: Audience = "all"


class Resource(Model):
    """Something to read."""

    title: Text
    url: Text = ""


class Meetings(Model):
    """How often both sides meet, and what the next meeting should settle."""

    cadence: Text = ""
    next: Day | None = None
    expected: Text = ""


class LogEntry(Model):
    """What happened; internal unless said otherwise, `reason` is what a buyer may read.

    `calendar`: whose working days it is about: buyer, seller, both, or a calendar of the deal.
    """

    on: Day
    by: Text = ""
    what: Text = ""
    reason: Text = ""
    task: Text = ""
    calendar: Text = ""
    audience: Audience = "internal"


class Internal(Model):
    """The seller's own view; never in a buyer's edition."""

    forecast: Text = ""
    probability: Number | None = None
    notes: Text = ""


class Google(Model):
    """Where the co-edited document lives and who may open it."""

    account: Text = ""
    document: Text = ""
    share: Mapping[Email, Literal["writer", "commenter", "reader"]] = {}


class Deal(Model):
    """A whole deal. Fresh from its file, or composed: its playbook's phases and tasks under its own."""

    plan_name: Text = "Mutual Action Plan"
    playbook: Text = ""
    state: Annotated[State, short("is")] = State()
    locale: Text = ""
    currency: Text = ""
    amount: Number | None = None
    industry: Text = ""
    size: Text = ""
    use_case: Text = ""
    regions: Texts = ()
    tags: Texts = ()
    theme: Text = ""
    start: Day | None = None
    buffer: Text = "10%"
    forecast: Literal["hold", "pull"] = "hold"
    progress: Literal["retained", "override"] = "retained"
    confidential: Flag = True
    crm: Crm = Crm()
    buyer: Party
    seller: Party
    calendars: Mapping[Id, Calendar] = {}
    go_live: Annotated[GoLive, short("date")] = GoLive()
    signature: Text = ""
    value: Value = Value()
    people: Mapping[Id, Person] = {}
    success_criteria: Mapping[Id, Criterion] = {}
    phases: Mapping[Id, Phase] = {}
    tasks: Mapping[Id, Task] = {}
    risks: Mapping[Id, Risk] = {}
    decisions: Mapping[Id, Decision] = {}
    resources: Annotated[tuple[Resource, ...], BeforeValidator(read_list)] = ()
    meetings: Meetings = Meetings()
    log: Annotated[tuple[LogEntry, ...], BeforeValidator(read_list)] = ()
    internal: Internal = Internal()
    google: Google = Google()

    def party(self, side: Side) -> Party:
        """The buyer or the seller."""
        return self.buyer if side == "buyer" else self.seller
