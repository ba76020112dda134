"""done, move, assign and rename: the daily edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.cli.asked import one_deal, today
from mapdocs.cli.output import answer
from mapdocs.verbs import DAILY

if TYPE_CHECKING:
    import argparse


def daily(given: argparse.Namespace) -> int:
    """One edit, and what it does to go-live."""
    from mapdocs.daily import edit
    from mapdocs.desk import Desk
    from mapdocs.effects import as_json, as_text

    opened, place, current = one_deal(given)
    asked = {name: getattr(given, name.lstrip("-")) for name in DAILY[given.command][1] if name != "deal"}
    note = {"by": asked.pop("--by"), "because": asked.pop("--because"), "tell": asked.pop("--tell", False)}
    edited = edit(given.command, Desk(opened, place, today(given), current, **note), asked)
    answer(given, lambda: as_json(edited, current), lambda: as_text(edited, current))
    return 0
