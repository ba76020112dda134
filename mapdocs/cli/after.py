"""What follows a publish: the deal's live document says the same, where it has one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.problems import MapdocsError, Problem, exit_code

if TYPE_CHECKING:
    import argparse

    from mapdocs.push import Pushed
    from mapdocs.workspace import DealPlace, Workspace


@dataclass(frozen=True, slots=True)
class After:
    """A push that was tried, or none where the deal has no document yet. `pushed`: None where it failed."""

    pushed: Pushed | None = None
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0

    @property
    def text(self) -> str:
        """For a terminal."""
        if self.pushed is None:
            return ""
        from mapdocs.pushed import as_text

        return as_text(self.pushed)

    def as_json(self) -> dict[str, object] | None:
        """As `push --json`; None where nothing was pushed."""
        if self.pushed is None:
            return None
        from mapdocs.pushed import as_json

        return as_json(self.pushed)


def push_after(given: argparse.Namespace, workspace: Workspace, place: DealPlace) -> After:
    """The plan into its document, where it has one: the first push is asked for, never done on the side.

    Whatever fails, the version stays published.
    """
    from mapdocs.cli.pushing import agrees, coediting
    from mapdocs.live import live_of
    from mapdocs.push import push
    from mapdocs.pushed import problems

    live = live_of(workspace, place)
    if not live.document:
        return After()
    try:
        with coediting(given) as co:
            found = push(co, agrees(given))
    except MapdocsError as error:
        again = f"The version is published all the same; then mapdocs push {place.asked} writes the document."
        told = tuple(replace(one, hint=f"{one.hint} {again}".strip()) for one in error.problems)
        return After(None, told, max(error.exit_code, exit_code(told)))
    told = tuple(one for one in problems(found) if one not in found.problems)
    return After(found, told, exit_code(told))
