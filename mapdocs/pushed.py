"""A push in words and as JSON: what was written, what was left as it is and why, and what waits in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.fields import parse_field
from mapdocs.google.flow import OPEN, REMOVED, REWRITTEN, SUGGESTED
from mapdocs.google.sharing import not_confirmed
from mapdocs.show import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.merge import Merged
    from mapdocs.problems import Problem
    from mapdocs.push import Pushed

_MOST = 12
_OURS = frozenset((REWRITTEN, REMOVED))
"""Reasons that `--take ours` does away with, of what holds no value."""
_WAITING = frozenset((OPEN, SUGGESTED))
"""Reasons that the last line tells of, but where the deal wants something else in a place that waits."""


def as_json(found: Pushed) -> dict[str, object]:
    """What docs/commands.md says of `push --json`."""
    return {
        "deal": found.deal,
        "document": found.document,
        "url": found.url,
        "created": found.created,
        "batches": found.batches,
        "requests": found.requests,
        "bytes": found.bytes,
        "skipped": [{"field": one.field, "why": one.why} for one in found.skipped],
    }


def as_text(found: Pushed) -> str:
    """For a terminal."""
    return "\n".join(_lines(found))


def problems(found: Pushed) -> tuple[Problem, ...]:
    """What is told beside the result."""
    return (*found.problems, *found.shared.problems, *not_confirmed(found.shared.left))


def _lines(found: Pushed) -> Iterator[str]:
    where = found.url or found.document
    if found.created:
        yield f"Made {where}"
    elif found.batches:
        count = f"{found.requests} change{_s(found.requests)}"
        yield f"Wrote {count} in {found.batches} batch{'es' if found.batches > 1 else ''} to {where}"
    elif found.skipped or waits(found.waiting):
        yield f"Nothing to write to {where} for now."
    else:
        yield f"Nothing to write: {where} says what the plan says."
    yield from (f"  shared      {change}" for change in found.shared.done)
    clashes = {one.name for one in found.waiting.proposals if one.clash}
    left = [one for one in found.skipped if one.why not in _WAITING or one.field in clashes]
    for one in left[:_MOST]:
        yield f"  left as is  {clean(one.field)}: {one.why}"
    if len(left) > _MOST:
        yield f"  left as is  and {len(left) - _MOST} more"
    if names := [one.field for one in left if one.why in _OURS and not _is_field(one.field)]:
        name = clean(names[0]) if len(names) == 1 else "NAME"
        yield f"To have ours there again: mapdocs pull {found.asked or found.deal} --apply --take ours {name}"
    if told := waits(found.waiting):
        it = "it" if told.startswith("waits") else "them"
        yield f"In the document {told}. See {it}: mapdocs pull {found.asked or found.deal}"


def waits(merged: Merged) -> str:
    """`wait 2 edits and 1 conflict`, or nothing."""
    counts = (
        (len(merged.edits), "edit"),
        (len(merged.conflicts), "conflict"),
        (len(merged.proposals), "question"),
        (sum(one.kind == "part" for one in merged.unmapped), "text that people rewrote"),
        (sum(one.kind == "taken" for one in merged.unmapped), "suggestion to be accepted"),
    )
    told = [f"{count} {word if count == 1 else _many(word)}" for count, word in counts if count]
    if not told:
        return ""
    verb = "waits" if sum(count for count, _ in counts) == 1 else "wait"
    return f"{verb} {', '.join(told[:-1])}{' and ' if told[1:] else ''}{told[-1]}"


def _is_field(name: str) -> bool:
    try:
        parse_field(name)
    except ValueError:
        return False
    return True


def _many(word: str) -> str:
    head, _, rest = word.partition(" ")
    return f"{head}s {rest}".strip()


def _s(count: int) -> str:
    return "" if count == 1 else "s"
