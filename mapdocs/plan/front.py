"""Page one: what comes next and from whom, the milestones, the objective."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mapdocs.plan.parts import Milestone, Need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapdocs.plan.parts import DecisionLine, PhaseBlock, Row

MOST_NEEDS = 3
MOST_MILESTONES = 6
_ALWAYS = ("signature", "go-live", "first-value")
_CLOSED = ("done", "cancelled")


def needs(blocks: Iterable[PhaseBlock], decisions: Iterable[DecisionLine], follows: dict[str, str]) -> tuple[Need, ...]:
    """The next three decisions and actions, soonest first; a person's own before a role's."""
    rows = [row for block in blocks for row in block.rows if row.status not in _CLOSED and not row.internal]
    open_keys = {row.key for row in rows}
    ready = [row for row in rows if not open_keys.intersection(row.waits_for)] or rows
    found = [*_of_rows(ready, follows), *_of_decisions(decisions)]
    found.sort(key=lambda need: (need.by or date.max, not any(who.side == "buyer" for who in need.who)))
    return tuple(found[:MOST_NEEDS])


def _of_rows(rows: Iterable[Row], follows: dict[str, str]) -> Iterator[Need]:
    for row in rows:
        owners = tuple(who for who in (row.buyer, row.seller) if who)
        if not owners:
            continue
        step = next((step for step in row.steps if step.status not in _CLOSED and (step.buyer or step.seller)), None)
        if step and step.due and step.due <= row.due:
            doers = tuple(who for who in (step.buyer, step.seller) if who)
            yield Need(step.key, doers, step.title, step.due, row.why, row.title)
        else:
            yield Need(row.key, owners, row.title, row.due, row.why, follows.get(row.key, ""))


def _of_decisions(decisions: Iterable[DecisionLine]) -> Iterator[Need]:
    for line in decisions:
        if not line.decided and not line.on and line.owner and not line.internal:
            yield Need(line.key, (line.owner,), line.what, line.by, line.why)


def milestones(blocks: Iterable[PhaseBlock]) -> tuple[Milestone, ...]:
    """At most six: signature, go-live and first value always, then decisions, then others, spread over the plan."""
    rows = [row for block in blocks for row in block.rows if row.status != "cancelled" and not row.internal]
    kept = [row for row in rows if row.moment in _ALWAYS][:MOST_MILESTONES]
    rest = [row for row in rows if row not in kept and (row.milestone or row.moment)]
    rest.sort(key=lambda row: (row.moment == "", row.moment != "kick-off", row.due))
    while rest and len(kept) < MOST_MILESTONES:
        kept.append(rest.pop(0) if not kept or rest[0].moment else _farthest(rest, kept))
    kept.sort(key=lambda row: row.due)
    return tuple(Milestone(row.key, row.title, row.due, row.status, row.moment) for row in kept)


def _farthest(rest: list[Row], kept: list[Row]) -> Row:
    """The row that lies farthest from those already there, so that labels don't crowd."""
    best = max(rest, key=lambda row: min(abs((row.due - other.due).days) for other in kept))
    rest.remove(best)
    return best
