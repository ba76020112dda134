"""Blocks and rows put into a document: text and tables from the end to the start, then their looks and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.writers.gdocs.names import names, row_names
from mapdocs.writers.gdocs.places import place, place_rows, tabs_of
from mapdocs.writers.gdocs.styling import bullets, paragraphs, texts
from mapdocs.writers.gdocs.tables import Area, areas, filled, table_styles
from mapdocs.writers.gdocs.wire import Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.layout import Block, Row, Table
    from mapdocs.writers.gdocs.look import Look
    from mapdocs.writers.gdocs.places import Filled, Placed
    from mapdocs.writers.gdocs.wire import Request


def insert_blocks(blocks: Sequence[Block], at: int, look: Look, tab: str = "", *, after: bool = False) -> list[Request]:
    """Blocks as new paragraphs and tables, whatever stands around them.

    `at`: the start of a paragraph, which then follows them; with `after`, the index of a paragraph's newline, whose
    paragraph then stands before them. A table that is the first of them needs a paragraph before it.
    """
    where = Where(tab)
    placed = place(blocks, at, after=after)
    if not placed.spots:
        return []
    text = "".join(f"\n{line}" if after else f"{line}\n" for line in placed.text)
    first, last = placed.spots[0].start, placed.spots[-1].end
    out = [where.insert(at, text)] if text else []
    out += fill_tables(placed, where)
    # New paragraphs look like those that they were parted from, which may be items of a list.
    out.append(_no_bullets(first, last + 1, placed.tabs, where))
    return out + looks(placed, first, last + 1, look, where)


def insert_rows(
    table: Table,
    rows: Sequence[Row],
    below: int,
    table_start: int,
    at: int,
    look: Look,
    tab: str = "",
    *,
    columns: int = 0,
) -> list[Request]:
    """Rows that follow each other, into a table that is there.

    `below`: the number of the row in the document under which they come, -1: above the first. `at`: the index at which
    the first of them begins: where that row ends. `columns`: how many the document's table has, where people have added
    some behind ours.
    """
    where = Where(tab)
    reference = where.cell(table_start, max(below, 0), 0)
    made = {"insertTableRow": {"tableCellLocation": reference, "insertBelow": below >= 0}}
    found = place_rows(table, rows, at, columns=columns)
    width = max(columns, len(table.widths))
    out: list[Request] = [made for _ in rows]
    out += _fill(found.cells, at, where)
    first, end, tabs = at + 2, found.end, tabs_of(found.spots)
    out.append(_no_bullets(first, end, tabs, where))
    out += bullets(found.spots, tabs, where)
    out.append(where.paragraph_style(first, end, *look.paragraph))
    out += paragraphs(found.spots, look, where)
    out.append(where.text_style(first, end, *look.text))
    out.append(where.text_style(first, end, *look.small))
    out += texts(found.spots, look, where)
    # A new row has the fill of the one beside it.
    out.append(filled(Area(below + 1, 0, len(rows), width, ""), table_start, look, where))
    out += [filled(area, table_start, look, where) for area in areas([row.cells for row in rows], below + 1)]
    return out + list(row_names(found, where))


def _no_bullets(start: int, end: int, tabs: Sequence[tuple[int, int]], where: Where) -> Request:
    """What is new is in no list yet; its tabs are still there."""
    return {"deleteParagraphBullets": {"range": where.span(start, end + sum(count for _, count in tabs))}}


def fill_tables(placed: Placed, where: Where) -> Iterator[Request]:
    """Tables and the texts of their cells, from the last to the first: nothing that is counted on moves."""
    for found in reversed(placed.tables):
        table = found.table
        yield {"insertTable": {"rows": len(table.rows), "columns": len(table.widths), "location": where.at(found.at)}}
        yield from _fill(found.rows.cells, found.at + 2, where)


def _fill(cells: Sequence[Filled], at: int, where: Where) -> Iterator[Request]:
    """Texts into empty cells, of which the first row begins at `at`."""
    for offset, text in reversed(cells):
        yield where.insert(at + offset, text)


def looks(placed: Placed, start: int, end: int, look: Look, where: Where) -> list[Request]:
    """Lists, styles, tables' looks and names of all that is there now."""
    out = bullets(placed.spots, placed.tabs, where)
    out.append(where.paragraph_style(start, end, *look.paragraph))
    out += paragraphs(placed.spots, look, where)
    out.append(where.text_style(start, end, *look.text))
    out += [where.text_style(found.start + 3, found.rows.end, *look.small) for found in placed.tables]
    out += texts(placed.spots, look, where)
    for found in placed.tables:
        out += table_styles(found, look, where)
    out += names(placed, where)
    return out
