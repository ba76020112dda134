"""A study of a deal's dates in words: the table, the driving chain as a sentence, old and new side by side."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from mapdocs.schedule.calendars import owner_side
from mapdocs.schedule.words import days, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from mapdocs.deal import Deal, Task
    from mapdocs.problems import Problem
    from mapdocs.study import Dates, Study
    from mapdocs.timetable import Driver, Spread, TaskDates

Row = tuple[str, ...]
Ids = dict[str, str]
_WIDEST = {"task": 44, "owner": 32, "driven by": 30}
_BOLD, _FAINT, _RED, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[0m"
_DRIVEN = {
    "start": "the plan's start",
    "data-date": "today",
    "not-before": "not before this day",
    "due": "its due date",
    "deadline": "its deadline",
    "target": "the target",
    "go-live": "go-live",
    "actual": "as it happened",
}
_MOST_STEPS = 12
_MOST_BESIDE = 4
NEAR = 5
"""Near-critical: business days of float (docs/scheduling.md)."""


def as_text(study: Study, *, colour: bool) -> str:
    """The whole study, for a terminal or a file."""
    now, keys = study.now, dict(study.opened.keys.tasks)
    buyer = now.deal.buyer.called
    head = f"{clean(buyer)}: {clean(now.deal.plan_name)}, as of {said(now.schedule.today)}"
    told = [_painted(head, _BOLD, colour=colour)]
    if study.then:
        told += ["", f"What if: {', '.join(map(clean, study.changes))}", ""]
        told += _side_by_side(now, study.then, keys, colour=colour)
        told += ["", *_findings(_new(study.then, now), "New findings", colour=colour)]
    else:
        told += ["", *_table(study, keys, colour=colour), "", *_sentences(now, keys)]
        told += ["", *_findings(now.schedule.findings, "Findings", colour=colour)]
    return "\n".join(told).rstrip()


def clean(text: str) -> str:
    """On one line, and nothing in it that a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _painted(text: str, paint: str, *, colour: bool) -> str:
    return f"{paint}{text}{_PLAIN}" if colour and paint else text


# ---------------------------------------------------------------- the table


def _table(study: Study, keys: Ids, *, colour: bool) -> Iterator[str]:
    head = ("", "key", "task", "owner", "start", "finish", "float", "driven by")
    groups = list(_phases(study, keys))
    rows = [row for _, group in groups for row, _ in group]
    widths = _widths([head, *rows], right=(6,))
    yield _line(head, widths)
    for title, group in groups:
        yield _painted(title, _BOLD, colour=colour)
        for row, paint in group:
            yield _painted(_line(row, widths), paint, colour=colour)
    yield f"* drives go-live; ~ nearly: float of {NEAR} days or less. Float in business days; dates are the plan's."


def _phases(study: Study, keys: Ids) -> Iterator[tuple[str, list[tuple[Row, str]]]]:
    """Title and rows of each phase, rows by start."""
    now, phase_keys = study.now, study.opened.keys.phases
    by_phase: dict[str, list[str]] = {name: [] for name in now.deal.phases}
    for name in now.schedule.tasks:
        by_phase.setdefault(now.deal.tasks[name].phase, []).append(name)
    for phase, names in by_phase.items():
        if not names:
            continue
        title = now.deal.phases[phase].called if phase in now.deal.phases else phase
        names.sort(key=lambda name: (now.schedule.tasks[name].start, now.schedule.tasks[name].finish, keys[name]))
        yield f"{phase_keys.get(phase, '')} {clean(title)}".strip() or "Tasks", [_row(study, n) for n in names]


def _row(study: Study, name: str) -> tuple[Row, str]:
    now, keys = study.now, study.opened.keys.tasks
    task, dates = now.deal.tasks[name], now.schedule.tasks[name]
    left = task.status if dates.total_float is None else str(dates.total_float)
    late = dates.total_float is not None and dates.total_float < 0
    paint = _RED if late else _BOLD if dates.critical else _FAINT if dates.total_float is None else ""
    row = (
        "*" if dates.critical else "~" if _near(task, dates) else "",
        keys[name],
        _cut(clean(task.title or name), "task"),
        _cut(_owners(now.deal, task), "owner"),
        said(dates.start),
        said(dates.finish),
        left,
        _cut(_driven(study, name, dates.driver), "driven by"),
    )
    return row, paint


