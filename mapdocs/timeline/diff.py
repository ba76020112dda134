"""The difference of two timelines: what moved, by how much, because of what, what it costs, and the ways back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from mapdocs.schedule.shown import signs
from mapdocs.timeline.causes import Found, attribute, state_of
from mapdocs.timeline.changes import Change
from mapdocs.timeline.cost import cost_of_delay
from mapdocs.timeline.moves import Moves
from mapdocs.timeline.parts import Cause, FloatUsed, Shift, TimelineDiff
from mapdocs.timeline.shares import rounded
from mapdocs.timeline.ways import ways_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mapdocs.deal import LogEntry
    from mapdocs.history import Snapshot
    from mapdocs.timeline.causes import Attribution
    from mapdocs.timeline.parts import Side, WayBack

WORKING = "working"


def diff_timelines(
    was: Snapshot,
    now: Snapshot,
    recordings: Sequence[Snapshot] = (),
    *,
    names: tuple[str, str] = ("", WORKING),
    agreed: bool = False,
    currency: str = "",
) -> TimelineDiff:
    """Compare two states of a deal. DealError where one of them can't be scheduled.

    `recordings`: what was published between them, oldest first, in whose order causes count. `names`: what the two are
    called; `agreed`: whether both sides agreed to the first.
    """
    moves = Moves(was, now)
    go_live = moves.plan(was.schedule.forecast, now.schedule.forecast)
    found = attribute(was, now, recordings)
    log = _news(was, now)
    causes = tuple(_causes(found, go_live, moves, log))
    diff = TimelineDiff(
        from_=names[0],
        to=names[1],
        since=was.today,
        today=now.today,
        go_live=go_live,
        plan=moves.plan(was.schedule.go_live, now.schedule.go_live),
        target=moves.plan(was.schedule.target, now.schedule.target),
        signature=_signature(moves),
        tasks=tuple(moves.tasks()),
        causes=causes,
        floats=tuple(_floats(found, moves, log)),
        ways_back=_ways(moves, go_live, causes),
        agreed=agreed,
        method="exact" if found.exact else "2,000 permutations",
        own_day=moves.plan(_own_day(was), _own_day(now)),
    )
    cost = cost_of_delay(now.deal, currency or now.deal.currency, diff.promised.days)
    return replace(diff, cost=cost and replace(cost, seller_caused=diff.share_of("seller") > 0))


def _ways(moves: Moves, go_live: Shift, causes: Sequence[Cause]) -> tuple[WayBack, ...]:
    """Where days were lost, or are missing to the target."""
    schedule = moves.now.schedule
    if go_live.days <= 0 and not schedule.shortfall:
        return ()
    moved = {cause.task.id for cause in causes if cause.task and cause.kind == "pin"}
    return tuple(ways_back(state_of(moves.now), schedule.critical, schedule.forecast, moves.ref, moved))


def _own_day(snapshot: Snapshot) -> date | None:
    """The day that the plan has for its one go-live milestone, unless that has passed."""
    tasks, dates = snapshot.deal.tasks, snapshot.schedule.tasks
    lives = [name for name, task in tasks.items() if name in dates and task.role == "go-live" and task.is_milestone]
    if len(lives) != 1 or tasks[lives[0]].status == "cancelled":
        return None
    day = dates[lives[0]].finish
    return day if day >= snapshot.today or tasks[lives[0]].status == "done" else None


def _signature(moves: Moves) -> Shift | None:
    """The forecast's day of signature, in either state."""
    found = []
    for snapshot in (moves.was, moves.now):
        name = next((k for k, task in snapshot.deal.tasks.items() if signs(snapshot.deal, k, task)), "")
        dates = snapshot.schedule.tasks.get(name)
        found.append(dates.early_finish if dates else None)
    return moves.plan(*found) if any(found) else None


def _news(was: Snapshot, now: Snapshot) -> list[LogEntry]:
    """What was logged since, oldest first."""
    return [entry for entry in now.deal.log if entry not in was.deal.log]


def _causes(found: Attribution, go_live: Shift, moves: Moves, log: list[LogEntry]) -> Iterator[Cause]:
    """Those that moved go-live, the strongest first, then those that would have, then the target."""
    counted = [cause for cause in found.causes.values() if cause.share or cause.alone or cause.without != go_live.days]
    counted.sort(key=lambda cause: (-abs(cause.share), -abs(cause.alone), cause.change.order))
    if found.rest:
        counted.append(Found(Change("setting", "", frozenset(), title="rules"), Fraction(found.rest), found.rest, 0))
    parts = rounded([cause.share for cause in counted], go_live.days)
    for cause, share in zip(counted, parts, strict=True):
        yield _cause(cause, share, moves, log)
    old, new = moves.was.schedule.target, moves.now.schedule.target
    if old != new:
        yield Cause("target", "nobody", Decimal(0), 0, go_live.days, "", was=str(old or ""), now=str(new or ""))


def _cause(found: Found, share: Decimal, moves: Moves, log: list[LogEntry]) -> Cause:
    change = found.change
    task = moves.ref(change.task) if change.task else None
    party: Side = task.party if task else change.party or "nobody"  # type: ignore[assignment]  # a side
    told = [entry for entry in log if change.told_by(entry)]
    return Cause(
        kind=change.kind,
        party=party,
        share=share,
        alone=found.alone,
        without=found.without,
        title=task.title if task else change.title,
        task=task,
        reason=_joined(entry.reason for entry in told if entry.audience == "all"),
        note=_joined(_noted(entry, task.title if task else change.title) for entry in told),
        was=change.was or _date(moves.was, change),
        now=change.now or _date(moves.now, change),
    )


def _noted(entry: LogEntry, title: str) -> str:
    """What was logged, without the title again; the reason first, where buyers don't read it."""
    what = entry.what.removeprefix(f"{title}: ")
    if not entry.reason or entry.audience == "all":
        return what
    return f"{entry.reason} ({what})" if what else entry.reason


def _joined(texts: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))


def _date(snapshot: Snapshot, change: Change) -> str:
    """The forecast's date that a start or an end came to be, instead of."""
    dates = snapshot.schedule.tasks.get(change.task)
    if dates is None or change.kind not in ("start", "actual"):
        return ""
    return str(dates.early_start if change.kind == "start" else dates.early_finish)


def _floats(found: Attribution, moves: Moves, log: list[LogEntry]) -> Iterator[FloatUsed]:
    """Delays that stopped before go-live, by task."""
    used: dict[str, int] = {}
    for cause in found.causes.values():
        if cause.own > 0:
            reached = moves.later(cause.alone)
            used[cause.change.task] = used.get(cause.change.task, 0) + max(cause.own - max(reached, 0), 0)
    for name, days in sorted(used.items(), key=lambda row: (-row[1], row[0])):
        if days:
            told = [entry.reason for entry in log if entry.task == name and entry.audience == "all"]
            yield FloatUsed(moves.ref(name), days, _joined(iter(told)))
