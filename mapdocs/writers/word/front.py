"""How much of page one is left for its picture: an estimate, as Word alone knows its line breaks."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from mapdocs.lettering import text_width
from mapdocs.markup import Element
from mapdocs.writers.word.tables import FACT_SHARES, children, fact_lines, shares_of

if TYPE_CHECKING:
    from mapdocs.assets import Theme
    from mapdocs.writers.word.look import Look

TWIPS_PER_POINT = 20
_LINE, _CELL_LINE = 1.32, 1.27
_NARROWER = 0.9
"""Word's fonts run narrower than what the drawing allows for."""
_MARGINS = {"h1": 3.0, "h2": 10.5, "h3": 10.5, "p": 5.0, "li": 3.0, "figcaption": 5.0}
_CLASS_MARGINS = {"objective": 13.0, "parties": 8.0, "callout": 15.0}
_ROW_MARGIN, _CELL_MARGIN, _LOGOS_MARGIN = 4.2, 8.0, 10.0
_POINTS_PER_MM = 72 / 25.4


def room_for_picture(section: Element, look: Look, theme: Theme) -> float:
    """Points in height that everything else of page one leaves free; may be negative."""
    height = (look.height - look.front_top - look.bottom) / TWIPS_PER_POINT
    width = look.text_width / TWIPS_PER_POINT
    return height - _height(section, width, look, theme)


def _height(element: Element, width: float, look: Look, theme: Theme) -> float:
    if element.tag == "table":
        return _table(element, width, look)
    if "logos" in element.classes:
        return float(theme.logo.get("height", 0)) * _POINTS_PER_MM + _LOGOS_MARGIN
    if element.tag in _MARGINS:
        size = _size(element, look)
        margin = next((_CLASS_MARGINS[name] for name in element.classes if name in _CLASS_MARGINS), None)
        return _lines(element, width, size) * size * _LINE + (_MARGINS[element.tag] if margin is None else margin)
    return sum(_height(part, width, look, theme) for part in element.children if isinstance(part, Element))


def _size(element: Element, look: Look) -> float:
    if "objective" in element.classes:
        return look.size / 2 + 2
    sizes = {"h1": look.title, "h2": look.h2, "h3": look.h2, "figcaption": look.small}
    return sizes.get(element.tag, look.size) / 2


def _lines(element: Element, width: float, size: float) -> int:
    return max(1, ceil(text_width(element.text(), size) * _NARROWER / width))


def _table(element: Element, width: float, look: Look) -> float:
    if "facts" in element.classes:
        rows = [[cell for pair in pairs for cell in pair] for _, pairs in fact_lines(element)]
        shares = list(FACT_SHARES)
    else:
        rows = [list(children(row, "th", "td")) for row in element.find("tr")]
        shares = shares_of(element)
    total = sum(shares) or 1.0
    return sum(_row(row, [width * share / total for share in shares], look) for row in rows)


def _row(cells: list[Element], widths: list[float], look: Look) -> float:
    size = look.small / 2
    lines = [_lines(cell, width - _CELL_MARGIN, size) for cell, width in zip(cells, widths, strict=False)]
    return max(lines, default=1) * size * _CELL_LINE + _ROW_MARGIN
