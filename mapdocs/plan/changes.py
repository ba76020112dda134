"""What changed since a version, as an edition may tell it: to buyers the event, its reason and ways back, no shares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapdocs.plan.parts import Absorbed, ChangesPart, MovedRow, PhaseBlock, Row, ShareLine, WayLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from mapdocs.plan.parts import Edition
    from mapdocs.timeline.parts import Cause, TaskShift, TimelineDiff

MOST_WAYS = 3
MOST_REASONS = 3


def changes_part(
    diff: TimelineDiff | None, edition: Edition, blocks: tuple[PhaseBlock, ...] = ()
) -> ChangesPart | None:
    """The part, or None where nothing that the edition may know has changed."""
    if diff is None or diff.nothing:
        return None
    inside = edition == "internal"
    was, now, days = diff.promised.was, diff.promised.now, diff.promised.days
    rows = tuple(_rows(diff, {row.key: row for block in blocks for row in block.rows}, inside=inside))
    if not (rows or days or diff.target.moved or (inside and diff.go_live.moved)):
        return None
    return ChangesPart(
        version=diff.from_,
        since=diff.since,
        was=was,
        now=now,
        days=days,
        target_was=diff.target.was if diff.target.moved else None,
        target_now=diff.target.now if diff.target.moved else None,
        reasons=tuple(_reasons(diff)) if days else (),
        titles=titles_behind(diff) if days > 0 else (),
        rows=rows,
        per_week=diff.cost.per_week if diff.cost and days > 0 else None,
        cost=diff.cost.amount if diff.cost and days else None,
        ways=tuple(_ways(diff, inside=inside)) if days > 0 else (),
        shares=tuple(map(_share, diff.causes)) if inside else (),
        absorbed=tuple(Absorbed(used.task.key, used.task.title, used.days) for used in diff.floats) if inside else (),
        method=diff.method if inside else "",
        agreed=diff.agreed,
        at_p50=diff.cost.at_p50 if diff.cost and inside else None,
        at_p80=diff.cost.at_p80 if diff.cost and inside else None,
    )


def _rows(diff: TimelineDiff, rows: Mapping[str, Row], *, inside: bool) -> Iterator[MovedRow]:
    """Rows whose due date moved, that came or that went, as the plan shows them."""
    reasons = {used.task.id: used.reason for used in diff.floats}
    reasons |= {cause.task.id: cause.reason for cause in diff.causes if cause.task and cause.reason}
    for shift in diff.tasks:
        if inside or not shift.task.internal:
            told = _told(shift, rows.get(shift.task.key), reasons.get(shift.task.id, ""))
            yield from [told] if told else []


def _told(shift: TaskShift, row: Row | None, reason: str) -> MovedRow | None:
    """What is told of a row: one that is cancelled went, once; one that needs a new date has none, and had the agreed.

    Both keep moving behind the scenes, to days that nobody reads anywhere else.
    """
    finish, kind = shift.finish, "moved" if shift.kind == "changed" else shift.kind
    told = MovedRow(shift.task.key, shift.task.title, kind, finish.was, finish.now, finish.days, reason)
    if row and row.status == "cancelled":
        return replace(told, kind="removed", now=None, days=0) if "status" in shift.changed else None
    if kind == "moved" and not finish.moved:
        return None
    if row and row.needs_new_date and finish.was:
        return replace(told, now=None, days=0) if finish.was == row.due else None
    return told


def _reasons(diff: TimelineDiff) -> Iterator[str]:
    """Why go-live moved, in people's words; a step is named where nobody has put it into words."""
    later = diff.go_live.days > 0
    weighty = [c for c in diff.causes if not c.internal and (c.share > 0) == later and c.share and c.kind != "target"]
    told = dict.fromkeys(cause.reason.strip() for cause in weighty if cause.reason.strip())
    yield from list(told)[:MOST_REASONS]


def titles_behind(diff: TimelineDiff) -> tuple[str, ...]:
    """The steps behind a later go-live that a buyer may read of, where no reason was given."""
    if any(_reasons(diff)) or diff.go_live.days <= 0:
        return ()
    found = (cause.task.title for cause in diff.causes if cause.task and not cause.internal and cause.share > 0)
    return tuple(dict.fromkeys(found))[:MOST_REASONS]


def _ways(diff: TimelineDiff, *, inside: bool) -> Iterator[WayLine]:
    open_to_all = [way for way in diff.ways_back if inside or not way.internal]
    for way in open_to_all[:MOST_WAYS]:
        titles = tuple(task.title for task in way.tasks)
        yield WayLine(way.kind, titles, way.days, way.go_live, way.from_, way.to, way.day)


def _share(cause: Cause) -> ShareLine:
    key = cause.task.key if cause.task else ""
    return ShareLine(
        key, cause.title, cause.kind, cause.party, cause.share, cause.alone, cause.without, cause.reason, cause.note
    )


def with_old_dates(blocks: tuple[PhaseBlock, ...], diff: TimelineDiff | None) -> tuple[PhaseBlock, ...]:
    """Rows with the due dates they had, phases with the span they had, where these moved."""
    if diff is None:
        return blocks
    shifts = {shift.task.key: shift for shift in diff.tasks}
    return tuple(_with_old(block, shifts) for block in blocks)


def _with_old(block: PhaseBlock, shifts: dict[str, TaskShift]) -> PhaseBlock:
    rows = tuple(
        row if row.needs_new_date or row.status == "cancelled" else replace(row, was=_was(shifts.get(row.key), row.due))
        for row in block.rows
    )
    spans = [_span(shifts.get(row.key), row.start, row.due) for row in block.rows]
    known = [span for span in spans if span]
    was = (min(first for first, _ in known), max(last for _, last in known)) if known else None
    return replace(block, rows=rows, was=was if was != (block.start, block.finish) else None)


def _was(shift: TaskShift | None, due: date) -> date | None:
    return shift.finish.was if shift and shift.finish.was and shift.finish.was != due else None


def _span(shift: TaskShift | None, start: date, due: date) -> tuple[date, date] | None:
    """Where a row stood; None for one that was not there."""
    if shift is None:
        return start, due
    return (shift.start.was or start, shift.finish.was) if shift.finish.was else None
