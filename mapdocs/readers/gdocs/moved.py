"""Rows that people moved into another table: the same key, there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mapdocs.layout import Table
from mapdocs.readers.gdocs.columns import match_columns
from mapdocs.readers.gdocs.compared import Matched, Placed, cell_said, key_of, row_names
from mapdocs.readers.gdocs.hints import Hints
from mapdocs.readers.gdocs.model import Grid


class Moved(NamedTuple):
    """A row of the layout's table `table` that is the `number`-th of the document's table `grid`."""

    table: int
    row: int
    grid: int
    number: int
    columns: tuple[int, ...]


def find_moved(
    tables: Sequence[Table],
    grids: Sequence[Placed],
    matched: Mapping[int, Matched],
    pairs: Mapping[int, int],
    hints: Hints,
) -> list[Moved]:
    """The rows that are not in their table and whose key stands in a row of another that is nobody's."""
    lost = _lost(tables, matched)
    if not lost:
        return []
    seen: dict[str, list[tuple[int, int]]] = {}
    owners = {g: t for t, g in pairs.items()}
    for g, placed in enumerate(grids):
        own = matched.get(owners.get(g, -1))
        column = own.key_column if own and own.key_column >= 0 else _column(placed.grid, lost)
        taken = set(own.rows) if own else set()
        for number, row in enumerate(placed.grid.rows):
            key = key_of(row, column)
            if key in lost and number not in taken:
                seen.setdefault(key, []).append((g, number))
    return [_taken(tables, lost[key], grids, places, hints) for key, places in seen.items()]


def _lost(tables: Sequence[Table], matched: Mapping[int, Matched]) -> dict[str, tuple[int, int]]:
    """Key -> table and row of those that were not found in their own table."""
    lost = {}
    for t, table in enumerate(tables):
        rows = matched[t].rows if t in matched else [-1] * len(table.rows)
        if table.kind == "rows":
            lost.update({row.key: (t, n) for n, row in enumerate(table.rows) if row.key and rows[n] < 0})
    return lost


def _column(grid: Grid, keys: Mapping[str, object]) -> int:
    """The column of a table that says most of the keys; -1 where none says any."""
    counts = [sum(key_of(row, n) in keys for row in grid.rows) for n in range(grid.columns)]
    return counts.index(max(counts)) if any(counts) else -1


def _taken(
    tables: Sequence[Table], lost: tuple[int, int], grids: Sequence[Placed], places: list[tuple[int, int]], hints: Hints
) -> Moved:
    """The place that holds most of the row's named ranges; the first where none does."""
    t, n = lost
    names = row_names(tables[t], [n])

    def weight(place: tuple[int, int]) -> int:
        row = grids[place[0]].grid.rows[place[1]]
        return hints.votes(grids[place[0]].tab, row.start, row.end, names).get(n, 0)

    g, number = max(places, key=weight)
    return Moved(t, n, g, number, _columns(tables[t], n, grids[g].grid, number))


def _columns(table: Table, row: int, grid: Grid, number: int) -> tuple[int, ...]:
    """The row's columns there: by head, unless it stands with its own columns under a table's other heads."""
    by_head, _ = match_columns(table, grid)
    as_before = tuple(n if n < grid.columns else -1 for n in range(len(table.widths)))
    wanted = [cell_said(table.rows[row], n) for n in range(len(table.widths))]

    def same(columns: Sequence[int]) -> int:
        return sum(
            bool(text) and key_of(grid.rows[number], at) == text for text, at in zip(wanted, columns, strict=True)
        )

    return as_before if same(as_before) > same(by_head) else by_head