def _near(task: Task, dates: TaskDates) -> bool:
    """Whether little keeps it from deciding go-live."""
    return not (task.off_path or task.after_target) and dates.total_float is not None and dates.total_float <= NEAR


def _owners(deal: Deal, task: Task) -> str:
    return clean(
        ", ".join(_name(deal, who, side) for side, who in (("buyer", task.buyer), ("seller", task.seller)) if who)
    )


def _name(deal: Deal, who: str, side: str) -> str:
    """A person's name; for a role whoever holds it, else its words."""
    role = who.removeprefix("role:")
    holders = [p for p in deal.people.values() if p.party == side and p.role == role] if role != who else []
    person = deal.people.get(who) or next(iter(holders), None)
    return (person.name or person.role if person else role).replace("-", " " if not person else "-")


def _who(task: Task) -> list[str]:
    return [who for who in (task.buyer, task.seller) if who]


def _driven(study: Study, name: str, driver: Driver | None) -> str:
    if driver is None:
        return ""
    if driver.kind == "not-before" and _is_held(study, name):
        return "its agreed start"
    if driver.kind != "link":
        return _DRIVEN[driver.kind]
    return f"{study.opened.keys.tasks[driver.source]} {driver.lag}".strip()


def _is_held(study: Study, name: str) -> bool:
    """Whether the start that was agreed keeps a task longer than a not-before date of its own."""
    agreed, own = study.opened.prepared.held.get(name), study.now.deal.tasks[name].not_before
    return study.now.deal.forecast == "hold" and agreed is not None and (own is None or agreed > own)


def _cut(text: str, column: str) -> str:
    most = _WIDEST[column]
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _widths(rows: Sequence[Row], right: tuple[int, ...]) -> list[int]:
    """Widths of the columns; those of numbers are negative."""
    widest = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [-width if k in right else width for k, width in enumerate(widest)]


def _line(row: Row, widths: list[int]) -> str:
    cells = (cell.rjust(-w) if w < 0 else cell.ljust(w) for cell, w in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


# ---------------------------------------------------------------- sentences


def _sentences(now: Dates, keys: Ids) -> Iterator[str]:
    yield _chain(now, keys)
    yield _plan(now)
    yield _forecast(now)
    yield from _range(now)


def _chain(now: Dates, keys: Ids) -> str:
    """`Go-live is driven by Kick-off (M-01), then ...`; what waits for the same is told side by side."""
    steps = [_step([f"{clean(now.deal.tasks[n].title or n)} ({keys[n]})" for n in some]) for some in _ranks(now)]
    if not steps:
        return "Nothing is left that could move go-live."
    if len(steps) > _MOST_STEPS:
        left = len(steps) - _MOST_STEPS + 1
        steps = [*steps[: _MOST_STEPS - 2], f"{left} more", steps[-1]]
    return f"What drives go-live: {', then '.join(steps)}."


def _step(names: list[str]) -> str:
    """One task, or those that run side by side; of many the first."""
    if len(names) > _MOST_BESIDE:
        names = [*names[: _MOST_BESIDE - 1], f"{len(names) - _MOST_BESIDE + 1} more"]
    return f"{', '.join(names[:-1])} and {names[-1]} side by side" if names[1:] else names[0]


def _ranks(now: Dates) -> list[list[str]]:
    """The driving chain by how many of its tasks come before, each rank in the chain's order."""
    chain = {name: k for k, name in enumerate(now.schedule.critical)}
    tasks, dates, ranks = now.deal.tasks, now.schedule.tasks, []
    pairs = [(link.task, name) for name in chain for link in tasks[name].after]
    pairs += [(name, link.task) for name in chain for link in tasks[name].before]
    pairs += [(driver.source, name) for name in chain if (driver := dates[name].driver)]
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(chain, ()))
    for first, then in pairs:
        if first in chain and then in chain:
            order.add(then, first)
    order.prepare()
    while order.is_active():
        ready = sorted(order.get_ready(), key=chain.__getitem__)
        order.done(*ready)
        ranks.append(ready)
    return ranks


