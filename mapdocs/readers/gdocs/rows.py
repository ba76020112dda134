"""Which row of a table in the document is which of the layout's, whatever people did to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mapdocs.layout import Row, Table
from mapdocs.readers.gdocs.columns import key_column, match_columns
from mapdocs.readers.gdocs.compared import Matched, Placed, cell_said, key_of, row_names, said
from mapdocs.readers.gdocs.hints import Hints
from mapdocs.readers.gdocs.model import Grid, GridRow

_SURE = 12
"""Two cells that say the same in so many letters are the same row's."""


def match(table: Table, placed: Placed, hints: Hints) -> Matched:
    """Columns and rows of a table that stands in the document."""
    columns, header = match_columns(table, placed.grid)
    column = key_column(table, placed.grid, columns)
    if column >= 0 and column != columns[table.key_column]:
        moved = [(-1 if at == column else at) for at in columns]
        moved[table.key_column] = column
        columns = tuple(moved)
    rows = [-1] * len(table.rows)
    if header >= 0:
        for number in range(min(table.heads, len(placed.grid.rows) - header)):
            rows[number] = header + number
    _by_key(table, placed, column, rows, hints)
    _by_rest(table, placed, columns, rows, hints)
    _by_place(table, placed.grid, columns, rows)
    if -1 in rows[table.heads :] or len(rows) < len(placed.grid.rows):
        _by_names(table, placed, rows, hints)
        _by_words(table, placed.grid, columns, rows)
        _by_order(table, placed.grid, rows)
    return Matched(columns, header, rows, column)


def _by_key(table: Table, placed: Placed, column: int, rows: list[int], hints: Hints) -> None:
    """Rows whose key cell says their key; of several the one that holds the named range, else the first."""
    if column < 0:
        return
    taken = {number for number in rows if number >= 0}
    seen: dict[str, list[int]] = {}
    shown = _shown(table)
    for number, row in enumerate(placed.grid.rows):
        if number not in taken:
            seen.setdefault(key_of(row, column), []).append(number)
    for number in range(table.heads, len(table.rows)):
        key = table.rows[number].key
        found = seen.get(shown[number], seen.get(key)) if key else None
        if found:
            rows[number] = found[0] if len(found) == 1 else _holder(table, number, found, placed, hints)


def _shown(table: Table) -> list[str]:
    """What each row's key cell said after the last push: people may have typed another row's key there."""
    texts = [(row.key and cell_said(row, table.key_column)) or row.key for row in table.rows]
    counts = Counter(texts)
    return [text if counts[text] == 1 else row.key for text, row in zip(texts, table.rows, strict=True)]


def _by_rest(table: Table, placed: Placed, columns: Sequence[int], rows: list[int], hints: Hints) -> None:
    """Rows in which people typed another row's key: where all else says which they were, they still are."""
    held = {rows[n]: n for n in range(table.heads, len(rows)) if rows[n] >= 0 and table.rows[n].key}
    claims = {number: m for number, n in held.items() if (m := _rest(table, placed, columns, (number, n), hints)) >= 0}
    while wrong := [
        number
        for number, m in claims.items()
        if (rows[m] >= 0 and rows[m] not in claims) or list(claims.values()).count(m) > 1
    ]:
        for number in wrong:  # that row is there already
            del claims[number]
    for number in claims:
        rows[held[number]] = -1
    for number, m in claims.items():
        rows[m] = number


