"""The named ranges of tables and rows that people's editing took away, given back with the next push."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.google.paragraphs import named_at
from mapdocs.google.splices import Step
from mapdocs.writers.gdocs.names import ROW, TABLE, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapdocs.google.draft import Draft
    from mapdocs.google.places import RowHere, TableHere
    from mapdocs.layout import Row, Table


def give_back(draft: Draft, tables: Iterable[Table]) -> None:
    """Steps that name again tables, and their rows with keys, that stand where they stood and lost their name.

    A table that was cut and pasted has none. By its name a row is known whose key somebody typed over later.
    """
    for table in tables:
        here = draft.places.tables.get(table.id)
        if here:
            draft.add(here.where, _table(draft, table, here))
        for row in table.rows:
            there = draft.places.rows.get(row.id) if row.key else None
            if there:
                draft.add(there.where, _row(draft, table, row, there))


def _table(draft: Draft, table: Table, here: TableHere) -> Iterator[Step]:
    """Over the first place of its first cell: behind the start of the table, of the row and of the cell."""
    name, first = name_of(TABLE, table.id), here.start + 3
    if not named_at(draft.places.names, name, here.start, here.end - 1):
        yield Step(first, (here.where.named(first, first + 1, name),))


def _row(draft: Draft, table: Table, row: Row, there: RowHere) -> Iterator[Step]:
    """Over the first place of its key's cell."""
    name = name_of(ROW, row.id)
    cell = there.cells[table.key_column] if table.key_column >= 0 else None
    if cell and not named_at(draft.places.names, name, there.start, there.end - 1):
        yield Step(cell.start, (there.where.named(cell.start, cell.start + 1, name),))
