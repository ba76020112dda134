"""A timeline with one of each, and rows of milestones."""

from __future__ import annotations

from datetime import date, timedelta

from mapdocs.gantt import Bar, Drawing, Mark, Row, Scale, timeline

LONG = "Approval by the steering committee of the consolidated group"


def name(day: date, scale: Scale) -> str:
    return f"{scale} {day.isoformat()}"


def drawing(*, rtl: bool = False, label: str = "Prove it") -> Drawing:
    rows = (
        Row(label, (Bar(date(2026, 10, 5), date(2026, 12, 18), "phase", 0.5, critical=True),)),
        Row("Implement", (Bar(date(2027, 1, 11), date(2027, 3, 1)), Bar(date(2027, 1, 4), date(2027, 2, 22), "ghost"))),
        Row("Milestones", marks=(Mark(date(2026, 12, 18), "done", "Signed", "18 Dec"),)),
    )
    lines = (Mark(date(2027, 3, 1), "target", "Go-live", "1 Mar"), Mark(date(2026, 11, 23), "today", "Today"))
    closed = ((date(2026, 12, 21), date(2027, 1, 3)), (date(2026, 11, 7), date(2026, 11, 8)))
    legend = (("phase", "Planned"), ("ghost", "Version 2"))
    return timeline(rows, name=name, lines=lines, idle=closed, legend=legend, title="A timeline", rtl=rtl)


def marks_on(days: list[int], label: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(date(2026, 9, 1) + timedelta(days=d), "milestone", f"{label} {i}", "1 Jan") for i, d in enumerate(days)
    )
