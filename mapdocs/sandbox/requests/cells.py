"""Cells: merged and unmerged, and the looks of cells, rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.spans import Area, merged
from mapdocs.sandbox.model.tree import Block, Cell, Json, Paragraph, Row, Table, cell, row, table
from mapdocs.sandbox.requests.draft import Draft, Reply, required
from mapdocs.sandbox.requests.styles import kept_value
from mapdocs.sandbox.requests.tables import CELL_STYLE, change_table, empty_cell, located, table_at
from mapdocs.sandbox.schema import masked, read_mask

_NARROWEST = 5
_SIDES = {"borderRight": (0, 1, "borderLeft"), "borderLeft": (0, -1, "borderRight")} | {
    "borderBottom": (1, 0, "borderTop"),
    "borderTop": (-1, 0, "borderBottom"),
}
"""A border -> the cell on its other side, and what the border is called there, in the order that they are set in."""


def _area(draft: Draft, told: Json) -> tuple[Json, Area]:
    """The table and the cells that a TableRange names."""
    required(told, "tableCellLocation")
    where = told["tableCellLocation"]
    required(where, "tableStartLocation")
    found = table_at(draft, where["tableStartLocation"])
    at, column = located(where, found)
    area = Area(at, column, told.get("rowSpan", 1), told.get("columnSpan", 1))
    fits = area.row + area.rows <= len(found.rows) and area.column + area.columns <= found.columns
    if area.rows < 1 or area.columns < 1 or not fits:
        raise bad("The table range reaches beyond the table.")
    return where["tableStartLocation"], area


def merge(draft: Draft, told: Json) -> Reply:
    """`mergeTableCells`: the first cell takes all texts, the others stay and are empty."""
    required(told, "tableRange")
    start, area = _area(draft, told["tableRange"])

    def change(old: Table) -> Table:
        for other in merged(old):
            inside = [area.holds(*spot) for spot in other.spots()]
            if any(inside) and not all(inside):
                raise bad("The range is not a rectangle: it covers part of cells that are merged.")
        taken = [old.rows[at].cells[column] for at, column in area.spots()]
        head = _filled(taken, area)
        new = {spot: empty_cell(old.rows[spot[0]].cells[spot[1]]) for spot in area.spots()}
        return _with_cells(old, new | {(area.row, area.column): head})

    change_table(draft, start, change)
    return {}


def _filled(taken: Sequence[Cell], area: Area) -> Cell:
    """The head of merged cells: with every paragraph that holds something, or one that is empty."""
    content: list[Block] = [block for place in taken for block in place.content if _says(block)]
    if not content or not isinstance(content[-1], Paragraph):
        content.append(taken[-1].content[-1])
    spans = {"rowSpan": area.rows, "columnSpan": area.columns}
    return cell(tuple(content), {**taken[0].style, **spans}, taken[0].rest)


def _says(block: Block) -> bool:
    return not isinstance(block, Paragraph) or block.length > 1


def unmerge(draft: Draft, told: Json) -> Reply:
    """`unmergeTableCells`: the text stays in the first cell."""
    required(told, "tableRange")
    start, area = _area(draft, told["tableRange"])

    def change(old: Table) -> Table:
        single: dict[tuple[int, int], Cell] = {}
        for other in merged(old):
            if any(area.holds(*spot) for spot in other.spots()):
                head = old.rows[other.row].cells[other.column]
                single[other.row, other.column] = replace(head, style={**head.style, "rowSpan": 1, "columnSpan": 1})
        return _with_cells(old, single)

    change_table(draft, start, change)
    return {}


def _with_cells(old: Table, new: dict[tuple[int, int], Cell]) -> Table:
    rows = list(old.rows)
    for number in {at for at, _ in new}:
        line = rows[number]
        cells = tuple(new.get((number, column), place) for column, place in enumerate(line.cells))
        rows[number] = row(cells, line.style, line.rest)
    return table(tuple(rows), old.columns, old.style, old.rest)


# ---------------------------------------------------------------- looks


def update_cells(draft: Draft, told: Json) -> Reply:
    """`updateTableCellStyle`: of a range of cells, or of all; a border is shared with the cell on its other side."""
    required(told, "tableCellStyle")
    if ("tableRange" in told) == ("tableStartLocation" in told):
        raise bad("Exactly one of tableRange and tableStartLocation must be set.")
    paths = read_mask("docs", "TableCellStyle", told.get("fields"))
    named = {path[0] for path in paths}
    if told.get("fields") != "*" and named & {"rowSpan", "columnSpan"}:
        raise bad("The fields rowSpan and columnSpan are read-only.")
    paths = [path for path in paths if path[0] not in {"rowSpan", "columnSpan"}]
    style = kept_value(told["tableCellStyle"])
    if "tableRange" in told:
        start, area = _area(draft, told["tableRange"])
    else:
        start = told["tableStartLocation"]
        whole = table_at(draft, start)
        area = Area(0, 0, len(whole.rows), whole.columns)
    change_table(draft, start, lambda old: _restyled(old, area, style, paths))
    return {}


def _restyled(old: Table, area: Area, style: Json, paths: list[tuple[str, ...]]) -> Table:
    defaults = {key: value for key, value in CELL_STYLE.items() if key not in style}
    new = {
        (at, column): replace(place, style=masked(place.style, {**defaults, **style}, paths))
        for at, column in area.spots()
        for place in (old.rows[at].cells[column],)
    }
    for border in (name for name in _SIDES if (name,) in paths):
        down, right, other = _SIDES[border]
        for at, column in area.spots():
            spot = at + down, column + right
            if 0 <= spot[0] < len(old.rows) and 0 <= spot[1] < old.columns:
                place = new.get(spot, old.rows[spot[0]].cells[spot[1]])
                new[spot] = replace(
                    place, style=masked(place.style, {other: style[border]} if border in style else {}, [(other,)])
                )
    return _with_cells(old, new)


def update_rows(draft: Draft, told: Json) -> Reply:
    """`updateTableRowStyle` of some rows, or of all."""
    required(told, "tableRowStyle", "tableStartLocation")
    paths = read_mask("docs", "TableRowStyle", told.get("fields"))
    style = kept_value(told["tableRowStyle"])
    found = table_at(draft, told["tableStartLocation"])
    chosen = _chosen(told.get("rowIndices", ()), len(found.rows))

    def change(old: Table) -> Table:
        rows = [
            replace(line, style=masked(line.style, {"minRowHeight": {"unit": "PT"}, **style}, paths))
            if number in chosen
            else line
            for number, line in enumerate(old.rows)
        ]
        return replace(old, rows=tuple(rows))

    change_table(draft, told["tableStartLocation"], change)
    return {}


def pin_rows(draft: Draft, told: Json) -> Reply:
    """`pinTableHeaderRows`: the first rows are repeated on each page."""
    required(told, "tableStartLocation")
    count = told.get("pinnedHeaderRowsCount", 0)

    def change(old: Table) -> Table:
        if not 0 <= count <= len(old.rows):
            raise bad(f"The table has no {count} rows to pin.")
        return replace(old, rows=tuple(_pinned(line, number < count) for number, line in enumerate(old.rows)))

    change_table(draft, told["tableStartLocation"], change)
    return {}


def _pinned(line: Row, pinned: bool) -> Row:  # noqa: FBT001 - what the row is
    style = {key: value for key, value in line.style.items() if key != "tableHeader"}
    return replace(line, style=style | ({"tableHeader": True} if pinned else {}))


def update_columns(draft: Draft, told: Json) -> Reply:
    """`updateTableColumnProperties` of some columns, or of all."""
    required(told, "tableColumnProperties", "tableStartLocation")
    paths = read_mask("docs", "TableColumnProperties", told.get("fields"))
    style = kept_value(told["tableColumnProperties"])
    if "width" in style and style["width"].get("magnitude", 0) < _NARROWEST:
        raise bad(f"The width of a column must be at least {_NARROWEST} points.")
    found = table_at(draft, told["tableStartLocation"])
    chosen = _chosen(told.get("columnIndices", ()), found.columns)

    def change(old: Table) -> Table:
        widths = [
            masked(width, style, paths) if number in chosen else width
            for number, width in enumerate(old.style["tableColumnProperties"])
        ]
        return replace(old, style={**old.style, "tableColumnProperties": widths})

    change_table(draft, told["tableStartLocation"], change)
    return {}


def _chosen(indices: Iterable[int], count: int) -> set[int]:
    chosen = set(indices) or set(range(count))
    if not all(0 <= number < count for number in chosen):
        raise bad(f"The table has no row or column {max(chosen)}.")
    return chosen
