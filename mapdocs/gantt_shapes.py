"""What of a timeline goes where: shapes with x from 0 to 1 of the chart and y in points; no text overlaps another."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.gantt import Bar, Drawing, Mark

ROW, BAR, GHOST, TIER, AXIS, GAP = 17.0, 7.5, 2.2, 10.5, 13.0, 3.5
TIERS = 4
SHARES, STRONG = (0.36, 0.24, 0.15), 1.06
SYMBOL = 4.2
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]· "), frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class Box:
    """A bar: fill and stroke are colour names of the theme, "" for none."""

    x0: float
    x1: float
    y: float
    height: float
    fill: str
    stroke: str = ""
    radius: float = 1.2


@dataclass(frozen=True, slots=True)
class Rule:
    """An upright line."""

    x: float
    y0: float
    y1: float
    paint: str
    width: float = 0.5
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Across:
    """A hairline over the whole width, labels included."""

    y: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """A small shape centred `dx` points beside x, named by the kind of its mark or, in a legend, of its bar."""

    x: float
    y: float
    kind: str
    dx: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text on the chart, `dx` points beside x; it runs to the right, or ends there where `end` is set."""

    x: float
    y: float
    text: str
    note: str = ""
    dx: float = 0.0
    end: bool = False
    paint: str = "ink"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text in the column of row names."""

    y: float
    text: str
    strong: bool = False


Shape = Box | Rule | Symbol | Text


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed: `column` is the share of the width that row names take, `height` in points."""

    column: float
    height: float
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    across: tuple[Across, ...]
    size: float
    rtl: bool


def text_width(text: str, size: float) -> float:
    """About how wide a text is set, in points; rather too wide than too narrow."""
    return size * sum(map(_advance, text))


def _advance(char: str) -> float:
    if char in _NARROW:
        return 0.32
    if char in _WIDE:
        return 0.9
    if unicodedata.east_asian_width(char) in "WF":
        return 1.02
    if unicodedata.combining(char):
        return 0.0
    return 0.68 if char.isupper() else 0.57


def shorten(text: str, room: float, size: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1].rstrip(" ,;:–-")
    return text + "…" if text else ""


def wrap(text: str, room: float, size: float) -> tuple[str, ...]:
    """One line or two; the second is shortened where even that is too little."""
    if text_width(text, size) <= room:
        return (text,)
    words = text.split(" ")
    taken = 0
    while taken < len(words) and text_width(" ".join(words[: taken + 1]), size) <= room:
        taken += 1
    if not taken:
        return (shorten(text, room, size),)
    return " ".join(words[:taken]), shorten(" ".join(words[taken:]), room, size)


def lay_out(drawing: Drawing, width: float, size: float) -> Layout:
    """Where all of a drawing goes at that width in points, with texts of that size."""
    longest = max((text_width(row.label, size) for row in drawing.rows), default=0.0)
    column = min(0.30, max(0.10, (longest + 8) / width))
    room = width * column - 8
    plan = _Plan(drawing, width * (1 - column), size, wraps=longest > room)
    shapes = tuple(plan.shapes())
    labels = tuple(plan.labels(room))
    if drawing.rtl:
        shapes = tuple(map(_mirrored, shapes))
    return Layout(column, plan.height, shapes, labels, tuple(map(Across, plan.tops)), size, drawing.rtl)


