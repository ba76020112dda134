"""Which table of a document is which of the layout's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mapdocs.layout import Table
from mapdocs.readers.gdocs.compared import HEADS_WITHIN, Placed, cell_said, folded, key_of, row_names, said
from mapdocs.readers.gdocs.hints import Hints
from mapdocs.readers.gdocs.model import Grid


def pair_tables(tables: Sequence[Table], grids: Sequence[Placed], hints: Hints) -> dict[int, int]:
    """Number of the layout's table -> number of the document's."""
    if len(tables) == len(grids) and all(_same(t, g.grid) for t, g in zip(tables, grids, strict=True)):
        return {number: number for number in range(len(tables))}
    scores = []
    seen = [_Words(placed.grid) for placed in grids]
    for t, table in enumerate(tables):
        wanted = _wanted(table)
        for g, placed in enumerate(grids):
            score = _score(table, wanted, placed, seen[g], hints)
            if score > 0:
                scores.append((-score, abs(g - t), t, g))
    pairs: dict[int, int] = {}
    for _, _, t, g in sorted(scores):
        if t not in pairs and g not in pairs.values():
            pairs[t] = g
    _between_pairs(tables, grids, pairs)
    return pairs


def _between_pairs(tables: Sequence[Table], grids: Sequence[Placed], pairs: dict[int, int]) -> None:
    """Facts of which people rewrote all: the only table of that shape between the two that it stood between."""
    for t, table in enumerate(tables):
        if t in pairs or table.heads or table.kind == "timeline":
            continue
        first = pairs.get(t - 1, -1) if t else -1
        last = pairs.get(t + 1, -1) if t + 1 < len(tables) else len(grids)
        free = [g for g in range(first + 1, last) if g not in pairs.values()]
        whole = (t == 0 or first >= 0) and len(free) == 1
        if whole and (len(table.rows), len(table.widths)) == _shape(grids[free[0]].grid):
            pairs[t] = free[0]


def _same(table: Table, grid: Grid) -> bool:
    """Whether nothing but what rows say can have changed: heads and a key are where they were."""
    if grid.columns != len(table.widths) or len(grid.rows) < min(len(table.rows), table.heads):
        return False
    heads = zip(table.rows[: table.heads], grid.rows, strict=False)
    if any(said(cell) != there.text for row, seen in heads for cell, there in zip(row.cells, seen.cells, strict=False)):
        return False
    key = next((row.key for row in table.rows if row.key), "")
    if key:
        return any(key_of(row, table.key_column) == key for row in grid.rows)
    return bool(table.heads) or (bool(grid.rows) and said(table.rows[0].cells[0]) == grid.rows[0].cells[0].text)


class _Words:
    """What a table says: its cells' first words, and those of its first rows."""

    def __init__(self, grid: Grid) -> None:
        self.cells = {key_of(row, column) for row in grid.rows for column in range(len(row.cells))} - {""}
        self.heads = {folded(cell.text) for row in grid.rows[:HEADS_WITHIN] for cell in row.cells} - {""}


class _Wanted(NamedTuple):
    """The keys, the heads and the first cells of a layout's table, all cells of facts, and the names of its ranges."""

    keys: set[str]
    heads: set[str]
    firsts: set[str]
    facts: set[str]
    names: set[str]


def _wanted(table: Table) -> _Wanted:
    body = table.rows[table.heads :]
    keys = {row.key for row in body if row.key}
    heads = {folded(said(cell)) for row in table.rows[: table.heads] for cell in row.cells} - {""}
    firsts = {said(row.cells[0]).strip() for row in body if not row.key} - {""}
    cells = {cell_said(row, n) for row in body for n in range(len(row.cells))} - {""}
    facts = set() if table.heads or table.kind == "timeline" else cells
    return _Wanted(keys, heads, firsts, facts, set(row_names(table, range(len(table.rows)))))


def _score(table: Table, wanted: _Wanted, placed: Placed, seen: _Words, hints: Hints) -> int:
    """How much speaks for it; 0 where too little does."""
    keys, heads, firsts, facts, own = wanted
    named = hints.within(placed.tab, "", placed.grid.start, placed.grid.end)
    inside, ranges = f"t:{table.id}" in named, sum(name in own for name in named)
    common, named_heads = len(keys & seen.cells), len(heads & seen.heads)
    first, fact = len(firsts & seen.cells), len(facts & seen.cells)
    few = 2 * (named_heads + first) < len(heads) + len(firsts) and 2 * fact < max(len(facts), 1)
    if keys and not common and not ranges:
        return 0
    if not keys and not (inside or ranges) and few:
        return 0
    if not (common or named_heads or first or fact or inside or ranges) and not _shaped(table, placed.grid):
        return 0
    return 4 * common + 2 * named_heads + 2 * first + fact + 3 * inside + 4 * min(ranges, len(own)) + 1


def _shape(grid: Grid) -> tuple[int, int]:
    return len(grid.rows), grid.columns


def _shaped(table: Table, grid: Grid) -> bool:
    """Whether it has as many rows and columns, and begins with the same words: all there is to go by."""
    same = (len(table.rows), len(table.widths)) == _shape(grid)
    return same and said(table.rows[0].cells[0]) == grid.rows[0].cells[0].text
