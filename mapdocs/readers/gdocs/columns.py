"""Which column of a table in the document is which of the layout's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mapdocs.layout import Table
from mapdocs.readers.gdocs.compared import HEADS_WITHIN, cell_said, folded, key_of, said
from mapdocs.readers.gdocs.model import Grid


def match_columns(table: Table, grid: Grid) -> tuple[tuple[int, ...], int]:
    """Layout column -> the document's, or -1; and the number of the row of heads, or -1."""
    width = len(table.widths)
    if not table.heads:
        same = tuple(range(width)) if grid.columns == width else tuple(_by_content(table, grid, {}, 0))
        return same, -1
    wanted = [folded(said(cell)) for cell in table.rows[0].cells]
    header = _header(wanted, grid)
    if header < 0:
        return tuple(n if n < grid.columns else -1 for n in range(width)), -1
    seen = [folded(cell.text) for cell in grid.rows[header].cells]
    if wanted == seen:
        return tuple(range(width)), header
    pairs = _by_head(wanted, seen)
    return tuple(_by_content(table, grid, pairs, header + 1)), header


def _header(wanted: Sequence[str], grid: Grid) -> int:
    """The row, among the first, that says most of the heads; the first where none says any and it holds no key."""
    words = {word for word in wanted if word}
    hits = [len(words & {folded(cell.text) for cell in row.cells}) for row in grid.rows[:HEADS_WITHIN]]
    best = max(hits, default=0)
    return hits.index(best) if best else -1


def _by_head(wanted: Sequence[str], seen: Sequence[str]) -> dict[int, int]:
    """Columns of equal heads; those of one head by order, where there are as many."""
    pairs: dict[int, int] = {}
    for word in dict.fromkeys(wanted):
        left = [n for n, other in enumerate(wanted) if other == word]
        right = [n for n, other in enumerate(seen) if other == word]
        if word and len(left) == len(right):
            pairs.update(zip(left, right, strict=True))
        elif word and len(left) == 1 and right:
            pairs[left[0]] = right[0]
    return pairs


def _by_content(table: Table, grid: Grid, pairs: dict[int, int], first: int) -> list[int]:
    """The pairs, and those that what stands below or beside them makes clear."""
    width = len(table.widths)
    free = [n for n in range(grid.columns) if n not in pairs.values()]
    lost = [n for n in range(width) if n not in pairs]
    wanted = {n: Counter(text for row in table.rows[table.heads :] if (text := cell_said(row, n))) for n in lost}
    seen = {n: Counter(key_of(row, n) for row in grid.rows[first:] if key_of(row, n)) for n in free}
    common = {(c, o): (wanted[c] & seen[o]).total() for c in lost for o in free}
    for c in lost:
        best = [o for o in free if common[c, o] and common[c, o] == max(common[c, other] for other in free)]
        if len(best) == 1 and all(common[c, best[0]] > common[other, best[0]] for other in lost if other != c):
            pairs[c] = best[0]
    for c in lost:
        o = _between(pairs, c, width, grid.columns)
        if c not in pairs and o in free and o not in pairs.values() and not (wanted[c] and seen[o]):
            pairs[c] = o
    return [pairs.get(n, -1) for n in range(width)]


def _between(pairs: Mapping[int, int], column: int, width: int, columns: int) -> int:
    """The only column between the places of its neighbours, else -1."""
    left = pairs.get(column - 1) if column else -1
    right = pairs.get(column + 1) if column + 1 < width else columns
    return left + 1 if left is not None and right is not None and right - left == 2 else -1  # noqa: PLR2004 - one between


def key_column(table: Table, grid: Grid, columns: Sequence[int]) -> int:
    """The column that holds the keys: where the layout's went, unless another holds more of them."""
    if table.key_column < 0:
        return -1
    keys = {row.key for row in table.rows if row.key}
    expected = columns[table.key_column]
    counts = [sum(key_of(row, n) in keys for row in grid.rows) for n in range(grid.columns)]
    best = max(counts, default=0)
    return expected if not best or (expected >= 0 and counts[expected] == best) else counts.index(best)
