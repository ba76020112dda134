"""Durations and, below, working calendars: business-day arithmetic with no word of deals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Unit = Literal["bd", "cd"]

MAX_DAYS = 3650
_SPAN = re.compile(r"([+-]?)(\d{1,6})(bd|cd|w|d)?", re.ASCII)


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
    if not match or (match[3] in (None, "d") and int(match[2]) != 0):
        msg = f'"{text}" is not a number of days. Write 10bd (business days), 2w, 10cd (calendar days) or 0.'
        raise ValueError(msg)
    days = int(match[2]) * (5 if match[3] == "w" else 1)
    if days > MAX_DAYS:
        msg = f'"{text}" is longer than {MAX_DAYS} days. Split the task, or check the unit.'
        raise ValueError(msg)
    return Span(-days if match[1] == "-" else days, "cd" if match[3] == "cd" else "bd")
