"""Which table of a document is which of the layout, and which of its columns and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mapdocs.layout import Cell, Row, Table
from mapdocs.readers.gdocs.hints import Hints
from mapdocs.readers.gdocs.model import Grid, GridRow, Paragraph

_HEADS_WITHIN = 4
"""How many rows people may type above a table's heads."""
_SURE = 12
"""Two cells that say the same in so many letters are the same row's."""


class Placed(NamedTuple):
    """A table of the document, and where it stands."""

    tab: str
    grid: Grid


class Matched(NamedTuple):
    """How a table stands in the document: as in TableSpot, and the keys that rows repeat."""

    columns: tuple[int, ...]
    header: int
    rows: list[int]
    key_column: int


def said(cell: Cell) -> str:
    """What a layout's cell says."""
    return "\n".join(para.text for para in cell.paras)


def folded(text: str) -> str:
    """For comparing heads and keys: without what people can't see."""
    return " ".join(text.split()).casefold()


def key_of(row: GridRow, column: int) -> str:
    """What a row's key cell says: its first words."""
    if not 0 <= column < len(row.cells):
        return ""
    for block in row.cells[column].blocks:
        if isinstance(block, Paragraph) and block.text.strip():
            return block.text.strip()
    return ""


# ---------------------------------------------------------------- tables


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
        self.heads = {folded(cell.text) for row in grid.rows[:_HEADS_WITHIN] for cell in row.cells} - {""}


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


# ---------------------------------------------------------------- columns


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
    hits = [len(words & {folded(cell.text) for cell in row.cells}) for row in grid.rows[:_HEADS_WITHIN]]
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


def cell_said(row: Row, column: int) -> str:
    """The first words of a layout's cell."""
    return next((para.text.strip() for para in row.cells[column].paras if para.text.strip()), "")


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


# ---------------------------------------------------------------- rows


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


def row_names(table: Table, numbers: Iterable[int]) -> dict[str, int]:
    """The names of rows and of their paragraphs -> the row's number."""
    names = {}
    for number in numbers:
        row = table.rows[number]
        names[f"r:{row.id}"] = number
        names.update({f"p:{para.id}": number for cell in row.cells for para in cell.paras})
    return names


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
