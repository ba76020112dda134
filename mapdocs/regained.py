"""A document of which nothing is remembered any more: which of its words are mapdocs' own all the same.

Values are for people to settle. What is made from the plan and holds no value, as the dates in a heading, a start or
the timeline, is nobody's promise: where it says the same as ours but for dates, the next push brings it up to date.
Whatever else differs is people's, and stays.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mapdocs.google.flow import saying
from mapdocs.google.serials import serial_in
from mapdocs.google.session import read_beside
from mapdocs.layout import Cell, Layout, Para, Row, Run, Table
from mapdocs.outline.timeline import SHAPES
from mapdocs.readers.gdocs.model import Paragraph
from mapdocs.values.calendar_words import calendar_words
from mapdocs.values.plain import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapdocs.google.session import Session
    from mapdocs.readers.gdocs.found import TableSpot
    from mapdocs.readers.gdocs.model import Grid, GridCell, GridRow
    from mapdocs.words import Word

_PARTS = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_BETWEEN = frozenset("-\u2010\u2011\u2012\u2013\u2014.,")
"""What stands between the parts of a date, or between two dates."""
_TAG = "/tag"
_UNKNOWN = "?"
"""The fill of a cell of which nobody knows how it is filled: it is filled anew."""


class _Plan(NamedTuple):
    """What is ours: the plan of now, and the words that mark dates in its language, as `proposed`."""

    layout: Layout
    marks: frozenset[str]


def regained(read: Session, words: Iterable[Word]) -> Session:
    """The document beside a state that takes for ours what is.

    `read`: beside the plan of now, as if just written; `words`: all that mapdocs says in its language.
    """
    plan = _Plan(read.state.layout, frozenset(word for word in words if isinstance(word, str)))
    layout = read.state.layout
    blocks = tuple(_block(read, block, plan) for block in layout.blocks)
    header, footer = (_paras(read, paras, plan) for paras in (layout.header, layout.footer))
    own = replace(layout, blocks=blocks, header=header, footer=footer)
    state = replace(read.state, layout=own, serial=str(serial_in(read.doc)))
    return read_beside(state, read.doc, read.info)


def _block(read: Session, block: Para | Table, plan: _Plan) -> Para | Table:
    if isinstance(block, Para):
        return _paras(read, (block,), plan)[0]
    if block.kind == "timeline":
        return _timeline(read, block)
    return replace(block, rows=tuple(_kept(read, row, plan) for row in block.rows))


def _kept(read: Session, row: Row, plan: _Plan) -> Row:
    """A row without what stands beside a value and is not there: it may never have been, and is written anew."""
    if row.id not in read.found.rows:
        return row
    known = {*read.found.paras, *read.found.hidden}
    cells = []
    for cell in row.cells:
        there = [para for para in cell.paras if para.field or para.id in known]
        cells.append(replace(cell, paras=_paras(read, there or cell.paras, plan)))
    return replace(row, cells=tuple(cells))


def _paras(read: Session, paras: Sequence[Para], plan: _Plan) -> tuple[Para, ...]:
    """Paragraphs as they stand, where that is what mapdocs would have written on another day."""
    found = []
    for para in paras:
        spot = read.found.paras.get(para.id)
        ours = spot and not para.field and not spot.pending and _ours(spot.text, para, plan)
        found.append(saying(para, spot.text) if spot and ours else para)
    return tuple(found)


def _ours(text: str, para: Para, plan: _Plan) -> bool:
    """Whether it says what ours might have said on another day."""
    marked = para.id.endswith(_TAG) and text in plan.marks
    return marked or alike(text, para.text, plan.layout.language)


def alike(one: str, other: str, language: str) -> bool:
    """Whether two texts say the same but for dates and numbers, which both of them have."""
    left, right = _shape(one, language), _shape(other, language)
    return left == right and one != other and all(_dated(text, language) for text in (one, other))


def _shape(text: str, language: str) -> list[str]:
    """A text without its dates and numbers."""
    return [part for part in _PARTS.findall(text) if part not in _BETWEEN and not _of_date(part, language)]


def _dated(text: str, language: str) -> bool:
    return any(_of_date(part, language) for part in _PARTS.findall(text))


def _of_date(part: str, language: str) -> bool:
    return part[0].isdecimal() or folded(part) in _names(language)


@lru_cache(maxsize=16)
def _names(language: str) -> frozenset[str]:
    """Months and weekdays of a language, long and short, without the dots of abbreviations."""
    words = calendar_words(language.replace("-", "_"), ())
    return frozenset(part for name in (*words.months, *words.weekdays) for part in _PARTS.findall(name))


# ---------------------------------------------------------------- the timeline


def _timeline(read: Session, table: Table) -> Table:
    """The timeline as it stands, of whatever shape, where nothing in it is people's."""
    spot = read.found.tables.get(table.id)
    if spot is None or _same(table, spot.grid) or not _all_ours(read, table, spot):
        return table
    rows = tuple(_row(table, number, row) for number, row in enumerate(spot.grid.rows))
    return replace(table, rows=rows, widths=(0.0,) * spot.grid.columns)


