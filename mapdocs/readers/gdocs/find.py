"""A document laid beside the layout that was pushed: where each part of it stands now, and what else is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapdocs.layout import Layout, Para, Table
from mapdocs.readers.gdocs.body import main_tab, place_body, place_edges, still
from mapdocs.readers.gdocs.cells import Place, place_cell, place_merged, place_row
from mapdocs.readers.gdocs.collected import Collected, content_text, row_text
from mapdocs.readers.gdocs.compared import Matched, Placed, key_of, said
from mapdocs.readers.gdocs.found import Found, NewSpot, RowSpot, TableSpot
from mapdocs.readers.gdocs.model import Doc, Grid, GridRow
from mapdocs.readers.gdocs.moved import Moved, find_moved
from mapdocs.readers.gdocs.rows import match
from mapdocs.readers.gdocs.tables import pair_tables


def find(doc: Doc, layout: Layout) -> Found:
    """Where the paragraphs, rows and tables of a layout stand, by their ids, and what people wrote beside them.

    Rows are found by key, then by named range, then by the only best match; columns by head; paragraphs by words,
    named range and order (the rules of co-editing). RemoteError with `bad-document` where a part is not whole.
    """
    out = Collected(doc, layout)
    tables = tuple(layout.tables())
    grids = [Placed(tab.id, block) for tab in doc.tabs for block in tab.body if isinstance(block, Grid)]
    pairs = pair_tables(tables, grids, out.hints)
    matched = {t: match(tables[t], grids[g], out.hints) for t, g in pairs.items()}
    moved = find_moved(tables, grids, matched, pairs, out.hints)
    plan = _Tables(tables, grids, pairs, matched, moved)
    for t in pairs:
        _table(out, plan, t)
    _moved(out, plan)
    placed = {tables[t].id: grids[g] for t, g in pairs.items()}
    tab = main_tab(layout, doc, list(placed.values()))
    held = [*placed.values(), *(grids[move.grid] for move in moved)]
    place_body(out, layout, doc, tab, placed, {(where.tab, where.grid.start) for where in held})
    place_edges(out, layout, tab)
    return _found(out, layout, tab.id)


def nothing_left(layout: Layout, found: Found) -> bool:
    """Whether no table and no row of a layout is in the document, and none of its words as they were."""
    if found.tables or found.rows or not layout.blocks:
        return False
    paras = (block for block in layout.blocks if isinstance(block, Para) and block.text.strip())
    return not any((spot := found.paras.get(para.id)) and spot.text == para.text for para in paras)


@dataclass(frozen=True, slots=True)
class _Tables:
    """The layout's tables and the document's, and which of them and of their rows belong together."""

    tables: Sequence[Table]
    grids: Sequence[Placed]
    pairs: Mapping[int, int]
    matched: Mapping[int, Matched]
    moved: Sequence[Moved]

    def keys(self) -> set[str]:
        """All keys of rows that people edit."""
        return {row.key for table in self.tables if table.kind == "rows" for row in table.rows if row.key}


def _table(out: Collected, plan: _Tables, t: int) -> None:
    """One table's rows and cells, and what people added to it."""
    g = plan.pairs[t]
    table, made, placed = plan.tables[t], plan.matched[t], plan.grids[g]
    _cells(out, table, made, placed)
    own = {*made.rows, *(move.number for move in plan.moved if move.grid == g)}
    new = [number for number in range(len(placed.grid.rows)) if number not in own]
    added = tuple(n for n in range(placed.grid.columns) if n not in made.columns)
    spot = TableSpot(placed.tab, placed.grid, tuple(made.rows), made.columns, made.header, tuple(new), added)
    out.tables[table.id] = spot
    if new:
        _left(out, table, placed, new, made, plan.keys())
    if added:
        _columns(out, table, spot)


def _cells(out: Collected, table: Table, made: Matched, placed: Placed) -> None:
    grid = placed.grid
    held = [(row, number) for row, number in zip(table.rows, made.rows, strict=True) if number >= 0]
    places = [Place(placed.tab, row.key, waits=grid.rows[number].pending or grid.pending) for row, number in held]
    for row, number in held:
        out.rows[row.id] = RowSpot(placed.tab, grid, number, made.columns, False)  # noqa: FBT003 - it has not moved
    if grid.merged:
        place_merged(out, held, grid, made.columns, places)
        return
    for (row, number), place in zip(held, places, strict=True):
        place_row(out, row, grid, number, made.columns, place)


