"""diff: what moved between two versions of a deal, or a version and the deal as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdocs.deals import open_deal
from mapdocs.history import find_version
from mapdocs.plan import Asked, make_plan

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mapdocs.deals import OpenDeal
    from mapdocs.plan.parts import Plan
    from mapdocs.timeline.parts import TimelineDiff
    from mapdocs.workspace import DealPlace, Workspace


@dataclass(frozen=True, slots=True)
class Compared:
    """A deal and what moved in it; `plan`: as a buyer may read of it."""

    name: str
    opened: OpenDeal
    diff: TimelineDiff
    plan: Plan


def compare(workspace: Workspace, place: DealPlace, today: date, since: str, to: str, current: Path) -> Compared:
    """From a version to another, or, where `to` is empty, to the deal as it stands; UsageError where there is none.

    `since`, `to`: first, last, agreed, a number, or a day; what was published between them counts in its order.
    """
    from mapdocs.timeline.diff import WORKING, diff_timelines

    opened = open_deal(workspace, place, today, current=current)
    first = find_version(opened.history, since or "last")
    last = find_version(opened.history, to) if to else None
    line = opened.history.line
    after = line[line.index(first) + 1 :] if first in line else ()
    between = after[: after.index(last)] if last in after else () if last else after
    diff = diff_timelines(
        first.snapshot,
        last.snapshot if last else opened.snapshot,
        [version.snapshot for version in between],
        names=(str(first.number), str(last.number) if last else WORKING),
        agreed=first.agreed,
        currency=opened.currency,
    )
    asked = Asked("buyer", "full", today, opened.currency, opened.words, opened.assets.templates, versions=line)
    return Compared(
        place.name, opened, diff, make_plan(opened.composed, opened.schedule, opened.keys, asked, None, diff)
    )
