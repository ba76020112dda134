"""Calendars as arrays, each made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mapdocs.dates import PAD
from mapdocs.schedule.sampled import Days

if TYPE_CHECKING:
    from mapdocs.dates import WorkCalendar


class TableCache:
    """The arrays of calendar tables that end at one boundary, `top`."""

    def __init__(self, top: int) -> None:
        """No array is made before it is asked for."""
        self._top = top
        self._known: dict[int, tuple[list[int], Days]] = {}

    def of(self, calendar: WorkCalendar) -> Days:
        """The table of a calendar."""
        return self.pair(calendar.days, calendar.index)

    def pair(self, days: list[int], index: list[int]) -> Days:
        """The table of its two lists; behind the last working day all steps end at the top."""
        found = self._known.get(id(index))
        if not found:
            padded = np.array(days + [self._top] * PAD, dtype=np.int64)
            found = self._known[id(index)] = index, Days(padded, np.array(index, dtype=np.int64))
        return found[1]

    def every(self) -> Days:
        """A table on which every day works."""
        return self.pair(*_every(self._top))


def _every(top: int) -> tuple[list[int], list[int]]:
    return list(range(top)), list(range(top + 1))
