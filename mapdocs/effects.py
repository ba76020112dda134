"""A daily edit in words: what changed, and what that does to go-live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.schedule.calendars import table
from mapdocs.schedule.words import days, said
from mapdocs.show import clean
from mapdocs.workspace import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from mapdocs.daily import Edited

_Dates = tuple[str, "date | None", "date | None"]


def as_text(edited: Edited, current: Path) -> str:
    """For a terminal or a file."""
    values = [
        f"{value.field} {clean(value.now)}" + (f" (was {clean(value.was)})" if value.was else "")
        for value in edited.values
    ]
    title = clean(edited.title) or edited.row.called.split(" ", 1)[1].capitalize()
    lines = [f"{edited.key} {title}: {', '.join(values)}".strip(), *edited.remarks, ""]
    lines += [f"{name.capitalize()}: {_moved(edited, was, now)}" for name, was, now in _dates(edited)]
    lines += ["", *(str(problem) for problem in edited.findings)] if edited.findings else []
    lines += ["", f"wrote {', '.join(shown(path, current) for path in edited.written)}"]
    return "\n".join(lines)


def _dates(edited: Edited) -> Iterator[_Dates]:
    was, now = edited.before.schedule, edited.after.schedule
    yield "go-live, forecast", was.forecast, now.forecast
    yield "go-live, planned", was.go_live, now.go_live
    if was.signature or now.signature:
        yield "signature, planned", was.signature, now.signature


def _moved(edited: Edited, was: date | None, now: date | None) -> str:
    """`Thu 17 Jun 2027, was Tue 8 Jun 2027: 9 days later, 7 business days`."""
    if was is None or now is None:
        return said(now) if now else "none any more"
    if was == now:
        return f"{said(now)}, unchanged"
    count = (now - was).days
    way = "later" if count > 0 else "earlier"
    plain = f"{abs(count)} day{'' if abs(count) == 1 else 's'} {way}"
    return f"{said(now)}, was {said(was)}: {plain}, {days(abs(_business_days(edited, was, now)))}"


def _business_days(edited: Edited, was: date, now: date) -> int:
    """Days on which both sides work, from one day to the other; negative where it is earlier."""
    ends = sorted((was.toordinal(), now.toordinal()))
    both = table(edited.after.prepared.both, ends[0] - 1, ends[1] + 1)
    return both.count(was.toordinal() + 1, now.toordinal() + 1)


def as_json(edited: Edited, current: Path) -> dict[str, object]:
    """One document: the row, its values, the log entry, go-live before and after, new problems."""
    dates: dict[str, dict[str, object]] = {}
    for name, was, now in _dates(edited):
        event, _, kind = name.partition(", ")
        dates.setdefault(event.replace("-", "_"), {})[{"planned": "plan"}.get(kind, kind)] = {
            "was": was.isoformat() if was else None,
            "now": now.isoformat() if now else None,
            "days": (now - was).days if was and now else None,
            "business_days": _business_days(edited, was, now) if was and now else None,
        }
    return {
        "deal": edited.deal,
        "key": edited.key or None,
        "id": edited.row.name,
        "values": [{"field": value.field, "was": value.was or None, "now": value.now} for value in edited.values],
        "remarks": list(edited.remarks),
        "log": dict(edited.log),
        **dates,
        "findings": [problem.as_json() for problem in edited.findings],
        "written": [shown(path, current) for path in edited.written],
    }