def _plan(now: Dates) -> str:
    schedule, live = now.schedule, f"Plan: live on {said(now.schedule.go_live)}"
    if schedule.target is None:
        return f"{live}, a proposal; the deal has no go-live date."
    if schedule.shortfall:
        return f"{live}, {days(schedule.shortfall)} after the target, {said(schedule.target)}."
    apart = (schedule.go_live - schedule.target).days
    return f"{live}, {_beside(apart, 'the target')}, {said(schedule.target)}." if apart else f"{live}, the target."


def _beside(apart: int, what: str) -> str:
    """`3 days before the target`."""
    return f"{abs(apart)} day{'' if abs(apart) == 1 else 's'} {'before' if apart < 0 else 'after'} {what}"


def _forecast(now: Dates) -> str:
    schedule = now.schedule
    apart = (schedule.forecast - schedule.go_live).days
    where = _beside(apart, "the plan") if apart else "as planned"
    if schedule.target and schedule.forecast > schedule.target:
        where = f"{days(schedule.shortfall)} after the target"
    if now.earliest != schedule.forecast:
        where += f"; {said(now.earliest)} at the earliest"
    return f"Forecast: live on {said(schedule.forecast)} if all goes as estimated, {where}."


def _range(now: Dates) -> Iterator[str]:
    found = now.confidence
    if not found.uncertain:
        yield "Range: none; no open task has best and worst durations: {best: 3bd, likely: 5bd, worst: 9bd}."
        return
    kept = "" if found.chance is None else f" The target is kept in {found.chance:.0%} of them."
    yield f"Range of go-live: {_spread(found.go_live)}, of {found.samples:,} runs.{kept}"
    if found.signature:
        yield f"Range of signature: {_spread(found.signature)}."


def _spread(spread: Spread) -> str:
    """`10% by Fri 4 Dec 2026, 50% by ...`."""
    points = {10: spread.p10, 50: spread.p50, 80: spread.p80, 90: spread.p90}
    return ", ".join(f"{percent}% by {_known(day)}" for percent, day in points.items())


def _known(day: date | None) -> str:
    return said(day) if day else "a day that no calendar lists"


def _findings(problems: Iterable[Problem], title: str, *, colour: bool) -> Iterator[str]:
    found = list(problems)
    if found:
        yield _painted(f"{title}:", _BOLD, colour=colour)
    for problem in found:
        yield f"- {clean(str(problem))}"


# ---------------------------------------------------------------- side by side


def _side_by_side(now: Dates, then: Dates, keys: Ids, *, colour: bool) -> Iterator[str]:
    """Go-live and its range, then every task that would move: expected (the forecast), planned, float."""
    head = ("", "is", "would be", "moves by")
    rows = [head, *_summary(now, then)]
    yield from (_line(row, _widths(rows, right=())) for row in rows)
    moved = [name for name in now.schedule.tasks if _moved(now.schedule.tasks[name], then.schedule.tasks[name])]
    yield ""
    if not moved:
        yield "No task moves."
    else:
        rows = [("key", "task", "expected", "would be", "moves by", "planned", "would be", "float", "would be")]
        rows += [_change(now, then, name, keys) for name in moved]
        widths = _widths(rows, right=(7, 8))
        yield _line(rows[0], widths)
        for name, row in zip(moved, rows[1:], strict=True):
            worse = then.schedule.tasks[name].early_finish > now.schedule.tasks[name].early_finish
            yield _painted(_line(row, widths), _RED if worse else "", colour=colour)
    yield ""
    yield _chain(then, keys)


