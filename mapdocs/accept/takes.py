"""What --take settles: each name must stand for something that differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdocs.problems import Problem, UsageError, brief, nearest

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from mapdocs.accept.parts import Take
    from mapdocs.merge import Change, Merged, Proposal


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided: changes to accept, proposals to follow, those turned down; paragraphs to be ours `again`."""

    changes: tuple[Change, ...]
    proposals: tuple[Proposal, ...]
    refused: tuple[Change, ...]
    declined: tuple[Proposal, ...]
    again: tuple[str, ...] = ()


def settle(merged: Merged, takes: Mapping[str, Take]) -> Settled:
    """Edits count as taken unless refused; conflicts, proposals and paragraphs of ours only where they are taken.

    UsageError for a name with nothing to settle.
    """
    changes = {str(change.field): change for change in (*merged.edits, *merged.conflicts)}
    proposals = {proposal.name: proposal for proposal in merged.proposals}
    parts = [part.name for part in merged.unmapped if part.name]
    chosen = {_named(name, [*changes, *proposals, *parts]): take for name, take in takes.items()}
    _nothing_to_take(chosen, parts)
    edits = {str(change.field) for change in merged.edits}
    followed = {name for name, take in chosen.items() if take == "theirs" and name in proposals}
    taken = [name for name in changes if chosen.get(name, "theirs" if name in edits else "") == "theirs"]
    return Settled(
        tuple(changes[name] for name in taken if name not in followed),
        tuple(p for name, p in proposals.items() if chosen.get(name) == "theirs"),
        tuple(c for name, c in changes.items() if chosen.get(name) == "ours"),
        tuple(p for name, p in proposals.items() if chosen.get(name) == "ours" and name not in changes),
        tuple(name for name in parts if chosen.get(name) == "ours"),
    )


def _nothing_to_take(chosen: Mapping[str, Take], parts: Container[str]) -> None:
    """UsageError for `theirs` of a paragraph that is no value: the deal has no place for its words."""
    for name, take in chosen.items():
        if take == "theirs" and name in parts:
            message = f"{name} is made from the plan: the deal has no place for what people wrote there."
            hint = f"It stays as it is in the document; --take ours {name} has the next push write ours again."
            raise UsageError(Problem("nothing-to-settle", message, None, hint))


def _named(name: str, known: list[str]) -> str:
    """The right name, whatever its capitals."""
    found = next((other for other in known if other.casefold() == name.strip().casefold()), "")
    if found:
        return found
    message = f'"{brief(name)}" has nothing to settle.'
    hint = nearest(name, known) or "Nothing differs between deal and document."
    raise UsageError(Problem("nothing-to-settle", message, None, hint))
