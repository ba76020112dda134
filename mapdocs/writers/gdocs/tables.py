"""What a table looks like: widths, repeated heads, rows that never split, fills, rules instead of boxes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mapdocs.writers.gdocs.wire import colour, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.layout import Cell, Table
    from mapdocs.writers.gdocs.look import Look
    from mapdocs.writers.gdocs.places import TablePlace
    from mapdocs.writers.gdocs.wire import Request, Where

_LEAST_WIDTH = 5.0


class Area(NamedTuple):
    """A rectangle of cells with one fill."""

    row: int
    column: int
    rows: int
    columns: int
    fill: str


def table_styles(found: TablePlace, look: Look, where: Where) -> Iterator[Request]:
    """A new table's looks, text apart."""
    table, start = found.table, where.at(found.start)
    yield from _widths(table, look, start)
    yield {
        "updateTableRowStyle": {
            "tableStartLocation": start,
            "tableRowStyle": {"preventOverflow": True},
            "fields": "preventOverflow",
        }
    }
    if table.heads:
        yield {"pinTableHeaderRows": {"tableStartLocation": start, "pinnedHeaderRowsCount": table.heads}}
    style, fields = look.tables[table.kind]
    yield {"updateTableCellStyle": {"tableStartLocation": start, "tableCellStyle": style, "fields": fields}}
    for area in areas([row.cells for row in table.rows]):
        yield filled(area, found.start, look, where)


def _widths(table: Table, look: Look, start: dict[str, object]) -> Iterator[Request]:
    """Columns of one width together."""
    for width in dict.fromkeys(table.widths):
        numbers = [number for number, other in enumerate(table.widths) if other == width]
        wide = points(max(_LEAST_WIDTH, look.width * width / 100))
        yield {
            "updateTableColumnProperties": {
                "tableStartLocation": start,
                "columnIndices": numbers,
                "tableColumnProperties": {"widthType": "FIXED_WIDTH", "width": wide},
                "fields": "widthType,width",
            }
        }


def filled(area: Area, table: int, look: Look, where: Where) -> Request:
    """The background of some cells; a fill of no name is none."""
    ink = look.colours.get(area.fill, "")
    return {
        "updateTableCellStyle": {
            "tableRange": where.cells(table, area.row, area.column, area.rows, area.columns),
            "tableCellStyle": {"backgroundColor": colour(ink)},
            "fields": "backgroundColor",
        }
    }


def areas(rows: Sequence[Sequence[Cell]], first: int = 0) -> Iterator[Area]:
    """The fills of rows as few rectangles: neighbours in a row, and rows that are alike below each other."""
    spans = [tuple(_spans(row)) for row in rows]
    at = first
    for alike, group in groupby(spans):
        count = len(list(group))
        for column, columns, fill in alike:
            yield Area(at, column, count, columns, fill)
        at += count


def _spans(cells: Sequence[Cell]) -> Iterator[tuple[int, int, str]]:
    column = 0
    for fill, group in groupby(cell.fill for cell in cells):
        count = len(list(group))
        if fill:
            yield column, count, fill
        column += count
