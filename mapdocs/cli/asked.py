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


_EVERY, _LEAST_EVERY, _MOST_EVERY = 20, 5, 86_400
"""Seconds between two looks of --watch: as a rule, at least, at most."""


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


def watching(given: argparse.Namespace) -> tuple[float, int | None] | None:
    """Seconds between two looks, and how often --watch looks, None for ever; None where nothing is watched."""
    every, rounds = given.every, given.rounds
    if not given.watch:
        alone = [name for name, value in (("--every", every), ("--rounds", rounds)) if value is not None]
        if alone:
            message = f"{' and '.join(alone)} mean{'' if alone[1:] else 's'} nothing without --watch."
            raise UsageError(Problem("bad-watch", message, None, "Add --watch, or leave it out."))
        return None
    every = _EVERY if every is None else every
    if not _LEAST_EVERY <= every <= _MOST_EVERY:
        message = f"--every {every:g} is no number of seconds from {_LEAST_EVERY} to {_MOST_EVERY}."
        hint = f"Google's quotas are shared by a team: give {_LEAST_EVERY} or more. Default: {_EVERY}."
        raise UsageError(Problem("bad-watch", message, None, hint))
    if rounds is not None and rounds < 1:
        hint = "Give 1 or more, or leave it out to watch until Ctrl-C."
        raise UsageError(Problem("bad-watch", f"--rounds {rounds} looks at nothing.", None, hint))
    return every, rounds


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
