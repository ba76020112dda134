"""diff: what moved between two versions of a deal, or a version and the deal as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.deals import open_deal
from mapdocs.experience import team_experience
from mapdocs.history import find_version
from mapdocs.plan import Asked, make_plan
from mapdocs.problems import DealError, Problem
from mapdocs.schedule import prepare
from mapdocs.timeline.cost import at_risk

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mapdocs.deals import OpenDeal
    from mapdocs.history import Version
    from mapdocs.plan.parts import Plan
    from mapdocs.timeline.parts import TimelineDiff
    from mapdocs.workspace import DealPlace, Workspace


@dataclass(frozen=True, slots=True)
class Compared:
    """A deal and what moved in it; `plan`: as a buyer may read of it. `problems`: of the comparison itself."""

    name: str
    opened: OpenDeal
    diff: TimelineDiff
    plan: Plan
    problems: tuple[Problem, ...] = ()


def compare(workspace: Workspace, place: DealPlace, today: date, since: str, to: str, current: Path) -> Compared:
    """From a version to another, or, where `to` is empty, to the deal as it stands; UsageError where there is none.

    `since`, `to`: first, last, agreed, a number, or a day; what was published between them counts in its order.
    """
    opened = open_deal(workspace, place, today, current=current)
    first = find_version(opened.history, since or "last")
    last = find_version(opened.history, to) if to else None
    line = opened.history.line
    after = line[line.index(first) + 1 :] if first in line else ()
    between = after[: after.index(last)] if last in after else () if last else after
    diff, problems = _told(opened, first, last, between)
    diff = _with_risk(diff, opened, last, workspace, current)
    asked = Asked("buyer", "full", today, opened.currency, opened.words, opened.assets.templates, versions=line)
    plan = make_plan(opened.composed, opened.schedule, opened.keys, asked, None, diff)
    return Compared(place.name, opened, diff, plan, problems)


def _told(
    opened: OpenDeal, first: Version, last: Version | None, between: tuple[Version, ...]
) -> tuple[TimelineDiff, tuple[Problem, ...]]:
    """The difference; versions between that can't be scheduled any more are passed over, each with a warning."""
    from mapdocs.timeline.diff import WORKING, diff_timelines

    faults = {version.hash: fault for version in (first, *between, last) if version and (fault := _fault(version))}
    ends = [faults[version.hash] for version in (first, last) if version and version.hash in faults]
    if ends:
        raise DealError(*ends)
    diff = diff_timelines(
        first.snapshot,
        last.snapshot if last else opened.snapshot,
        [version.snapshot for version in between if version.hash not in faults],
        names=(str(first.number), str(last.number) if last else WORKING),
        agreed=first.agreed,
        currency=opened.currency,
    )
    return diff, tuple(replace(fault, severity="warning") for fault in faults.values())


def _fault(version: Version) -> Problem | None:
    """Why a version can't be scheduled, if it can't."""
    from mapdocs.timeline.causes import state_of
    from mapdocs.timeline.happened import outcome_of

    try:
        outcome_of(state_of(version.snapshot))
    except DealError as error:
        message = f"Version {version.called} can't be scheduled any more."
        return Problem("unscheduled-version", message, None, error.problems[0].message)
    return None


def _with_risk(
    diff: TimelineDiff, opened: OpenDeal, last: Version | None, workspace: Workspace, current: Path
) -> TimelineDiff:
    """With the cost at P50 and P80 of the later state, where anything is claimed."""
    if not diff.cost:
        return diff
    from mapdocs.schedule.confidence import confidence

    now = last.snapshot if last else opened.snapshot
    prepared = prepare(now.deal, now.today, left_out=now.left_out, held=now.held)
    own = [] if workspace.root else [opened.prepared.deal]
    sure = confidence(prepared, team_experience(workspace, own, current))
    return replace(diff, cost=at_risk(diff.cost, now.deal, diff.promised, sure, diff.target.now))
