"""pull: what people changed in a deal's document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.cli.asked import takes
from mapdocs.cli.output import answer, coloured, tell
from mapdocs.cli.pushing import coediting

if TYPE_CHECKING:
    import argparse


def pull(given: argparse.Namespace) -> int:
    """Shown, and with --apply written."""
    from mapdocs.coedit import pull as pull_from
    from mapdocs.pulled import as_json, as_text

    asked = takes(given)
    with coediting(given) as co:
        found = pull_from(co, asked, write=given.apply)
        current = co.desk.current
    tell((*found.merged.problems, *found.faults))
    answer(given, lambda: as_json(found, current), lambda: as_text(found, current, colour=coloured()))
    return found.exit_code