def _summary(now: Dates, then: Dates) -> Iterator[Row]:
    old, new = now.schedule, then.schedule
    pairs = [("plan's go-live", old.go_live, new.go_live), ("forecast go-live", old.forecast, new.forecast)]
    if old.signature and new.signature:
        pairs.append(("plan's signature", old.signature, new.signature))
    yield from ((name, said(was), said(will), _apart(was, will)) for name, was, will in pairs)
    if now.confidence.uncertain or then.confidence.uncertain:
        for name in ("p50", "p80"):
            was, will = getattr(now.confidence.go_live, name), getattr(then.confidence.go_live, name)
            yield f"go-live, {name[1:]}% by", _known(was), _known(will), _apart(was, will) if was and will else ""
        if now.confidence.chance is not None and then.confidence.chance is not None:
            yield "chance of the target", f"{now.confidence.chance:.0%}", f"{then.confidence.chance:.0%}", ""


def _moved(was: TaskDates, will: TaskDates) -> bool:
    return (was.start, was.finish, was.early_finish, was.total_float) != (
        will.start, will.finish, will.early_finish, will.total_float,
    )  # fmt: skip


def _change(now: Dates, then: Dates, name: str, keys: Ids) -> Row:
    was, will = now.schedule.tasks[name], then.schedule.tasks[name]
    title = _cut(clean(now.deal.tasks[name].title or name), "task")
    planned = said(will.finish) if will.finish != was.finish else ""
    new = (said(will.early_finish), _apart(was.early_finish, will.early_finish), said(was.finish), planned)
    if then.deal.tasks[name].status == "cancelled" != now.deal.tasks[name].status:
        return keys[name], title, said(was.early_finish), "dropped", "", said(was.finish), "", _left(was), ""
    return keys[name], title, said(was.early_finish), *new, _left(was), _left(will)


def _left(dates: TaskDates) -> str:
    return "" if dates.total_float is None else str(dates.total_float)


def _apart(was: date, will: date) -> str:
    """`+9 days`."""
    count = (will - was).days
    return f"{count:+d} day{'' if abs(count) == 1 else 's'}" if count else "0"


def _new(then: Dates, now: Dates) -> list[Problem]:
    return [problem for problem in then.schedule.findings if problem not in now.schedule.findings]


# ---------------------------------------------------------------- JSON


def as_json(study: Study) -> dict[str, object]:
    """What docs/commands.md says of `schedule --json`; with changes asked about, new dates, and the old as `was`."""
    found = _as_json(study, study.then or study.now)
    return {**found, "what_if": list(study.changes), "was": _as_json(study, study.now)} if study.then else found


def _as_json(study: Study, dates: Dates) -> dict[str, object]:
    schedule, found = dates.schedule, dates.confidence
    keys = study.opened.keys.tasks
    return {
        "deal": study.name,
        "today": schedule.today.isoformat(),
        "target": _iso(schedule.target),
        "plan": {
            "go_live": schedule.go_live.isoformat(),
            "feasible": not schedule.shortfall,
            "shortfall": schedule.shortfall,
        },
        "forecast": {
            "go_live": schedule.forecast.isoformat(),
            "earliest": dates.earliest.isoformat(),
            **_percentiles(found.go_live),
            "chance": found.chance,
            "signature": _percentiles(found.signature) if found.signature else None,
        },
        "critical": [keys[name] for name in schedule.critical],
        "findings": [problem.as_json() for problem in schedule.findings],
        "tasks": [_task(study, dates, name) for name in schedule.tasks],
    }


def _percentiles(spread: Spread) -> dict[str, str | None]:
    return {name: _iso(getattr(spread, name)) for name in ("p10", "p50", "p80", "p90")}


def _task(study: Study, dates: Dates, name: str) -> dict[str, object]:
    task, found, keys = dates.deal.tasks[name], dates.schedule.tasks[name], study.opened.keys
    days = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
    driver = found.driver
    return {
        "key": keys.tasks[name],
        "id": name,
        "title": task.title,
        "phase": keys.phases.get(task.phase, task.phase) or None,
        "party": owner_side(task) if _who(task) else None,
        "duration": found.duration,
        **{day: getattr(found, day).isoformat() for day in days},
        "total_float": found.total_float,
        "free_float": found.free_float,
        "critical": found.critical,
        "driver": driver and {"kind": driver.kind, "from": keys.tasks.get(driver.source), "lag": driver.lag},
        "criticality": dates.confidence.criticality[name],
        "status": task.status,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
