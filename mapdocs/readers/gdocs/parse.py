"""documents.get -> Doc: checked where a reader relies on it; most of it is looks, which nobody asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapdocs.problems import Problem, RemoteError, brief
from mapdocs.readers.gdocs.elements import OBJECT, deleted, inserted, read_elements, things_of, waits, words
from mapdocs.readers.gdocs.model import Content, Doc, Grid, GridCell, GridRow, Json, Other, Paragraph, Tab

_BROKEN = (KeyError, TypeError, AttributeError, ValueError, IndexError, RecursionError)
_HINT = "Try again; if it stays so, open the document in Google Docs and see whether it is whole."


def parse(document: Mapping[str, Any]) -> Doc:
    """A documents.get answer, with tabs or without; RemoteError with `bad-document` where it is not whole.

    What Google may add one day is carried as `Other` or `unknown`; what must be there and isn't is a fault.
    """
    try:
        tabs = tuple(_tabs(document["tabs"])) if document.get("tabs") else (_tab("", "", document),)
        title, name, revision = (words(document.get(key)) for key in ("title", "documentId", "revisionId"))
    except _BROKEN as error:
        raise broken(error) from None
    return Doc(name, title, revision, tabs)


def broken(error: Exception) -> RemoteError:
    """That Google's answer is not whole, and what was seen."""
    seen = type(error).__name__ if isinstance(error, RecursionError) else brief(error)
    return RemoteError(Problem("bad-document", f"Google's answer is no whole document ({seen}).", None, _HINT))


def _tabs(raws: list[Any]) -> Iterator[Tab]:
    """Every tab, each before its child tabs, as people see them."""
    for raw in raws:
        about = raw["tabProperties"]
        if raw.get("documentTab") is not None:
            yield _tab(about["tabId"], words(about.get("title")), raw["documentTab"])
        yield from _tabs(raw.get("childTabs") or [])


def _tab(name: str, title: str, raw: Json) -> Tab:
    if not isinstance(name, str):
        raise TypeError("a tab's id is no text")
    return Tab(name, title, segment(raw["body"]), raw)


def segment(raw: Json) -> Content:
    """The blocks of a body, header, footer or footnote."""
    return _content(raw["content"], 0)


def whole_segment(raw: Json) -> Content:
    """As `segment`, for what is read later: RemoteError where it is not whole."""
    try:
        return segment(raw)
    except _BROKEN as error:
        raise broken(error) from None


def _content(items: list[Any], at: int) -> Content:
    """Blocks that follow each other from index `at`; ValueError where their indices don't."""
    blocks: list[Paragraph | Grid | Other] = []
    parted = False
    for item in items:
        start, end = _place(item, at)
        at = end
        raw = item.get("paragraph")
        if raw is None:
            blocks.append(_table(item["table"], start, end) if item.get("table") else Other(start, end, _kind(item)))
            parted = False
            continue
        made = _paragraph(raw, start, end)
        if parted and isinstance(blocks[-1], Paragraph):
            blocks[-1] = _joined(blocks[-1], made)
        else:
            blocks.append(made)
        parted = made.pending and _ends_as_suggestion(raw)
    return tuple(blocks)


def _place(item: Json, at: int) -> tuple[int, int]:
    """Start and end; a start of 0 is left out by Google."""
    start, end = item.get("startIndex", 0), item["endIndex"]
    if type(start) is not int or type(end) is not int or start < at or end <= start:
        raise ValueError(f"indices {start!r} to {end!r} after {at}")
    return start, end


def _kind(item: Json) -> str:
    return next((name for name in item if name not in ("startIndex", "endIndex")), "")


def _paragraph(raw: Json, start: int, end: int) -> Paragraph:
    """A paragraph; nearly all are runs of text without suggestions, and are read without looking further."""
    if len(raw) > 2 and (waits(raw) or raw.get("positionedObjectIds")):  # noqa: PLR2004 - elements and style
        return _careful(raw, start, end)
    text = ""
    for item in raw["elements"]:
        run = item.get("textRun")
        if run is None or len(run) > 2:  # noqa: PLR2004 - content and style
            return _careful(raw, start, end)
        text += run["content"]
    if OBJECT in text:
        return _careful(raw, start, end)
    text = text.removesuffix("\n")
    return Paragraph(start, end, text, text, False, (), (raw,))  # noqa: FBT003 - named they would take longer


def _careful(raw: Json, start: int, end: int) -> Paragraph:
    found = read_elements(raw, start)
    text = "".join([element.text for element in found]).removesuffix("\n")
    accepted = "".join([element.accepted for element in found]).removesuffix("\n")
    pending = waits(raw) or any(element.waits for element in found)
    return Paragraph(start, end, text, accepted, pending, things_of(found, raw), (raw,))


def _ends_as_suggestion(raw: Json) -> bool:
    """Whether the line's end itself is only suggested, so that the next paragraph still belongs to this one."""
    last = raw["elements"][-1].get("textRun") if raw["elements"] else None
    return last is not None and inserted(last)


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two paragraphs that are one as long as nobody accepts the line's end between them."""
    accepted = "\n".join(text for text in (first.accepted, second.accepted) if text)
    things, raws = first.things + second.things, first.raws + second.raws
    text = first.text + second.text
    return Paragraph(first.start, second.end, text, accepted, pending=True, things=things, raws=raws)


def _table(raw: Json, start: int, end: int) -> Grid:
    rows, at, most, merged = [], start, 0, False
    for item in raw["tableRows"]:
        first, last = _place(item, at)
        at = last
        cells, inner = [], first
        for cell in item["tableCells"]:
            made = _cell(cell, inner)
            inner = made.end
            merged = merged or made.columns > 1 or made.rows > 1
            cells.append(made)
        most = max(most, len(cells))
        rows.append(GridRow(first, last, tuple(cells), _waiting(item)))
    if at > end:
        raise ValueError(f"a table that ends at {end} has a row that ends at {at}")
    return Grid(start, end, tuple(rows), most, merged, _waiting(raw))


def _cell(raw: Json, at: int) -> GridCell:
    start, end = _place(raw, at)
    style = raw.get("tableCellStyle")
    columns, rows = (style.get("columnSpan", 1), style.get("rowSpan", 1)) if style else (1, 1)
    if type(columns) is not int or type(rows) is not int:
        raise TypeError("a cell's span is no number")
    return GridCell(start, end, _content(raw["content"], start), columns, rows, _waiting(raw))


def _waiting(raw: Json) -> str:
    if inserted(raw):
        return "insert"
    return "delete" if deleted(raw) else ""
