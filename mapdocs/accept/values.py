"""A field's new value -> the edits of the deal file, what else they mean, and what the log says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.accept.parts import Step, said_apart, task_of, was
from mapdocs.dealfile import Edit
from mapdocs.desk import stands
from mapdocs.fields import FieldId
from mapdocs.problems import DealError, Problem

if TYPE_CHECKING:
    from mapdocs.accept.parts import Basis
    from mapdocs.merge import Change

Path = tuple[str, ...]


def step_of(basis: Basis, change: Change) -> Step:
    """What accepting a change means. DealError where the deal has no such row any more."""
    field, value = change.field, change.theirs
    row = basis.row(field)
    if row is None and field.part != "value":
        message = f"{field}: {field.key} is no longer a row of this deal."
        hint = f"Add it again in the deal file, or leave the edit out: --take ours {field}"
        raise DealError(Problem("row-gone", message, None, hint))
    path = row.path if row else ("value",)
    edits, (told, *more), remarks = _written(basis, path, change)
    what = "; ".join((f"{basis.title(row)}: {told}, in the {basis.where}", *more)) if edits else ""
    return Step(str(field), edits, what, task_of(row), basis.author(change.by), field, value, remarks)


_Written = tuple[tuple[Edit, ...], tuple[str, ...], tuple[str, ...]]
"""Edits; what the log says of the value, and of what else goes with it; remarks."""


def _written(basis: Basis, path: Path, change: Change) -> _Written:
    """What becomes of one field of a row."""
    field = change.field
    if (field.part, field.name) == ("tasks", "due"):
        return _finished(basis, path, change) if _will_be_done(basis, field) else _due(basis, path, change)
    if (field.part, field.name) == ("tasks", "status"):
        return _status(basis, path, change)
    return _value(basis, (*path, field.name), change.theirs), (_told(basis, change),), ()


def _value(basis: Basis, path: Path, value: str) -> tuple[Edit, ...]:
    """A value of the file's own; an empty one hides what lies under the file."""
    if value:
        return (Edit(path, value),)
    if any(stands(node, path) for node in basis.beneath):
        return (Edit(path, ""),)
    return (Edit(path, None),) if stands(basis.own, path) else ()


def _told(basis: Basis, change: Change, label: str = "") -> str:
    """`due 2026-12-18 instead of 2026-12-11`."""
    old, now = said_apart(basis.opened.composed.deal, change.field, was(basis.opened, change), change.theirs)
    label = label or change.field.name.replace("_", " ")
    if not now:
        return f"{label} taken out" + (f", was {old}" if old else "")
    return f"{label} {now}" + (f" instead of {old}" if old else "")


def _due(basis: Basis, path: Path, change: Change) -> _Written:
    """A wish for a date, which nobody has agreed to yet."""
    stood = stands(basis.own, (*path, "due"))
    edits = [Edit((*path, "due"), change.theirs or None)] if change.theirs or stood else []
    if not edits:
        return (), ("",), (f"{change.field}: the date is computed, and no due date of the deal can be taken out.",)
    if not stands(basis.own, (*path, "agreed")):
        return tuple(edits), (_told(basis, change),), ()
    agreed = basis.opened.composed.deal.tasks[path[-1]].agreed
    assert agreed is not None  # noqa: S101 - it stands in the file, which could be opened
    edits.append(Edit((*path, "agreed"), None))
    remark = f"{change.field}: agreed on {agreed.on}, and proposed again, until both sides agree to the new date."
    return tuple(edits), (_told(basis, change), f"agreed on {agreed.on} before"), (remark,)


def _finished(basis: Basis, path: Path, change: Change) -> _Written:
    """The date of a task that is done is the day on which it was finished."""
    return (Edit((*path, "finished"), change.theirs or None),), (_told(basis, change, "finished"),), ()


def _status(basis: Basis, path: Path, change: Change) -> _Written:
    """A task that is done has a day on which it was; one that is not has none."""
    status, told = Edit((*path, "status"), change.theirs), _told(basis, change)
    if change.theirs == "done":
        on = basis.accepted.get(FieldId("tasks", change.field.key, "due"), "") or basis.today
        return (status, Edit((*path, "finished"), on)), (told, f"finished on {on}"), ()
    if stands(basis.own, (*path, "finished")):
        return (status, Edit((*path, "finished"), None)), (told,), ()
    return (status,), (told,), ()


def _will_be_done(basis: Basis, field: FieldId) -> bool:
    row = basis.row(field)
    status = basis.accepted.get(FieldId("tasks", field.key, "status"))
    return (status or (basis.opened.composed.deal.tasks[row.name].status if row else "")) == "done"
