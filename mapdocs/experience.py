"""The team's experience, from the finished tasks of all deals of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.compose import compose
from mapdocs.problems import MapdocsError
from mapdocs.schedule.experience import experience_of
from mapdocs.source import read_file, read_yaml
from mapdocs.workspace import all_deals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mapdocs.deal import Deal
    from mapdocs.schedule.experience import Experience
    from mapdocs.workspace import Workspace


def team_experience(workspace: Workspace, others: Iterable[Deal], current: Path) -> Experience:
    """What finished tasks of the workspace and of `others` took, as shares of their estimates.

    Deals with errors tell nothing.
    """
    return experience_of([*_with_finished_tasks(workspace, current), *others])


def _with_finished_tasks(workspace: Workspace, current: Path) -> Iterator[Deal]:
    for place in all_deals(workspace, current):
        try:
            text = read_file(place.file, place.shown)
            if "finished" not in text:
                continue  # most new deals; composing one takes its time
            own, _ = read_yaml(text, place.shown)
            if own is not None:
                yield compose(own, workspace.templates, "en", workspace.under).deal
        except MapdocsError:
            continue
