"""done, move, assign, rename: a deal file edited, logged, and its effect on go-live told before it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.begin import read_date
from mapdocs.dealfile import Edit, apply_edits
from mapdocs.deals import keys_of
from mapdocs.desk import beneath, logged, name_of, news, opened_at, stands, tried
from mapdocs.problems import DealError, Problem, UsageError
from mapdocs.renames import find, key_of, rekeyed, rename
from mapdocs.saving import read_draft, save
from mapdocs.source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mapdocs.deal import Action, Side, Task
    from mapdocs.dealfile import Rename
    from mapdocs.deals import OpenDeal
    from mapdocs.desk import Desk
    from mapdocs.keys import Keys
    from mapdocs.renames import Named
    from mapdocs.source import Node

_CLOSED = ("done", "cancelled")


@dataclass(frozen=True, slots=True)
class Was:
    """A value that changed, as people read it; empty where there was none."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What was done to a row, what that did to the plan, and the files that hold it now.

    `remarks` say what else changed; `findings` are problems that the plan did not have before.
    """

    deal: str
    row: Named
    key: str
    title: str
    values: tuple[Was, ...]
    remarks: tuple[str, ...]
    log: Mapping[str, str]
    before: OpenDeal
    after: OpenDeal
    findings: tuple[Problem, ...]
    written: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """What to do; `task`: the id that the log entry names."""

    row: Named
    title: str
    values: tuple[Was, ...]
    edits: tuple[Edit | Rename, ...]
    task: str
    what: str
    remarks: tuple[str, ...] = ()
    keys: Keys | None = None


def edit(verb: str, desk: Desk, asked: Mapping[str, str]) -> Edited:
    """One of the daily commands, with its arguments by name."""
    verbs: dict[str, Callable[..., Edited]] = {"done": done, "move": move, "assign": assign, "rename": rename_row}
    return verbs[verb](desk, **{name.removeprefix("--"): value for name, value in asked.items()})


def done(desk: Desk, task: str, on: str = "") -> Edited:
    """Marks a task or action as done, today or on a day before."""
    day = read_date(on) or desk.today.isoformat()

    def change(opened: OpenDeal, _own: Node) -> _Change:
        row, found = _open_row(opened, task)
        values = [Was("status", found.status, "done")]
        if row.part == "tasks":
            values.append(Was("finished", "", day))
        elif day > desk.today.isoformat():
            message = f'"{found.title}" can\'t be done on {day}, after today.'
            raise DealError(Problem("actual-in-future", message, None, f"Give a day up to {desk.today}."))
        return _changed(row, found, values, f"done on {day}")

    return _edit(desk, change)


def move(desk: Desk, task: str, day: str) -> Edited:
    """Gives a task or action another due date; a date that was agreed is proposed again."""
    due = read_date(day)
    if not due:
        raise UsageError(Problem("bad-date", "The new date is empty.", None, "Write it as 2026-12-18."))

    def change(opened: OpenDeal, own: Node) -> _Change:
        row, found = _open_row(opened, task)
        if due < desk.today.isoformat():
            hint = "Give a day from today on. For what has happened there is mapdocs done, with --on."
            raise DealError(Problem("date-past", f"{due} is before today, {desk.today}.", None, hint))
        was = found.due.isoformat() if found.due else ""
        moved = _changed(row, found, [Was("due", was, due)], f"due {due}" + (f" instead of {was}" if was else ""))
        agreed = getattr(found, "agreed", None)
        if not agreed or not stands(own, (*row.path, "agreed")):
            return moved
        remark = f"It was agreed on {agreed.on} and is proposed again, until both sides agree to the new date."
        edits = (*moved.edits, Edit((*row.path, "agreed"), None))
        return replace(moved, edits=edits, what=f"{moved.what}; agreed on {agreed.on} before", remarks=(remark,))

    return _edit(desk, change)


def assign(desk: Desk, task: str, buyer: str = "", seller: str = "") -> Edited:
    """Gives a task or action other owners."""
    if not buyer and not seller:
        raise UsageError(Problem("no-owner", "Nobody is named.", None, "Add --buyer or --seller."))

    def change(opened: OpenDeal, _own: Node) -> _Change:
        row, found = _open_row(opened, task)
        sides: tuple[tuple[Side, str], ...] = (("buyer", buyer), ("seller", seller))
        values = [Was(side, getattr(found, side), _owner(opened, who, side)) for side, who in sides if who]
        deal = opened.composed.deal
        told = [
            f"{v.field} {name_of(deal, v.now)}" + (f" instead of {name_of(deal, v.was)}" if v.was else "")
            for v in values
            if v.was != v.now
        ]
        return _changed(row, found, values, ", ".join(told))

    return _edit(desk, change)


def rename_row(desk: Desk, old: str, new: str) -> Edited:
    """Gives any row another id; its key stays, and all that names it follows."""

    def change(opened: OpenDeal, own: Node) -> _Change:
        deal = opened.composed.deal
        row = find(deal, opened.keys, old)
        edits = rename(own, beneath(desk, opened, own), deal, row, new)
        task = {"tasks": new, "actions": row.name.partition("/")[0]}.get(row.part, "")
        was = row.path[-1]
        stored = keys_of(desk.place, desk.current)
        keys = rekeyed(stored, row, new)
        what = f"{row.called.partition(' ')[2].capitalize()} renamed from {was} to {new}"
        return _Change(row, "", (Was("id", was, new),), tuple(edits), task, what, (), keys if keys != stored else None)

    return _edit(desk, change)


def _open_row(opened: OpenDeal, text: str) -> tuple[Named, Task | Action]:
    """The task or action of this key or id, if it is still to be done."""
    deal = opened.composed.deal
    row = find(deal, opened.keys, text, ("tasks", "actions"))
    name, _, step = row.name.partition("/")
    task = deal.tasks[name]
    if name in opened.composed.left_out:
        message = f'"{task.title}" is left out of this plan.'
        raise DealError(Problem("left-out", message, None, "Change what its when: asks for, or unset it no longer."))
    found = task.actions[step] if step else task
    if found.status in _CLOSED:
        hint = "Change its status in the deal file, if it is to be worked on again."
        raise DealError(Problem("closed-task", f'"{found.title}" is {found.status} already.', None, hint))
    return row, found


def _changed(row: Named, found: Task | Action, values: list[Was], what: str) -> _Change:
    news = tuple(value for value in values if value.was != value.now)
    if not news:
        message = f'"{found.title}" has {" and ".join(f"{v.field}: {v.now}" for v in values)} already.'
        raise DealError(Problem("no-change", message, None, "There is nothing to do."))
    edits = tuple(Edit((*row.path, value.field), value.now) for value in news)
    return _Change(row, found.title, news, edits, row.name.partition("/")[0], f"{found.title}: {what}")


def _owner(opened: OpenDeal, who: str, side: Side) -> str:
    """The id of a person of that side, given by key or id; a role as it is."""
    if who.startswith("role:"):
        return who
    name = find(opened.composed.deal, opened.keys, who, ("people",)).name
    party = opened.composed.deal.people[name].party
    if party != side:
        message = f"\"{name}\" is of the {party}, and can't be the {side}'s owner."
        raise DealError(Problem("wrong-side", message, None, f"Use --{party} instead, or a person of the {side}."))
    return name


# ---------------------------------------------------------------- from file to file


def _edit(desk: Desk, change_of: Callable[[OpenDeal, Node], _Change]) -> Edited:
    """Reads, changes, tries the new file out, and only then writes it."""
    if desk.tell and not desk.because:
        message = "There is no reason that the buyer could read."
        raise UsageError(Problem("no-reason", message, None, "Add --because, or leave --tell out."))
    draft = read_draft(desk.place)
    before = opened_at(desk, draft.text)
    own, _ = read_yaml(draft.text, desk.place.shown)
    assert own is not None  # noqa: S101 - it could be opened
    change = change_of(before, own)
    entry = _entry(desk, before, change)
    text = apply_edits(draft.text, (*change.edits, *logged(own, [entry])), desk.place.shown)
    after = tried(desk, text)
    written = save(desk.place, draft, text, change.keys)
    findings = news(before, after)
    key = key_of(before.keys, change.row)
    return Edited(
        desk.place.name, change.row, key, change.title, change.values, change.remarks, entry, before, after,
        findings, tuple(written),
    )  # fmt: skip


def _entry(desk: Desk, opened: OpenDeal, change: _Change) -> dict[str, str]:
    """The log entry: internal, unless the reason is to be told."""
    deal = opened.composed.deal
    by = find(deal, opened.keys, desk.by, ("people",)).name if desk.by else ""
    if desk.tell and _is_internal(opened, change.row):
        message = f'"{change.title}" is internal: the buyer does not know of it.'
        raise DealError(Problem("internal-row", message, None, "Leave --tell out."))
    audience = "all" if desk.tell else ""
    entry = {
        "on": desk.today.isoformat(),
        "by": by,
        "what": change.what,
        "reason": desk.because,
        "task": change.task,
        "audience": audience,
    }
    return {name: value for name, value in entry.items() if value}


def _is_internal(opened: OpenDeal, row: Named) -> bool:
    name, _, step = row.name.partition("/")
    task = opened.composed.deal.tasks[name]
    return task.audience == "internal" or bool(step and task.actions[step].audience == "internal")
