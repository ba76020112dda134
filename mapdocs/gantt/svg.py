"""A timeline as a whole SVG, or as HTML over an SVG of bars: two renderings of the same shapes."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mapdocs.gantt.layout import lay_out
from mapdocs.gantt.shapes import Box, Rule, Symbol, Text

if TYPE_CHECKING:
    from mapdocs.assets import Theme
    from mapdocs.gantt.drawing import Drawing
    from mapdocs.gantt.shapes import Label, Layout, Shape

_DROP = 0.36
"""From the middle of a line of text down to its baseline, in ems."""
_LEAD = 1.25
"""Line height of labels, in ems; the style sheet sets the same."""
_PIXELS = 96 / 72
"""An SVG inside HTML counts in CSS pixels."""
_EDGE = 5.0
"""Points beside the chart's last day, for half of a symbol that stands there."""
NOMINAL = 480.0
"""The width in points for which the HTML rendering keeps its labels apart: the text width of an A4 page."""
_SYMBOLS = {
    "milestone": (("M0-4.2 4.2 0 0 4.2-4.2 0z", "paper", "accent"),),
    "done": (("M0-4.2 4.2 0 0 4.2-4.2 0z", "done", "done"), ("M-1.8 0-.5 1.4 1.8-1.2", "", "paper")),
    "today": (("M-3.4-3 3.4-3 0 3z", "today", "today"),),
    "target": (("M-.5-4V4M-.5-4 4.4-2.1-.5-.2z", "accent", "accent"),),
    "phase": (("M-5.5-3.6h11v7.2h-11z", "bar", "accent"),),
    "share": (("M-5.5-3.6h11v7.2h-11z", "accent", "accent"),),
    "ghost": (("M-5.5-1.4h11v2.8h-11z", "paper", "muted"),),
    "critical": (("M-5.5 0h11", "", "attention"),),
    "idle": (("M-5.5-3.6h11v7.2h-11z", "band", "rule"),),
    "signature": (
        ("M3.4 0A3.4 3.4 0 1 1-3.4 0 3.4 3.4 0 1 1 3.4 0z", "paper", "accent"),
        ("M-1.2 0H1.2", "", "accent"),
    ),
}
"""Per kind its strokes from the lowest up: path around the point, fill, stroke. Told apart by shape, not by colour."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Turns x from 0 to 1 into coordinates: points from `left`, or percent for any width; `scale` is for all y."""

    left: float
    width: float
    unit: str = ""
    scale: float = 1.0

    def at(self, x: float) -> str:
        return f"{self.left + x * self.width:.2f}{self.unit}"

    def down(self, y: float) -> str:
        return f"{y * self.scale:.2f}"

    def span(self, share: float) -> str:
        return f"{share * self.width:.2f}{self.unit}"


def svg(drawing: Drawing, theme: Theme, *, width: float = NOMINAL, fonts: str = "") -> str:
    """The whole picture as one SVG of that width in points, with its texts; `fonts` is what they are set in."""
    inner = width - _EDGE
    layout = lay_out(drawing, inner, theme.sizes["chart"])
    column = inner * layout.column
    chart = inner - column
    places = _Places(0.0 if drawing.rtl else column, chart)
    lines = "".join(
        f'<path d="M0 {shape.y:g}H{inner:g}" stroke-width="0.4"{_paint(theme, "stroke", "rule")}/>'
        for shape in layout.across
    )
    shapes = "".join(_drawn(shape, theme, places) for shape in layout.shapes)
    labels = "".join(_name(label, theme, layout, inner) for label in layout.labels)
    texts = "".join(_text(shape, theme, layout, places) for shape in layout.shapes if isinstance(shape, Text))
    family = escape(fonts or f"'{theme.fonts['body']}', '{theme.fonts['word_body']}', sans-serif")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{layout.height:g}"'
        f' viewBox="{-_EDGE if drawing.rtl else 0:g} 0 {width:g} {layout.height:g}"'
        f' font-family="{family}" font-size="{layout.size:g}">'
        f"<title>{escape(drawing.title)}</title>{lines}{shapes}{labels}{texts}</svg>"
    )


def html(drawing: Drawing, theme: Theme) -> str:
    """Labels as HTML over an inline SVG of bars; the SVG carries colours, which a style sheet overrides by class.

    All widths are relative, so one rendering serves any width from NOMINAL up.
    """
    layout = lay_out(drawing, NOMINAL, theme.sizes["chart"])
    bars = "".join(_drawn(shape, theme, _Places(0.0, 100.0, "%", _PIXELS)) for shape in layout.shapes)
    texts = "".join(_over(shape, layout) for shape in layout.shapes if isinstance(shape, Text))
    side = "right" if drawing.rtl else "left"
    share = f"{layout.column * 100:.2f}%"
    rows = "".join(f'<div class="line" style="top:{line.y:g}pt"></div>' for line in layout.across)
    labels = "".join(
        f'<span class="name{" strong" if label.strong else ""}"'
        f' style="{side}:0;width:{share};top:{_top(label.y, layout)}">{escape(label.text)}</span>'
        for label in layout.labels
    )
    return (
        f'<div class="gantt" style="height:{layout.height:g}pt;font-size:{layout.size:g}pt">{rows}{labels}'
        f'<div class="chart" style="margin-{side}:{share};height:{layout.height:g}pt">'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{layout.height:g}pt">'
        f"<title>{escape(drawing.title)}</title>{bars}</svg>{texts}</div></div>"
    )


