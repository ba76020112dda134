"""Merged cells: which cell of a table another one covers."""

from __future__ import annotations

from dataclasses import dataclass

from mapdocs.sandbox.model.tree import Cell, Table

Spot = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells from a first one on: so many rows and columns."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is one of them."""
        return self.row <= row < self.row + self.rows and self.column <= column < self.column + self.columns

    def spots(self) -> list[Spot]:
        """Each of them."""
        rows = range(self.row, self.row + self.rows)
        return [(row, column) for row in rows for column in range(self.column, self.column + self.columns)]


def span(cell: Cell) -> tuple[int, int]:
    """How many rows and columns a cell takes."""
    return int(cell.style.get("rowSpan", 1)), int(cell.style.get("columnSpan", 1))


def merged(table: Table) -> list[Area]:
    """The areas that are one cell each, of more than one."""
    found: list[Area] = []
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            rows, columns = span(cell)
            if rows * columns > 1 and not any(area.holds(number, column) for area in found):
                found.append(Area(number, column, rows, columns))
    return found


def area_at(table: Table, row: int, column: int) -> Area:
    """The merged area that a cell belongs to, or itself."""
    return next((area for area in merged(table) if area.holds(row, column)), Area(row, column))