def _same(table: Table, grid: Grid) -> bool:
    wanted = [["\n".join(para.text for para in cell.paras) for cell in row.cells] for row in table.rows]
    return wanted == [[cell.text for cell in row.cells] for row in grid.rows]


def _all_ours(read: Session, table: Table, spot: TableSpot) -> bool:
    """Whether it has nothing but labels that we have too, columns' heads, and shapes."""
    grid, language = spot.grid, read.state.layout.language
    width = {len(row.cells) for row in grid.rows} | {grid.columns}
    plain = all(isinstance(block, Paragraph) for row in grid.rows for cell in row.cells for block in cell.blocks)
    if grid.merged or grid.pending or len(width) > 1 or not plain or _things(grid):
        return False
    labels = [text for row in table.rows for text in _said(row.cells[0])]
    heads, *rows = grid.rows
    return all(_is_head(cell.text, table, language) for cell in heads.cells) and all(
        _is_label(row.cells[0].text, labels, language) and all(_is_shapes(cell.text) for cell in row.cells[1:])
        for row in rows
    )


def _things(grid: Grid) -> bool:
    """Whether there is something in it that is no text, or a suggestion."""
    blocks = [block for row in grid.rows for cell in row.cells for block in cell.blocks]
    waits = any(row.pending or cell.pending for row in grid.rows for cell in row.cells)
    return waits or any(isinstance(block, Paragraph) and (block.things or block.pending) for block in blocks)


def _said(cell: Cell) -> Iterator[str]:
    return (para.text for para in cell.paras)


def _is_head(text: str, table: Table, language: str) -> bool:
    """Whether a column may be called so: like one of ours but for dates, with the shapes of today and the target."""
    lines = [line for line in text.split("\n") if not _is_shapes(line)]
    heads = [said for cell in table.rows[0].cells for said in _said(cell)]
    return all(line in heads or any(alike(line, head, language) for head in heads) for line in lines)


def _is_label(text: str, labels: Sequence[str], language: str) -> bool:
    return any(text == label or alike(text, label, language) for label in labels)


def _is_shapes(text: str) -> bool:
    return all(letter in _MARKS for letter in text if not letter.isspace())


_MARKS = frozenset(SHAPES.values())


def _row(table: Table, number: int, row: GridRow) -> Row:
    """A row as it stands, with the ids that the timeline gives."""
    name = f"{table.id}/{number}" if number else table.rows[0].id
    return Row(name, tuple(_cell(f"{name}/{at}", cell) for at, cell in enumerate(row.cells, 1)))


def _cell(name: str, cell: GridCell) -> Cell:
    texts = [block.text for block in cell.blocks if isinstance(block, Paragraph)]
    paras = (Para(f"{name}/{n}", (Run(text),) if text else ()) for n, text in enumerate(texts, 1))
    return Cell(tuple(paras), fill=_UNKNOWN)
