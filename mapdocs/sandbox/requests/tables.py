"""Tables: put in, with more or fewer rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.deleting import delete_range
from mapdocs.sandbox.model.inserting import put_block
from mapdocs.sandbox.model.marks import put_mark, survivors
from mapdocs.sandbox.model.places import holder, paragraphs, spliced, within
from mapdocs.sandbox.model.spans import Area, area_at, merged
from mapdocs.sandbox.model.tree import Cell, Content, Json, Paragraph, Piece, Row, Table, cell, paragraph, row, table
from mapdocs.sandbox.requests.draft import Draft, Reply, required

_MOST_COLUMNS = 20
_MOST_CELLS = 20_000


def _points(number: float) -> Json:
    return {"magnitude": number, "unit": "PT"}


CELL_STYLE: Json = {
    "rowSpan": 1,
    "columnSpan": 1,
    "backgroundColor": {},
    **{f"padding{side}": _points(5) for side in ("Left", "Right", "Top", "Bottom")},
    "contentAlignment": "TOP",
}
_TEXT: Json = {"namedStyleType": "NORMAL_TEXT", "lineSpacing": 100, "direction": "LEFT_TO_RIGHT"}
_ROW_STYLE: Json = {"minRowHeight": {"unit": "PT"}}
_COLUMN: Json = {"widthType": "EVENLY_DISTRIBUTED"}


def empty_cell(like: Cell | None = None) -> Cell:
    """A cell with nothing in it, in the look of another one."""
    if like is None:
        return cell((paragraph((Piece("\n", {}),), _TEXT),), CELL_STYLE)
    first = next((block for block in like.content if isinstance(block, Paragraph)), None)
    style = {key: value for key, value in (first.style if first else _TEXT).items() if key != "headingId"}
    text = {key: value for key, value in ((first.pieces[0].style if first else {}) or {}).items() if key != "link"}
    return cell((paragraph((Piece("\n", text),), style),), {**like.style, "rowSpan": 1, "columnSpan": 1})


def insert_table(draft: Draft, told: Json) -> Reply:
    """`insertTable`: a newline, the table, and what stood behind the place."""
    where, index = draft.index(told)
    rows, columns = told.get("rows", 0), told.get("columns", 0)
    if rows < 1 or not 1 <= columns <= _MOST_COLUMNS or rows * columns > _MOST_CELLS:
        raise bad(f"A table of {rows} rows and {columns} columns can't be inserted.")
    if draft.segment(where).kind == "footnotes":
        raise bad("A table can't be inserted in a footnote.")
    line = row(tuple(empty_cell() for _ in range(columns)), _ROW_STYLE)
    new = table((line,) * rows, columns, {"tableColumnProperties": [_COLUMN] * columns})
    draft.change(where, lambda content: put_block(content, index, new, draft.heading))
    return {}


# ---------------------------------------------------------------- finding a table


def change_table(draft: Draft, start: Json, change: Callable[[Table], Table | None]) -> None:
    """The table that begins at a location changed; None takes it out. ApiError 400 where none begins there."""
    index = start.get("index", 0)

    def put(content: Content, base: int) -> Content:
        number, first = holder(content, base, index)
        block = content[number] if number < len(content) else None
        if not isinstance(block, Table) or first != index:
            raise bad("Invalid table start location. Must specify the start index of the table.")
        new = change(block)
        return content if new is None else spliced(content, number, 1, (new,))

    draft.change(start, lambda content: within(content, 0, index, index, put))


def table_at(draft: Draft, start: Json) -> Table:
    """The table that begins at a location."""
    found: list[Table] = []

    def look(told: Table) -> Table:
        found.append(told)
        return told

    change_table(draft, start, look)
    return found[0]


def located(told: Json, within_table: Table) -> tuple[int, int]:
    """Row and column of a cell location, inside the table."""
    at, column = told.get("rowIndex", 0), told.get("columnIndex", 0)
    if not 0 <= at < len(within_table.rows) or not 0 <= column < within_table.columns:
        raise bad(f"The table has no cell in row {at} and column {column}.")
    return at, column


def _place(draft: Draft, told: Json) -> tuple[Json, Table, Area]:
    required(told, "tableCellLocation")
    where = told["tableCellLocation"]
    required(where, "tableStartLocation")
    found = table_at(draft, where["tableStartLocation"])
    return where["tableStartLocation"], found, area_at(found, *located(where, found))


# ---------------------------------------------------------------- rows


def insert_row(draft: Draft, told: Json) -> Reply:
    """`insertTableRow`: cells in the look of the row beside."""
    start, _, area = _place(draft, told)
    below = bool(told.get("insertBelow"))
    at = area.row + area.rows if below else area.row
    rest = {"suggestedInsertionIds": [draft.suggestion]} if draft.suggestion else {}

    def change(old: Table) -> Table:
        beside = old.rows[at - 1 if below else at]
        style = {key: value for key, value in beside.style.items() if key != "tableHeader"}
        new = row(tuple(map(empty_cell, beside.cells)), style, rest)
        grown = _resized(old, {area: (1, 0) for area in merged(old) if area.row < at < area.row + area.rows})
        return table((*grown[:at], new, *grown[at:]), old.columns, old.style, old.rest)

    change_table(draft, start, change)
    return {}


def delete_row(draft: Draft, told: Json) -> Reply:
    """`deleteTableRow`: all rows that the cell spans; the last ones take the table with them."""
    start, found, area = _place(draft, told)
    gone = range(area.row, area.row + area.rows)
    if draft.suggestion:
        change_table(draft, start, lambda old: _suggested(old, gone, draft.suggestion))
        return {}
    if len(gone) == len(found.rows):
        _delete_table(draft, start, found)
        return {}

    def change(old: Table) -> Table:
        kept = _resized(old, {area: (-len(_common(area, gone)), 0) for area in merged(old) if _common(area, gone)})
        rows = tuple(line for number, line in enumerate(kept) if number not in gone)
        return table(rows, old.columns, old.style, old.rest)

    _change_keeping_stretches(draft, start, change, [(number, None) for number in gone])
    return {}


def _common(area: Area, rows: range) -> range:
    return range(max(area.row, rows.start), min(area.row + area.rows, rows.stop))


def _suggested(old: Table, gone: range, ident: str) -> Table:
    rows = list(old.rows)
    for number in gone:
        ids = [*rows[number].rest.get("suggestedDeletionIds", ()), ident]
        rows[number] = replace(rows[number], rest={**rows[number].rest, "suggestedDeletionIds": ids})
    return replace(old, rows=tuple(rows))


def _delete_table(draft: Draft, start: Json, told: Table) -> None:
    first = start.get("index", 0)
    draft.change(start, lambda content: delete_range(content, first, first + told.length))


# ---------------------------------------------------------------- columns


def insert_column(draft: Draft, told: Json) -> Reply:
    """`insertTableColumn`: cells in the look of the column beside."""
    start, _, area = _place(draft, told)
    right = bool(told.get("insertRight"))
    at = area.column + area.columns if right else area.column

    def change(old: Table) -> Table:
        if old.columns >= _MOST_COLUMNS:
            raise bad(f"A table has at most {_MOST_COLUMNS} columns.")
        wide = {area: (0, 1) for area in merged(old) if area.column < at < area.column + area.columns}
        rows = tuple(
            _with_cell(line, at, empty_cell(line.cells[at - 1 if right else at])) for line in _resized(old, wide)
        )
        widths = list(old.style.get("tableColumnProperties", [_COLUMN] * old.columns))
        widths.insert(at, _COLUMN)
        return table(rows, old.columns + 1, {**old.style, "tableColumnProperties": widths}, old.rest)

    change_table(draft, start, change)
    return {}


def _with_cell(line: Row, at: int, new: Cell) -> Row:
    return row((*line.cells[:at], new, *line.cells[at:]), line.style, line.rest)


def delete_column(draft: Draft, told: Json) -> Reply:
    """`deleteTableColumn`: all columns that the cell spans; the last ones take the table with them."""
    start, found, area = _place(draft, told)
    gone = range(area.column, area.column + area.columns)
    if len(gone) == found.columns:
        _delete_table(draft, start, found)
        return {}

    def change(old: Table) -> Table:
        narrower = {area: (0, -len(shared)) for area in merged(old) if (shared := _shared(area, gone))}
        rows = tuple(
            row(tuple(c for number, c in enumerate(line.cells) if number not in gone), line.style, line.rest)
            for line in _resized(old, narrower)
        )
        widths = [w for n, w in enumerate(old.style.get("tableColumnProperties", ())) if n not in gone]
        return table(rows, old.columns - len(gone), {**old.style, "tableColumnProperties": widths}, old.rest)

    spots: list[tuple[int | None, int | None]] = [(None, number) for number in gone]
    _change_keeping_stretches(draft, start, change, spots)
    return {}


def _shared(area: Area, columns: range) -> range:
    return range(max(area.column, columns.start), min(area.column + area.columns, columns.stop))


def _resized(old: Table, by: dict[Area, tuple[int, int]]) -> Sequence[Row]:
    """The rows with some merged areas grown or shrunk; what is then one cell spans one."""
    rows = list(old.rows)
    for area, (more_rows, more_columns) in by.items():
        line = rows[area.row]
        head = line.cells[area.column]
        spans = {"rowSpan": max(area.rows + more_rows, 1), "columnSpan": max(area.columns + more_columns, 1)}
        new = replace(head, style={**head.style, **spans})
        rows[area.row] = replace(line, cells=(*line.cells[: area.column], new, *line.cells[area.column + 1 :]))
    return rows


def _change_keeping_stretches(
    draft: Draft, start: Json, change: Callable[[Table], Table], gone: Sequence[tuple[int | None, int | None]]
) -> None:
    """A table made smaller. Ranges and comments that reach beyond what goes live on over the rest."""
    found = table_at(draft, start)
    lost = [
        mark
        for number, line in enumerate(found.rows)
        for column, place in enumerate(line.cells)
        if (number, None) in gone or (None, column) in gone
        for block, _ in paragraphs(place.content)
        for mark in block.marks
    ]
    change_table(draft, start, change)
    at = start.get("index", 0) + 1 + sum(line.length for line in found.rows[: gone[0][0] or 0])
    content = draft.segment(start).content
    for mark in survivors(lost):
        content = put_mark(content, at - 1 if mark.last else at, mark)
    draft.put(start, content)
