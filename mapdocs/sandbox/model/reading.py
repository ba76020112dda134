"""The API's JSON -> a document: what `documents.get` answers, with tabs or without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.model.marks import put_stretch
from mapdocs.sandbox.model.tree import (
    NOTHING,
    OBJECT,
    TEXT,
    Block,
    Break,
    Cell,
    Content,
    Document,
    Json,
    Paragraph,
    Piece,
    Row,
    Segment,
    Tab,
    Table,
    cell,
    contents,
    row,
    table,
)
from mapdocs.utf16 import widen

SEGMENTS = {"headers": "headerId", "footers": "footerId", "footnotes": "footnoteId"}
_INDICES = frozenset({"startIndex", "endIndex"})
_OF_PIECE = frozenset(
    {"content", "textStyle", "suggestedInsertionIds", "suggestedDeletionIds", "suggestedTextStyleChanges"}
)
_OF_TAB = frozenset({"body", "documentStyle", "lists", "namedRanges", "commentAnchors", *SEGMENTS})


def read_document(said: Json, serial: int = 0) -> Document:
    """The document that an answer of `documents.get` tells of."""
    tabs = list(_tabs(said["tabs"])) if said.get("tabs") else [read_tab({"tabId": "t.0", "title": "Tab 1"}, said)]
    return Document(str(said.get("documentId", "")), str(said.get("title", "")), tuple(tabs), serial)


def _tabs(told: Iterable[Json]) -> Iterable[Tab]:
    for tab in told:
        yield read_tab(tab["tabProperties"], tab.get("documentTab", {}))
        yield from _tabs(tab.get("childTabs", ()))


def read_tab(properties: Json, said: Json) -> Tab:
    """One tab, from its properties and its documentTab."""
    segments = {"": Segment("", "body", _content(said.get("body", {}).get("content", ())))}
    for kind, name in SEGMENTS.items():
        for key, part in said.get(kind, {}).items():
            segments[key] = Segment(str(part.get(name, key)), kind, _content(part.get("content", ())))
    kept = {key: value for key, value in said.items() if key not in _OF_TAB and key in _KEPT}
    tab = Tab(dict(properties), segments, said.get("documentStyle", {}), said.get("lists", {}), kept)
    return _marked(tab, said)


_KEPT = frozenset({"namedStyles", "inlineObjects", "positionedObjects", "dropdownDefinitions"}) | {
    "suggestedDocumentStyleChanges",
    "suggestedNamedStylesChanges",
}


def _marked(tab: Tab, said: Json) -> Tab:
    """The tab with its named ranges and what its comments hang on."""
    for name, group in said.get("namedRanges", {}).items():
        for named in group.get("namedRanges", ()):
            for part, place in enumerate(named.get("ranges", ())):
                tab = _put(tab, place, named["namedRangeId"], name, part)
    for anchor, hung in said.get("commentAnchors", {}).items():
        for part, place in enumerate(hung.get("ranges", ())):
            tab = _put(tab, place, anchor, None, part)
    return tab


def _put(tab: Tab, place: Json, ident: str, name: str | None, part: int) -> Tab:
    segment = tab.segments[place.get("segmentId", "")]
    try:
        content = put_stretch(segment.content, place.get("startIndex", 0), place["endIndex"], (ident, name, part))
    except ApiError:
        return tab  # over no text: nothing that could be kept
    return tab.with_segment(replace(segment, content=content))


def _content(said: Iterable[Json]) -> Content:
    return tuple(_block(element) for element in said)


def _block(element: Json) -> Block:
    if "paragraph" in element:
        return _paragraph(element["paragraph"])
    if "table" in element:
        return _table(element["table"])
    if "sectionBreak" in element:
        told = element["sectionBreak"]
        return Break(told.get("sectionStyle", {}), _rest(told, {"sectionStyle"}))
    told = element.get("tableOfContents", {})
    return contents(_content(told.get("content", ())), _rest(told, {"content"}))


def _paragraph(said: Json) -> Paragraph:
    pieces = tuple(_piece(element) for element in said["elements"])
    length = sum(len(piece.text) for piece in pieces)
    rest = _rest(said, {"elements", "paragraphStyle", "bullet"})
    return Paragraph(pieces, length, said.get("paragraphStyle", {}), said.get("bullet"), (), rest)


def _piece(element: Json) -> Piece:
    kind, said = next((key, value) for key, value in element.items() if key not in _INDICES)
    length = element["endIndex"] - element.get("startIndex", 0) if kind == "equation" else 1
    return Piece(
        widen(said.get("content", "")) if kind == TEXT else OBJECT * length,
        said.get("textStyle", {} if kind == TEXT else None),
        kind,
        _rest(said, _OF_PIECE),
        tuple(said.get("suggestedInsertionIds", ())),
        tuple(said.get("suggestedDeletionIds", ())),
        said.get("suggestedTextStyleChanges", NOTHING),
    )


def _table(said: Json) -> Table:
    rows = tuple(_row(told) for told in said.get("tableRows", ()))
    rest = _rest(said, {"tableRows", "tableStyle", "rows", "columns"})
    return table(rows, said.get("columns", 0), said.get("tableStyle", {}), rest)


def _row(said: Json) -> Row:
    cells = tuple(_cell(told) for told in said.get("tableCells", ()))
    return row(cells, said.get("tableRowStyle", {}), _rest(said, {"tableCells", "tableRowStyle"} | _INDICES))


def _cell(said: Json) -> Cell:
    rest = _rest(said, {"content", "tableCellStyle"} | _INDICES)
    return cell(_content(said.get("content", ())), said.get("tableCellStyle", {}), rest)


def _rest(said: Mapping[str, Any], known: Iterable[str]) -> Json:
    """What is kept of an object beside what is understood of it."""
    kept = {key: value for key, value in said.items() if key not in known}
    return kept or NOTHING
