"""What a document looks like: the theme's colours, sizes and fonts as styles of the API, made once a theme."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mapdocs.writers.gdocs.wire import Json, colour, points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.assets import Theme
    from mapdocs.layout import Layout

PAPERS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Points."""
POINTS_PER_MM = 72 / 25.4
TEXT_FIELDS = "weightedFontFamily,fontSize,foregroundColor,bold,italic,strikethrough,underline,backgroundColor,link"
"""What text has of ours: named in the base, so that nothing else is left of what stood there."""
PARAGRAPH_FIELDS = (
    "namedStyleType,alignment,direction,indentStart,indentFirstLine,lineSpacing,spaceAbove,spaceBelow,keepWithNext,"
    "shading,borderTop,borderBottom,borderLeft,borderRight"
)
_LINE, _HALF = 115.0, 2
_CODE = "Roboto Mono"
_SIGNS = {
    "\u25cf": "done",
    "\u25d0": "accent",
    "\u25b2": "attention",
    "\u25a0": "attention",
    "\u25c7": "attention",
    "\u25cb": "muted",
    "\u2715": "muted",
}

Style = tuple[Json, str]
"""A style with its fields."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Styles by name. `paragraphs`, `texts`: by a paragraph's style; `tones`: by a run's; `signs`: by shape.

    `text`, `paragraph`: what all have in common; `small`: in tables. `width`: points between the margins.
    `tables`: the cells of each kind of table; `head`, `cells`: what a cell's fill makes of its text; `aligned`: by a
    cell's alignment; `made`: further ones, kept so that equal styles are the same one.
    """

    rtl: bool
    width: float
    colours: Mapping[str, str]
    text: Style
    small: Style
    paragraph: Style
    paragraphs: Mapping[str, Style]
    texts: Mapping[str, Style]
    tones: Mapping[str, Style]
    signs: Mapping[str, Style]
    head: Mapping[str, Style]
    cells: Mapping[str, Style]
    aligned: Mapping[str, Style]
    tables: Mapping[str, Style]
    made: dict[object, Style] = field(default_factory=dict)


def look_of(theme: Theme, layout: Layout) -> Look:
    """The theme's look on the layout's paper and in its direction."""
    colours = dict(theme.colours)
    width, _ = PAPERS.get(layout.paper, PAPERS["A4"])
    sizes = {name: round(float(size) * _HALF) / _HALF for name, size in theme.sizes.items()}
    rtl = layout.direction == "rtl"
    return Look(
        rtl=rtl,
        width=width - (layout.margins[1] + layout.margins[3]) * POINTS_PER_MM,
        colours=colours,
        text=(_face(theme.fonts["body"], sizes["body"], colours["ink"]), TEXT_FIELDS),
        small=_sized(sizes["small"]),
        paragraph=_base(rtl=rtl),
        paragraphs=_paragraphs(colours, rtl=rtl),
        texts=_texts(theme.fonts["heading"], sizes, colours),
        tones=_tones(colours),
        signs={sign: _coloured(colours[name]) for sign, name in _SIGNS.items()},
        head={"accent": _head(colours["paper"]), "band": _head(colours["ink"]), "": _head(colours["ink"])},
        cells=_cell_texts(colours),
        aligned={name: _styled({"alignment": name.upper()}) for name in ("end", "center")},
        tables=_tables(colours),
    )


def _face(font: str, size: float, ink: str) -> Json:
    return {
        "weightedFontFamily": {"fontFamily": font},
        "fontSize": points(size),
        "foregroundColor": colour(ink),
    }


def _styled(style: Json) -> Style:
    return style, ",".join(style)


def _sized(size: float) -> Style:
    return _styled({"fontSize": points(size)})


def _coloured(ink: str) -> Style:
    return _styled({"foregroundColor": colour(ink)})


def _head(ink: str) -> Style:
    return _styled({"bold": True, "foregroundColor": colour(ink)})


def _base(*, rtl: bool) -> Style:
    style = {
        "namedStyleType": "NORMAL_TEXT",
        "direction": "RIGHT_TO_LEFT" if rtl else "LEFT_TO_RIGHT",
        "lineSpacing": _LINE,
        "spaceAbove": points(0),
        "spaceBelow": points(0),
    }
    return style, PARAGRAPH_FIELDS


