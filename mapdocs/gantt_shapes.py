"""What of a timeline goes where: shapes with x from 0 to 1 of the chart and y in points; no text overlaps another."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, permutations, product
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date


BarKind = Literal["phase", "task", "ghost"]
MarkKind = Literal["milestone", "done", "today", "target", "signature"]

ROW, BAR, GHOST, TIER, AXIS, GAP = 15.6, 7.2, 2.2, 10.0, 12.5, 3.5
TIERS = 8
SHARES, STRONG, WAYS, CROSSED, LONG = (0.42, 0.3, 0.22, 0.15), 1.03, 24, 400, 14
CUT, ORDERS, LINE, PARTED, OVER = 60, 20, 24, 1.5, 1.5
UNDER = (0.5, 0.15, 0.85)
SYMBOL = 4.2
_ADVANCES = {
    char: width / 100
    for width, chars in {
        29: "ijl!',.:; \u00b7\u2019",
        35: "t|",
        39: "fI()/[]\u201c\u201d",
        45: "r-",
        49: '1"*',
        55: "ksxz?_\u2013",
        60: "257acehnouvyEFJL\u00e4\u00f6\u00fc\u00e9\u00e8\u00e7\u00f1",
        64: "034689bdgpqBPRSTZ#$\u00df\u00a3",
        69: "AKVXY+\u20ac",
        75: "CDGNU&",
        79: "HOQ",
        84: "w",
        90: "mM\u2026",
        100: "W%@\u2014",
    }.items()
    for char in chars
}
"""Advance widths in ems of common letters: the wider of the two families that ship."""


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
    """A line of the picture: bars, or marks with their labels beside and below."""

    label: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a week, month, quarter or year begins, with its name as people read it."""

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


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """About how wide a text is set, in points; rather too wide than too narrow."""
    return size * sum(map(_advance, text))


def _advance(char: str) -> float:
    if char in _ADVANCES:
        return _ADVANCES[char]
    if unicodedata.east_asian_width(char) in "WF":
        return 1.02
    if unicodedata.combining(char):
        return 0.0
    return 0.74 if char.isupper() else 0.6


@lru_cache(maxsize=1024)
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


@lru_cache(maxsize=32)
def lay_out(drawing: Drawing, width: float, size: float) -> Layout:
    """Where all of a drawing goes at that width in points, with texts of that size."""
    longest = max((text_width(row.label, size) for row in drawing.rows), default=0.0)
    column = min(0.34, max(0.10, (longest + 8) / width))
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
            y += self.row + TIER * max((place.last for place in placed), default=0) if row.marks else self.row
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
        for place in placed:
            y = middle + TIER * place.tier
            if place.tier:
                yield Rule(place.x, middle, y - self.size * 0.6 if place.under else y + 3, "muted", 0.4)
            yield Symbol(place.x, middle, place.mark.kind)
            yield from place.texts(y)

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
    """A mark with its label: `tier` lines away from its own, to the right of it or, with `end`, to the left.

    With `under` it begins that many points before its day, and the line leads down onto it.
    A label on two lines has the second one, `more`, below the first; the note stands behind its last words.
    """

    x: float
    mark: Mark
    tier: int
    end: bool
    label: str
    more: str = ""
    note: str = ""
    under: float = 0.0

    @property
    def last(self) -> int:
        """The tier of its last line."""
        return self.tier + bool(self.more)

    def texts(self, y: float, *, strong: bool = False) -> Iterator[Text]:
        """Its label as shapes, one a line."""
        away = -self.under if self.under else _clear(self.tier)
        lines = [(self.label, ""), (self.more, self.note)] if self.more else [(self.label, self.note)]
        for number, (text, note) in enumerate(lines):
            at = y + TIER * number
            yield Text(self.x, at, text, note, dx=-away if self.end else away, end=self.end, strong=strong)


@dataclass(frozen=True, slots=True)
class _Span:
    """What is taken: of a tier, from there, to there, in points; by a label or by the line that leads to one."""

    tier: int
    first: float
    last: float
    lead: bool = False

    def meets(self, other: _Span) -> bool:
        """Whether the two are too close; lines that lead down may run side by side."""
        if self.tier != other.tier or (self.lead and other.lead):
            return False
        free = 1.5 if self.lead or other.lead else 2.5
        return self.first < other.last + free and other.first < self.last + free


@dataclass(frozen=True, slots=True)
class _Try:
    """Labels placed so far, what they take, and what is not good about it."""

    cost: float
    placed: tuple[Placed, ...]
    taken: tuple[_Span, ...]


def place(
    marks: Sequence[tuple[float, Mark]], chart: float, size: float, lines: Sequence[float] = (), *, wraps: bool = False
) -> tuple[Placed, ...]:
    """A place for each label where it touches no other label, symbol or lead line, on two lines where that `wraps`.

    `lines`: where upright lines cross the marks' own line, in points; labels there keep off them if they can.
    Good is a label that is whole, off the lines, and near its mark; a few ways are followed from either end.
    """
    symbols = tuple(_Span(0, x * chart - SYMBOL, x * chart + SYMBOL) for x, _ in marks)
    best = _Try(math.inf, (), ())
    for number, (order, ways) in enumerate(_orders(marks)):
        tries = [_Try(0.0, (), symbols)]
        for x, mark in order:
            further = [more for before in tries for more in _choices(before, x, mark, (chart, size, lines, wraps))]
            tries = sorted(further, key=lambda found: found.cost)[:ways]
        best = min(best, tries[0], key=lambda found: found.cost)
        if number and best.cost < CUT:
            break
    return best.placed


