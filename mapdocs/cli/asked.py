"""What the arguments of a command ask for: the day, the workspace, the deals. Reads the clock."""

from __future__ import annotations

import os
import random
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.problems import Problem, UsageError, brief

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mapdocs.accept import Take
    from mapdocs.google.transport import Pace
    from mapdocs.workspace import DealPlace, Workspace


def today(given: argparse.Namespace) -> date:
    """The data date: as given, else of the environment, else of the clock."""
    text = getattr(given, "today", None) or os.environ.get("MAPDOCS_TODAY")
    if not text:
        return date.today()
    from pydantic_core import PydanticCustomError

    from mapdocs.scalars import read_day

    try:
        return read_day(text)
    except PydanticCustomError as error:
        raise UsageError(Problem("bad-date", error.message(), None)) from None


def pace() -> Pace:
    """Real time, for calls to Google."""
    from mapdocs.google.transport import Pace

    return Pace(time.sleep, time.monotonic, random.random)


def takes(given: argparse.Namespace) -> dict[str, Take]:
    """What --take settles: field -> whose value stands."""
    found: dict[str, Take] = {}
    for whose, name in given.take:
        if whose not in ("ours", "theirs"):
            message = f'"{brief(whose)}" is not whose value to take.'
            raise UsageError(Problem("bad-take", message, None, "Write --take theirs FIELD, or --take ours FIELD."))
        if found.setdefault(name, whose) != whose:
            raise UsageError(Problem("bad-take", f"{brief(name)} is taken from both sides.", None, "Take one of them."))
    return found


def workspace(given: argparse.Namespace) -> tuple[Workspace, Path]:
    """The workspace, and the folder that names are told from."""
    from mapdocs.workspace import find_root, open_workspace

    current = Path.cwd()
    return open_workspace(find_root(getattr(given, "workspace", None), current), current), current


def one_deal(given: argparse.Namespace) -> tuple[Workspace, DealPlace, Path]:
    """The workspace, the one deal that is named, and the folder that names are told from."""
    from mapdocs.workspace import find_deal

    opened, current = workspace(given)
    return opened, find_deal(opened, given.deal, current), current


def deals(given: argparse.Namespace, opened: Workspace, current: Path) -> list[DealPlace]:
    """The deals that are named, each once, or all there are."""
    from mapdocs.workspace import all_deals, find_deal

    if given.deals:
        found = [find_deal(opened, name, current) for name in given.deals]
        places = list({place.file: place for place in found}.values())
        _apart(places)
        return places
    places = all_deals(opened, current)
    if not places:
        hint = "Name a deal.yaml, or make a workspace with mapdocs init and a deal with mapdocs new."
        raise UsageError(Problem("no-deals", "There is no deal here.", None, hint))
    return places


def _apart(places: Sequence[DealPlace]) -> None:
    """Two deals that would be written to one folder are wrong use."""
    taken: dict[Path, DealPlace] = {}
    for place in places:
        other = taken.setdefault(place.out, place)
        if other is not place:
            message = f"{other.shown} and {place.shown} would both be written to {place.name}."
            raise UsageError(Problem("same-folder", message, None, "Build one after the other, with --out."))
