"""What a table of the document and one of the layout have in common to be compared by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mapdocs.layout import Cell, Row, Table
from mapdocs.readers.gdocs.model import Grid, GridRow, Paragraph

HEADS_WITHIN = 4
"""How many rows people may type above a table's heads."""


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


def cell_said(row: Row, column: int) -> str:
    """The first words of a layout's cell."""
    return next((para.text.strip() for para in row.cells[column].paras if para.text.strip()), "")


def row_names(table: Table, numbers: Iterable[int]) -> dict[str, int]:
    """The names of rows and of their paragraphs -> the row's number."""
    names = {}
    for number in numbers:
        row = table.rows[number]
        names[f"r:{row.id}"] = number
        names.update({f"p:{para.id}": number for cell in row.cells for para in cell.paras})
    return names
