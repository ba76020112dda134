"""The timeline as a shaded table: a column for each week, month, quarter or year, a row for each phase and milestone.

Every shade has a shape in it, so that it is read without colours, and aloud.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mapdocs.layout import Cell, Para, Row, Run, Table
from mapdocs.outline.tables import put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mapdocs.gantt import Bar, Drawing, Mark
    from mapdocs.gantt import Row as Drawn
    from mapdocs.layout import Tone
    from mapdocs.markup import Element
    from mapdocs.outline.state import State

    Span = tuple[date, date]

SHAPES = {
    "phase": "\u25ac",
    "share": "\u25a0",
    "critical": "\u25ba",
    "ghost": "\u25ad",
    "milestone": "\u25c7",
    "signature": "\u25c7",
    "done": "\u25c6",
    "today": "\u25bc",
    "target": "\u2605",
}
_TONES: dict[str, Tone] = {"ghost": "muted", "today": "attention", "critical": "attention"}
_LEGEND = {"phase": ("phase",), "done": ("share", "done"), "ghost": ("ghost",), "critical": ("critical",)}
_LABELS, _WHOLE, _WIDEST = 34.0, 100.0, 50.0
_COLUMN = 5.2
"""The least percentage in which a month's name stands on one line."""
_SHORT = 5
_BETWEEN = " \u00b7 "
_DAY = timedelta(days=1)


def timeline(state: State, element: Element, drawing: Drawing) -> None:
    """The table, and what its shapes say."""
    name = state.take(element.id)
    spans = tuple(_spans(drawing))
    rows = [_head(name, drawing, spans)]
    for line in drawing.rows:
        rows += [_bars(f"{name}/{len(rows)}", drawing, line, spans)] if line.bars else []
        for mark in line.marks:
            rows.append(_mark(f"{name}/{len(rows)}", drawing, mark, spans))
    made = Table(name, tuple(_widths(drawing)), tuple(rows), heads=1, kind="timeline")
    state.ids.update(row.id for row in rows)
    state.ids.update(para.id for row in rows for cell in row.cells for para in cell.paras)
    put(state, made)
    legend = _legend(drawing)
    if legend:
        state.blocks.append(Para(state.take(f"{name}/legend"), legend, "note"))


def _widths(drawing: Drawing) -> Iterator[float]:
    """The names get what the columns can spare."""
    count = len(drawing.ticks)
    longest = max(len(tick.label) for tick in drawing.ticks)
    labels = min(_WIDEST, max(_LABELS, _WHOLE - count * _COLUMN * max(1.0, longest / _SHORT)))
    yield labels
    yield from (round((_WHOLE - labels) / count, 2) for _ in range(count))


def _spans(drawing: Drawing) -> Iterator[Span]:
    """The first and last day of each column."""
    days = [tick.day for tick in drawing.ticks]
    ends = [*(day - _DAY for day in days[1:]), drawing.finish]
    return zip(days, ends, strict=True)


def _head(name: str, drawing: Drawing, spans: tuple[Span, ...]) -> Row:
    """The columns' names, with today and the target under theirs."""
    cells = [Cell((Para(f"{name}/head/1/1"),), head=True)]
    for number, (tick, span) in enumerate(zip(drawing.ticks, spans, strict=True), 2):
        paras = [Para(f"{name}/head/{number}/1", (Run(tick.label),))]
        shapes = tuple(_shape(line.kind) for line in drawing.lines if _within(line.day, span))
        paras += [Para(f"{name}/head/{number}/2", shapes)] if shapes else []
        cells.append(Cell(tuple(paras), head=True, align="center"))
    return Row(f"{name}/head", tuple(cells))


def _bars(name: str, drawing: Drawing, line: Drawn, spans: tuple[Span, ...]) -> Row:
    return _row(name, drawing, line.label, line.note, [_shade(line.bars, span) for span in spans])


def _mark(name: str, drawing: Drawing, mark: Mark, spans: tuple[Span, ...]) -> Row:
    shades = [(mark.kind, "") if _within(mark.day, span) else ("", "") for span in spans]
    return _row(name, drawing, mark.label, mark.note, shades)


def _row(name: str, drawing: Drawing, label: str, note: str, shades: list[tuple[str, str]]) -> Row:
    """What it is called, and the shape and fill of each column; the column of today is tinted all the way down."""
    said = (Run(label), Run(f"{_BETWEEN}{note}", "muted")) if note else (Run(label),)
    cells = [Cell((Para(f"{name}/1/1", said),))]
    today = [line.day for line in drawing.lines if line.kind == "today"]
    for number, ((shape, fill), span) in enumerate(zip(shades, _spans(drawing), strict=True), 2):
        tint = "band" if any(_within(day, span) for day in today) else ""
        runs = (_shape(shape),) if shape else ()
        cells.append(Cell((Para(f"{name}/{number}/1", runs),), fill or tint, align="center"))
    return Row(name, tuple(cells))


def _shade(bars: tuple[Bar, ...], span: Span) -> tuple[str, str]:
    """What a phase shows in a column: its critical part before the rest, where it stood before behind all."""
    over = [bar for bar in bars if bar.start <= span[1] and bar.finish >= span[0]]
    phase = next((bar for bar in over if bar.kind == "phase"), None)
    if phase is None:
        return ("ghost", "") if any(bar.kind == "ghost" for bar in over) else ("", "")
    if phase.share and _done_until(phase) >= min(span[1], phase.finish):
        return "share", "accent"
    return ("critical" if any(bar.critical for bar in over) else "phase"), "bar"


def _done_until(bar: Bar) -> date:
    """The last day of its done part, were it done day by day."""
    days = (bar.finish - bar.start).days + 1
    return bar.start + timedelta(days=int(days * bar.share)) - _DAY


def _within(day: date, span: Span) -> bool:
    return span[0] <= day <= span[1]


def _shape(kind: str) -> Run:
    return Run(SHAPES[kind], _TONES.get(kind, ""))


def _legend(drawing: Drawing) -> tuple[Run, ...]:
    """The shapes in words, of those that are there."""
    words = [
        ("".join(SHAPES[kind] for kind in _LEGEND[name]), said) for name, said in drawing.legend if name in _LEGEND
    ]
    words += [(SHAPES[line.kind], line.label) for line in drawing.lines]
    return (Run(_BETWEEN.join(f"{shape}\u00a0{said}" for shape, said in words)),) if words else ()
