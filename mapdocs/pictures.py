"""The plan's timeline as a drawing: phases, milestones, today, target, signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.gantt import Bar, Mark, Row, timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from mapdocs.gantt import Drawing, Scale
    from mapdocs.plan.parts import Milestone, PhaseBlock, Plan
    from mapdocs.words import DayForm, Wording

MOST_PHASES = 10
_TICKS: dict[Scale, DayForm] = {"week": "short", "month": "month-name", "quarter": "quarter", "year": "year"}


def timeline_of(plan: Plan, words: Wording) -> Drawing | None:
    """The picture of page one; None where the plan has no rows."""
    if not plan.phases:
        return None
    rows = [_phase(phase, words) for phase in plan.phases[:MOST_PHASES]]
    marks = tuple(_milestone(line, words) for line in plan.milestones)
    if marks:
        rows.append(Row(words.t("front.milestones"), marks=marks))

    return timeline(
        rows,
        name=_named(words),
        lines=tuple(_lines(plan, words)),
        idle=plan.idle,
        legend=_legend(plan, words),
        title=words.n("timeline.alt", len(plan.phases), **_ends(plan, words)),
        rtl=words.direction == "rtl",
    )


def range_of(plan: Plan, words: Wording) -> Drawing | None:
    """From the early end of go-live's range to the late one, with the promise as a diamond; internal only."""
    known = plan.internal.range if plan.internal else None
    if known is None:
        return None
    marks = [
        Mark(day, "today", f"{chance} %", words.day(day, "short")) for day, chance in ((known.p50, 50), (known.p80, 80))
    ]
    promise = (
        []
        if plan.proposed
        else [Mark(plan.go_live, "milestone", words.t("internal.promised"), words.day(plan.go_live, "short"))]
    )
    rows = (
        Row(words.t("internal.range_title"), (Bar(known.p10, known.p90),)),
        Row("", marks=(*marks, *promise)),
    )
    return timeline(rows, name=_named(words), title=range_told(plan, words), rtl=words.direction == "rtl")


def range_told(plan: Plan, words: Wording) -> str:
    """The range in a sentence; empty where there is none."""
    known = plan.internal.range if plan.internal else None
    if known is None:
        return ""
    days = {name: words.day(getattr(known, name), "long") for name in ("p10", "p50", "p80", "p90")}
    told = words.t("internal.range_told", **days)
    if known.chance is None:
        return told
    return f"{told} {words.t('internal.chance', share=words.percent(known.chance))}"


def _named(words: Wording) -> Callable[[date, Scale], str]:
    return lambda day, scale: words.day(day, _TICKS[scale])


def _phase(phase: PhaseBlock, words: Wording) -> Row:
    bar = Bar(phase.start, phase.finish, "phase", phase.share)
    ghost = (Bar(*phase.was, "ghost"),) if phase.was else ()
    chain = (Bar(row.start, row.due, "task", critical=True) for row in phase.rows if row.critical)
    span = f"{words.day(phase.start, 'short')} \u2013 {words.day(phase.finish, 'short')}"
    return Row(phase.title, (bar, *chain, *ghost), note=span)


def _milestone(line: Milestone, words: Wording) -> Mark:
    kind = "done" if line.status == "done" else "signature" if line.moment == "signature" else "milestone"
    return Mark(line.day, kind, line.title, words.day(line.day, "short"))  # type: ignore[arg-type]  # a literal of both


def _lines(plan: Plan, words: Wording) -> Iterator[Mark]:
    if plan.today <= plan.finish:
        yield Mark(plan.today, "today", words.t("timeline.today"))
    if not plan.proposed:
        yield Mark(plan.go_live, "target", words.t("timeline.go_live"))


def _legend(plan: Plan, words: Wording) -> tuple[tuple[str, str], ...]:
    """Only what the picture shows."""
    shown = ["phase"]
    shown += ["done"] if plan.done else []
    shown += ["ghost"] if any(phase.was for phase in plan.phases) else []
    shown += ["critical"] if any(row.critical for phase in plan.phases for row in phase.rows) else []
    shown += ["idle"] if plan.idle else []
    version = plan.changes.version if plan.changes else ""
    return tuple((name, words.t(f"timeline.legend.{name}", version=version)) for name in shown)


def _ends(plan: Plan, words: Wording) -> dict[str, str]:
    go_live = words.t("facts.no_date") if plan.proposed else words.day(plan.go_live, "long")
    return {"start": words.day(plan.start, "long"), "finish": words.day(plan.finish, "long"), "go_live": go_live}
