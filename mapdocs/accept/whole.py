"""apply: from what differs and what was decided to the new text of the deal file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mapdocs.accept.parts import Applied, Basis
from mapdocs.accept.proposals import Follower, declined, value_of
from mapdocs.accept.takes import settle
from mapdocs.accept.tries import Trial
from mapdocs.accept.values import step_of
from mapdocs.desk import beneath
from mapdocs.problems import DealError, Problem
from mapdocs.source import read_yaml
from mapdocs.values import deal_values, reading_of, same_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapdocs.accept.parts import Step, Take
    from mapdocs.accept.takes import Settled
    from mapdocs.deals import OpenDeal
    from mapdocs.desk import Desk
    from mapdocs.fields import FieldId
    from mapdocs.merge import Merged
    from mapdocs.values import Reading


def apply(
    desk: Desk, text: str, opened: OpenDeal, merged: Merged, takes: Mapping[str, Take], where: str = "document"
) -> tuple[Applied, OpenDeal]:
    """The deal file with all edits accepted, conflicts and proposals as decided, and the deal that it is then.

    `text`: what the file says; `opened`: the deal of it; `where`: how the log calls the document. DealError where not
    all of it can be: each problem names its edit. UsageError for a take of nothing.
    """
    settled = settle(merged, takes)
    ours, back = declined(settled.declined, merged.suggested)
    own, problems = read_yaml(text, desk.place.shown)
    if own is None:
        raise DealError(*problems)
    accepted = _accepted(settled)
    under = beneath(desk, opened, own) if "" in accepted.values() else ()
    basis = Basis(opened, own, desk.today.isoformat(), where, accepted, under)
    steps = _steps(basis, settled, merged.reading or reading_of(opened))
    trial = Trial(desk, basis, text)
    new, after = trial.made(steps)
    _compare(steps, after)
    followed, cancelled = settled.proposals, [p.name for p in settled.proposals if p.kind == "cancel"]
    applied = Applied(
        new,
        taken=frozenset(step.field for step in steps if step.field),
        ours=frozenset((*ours, *(change.field for change in settled.refused))),
        back=back,
        same=frozenset(merged.settled),
        added={step.name: step.added for step in steps if step.added},
        dropped=frozenset(cancelled),
        followed=frozenset(proposal.name for proposal in followed),
        declined=frozenset(proposal.name for proposal in settled.declined),
        again=frozenset(settled.again),
        log=trial.entries(steps),
        remarks=tuple(dict.fromkeys(remark for step in steps for remark in step.remarks)),
    )
    return applied, after


def _accepted(settled: Settled) -> dict[FieldId, str]:
    """The new value of each field, as far as it is known."""
    accepted = {change.field: change.theirs for change in settled.changes}
    for proposal in settled.proposals:
        value = value_of(proposal)
        if proposal.field and value is not None:
            accepted[proposal.field] = value
    return accepted


def _steps(basis: Basis, settled: Settled, reading: Reading) -> list[Step]:
    """All steps; DealError with the faults of all that can't be made."""
    follow = Follower(basis, reading).step
    made = [partial(step_of, basis, change) for change in settled.changes]
    made += [partial(follow, proposal) for proposal in settled.proposals]
    steps: list[Step] = []
    faults: list[Problem] = []
    for make in made:
        try:
            steps.append(make())
        except DealError as error:
            faults += error.problems
    if faults:
        raise DealError(*faults)
    return steps


def _compare(steps: Sequence[Step], after: OpenDeal) -> None:
    """The deal must say what was accepted: something that lies over a value in the file may hide it."""
    values, reading = deal_values(after), reading_of(after)
    wrong = [
        (step, got)
        for step in steps
        if step.field and step.edits and (got := values.get(step.field)) is not None
        if not same_value(step.field, step.value, got, reading)
    ]
    if wrong:
        raise DealError(*(_differs(step, got) for step, got in wrong))


def _differs(step: Step, got: str) -> Problem:
    message = f'{step.name}: the deal would say "{got}" and not "{step.value}".'
    hint = f"Change it in the deal file by hand, or leave it out: --take ours {step.name}"
    return Problem("not-editable", message, None, hint)
