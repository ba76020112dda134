"""apply: from what differs and what was decided to the new text of the deal file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.accept.parts import Applied, Basis
from mapdocs.accept.takes import settle
from mapdocs.accept.tries import Trial
from mapdocs.accept.values import step_of
from mapdocs.problems import DealError
from mapdocs.source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.accept.parts import Take
    from mapdocs.deals import OpenDeal
    from mapdocs.desk import Desk
    from mapdocs.merge import Merged


def apply(
    desk: Desk, text: str, opened: OpenDeal, merged: Merged, takes: Mapping[str, Take], where: str = "document"
) -> tuple[Applied, OpenDeal]:
    """The deal file with all edits accepted, conflicts and proposals as decided, and the deal that it is then.

    `text`: what the file says; `opened`: the deal of it; `where`: how the log calls the document. DealError where not
    all of it can be: each problem names its edit. UsageError for a take of nothing.
    """
    settled = settle(merged, takes)
    own, problems = read_yaml(text, desk.place.shown)
    if own is None:
        raise DealError(*problems)
    accepted = {change.field: change.theirs for change in settled.changes}
    basis = Basis(opened, own, desk.today.isoformat(), where, accepted)
    steps = [step_of(basis, change) for change in settled.changes]
    trial = Trial(desk, basis, text)
    new, after = trial.made(steps)
    applied = Applied(
        new,
        taken=frozenset(step.field for step in steps if step.field),
        ours=frozenset(change.field for change in settled.refused),
        same=frozenset(merged.settled),
        log=trial.entries(steps),
        remarks=tuple(remark for step in steps for remark in step.remarks),
    )
    return applied, after
