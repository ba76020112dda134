"""Who does what by when: people, companies, phases and their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date


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
    `was`: the due date it had in the version that changes are told against. `asked`: the day that somebody asked for,
    or both sides agreed to, where the work can't be done by then; `due` is the day that can be kept, and proposed.
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
    asked: date | None = None
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
