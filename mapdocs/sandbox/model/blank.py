"""A document with nothing in it: page, margins and named styles as a real new document has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapdocs.sandbox.model.tree import Break, Document, Json, Piece, Segment, Tab, paragraph


def _points(number: float) -> dict[str, Any]:
    return {"magnitude": number, "unit": "PT"} if number else {"unit": "PT"}


def _grey(share: float) -> dict[str, Any]:
    return {"color": {"rgbColor": {"red": share, "green": share, "blue": share} if share else {}}}


_LINE = {"color": {}, "width": {"unit": "PT"}, "padding": {"unit": "PT"}, "dashStyle": "SOLID"}
_FAMILY = {"fontFamily": "Arial", "weight": 400}
_NORMAL = {
    "namedStyleType": "NORMAL_TEXT",
    "textStyle": {
        **dict.fromkeys(("bold", "italic", "underline", "strikethrough", "smallCaps"), False),
        "backgroundColor": {},
        "foregroundColor": _grey(0),
        "fontSize": _points(11),
        "weightedFontFamily": _FAMILY,
        "baselineOffset": "NONE",
    },
    "paragraphStyle": {
        "namedStyleType": "NORMAL_TEXT",
        "alignment": "START",
        "lineSpacing": 115,
        "direction": "LEFT_TO_RIGHT",
        "spacingMode": "COLLAPSE_LISTS",
        "spaceAbove": _points(0),
        "spaceBelow": _points(0),
        **dict.fromkeys(("borderBetween", "borderTop", "borderBottom", "borderLeft", "borderRight"), _LINE),
        "indentFirstLine": _points(0),
        "indentStart": _points(0),
        "indentEnd": _points(0),
        "keepLinesTogether": False,
        "keepWithNext": False,
        "avoidWidowAndOrphan": True,
        "shading": {"backgroundColor": {}},
        "pageBreakBefore": False,
    },
}


def _heading(name: str, size: float, above: float, below: float, **look: object) -> dict[str, Any]:
    style = {
        "namedStyleType": "NORMAL_TEXT",
        "direction": "LEFT_TO_RIGHT",
        "spaceAbove": _points(above),
        "spaceBelow": _points(below),
        "keepLinesTogether": True,
        "keepWithNext": True,
        "pageBreakBefore": False,
    }
    return {"namedStyleType": name, "textStyle": {**look, "fontSize": _points(size)}, "paragraphStyle": style}


NAMED_STYLES: Json = {
    "styles": [
        _NORMAL,
        _heading("HEADING_1", 20, 20, 6),
        _heading("HEADING_2", 16, 18, 6, bold=False),
        _heading("HEADING_3", 14, 16, 4, bold=False, foregroundColor=_grey(0.2627451)),
        _heading("HEADING_4", 12, 14, 4, foregroundColor=_grey(0.4)),
        _heading("HEADING_5", 11, 12, 4, foregroundColor=_grey(0.4)),
        _heading("HEADING_6", 11, 12, 4, italic=True, foregroundColor=_grey(0.4)),
        _heading("TITLE", 26, 0, 3),
        _heading("SUBTITLE", 15, 0, 16, italic=False, foregroundColor=_grey(0.4), weightedFontFamily=_FAMILY),
    ]
}
DOCUMENT_STYLE: Json = {
    "background": {"color": {}},
    "pageNumberStart": 1,
    **dict.fromkeys(("marginTop", "marginBottom", "marginRight", "marginLeft"), _points(72)),
    "pageSize": {"height": _points(792), "width": _points(612)},
    "marginHeader": _points(36),
    "marginFooter": _points(36),
    "useCustomHeaderFooterMargins": True,
    "documentFormat": {"documentMode": "PAGES"},
}
_SECTION: Json = {
    "columnSeparatorStyle": "NONE",
    "contentDirection": "LEFT_TO_RIGHT",
    "sectionType": "CONTINUOUS",
}


def blank_tab(properties: Mapping[str, Any]) -> Tab:
    """A tab with one empty paragraph."""
    plain = {"namedStyleType": "NORMAL_TEXT", "direction": "LEFT_TO_RIGHT"}
    body = Segment("", "body", (Break(_SECTION), paragraph((Piece("\n", {}),), plain)))
    return Tab(dict(properties), {"": body}, DOCUMENT_STYLE, {}, {"namedStyles": NAMED_STYLES})


def blank_document(ident: str, title: str) -> Document:
    """A new document."""
    return Document(ident, title, (blank_tab({"tabId": "t.0", "title": "Tab 1", "index": 0}),))
