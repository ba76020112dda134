"""What moved, in words: for a terminal, as JSON, and, as buyers may read it, as Markdown and as a page."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from mapdocs import told
from mapdocs.show import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mapdocs.compare import Compared
    from mapdocs.plan.parts import MovedRow
    from mapdocs.timeline.parts import Cause, DelayCost, Shift, TaskShift, TimelineDiff, WayBack
    from mapdocs.words import Wording

Row = tuple[str, ...]
_BOLD, _RED, _GREEN, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[0m"
_WIDEST, _MOST_FLOATS = 44, 3
_NO_DATE = "needs a new date"
_DATED = ("start", "actual")
"""Kinds whose dates are those of the first and the last state, which a cause of several versions may contradict."""
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
_SETTINGS = {
    "start": "Start of the plan",
    "forecast": "Forecast: hold or pull",
    "progress": "Progress: retained or override",
    "go_live.at": "Go-live: end of the day or morning",
    "agreed": "Starts held since they were agreed",
    "rules": "Other rules of mapdocs",
}


def as_text(found: Compared, *, colour: bool) -> str:
    """The whole difference, shares and all: internal."""
    diff = found.diff
    head = (
        f"{clean(found.opened.prepared.deal.buyer.called)}: version {diff.from_} of {_day(diff.since)} to {_to(diff)}"
    )
    parts = [[_painted(head, _BOLD, colour=colour)], [summary(diff)]]
    head_row: Row = ("cause", "what", "side", "share", "alone", "without")
    rows = [_cause(cause) for cause in diff.causes]
    parts.append(
        _table(head_row, rows, (3, 4, 5), [_paint(float(cause.share)) for cause in diff.causes], colour=colour)
    )
    parts.append(list(_reasons(diff)))
    told_of = [(row, _paint(shift.finish.days if row[5] else 0)) for shift in diff.tasks if (row := _task(shift))]
    moved = [row for row, _ in told_of]
    head_row = ("key", "task", "", "was due", "now due", "days", "changed")
    parts.append(_table(head_row, moved, (5,), [paint for _, paint in told_of], colour=colour))
    parts.append(list(_more(diff)))
    return "\n\n".join("\n".join(part) for part in parts if part)


def summary(diff: TimelineDiff) -> str:
    """`Go-live moved from 8 Jun 2027 to 17 Jun 2027 (+9 days, 6 of them business days). Review (buyer) +5, ...`.

    Go-live here is the forecast's, so it is said how far that is from the target.
    """
    if diff.nothing:
        return "Nothing moved."
    told_of = [_go_live(diff.go_live)]
    if diff.target.moved:
        told_of.append(f"The target moved from {_day(diff.target.was)} to {_day(diff.target.now)}.")
    elif diff.go_live.moved and diff.go_live.now and diff.target.now:
        told_of.append(_against((diff.target.now - diff.go_live.now).days, diff.target.now))
    if shares_and_floats := "; ".join(filter(None, (", ".join(_shares(diff)), _floats(diff)))):
        told_of.append(f"{shares_and_floats}.")
    if diff.cost:
        told_of.append(_cost(diff.cost))
    return " ".join(told_of)


def _shares(diff: TimelineDiff) -> list[str]:
    """What each task, or calendar, has of the slip, all its causes together; the most first."""
    sums: dict[tuple[str, str], Decimal] = {}
    for cause in diff.causes:
        name = clean(cause.title) if cause.task else _title(cause)
        sums[name, cause.party] = sums.get((name, cause.party), Decimal(0)) + cause.share
    told_of = sorted(((name, share) for name, share in sums.items() if share), key=lambda row: -abs(row[1]))
    return [
        f"{title}{f' ({party})' if party != 'nobody' else ''} {_number(share)}" for (title, party), share in told_of
    ]


def _floats(diff: TimelineDiff) -> str:
    """`3 days of float in Data load were used up`; of many those that lost most."""
    if not diff.floats:
        return ""
    told_of = [f"{_days(used.days)} of float in {clean(used.task.title)}" for used in diff.floats[:_MOST_FLOATS]]
    if more := len(diff.floats) - len(told_of):
        told_of.append(f"some in {more} more task{'' if more == 1 else 's'}")
    listed = f"{', '.join(told_of[:-1])} and {told_of[-1]}" if len(told_of) > 1 else told_of[0]
    return f"{listed} {'were' if len(told_of) > 1 or diff.floats[0].days > 1 else 'was'} used up"


def _cost(cost: DelayCost) -> str:
    """`It costs the buyer 22,000 GBP, at 17,100 GBP a week; at P50 25,000 GBP, at P80 39,000 GBP.`."""
    side = "costs" if cost.amount > 0 else "wins"
    ranges = [
        f"{name} {_money(n if side == 'costs' else -n, cost)}"
        for name, n in (("at P50", cost.at_p50), ("at P80", cost.at_p80))
        if n is not None
    ]
    told_of = f"It {side} the buyer {_money(abs(cost.amount), cost)}, at {_money(cost.per_week, cost)} a week"
    return f"{'; '.join(filter(None, (told_of, ', '.join(ranges))))}."


def _money(amount: Decimal, cost: DelayCost) -> str:
    return f"{amount:,} {cost.currency}".strip()


def _go_live(shift: Shift) -> str:
    if not shift.moved:
        return f"Go-live is still expected on {_day(shift.now)}."
    count = f"{shift.days:+d} day{'' if abs(shift.days) == 1 else 's'}"
    business = f"{abs(shift.business_days)} of them business days"
    return f"Go-live moved from {_day(shift.was)} to {_day(shift.now)} ({count}, {business})."


def _against(spare: int, target: date) -> str:
    """What a forecast that moved means for a target that did not."""
    if not spare:
        return f"That meets the target of {_day(target)}."
    count = f"{abs(spare)} day{'' if abs(spare) == 1 else 's'}"
    return f"That is {count} {'before' if spare > 0 else 'behind'} the target of {_day(target)}."


def _signed(count: int) -> str:
    return f"{count:+d}" if count else "0"


def _number(share: Decimal) -> str:
    return f"{share:+f}".removesuffix(".00") if share else "0"


def _cause(cause: Cause) -> Row:
    name = clean(f"{cause.task.key} {cause.title}") if cause.task else _title(cause)
    what = _CHANGED[cause.kind][cause.share < 0]
    if cause.was and cause.now and not (cause.kind in _DATED and (cause.now < cause.was) != (cause.share < 0)):
        what += f", {clean(cause.was)} to {clean(cause.now)}"
    side = cause.party if cause.party != "nobody" else ""
    return _cut(name), _cut(what), side, _number(cause.share), _signed(cause.alone), _signed(cause.without)


def _title(cause: Cause) -> str:
    """What a cause without a task is called."""
    if cause.kind == "setting":
        return _SETTINGS.get(cause.title, clean(cause.title))
    return clean(cause.title) or "Target"


def _reasons(diff: TimelineDiff) -> Iterator[str]:
    """What the log says of the causes."""
    told_of = {_cause(cause)[0]: text for cause in diff.causes if (text := _logged(cause))}
    if told_of:
        yield "From the log:"
    yield from (f"- {name}: {clean(text)}" for name, text in told_of.items())


def _logged(cause: Cause) -> str:
    """The reason, which is what people look for; then what was done, if that says more."""
    if not cause.reason or cause.note in ("", cause.reason):
        return cause.reason or cause.note
    return f"{cause.reason} ({cause.note})"


def _task(shift: TaskShift) -> Row | None:
    """A row of the table; None where only dates moved that the plan doesn't show.

    A cancelled step went, once; one whose day has passed keeps the day that was agreed, until there is a new one.
    """
    if shift.cancelled:
        gone = shift.task.key, _cut(clean(shift.task.title)), "cancelled", _day(shift.finish.was), "", "", ""
        return gone if "status" in shift.changed else None
    if shift.passed:
        was = _day(shift.finish.was) if shift.finish.was == shift.passed else ""
        row = shift.task.key, _cut(clean(shift.task.title)), "", was, _NO_DATE, "", ", ".join(shift.changed)
        return row if was or shift.changed else None
    days = f"{shift.finish.days:+d}" if shift.finish.days else ""
    kind = "" if shift.kind == "moved" else shift.kind
    was, now = _day(shift.finish.was), _day(shift.finish.now)
    changed: list[str] = [*shift.changed]
    if shift.start.days and not shift.finish.moved:
        changed.append(f"starts {_days(abs(shift.start.days))} {'later' if shift.start.days > 0 else 'earlier'}")
    return shift.task.key, _cut(clean(shift.task.title)), kind, was, now, days, ", ".join(changed)


def _more(diff: TimelineDiff) -> Iterator[str]:
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
    return [head, *(_moved(row, words) for row in moved)]


def _moved(row: MovedRow, words: Wording) -> Row:
    """One that went says so; one whose day has passed needs a new date."""
    title = words.t("changes.removed", title=row.title) if row.kind == "removed" else row.title
    none = words.t("status.needs-new-date") if row.kind == "moved" else ""
    was, now = (words.day(day, "long") if day else "" for day in (row.was, row.now))
    return title, was, now or none


def _cell(text: str) -> str:
    """On one line, with nothing that Markdown would read."""
    marks = {ord(mark): f"\\{mark}" for mark in "\\`*_[]<>|#"}
    return clean(text).translate(marks)


# ---------------------------------------------------------------- JSON


def as_json(diff: TimelineDiff) -> dict[str, object]:
    """What docs/commands.md says of `diff --json`; shares are numbers that add up to `go_live.days`."""
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
