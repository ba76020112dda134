"""Rows that were added to a document, or taken out of it, as edits of the deal file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapdocs.accept.parts import Step, cut, task_of
from mapdocs.accept.values import step_of
from mapdocs.dealfile import Edit
from mapdocs.desk import stands
from mapdocs.fields import KINDS, FieldId
from mapdocs.merge import Change
from mapdocs.problems import DealError, Problem
from mapdocs.references import uses
from mapdocs.renames import Named, keyed
from mapdocs.scalars import make_id
from mapdocs.values import Read, Stranger, read_field, side_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mapdocs.accept.parts import Basis
    from mapdocs.accept.people import Newcomers
    from mapdocs.merge import Proposal
    from mapdocs.observed import NewRow
    from mapdocs.values import Reading

PARTS = ("tasks", "actions", "decisions", "criteria", "risks")
_PHASE = re.compile(r"(?:^|/)(F-\d+)(?:/|$)")


def add(basis: Basis, proposal: Proposal, reading: Reading, newcomers: Newcomers) -> Step:
    """A row of the deal for one that people added. DealError where a cell can't be read, or it has no title."""
    row = proposal.row
    assert row is not None  # noqa: S101 - what an `add` has
    title = "what" if "what" in KINDS[row.part] else "title"
    called = cut(row.fields.get(title, ""))
    if not called:
        message = f"{proposal.name}: the new row has no {title}."
        raise DealError(Problem("unclear-value", message, None, "Type it in the document, and pull again."))
    values, people, remarks = _cells(proposal.name, row, reading, newcomers)
    named, more = _place(basis, row, values[title])
    if values.get("status") == "done" and row.part == "tasks":
        values["finished"] = values.get("due") or basis.today
    edits = (*people, Edit(named.path, {**more, **values}))
    what = f"{called}: added in the {basis.where}"
    remarks += [
        f'{proposal.name}: "{cut(text)}", in {head}, is in no field; it stays in the document.'
        for head, text in row.loose.items()
    ]
    return Step(proposal.name, edits, what, task_of(named), remarks=tuple(remarks), added=named)


def _cells(
    name: str, row: NewRow, reading: Reading, newcomers: Newcomers
) -> tuple[dict[str, str], list[Edit], list[str]]:
    """The values, the people to be added, remarks."""
    values: dict[str, str] = {}
    people: list[Edit] = []
    remarks: list[str] = []
    faults: list[Problem] = []
    for column in (name for name in KINDS[row.part] if row.fields.get(name, "").strip()):
        field = FieldId(row.part, "", column)
        answer = read_field(field, row.fields[column], reading)
        if isinstance(answer, Stranger):
            values[column], edit, remark = newcomers.added(answer, side_of(field))
            people.append(edit)
            remarks.append(f"{name}: {remark}")
        elif not isinstance(answer, Read):
            faults.append(unclear(f"{name}, {column.replace('_', ' ')}", answer.why, answer.todo))
        elif answer.value:
            values[column] = answer.value
    if faults:
        raise DealError(*faults)
    return values, people, remarks


def unclear(name: str, why: str, todo: str) -> Problem:
    """A text that can't be taken as it stands."""
    return Problem("unclear-value", f"{name}: {why}", None, todo)


def _place(basis: Basis, row: NewRow, title: str) -> tuple[Named, Mapping[str, str]]:
    """Where the new row stands in the deal file, and what it needs beside its cells."""
    deal, keys = basis.opened.composed.deal, basis.opened.keys
    if row.part == "actions":
        task = _above(basis, row)
        taken = {step.partition("/")[2] for step in keys.actions if step.startswith(f"{task}/")}
        return Named("actions", f"{task}/{make_id(title, taken | set(deal.tasks[task].actions), 'step')}"), {}
    known = {"criteria": deal.success_criteria, "risks": deal.risks, "decisions": deal.decisions, "tasks": deal.tasks}
    taken = {*known[row.part], *getattr(keys, row.part), *basis.given}
    named = Named(row.part, make_id(title, taken, row.part.rstrip("s")))
    basis.given.add(named.name)
    return named, {"tasks": {"phase": _phase(basis, row)}, "risks": {"audience": "all"}}.get(row.part, {})


def _above(basis: Basis, row: NewRow) -> str:
    """The id of the task that a new step belongs to: that of the row above, or of the row that it repeats."""
    keys = basis.opened.keys
    for key in (row.after, row.copied):
        head = ".".join(key.split(".")[:1])
        found = next((name for name, known in keys.tasks.items() if known == head), "")
        if found in basis.opened.composed.deal.tasks:
            return found
    message = f"{row.id}: it can't be told which task the new step belongs to."
    raise DealError(Problem("unclear-value", message, None, "Put the row below its task in the document."))


def _phase(basis: Basis, row: NewRow) -> str:
    """That of the table, else that of the row above, else the last."""
    deal, keys = basis.opened.composed.deal, basis.opened.keys
    match = _PHASE.search(row.group)
    found = next((name for name, key in keys.phases.items() if match and key == match[1]), "")
    if found in deal.phases:
        return found
    above = keyed(deal, keys, "tasks", row.after)
    return deal.tasks[above.name].phase if above else list(deal.phases)[-1]


# ---------------------------------------------------------------- rows that were taken out


def cancel(basis: Basis, proposal: Proposal) -> Step:
    """What a row that was taken out is then: cancelled, or internal, or, of criteria, gone."""
    deal, keys = basis.opened.composed.deal, basis.opened.keys
    key = proposal.field.key if proposal.field else proposal.name
    row = next((found for part in PARTS if (found := keyed(deal, keys, part, key))), None)
    if row is None:
        hint = "Pull again: the deal has changed."
        raise DealError(Problem("row-gone", f"{key} is no longer a row of this deal.", None, hint))
    gone = f"{basis.title(row)}: %s, taken out of the {basis.where}"
    if row.part in ("tasks", "actions"):
        change = Change(FieldId(row.part, key, "status"), "", "", "cancelled", "")
        step = step_of(basis, change)
        return Step(proposal.name, step.edits, gone % "cancelled", step.task, remarks=step.remarks)
    if row.part != "criteria":
        return Step(proposal.name, (Edit((*row.path, "audience"), "internal"),), gone % "internal from now on")
    if not stands(basis.own, row.path):
        message = f"{key} comes from the playbook or the workspace, and can't be taken out of this deal."
        hint = f"Write it again in the document: --take ours {proposal.name}"
        raise DealError(Problem("not-own", message, None, hint))
    return Step(proposal.name, (*_unserved(basis, row.name), Edit(row.path, None)), gone % "no longer a criterion")


def _unserved(basis: Basis, name: str) -> Iterator[Edit]:
    """The tasks that name a criterion no longer do."""
    deal = basis.opened.composed.deal
    if name in deal.value.drivers:
        return
    for path in uses(deal, "criteria", name):
        rest = [aim for aim in deal.tasks[str(path[1])].serves if aim != name]
        yield Edit(path[:-1], rest)
