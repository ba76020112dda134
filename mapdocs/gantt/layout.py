"""What of a timeline goes where, the lowest layer first."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mapdocs.gantt.labels import TIER, place
from mapdocs.gantt.shapes import Across, Box, Label, Layout, Rule, Symbol, Text, mirrored
from mapdocs.lettering import text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.gantt.drawing import Bar, Drawing
    from mapdocs.gantt.labels import Placed
    from mapdocs.gantt.shapes import Shape

ROW, BAR, GHOST, AXIS, GAP = 15.6, 7.2, 2.8, 12.5, 3.5
_ROUNDED = 0.01
"""What a name's width may come out smaller by when it is worked out back from its share of the picture."""


@lru_cache(maxsize=32)
def lay_out(drawing: Drawing, width: float, size: float) -> Layout:
    """Where all of a drawing goes at that width in points, with texts of that size."""
    longest = max((text_width(row.label, size) for row in drawing.rows), default=0.0)
    column = min(0.34, max(0.10, (longest + 8) / width))
    room = width * column - 8
    plan = _Plan(drawing, width * (1 - column), size, wraps=longest > room + _ROUNDED)
    shapes = tuple(plan.shapes())
    labels = tuple(plan.labels(room + _ROUNDED))
    if drawing.rtl:
        shapes = tuple(map(mirrored, shapes))
    return Layout(column, plan.height, shapes, labels, tuple(map(Across, plan.tops)), size, drawing.rtl)


class _Plan:
    """One drawing being laid out: the upright places of its lanes, then the shapes in painting order."""

    def __init__(self, drawing: Drawing, chart: float, size: float, *, wraps: bool) -> None:
        self.drawing, self.chart, self.size = drawing, chart, size
        self.row = max(ROW, size * 2.4) if wraps else ROW
        lines = [drawing.at(mark.day) * chart for mark in drawing.lines]
        self.heads = place([(drawing.at(mark.day), mark) for mark in drawing.lines], chart, size)
        self.axis = TIER * (1 + max((head.tier for head in self.heads), default=-1))
        self.below = [
            place([(drawing.at(mark.day), mark) for mark in row.marks], chart, size, lines, wraps=True)
            for row in drawing.rows
        ]
        y, self.tops = self.axis + AXIS, []
        for row, placed in zip(drawing.rows, self.below, strict=True):
            self.tops.append(y)
            y += self.row + TIER * max((label.last for label in placed), default=0) if row.marks else self.row
        self.bottom = y
        self.ground = self.tops[-1] + self.row / 2 + 6 if drawing.rows and drawing.rows[-1].marks else y
        self.height = y + (TIER + 4 if drawing.legend else 1)

    def shapes(self) -> Iterator[Shape]:
        """All shapes, the lowest layer first."""
        yield from self._ground()
        for row, top in zip(self.drawing.rows, self.tops, strict=True):
            for bar in row.bars:
                yield from self._bar(bar, top)
        yield from self._lines()
        for top, placed in zip(self.tops, self.below, strict=True):
            yield from self._marks(placed, top + self.row / 2)
        yield from self._legend()

    def labels(self, room: float) -> Iterator[Label]:
        """The rows' names, on one line or two."""
        for row, top in zip(self.drawing.rows, self.tops, strict=True):
            lines = wrap(row.label, room, self.size)
            lead = self.size * 1.12
            first = top + self.row / 2 - lead * (len(lines) - 1) / 2
            for number, text in enumerate(lines):
                yield Label(first + number * lead, text, strong=row.critical)

    def _ground(self) -> Iterator[Shape]:
        top = self.axis + AXIS
        for first, last in self.drawing.idle:
            yield Box(self.drawing.at(first), self.drawing.at(last, end=True), top, self.ground - top, "band", "", 0)
        free = -1.0
        for tick in self.drawing.ticks:
            x = self.drawing.at(tick.day)
            yield Rule(x, self.axis + 3, self.ground, "rule")
            width = text_width(tick.label, self.size) + 2 * GAP
            if x * self.chart >= free - GAP and x * self.chart + width <= self.chart + GAP:
                yield Text(x, self.axis + AXIS / 2, tick.label, dx=GAP, paint="muted")
                free = x * self.chart + width

    def _bar(self, bar: Bar, top: float) -> Iterator[Shape]:
        x0, x1 = self.drawing.at(bar.start), self.drawing.at(bar.finish, end=True)
        if bar.kind == "ghost":
            yield Box(x0, x1, top + self.row - GHOST - 1.1, GHOST, "paper", "muted", 0.4)
            return
        y = top + (self.row - BAR) / 2 - 1.2
        if bar.kind == "phase":
            yield Box(x0, x1, y, BAR, "bar", "accent")
        if bar.share > 0:
            yield Box(x0, x0 + (x1 - x0) * min(1.0, bar.share), y, BAR, "accent", "accent")
        if bar.critical:
            yield Box(x0, x1, y + BAR + 0.6, 1.1, "attention", "", 0)

    def _lines(self) -> Iterator[Shape]:
        for head in self.heads:
            kind = head.mark.kind
            y = self.axis - TIER * (head.tier + 0.5)
            paint = "today" if kind == "today" else "accent"
            yield Rule(head.x, y, self.ground, paint, 0.9, {"today": "", "target": ""}.get(kind, "2 1.6"))
            yield Symbol(head.x, y, kind)
            yield from head.texts(y, strong=True)

    def _marks(self, placed: Sequence[Placed], middle: float) -> Iterator[Shape]:
        for label in placed:
            y = middle + TIER * label.tier
            if label.tier:
                yield Rule(label.x, middle, y - self.size * 0.6 if label.under else y + 3, "muted", 0.4)
            yield Symbol(label.x, middle, label.mark.kind)
            yield from label.texts(y)

    def _legend(self) -> Iterator[Shape]:
        x, y = 0.0, self.bottom + TIER / 2 + 4
        for kind, words in self.drawing.legend:
            width = 15 + text_width(words, self.size) + 12
            if x + width > self.chart + 12:
                return
            yield Symbol(x / self.chart, y, kind, 6)
            yield Text(x / self.chart, y, words, dx=15, paint="muted")
            x += width
