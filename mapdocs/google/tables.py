"""A table in the document, from what it says to what it should say: rows in their places, cells by their columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapdocs.google.flow import OPEN, REMOVED, SUGGESTED, flowed
from mapdocs.google.order import followers
from mapdocs.google.splices import Step
from mapdocs.layout import Cell, Para, Row
from mapdocs.writers.gdocs import fill_cells, insert_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.google.draft import Draft
    from mapdocs.google.places import RowHere, TableHere
    from mapdocs.layout import Table

FULL = "Its row holds words that people wrote."


def retold(draft: Draft, old: Table, new: Table, here: TableHere) -> Table:
    """What the table is afterwards.

    Rows keep their places: a row that jumps while somebody types in it is worse than one out of order.
    """
    below = here.head
    rows: list[Row] = []
    for before, after in _rows(old, new):
        there = draft.places.rows.get(before.id) if before else None
        if before and after and there:
            rows.append(_kept(draft, before, after, there, new))
        elif before and after and before.key not in draft.keep.back:
            rows.append(_missing(draft, before, after))
        elif after and after.key in draft.out:
            rows.append(after)
        elif after:
            draft.add(here.where, [_inserted(draft, new, after, below, here)])
            rows.append(after)
        elif before and (left := _gone(draft, before, there)):
            rows.append(left)
        if there and there.table == here.start:
            below = there.number, there.end
    return replace(new, rows=tuple(rows))


def _rows(old: Table, new: Table) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows as they stood, each with what it should be; a new one behind the one that it should stand behind."""
    wanted = {row.id: row for row in new.rows}
    first, behind = followers(old.rows, new.rows, lambda row: row.id)
    yield from ((None, row) for row in first)
    for row in old.rows:
        yield row, wanted.get(row.id)
        yield from ((None, one) for one in behind.get(row.id, ()))


def _kept(draft: Draft, before: Row, after: Row, there: RowHere, table: Table) -> Row:
    cells: list[Cell] = []
    again = _unkeyed(after, there, table)
    for number, (was, now) in enumerate(zip(before.cells, after.cells, strict=True)):
        pen = replace(draft.pen(there.where), cell=now, kind=_kind(table, after), again=again)
        paras = flowed(draft, was.paras, now.paras, pen, there.cells[number])
        cells.append(replace(now, paras=paras))
    fills = _fills(before, after, there)
    if fills:
        looks = fill_cells([fills], there.number, there.table, draft.look, there.where.tab)
        draft.add(there.where, [Step(there.start, tuple(looks))])
    return replace(after, cells=tuple(cells))


def _unkeyed(row: Row, there: RowHere, table: Table) -> bool:
    """Whether the cell of its key is empty: people took it out, or typed the row anew without it."""
    cell = there.cells[table.key_column] if row.key and table.key_column >= 0 else None
    return cell is not None and cell.start == cell.end


def _kind(table: Table, row: Row) -> str:
    return "head" if row in table.rows[: table.heads] else table.kind


def _fills(before: Row, after: Row, there: RowHere) -> list[Cell]:
    """The cells of the document's row with their fills, where one of them has another one than before."""
    if [cell.fill for cell in before.cells] == [cell.fill for cell in after.cells]:
        return []
    return _as_there(after, there.columns, there.width)


def _as_there(row: Row, columns: Sequence[int], width: int) -> list[Cell]:
    """A row's cells as the document's columns stand; empty ones in columns that people added."""
    cells = [Cell((Para(f"{row.id}/{number}/none"),)) for number in range(width)]
    for cell, at in zip(row.cells, columns, strict=True):
        if 0 <= at < width:
            cells[at] = cell
    return cells


def _missing(draft: Draft, before: Row, after: Row) -> Row:
    """A row that people took out: it stays out until that is settled, and what it should say is told."""
    if _text(before) != _text(after) and after.key not in draft.keep.dropped:
        draft.skip(after.key or after.id, REMOVED)
    return _as_it_is(draft, before)


def _as_it_is(draft: Draft, row: Row) -> Row:
    draft.carry(para for cell in row.cells for para in cell.paras)
    return row


def _text(row: Row) -> list[str]:
    return [para.text for cell in row.cells for para in cell.paras]


def _inserted(draft: Draft, table: Table, row: Row, below: tuple[int, int], here: TableHere) -> Step:
    """A new row behind the one of that number, which ends there."""
    number, end = below
    cells = tuple(_as_there(row, here.columns, here.width))
    key = here.columns[table.key_column] if table.key_column >= 0 else -1
    shape = replace(table, widths=(0.0,) * here.width, key_column=key)
    requests = insert_rows(
        shape, [replace(row, cells=cells)], number, here.start, end, draft.look, here.where.tab, columns=here.width
    )
    return Step(end, tuple(requests))


def _gone(draft: Draft, before: Row, there: RowHere | None) -> Row | None:
    """None where the row goes; it stays while it holds what is not ours to delete."""
    if there is None:
        return None
    if why := held(draft, before, there):
        draft.skip(before.key or before.id, why)
        return _as_it_is(draft, before)
    first = there.where.cell(there.table, there.number, 0)
    draft.add(there.where, [Step(there.start, ({"deleteTableRow": {"tableCellLocation": first}},))])
    return None


def held(draft: Draft, row: Row, there: RowHere) -> str:
    """Why a row must not be deleted; empty where it may be."""
    if there.start in draft.places.busy:
        return FULL
    for cell in row.cells:
        for para in cell.paras:
            if para.id in draft.places.pending:
                return SUGGESTED
            if para.field in draft.keep.fields:
                return OPEN
            here = draft.places.paras.get(para.id)
            if not para.field and here and (para.id in draft.keep.edited or here.text != para.text):
                return FULL
    return ""