class _Plan:
    """One drawing being laid out: the upright places of its lanes, then the shapes in painting order."""

    def __init__(self, drawing: Drawing, chart: float, size: float, *, wraps: bool) -> None:
        self.drawing, self.chart, self.size = drawing, chart, size
        self.row = max(ROW, size * 2.5) if wraps else ROW
        lines = [drawing.at(mark.day) * chart for mark in drawing.lines]
        self.heads = place([(drawing.at(mark.day), mark) for mark in drawing.lines], chart, size)
        self.axis = TIER * (1 + max((head.tier for head in self.heads), default=-1))
        self.below = [
            place([(drawing.at(mark.day), mark) for mark in row.marks], chart, size, lines) for row in drawing.rows
        ]
        y, self.tops = self.axis + AXIS, []
        for row, placed in zip(drawing.rows, self.below, strict=True):
            self.tops.append(y)
            y += self.row + TIER * max((place.tier for place in placed), default=0) if row.marks else self.row
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
            yield head.text(y, strong=True)

    def _marks(self, placed: Sequence[Placed], middle: float) -> Iterator[Shape]:
        for place in placed:
            y = middle + TIER * place.tier
            if place.tier:
                yield Rule(place.x, middle, y + 3, "muted", 0.4)
            yield Symbol(place.x, middle, place.mark.kind)
            if place.label:
                yield place.text(y)

    def _legend(self) -> Iterator[Shape]:
        x, y = 0.0, self.bottom + TIER / 2 + 4
        for kind, words in self.drawing.legend:
            width = 15 + text_width(words, self.size) + 12
            if x + width > self.chart + 12:
                return
            yield Symbol(x / self.chart, y, kind, 6)
            yield Text(x / self.chart, y, words, dx=15, paint="muted")
            x += width


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its label: `tier` lines away from its own, to the right of it or, with `end`, to the left."""

    x: float
    mark: Mark
    tier: int = 0
    end: bool = False
    label: str = ""
    note: str = ""
    span: tuple[float, float] = (0.0, 0.0)

    def text(self, y: float, *, strong: bool = False) -> Text:
        """Its label as a shape."""
        away = _clear(self.tier)
        return Text(self.x, y, self.label, self.note, dx=-away if self.end else away, end=self.end, strong=strong)


def place(marks: Sequence[tuple[float, Mark]], chart: float, size: float, lines: Sequence[float] = ()) -> list[Placed]:
    """A place for each label where it touches no other label, symbol or lead line; without a label where there is none.

    `lines`: where upright lines cross the marks' own line, in points; labels there keep off them if they can.
    The best of a few orders is taken: most labels, in full, off the lines, near their marks.
    """
    ways = product((False, True), (False, True), SHARES, (lines, ()))
    tries = (_place_all(marks, chart, size, *way) for way in ways)
    return min(tries, key=lambda placed: (_missing(placed), _cut(placed), _crossed(placed, lines), _away(placed)))


def _place_all(
    marks: Sequence[tuple[float, Mark]],
    chart: float,
    size: float,
    backwards: bool,  # noqa: FBT001  # one of the ways, not an option
    cascade: bool,  # noqa: FBT001  # the same
    share: float,
    lines: Sequence[float],
) -> list[Placed]:
    taken = [(0, x * chart - SYMBOL, x * chart + SYMBOL) for x, _ in marks]
    ordered = sorted(marks, key=lambda pair: (pair[0], pair[1].label), reverse=backwards)
    return [_place(x, mark, chart, size, _sides(cascade), share, taken, lines) for x, mark in ordered]


def _place(
    x: float,
    mark: Mark,
    chart: float,
    size: float,
    sides: Sequence[tuple[int, bool]],
    share: float,
    taken: list[tuple[int, float, float]],
    lines: Sequence[float],
) -> Placed:
    """The nearest free place; what it takes is added to `taken` as (tier, from, to)."""
    at = x * chart
    note = f" {mark.note}" if mark.note else ""
    label = shorten(mark.label, chart * share, size * STRONG)
    width = text_width(label, size * STRONG) + text_width(note, size)
    for tier, end in sides:
        near = _clear(tier)
        span = (at - near - width, at - near) if end else (at + near, at + near + width)
        wanted = [*((lower, at - 1.0, at + 1.0) for lower in range(1, tier + 1)), (tier, *span)]
        if span[0] < 0 or span[1] > chart or (not tier and _over(span, lines)):
            continue
        if not any(_touch(one, other) for one in wanted for other in taken):
            taken += wanted
            return Placed(x, mark, tier, end, label, note, span)
    return Placed(x, mark)


def _sides(cascade: bool) -> list[tuple[int, bool]]:  # noqa: FBT001
    """Where to try, as (tier, to the left): near the mark first or, in a cascade, to its right first."""
    places = [(tier, end) for tier in range(TIERS) for end in (False, True)]
    return sorted(places, key=lambda place: place[1]) if cascade else places


def _missing(placed: Sequence[Placed]) -> int:
    return sum(not place.label for place in placed)


def _cut(placed: Sequence[Placed]) -> int:
    return sum(len(place.mark.label) - len(place.label) for place in placed)


def _crossed(placed: Sequence[Placed], lines: Sequence[float]) -> int:
    return sum(not place.tier and _over(place.span, lines) for place in placed)


def _away(placed: Sequence[Placed]) -> int:
    return sum(place.tier for place in placed)


def _over(span: tuple[float, float], lines: Sequence[float]) -> bool:
    return any(span[0] - 2 < line < span[1] + 2 for line in lines)


def _clear(tier: int) -> float:
    """How far beside its day a label begins: past the symbol on its own line, past the lead line elsewhere."""
    return SYMBOL + 2.6 if tier == 0 else 3.0


def _touch(one: tuple[int, float, float], other: tuple[int, float, float]) -> bool:
    return one[0] == other[0] and one[1] < other[2] + 2.5 and other[1] < one[2] + 2.5


def _mirrored(shape: Shape) -> Shape:
    if isinstance(shape, Box):
        return replace(shape, x0=1 - shape.x1, x1=1 - shape.x0)
    if isinstance(shape, Text):
        return replace(shape, x=1 - shape.x, dx=-shape.dx, end=not shape.end)
    if isinstance(shape, Symbol):
        return replace(shape, x=1 - shape.x, dx=-shape.dx)
    return replace(shape, x=1 - shape.x)
