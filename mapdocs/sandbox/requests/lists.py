"""Bullets and numbers before paragraphs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.deleting import delete_range
from mapdocs.sandbox.model.places import each_paragraph, paragraphs
from mapdocs.sandbox.model.tree import Json, Paragraph
from mapdocs.sandbox.requests.draft import Draft, Reply, required

_LEVELS = 9
_SYMBOLS = {
    "BULLET_DISC_CIRCLE_SQUARE": "●○■",
    "BULLET_DIAMONDX_ARROW3D_SQUARE": "❖➢■",
    "BULLET_CHECKBOX": "☐☐☐",
    "BULLET_ARROW_DIAMOND_DISC": "➔◆●",
    "BULLET_STAR_CIRCLE_SQUARE": "★○■",
    "BULLET_ARROW3D_CIRCLE_SQUARE": "➢○■",
    "BULLET_LEFTTRIANGLE_DIAMOND_DISC": "◀◆●",
    "BULLET_DIAMONDX_HOLLOWDIAMOND_SQUARE": "❖◇■",
    "BULLET_DIAMOND_CIRCLE_SQUARE": "◆○■",
}
_NUMBERS = {
    "NUMBERED_DECIMAL_ALPHA_ROMAN": ("DECIMAL", "ALPHA", "ROMAN"),
    "NUMBERED_DECIMAL_ALPHA_ROMAN_PARENS": ("DECIMAL", "ALPHA", "ROMAN"),
    "NUMBERED_DECIMAL_NESTED": ("DECIMAL", "DECIMAL", "DECIMAL"),
    "NUMBERED_UPPERALPHA_ALPHA_ROMAN": ("UPPER_ALPHA", "ALPHA", "ROMAN"),
    "NUMBERED_UPPERROMAN_UPPERALPHA_DECIMAL": ("UPPER_ROMAN", "UPPER_ALPHA", "DECIMAL"),
    "NUMBERED_ZERODECIMAL_ALPHA_ROMAN": ("ZERO_DECIMAL", "ALPHA", "ROMAN"),
}


def create_bullets(draft: Draft, told: Json) -> Reply:
    """`createParagraphBullets`: tabs before a paragraph's text say how deep it is, and are taken out."""
    required(told, "range")
    where = told["range"]
    first, end = draft.range(where)
    preset = told.get("bulletPreset", "BULLET_DISC_CIRCLE_SQUARE")
    if preset not in _SYMBOLS and preset not in _NUMBERS:
        raise bad(f"The bullet preset {preset} is not one.")
    properties = list_properties(preset)
    ident = _list_before(draft, where, first, properties) or _new_list(draft, where, properties)

    def change(old: Paragraph, _start: int) -> Paragraph:
        depth = min(len(old.text) - len(old.text.lstrip("\t")), _LEVELS - 1)
        level = properties["nestingLevels"][depth]
        style = {**old.style, **{key: level[key] for key in ("indentFirstLine", "indentStart")}}
        nesting = {"nestingLevel": depth} if depth else {}
        return replace(old, style=style, bullet={"listId": ident, **nesting, "textStyle": {}})

    draft.change(where, lambda content: each_paragraph(content, 0, first, end, change))
    _without_tabs(draft, where, first, end)
    return {}


def _without_tabs(draft: Draft, where: Json, first: int, end: int) -> None:
    """The tabs before the texts of a range taken out, from its end to its beginning."""
    tabs = [
        (start, start + len(block.text) - len(block.text.lstrip("\t")))
        for block, start in paragraphs(draft.segment(where).content)
        if start < end and start + block.length > first and block.pieces[0].text.startswith("\t")
    ]
    content = draft.segment(where).content
    for start, stop in reversed(tabs):
        content = delete_range(content, start, stop)
    draft.put(where, content)


def delete_bullets(draft: Draft, told: Json) -> Reply:
    """`deleteParagraphBullets`: the indentation stays."""
    required(told, "range")
    where = told["range"]
    first, end = draft.range(where)

    def change(old: Paragraph, _start: int) -> Paragraph:
        if old.bullet is None:
            return old
        start = old.style.get("indentStart")
        style = {**old.style, "indentFirstLine": start} if start else old.style
        return replace(old, bullet=None, style=style)

    draft.change(where, lambda content: each_paragraph(content, 0, first, end, change))
    return {}


def _list_before(draft: Draft, where: Json, first: int, properties: Json) -> str:
    """The list of the paragraph before, where it is of the same kind."""
    before = None
    for block, start in paragraphs(draft.segment(where).content):
        if start + block.length > first:
            break
        before = block
    if before is None or before.bullet is None:
        return ""
    ident = str(before.bullet["listId"])
    return ident if draft.tab(where).lists.get(ident, {}).get("listProperties") == properties else ""


def _new_list(draft: Draft, where: Json, properties: Json) -> str:
    ident = draft.new_id()
    tab = draft.tab(where)
    draft.put_tab(replace(tab, lists={**tab.lists, ident: {"listProperties": properties}}))
    return ident


def list_properties(preset: str) -> dict[str, Any]:
    """A list's levels, as the API tells them."""
    return {"nestingLevels": [_level(preset, depth) for depth in range(_LEVELS)]}


def _level(preset: str, depth: int) -> dict[str, Any]:
    if preset in _SYMBOLS:
        glyph = {"glyphSymbol": _SYMBOLS[preset][depth % 3], "glyphFormat": f"%{depth}"}
    else:
        glyph = {"glyphType": _NUMBERS[preset][depth % 3], "glyphFormat": _format(preset, depth)}
    indents = {"indentFirstLine": _points(18 + 36 * depth), "indentStart": _points(36 + 36 * depth)}
    return {"bulletAlignment": "START", **glyph, **indents, "textStyle": {"underline": False}, "startNumber": 1}


def _format(preset: str, depth: int) -> str:
    if preset.endswith("NESTED"):
        return "".join(f"%{level}." for level in range(depth + 1))
    return f"%{depth})" if preset.endswith("PARENS") else f"%{depth}."


def _points(number: float) -> dict[str, Any]:
    return {"magnitude": number, "unit": "PT"}
