"""A place for each label of a line of marks: no text overlaps another, a symbol, or the line that leads to a label."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import islice, permutations, product
from typing import TYPE_CHECKING

from mapdocs.gantt.shapes import Text
from mapdocs.lettering import STRONG, shorten, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.gantt.drawing import Mark

TIER = 10.0
"""Height of a line of labels, in points."""
SYMBOL = 4.2
"""Half the width of a mark's symbol."""
TIERS = 8
SHARES, WAYS, CROSSED, LONG = (0.42, 0.3, 0.22, 0.15), 24, 400, 14
CUT, ORDERS, LINE, PARTED, OVER = 60, 20, 24, 1.5, 1.5
UNDER = (0.5, 0.15, 0.85)


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