def _orders(marks: Sequence[tuple[float, Mark]]) -> Iterator[tuple[Sequence[tuple[float, Mark]], int]]:
    """In what order labels are placed and how many ways are followed: from either end, then all kinds of orders."""
    ordered = sorted(marks, key=lambda pair: (pair[0], pair[1].label))
    yield ordered, WAYS
    yield ordered[::-1], WAYS
    longest = sorted(ordered, key=lambda pair: -len(pair[1].label))
    yield longest, WAYS
    for order in islice(permutations(longest), 1, ORDERS):
        yield order, 2


_Chart = tuple[float, float, "Sequence[float]", bool]
"""Its width, the size of its texts, its upright lines, and whether labels wrap."""


def _choices(before: _Try, x: float, mark: Mark, chart: _Chart) -> Iterator[_Try]:
    """All places for the whole label, else for a shortened one, else below all others, whatever its line crosses."""
    width, size, _, wraps = chart
    whole = _whole(mark, wraps=wraps)
    short = [(shorten(mark.label, width * share, size * STRONG), "") for share in SHARES]
    for labels in (whole, short):
        found = list(_places(before, x, mark, labels, chart))
        yield from found
        if found:
            return
    lowest = 1 + max(span.tier for span in before.taken)
    for label, end in product((*whole, *short, ("", "")), (False, True)):
        if last := _there(before, _placed(x, mark, lowest, end=end, label=label), (), chart):
            yield replace(last, cost=last.cost + CROSSED)
            return


def _places(before: _Try, x: float, mark: Mark, labels: Sequence[tuple[str, str]], chart: _Chart) -> Iterator[_Try]:
    """The tiers down to which a line can lead, with the label on either side."""
    at = x * chart[0]
    lead: tuple[_Span, ...] = ()
    for tier in range(TIERS):
        lead = (*lead, _Span(tier, at - 1, at + 1, lead=True)) if tier else ()
        if _meet(lead, before.taken):
            return
        for label, end in product(labels, (False, True)):
            placed = _placed(x, mark, tier, end=end, label=label)
            if found := _there(before, placed, lead, chart):
                yield found
            if tier and not end and chart[3]:
                for under in _under(placed, chart[0], chart[1]):
                    if found := _there(before, under, lead[:-1], chart):
                        yield found


def _under(label: Placed, chart: float, size: float) -> Iterator[Placed]:
    """The label below its line, more to one side or to the other, inside the chart."""
    spans = list(_spans(label, chart, size))
    width, at = max(span.last - span.first for span in spans), label.x * chart
    for share in UNDER:
        before = min(max(share * width, at + width - chart), at)
        if 0 < before < width:
            yield replace(label, under=before)


def _placed(x: float, mark: Mark, tier: int, *, end: bool, label: tuple[str, str]) -> Placed:
    return Placed(x, mark, tier, end, *label, note=f" {mark.note}" if mark.note and label[0] else "")


def _there(before: _Try, label: Placed, lead: tuple[_Span, ...], chart: _Chart) -> _Try | None:
    """With the label in that place; None where it would touch something or leave the chart."""
    width, size, lines, _ = chart
    spans = tuple(_spans(label, width, size))
    wanted = (*lead, *spans)
    if any(span.first < 0 or span.last > width for span in spans) or _meet(wanted, before.taken):
        return None
    crossed = not label.tier and any(spans[0].first - 2 < line < spans[0].last + 2 for line in lines)
    over = sum(
        other.tier == 0 and any(span.first < other.last and other.first < span.last for span in spans)
        for other in before.taken
    )
    lost = max(0, len(label.mark.label) - len(f"{label.label} {label.more}".strip()))
    cut = CUT + 2 * lost if lost else 0
    cost = (
        label.tier
        + (PARTED if len(label.mark.label) > LINE else 2 * PARTED) * bool(label.more)
        + 0.3 * label.end
        + OVER * over * bool(label.tier)
        + 0.8 * bool(label.under)
        + 12 * crossed
        + cut
    )
    return _Try(before.cost + cost, (*before.placed, label), (*before.taken, *wanted))


def _spans(label: Placed, chart: float, size: float) -> Iterator[_Span]:
    """What its lines of text take."""
    at, near = label.x * chart, -label.under if label.under else _clear(label.tier)
    for number, text in enumerate(label.texts(0)):
        width = text_width(text.text, size * STRONG) + text_width(text.note, size)
        first, last = (at - near - width, at - near) if label.end else (at + near, at + near + width)
        yield _Span(label.tier + number, first, last)


def _whole(mark: Mark, *, wraps: bool) -> list[tuple[str, str]]:
    """The label on one line, and a long one on two: parted where they come out most alike, the note on the second."""
    words = mark.label.split(" ")
    if not wraps or len(mark.label) < LONG:
        return [(mark.label, "")]
    parted = [(" ".join(words[:number]), " ".join(words[number:])) for number in range(1, len(words))]
    note = len(mark.note) + 1
    return [(mark.label, ""), *sorted(parted, key=lambda two: max(len(two[0]), len(two[1]) + note))[:1]]


def _meet(wanted: Sequence[_Span], taken: Sequence[_Span]) -> bool:
    return any(one.meets(other) for one in wanted for other in taken)


def _clear(tier: int) -> float:
    """How far beside its day a label begins: past the symbol on its own line, past the lead line elsewhere."""
    return SYMBOL + 2.6 if tier == 0 else 3.0


def _mirrored(shape: Shape) -> Shape:
    if isinstance(shape, Box):
        return replace(shape, x0=1 - shape.x1, x1=1 - shape.x0)
    if isinstance(shape, Text):
        return replace(shape, x=1 - shape.x, dx=-shape.dx, end=not shape.end)
    if isinstance(shape, Symbol):
        return replace(shape, x=1 - shape.x, dx=-shape.dx)
    return replace(shape, x=1 - shape.x)
