"""From an opened deal to the Plan and the Page of one edition: what every writer takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdocs.codec import from_plain
from mapdocs.deals import about, open_deal
from mapdocs.experience import team_experience
from mapdocs.page import render_page
from mapdocs.plan import Asked, make_plan
from mapdocs.plan.parts import Plan
from mapdocs.problems import DealError, Problem

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mapdocs.assets import Assets
    from mapdocs.deals import OpenDeal
    from mapdocs.history import Version
    from mapdocs.page import Page
    from mapdocs.plan.parts import Edition, Size
    from mapdocs.timeline.parts import TimelineDiff
    from mapdocs.timetable import Confidence
    from mapdocs.workspace import DealPlace, Workspace


def confidence_of(opened: OpenDeal, workspace: Workspace, current: Path) -> Confidence:
    """How sure the forecast is, by the team's experience where there is enough; NumPy is imported for it."""
    from mapdocs.schedule.confidence import confidence

    own = [] if workspace.root else [opened.prepared.deal]
    return confidence(opened.prepared, team_experience(workspace, own, current))


def _changes_since(opened: OpenDeal, version: Version | None) -> tuple[TimelineDiff | None, tuple[Problem, ...]]:
    """What changed since a version: None without one, and where it can't be told."""
    from mapdocs.timeline.diff import diff_timelines

    if version is None:
        return None, ()
    names, agreed = (str(version.number), ""), version.agreed
    try:
        diff = diff_timelines(version.snapshot, opened.snapshot, names=names, agreed=agreed, currency=opened.currency)
    except DealError as error:
        message = f"What changed since version {version.called} is left out: it can't be scheduled any more."
        return None, (Problem("unscheduled-version", message, None, error.problems[0].message, "warning"),)
    return diff, ()


def page_of(place: DealPlace, opened: OpenDeal, version: Version) -> Page:
    """What the buyer was sent with a version, in the words and templates of today; DealError where it can't be read."""
    try:
        plan: Plan = from_plain(Plan, version.plans["buyer"])
    except (KeyError, ValueError):
        message = f"The plan of version {version.called} can't be read by this mapdocs."
        raise DealError(Problem("unreadable-version", message, None, "Compare with a later version.")) from None
    return render_page(plan, opened.words, opened.assets, about(place, version.snapshot.keys, version.number))


@dataclass(frozen=True, slots=True)
class Document:
    """One edition before it has a format."""

    plan: Plan
    page: Page
    assets: Assets
    problems: tuple[Problem, ...]
    diff: TimelineDiff | None = None


def document_of(
    workspace: Workspace,
    place: DealPlace,
    today: date,
    edition: Edition,
    size: Size,
    language: str,
    current: Path,
    *,
    keep: bool = True,
) -> Document:
    """The Plan and Page of a deal; DealError holds every problem of its files."""
    opened = open_deal(workspace, place, today, language=language, keep=keep, current=current)
    sure = confidence_of(opened, workspace, current) if edition == "internal" else None
    return document_from(place, opened, edition, size, sure=sure)


def document_from(
    place: DealPlace,
    opened: OpenDeal,
    edition: Edition,
    size: Size,
    pending: Version | None = None,
    sure: Confidence | None = None,
    since: Version | None = None,
) -> Document:
    """The Plan and Page of an opened deal: a draft, or the version that is being published; `sure`: internal only.

    What changed is told since the version published last, or `since` another.
    """
    assets, history = opened.assets, opened.history.line
    asked = Asked(
        edition,
        size,
        opened.schedule.today,
        opened.currency,
        opened.words,
        assets.templates,
        frozenset(assets.logos),
        versions=(*history, pending) if pending else history,
        publishing=pending is not None,
    )
    diff, faults = _changes_since(opened, since or opened.history.last)
    plan = make_plan(opened.composed, opened.schedule, opened.keys, asked, sure, diff)
    page = render_page(plan, opened.words, assets, about(place, opened.keys, plan.version))
    return Document(plan, page, assets, (*opened.problems, *faults), diff)
