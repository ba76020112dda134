"""The named ranges of tables and rows that people's editing took away, given back with the next push."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.google.splices import Step
from mapdocs.writers.gdocs.names import ROW, TABLE, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapdocs.google.draft import Draft
    from mapdocs.google.places import RowHere
    from mapdocs.layout import Row, Table


def give_back(draft: Draft, tables: Iterable[Table]) -> None:
    """Steps that name again tables, and their rows with keys, that stand where they stood and lost their name.

    A table that was cut and pasted has none. By its name a row is known whose key somebody typed over later.
    """
    for table in tables:
        here = draft.places.tables.get(table.id)
        if here:
            draft.add(here.where, _table(draft, table, here.start, here.end))
        for row in table.rows:
            there = draft.places.rows.get(row.id) if row.key else None
            if there:
                draft.add(there.where, _row(draft, table, row, there))


def _table(draft: Draft, table: Table, start: int, end: int) -> Iterator[Step]:
    """Over the first place of its first cell: behind the start of the table, of the row and of the cell."""
    name = name_of(TABLE, table.id)
    if not _there(draft, name, start, end):
        yield Step(start + 3, (draft.places.body.named(start + 3, start + 4, name),))


def _row(draft: Draft, table: Table, row: Row, there: RowHere) -> Iterator[Step]:
    """Over the first place of its key's cell."""
    name = name_of(ROW, row.id)
    cell = there.cells[table.key_column] if table.key_column >= 0 else None
    if cell and not _there(draft, name, there.start, there.end):
        span = there.where.span(cell.start, cell.start + 1)
        yield Step(cell.start, ({"createNamedRange": {"name": name, "range": span}},))


def _there(draft: Draft, name: str, start: int, end: int) -> bool:
    return any(not one.segment and start <= one.start < end for one in draft.places.names.get(name, ()))
