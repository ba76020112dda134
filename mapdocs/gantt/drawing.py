"""A timeline as data: days and final texts, in the rows that show them, on an axis that has room for its names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Scale = Literal["week", "month", "quarter", "year"]
BarKind = Literal["phase", "task", "ghost"]
MarkKind = Literal["milestone", "done", "today", "target", "signature"]

_FEW_WEEKS = timedelta(days=75)
_FEW_MONTHS = timedelta(days=430)
_FEW_QUARTERS = timedelta(days=1300)
_LONG_PAUSE = timedelta(days=4)
_MOST_YEARS = 12
_YEARS = (1, 2, 5, 10, 20, 50, 100)
"""How many years one tick may stand for."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of days, both inclusive; `share` of it is done; a ghost is where it stood in the last version.

    A task has no box of its own: where it is critical, a line under its phase's says so.
    """

    start: date
    finish: date
    kind: BarKind = "phase"
    share: float = 0.0
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that has a name: a milestone in a row, or today, the target, the signature across all rows."""

    day: date
    kind: MarkKind
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the picture: bars, or marks with their labels beside and below.

    `note`: its span in words, for where no axis tells the days.
    """

    label: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    critical: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a week, month, quarter, year or some years begin, with their name as people read it."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline from `start` to `finish`, both inclusive; all texts are final, in the page's language.

    `legend` pairs what it shows ("phase", "done", "ghost", "milestone", "critical", "idle") with its words.
    """

    start: date
    finish: date
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    lines: tuple[Mark, ...] = ()
    idle: tuple[tuple[date, date], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    title: str = ""
    rtl: bool = False

    def at(self, day: date, *, end: bool = False) -> float:
        """Where a day begins (or ends), from 0 to 1 in reading direction."""
        days = (day - self.start).days + (1 if end else 0)
        return min(1.0, max(0.0, days / ((self.finish - self.start).days + 1)))


def timeline(
    rows: Sequence[Row],
    *,
    name: Callable[[date, Scale], str],
    lines: Sequence[Mark] = (),
    idle: Sequence[tuple[date, date]] = (),
    legend: Sequence[tuple[str, str]] = (),
    title: str = "",
    rtl: bool = False,
) -> Drawing:
    """The drawing that holds all these rows and lines; `name` words a tick: the week, month, quarter or year begun.

    It has 16 ticks at most, however long the plan is: a year that is mistyped must not tear the page apart.
    Raises ValueError where there is no day at all to draw.
    """
    days = list(_days(rows, lines))
    first, last = min(days), max(days)
    scale = _scale(last - first)
    years = _years(first, last)
    start, finish = begin(first, scale, years), _next(begin(last, scale, years), scale, years) - timedelta(days=1)
    shortest = timedelta(days=1) if scale == "week" else _LONG_PAUSE
    return Drawing(
        start,
        finish,
        tuple(Tick(day, name(day, scale)) for day in _ticks(start, finish, scale, years)),
        tuple(rows),
        tuple(sorted(lines, key=lambda mark: mark.day)),
        tuple(span for span in idle if span[1] - span[0] + timedelta(days=1) >= shortest),
        tuple(legend),
        title,
        rtl,
    )


def begin(day: date, scale: Scale, years: int = 1) -> date:
    """The first day of the week, month, quarter or year in which a day lies; of so many years where they are years."""
    if scale == "week":
        return day - timedelta(days=day.weekday())
    if scale == "month":
        return day.replace(day=1)
    if scale == "quarter":
        return date(day.year, day.month - (day.month - 1) % 3, 1)
    return date(day.year - day.year % years, 1, 1)


def _days(rows: Sequence[Row], lines: Sequence[Mark]) -> Iterator[date]:
    for row in rows:
        for bar in row.bars:
            yield bar.start
            yield bar.finish
        for mark in row.marks:
            yield mark.day
    for mark in lines:
        yield mark.day


def _scale(span: timedelta) -> Scale:
    """The finest scale whose ticks still leave room for their names."""
    if span <= _FEW_WEEKS:
        return "week"
    if span <= _FEW_MONTHS:
        return "month"
    return "quarter" if span <= _FEW_QUARTERS else "year"


def _years(first: date, last: date) -> int:
    """How many years a tick stands for, where ticks are years."""
    return next((some for some in _YEARS if last.year // some - first.year // some < _MOST_YEARS), _YEARS[-1])


def _ticks(start: date, finish: date, scale: Scale, years: int) -> Iterator[date]:
    day = start
    while day <= finish:
        yield day
        day = _next(day, scale, years)


def _next(day: date, scale: Scale, years: int) -> date:
    """The beginning of the next week, month, quarter or year, or so many years, after one that begins on this day."""
    days = {"week": 7, "month": 31, "quarter": 92, "year": 366 * years}[scale]
    return begin(day + timedelta(days=days), scale, years)
