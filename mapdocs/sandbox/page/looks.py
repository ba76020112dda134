"""Styles of a document as CSS. Nothing of a document reaches a style sheet but numbers, colours and plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mapdocs.sandbox.model.tree import NOTHING, Json, Tab

_ALIGN = {"START": "start", "CENTER": "center", "END": "end", "JUSTIFIED": "justify"}
_VERTICAL = {"TOP": "top", "MIDDLE": "middle", "BOTTOM": "bottom"}
_DASH = {"SOLID": "solid", "DOT": "dotted", "DASH": "dashed"}
_SIDES = ("Top", "Right", "Bottom", "Left")
_NATURAL = 1.17
"""The height of a line of Arial at a spacing of 100, in its size."""


def colour(told: Any) -> str:  # noqa: ANN401 - an OptionalColor
    """#rrggbb of an OptionalColor; empty where it is transparent."""
    rgb = told.get("color", {}).get("rgbColor") if isinstance(told, Mapping) else None
    if rgb is None:
        return ""
    return "#" + "".join(f"{round(255 * float(rgb.get(name, 0))):02x}" for name in ("red", "green", "blue"))


def points(told: Any) -> str:  # noqa: ANN401 - a Dimension
    """A length in points."""
    return f"{float(told.get('magnitude', 0)):g}pt" if isinstance(told, Mapping) else "0"


def css(rules: Iterator[tuple[str, str]]) -> str:
    """Declarations, without those that say nothing."""
    return ";".join(f"{name}:{value}" for name, value in rules if value)


def text_css(style: Json) -> str:
    """The look of a run."""
    return css(_text(style))


def _text(style: Json) -> Iterator[tuple[str, str]]:
    if "bold" in style:
        yield "font-weight", "700" if style["bold"] else "400"
    if "italic" in style:
        yield "font-style", "italic" if style["italic"] else "normal"
    lines = [word for key, word in (("underline", "underline"), ("strikethrough", "line-through")) if style.get(key)]
    if lines or style.get("underline") is False:
        yield "text-decoration", " ".join(lines) or "none"
    if style.get("smallCaps"):
        yield "font-variant", "small-caps"
    yield "background-color", colour(style.get("backgroundColor"))
    yield "color", colour(style.get("foregroundColor"))
    if "fontSize" in style:
        yield "font-size", points(style["fontSize"])
    family = style.get("weightedFontFamily", {})
    if name := re.sub(r"[^\w -]", "", str(family.get("fontFamily", ""))):
        yield "font-family", f"'{name}',Arial,sans-serif"
        if "bold" not in style and family.get("weight", 400) != 400:  # noqa: PLR2004 - the usual weight
            yield "font-weight", f"{int(family['weight'])}"
    offset = {"SUPERSCRIPT": "super", "SUBSCRIPT": "sub"}.get(style.get("baselineOffset", ""))
    if offset:
        yield "vertical-align", offset
        yield "line-height", "0"


def paragraph_css(style: Json) -> str:
    """The look of a paragraph."""
    return css(_paragraph(style))


def _paragraph(style: Json) -> Iterator[tuple[str, str]]:
    yield "text-align", _ALIGN.get(style.get("alignment", ""), "")
    if "lineSpacing" in style:
        yield "line-height", f"{_NATURAL * float(style['lineSpacing']) / 100:.3g}"
    if style.get("direction") == "RIGHT_TO_LEFT":
        yield "direction", "rtl"
    for key, name in (
        ("spaceAbove", "margin-top"),
        ("spaceBelow", "margin-bottom"),
        ("indentEnd", "margin-inline-end"),
    ):
        if key in style:
            yield name, points(style[key])
    yield from _indents(style)
    yield "background-color", colour(style.get("shading", {}).get("backgroundColor"))
    for side in _SIDES:
        border = style.get(f"border{side}", NOTHING)
        if border.get("width", {}).get("magnitude"):
            yield f"border-{side.lower()}", line(border)
            yield f"padding-{side.lower()}", points(border.get("padding"))


def _indents(style: Json) -> Iterator[tuple[str, str]]:
    if "indentStart" not in style and "indentFirstLine" not in style:
        return
    start = float(style.get("indentStart", {}).get("magnitude", 0))
    first = float(style.get("indentFirstLine", {}).get("magnitude", 0))
    yield "margin-inline-start", f"{start:g}pt"
    yield "text-indent", f"{first - start:g}pt"


def hang(style: Json) -> str:
    """How far a list item's text stands behind its glyph."""
    start, first = (float(style.get(key, {}).get("magnitude", 0)) for key in ("indentStart", "indentFirstLine"))
    return f"{max(start - first, 12):g}pt"


def line(border: Json) -> str:
    """A border, as CSS has it."""
    dash = _DASH.get(border.get("dashStyle", ""), "solid")
    return f"{points(border.get('width'))} {dash} {colour(border.get('color')) or '#000000'}"


def cell_css(style: Json) -> str:
    """The look of a cell."""
    return css(_cell(style))


def _cell(style: Json) -> Iterator[tuple[str, str]]:
    yield "background-color", colour(style.get("backgroundColor"))
    yield "vertical-align", _VERTICAL.get(style.get("contentAlignment", ""), "")
    for side in _SIDES:
        if f"padding{side}" in style:
            yield f"padding-{side.lower()}", points(style[f"padding{side}"])
        border = style.get(f"border{side}")
        if border is not None:
            width = border.get("width", {}).get("magnitude", 0)
            yield f"border-{side.lower()}", line(border) if width else "0 none"


def named_css(tab: Tab) -> str:
    """A style sheet of the document's named styles: each as body text with what is its own."""
    told = {style["namedStyleType"]: style for style in tab.rest.get("namedStyles", {}).get("styles", ())}
    base = told.get("NORMAL_TEXT", {})
    rules = []
    for name, style in told.items():
        paragraph = {**base.get("paragraphStyle", {}), **style.get("paragraphStyle", {})}
        text = {**base.get("textStyle", {}), **style.get("textStyle", {})}
        rules.append(f".paper .{class_of(name)}{{{text_css(text)};{paragraph_css(paragraph)}}}")
    return "\n".join(rules)


def class_of(name: object) -> str:
    """The class of a named style."""
    return "s-" + re.sub(r"[^A-Z0-9_]", "", str(name))


def page_css(tab: Tab) -> str:
    """The paper's size and margins."""
    style = tab.style
    size = style.get("pageSize", {})
    wide = float(size.get("width", {}).get("magnitude", 612))
    high = float(size.get("height", {}).get("magnitude", 792))
    if style.get("flipPageOrientation"):
        wide, high = high, wide
    margins = " ".join(points(style.get(f"margin{side}", {"magnitude": 72})) for side in _SIDES)
    fill = colour(style.get("background", {}).get("color") and style.get("background"))
    return f"--wide:{wide:g}pt;--high:{high:g}pt;--margins:{margins}" + (f";background:{fill}" if fill else "")
