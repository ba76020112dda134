"""Where a deal file is edited: whose it is, what it might say, what that would change, and what the log says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.dealfile import Edit
from mapdocs.deals import open_deal
from mapdocs.playbook import base_of
from mapdocs.problems import DealError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from mapdocs.deal import Deal
    from mapdocs.deals import OpenDeal
    from mapdocs.problems import Problem
    from mapdocs.source import Node
    from mapdocs.workspace import DealPlace, Workspace


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose deal is edited, when, and what the log is to say of it."""

    workspace: Workspace
    place: DealPlace
    today: date
    current: Path
    by: str = ""
    because: str = ""
    tell: bool = False


def opened_at(desk: Desk, text: str) -> OpenDeal:
    """The deal, were this the text of its file; no key is written. DealError holds all problems."""
    return open_deal(desk.workspace, desk.place, desk.today, keep=False, current=desk.current, text=text)


def tried(desk: Desk, text: str) -> OpenDeal:
    """The same of a new text: its problems have no places, since those would be of a file that is never written."""
    try:
        return opened_at(desk, text)
    except DealError as error:
        raise DealError(*(replace(problem, where=None) for problem in error.problems)) from None


def news(before: OpenDeal, after: OpenDeal) -> tuple[Problem, ...]:
    """The problems that the deal did not have before."""
    known = {(problem.code, problem.message) for problem in before.problems}
    return tuple(problem for problem in after.problems if (problem.code, problem.message) not in known)


def logged(own: Node, entries: Iterable[Mapping[str, str]]) -> list[Edit]:
    """The edits that add entries to the log of a file, newest last; `own`: what the file says."""
    log = own.entries.get("log")
    first = len(log.items) if log else 0
    return [Edit(("log", first + n), entry) for n, entry in enumerate(entries)]


def stands(own: Node, path: Sequence[str]) -> bool:
    """Whether the file itself says something there, and not only what lies under it."""
    node: Node | None = own
    for step in path:
        node = node.entries.get(step) if node else None
    return node is not None


def beneath(desk: Desk, opened: OpenDeal, own: Node) -> tuple[Node, ...]:
    """What lies under a deal file: its playbook, and the workspace."""
    base = base_of(opened.composed.deal.playbook, desk.workspace.templates, opened.words.language, own.where)
    return base.node, desk.workspace.under


def name_of(deal: Deal, who: str) -> str:
    """A person's name, or the words of a role."""
    person = deal.people.get(who)
    return (person.name or person.role) if person else who.removeprefix("role:")
