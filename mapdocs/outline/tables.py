"""Tables: rows of one width with their keys, facts two abreast."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapdocs.columns import declared
from mapdocs.layout import Cell, Para, Row, Table
from mapdocs.markup import Element
from mapdocs.outline.blocks import Place, flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal

    from mapdocs.layout import Block, Tone
    from mapdocs.outline.state import State

FACT_WIDTHS = (17.0, 33.0, 17.0, 33.0)
_SHORTEST, _LONGEST = 6.0, 60.0
_HUNDRED = 100.0


def table(state: State, element: Element) -> None:
    """A caption above, the table, and behind it the paragraph that a document wants there."""
    name = state.take(element.id or "table")
    for caption in element.children:
        if isinstance(caption, Element) and caption.tag == "caption":
            flow(state, caption.children, Place(state.blocks, f"{name}/caption", style="muted"))
    made = _facts(state, element, name) if "facts" in element.classes else _rows(state, element, name)
    if made:
        put(state, made)


def put(state: State, made: Table) -> None:
    """A table with its gap; where it would be the first block, one before it as well."""
    state.blocks += (made, Para(state.take(f"{made.id}/gap"), style="gap"))


def _rows(state: State, element: Element, name: str) -> Table | None:
    heads = [row for row, head in element.rows() if head]
    body = [row for row, head in element.rows() if not head]
    count = max((_width(row) for row in (*heads, *body)), default=0)
    if not count:
        return None
    rows = [_row(state, row, f"{name}/head", count, head=True) for row in heads]
    label: Tone = "" if heads else "muted"
    rows += [_row(state, row, f"{name}/{number}", count, label=label) for number, row in enumerate(body, 1)]
    keyed = _key_column(body) if any(row.key for row in rows) else -1
    widths = _widths(state, element, [*heads, *body], count)
    return Table(name, widths, tuple(rows), len(heads), "rows", keyed)


def _cells(row: Element) -> list[Element]:
    return [child for child in row.children if isinstance(child, Element)]


def _width(row: Element) -> int:
    return sum(_span(cell) for cell in _cells(row))


def _span(cell: Element) -> int:
    return max(1, int(cell.attrs.get("colspan") or 1))


def _row(state: State, row: Element, wanted: str, count: int, *, head: bool = False, label: Tone = "") -> Row:
    """Its cells; what a wide cell spans besides is empty. Its key counts where it has fields that people edit.

    `label`: the tone of the cells that name a row.
    """
    name = state.take(row.id or wanted)
    classes = row.classes
    fill = state.head_fill if head else "band" if classes & {"milestone", "total"} else ""
    tone: Tone = "muted" if "cancelled" in classes else ""
    label = "strong" if "total" in classes else label
    cells: list[Cell] = []
    key = ""
    for cell in _cells(row):
        if "key" in cell.attrs.get("class", ""):
            key = key or cell.text()
        cells.append(_cell(state, cell, name, len(cells) + 1, fill, label if cell.tag == "th" else tone))
        cells += [_empty(state, name, len(cells) + 1, fill) for _ in range(_span(cell) - 1)]
    cells += [_empty(state, name, len(cells) + 1 + more, fill) for more in range(count - len(cells))]
    editable = any(para.field for cell in cells for para in cell.paras)
    return Row(name, tuple(cells), key if editable else "")


def _cell(state: State, cell: Element, row: str, number: int, fill: str, tone: Tone) -> Cell:
    names = cell.attrs.get("class", "").split()
    paras: list[Block] = []
    place = Place(paras, f"{row}/{number}", row, tone="muted" if "key" in names else tone)
    if "data-field" in cell.attrs:
        flow(state, (replace(cell, tag="div"),), place)
    else:
        flow(state, cell.children, place)
    found = tuple(para for para in paras if isinstance(para, Para)) or (Para(state.number(place.base)),)
    return Cell(found, fill, head=cell.tag == "th", align="end" if "num" in names else "start")


def _empty(state: State, row: str, number: int, fill: str = "") -> Cell:
    return Cell((Para(state.number(f"{row}/{number}")),), fill)


def _key_column(rows: Iterable[Element]) -> int:
    for row in rows:
        at = 0
        for cell in _cells(row):
            if "key" in cell.classes:
                return at
            at += _span(cell)
    return -1


def _widths(state: State, element: Element, rows: Sequence[Element], count: int) -> tuple[float, ...]:
    """The template's, wide enough for their words, else by the longest text in each."""
    told = state.widths.get(declared(element), ())
    found = list(told) if len(told) == count else _guessed(rows, count)
    whole = sum(found)
    return tuple(round(width / whole * _HUNDRED, 2) for width in found)


def _guessed(rows: Sequence[Element], count: int) -> list[float]:
    longest = [_SHORTEST] * count
    for row in rows:
        for number, cell in enumerate(_cells(row)[:count]):
            longest[number] = max(longest[number], min(_LONGEST, float(len(cell.text()))))
    return longest


def _facts(state: State, element: Element, name: str) -> Table | None:
    """Facts with their names, two on a line."""
    facts = [_cells(row)[:2] for row, _ in element.rows()]
    kind: Literal["facts"] = "facts"
    rows = [
        _fact_row(state, (*one, *other), state.take(f"{name}/{number}"))
        for number, (one, other) in enumerate(zip(facts[::2], [*facts[1::2], []], strict=False), 1)
    ]
    return Table(name, FACT_WIDTHS, tuple(rows), 0, kind) if rows else None


def _fact_row(state: State, cells: Sequence[Element], name: str) -> Row:
    made = [
        _cell(state, cell, name, number, "", "muted" if cell.tag == "th" else "")
        for number, cell in enumerate(cells, 1)
    ]
    made += [_empty(state, name, number) for number in range(len(made) + 1, len(FACT_WIDTHS) + 1)]
    return Row(name, tuple(made))
