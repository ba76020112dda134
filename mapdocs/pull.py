"""pull: what people changed in a document comes back into the deal, all of what is settled, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.accept import apply
from mapdocs.desk import news, opened_at
from mapdocs.fields import FieldId, parse_field
from mapdocs.merge import merge3
from mapdocs.problems import DealError, Problem, has_errors
from mapdocs.saving import read_draft, save
from mapdocs.values import deal_values, reading_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from mapdocs.accept import Applied, Take
    from mapdocs.deals import OpenDeal
    from mapdocs.desk import Desk
    from mapdocs.merge import Change, Merged, Proposal
    from mapdocs.observed import Known, Observed
    from mapdocs.saving import Draft
    from mapdocs.timeline.parts import TimelineDiff


@dataclass(frozen=True, slots=True)
class Came:
    """Where edits came from. `source`: address or file; `where`: what log entries call it.

    `command`: how the pull is given again, for what to do next; `then`: the command for when all is settled.
    `settling`: the command that takes a side, where it is another than the pull that applies.
    """

    source: str
    where: str
    command: str
    then: str = ""
    settling: str = ""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What differs, what was accepted of it, and what that does to the plan.

    `applied`, `after`, `diff` are None where not all can be accepted; `faults` say why, each by the name of its edit.
    `findings`: problems that the deal did not have before. `kept`: whether what was decided is, and not only shown;
    `written`: the files that hold it now.
    """

    deal: str
    came: Came
    merged: Merged
    before: OpenDeal
    applied: Applied | None = None
    after: OpenDeal | None = None
    diff: TimelineDiff | None = None
    findings: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()
    kept: bool = False
    written: tuple[Path, ...] = ()

    @property
    def left(self) -> tuple[Change, ...]:
        """The conflicts that nobody has settled."""
        done = self.applied.taken | self.applied.ours if self.applied else frozenset()
        return tuple(change for change in self.merged.conflicts if change.field not in done)

    @property
    def clashes(self) -> tuple[Proposal, ...]:
        """The proposals that are conflicts as well, the deal having changed too, and that nobody has settled."""
        done = self.applied.followed | self.applied.declined if self.applied else frozenset()
        return tuple(one for one in self.merged.proposals if one.clash and one.name not in done)

    @property
    def decided(self) -> bool:
        """Whether somebody took a side anywhere."""
        done = self.applied
        conflicts = {change.field for change in self.merged.conflicts}
        return bool(done and (done.ours or done.again or done.followed or done.declined or done.taken & conflicts))

    @property
    def exit_code(self) -> int:
        """1 with conflicts left, those among the proposals too, or errors."""
        return int(bool(self.left or self.clashes) or has_errors((*self.faults, *self.merged.problems)))


def merged_with(opened: OpenDeal, base: Mapping[str, Known], observed: Observed, locales: Sequence[str] = ()) -> Merged:
    """All that differs between a deal and a document; `base` is kept by the names of fields.

    `locales`: those that the document is read by, where it was pushed in others than the deal's of now.
    """
    known = {field: value for name, value in base.items() if (field := _field(name))}
    return merge3(known, deal_values(opened), observed, reading_of(opened, locales))


def _field(name: str) -> FieldId | None:
    """A field of the format; what an older or newer one knew is passed over."""
    try:
        return parse_field(name)
    except ValueError:
        return None


def settle(
    desk: Desk,
    came: Came,
    find: Callable[[OpenDeal], Merged],
    takes: Mapping[str, Take],
    remember: Callable[[Applied, OpenDeal], None] | None = None,
) -> Pulled:
    """What people changed in a document since it was last written, settled with the deal.

    `find`: all that differs between a deal and the document; `takes`: the side that is taken, by the name of what
    differs. The deal is written only where there is `remember`, which is then told what was settled, and the deal
    that it is now.
    UsageError for a take of nothing; DealError where the deal has errors of its own, or was changed meanwhile.
    """
    draft = read_draft(desk.place)
    before = opened_at(desk, draft.text)
    merged = find(before)
    try:
        applied, after = apply(desk, draft.text, before, merged, takes, came.where)
    except DealError as error:
        return Pulled(desk.place.name, came, merged, before, faults=error.problems)
    diff = _diff(before, after)
    pulled = Pulled(desk.place.name, came, merged, before, applied, after, diff, news(before, after))
    if not remember:
        return pulled
    written = _kept(desk, draft, applied, after)
    remember(applied, after)
    return replace(pulled, kept=True, written=written)


def _kept(desk: Desk, draft: Draft, applied: Applied, after: OpenDeal) -> tuple[Path, ...]:
    """Writes what changed; new rows get their keys with it, so that the document can name them."""
    if applied.text == draft.text:
        return ()
    return tuple(save(desk.place, draft, applied.text, after.keys if applied.added else None))


def _diff(before: OpenDeal, after: OpenDeal) -> TimelineDiff:
    from mapdocs.timeline.diff import WORKING, diff_timelines

    return diff_timelines(before.snapshot, after.snapshot, names=(WORKING, "pulled"), currency=before.currency)
