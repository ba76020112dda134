"""A row that people added and that the deal has taken in: it becomes ours where it stands, and is not written twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapdocs.layout import Layout, Para, Row, Run, Table
from mapdocs.readers.gdocs.newrows import new_rows
from mapdocs.readers.gdocs.values import Values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.google.session import Session
    from mapdocs.readers.gdocs.found import NewSpot


def adopted(read: Session, fresh: Layout, keys: Mapping[str, str]) -> Layout:
    """The remembered layout with rows of people's as they stand in the document.

    `fresh`: the layout of the deal with those rows in it; `keys`: how the document calls a row -> the key it has now.
    A row that the deal has put into another table stays people's.
    """
    layout = read.state.layout
    signs = {para.sign for para in layout.paras() if para.sign}
    for spot, row in new_rows(layout, read.found, Values(read.doc, signs)):
        ours = _fresh_row(fresh, spot.table, keys.get(row.id, "")) if row else None
        if row and ours:
            made = _as_it_stands(ours, spot)
            layout = replace(layout, blocks=tuple(_with(block, spot.table, made, row.after) for block in layout.blocks))
    return layout


def _fresh_row(fresh: Layout, table: str, key: str) -> Row | None:
    found = (one.keyed().get(key) for one in fresh.tables() if one.id == table and key)
    return next(found, None)


def _as_it_stands(ours: Row, spot: NewSpot) -> Row:
    """The row as the deal has it, with the words that people wrote: what it lacks is written by the next push."""
    there = spot.grid.rows[spot.number].cells
    cells = []
    for cell, column in zip(ours.cells, spot.columns, strict=True):
        text = there[column].text if 0 <= column < len(there) else ""
        para = next((para for para in cell.paras if para.field), cell.paras[0])
        cells.append(replace(cell, paras=(_saying(para, text),)))
    return replace(ours, cells=tuple(cells))


def _saying(para: Para, text: str) -> Para:
    return replace(para, runs=(Run(text),) if text else (), sign="")


def _with(block: Para | Table, table: str, row: Row, after: str) -> Para | Table:
    """The table with the row behind the one of that key, or behind its heads."""
    if isinstance(block, Para) or block.id != table:
        return block
    places = [number for number, other in enumerate(block.rows) if after and other.key == after]
    at = places[0] + 1 if places else block.heads
    return replace(block, rows=(*block.rows[:at], row, *block.rows[at:]))
