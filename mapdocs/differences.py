"""What moved, in words: for a terminal, as JSON, and, as buyers may read it, as Markdown and as a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapdocs import told
from mapdocs.show import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mapdocs.compare import Compared
    from mapdocs.timeline.parts import Cause, Shift, TaskShift, TimelineDiff, WayBack

Row = tuple[str, ...]
_BOLD, _RED, _GREEN, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[0m"
_WIDEST = 44
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1c2330}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem .4rem 0;"
    "border-bottom:1px solid #d5dae3;vertical-align:top}"
)
_CHANGED = {
    "duration": ("takes longer", "takes less time"),
    "start": ("started later", "started earlier"),
    "actual": ("done later", "done earlier"),
    "link": ("waits for more", "waits for less"),
    "scope-added": ("added", "added"),
    "scope-removed": ("removed", "removed"),
    "calendar": ("fewer working days", "more working days"),
    "pin": ("a later date", "an earlier date"),
    "target": ("target moved", "target moved"),
    "time": ("not done in time", "not done in time"),
    "setting": ("setting of the plan", "setting of the plan"),
}


def as_text(found: Compared, *, colour: bool) -> str:
    """The whole difference, shares and all: internal."""
    diff = found.diff
    head = f"{clean(found.opened.prepared.deal.buyer.called)}: version {diff.from_} to {_to(diff)}"
    parts = [[_painted(head, _BOLD, colour=colour)], [summary(diff)]]
    head_row: Row = ("cause", "what", "side", "share", "alone", "without")
    rows = [_cause(cause) for cause in diff.causes]
    parts.append(
        _table(head_row, rows, (3, 4, 5), [_paint(float(cause.share)) for cause in diff.causes], colour=colour)
    )
    moved = [_task(shift) for shift in diff.tasks]
    head_row = ("key", "task", "", "was due", "now due", "days", "changed")
    paints = [_paint(shift.finish.days) for shift in diff.tasks]
    parts.append(_table(head_row, moved, (5,), paints, colour=colour))
    parts.append(list(_more(diff)))
    return "\n\n".join("\n".join(part) for part in parts if part)


def summary(diff: TimelineDiff) -> str:
    """`Go-live moved from 8 Jun 2027 to 17 Jun 2027 (+9 days, 6 of them business days). Review (buyer) +5, ...`."""
    if diff.nothing:
        return "Nothing moved."
    told_of = [_go_live(diff.go_live)]
    if diff.target.moved:
        told_of.append(f"The target moved from {_day(diff.target.was)} to {_day(diff.target.now)}.")
    shares = [_share(cause) for cause in diff.causes if cause.share]
    floats = [f"{_days(used.days)} of float in {clean(used.task.title)}" for used in diff.floats]
    used = (
        f"{' and '.join(floats)} {'were' if len(floats) > 1 or diff.floats[0].days > 1 else 'was'} used up"
        if floats
        else ""
    )
    if shares or used:
        told_of.append("; ".join(filter(None, (", ".join(shares), used))) + ".")
    return " ".join(told_of)


def _go_live(shift: Shift) -> str:
    if not shift.moved:
        return f"Go-live is still expected on {_day(shift.now)}."
    count = f"{shift.days:+d} day{'' if abs(shift.days) == 1 else 's'}"
    business = f"{abs(shift.business_days)} of them business days"
    return f"Go-live moved from {_day(shift.was)} to {_day(shift.now)} ({count}, {business})."


def _share(cause: Cause) -> str:
    side = f" ({cause.party})" if cause.party != "nobody" else ""
    return f"{clean(cause.title)}{side} {_number(cause)}"


def _signed(count: int) -> str:
    return f"{count:+d}" if count else "0"


def _number(cause: Cause) -> str:
    return f"{cause.share:+f}".removesuffix(".00") if cause.share else "0"


def _cause(cause: Cause) -> Row:
    key = f"{cause.task.key} " if cause.task else ""
    name = clean(f"{key}{cause.title}") or "Target"
    what = _CHANGED[cause.kind][cause.share < 0]
    if cause.was and cause.now:
        what += f", {clean(cause.was)} to {clean(cause.now)}"
    side = cause.party if cause.party != "nobody" else ""
    return _cut(name), _cut(what), side, _number(cause), _signed(cause.alone), _signed(cause.without)


def _task(shift: TaskShift) -> Row:
    days = f"{shift.finish.days:+d}" if shift.finish.days else ""
    kind = "" if shift.kind == "moved" else shift.kind
    was, now = _day(shift.finish.was), _day(shift.finish.now)
    return shift.task.key, _cut(clean(shift.task.title)), kind, was, now, days, ", ".join(shift.changed)


def _more(diff: TimelineDiff) -> Iterator[str]:
    if diff.cost:
        side = "costs" if diff.cost.amount > 0 else "wins"
        amount, week = (f"{abs(n):,} {diff.cost.currency}".strip() for n in (diff.cost.amount, diff.cost.per_week))
        yield f"It {side} the buyer {amount}, at {week} a week."
    if diff.ways_back:
        yield "Ways to win days back, each by itself:"
    yield from (f"- {_way(way)}: {_days(way.days)}, live on {_day(way.go_live)}" for way in diff.ways_back)
    if diff.method != "exact":
        yield f"Shares by {diff.method}."


def _way(way: WayBack) -> str:
    names = [f"{clean(task.title)} ({task.key})" for task in way.tasks]
    if way.kind == "crash":
        return f"{names[0]} in {way.to} days instead of {way.from_}"
    if way.kind == "overlap":
        return f"{names[1]} beside {names[0]}, {_days(way.to)} after its start"
    return f"{names[0]} on {_day(way.day)} instead of {_day(way.was)}"


def _to(diff: TimelineDiff) -> str:
    return "the deal as it stands" if diff.to == "working" else f"version {diff.to}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _paint(days: float) -> str:
    return _RED if days > 0 else _GREEN if days < 0 else ""


def _painted(text: str, paint: str, *, colour: bool) -> str:
    return f"{paint}{text}{_PLAIN}" if colour and paint else text


def _table(head: Row, rows: Sequence[Row], right: tuple[int, ...], paints: Sequence[str], *, colour: bool) -> list[str]:
    if not rows:
        return []
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, *rows):
        cells = (c.rjust(w) if k in right else c.ljust(w) for k, (c, w) in enumerate(zip(row, widths, strict=True)))
        lines.append("  ".join(cells).rstrip())
    return [lines[0], *(_painted(line, paint, colour=colour) for line, paint in zip(lines[1:], paints, strict=True))]


# ---------------------------------------------------------------- for buyers


def as_markdown(found: Compared) -> str:
    """To paste into an e-mail, in the buyer's language: what moved and why, and what wins days back; nobody's share."""
    words = found.opened.words
    head, *rows = _rows(found)
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    table = [f"| {' | '.join(map(_cell, head))} |", "|---|---|---|", *lines] if rows else []
    ways = [f"- {_cell(way)}" for way in told.ways(found.plan, words)]
    parts = [_cell(_sentence(found)), "\n".join(table), "\n".join(ways)]
    return "\n\n".join(part for part in parts if part)


def as_html(found: Compared) -> str:
    """The same as a small page that needs nothing else."""
    words, title = found.opened.words, escape(found.plan.name)
    head, *rows = _rows(found)
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>" if rows else ""
    ways = "".join(f"<li>{escape(way)}</li>" for way in told.ways(found.plan, words))
    return (
        f'<!DOCTYPE html>\n<html lang="{words.bcp47}" dir="{words.direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body><h1>{title}</h1><p>{escape(_sentence(found))}</p>{table}"
        f"{f'<ul>{ways}</ul>' if ways else ''}</body></html>"
    )


def _sentence(found: Compared) -> str:
    """What became of go-live; where nothing did, that it stands."""
    words = found.opened.words
    day = found.diff.go_live.now
    return told.changed(found.plan, words) or (words.t("forecast.unmoved", date=words.day(day, "long")) if day else "")


def _rows(found: Compared) -> list[Row]:
    """Heads, then the rows whose date moved, that came or went."""
    words, changes = found.opened.words, found.plan.changes
    head = tuple(words.t(f"changes.{name}") for name in ("what", "was", "now"))
    moved = changes.rows if changes else ()
    return [head, *((row.title, *(words.day(d, "long") if d else "" for d in (row.was, row.now))) for row in moved)]


def _cell(text: str) -> str:
    """On one line, with nothing that Markdown would read."""
    marks = {ord(mark): f"\\{mark}" for mark in "\\`*_[]<>|#"}
    return clean(text).translate(marks)


# ---------------------------------------------------------------- JSON


def as_json(diff: TimelineDiff) -> dict[str, object]:
    """What COMMANDS says of `diff --json`; shares are numbers that add up to `go_live.days`."""
    return {
        "from": diff.from_,
        "to": diff.to,
        "go_live": {**_pair(diff.go_live), "days": diff.go_live.days, "business_days": diff.go_live.business_days},
        "cost_of_delay": diff.cost and {"amount": float(diff.cost.amount), "currency": diff.cost.currency},
        "causes": [
            {
                "task": cause.task.key if cause.task else None,
                "id": cause.task.id if cause.task else None,
                "kind": cause.kind,
                "party": cause.party,
                "share": float(cause.share),
                "alone": cause.alone,
                "without": cause.without,
            }
            for cause in diff.causes
        ],
        "tasks": [
            {
                "key": shift.task.key,
                "start": _pair(shift.start),
                "finish": _pair(shift.finish),
                "business_days": shift.business_days,
                "kind": shift.kind,
            }
            for shift in diff.tasks
        ],
        "summary": summary(diff),
    }


def _pair(shift: Shift) -> dict[str, str | None]:
    return {"was": shift.was.isoformat() if shift.was else None, "now": shift.now.isoformat() if shift.now else None}