def _rest(table: Table, placed: Placed, columns: Sequence[int], at: tuple[int, int], hints: Hints) -> int:
    """Which row the document's row says to be but for its key, `at`: its number and the row of that key; -1 for that.

    It says nothing that only the row of its key said, and its named ranges are the other's, or it has none and says
    most of what the other said, and more than one thing.
    """
    number, own = at
    cells = [n for n, column in enumerate(columns) if column >= 0 and n != table.key_column]
    there = {n: key_of(placed.grid.rows[number], columns[n]) for n in cells}
    wanted = {n: cell_said(table.rows[own], n) for n in cells}
    if there == wanted:
        return -1
    votes = _votes(placed, number, row_names(table, range(table.heads, len(table.rows))), hints)
    found = []
    for m in range(table.heads, len(table.rows)):
        other = {n: cell_said(table.rows[m], n) for n in cells}
        apart = [n for n in cells if there[n] and wanted[n] != other[n]]
        alike = sum(there[n] == other[n] for n in apart)
        mine = any(there[n] == wanted[n] for n in apart)
        named = votes.get(m, 0) > votes.get(own, 0) or (not votes and alike > max(1, len(apart) // 2))
        if m != own and table.rows[m].key and alike and not mine and named:
            found.append((alike, m))
    return _only_best(found) if found else -1


def _by_place(table: Table, grid: Grid, columns: Sequence[int], rows: list[int]) -> None:
    """Rows without keys that stand where they stood and begin as they did, where there are as many as before."""
    if len(rows) != len(grid.rows) or not columns:
        return
    taken = set(rows)
    for number in range(table.heads, len(rows)):
        row = table.rows[number]
        if rows[number] < 0 and not row.key and number not in taken and _begins(row, grid.rows[number], columns[0]):
            rows[number] = number


def _begins(row: Row, there: GridRow, column: int) -> bool:
    return key_of(there, column) == cell_said(row, 0)


def _holder(table: Table, number: int, found: Sequence[int], placed: Placed, hints: Hints) -> int:
    """The row that holds most of the named ranges; where none does, the one that says most of what was pushed."""
    names = row_names(table, [number])
    votes = {n: _votes(placed, n, names, hints).get(number, 0) for n in found}
    if not any(votes.values()):
        texts = {said(cell).strip() for cell in table.rows[number].cells} - {""}
        votes = {n: len(texts & {cell.text.strip() for cell in placed.grid.rows[n].cells}) for n in found}
    return max(found, key=lambda n: votes[n])


def _votes(placed: Placed, number: int, names: Mapping[str, int], hints: Hints) -> dict[int, int]:
    row = placed.grid.rows[number]
    return hints.votes(placed.tab, row.start, row.end, names)


def _open(table: Table, grid: Grid, rows: Sequence[int]) -> tuple[list[int], list[int]]:
    """The rows not found yet, and those of the document that are nobody's yet."""
    taken = set(rows)
    first = min((number for number in rows[: table.heads] if number >= 0), default=-1)
    lost = [number for number in range(table.heads, len(rows)) if rows[number] < 0]
    return lost, [number for number in range(len(grid.rows)) if number not in taken and number != first]


def _by_names(table: Table, placed: Placed, rows: list[int], hints: Hints) -> None:
    """Rows that hold a named range of theirs, where only one does and it holds no other's."""
    lost, free = _open(table, placed.grid, rows)
    if not lost or not free:
        return
    names = row_names(table, lost)
    told: dict[int, list[tuple[int, int]]] = {}
    for number in free:
        for row, weight in _votes(placed, number, names, hints).items():
            told.setdefault(row, []).append((weight, number))
    _settle(rows, told)


def _by_words(table: Table, grid: Grid, columns: Sequence[int], rows: list[int]) -> None:
    """Rows that say what only one row said, in two cells, or in one that is long; all it said where it has no key."""
    lost, free = _open(table, grid, rows)
    told: dict[int, list[tuple[int, int]]] = {}
    there = {number: [key_of(grid.rows[number], column) for column in columns] for number in free}
    for row in lost:
        wanted = [cell_said(table.rows[row], column) for column in range(len(columns))]
        for number in free:
            same = [text for text, seen in zip(wanted, there[number], strict=True) if text and text == seen]
            sure = len(same) > 1 or any(len(text) >= _SURE for text in same) or (same and same[0] == wanted[0])
            if sure or (same and _unnamed(table, row) and same == [text for text in wanted if text]):
                told.setdefault(row, []).append((len(same), number))
    _settle(rows, told)


def _settle(rows: list[int], told: Mapping[int, list[tuple[int, int]]]) -> None:
    """The pairs in which each is the other's only best."""
    best_row: dict[int, list[tuple[int, int]]] = {}
    for row, found in told.items():
        for weight, number in found:
            best_row.setdefault(number, []).append((weight, row))
    for row, found in told.items():
        number = _only_best(found)
        if number >= 0 and _only_best(best_row[number]) == row:
            rows[row] = number


def _only_best(found: Sequence[tuple[int, int]]) -> int:
    ranked = sorted(found, reverse=True)
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] > ranked[1][0] else -1


def _unnamed(table: Table, number: int) -> bool:
    """Whether a row shows no key: it has none, or people added it, and no push has written its key so far."""
    row = table.rows[number]
    return not row.key or (table.key_column >= 0 and not cell_said(row, table.key_column))


def _by_order(table: Table, grid: Grid, rows: list[int]) -> None:
    """Rows that show no key, where as many stand between two found ones as did before."""
    taken = set(rows)
    start, before = table.heads, max((number for number in rows[: table.heads]), default=-1)
    bounds = [*((n, rows[n]) for n in range(table.heads, len(rows)) if rows[n] >= 0), (len(rows), len(grid.rows))]
    for stop, after in bounds:
        lost = list(range(start, stop))
        free = [number for number in range(before + 1, after) if number not in taken]
        if lost and len(lost) == len(free) and all(_unnamed(table, number) for number in lost):
            rows[start:stop] = free
        start, before = stop + 1, after
