"""Proposals that somebody has decided: as steps where they are followed, as what is settled where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.accept.parts import Step
from mapdocs.accept.people import Newcomers
from mapdocs.accept.rows import add, cancel, unclear
from mapdocs.accept.values import step_of
from mapdocs.merge import Change
from mapdocs.problems import DealError, Problem
from mapdocs.values import Read, Stranger, deal_values, read_field, side_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from mapdocs.accept.parts import Basis
    from mapdocs.fields import FieldId
    from mapdocs.merge import Proposal
    from mapdocs.values import Reading


def value_of(proposal: Proposal) -> str | None:
    """What following it writes into its field; None where that is not known, or there is none."""
    if proposal.kind == "unclear":
        return proposal.choices[0] if len(proposal.choices) == 1 else None
    return proposal.value if proposal.kind == "suggestion" else None


class Follower:
    """Makes steps of the proposals of one pull."""

    def __init__(self, basis: Basis, reading: Reading) -> None:
        """People who are added for one proposal are there for the next. `reading`: what the document is read by."""
        self._basis = basis
        self._reading = reading
        self._newcomers = Newcomers(basis.opened.composed.deal.people, basis.opened.keys)

    def step(self, proposal: Proposal) -> Step:
        """What following it means. DealError where it can't be followed as it stands."""
        if proposal.kind == "add":
            return add(self._basis, proposal, self._reading, self._newcomers)
        if proposal.kind == "cancel":
            return cancel(self._basis, proposal)
        field = proposal.field
        assert field is not None  # noqa: S101 - what all others are about
        if proposal.kind == "person":
            return self._person(proposal, field)
        value = value_of(proposal)
        if value is None:
            raise DealError(unclear(proposal.name, _why(proposal), proposal.todo))
        return self._set(proposal, field, value)

    def _set(self, proposal: Proposal, field: FieldId, value: str) -> Step:
        ours = deal_values(self._basis.opened).get(field, "")
        return step_of(self._basis, Change(field, ours, ours, value, proposal.typed))

    def _person(self, proposal: Proposal, field: FieldId) -> Step:
        """The person among the people, and as the owner."""
        answer = read_field(field, proposal.typed or proposal.value, self._reading)
        if isinstance(answer, Read):
            return self._set(proposal, field, answer.value)
        if not isinstance(answer, Stranger):
            raise DealError(unclear(proposal.name, answer.why, answer.todo))
        name, edit, remark = self._newcomers.added(answer, side_of(field))
        step = self._set(proposal, field, name)
        what = step.what.replace(name, answer.name, 1)
        remarks = (*step.remarks, f"{proposal.name}: {remark}")
        return Step(step.name, (edit, *step.edits), what, step.task, "", field, name, remarks)


def _why(proposal: Proposal) -> str:
    meant = f" It may mean {' or '.join(proposal.choices)}." if proposal.meant else ""
    return f'"{proposal.typed}" can\'t be taken as it stands.{meant}'


def declined(proposals: Iterable[Proposal], suggested: Container[FieldId]) -> tuple[frozenset[FieldId], frozenset[str]]:
    """Fields where the deal's value stands, and rows that are written again. `suggested`: where a suggestion waits.

    DealError for what only people can take back, in the document: what they wrote themselves.
    """
    ours: set[FieldId] = set()
    back: set[str] = set()
    faults = []
    for proposal in proposals:
        if proposal.kind == "cancel":
            back.add(proposal.name)
        elif proposal.kind in ("person", "unclear") and proposal.field and proposal.field not in suggested:
            ours.add(proposal.field)
        else:
            faults.append(_theirs(proposal))
    if faults:
        raise DealError(*faults)
    return frozenset(ours), frozenset(back)


def _theirs(proposal: Proposal) -> Problem:
    message = f"{proposal.name}: mapdocs takes nothing back that people wrote in the document."
    what = "Delete the row" if proposal.kind == "add" else "Reject the suggestion"
    return Problem("stays-in-document", message, None, f"{what} in the document.")
