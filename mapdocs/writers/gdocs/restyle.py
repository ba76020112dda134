"""Looks of what is already there: a paragraph whose style has changed, cells whose fill has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.utf16 import units
from mapdocs.writers.gdocs.places import LISTS, Spot
from mapdocs.writers.gdocs.styling import bullets, paragraphs, texts
from mapdocs.writers.gdocs.tables import areas, filled
from mapdocs.writers.gdocs.wire import Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdocs.layout import Cell, Para
    from mapdocs.writers.gdocs.look import Look
    from mapdocs.writers.gdocs.wire import Request


def style_of_para(
    para: Para, start: int, look: Look, tab: str = "", *, cell: Cell | None = None, kind: str = "rows"
) -> list[Request]:
    """All of the looks of a paragraph whose text begins at `start`.

    `cell`: the cell that it stands in; `kind`: its table's, or `head` in a row that is repeated.
    """
    where = Where(tab)
    end = start + units(para.text)
    spot = Spot(para, start, end, kind, cell.fill, cell.align) if cell else Spot(para, start, end)
    listed = para.style in LISTS
    out: list[Request] = [] if listed else [{"deleteParagraphBullets": {"range": where.span(start, end + 1)}}]
    out += bullets([spot], [], where)
    out.append(where.paragraph_style(start, end + 1, *look.paragraph))
    out += paragraphs([spot], look, where)
    out.append(where.text_style(start, end + 1, *look.text))
    if cell:
        out.append(where.text_style(start, end + 1, *look.small))
    return out + list(texts([spot], look, where))


def fill_cells(
    rows: Sequence[Sequence[Cell]], first: int, table_start: int, look: Look, tab: str = ""
) -> list[Request]:
    """The backgrounds of rows that are there, of which the first is the document's row `first`."""
    where = Where(tab)
    plain = [tuple(_with_name(cell) for cell in row) for row in rows]
    return [filled(area, table_start, look, where) for area in areas(plain, first)]


def _with_name(cell: Cell) -> Cell:
    """No fill is one as well: it takes away what was there."""
    from dataclasses import replace

    return cell if cell.fill else replace(cell, fill="none")