def _paragraphs(colours: Mapping[str, str], *, rtl: bool) -> dict[str, Style]:
    """By what a paragraph is outside of tables."""
    start = "borderRight" if rtl else "borderLeft"
    band = {"shading": {"backgroundColor": colour(colours["band"])}}
    box = {
        "borderTop": _border(colours["band"], 1, 2),
        "borderBottom": _border(colours["band"], 1, 2),
        start: _border(colours["accent"], 2.25, 6),
    }
    return {
        "title": _stands("TITLE", 0, 2, {}),
        "subtitle": _stands("SUBTITLE", 0, 8, {}),
        "h1": _stands("HEADING_1", 12, 4, {"keepWithNext": True}),
        "h2": _stands("HEADING_2", 12, 4, {"keepWithNext": True}),
        "band": _stands("HEADING_2", 12, 5, {"keepWithNext": True, **band, **box}),
        "h3": _stands("HEADING_3", 8, 3, {"keepWithNext": True}),
        "objective": _stands("", 6, 6, {start: _border(colours["accent"], 2.25, 8)}),
        "purpose": _stands("", 0, 4, {"keepWithNext": True}),
        "callout": _stands("", 6, 6, {**band, **box}),
        "text": _stands("", 0, 4, {}),
        "note": _stands("", 0, 3, {}),
        "muted": _stands("", 0, 4, {}),
        "list": _stands("", 0, 2, {}),
        "numbered": _stands("", 0, 2, {}),
        "rule": _stands("", 4, 4, {"borderBottom": _border(colours["rule"], 0.75, 1)}),
        "gap": _styled({"lineSpacing": 100.0}),
    }


def _stands(named: str, above: float, below: float, more: Json) -> Style:
    style: Json = {"namedStyleType": named} if named else {}
    if above:
        style["spaceAbove"] = points(above)
    if below:
        style["spaceBelow"] = points(below)
    return _styled(style | more)


def _border(ink: str, width: float, padding: float) -> Json:
    return {"color": colour(ink), "width": points(width), "padding": points(padding), "dashStyle": "SOLID"}


def _texts(font: str, sizes: Mapping[str, float], colours: Mapping[str, str]) -> dict[str, Style]:
    """By what a paragraph is; in tables only those of `IN_CELLS`."""

    def heading(size: float, ink: str) -> Style:
        return _styled({**_face(font, size, colours[ink]), "bold": True})

    return {
        "title": heading(sizes["title"], "ink"),
        "subtitle": _styled({"fontSize": points(sizes["body"] + 2), "foregroundColor": colour(colours["muted"])}),
        "h1": heading(round(sizes["h1"] * 0.85), "accent"),
        "h2": heading(sizes["h2"], "ink"),
        "band": heading(sizes["h2"] + 1, "ink"),
        "h3": heading(sizes["h3"], "ink"),
        "objective": _styled({"fontSize": points(sizes["body"] + 2.5)}),
        "note": _styled({"fontSize": points(sizes["small"]), "foregroundColor": colour(colours["muted"])}),
        "muted": _coloured(colours["muted"]),
        "gap": _sized(4),
        "rule": _sized(4),
    }


def _tones(colours: Mapping[str, str]) -> dict[str, Style]:
    muted = {"foregroundColor": colour(colours["muted"])}
    return {
        "strong": _styled({"bold": True}),
        "em": _styled({"italic": True}),
        "muted": _styled({"bold": False, **muted}),
        "tag": _styled({"italic": True, **muted}),
        "was": _styled({"strikethrough": True, **muted}),
        "code": _styled({"weightedFontFamily": {"fontFamily": _CODE}}),
        "mark": _styled({"bold": True, "backgroundColor": colour(colours["band"])}),
        "attention": _styled({"bold": True, "foregroundColor": colour(colours["attention"])}),
    }


def _cell_texts(colours: Mapping[str, str]) -> dict[str, Style]:
    """What shades of a timeline do to the shapes in them, and what notes look like in cells."""
    return {
        "note": _coloured(colours["muted"]),
        "accent": _coloured(colours["paper"]),
        "bar": _coloured(colours["accent"]),
    }


def _tables(colours: Mapping[str, str]) -> dict[str, Style]:
    """Rules between rows, none between columns; a timeline is a grid; facts have no rules at all."""
    none, rule = _edge(colours["paper"], 0), _edge(colours["rule"], 0.5)
    return {
        "rows": _cell(rule, none, 2.5, 3),
        "facts": _cell(none, none, 1.5, 2),
        "timeline": _cell(rule, rule, 1, 2),
    }


def _cell(across: Json, down: Json, above: float, beside: float) -> Style:
    return _styled(
        {
            "borderTop": across,
            "borderBottom": across,
            "borderLeft": down,
            "borderRight": down,
            "paddingTop": points(above),
            "paddingBottom": points(above),
            "paddingLeft": points(beside),
            "paddingRight": points(beside),
            "contentAlignment": "TOP",
        }
    )


def _edge(ink: str, width: float) -> Json:
    return {"color": colour(ink), "width": points(width), "dashStyle": "SOLID"}


def link_style(look: Look, address: str) -> Style:
    """A link has its own colour: it is set with it, or the editor would choose."""
    style: dict[str, Any] = {
        "link": {"url": address},
        "foregroundColor": colour(look.colours["accent"]),
        "underline": True,
    }
    return style, ",".join(style)