def _paint(theme: Theme, attribute: str, name: str) -> str:
    return f' {attribute}="{theme.colours[name] if name else "none"}"'


def _colours(theme: Theme, fill: str, stroke: str) -> str:
    return _paint(theme, "fill", fill) + _paint(theme, "stroke", stroke)


def _drawn(shape: Shape, theme: Theme, places: _Places) -> str:
    """A box, rule or symbol as SVG; texts are told elsewhere."""
    if isinstance(shape, Box):
        return (
            f'<rect class="f-{shape.fill} s-{shape.stroke}" x="{places.at(shape.x0)}" y="{places.down(shape.y)}"'
            f' width="{places.span(shape.x1 - shape.x0)}" height="{places.down(shape.height)}"'
            f' rx="{places.down(shape.radius)}"'
            f' stroke-width="{places.down(0.6)}"{_colours(theme, shape.fill, shape.stroke)}/>'
        )
    if isinstance(shape, Rule):
        dash = f' stroke-dasharray="{shape.dash}"' if shape.dash else ""
        x = places.at(shape.x)
        return (
            f'<line class="s-{shape.paint}" x1="{x}" x2="{x}" y1="{places.down(shape.y0)}" y2="{places.down(shape.y1)}"'
            f' stroke-width="{places.down(shape.width)}"{dash}{_paint(theme, "stroke", shape.paint)}/>'
        )
    if isinstance(shape, Symbol):
        strokes = _strokes(shape.kind, theme)
        if not places.unit:
            across = float(places.at(shape.x)) + shape.dx
            return f'<g transform="translate({across:.2f} {shape.y:.2f})">{strokes}</g>'
        moved = f" translate({shape.dx:g} 0)" if shape.dx else ""
        scaled = f'<g transform="scale({places.scale:.4g}){moved}">{strokes}</g>'
        return f'<svg x="{places.at(shape.x)}" y="{places.down(shape.y)}" overflow="visible">{scaled}</svg>'
    return ""


def _strokes(kind: str, theme: Theme) -> str:
    return "".join(
        f'<path class="f-{fill} s-{stroke}" d="{path}" stroke-width="1" stroke-linejoin="round"'
        f"{_colours(theme, fill, stroke)}/>"
        for path, fill, stroke in _SYMBOLS[kind]
    )


def _text(shape: Text, theme: Theme, layout: Layout, places: _Places) -> str:
    """A text of the chart in the whole SVG: `x` is its physical left or right end, whatever its own direction."""
    weight = ' font-weight="600"' if shape.strong else ""
    note = (
        f'<tspan font-weight="400"{_paint(theme, "fill", "muted")}>{escape(shape.note)}</tspan>' if shape.note else ""
    )
    x = float(places.at(shape.x)) + shape.dx
    return (
        f'<text x="{x:.2f}" y="{shape.y + layout.size * _DROP:.2f}" text-anchor="{"end" if shape.end else "start"}"'
        f'{_paint(theme, "fill", shape.paint)}{weight} xml:space="preserve">{escape(shape.text)}{note}</text>'
    )


def _name(label: Label, theme: Theme, layout: Layout, width: float) -> str:
    x, anchor = (f"{width:g}", "end") if layout.rtl else ("0", "start")
    weight = ' font-weight="600"' if label.strong else ""
    return (
        f'<text x="{x}" y="{label.y + layout.size * _DROP:.2f}" text-anchor="{anchor}"'
        f"{_paint(theme, 'fill', 'ink')}{weight}>{escape(label.text)}</text>"
    )


def _over(shape: Text, layout: Layout) -> str:
    """A text of the chart as HTML: kept at its day by a left or right margin of its own."""
    side, x, pad = ("right", 1 - shape.x, -shape.dx) if shape.end else ("left", shape.x, shape.dx)
    note = f'<span class="note">{escape(shape.note)}</span>' if shape.note else ""
    strong = " strong" if shape.strong else ""
    return (
        f'<span class="{shape.paint}{strong}" style="{side}:{x * 100:.2f}%;margin-{side}:{pad:g}pt;'
        f'top:{_top(shape.y, layout)}">{escape(shape.text)}{note}</span>'
    )


def _top(middle: float, layout: Layout) -> str:
    return f"{middle - layout.size * _LEAD / 2:.2f}pt"
