"""push and sync: a deal and its co-edited document."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from mapdocs.cli.asked import one_deal, pace, takes, today, watching
from mapdocs.cli.output import answer, as_document, coloured, confirmed, say, show, show_json, tell
from mapdocs.problems import MapdocsError, exit_code

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from mapdocs.coedit import Coediting
    from mapdocs.google.sharing import Change
    from mapdocs.sync import Synced


@contextmanager
def coediting(given: argparse.Namespace) -> Iterator[Coediting]:
    """The deal that is named, and the account that holds its document; RemoteError where there is none."""
    from mapdocs.coedit import Coediting
    from mapdocs.desk import Desk
    from mapdocs.google.accounts import account_for
    from mapdocs.google.service import Remote
    from mapdocs.live import live_of

    opened, place, current = one_deal(given)
    account = account_for(live_of(opened, place).account, os.environ)
    remote = Remote(account, pace())
    try:
        yield Coediting(Desk(opened, place, today(given), current), remote, lambda: uuid4().hex)
    finally:
        remote.close()


def push(given: argparse.Namespace) -> int:
    """The plan into its document."""
    from mapdocs.push import push as push_into
    from mapdocs.pushed import as_json, as_text, problems

    with coediting(given) as co:
        found = push_into(co, agrees(given))
    told = problems(found)
    tell(told)
    answer(given, lambda: as_json(found), lambda: as_text(found))
    return exit_code(told)


def agrees(given: argparse.Namespace) -> Callable[[Sequence[Change]], bool]:
    """Whether somebody says yes to sharing: by --yes, or asked at a terminal; else nobody does."""

    def agree(changes: Sequence[Change]) -> bool:
        if not given.yes and not sys.stdin.isatty():
            return False
        for change in changes:
            say(f"{change}.")
        return given.yes or confirmed("Share it so?")

    return agree


def sync(given: argparse.Namespace) -> int:
    """Pull, accept, push; once, or until somebody stops it."""
    from mapdocs.sync import sync as sync_once

    asked, rhythm = takes(given), watching(given)
    with coediting(given) as co:
        if rhythm:
            return _watched(given, co, *rhythm)
        found = sync_once(co, asked, agrees(given))
    return _told(given, found, co)


def _watched(given: argparse.Namespace, co: Coediting, every: float, rounds: int | None) -> int:
    from mapdocs.sync import watch

    wait = pace().pause
    say(f"Watching {co.desk.place.asked} and its document, every {every:g} seconds. Ctrl-C stops it.")
    code = 0
    for found in watch(co, agrees(given), lambda: wait(every), rounds):
        if isinstance(found, MapdocsError):
            tell(found.problems)
            code = found.exit_code
        else:
            code = _told(given, found, co)
        sys.stdout.flush()
    return code


def _told(given: argparse.Namespace, found: Synced, co: Coediting) -> int:
    from mapdocs import pulled, pushed

    current = co.desk.current
    tell(pushed.problems(found.pushed))
    if found.pulled:
        tell(found.pulled.faults)
    if as_document(given):
        pull = pulled.as_json(found.pulled, current) if found.pulled else None
        show_json({"pull": pull, "push": pushed.as_json(found.pushed)})
    else:
        if found.pulled:
            show(pulled.as_text(found.pulled, current, colour=coloured()) + "\n")
        show(pushed.as_text(found.pushed))
    return max(found.exit_code, exit_code(pushed.problems(found.pushed)))
