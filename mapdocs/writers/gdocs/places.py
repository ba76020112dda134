"""Where each paragraph and table stands in the document once all is inserted, by the facts about indices.

Row = table + 1, cell = row + 1, its text = cell + 1; a table ends one behind its last row; behind it stands its gap.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mapdocs.layout import Table
from mapdocs.utf16 import units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapdocs.layout import Block, Para, Row

LISTS = ("list", "numbered")


class Spot(NamedTuple):
    """A paragraph's text from `start` to `end`, where its newline stands.

    `kind`: "" outside of tables, else the table's kind, or `head` in rows that are repeated; `fill`, `align`: as its
    cell has them.
    """

    para: Para
    start: int
    end: int
    kind: str = ""
    fill: str = ""
    align: str = "start"


class Filled(NamedTuple):
    """A cell's text, its paragraphs parted by newlines; `offset`: where it goes, counted from the first new row.

    The cells before it are empty then: a document is filled from its end to its start.
    """

    offset: int
    text: str


@dataclass(slots=True)
class Rows:
    """Rows that follow each other: their paragraphs, the texts of their cells, and their key cells by row id."""

    end: int
    spots: list[Spot] = field(default_factory=list)
    cells: list[Filled] = field(default_factory=list)
    keys: list[tuple[str, Spot]] = field(default_factory=list)


@dataclass(slots=True)
class TablePlace:
    """A table from `start` to `end`; `at`: where it is inserted, while there is text before it and no other table."""

    table: Table
    start: int
    end: int
    at: int
    rows: Rows


@dataclass(slots=True)
class Placed:
    """All of it: `text` is inserted before the tables, a paragraph each; `spots` are in the order of the document.

    `tabs`: (index, count) of tabs that say how deep a list is, and go when it becomes one.
    """

    end: int
    text: list[str] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    tables: list[TablePlace] = field(default_factory=list)
    tabs: list[tuple[int, int]] = field(default_factory=list)


def place(blocks: Iterable[Block], at: int, *, after: bool = False) -> Placed:
    """The first paragraph begins at `at`, or with `after` behind the newline that stands there.

    Gaps are not inserted: each is the newline that a table's paragraph before it leaves behind.
    """
    out = Placed(at + 1 if after else at)
    plain = out.end
    for block in blocks:
        if isinstance(block, Table):
            _table(out, block, plain - 1)
        elif block.style == "gap" and out.tables and out.tables[-1].end + 1 == out.end:
            out.spots.append(Spot(block, out.end - 1, out.end - 1))
        else:
            plain += _paragraph(out, block)
    return out


def deep(para: Para) -> int:
    """How many tabs tell the level of a list's paragraph."""
    return para.level if para.style in LISTS else 0


def _paragraph(out: Placed, para: Para) -> int:
    text, tabs = para.text, deep(para)
    length = units(text)
    out.spots.append(Spot(para, out.end, out.end + length))
    if tabs:
        out.tabs.append((out.end, tabs))
    out.text.append("\t" * tabs + text)
    out.end += length + 1
    return length + tabs + 1


def _table(out: Placed, table: Table, at: int) -> None:
    """A table, and room for its gap."""
    heads = {row.id for row in table.rows[: table.heads]}
    found = place_rows(table, table.rows, out.end + 1, heads)
    out.tables.append(TablePlace(table, out.end, found.end + 1, at, found))
    out.spots += found.spots
    out.tabs += tabs_of(found.spots)
    out.end = found.end + 2


def place_rows(table: Table, wanted: Iterable[Row], at: int, heads: Iterable[str] = (), columns: int = 0) -> Rows:
    """Rows of which the first begins at `at`. `heads`: ids of those that are repeated.

    `columns`: how many cells a row has in the document, where people have added some behind ours.
    """
    out = Rows(at)
    end, offset = at, 0
    for row in wanted:
        kind = "head" if row.id in heads else table.kind
        end += 1
        offset += 1
        for number, cell in enumerate(row.cells):
            first = len(out.spots)
            end += 1
            for para in cell.paras:
                length = units(para.text)
                out.spots.append(Spot(para, end, end + length, kind, cell.fill, cell.align))
                end += length + 1
            if len(cell.paras) > 1 or cell.paras[0].runs or cell.paras[0].sign:
                out.cells.append(Filled(offset + 1, "\n".join("\t" * deep(para) + para.text for para in cell.paras)))
            offset += 2
            if number == table.key_column and row.key:
                out.keys.append((row.id, out.spots[first]))
        extra = max(0, columns - len(row.cells))
        end += 2 * extra
        offset += 2 * extra
    out.end = end
    return out


def tabs_of(spots: Iterable[Spot]) -> list[tuple[int, int]]:
    """Where lists in cells have their tabs."""
    return [(spot.start, spot.para.level) for spot in spots if spot.para.level and spot.para.style in LISTS]
