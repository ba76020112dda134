# ruff: noqa: A002, D102, FBT001, N802, N803 - requests and their parts have the API's names
"""A document as one long list of UTF-16 units, to which requests are applied: a second opinion on indices.

Each index is one item of the list: a unit of text, or the edge of a table, row or cell. What the Docs API says of
indices holds by itself then. Whatever the API would refuse is an AssertionError.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Json = dict[str, Any]
NEWLINE = ord("\n")


@dataclass(eq=False, slots=True)
class Unit:
    """A UTF-16 code unit with its look; a newline has its paragraph's, and how deep in a list it is (-1: in none)."""

    code: int
    text: Json = field(default_factory=dict)
    paragraph: Json = field(default_factory=dict)
    level: int = -1
    preset: str = ""


@dataclass(eq=False, slots=True)
class Edge:
    """Where a section, table, row or cell begins, or a table ends."""

    kind: str
    style: Json = field(default_factory=dict)
    table: Json = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Paragraph:
    """As read back: text, its runs with their looks, its own look, where it begins."""

    text: str
    runs: list[tuple[str, Json]]
    style: Json
    level: int
    preset: str
    start: int
    newline: Json

    @property
    def end(self) -> int:
        """Where its newline stands."""
        return self.start + len(self.text.encode("utf-16-le")) // 2


@dataclass(eq=False, slots=True)
class Grid:
    """A table as read back: its rows of cells, each with its look and paragraphs."""

    rows: list[list[tuple[Json, list[Paragraph]]]]
    about: Json
    start: int


