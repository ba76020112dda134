"""Durations and, below, working calendars: business-day arithmetic with no word of deals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Unit = Literal["bd", "cd"]

MAX_DAYS = 3650
_SHOWN = 60
_SPAN = re.compile(r"([+-]?)(\d{1,15})(bd|cd|w|d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """A signed number of business (`bd`) or calendar (`cd`) days."""

    days: int
    unit: Unit = "bd"

    def __str__(self) -> str:
        """As it is written in a deal file."""
        return "0" if self.days == 0 else f"{self.days}{self.unit}"


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a task takes: the likely span and, where estimated, the best and worst."""

    likely: Span
    best: Span | None = None
    worst: Span | None = None

    @property
    def days(self) -> int:
        """Days of the likely span."""
        return self.likely.days

    @property
    def unit(self) -> Unit:
        """Unit of the likely span."""
        return self.likely.unit


def parse_span(text: str) -> Span:
    """`10bd`, `2w` (10bd), `10cd`, `0`, `-3bd`; ValueError says what is expected."""
    match = _SPAN.fullmatch(text.strip())
    text = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    if not match or (match[3] in (None, "d") and int(match[2]) != 0):
        msg = f'"{text}" is not a number of days. Write 10bd (business days), 2w, 10cd (calendar days) or 0.'
        raise ValueError(msg)
    days = int(match[2]) * (5 if match[3] == "w" else 1)
    if days > MAX_DAYS:
        msg = f'"{text}" is longer than {MAX_DAYS} days. Write fewer, or check the unit.'
        raise ValueError(msg)
    return Span(-days if match[1] == "-" else days, "cd" if match[3] == "cd" else "bd")


PAD = MAX_DAYS + 1
_BEFORE = -(10**9)


class OutOfTableError(IndexError):
    """A calendar has no working day there: it ends, or its table must grow."""


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """Working days as a table, so that adding business days is two look-ups.

    A boundary `k` is the morning of day `k` (an ordinal of `datetime.date`); `first` is the table's offset 0.
    `days`: offsets of the working days, behind PAD entries that lie before every table: no step back wraps around.
    `index[x]`: position in `days` of the first working day at or after offset x.
    """

    first: int
    days: list[int]
    index: list[int]

    def __contains__(self, day: int) -> bool:
        """Whether the day works."""
        x = day - self.first
        return 0 <= x < len(self.index) - 1 and self.index[x] != self.index[x + 1]

    def add(self, boundary: int, days: int) -> int:
        """The boundary so many business days on, or, where negative, back."""
        if days == 0:
            return boundary
        found = self._day(self._at(boundary) + (days - 1 if days > 0 else days))
        return found + 1 if days > 0 else found

    def next(self, boundary: int) -> int:
        """The first working morning at or after the boundary."""
        return self._day(self._at(boundary))

    def prev(self, boundary: int) -> int:
        """The end of the last working day before the boundary."""
        return self._day(self._at(boundary) - 1) + 1

    def count(self, start: int, finish: int) -> int:
        """Working days from one boundary to the other; negative where finish lies before start."""
        return self._at(finish) - self._at(start)

    def _at(self, boundary: int) -> int:
        x = boundary - self.first
        if not 0 <= x < len(self.index):
            raise OutOfTableError
        return self.index[x]

    def _day(self, position: int) -> int:
        if not PAD <= position < len(self.days):
            raise OutOfTableError
        return self.days[position] + self.first


def work_calendar(first: int, last: int, working: Iterable[int]) -> WorkCalendar:
    """The table from day `first` to day `last`; `working` are its working days in order, as ordinals."""
    days = [_BEFORE] * PAD
    index: list[int] = []
    for day in working:
        index.extend([len(days)] * (day - first + 1 - len(index)))
        days.append(day - first)
    index.extend([len(days)] * (last - first + 2 - len(index)))
    return WorkCalendar(first, days, index)
