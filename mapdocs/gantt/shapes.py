"""What a timeline is drawn with: shapes with x from 0 to 1 of the chart and y in points."""

from __future__ import annotations

from dataclasses import dataclass, replace


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


def mirrored(shape: Shape) -> Shape:
    """Where it lies in a page that is read from right to left."""
    if isinstance(shape, Box):
        return replace(shape, x0=1 - shape.x1, x1=1 - shape.x0)
    if isinstance(shape, Text):
        return replace(shape, x=1 - shape.x, dx=-shape.dx, end=not shape.end)
    if isinstance(shape, Symbol):
        return replace(shape, x=1 - shape.x, dx=-shape.dx)
    return replace(shape, x=1 - shape.x)
