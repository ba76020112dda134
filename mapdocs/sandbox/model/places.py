"""Where an index lies, and a document anew with something changed there.

Going down costs one look at each sibling on the way, and no more: what lies elsewhere is taken over as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapdocs.sandbox.model.tree import (
    Block,
    Cell,
    Content,
    Contents,
    Paragraph,
    Row,
    Table,
    cell,
    contents,
    row,
    table,
)

Change = Callable[[Content, int], Content]
"""Some blocks and the index that they begin at -> the blocks instead."""


def holder(blocks: tuple[Block, ...] | tuple[Row, ...] | tuple[Cell, ...], base: int, index: int) -> tuple[int, int]:
    """The number of the block that an index lies in, and where that begins; len(blocks) where it lies behind all."""
    start = base
    for number, block in enumerate(blocks):
        end = start + block.length
        if index < end:
            return number, start
        start = end
    return len(blocks), start


def within(content: Content, base: int, first: int, last: int, change: Change) -> Content:
    """`change` done on the innermost blocks of body or cell that hold both characters, `first` and `last`."""
    number, start = holder(content, base, first)
    if number < len(content):
        block = content[number]
        if last < start + block.length and isinstance(block, (Table, Contents)):
            inner = _inside(block, start, first, last, change)
            if inner is not None:
                return (*content[:number], inner, *content[number + 1 :])
    return change(content, base)


def _inside(block: Table | Contents, start: int, first: int, last: int, change: Change) -> Block | None:
    """The table with the change in one of its cells; None where no cell holds both characters."""
    if isinstance(block, Contents):
        if not start < first <= last < start + block.length - 1:
            return None
        return contents(within(block.content, start + 1, first, last, change), block.rest)
    row_number, row_start = holder(block.rows, start + 1, first)
    if first <= start or row_number == len(block.rows) or first == row_start:
        return None
    old = block.rows[row_number]
    cell_number, cell_start = holder(old.cells, row_start + 1, first)
    place = old.cells[cell_number]
    if first == cell_start or last >= cell_start + place.length:
        return None
    new = cell(within(place.content, cell_start + 1, first, last, change), place.style, place.rest)
    return _with_cell(block, row_number, cell_number, new)


def _with_cell(old: Table, row_number: int, cell_number: int, new: Cell) -> Table:
    above = old.rows[row_number]
    cells = (*above.cells[:cell_number], new, *above.cells[cell_number + 1 :])
    grown = new.length - above.cells[cell_number].length
    changed = Row(cells, above.length + grown, above.style, above.rest)
    rows = (*old.rows[:row_number], changed, *old.rows[row_number + 1 :])
    return Table(rows, old.length + grown, old.columns, old.style, old.rest)


def each_paragraph(
    content: Content, base: int, first: int, end: int, change: Callable[[Paragraph, int], Paragraph]
) -> Content:
    """`change` done on each paragraph, at any depth, that has a character in first..end (exclusive)."""
    out: list[Block] | None = None
    start = base
    for number, block in enumerate(content):
        stop = start + block.length
        if start >= end:
            break
        if stop > first:
            new = _each_in(block, start, first, end, change)
            if new is not block:
                out = list(content) if out is None else out
                out[number] = new
        start = stop
    return content if out is None else tuple(out)


def _each_in(block: Block, start: int, first: int, end: int, change: Callable[[Paragraph, int], Paragraph]) -> Block:
    if isinstance(block, Paragraph):
        return change(block, start)
    if isinstance(block, Table):
        return _each_in_table(block, start, first, end, change)
    if isinstance(block, Contents):
        return contents(each_paragraph(block.content, start + 1, first, end, change), block.rest)
    return block


def _each_in_table(
    old: Table, start: int, first: int, end: int, change: Callable[[Paragraph, int], Paragraph]
) -> Table:
    rows = list(old.rows)
    at = start + 1
    for number, told in enumerate(old.rows):
        stop = at + told.length
        if at < end and stop > first:
            rows[number] = _each_in_row(told, at, first, end, change)
        at = stop
    if all(new is was for new, was in zip(rows, old.rows, strict=True)):
        return old
    return table(tuple(rows), old.columns, old.style, old.rest)


def _each_in_row(old: Row, start: int, first: int, end: int, change: Callable[[Paragraph, int], Paragraph]) -> Row:
    cells = list(old.cells)
    at = start + 1
    for number, told in enumerate(old.cells):
        stop = at + told.length
        if at < end and stop > first:
            content = each_paragraph(told.content, at + 1, first, end, change)
            if content is not told.content:
                cells[number] = cell(content, told.style, told.rest)
        at = stop
    if all(new is was for new, was in zip(cells, old.cells, strict=True)):
        return old
    return row(tuple(cells), old.style, old.rest)


def paragraphs(content: Content, base: int = 0) -> Iterator[tuple[Paragraph, int]]:
    """Every paragraph at any depth with the index it begins at, in order."""
    start = base
    for block in content:
        if isinstance(block, Paragraph):
            yield block, start
        elif isinstance(block, Contents):
            yield from paragraphs(block.content, start + 1)
        elif isinstance(block, Table):
            for inner, at in _cells(block, start):
                yield from paragraphs(inner, at)
        start += block.length


def _cells(told: Table, start: int) -> Iterator[tuple[Content, int]]:
    """What each cell holds, with the index it begins at."""
    at = start + 1
    for line in told.rows:
        inner = at + 1
        for place in line.cells:
            yield place.content, inner + 1
            inner += place.length
        at += line.length


def tables(content: Content, base: int = 0) -> Iterator[tuple[Table, int]]:
    """Every table at any depth with the index it begins at, in order."""
    start = base
    for block in content:
        if isinstance(block, Table):
            yield block, start
            for inner, at in _cells(block, start):
                yield from tables(inner, at)
        start += block.length


def spliced(content: Content, number: int, count: int, new: tuple[Block, ...]) -> Content:
    """`count` blocks from `number` on replaced."""
    return (*content[:number], *new, *content[number + count :])
