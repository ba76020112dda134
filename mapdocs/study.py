"""schedule: a deal's dates and how sure they are, as they are and as changes would make them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.deals import open_deal
from mapdocs.experience import team_experience
from mapdocs.schedule import tell
from mapdocs.schedule.confidence import confidence
from mapdocs.schedule.whatif import as_it_is, read_changes, what_if

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from mapdocs.deal import Deal
    from mapdocs.deals import OpenDeal
    from mapdocs.schedule.experience import Experience
    from mapdocs.schedule.whatif import Outcome
    from mapdocs.timetable import Confidence, Schedule
    from mapdocs.workspace import DealPlace, Workspace


@dataclass(frozen=True, slots=True)
class Dates:
    """A deal with its schedule and range. `earliest`: go-live with nothing held back to its agreed start."""

    deal: Deal
    schedule: Schedule
    earliest: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Study:
    """What a deal's dates are and, where changes were asked about, what they would be."""

    name: str
    opened: OpenDeal
    now: Dates
    then: Dates | None
    changes: tuple[str, ...]


def study(workspace: Workspace, place: DealPlace, today: date, texts: Sequence[str], current: Path) -> Study:
    """Schedule a deal, and again with the changes; its keys are kept, nothing else is written."""
    opened = open_deal(workspace, place, today, current=current)
    changes = read_changes(texts, opened.prepared.deal, opened.keys.tasks, opened.prepared.left_out)
    own = [] if workspace.root else [opened.prepared.deal]
    experience = team_experience(workspace, own, current)
    base = as_it_is(opened.prepared)
    then = _dates(what_if(base, changes), experience) if changes else None
    return Study(place.name, opened, _dates(base, experience), then, tuple(text.strip() for text in texts))


def _dates(outcome: Outcome, experience: Experience) -> Dates:
    prepared, schedule = outcome.prepared, tell(outcome.prepared, outcome.grid, outcome.answers)
    return Dates(prepared.deal, schedule, _earliest(outcome, schedule), confidence(prepared, experience))


def _earliest(outcome: Outcome, schedule: Schedule) -> date:
    """Go-live where nothing waits for the start it was agreed to have."""
    if not outcome.prepared.held:
        return schedule.forecast
    free = as_it_is(replace(outcome.prepared, held={}))
    return tell(free.prepared, free.grid, free.answers).forecast