class Document:
    """Empty at first: a section, and one paragraph with nothing in it."""

    def __init__(self) -> None:
        self.body: list[Unit | Edge] = [Edge("section"), Unit(NEWLINE)]
        self.segments: dict[str, list[Unit | Edge]] = {}
        self.names: list[list[Any]] = []
        self.style: Json = {}
        self.items = self.body

    def apply(self, requests: Iterable[Json]) -> None:
        """All requests, in order."""
        for request in requests:
            ((name, body),) = request.items()
            getattr(self, name)(**body)

    # Requests, by their names in the API.

    def insertText(self, location: Json, text: str) -> None:
        at = self._at(location)
        here = self.items[at]
        assert isinstance(here, Unit), "text goes into a paragraph"
        before = self.items[at - 1] if at else None
        look = before.text if isinstance(before, Unit) and before.code != NEWLINE else here.text
        end = self._paragraph_end(at)
        codes = text.encode("utf-16-le")
        units: list[Unit | Edge] = [
            Unit(int.from_bytes(codes[i : i + 2], "little"), dict(look), dict(end.paragraph), end.level, end.preset)
            for i in range(0, len(codes), 2)
        ]
        self._insert(at, units)

    def insertTable(self, location: Json, rows: int, columns: int) -> None:
        at = self._at(location)
        assert isinstance(self.items[at], Unit), "a table goes into a paragraph"
        end = self._paragraph_end(at)
        new: list[Unit | Edge] = [Unit(NEWLINE, {}, dict(end.paragraph), end.level, end.preset), Edge("table")]
        for _ in range(rows):
            new += self._row(columns)
        self._insert(at, [*new, Edge("end")])

    def insertTableRow(self, tableCellLocation: Json, insertBelow: bool) -> None:
        table = self._at(tableCellLocation["tableStartLocation"])
        rows = self._rows(table)
        start, end = rows[tableCellLocation["rowIndex"]]
        cells = [item for item in self.items[start:end] if isinstance(item, Edge) and item.kind == "cell"]
        self._insert(end if insertBelow else start, self._row(len(cells), [dict(cell.style) for cell in cells]))

    def createParagraphBullets(self, range: Json, bulletPreset: str) -> None:
        start, end = self._span(range)
        for newline in list(self._newlines(start, end))[::-1]:
            first = self._paragraph_start(newline)
            tabs = 0
            while isinstance(unit := self.items[first], Unit) and unit.code == ord("\t"):
                del self.items[first]
                self._moved(first, -1)
                tabs += 1
            item = self.items[newline - tabs]
            assert isinstance(item, Unit)
            item.level, item.preset = tabs, bulletPreset

    def deleteParagraphBullets(self, range: Json) -> None:
        for at in self._newlines(*self._span(range)):
            item = self.items[at]
            assert isinstance(item, Unit)
            item.level, item.preset = -1, ""

    def updateTextStyle(self, range: Json, textStyle: Json, fields: str) -> None:
        start, end = self._span(range)
        for item in self.items[start:end]:
            if isinstance(item, Unit):
                _merge(item.text, textStyle, fields)

    def updateParagraphStyle(self, range: Json, paragraphStyle: Json, fields: str) -> None:
        for at in self._newlines(*self._span(range)):
            item = self.items[at]
            assert isinstance(item, Unit)
            _merge(item.paragraph, paragraphStyle, fields)

    def updateTableColumnProperties(
        self,
        tableStartLocation: Json,
        columnIndices: list[int],
        tableColumnProperties: Json,
        fields: str,
    ) -> None:
        table = self._table(tableStartLocation)
        for number in columnIndices:
            _merge(table.table.setdefault("columns", {}).setdefault(number, {}), tableColumnProperties, fields)

    def updateTableRowStyle(self, tableStartLocation: Json, tableRowStyle: Json, fields: str) -> None:
        _merge(self._table(tableStartLocation).table.setdefault("rows", {}), tableRowStyle, fields)

    def pinTableHeaderRows(self, tableStartLocation: Json, pinnedHeaderRowsCount: int) -> None:
        table = self._table(tableStartLocation)
        assert pinnedHeaderRowsCount <= len(self._rows(self.items.index(table)))
        table.table["pinned"] = pinnedHeaderRowsCount

    def updateTableCellStyle(
        self,
        tableCellStyle: Json,
        fields: str,
        tableStartLocation: Json | None = None,
        tableRange: Json | None = None,
    ) -> None:
        assert (tableStartLocation is None) != (tableRange is None), "one of both says where"
        where = tableStartLocation or (tableRange or {})["tableCellLocation"]["tableStartLocation"]
        grid = self._cells(self._at(where))
        rows, columns = range(len(grid)), range(len(grid[0]))
        if tableRange:
            first = tableRange["tableCellLocation"]
            rows = range(first["rowIndex"], first["rowIndex"] + tableRange["rowSpan"])
            columns = range(first["columnIndex"], first["columnIndex"] + tableRange["columnSpan"])
        for row in rows:
            for column in columns:
                _merge(grid[row][column].style, tableCellStyle, fields)

    def createNamedRange(self, name: str, range: Json) -> None:
        start, end = self._span(range)
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 256
        self.names.append([name, start, end])

    def updateDocumentStyle(self, documentStyle: Json, fields: str) -> None:
        _merge(self.style, documentStyle, fields)

    def createHeader(self, type: str) -> None:
        assert type == "DEFAULT"
        self.segments["{header}"] = [Unit(NEWLINE)]

    def createFooter(self, type: str) -> None:
        assert type == "DEFAULT"
        self.segments["{footer}"] = [Unit(NEWLINE)]

    # Reading back.

    def read(self, segment: str = "") -> list[Paragraph | Grid]:
        """Paragraphs and tables, in order."""
        items = self.segments[segment] if segment else self.body
        out: list[Paragraph | Grid] = []
        grid: Grid | None = None
        open_: list[Unit] = []
        for at, item in enumerate(items):
            if isinstance(item, Unit):
                open_.append(item)
                if item.code == NEWLINE:
                    (grid.rows[-1][-1][1] if grid else out).append(_paragraph(open_, at - len(open_) + 1))
                    open_ = []
            elif item.kind == "table":
                grid = Grid([], deepcopy(item.table), at)
            elif item.kind == "row" and grid:
                grid.rows.append([])
            elif item.kind == "cell" and grid:
                grid.rows[-1].append((dict(item.style), []))
            elif item.kind == "end" and grid:
                out.append(grid)
                grid = None
        return out

    # Places.

    def _at(self, location: Json) -> int:
        self.items = self.segments[location["segmentId"]] if "segmentId" in location else self.body
        at: int = location["index"]
        assert 0 <= at < len(self.items), f"{at} is outside"
        here, before = self.items[at], self.items[at - 1] if at else None
        assert not (isinstance(here, Unit) and 0xDC00 <= here.code < 0xE000), "half a character"
        del before
        return at

    def _span(self, span: Json) -> tuple[int, int]:
        start, end = span["startIndex"], span["endIndex"]
        assert start < end, "a range has a length"
        self._at({**span, "index": start})
        assert end <= len(self.items)
        if end < len(self.items):
            self._at({**span, "index": end})
        return start, end

    def _table(self, location: Json) -> Edge:
        item = self.items[self._at(location)]
        assert isinstance(item, Edge)
        assert item.kind == "table", "no table starts here"
        return item

    def _rows(self, table: int) -> list[tuple[int, int]]:
        edges = [table + 1]
        at = table + 1
        while True:
            at += 1
            item = self.items[at]
            if isinstance(item, Edge) and item.kind in ("row", "end"):
                edges.append(at)
                if item.kind == "end":
                    return list(pairwise(edges))

    def _cells(self, table: int) -> list[list[Edge]]:
        return [
            [item for item in self.items[start:end] if isinstance(item, Edge) and item.kind == "cell"]
            for start, end in self._rows(table)
        ]

    def _row(self, columns: int, styles: Sequence[Json] = ()) -> list[Unit | Edge]:
        out: list[Unit | Edge] = [Edge("row")]
        for number in range(columns):
            out += [Edge("cell", styles[number] if styles else {}), Unit(NEWLINE)]
        return out

    def _newlines(self, start: int, end: int) -> Iterator[int]:
        """The newlines of all paragraphs that a range touches."""
        last = end - 1
        while not (isinstance(item := self.items[last], Unit) and item.code == NEWLINE) and isinstance(item, Unit):
            last += 1
        for at in range(start, last + 1):
            item = self.items[at]
            if isinstance(item, Unit) and item.code == NEWLINE:
                yield at

    def _paragraph_start(self, at: int) -> int:
        while at and isinstance(item := self.items[at - 1], Unit) and item.code != NEWLINE:
            at -= 1
        return at

    def _paragraph_end(self, at: int) -> Unit:
        while True:
            item = self.items[at]
            assert isinstance(item, Unit)
            if item.code == NEWLINE:
                return item
            at += 1

    def _insert(self, at: int, new: Sequence[Unit | Edge]) -> None:
        self.items[at:at] = new
        self._moved(at, len(new))

    def _moved(self, at: int, by: int) -> None:
        if self.items is self.body:
            for name in self.names:
                name[1] += by if name[1] >= at else 0
                name[2] += by if name[2] > at else 0


def _merge(into: Json, style: Json, fields: str) -> None:
    """What the mask names is set, and unset where the style does not say it; the rest stays."""
    named = fields.split(",")
    assert set(style) <= set(named), "the mask leaves out what the style says"
    for name in named:
        if name in style:
            into[name] = style[name]
        else:
            into.pop(name, None)


def _paragraph(units: list[Unit], start: int) -> Paragraph:
    newline = units[-1]
    runs: list[tuple[list[Unit], Json]] = []
    for unit in units[:-1]:
        if runs and runs[-1][1] == unit.text:
            runs[-1][0].append(unit)
        else:
            runs.append(([unit], dict(unit.text)))
    told = [(_text(part), look) for part, look in runs]
    return Paragraph(
        _text(units[:-1]), told, dict(newline.paragraph), newline.level, newline.preset, start, dict(newline.text)
    )


def _text(units: Sequence[Unit]) -> str:
    return b"".join(unit.code.to_bytes(2, "little") for unit in units).decode("utf-16-le")