def _moved(out: Collected, plan: _Tables) -> None:
    """Rows that stand in another table, and what else stands in tables that are nobody's but for them."""
    for move in plan.moved:
        row, placed = plan.tables[move.table].rows[move.row], plan.grids[move.grid]
        out.rows[row.id] = RowSpot(placed.tab, placed.grid, move.number, move.columns, moved=True)
        waits = placed.grid.rows[move.number].pending or placed.grid.pending
        place_row(out, row, placed.grid, move.number, move.columns, Place(placed.tab, row.key, waits=waits))
        for at, cell in enumerate(placed.grid.rows[move.number].cells):
            if at not in move.columns:
                place_cell(out, (), cell.blocks, Place(placed.tab, row.key))
    hosts = {move.grid: move for move in reversed(plan.moved) if move.grid not in plan.pairs.values()}
    for g, move in hosts.items():
        table, placed = plan.tables[move.table], plan.grids[g]
        taken = {other.number for other in plan.moved if other.grid == g}
        new = [n for n, row in enumerate(placed.grid.rows) if n not in taken and not _heads(table, row)]
        column = move.columns[table.key_column] if table.key_column >= 0 else -1
        _left(out, table, placed, new, Matched(move.columns, -1, [], column), plan.keys())


def _heads(table: Table, row: GridRow) -> bool:
    """Whether a row repeats a table's heads."""
    words = {cell.text for cell in row.cells} - {""}
    return any({said(cell) for cell in head.cells} - {""} == words for head in table.rows[: table.heads])


def _left(out: Collected, table: Table, placed: Placed, new: Sequence[int], made: Matched, keys: set[str]) -> None:
    """Rows that are nobody's: new ones in tables that hold fields; in others, and suggested ones, they are foreign."""
    grid = placed.grid
    fields = any(para.field for row in table.rows for cell in row.cells for para in cell.paras)
    editable = table.kind == "rows" and (fields or not table.keyed())
    for number in new:
        row = grid.rows[number]
        text = row_text([content_text(cell.blocks) for cell in row.cells])
        key = key_of(row, made.key_column)
        if editable and row.pending != "insert" and grid.pending != "insert":
            copied = key if key in keys else ""
            out.new.append(NewSpot(table.id, placed.tab, grid, number, made.columns, copied))
        elif text:
            out.add("row", placed.tab, "", (row.start, row.end), text, table.id)
        for cell in row.cells:
            out.inside(cell.blocks, placed.tab, "", key)


def _columns(out: Collected, table: Table, spot: TableSpot) -> None:
    """Columns that people added, with what they say beside which key."""
    names = {number: row.key for row, number in zip(table.rows, spot.rows, strict=True) if number >= 0}
    for column in spot.new_columns:
        lines = []
        for number, row in enumerate(spot.grid.rows):
            blocks = row.cells[column].blocks if column < len(row.cells) and number in names else ()
            key, text = names.get(number, ""), " ".join(content_text(blocks).split())
            if text:
                lines.append(f"{key}: {text}" if key else text)
            out.inside(blocks, spot.tab, "", key)
        if lines:
            out.add("column", spot.tab, "", (spot.grid.start, spot.grid.end), "\n".join(lines), table.id)


def _found(out: Collected, layout: Layout, main: str) -> Found:
    tables = list(layout.tables())
    paras = [block for block in layout.blocks if isinstance(block, Para) and block.id not in out.paras]
    columns = {name: spot.columns for name, spot in out.tables.items()}
    return Found(
        paras=out.paras,
        rows=out.rows,
        tables=out.tables,
        new=tuple(out.new),
        foreign=tuple(sorted(out.foreign, key=lambda f: (f.tab != main, f.tab, f.segment, f.start))),
        hidden=frozenset(out.hidden),
        missing=(*(para.id for para in paras if not still(para)), *out.missing),
        missing_tables=tuple(table.id for table in tables if table.id not in out.tables),
        missing_columns=tuple((name, n) for name, made in columns.items() for n, at in enumerate(made) if at < 0),
        main=main,
    )
