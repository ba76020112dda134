"""What accepting works on, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mapdocs.desk import name_of
from mapdocs.problems import apart
from mapdocs.renames import keyed
from mapdocs.show import clean

if TYPE_CHECKING:
    from mapdocs.deal import Deal
    from mapdocs.dealfile import Edit
    from mapdocs.deals import OpenDeal
    from mapdocs.fields import FieldId
    from mapdocs.merge import Change
    from mapdocs.renames import Named
    from mapdocs.source import Node

Take = Literal["ours", "theirs"]
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is accepted. `name`: what `--take` calls it; `value`: what the field is to hold, where it is one.

    `what`, `task`, `by`: for the log, which has no entry where `what` is empty.
    """

    name: str
    edits: tuple[Edit, ...]
    what: str
    task: str = ""
    by: str = ""
    field: FieldId | None = None
    value: str = ""
    remarks: tuple[str, ...] = ()
    added: Named | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """A deal file's new text, and what is settled by it.

    `taken`: fields whose value came into the deal; `ours`: those decided for the deal, so that what stands in the
    document is known and the next push writes over it; `back`: what is not in the document and the next push writes
    again, keys of rows and names of fields; `same`: fields changed on both sides to the same.
    `added`: how the document calls a row -> the new row; `dropped`: keys of rows that were taken out of the document
    and now of the plan. `followed`, `declined`: names of proposals. `again`: ids of paragraphs without a value that
    people rewrote or took out, and that the next push writes over or anew.
    """

    text: str
    taken: frozenset[FieldId] = frozenset()
    ours: frozenset[FieldId] = frozenset()
    back: frozenset[str] = frozenset()
    same: frozenset[FieldId] = frozenset()
    added: Mapping[str, Named] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    followed: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    log: tuple[Mapping[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What steps are made from: the deal, what its file says itself, the day, and where the edits stand."""

    opened: OpenDeal
    own: Node
    today: str
    where: str
    accepted: Mapping[FieldId, str]
    """The new value of every field that is accepted: what one of them means may depend on another of its row."""
    beneath: tuple[Node, ...] = ()
    """What lies under the file, where a value is to be taken out."""
    given: set[str] = field(default_factory=set)
    """Ids of rows that steps have added, which no other can have."""

    def row(self, field_id: FieldId) -> Named | None:
        """The row of a field."""
        return keyed(self.opened.composed.deal, self.opened.keys, field_id.part, field_id.key)

    def title(self, row: Named | None) -> str:
        """What people call a row."""
        return title_of(self.opened, row)

    def author(self, by: str | None) -> str:
        """The id of the deal's person of this name or address; empty where there is none, or several."""
        wanted = (by or "").strip().casefold()
        people = self.opened.composed.deal.people.items()
        found = [name for name, p in people if wanted and wanted in (p.name.casefold(), p.email.casefold())]
        return found[0] if len(found) == 1 else ""


def title_of(opened: OpenDeal, row: Named | None) -> str:
    """What people call a row."""
    if row is None:
        return "Value"
    deal = opened.composed.deal
    if row.part in ("tasks", "actions"):
        name, _, step = row.name.partition("/")
        task = deal.tasks[name]
        return clean(task.actions[step].title if step else task.title)
    if row.part == "criteria":
        return cut(deal.success_criteria[row.name].what)
    return cut(deal.risks[row.name].what if row.part == "risks" else deal.decisions[row.name].what)


def said(deal: Deal, field_id: FieldId, value: str) -> str:
    """A value as people read it, on one line."""
    if field_id.kind == "person":
        return clean(name_of(deal, value))
    return value if field_id.kind in ("date", "status") else f'"{cut(value)}"' if value else ""


def said_apart(deal: Deal, field_id: FieldId, *values: str) -> tuple[str, ...]:
    """Several values of a field, long texts cut where they differ."""
    if field_id.kind in ("person", "date", "status"):
        return tuple(said(deal, field_id, value) for value in values)
    found = [one for one in values if one]
    told = dict(zip(found, apart(*map(clean, found), most=_WIDEST), strict=True))
    return tuple(f'"{told[value]}"' if value else "" for value in values)


def was(opened: OpenDeal, change: Change) -> str:
    """What the document said before a change, where the deal has not changed too: a date may be computed."""
    field_id = change.field
    if change.ours or (field_id.part, field_id.name) != ("tasks", "due"):
        return change.ours
    row = keyed(opened.composed.deal, opened.keys, field_id.part, field_id.key)
    dates = opened.schedule.tasks.get(row.name) if row else None
    return dates.finish.isoformat() if dates else ""


def task_of(row: Named | None) -> str:
    """The id of the task that a log entry about a row names."""
    return row.name.partition("/")[0] if row and row.part in ("tasks", "actions") else ""


def cut(text: str) -> str:
    """On one line, and not long."""
    line = clean(text)
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
