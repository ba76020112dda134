"""What --take settles: each name must stand for something that differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdocs.problems import Problem, UsageError, brief, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.accept.parts import Take
    from mapdocs.merge import Change, Merged, Proposal


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided: changes to accept, proposals to follow, and those turned down."""

    changes: tuple[Change, ...]
    proposals: tuple[Proposal, ...]
    refused: tuple[Change, ...]
    declined: tuple[Proposal, ...]


def settle(merged: Merged, takes: Mapping[str, Take]) -> Settled:
    """Edits count as taken unless refused; conflicts and proposals only where they are taken.

    UsageError for a name with nothing to settle.
    """
    changes = {str(change.field): change for change in (*merged.edits, *merged.conflicts)}
    proposals = {proposal.name: proposal for proposal in merged.proposals}
    chosen = {_named(name, [*changes, *proposals]): take for name, take in takes.items()}
    edits = {str(change.field) for change in merged.edits}
    followed = {name for name, take in chosen.items() if take == "theirs" and name in proposals}
    taken = [name for name in changes if chosen.get(name, "theirs" if name in edits else "") == "theirs"]
    return Settled(
        tuple(changes[name] for name in taken if name not in followed),
        tuple(p for name, p in proposals.items() if chosen.get(name) == "theirs"),
        tuple(c for name, c in changes.items() if chosen.get(name) == "ours"),
        tuple(p for name, p in proposals.items() if chosen.get(name) == "ours" and name not in changes),
    )


def _named(name: str, known: list[str]) -> str:
    """The right name, whatever its capitals."""
    found = next((other for other in known if other.casefold() == name.strip().casefold()), "")
    if found:
        return found
    message = f'"{brief(name)}" has nothing to settle.'
    hint = nearest(name, known) or "Nothing differs between deal and document."
    raise UsageError(Problem("nothing-to-settle", message, None, hint))
