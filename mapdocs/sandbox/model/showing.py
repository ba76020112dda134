"""A document -> the API's JSON, with every index computed anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mapdocs.sandbox.model.marks import Stretch, stretches
from mapdocs.sandbox.model.tree import (
    TEXT,
    Block,
    Cell,
    Content,
    Contents,
    Document,
    Json,
    Paragraph,
    Piece,
    Row,
    Segment,
    Tab,
    Table,
)
from mapdocs.utf16 import narrow

Out = dict[str, Any]
_ID = {"headers": "headerId", "footers": "footerId", "footnotes": "footnoteId"}


@dataclass(frozen=True, slots=True)
class Tongue:
    """How links inside the document are told: `tab` is the tab shown; `old` without tabs, as before there were any."""

    tab: str
    old: bool


def show_document(document: Document, *, tabs: bool) -> Out:
    """The answer of `documents.get` but for revision and view: all tabs, or the first one's parts at the top."""
    out: Out = {"title": document.title, "documentId": document.id}
    if tabs:
        return out | {"tabs": _nested(document.tabs)}
    old = len(document.tabs) == 1
    return out | show_tab(document.tabs[0], Tongue(document.tabs[0].id, old=old), ids=False)


def _nested(tabs: Iterable[Tab], parent: str = "") -> list[Out]:
    """The tabs under one tab, each with those under it."""
    tabs = tuple(tabs)
    out = []
    for tab in tabs:
        if tab.properties.get("parentTabId", "") != parent:
            continue
        told: Out = {"tabProperties": dict(tab.properties), "documentTab": show_tab(tab, Tongue(tab.id, old=False))}
        below = _nested(tabs, tab.id) if tab.id != parent else []
        out.append(told | ({"childTabs": below} if below else {}))
    return out


def show_tab(tab: Tab, tongue: Tongue, *, ids: bool = True) -> Out:
    """A documentTab. `ids`: ranges name their tab."""
    out: Out = {"body": {"content": _content(tab.segments[""].content, 0, tongue)}}
    for segment in tab.segments.values():
        if segment.id:
            told = {_ID[segment.kind]: segment.id, "content": _content(segment.content, 0, tongue)}
            out.setdefault(segment.kind, {})[segment.id] = told
    out["documentStyle"] = tab.style
    if tab.lists:
        out["lists"] = tab.lists
    out |= tab.rest
    return out | _hung(tab.segments, tab.id if ids else "")


def _hung(segments: Mapping[str, Segment], tab: str) -> Out:
    """Named ranges, and what comments hang on."""
    names: Out = {}
    anchors: Out = {}
    for segment in segments.values():
        for stretch in stretches(segment.content).values():
            place = range_of(stretch, segment.id, tab)
            if stretch.name is None:
                anchor = anchors.setdefault(stretch.id, {"anchorId": stretch.id, "ranges": []})
                anchor["ranges"].append(place)
                continue
            group = names.setdefault(stretch.name, {"name": stretch.name, "namedRanges": {}})["namedRanges"]
            told = group.setdefault(stretch.id, {"namedRangeId": stretch.id, "name": stretch.name, "ranges": []})
            told["ranges"].append(place)
    for group in names.values():
        group["namedRanges"] = list(group["namedRanges"].values())
    return ({"namedRanges": names} if names else {}) | ({"commentAnchors": anchors} if anchors else {})


def range_of(stretch: Stretch, segment: str, tab: str) -> Out:
    """A stretch as the API's Range."""
    out = _span(stretch.start, stretch.end)
    return out | ({"segmentId": segment} if segment else {}) | ({"tabId": tab} if tab else {})


def _span(start: int, end: int) -> Out:
    """Indices; a start of 0 is left out, as the API does."""
    return {"startIndex": start, "endIndex": end} if start else {"endIndex": end}


def _content(content: Content, base: int, tongue: Tongue) -> list[Out]:
    out = []
    start = base
    for block in content:
        end = start + block.length
        out.append(_span(start, end) | _block(block, start, tongue))
        start = end
    return out


def _block(block: Block, start: int, tongue: Tongue) -> Out:
    if isinstance(block, Paragraph):
        return {"paragraph": _paragraph(block, start, tongue)}
    if isinstance(block, Table):
        return {"table": _table(block, start, tongue)}
    if isinstance(block, Contents):
        return {"tableOfContents": {"content": _content(block.content, start + 1, tongue)} | dict(block.rest)}
    return {"sectionBreak": {"sectionStyle": block.style, **block.rest}}


def _paragraph(block: Paragraph, start: int, tongue: Tongue) -> Out:
    elements = []
    for piece in block.pieces:
        end = start + len(piece.text)
        elements.append(_span(start, end) | {piece.kind: _piece(piece, tongue)})
        start = end
    out: Out = {"elements": elements, "paragraphStyle": block.style}
    if block.bullet is not None:
        out["bullet"] = block.bullet
    return {**out, **block.rest} if block.rest else out


def _piece(piece: Piece, tongue: Tongue) -> Out:
    out: Out = dict(piece.body) if piece.body else {}
    if piece.kind == TEXT:
        out["content"] = narrow(piece.text)
    if piece.style is not None:
        out["textStyle"] = _linked(piece.style, tongue) if "link" in piece.style else piece.style
    if piece.inserted:
        out["suggestedInsertionIds"] = list(piece.inserted)
    if piece.deleted:
        out["suggestedDeletionIds"] = list(piece.deleted)
    if piece.restyled:
        out["suggestedTextStyleChanges"] = piece.restyled
    return out


def _linked(style: Json, tongue: Tongue) -> Json:
    """A style whose link to a heading or bookmark is told in the words of the answer asked for."""
    link = style["link"]
    for old, new in (("headingId", "heading"), ("bookmarkId", "bookmark")):
        if old in link and not tongue.old:
            return {**style, "link": {new: {"id": link[old], "tabId": tongue.tab}}}
        if new in link and tongue.old:
            return {**style, "link": {old: link[new]["id"]}}
    return style


def _table(block: Table, start: int, tongue: Tongue) -> Out:
    rows = list(_rows(block.rows, start + 1, tongue))
    out: Out = {"rows": len(block.rows), "columns": block.columns, "tableRows": rows, "tableStyle": block.style}
    return {**out, **block.rest} if block.rest else out


def _rows(rows: Iterable[Row], start: int, tongue: Tongue) -> Iterator[Out]:
    for row in rows:
        end = start + row.length
        out = {
            **_span(start, end),
            "tableCells": list(_cells(row.cells, start + 1, tongue)),
            "tableRowStyle": row.style,
        }
        yield {**out, **row.rest} if row.rest else out
        start = end


def _cells(cells: Iterable[Cell], start: int, tongue: Tongue) -> Iterator[Out]:
    for cell in cells:
        end = start + cell.length
        content = _content(cell.content, start + 1, tongue)
        out = {**_span(start, end), "content": content, "tableCellStyle": cell.style}
        yield {**out, **cell.rest} if cell.rest else out
        start = end
